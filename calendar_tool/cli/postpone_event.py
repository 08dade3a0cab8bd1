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
    from calendar_tool.cli.given import pairs_of
    from calendar_tool.edits import postponed

    alter(
        file,
        id,
        pairs_of({"notice": notice}, [], others or []),
        "editing.postponed",
        language,
        lambda found, _: postponed(found.node),
        dry_run=dry_run,
        force=force,
    )
