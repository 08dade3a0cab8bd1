"""What was said of an event on the command line: keys and texts, read as the file's own are."""

from collections.abc import Iterable, Mapping, Sequence

import typer

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

#: Keys with an option of another name; `--set` gives all that have none.
_OPTIONS = {"people": "--person"} | {
    name: f"--{name}"
    for name in (
        "title", "when", "duration", "venue", "room", "track", "kind", "description", "id", "notice"
    )
}  # fmt: skip


def pairs_of(
    values: Mapping[str, str | None], people: Sequence[str], others: Sequence[str]
) -> list[Pair]:
    """Return the options that were given, in their order, as pairs."""
    pairs: list[Pair] = [((name,), text) for name, text in values.items() if text is not None]
    return [*pairs, *map(person_pair, people), *map(assignment, others)]


def person_pair(text: str) -> Pair:
    """Return the pair of a person, or of `role=person`."""
    role, _, id = text.rpartition("=")
    return (("people", role.strip()) if role.strip() else ("people",)), id.strip()


def assignment(text: str) -> Pair:
    """Return the pair that `key.path=text` says; raises typer.BadParameter."""
    path, sign, value = text.partition("=")
    keys = tuple(key.strip() for key in path.split("."))
    if not sign or not all(keys):
        raise typer.BadParameter(f"{text!r}: key=value", param_hint="--set")
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

    Raises typer.BadParameter for what cannot be read, and Unsafe.
    """
    programme = programme_of(sheet)
    for (name, *_), wrong in complaints(pairs, programme, says, found):
        raise typer.BadParameter(wrong, param_hint=_OPTIONS.get(name, "--set"))
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
        roles = any(len(path) > 1 and path[0] == "people" for path, _ in pairs)
        told = says.say("editing.roles") if roles else _told(mistake, says)
        yield ("people",) if roles else pairs[0][0], told
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
    fix = wrong.fix if wrong.fix and wrong.fix not in hint else ""
    parts = [message, *([hint] if hint else []), *fix.split("\n")]
    return printable("; ".join(part for part in parts if part))


def _told(mistake: Mistake, says: Words) -> str:
    return complaint(Diagnostic(key=mistake.key, span=NOWHERE, values=mistake.values), says)
