"""`calendar-tool remove-event`: an event taken out of the file, as if it had never been there."""

from typing import Annotated

import typer

from calendar_tool.cli.editing_parameters import DryRun, File, Force, Id
from calendar_tool.cli.parameters import Messages


def remove_event(
    file: File,
    id: Id,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
    *,
    dry_run: DryRun = False,
    force: Force = False,
    language: Messages = None,
) -> None:
    """Remove an event; what subscribers know of should be cancelled instead."""
    from calendar_tool.cli.asking import Asker, is_terminal
    from calendar_tool.cli.changing import How, carry_out
    from calendar_tool.cli.finding import find, told
    from calendar_tool.cli.misuse import misuse
    from calendar_tool.cli.opening import today
    from calendar_tool.editing import Edit, Outcome, Sheet, attempt, open_sheet
    from calendar_tool.edits import removing
    from calendar_tool.wording import Words

    how = How(language, dry_run, force)

    def make(sheet: Sheet) -> Edit:
        return removing(sheet, find(sheet, id, how.speak(sheet.languages)).path)

    def tell(outcome: Outcome, says: Words) -> str:
        return says.say("editing.removed", path=file, **told(outcome.before.named(id)[0]))

    if not (yes or dry_run):
        if not is_terminal():
            raise misuse(how.speak().say("editing.unasked"))
        sheet = attempt(open_sheet(file, today().date()), make, how.speak).before
        says, found = how.speak(sheet.languages), sheet.named(id)[0]
        when = found.event.when if found.event is not None else None
        said = {**told(found), "when": says.when(when) if when is not None else ""}
        if not Asker(says).confirm(says.say("ask.remove", **said)):
            typer.echo(says.say("ask.stopped"), err=True)
            return
    carry_out(file, make, how, tell)
