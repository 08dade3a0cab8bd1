"""A file under edit: locked, read, altered, proved, checked, saved; prints nothing.

An edit is a function from a sheet to its new text and what that must say. It is told the file as it
is now, so that it can be made again when somebody else has written meanwhile.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from calendar_tool.checks import Facts, check, silence
from calendar_tool.diagnostics import Diagnostic
from calendar_tool.errors import CalendarToolError
from calendar_tool.model import Event, Programme
from calendar_tool.occurrences import unfold
from calendar_tool.reports import Source
from calendar_tool.saving import ChangedError, HeldError, locked, swap, sweep
from calendar_tool.source import edit
from calendar_tool.source.decode import taken
from calendar_tool.source.document import Document, Node, read
from calendar_tool.source.edit import Data, Unsafe
from calendar_tool.source.given import start_of, when_of
from calendar_tool.source.parse import Parsed, parse
from calendar_tool.wording import Words

#: How often an edit is made again on a file that somebody else has just written.
_ATTEMPTS = 3


class Edit(NamedTuple):
    """A new text, and what it says."""

    text: str
    says: Data


class Found(NamedTuple):
    """An event of a file: the indices that lead to it, its node, and what could be read of it."""

    path: tuple[int, ...]
    node: Node
    event: Event | None
    whole: Event | None


@dataclass(frozen=True)
class Sheet:
    """A file as an edit finds it, or leaves it; `name` is what the reader calls it."""

    name: str
    data: bytes
    document: Document
    today: date

    @cached_property
    def parsed(self) -> Parsed:
        """What could be read of the programme, and the mistakes in it."""
        return parse(self.document)

    @property
    def programme(self) -> Programme | None:
        """The programme, None if not even its head could be read."""
        return self.parsed.programme

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages of the programme, as far as they are known."""
        return self.programme.languages if self.programme is not None else ()

    @property
    def source(self) -> Source:
        """The text as reports show it."""
        return Source(self.name, self.document.text)

    @cached_property
    def findings(self) -> tuple[Diagnostic, ...]:
        """All that is wrong with the file, as `validate` tells it."""
        programme, found = self.parsed
        if programme is None:
            return found
        facts = Facts(programme=programme, occurrences=unfold(programme), today=self.today)
        unreadable = [one for one in found if one.is_error]
        told = silence([*(one for one in found if not one.is_error), *check(facts)], programme)
        if unreadable:  # what an `ignore` is for may be in what could not be read
            told = [one for one in told if one.key != "N901.unused"]
        return (*unreadable, *told)

    @cached_property
    def events(self) -> tuple[Found, ...]:
        """All events and parts of the file, read or not, in its order."""
        read_events = self.programme.events if self.programme is not None else ()
        known = {id(event.origin): (event, whole) for event, whole in _all(read_events, None)}
        return tuple(_walk(self.document.root, (), known))

    @property
    def ids(self) -> set[str]:
        """The ids that are taken."""
        return {id for found in self.events if (id := id_of(found.node)) is not None}

    def named(self, id: str) -> list[Found]:
        """Return the events with an id: one, unless the file is wrong."""
        return [found for found in self.events if id_of(found.node) == id]

    def after(self, event: Mapping[str, Data]) -> int | None:
        """Return the index of the last event that is not later than one; None if there is none."""
        start = self.start_of(event)
        if start is None:
            return None
        moment = start.astimezone(UTC)
        return max((at for at, other in self._starts if other <= moment), default=None)

    def start_of(self, event: Mapping[str, Data]) -> datetime | None:
        """Return the instant at which an event begins that is not in the file."""
        zone = self.programme.time_zone if self.programme is not None else "UTC"
        return start_of(when_of(event, self.programme), zone)

    @cached_property
    def _starts(self) -> list[tuple[int, datetime]]:
        zone = self.programme.time_zone if self.programme is not None else "UTC"
        starts = [
            (found.path[0], start_of(found.event.when, zone))
            for found in self.events
            if found.event is not None and len(found.path) == 1
        ]
        return [(at, start.astimezone(UTC)) for at, start in starts if start is not None]

    @property
    def said(self) -> Data:
        """What the file says, uninterpreted."""
        return edit.data_of(self.document.root) if self.document.root is not None else ""


#: What makes an edit of a sheet; raises Unsafe.
Make = Callable[[Sheet], Edit]

#: What speaks to the person who edits, told the languages of the programme, if they are known.
Speak = Callable[[Sequence[str]], Words]


class Outcome(NamedTuple):
    """A file before and after an edit, and the findings that the edit has brought about."""

    before: Sheet
    after: Sheet
    news: tuple[Diagnostic, ...]

    @property
    def is_wrong(self) -> bool:
        """Whether the edit makes an error, so that it needs force."""
        return any(one.is_error for one in self.news)

    @property
    def is_idle(self) -> bool:
        """Whether the edit alters nothing."""
        return self.before.data == self.after.data


