"""`calendar-tool postpone-event`: it will take place, nobody knows when."""

from calendar_tool.cli.editing_parameters import DryRun, File, Force, Id, Notice, Set
from calendar_tool.cli.parameters import Messages


def postpone_event(
    file: File,
    id: Id,
    notice: Notice = None,
    others: Set = None,
    *,
    dry_run: DryRun = False,
    force: Force = False,
    language: Messages = None,
) -> None:
    """Postpone an event without a new date: subscribers are told what was before."""
    from calendar_tool.cli.altering import alter
    from calendar_tool.cli.changing import How
    from calendar_tool.edits import postponed

    how = How(language, dry_run, force)
    alter(file, id, {"notice": notice}, others, how, "editing.postponed", postponed)
