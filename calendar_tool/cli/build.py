"""`calendar-tool build`: every programme as a folder of files for any web server."""

from pathlib import Path
from typing import Annotated

import typer

from calendar_tool.cli.parameters import Paths
from calendar_tool.cli.selection import Asked, selecting


@selecting
def build(
    paths: Paths = None,
    to: Annotated[Path, typer.Option("--to", metavar="DIR", help="The folder to fill.")] = Path(
        "site"
    ),
    check: Annotated[
        bool,
        typer.Option("--check", help="Write nothing; status 1 if the folder or a ledger is stale."),
    ] = False,
    *,
    asked: Asked,
) -> None:
    """Write feeds, pages and paper of every programme, in all its languages."""
    from calendar_tool.cli.building import build_all, check_all

    act = check_all if check else build_all
    if not act(paths or ["events"], to, asked):
        raise typer.Exit(1)
