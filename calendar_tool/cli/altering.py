"""One event altered: what `edit-event` and its sisters do once they know which keys to set."""

from collections.abc import Callable, Mapping, Sequence

from calendar_tool.cli.changing import How, carry_out
from calendar_tool.cli.finding import find, told
from calendar_tool.cli.given import given_event, pairs_of
from calendar_tool.editing import Edit, Found, Outcome, Sheet
from calendar_tool.edits import changes_to, changing
from calendar_tool.model import Programme
from calendar_tool.source.edit import Data
from calendar_tool.source.edited import Changes
from calendar_tool.wording import Words

#: What else changes of an event, once it is known, and what was said of it.
Further = Callable[[Found, Mapping[str, Data], Programme | None], Changes]


def nothing_further(*_: object) -> Changes:
    """Return no changes."""
    return {}


def alter(
    file: str,
    id: str,
    values: Mapping[str, str | None],
    others: Sequence[str] | None,
    how: How,
    done: str,
    further: Further = nothing_further,
) -> None:
    """Set keys of an event: `values`, `others` as `key=value`; nothing after `=` removes a key.

    `done` names the sentence that tells it.
    """
    pairs = pairs_of(values, others, how.speak())

    def make(sheet: Sheet) -> Edit:
        says = how.speak(sheet.languages)
        found = find(sheet, id, says)
        event = given_event([pair for pair in pairs if pair[1].strip()], sheet, says, found)
        gone = [path for path, text in pairs if not text.strip()]
        changes = changes_to(found.node, event, gone, sheet.languages)
        return changing(sheet, found.path, {**further(found, event, sheet.programme), **changes})

    def tell(outcome: Outcome, says: Words) -> str:
        after = (outcome.after.named(id) or outcome.before.named(id))[0]
        when = after.event.when if after.event else None
        return says.say(done, path=file, **told(after), when=says.when(when) if when else "")

    carry_out(file, make, how, tell)
