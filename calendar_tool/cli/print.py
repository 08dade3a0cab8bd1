"""`calendar-tool print`: a layout on paper, as a PDF, or one for each week of a long programme."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from calendar_tool.cli.parameters import File, Lang, Output
from calendar_tool.cli.selection import Asked, selecting


class Layout(StrEnum):
    """What can be printed."""

    AGENDA = "agenda"
    POSTER = "poster"
    LARGE_PRINT = "large-print"
    DOOR = "door"
    POCKET = "pocket"
    PERSON = "person"
    STAFF = "staff"


class Paper(StrEnum):
    """On what it can be printed."""

    A3 = "a3"
    A4 = "a4"
    A5 = "a5"
    LETTER = "letter"


@selecting
def print_(
    file: File,
    layout: Annotated[Layout, typer.Option(help="What to print.")] = Layout.AGENDA,
    paper: Annotated[
        Paper | None, typer.Option(help="The size of the sheets; the layout's usual one if absent.")
    ] = None,
    lang: Lang = None,
    private: Annotated[
        bool, typer.Option("--private", help="Private events too: for the layout person.")
    ] = False,
    output: Output = None,
    *,
    asked: Asked,
) -> None:
    """Write a PDF to print; without -o it lands here, named after programme and layout."""
    from calendar_tool.cli.output import write
    from calendar_tool.cli.printing import order, prints, refuse_many

    to_print = order(file, layout.value, paper.value if paper else None, lang, private, asked)
    refuse_many(to_print, output)
    for suffix, content in prints(to_print):
        target = _target(output or to_print.name, suffix)
        write(content, target, file)
        typer.echo(target, err=True)


def _target(output: str, suffix: str) -> str:
    """Return where a print lands: the week is in the name of one of several."""
    path = Path(output)
    return str(path.with_name(f"{path.stem}{suffix}{path.suffix}")) if suffix else output
