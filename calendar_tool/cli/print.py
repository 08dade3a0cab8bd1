"""`calendar-tool print`: a layout on paper, as a PDF."""

from enum import StrEnum
from typing import Annotated

import typer

from calendar_tool.cli.parameters import File, Lang, Output
from calendar_tool.cli.selection import Asked, selecting


class Layout(StrEnum):
    """What can be printed."""

    AGENDA = "agenda"


class Paper(StrEnum):
    """On what it can be printed."""

    A4 = "a4"


@selecting
def print_(
    file: File,
    layout: Annotated[Layout, typer.Option(help="What to print.")] = Layout.AGENDA,
    paper: Annotated[Paper, typer.Option(help="The size of the sheets.")] = Paper.A4,
    lang: Lang = None,
    output: Output = None,
    *,
    asked: Asked,
) -> None:
    """Write a PDF to print; without -o it lands here, named after programme and layout."""
    from calendar_tool.cli.opening import open_edition
    from calendar_tool.cli.output import write
    from calendar_tool.exporters import pdf

    edition = open_edition(file, lang, asked)
    rendering = pdf.printed(edition, layout=layout.value, paper=paper.value)
    name = f"{edition.programme.id}-{layout}-{paper}-{edition.language}.pdf"
    write(rendering.content, output or name, file)
    typer.echo(output or name, err=True)
