"""The event that an id on the command line means."""

from collections.abc import Iterable
from difflib import get_close_matches

from calendar_tool.cli.given import complaint
from calendar_tool.cli.misuse import misuse
from calendar_tool.diagnostics import NOWHERE, Diagnostic
from calendar_tool.editing import Found, Sheet, id_of
from calendar_tool.edits import title_of
from calendar_tool.errors import CalendarToolError
from calendar_tool.wording import Words


def find(sheet: Sheet, id: str, says: Words) -> Found:
    """Return the only event with an id.

    Exits with 2 if there is none; raises CalendarToolError if there are several.
    """
    found = sheet.named(id)
    if not found:
        raise misuse(unknown("R406", id, sheet.ids, says))
    if len(found) > 1:
        lines = [sheet.source.place(one.node.start).line for one in found]
        told = says.say("editing.ambiguous", path=sheet.name, line=lines[0], other=lines[1], id=id)
        raise CalendarToolError(told)
    return found[0]


def unknown(code: str, id: str, known: Iterable[str], says: Words) -> str:
    """Return the sentence for an id that leads nowhere, with the one that may have been meant."""
    guess = get_close_matches(id, list(known), 1)
    values = {"id": id, "guess": guess[0]} if guess else {"id": id}
    key = f"{code}.guess" if guess else code
    return complaint(Diagnostic(key=key, span=NOWHERE, values=values), says)


def told(found: Found) -> dict[str, str]:
    """Return how an event is called in what is said about it."""
    title = str(found.event.title) if found.event is not None else title_of(found.node)
    return {"title": title or "?", "id": id_of(found.node) or "?"}
