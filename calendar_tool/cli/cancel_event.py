"""`calendar-tool cancel-event`: it will not take place, and subscribers are told."""

from calendar_tool.cli.editing_parameters import DryRun, File, Force, Id, Notice, Set
from calendar_tool.cli.parameters import Messages


def cancel_event(
    file: File,
    id: Id,
    notice: Notice = None,
    others: Set = None,
    *,
    dry_run: DryRun = False,
    force: Force = False,
    language: Messages = None,
) -> None:
    """Cancel an event: it stays in the programme, marked as cancelled."""
    from calendar_tool.cli.altering import alter
    from calendar_tool.cli.changing import How

    values = {"status": "cancelled", "notice": notice}
    alter(file, id, values, others, How(language, dry_run, force), "editing.cancelled")
