"""`calendar-tool add-ids`: every event that has no id gets one, parts too."""

from calendar_tool.cli.editing_parameters import DryRun, File, Force
from calendar_tool.cli.parameters import Messages


def add_ids(
    file: File,
    *,
    dry_run: DryRun = False,
    force: Force = False,
    language: Messages = None,
) -> None:
    """Write the ids that are missing: by them calendars know the events."""
    from calendar_tool.cli.changing import How, carry_out
    from calendar_tool.editing import Edit, Outcome, Sheet
    from calendar_tool.edits import missing_ids, naming
    from calendar_tool.wording import Words

    def make(sheet: Sheet) -> Edit:
        return naming(sheet, missing_ids(sheet))

    def tell(outcome: Outcome, says: Words) -> str:
        count = len(outcome.after.ids) - len(outcome.before.ids)
        return f"{file}: {says.count('editing.named', count)}"

    carry_out(file, make, How(language, dry_run, force), tell)
