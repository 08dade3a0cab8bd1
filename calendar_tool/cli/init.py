"""`calendar-tool init`: a new programme, with comments that teach."""

from pathlib import Path
from typing import Annotated

import typer

from calendar_tool.cli.parameters import Messages


def init(
    path: Annotated[
        Path | None,
        typer.Argument(help="The new file, or a folder for it; named after the id if not given."),
    ] = None,
    title: Annotated[
        str | None, typer.Option(help="The title; --title-kk and so on for translations.")
    ] = None,
    languages: Annotated[str | None, typer.Option(help="'ru, kk, en', the main one first.")] = None,
    time_zone: Annotated[str | None, typer.Option(help="Asia/Almaty and so on.")] = None,
    dates: Annotated[str | None, typer.Option(help="'12–13 Sep 2026'.")] = None,
    id: Annotated[
        str | None, typer.Option(help="The id; from title and year if not given.")
    ] = None,
    others: Annotated[list[str] | None, typer.Option("--set", hidden=True)] = None,
    *,
    language: Messages = None,
) -> None:
    """Begin a programme; what is not given is asked for."""
    from calendar_tool.cli.beginning import begin

    values = {
        "title": title, "languages": languages, "time_zone": time_zone, "dates": dates, "id": id
    }  # fmt: skip
    begin(path, values, others, language)
