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
    from calendar_tool.cli.changing import carry_out, speaking
    from calendar_tool.cli.finding import find, told
    from calendar_tool.cli.opening import today
    from calendar_tool.editing import Edit, Outcome, Sheet, open_sheet
    from calendar_tool.edits import removing
    from calendar_tool.wording import Words

    speak = speaking(language)
    if not (yes or dry_run):
        if not is_terminal():
            raise typer.BadParameter("give --yes, or cancel-event instead", param_hint="--yes")
        sheet = open_sheet(file, today().date())
        says = speak(sheet.languages)
        found = find(sheet, id, says)
        when = found.event.when if found.event is not None else None
        said = {**told(found), "when": says.when(when) if when is not None else ""}
        if not Asker(says).confirm(says.say("ask.remove", **said)):
            typer.echo(says.say("ask.stopped"), err=True)
            return

    def make(sheet: Sheet) -> Edit:
        return removing(sheet, find(sheet, id, speak(sheet.languages)).path)

    def tell(outcome: Outcome, says: Words) -> str:
        return says.say("editing.removed", path=file, **told(outcome.before.named(id)[0]))

    carry_out(file, make, speak, tell, dry_run=dry_run, force=force)