def open_sheet(path: str, today: date) -> Sheet:
    """Return a file as it is; raises OSError."""
    with Path(path).open("rb") as opened:
        data = taken(opened)
    return Sheet(path, data, read(data), today)


@contextmanager
def in_words(name: str, says: Words) -> Iterator[None]:
    """Raise what is Unsafe about a file as a CalendarToolError, with the line to open."""
    try:
        yield
    except Unsafe as unsafe:
        told = says.say(unsafe.key, **unsafe.values)
        raise CalendarToolError(f"{name}:{unsafe.values['line']}: {told}") from unsafe


def attempt(sheet: Sheet, make: Make, speak: Speak) -> Outcome:
    """Return what an edit makes of a sheet, proved and checked; nothing is written.

    Raises CalendarToolError for what cannot be edited safely.
    """
    with in_words(sheet.name, speak(sheet.languages)):
        if edit.encoded(sheet.document.text, sheet.data) != sheet.data:
            raise Unsafe("unsafe.broken", 1)
        edit.check(sheet.document)
        text, expected = make(sheet)
        proved = edit.prove(sheet.document, text, expected)
    after = Sheet(sheet.name, edit.encoded(text, sheet.data), proved, sheet.today)
    news = _news(sheet, after) if after.findings else ()
    return Outcome(sheet, after, news)


def apply(path: str, make: Make, speak: Speak, today: date, *, force: bool = False) -> Outcome:
    """Make an edit and write the file, unless that brings an error about and is not forced.

    Raises OSError, and CalendarToolError for what cannot be edited safely or has been changed by
    another program again and again; the file is then as it was.
    """
    file = Path(path)
    try:
        with locked(file):
            for turn in range(_ATTEMPTS):
                outcome = attempt(open_sheet(path, today), make, speak)
                if outcome.is_idle or (outcome.is_wrong and not force):
                    return outcome
                with suppress(*[ChangedError] if turn + 1 < _ATTEMPTS else []):
                    swap(file, outcome.before.data, outcome.after.data)
                    sweep(file)
                    return outcome
    except (ChangedError, HeldError) as error:
        key = "changed" if isinstance(error, ChangedError) else "held"
        raise CalendarToolError(speak(()).say(f"editing.{key}", path=path)) from error
    raise AssertionError  # pragma: no cover - the last attempt ends in one way or the other


def id_of(event: Node) -> str | None:
    """Return the id of an event, if it has one."""
    return text_at(event, "id")


def text_at(event: Node, key: str) -> str | None:
    """Return the text of a key of an event, stripped; None if there is no text."""
    child = event.value.get(key) if isinstance(event.value, dict) else None
    return (child.value.strip() or None) if child and isinstance(child.value, str) else None


def _walk(
    node: Node | None, path: tuple[int, ...], known: Mapping[int, tuple[Event, Event | None]]
) -> Iterator[Found]:
    listed = node.value.get("events") if node is not None and isinstance(node.value, dict) else None
    for at, child in enumerate(listed.value if listed and isinstance(listed.value, list) else ()):
        here = (*path, at)
        yield Found(here, child, *known.get(id(child), (None, None)))
        yield from _walk(child, here, known)


def _all(events: Sequence[Event], whole: Event | None) -> Iterator[tuple[Event, Event | None]]:
    for event in events:
        yield event, whole
        yield from _all(event.events, event)


def _news(before: Sheet, after: Sheet) -> tuple[Diagnostic, ...]:
    """Return the findings that were not there before.

    Of several that say the same, those outside the stretch that differs are the old ones.
    """
    old = Counter(map(_said_by, before.findings))
    start, end = _differing(before.document.text, after.document.text)
    news = []
    for one in sorted(after.findings, key=lambda one: start <= one.span.start <= end):
        if old[_said_by(one)] > 0:
            old[_said_by(one)] -= 1
        else:
            news.append(one)
    return tuple(news)


def _said_by(finding: Diagnostic) -> tuple[object, ...]:
    return finding.key, *sorted((name, str(value)) for name, value in finding.values.items())


def _differing(old: str, new: str) -> tuple[int, int]:
    """Return the stretch of the new text outside which it is as the old one."""
    start = _alike(lambda count: old[:count] == new[:count], min(len(old), len(new)))
    most = min(len(old), len(new)) - start
    end = _alike(lambda count: old[len(old) - count :] == new[len(new) - count :], most)
    return start, len(new) - end


def _alike(is_alike: Callable[[int], bool], most: int) -> int:
    """Return the largest count up to `most` for which something holds, as for all below it."""
    low, high = 0, most
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if is_alike(middle) else (low, middle - 1)
    return low
