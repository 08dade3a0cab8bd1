"""What was said of an event on the command line: keys and texts, read as the file's own are."""

from collections.abc import Iterable, Mapping, Sequence

from calendar_tool.cli.misuse import misuse
from calendar_tool.diagnostics import NOWHERE, Diagnostic
from calendar_tool.editing import Found, Sheet, text_at
from calendar_tool.model import Programme
from calendar_tool.reports import printable
from calendar_tool.source.edit import Data, Unsafe
from calendar_tool.source.emit import misfit
from calendar_tool.source.given import calendar_of, event_of, misread
from calendar_tool.source.mistake import Mistake
from calendar_tool.text import clean
from calendar_tool.wording import Words

#: A key, and those below it, with a text.
Pair = tuple[tuple[str, ...], str]


def pairs_of(
    values: Mapping[str, str | None],
    others: Sequence[str] | None,
    says: Words,
    people: Sequence[str] | None = None,
) -> list[Pair]:
    """Return what was given as pairs, in its order; exits with 2 for what is not `key=value`."""
    pairs: list[Pair] = [((name,), text) for name, text in values.items() if text is not None]
    pairs += map(person_pair, people or [])
    return [*pairs, *(assignment(text, says) for text in others or [])]


def person_pair(text: str) -> Pair:
    """Return the pair of a person, or of `role=person`."""
    role, _, id = text.rpartition("=")
    return (("people", role.strip()) if role.strip() else ("people",)), id.strip()


def assignment(text: str, says: Words) -> Pair:
    """Return the pair that `key.path=text` says; exits with 2 if it says none."""
    path, sign, value = text.partition("=")
    keys = tuple(key.strip() for key in path.split("."))
    if not sign or not all(keys):
        raise misuse(says.say("editing.assignment", text=text))
    return keys, value


def programme_of(sheet: Sheet) -> Programme:
    """Return the programme of a sheet; raises Unsafe if nothing of it could be read."""
    if sheet.programme is None:
        raise Unsafe("unsafe.not_map", 1)
    return sheet.programme


def given_event(
    pairs: Iterable[Pair], sheet: Sheet, says: Words, found: Found | None = None
) -> dict[str, Data]:
    """Return the keys that were given; `found` is the event for which they are meant.

    Exits with 2 for what cannot be read; raises Unsafe.
    """
    programme = programme_of(sheet)
    for (name, *_), wrong in complaints(pairs, programme, says, found):
        raise misuse(f"{name}: {wrong}")
    return event_of(cleaned(pairs), programme.languages[0])


def complaints(
    pairs: Iterable[Pair], programme: Programme, says: Words, found: Found | None = None
) -> Iterable[tuple[tuple[str, ...], str]]:
    """Yield what cannot be read of pairs, and which key it is under."""
    pairs = cleaned(pairs)
    for path, text in pairs:
        if (char := misfit(text)) is not None:
            yield path, says.say("unsafe.character", character=f"U+{ord(char):04X}", line=1)
            return
    try:
        event = event_of(pairs, programme.languages[0])
    except Mistake as mistake:
        name = str(mistake.values["key"])
        wrong = Diagnostic(key=mistake.key, span=NOWHERE, values=mistake.values)
        yield (name,), says.say("editing.roles") if name == "people" else complaint(wrong, says)
        return
    venue = event.get("venue") or (text_at(found.node, "venue") if found else None)
    calendar = calendar_of(programme, venue, found.whole if found else None)
    for name, wrong in misread(event, programme, calendar):
        yield (name,), complaint(wrong, says)


def cleaned(pairs: Iterable[Pair]) -> list[Pair]:
    """Return pairs with their texts as the tool would understand them."""
    return [(path, clean(text)) for path, text in pairs]


def complaint(wrong: Diagnostic, says: Words) -> str:
    """Return what is wrong and how to put it right, on one line."""
    message, hint = says.sentence(wrong)
    told = "; ".join(part for part in (message, hint) if part)
    fix = wrong.fix if wrong.fix and wrong.fix not in hint else ""
    return printable(" → ".join([told, *fix.splitlines()]))
