"""`calendar-tool export`: one programme, one language, one selection, one file."""

from enum import StrEnum
from typing import Annotated

import typer

from calendar_tool.cli.parameters import File, Lang, Output
from calendar_tool.cli.selection import Asked, selecting


class Form(StrEnum):
    """The formats that `export` writes."""

    ICS = "ics"
    TEXT = "text"
    CSV = "csv"
    JSCALENDAR = "jscalendar"
    JSON_LD = "json-ld"
    SCHEDULE_XML = "schedule-xml"
    SCHEDULE_JSON = "schedule-json"


@selecting
def export(
    file: File,
    form: Annotated[Form, typer.Option("--format", help="What to write.")] = Form.ICS,
    lang: Lang = None,
    output: Output = None,
    *,
    asked: Asked,
) -> None:
    """Write a programme as a feed, as text or for other programs, to standard output or a file."""
    from calendar_tool.cli.language import messages
    from calendar_tool.cli.opening import open_edition
    from calendar_tool.cli.output import write
    from calendar_tool.cli.reporting import tell_left_out
    from calendar_tool.exporters import format_named

    edition = open_edition(file, lang, asked)
    rendering = format_named(form).render(edition)
    tell_left_out(rendering.left_out, messages(None, edition.programme.languages))
    write(rendering.content, output, file)
