"""`calendar-tool edit-event`: keys of one event set or removed."""

from typing import Annotated

import typer

from calendar_tool.cli.editing_parameters import DryRun, File, Force, Id
from calendar_tool.cli.parameters import Messages


def edit_event(
    file: File,
    id: Id,
    assignments: Annotated[
        list[str],
        typer.Argument(metavar="KEY=VALUE...", help="What to set; KEY= removes a key."),
    ],
    dry_run: DryRun = False,
    force: Force = False,
    language: Messages = None,
) -> None:
    """Set keys of an event: venue=hall title.kk=Концерт notice= (nothing after = removes)."""
    from calendar_tool.cli.altering import alter
    from calendar_tool.cli.changing import How

    alter(file, id, {}, assignments, How(language, dry_run, force), "editing.edited")
