"""One event altered: what `edit-event` and its sisters do once they know which keys to set."""

from collections.abc import Callable, Sequence

from calendar_tool.cli.changing import carry_out, speaking
from calendar_tool.cli.finding import find, told
from calendar_tool.cli.given import Pair, given_event
from calendar_tool.editing import Edit, Found, Outcome, Sheet
from calendar_tool.edits import changes_to, changing
from calendar_tool.source.edited import Changes
from calendar_tool.wording import Words

#: What a command adds to the keys that were given, once it knows the event.
Further = Callable[[Found, Sheet], Changes]


def nothing_further(_found: Found, _sheet: Sheet) -> Changes:
    """Return no changes."""
    return {}


def alter(
    file: str,
    id: str,
    pairs: Sequence[Pair],
    done: str,
    language: str | None,
    further: Further = nothing_further,
    *,
    dry_run: bool,
    force: bool,
) -> None:
    """Set the keys of an event that were given, remove those with nothing after `=`.

    `done` is the key of the sentence that tells it.
    """
    speak = speaking(language)

    def make(sheet: Sheet) -> Edit:
        says = speak(sheet.languages)
        found = find(sheet, id, says)
        event = given_event([pair for pair in pairs if pair[1].strip()], sheet, says, found)
        gone = [path for path, text in pairs if not text.strip()]
        changes = changes_to(found.node, event, gone, sheet.languages)
        return changing(sheet, found.path, {**further(found, sheet), **changes})

    def tell(outcome: Outcome, says: Words) -> str:
        after = next((one for one in outcome.after.named(id)), None)
        before = outcome.before.named(id)[0]
        when = after.event.when if after and after.event else None
        values = told(after if after and after.event else before)
        return says.say(done, path=file, **values, when=says.when(when) if when else "")

    carry_out(file, make, speak, tell, dry_run=dry_run, force=force)
