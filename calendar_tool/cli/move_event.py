"""`calendar-tool move-event`: another time, perhaps another place; what was is kept."""

from typing import Annotated

import typer

from calendar_tool.cli.editing_parameters import DryRun, File, Force, Id, Notice, Set
from calendar_tool.cli.parameters import Messages


def move_event(
    file: File,
    id: Id,
    when: Annotated[str, typer.Argument(metavar="WHEN", help="The new time: '17 Nov 19:00'.")],
    venue: Annotated[str | None, typer.Option(help="The new venue, by id.")] = None,
    notice: Notice = None,
    others: Set = None,
    *,
    dry_run: DryRun = False,
    force: Force = False,
    language: Messages = None,
) -> None:
    """Move an event: subscribers are told what was before."""
    from calendar_tool.cli.altering import alter
    from calendar_tool.cli.changing import How
    from calendar_tool.edits import moved

    values = {"when": when, "venue": venue, "notice": notice}
    how = How(language, dry_run, force)
    alter(file, id, values, others, how, "editing.moved", moved)
