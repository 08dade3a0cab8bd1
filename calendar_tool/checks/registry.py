"""What a rule is, and what it is asked about.

A rule is one function, one code, one docstring: the docstring is its page in the documentation, and
the two programmes on that page are its test.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from inspect import cleandoc
from operator import itemgetter
from textwrap import dedent
from typing import NamedTuple

from calendar_tool.diagnostics import NOWHERE, Diagnostic, Span, Value
from calendar_tool.model import Event, PersonKind, Programme, Status
from calendar_tool.occurrences import Occurrence
from calendar_tool.pictures import Fault
from calendar_tool.recurrence import Problem, problems
from calendar_tool.told import Told

#: What every programme on a page begins with, unless the page says otherwise.
HEAD = """\
format: 1
id: city-day
title: City Day
languages: [en]
time_zone: Asia/Almaty
dates: 12–13 Sep 2026
url: https://example.org/city-day/
"""

#: The day on which the programmes on the pages are checked.
PAGE_DAY = date(2026, 9, 1)


#: Who in these roles need not be there.
ABSENT = frozenset({"composer", "curator", "director", "organizer", "sponsor"})


class Busy(NamedTuple):
    """An occurrence at which somebody has to be; `starts` and `ends` are seconds of UTC."""

    starts: float
    ends: float
    uid: str
    event: Event
    whole: Event | None
    begins: datetime
    finishes: datetime


@dataclass(frozen=True, kw_only=True)
class Facts:
    """A programme with all its occurrences in order of start, on the day `today`.

    `told` is what subscribers know of it, by UID: nothing, if it was never published. `faults` are
    those of pictures that should lie beside its file, by `src`.
    """

    programme: Programme
    occurrences: tuple[Occurrence, ...]
    today: date
    told: Mapping[str, Told] = field(default_factory=dict)
    faults: Mapping[str, Fault] = field(default_factory=dict)

    @cached_property
    def events(self) -> tuple[tuple[Event, Event | None], ...]:
        """All events and parts, each with the whole that it is a part of."""
        return tuple(_all(self.programme.events, None))

    @cached_property
    def ignored_everywhere(self) -> frozenset[str]:
        """The codes that the whole file ignores, and no event once more by itself."""
        own = (code for event, _ in self.events for code in event.ignore)
        return frozenset(self.programme.ignore).difference(own)

    @cached_property
    def busy(self) -> tuple[Busy, ...]:
        """What takes place at a known time, in an order that owes nothing to the file's.

        Opening hours do not: one comes and goes, and a guided tour stands in nobody's way.
        """
        found = []
        for occurrence in self.occurrences:
            event = occurrence.event
            when = occurrence.when
            begins, finishes = when.start, when.end
            if not isinstance(begins, datetime) or not isinstance(finishes, datetime):
                continue
            if event.hours is not None:
                continue
            if event.status is Status.CONFIRMED or event.status is Status.TENTATIVE:
                times = begins.timestamp(), finishes.timestamp()
                uid, whole = occurrence.uid, occurrence.whole
                found.append(Busy(*times, uid, event, whole, begins, finishes))
        return tuple(sorted(found, key=itemgetter(0, 1, 2)))

    @cached_property
    def appearances(self) -> dict[str, list[Busy]]:
        """Where each person has to be; who is there in two roles is there once."""
        people = self.programme.people
        found: dict[str, list[Busy]] = {}
        for busy in self.busy:
            present = dict.fromkeys(id_ for role, id_ in busy.event.people if role not in ABSENT)
            for person in present:
                record = people.get(person)
                if record is not None and record.kind is PersonKind.PERSON:
                    found.setdefault(person, []).append(busy)
        return found

    @cached_property
    def _wholes(self) -> dict[int, int]:
        """Which parts are parts of parts; the dates of an event share its tuple of parts."""
        return {
            id(event.events): id(whole.events)
            for event, whole in self.events
            if event.events and whole is not None
        }

    def are_kin(self, one: Busy, other: Busy) -> bool:
        """Return whether one of the two is a part of the other, at whatever depth."""
        return self._is_part(one, other) or self._is_part(other, one)

    def _is_part(self, part: Busy, whole: Busy) -> bool:
        if part.whole is None or not whole.event.events:
            return False
        above: int | None = id(part.whole.events)
        while above is not None and above != id(whole.event.events):
            above = self._wholes.get(above)
        return above is not None

    @cached_property
    def repetitions(self) -> tuple[tuple[Event, Problem], ...]:
        """What following each repetition to its end has shown."""
        return tuple(
            (event, problem)
            for event, _ in self.events
            if event.repeat is not None
            for problem in problems(event, self.programme.last_day)
        )

    @cached_property
    def _has_defaults(self) -> bool:
        origin = self.programme.origin
        return origin.at("defaults") != origin.at()

    def is_own(self, event: Event, *path: str | int) -> bool:
        """Return whether a value is written in the event itself; without a file all are."""
        if not self._has_defaults:
            return True
        span = event.origin.at(*path)
        return span == NOWHERE or span != event.origin.at()

    def place(self, event: Event, *path: str | int) -> Span:
        """Return where a value of an event was written: in it, or else in the defaults."""
        if self.is_own(event, *path):
            return event.origin.at(*path)
        return self.programme.origin.at("defaults", *path)


def _all(events: tuple[Event, ...], whole: Event | None) -> Iterator[tuple[Event, Event | None]]:
    for event in events:
        yield event, whole
        if event.events:
            yield from _all(event.events, event)


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """The documentation of a code: why it matters, a wrong and a right programme.

    `published` is what the wrong and the right one followed upon; empty where that is of no matter.
    """

    code: str
    text: str

    @property
    def published(self) -> str:
        """The programme as subscribers know it."""
        return self._programme("Published::") if "\nPublished::\n" in self.text else ""

    @property
    def wrong(self) -> str:
        """The programme that yields this code and no other."""
        return self._programme("Wrong::")

    @property
    def right(self) -> str:
        """The programme that yields nothing."""
        return self._programme("Right::")

    def _programme(self, name: str) -> str:
        """Return the block below a line, with the head that it leaves out."""
        below = self.text.partition(f"\n{name}\n")[2]
        block = below.partition("\nWrong::\n")[0].partition("\nRight::\n")[0]
        written = dedent(block).strip("\n") + "\n"
        if written.startswith("format:"):
            return written
        keys = {line.partition(":")[0] for line in written.splitlines()}
        head = (line for line in HEAD.splitlines(True) if line.partition(":")[0] not in keys)
        return "".join(head) + written


Question = Callable[[Facts], Iterator[Diagnostic]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A question asked of the facts, under the code of its answers."""

    code: str
    question: Question

    def __call__(self, facts: Facts) -> Iterator[Diagnostic]:
        """Yield what the rule finds."""
        return self.question(facts)

    @property
    def page(self) -> Page:
        """What the rule says about itself."""
        return Page(code=self.code, text=cleandoc(self.question.__doc__ or ""))


def check(code: str) -> Callable[[Question], Rule]:
    """Make a function the rule of a code."""
    return lambda question: Rule(code=code, question=question)


def finding(key: str, span: Span, other: Span | None = None, /, **values: Value) -> Diagnostic:
    """Return a diagnostic, the gaps of its sentence written as keywords."""
    return Diagnostic(key=key, span=span, other=other, values=values)
