"""A repeating event, or one with opening hours, as single events: one a date, one an open day.

Knows the model and local clocks; must not know formats or files.
A rule is followed on the wall clock: 19:00 stays 19:00 when clocks change, and the length stays
too. A time that some date does not have is read with the offset before the gap; one that happens
twice is the first of both (RFC 5545 3.3.5).
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta, tzinfo
from itertools import islice
from typing import NamedTuple
from zoneinfo import ZoneInfo

from msgspec.structs import replace

from calendar_tool.diagnostics import Span, Value
from calendar_tool.model import Change, Event, Hours, Origin, Repeat, When
from calendar_tool.recurrence.rule import LIMIT, RefusedRuleError, rule_starts
from calendar_tool.recurrence.wall import day_of, in_zone, length_of, local_time, moved, timed

#: More occurrences than these are a warning.
MANY = 62

_MINUTE = timedelta(minutes=1)


class Problem(NamedTuple):
    """What contradicts itself in an event: key and values of a sentence, path to the place."""

    key: str
    values: Mapping[str, Value]
    path: tuple[str, ...]


class _Overlaid(NamedTuple):
    """Where an event was written of which one date has a change with some `keys`."""

    change: Origin
    event: Origin
    keys: frozenset[str]

    def at(self, *path: str | int) -> Span:
        """Return the place of a value: in the change if it has it, else in the event."""
        return (self.change if path and path[0] in self.keys else self.event).at(*path)


def expand(event: Event, last_day: date, zone: str) -> Iterator[tuple[str, Event]]:
    """Yield the event as it is on each of its dates, with the key of that date.

    `last_day` ends a rule that has no end itself; `zone` is the IANA zone of the event's place, in
    which its opening hours are. The key is empty for the first date, else the original local date,
    `2019-11-16`; a second occurrence on a day is `2019-11-16T1900`. The rule's dates come first,
    then `also` in the order written. What contradicts itself gives what can be read of it.
    """
    if event.repeat is not None:
        yield from _dates(event, event.repeat, last_day)
    elif event.hours is not None and not event.hours.tba:
        yield from _open_days(event, event.hours, ZoneInfo(zone))
    else:
        yield "", event


def key_date(key: str) -> date | None:
    """Return the original local date that a key names; None for the empty key of a first date."""
    return date.fromisoformat(key[:10]) if key else None


def problems(event: Event, last_day: date) -> Iterator[Problem]:
    """Yield what shows only when a repetition is followed: T310 where it leads nowhere, T311."""
    repeat, first = event.repeat, event.when
    if repeat is None or first is None or first.start is None:
        return
    try:
        starts = rule_starts(first, repeat, last_day)
    except RefusedRuleError as refused:
        yield Problem(refused.key, {"part": refused.part}, ("repeat", "rrule"))
        return
    if local_time(first.start) not in starts:
        yield Problem("T310.start", {"date": day_of(first.start)}, ("when",))
    given = _given(first, repeat, starts)
    count = sum(when.first_day not in repeat.except_ for when in given)
    if count > LIMIT:
        yield Problem("T310.many", {"limit": LIMIT}, ("repeat",))
        return
    if count > MANY:
        yield Problem("T311", {"count": count, "limit": MANY}, ("repeat",))
    yield from _skipped(first, repeat, starts)
    yield from _strays(repeat, {when.first_day for when in given})


def _skipped(first: When, repeat: Repeat, starts: Sequence[datetime]) -> Iterator[Problem]:
    """Yield the dates on which the clocks skip the hour; nothing else says when they begin."""
    if not isinstance(first.start, datetime):
        return
    clock = local_time(first.start).time()
    plain = (when for when in repeat.also if not when.has_clock)
    days = (day_of(on.start) for also in plain for on in _completed(also, first) if on.start)
    settled = {*repeat.except_, *(change.date for change in repeat.changes if change.when)}
    for local in dict.fromkeys((*starts, *(datetime.combine(day, clock) for day in days))):
        begins = in_zone(local, first.start.tzinfo)
        if local_time(begins) != local and local.date() not in settled:
            values: dict[str, Value] = {"date": local.date(), "clock": f"{local:%H:%M}"}
            values["begins"] = f"{begins:%H:%M}"
            yield Problem("T304.series", values, ("repeat",))


def _strays(repeat: Repeat, days: set[date | None]) -> Iterator[Problem]:
    """Yield the exceptions and changes of dates on which there is nothing to except or change."""
    changed = tuple(change.date for change in repeat.changes)
    for key, named in (("except", repeat.except_), ("changes", changed)):
        for day in named:
            if day not in days:
                yield Problem(f"T310.{key}", {"date": day}, ("repeat", key))


# -- dates of a series


def _dates(event: Event, repeat: Repeat, last_day: date) -> Iterator[tuple[str, Event]]:
    first = event.when
    if first is None or first.start is None:
        yield "", replace(event, repeat=None)
        return
    try:
        starts = rule_starts(first, repeat, last_day)
    except RefusedRuleError:
        starts = ()
    kept = (
        (key, when)
        for key, when in _keyed(_given(first, repeat, starts))
        if when.first_day not in repeat.except_
    )
    changes = {change.date: change for change in repeat.changes}
    for key, when in islice(kept, LIMIT):
        previous = None if key else event.previous
        dated = replace(event, when=when, repeat=None, previous=previous)
        change = changes.get(day_of(when.start)) if when.start is not None else None
        yield key, dated if change is None else _changed(dated, when, change, "T" not in key)


def _given(first: When, repeat: Repeat, starts: Sequence[datetime]) -> list[When]:
    """Return what a repetition names, excepted dates too: the first, the rule's, `also`."""
    assert first.start is not None  # noqa: S101 - asked before
    begins = local_time(first.start)
    given = [first]
    given += (moved(first, start) for start in starts if start != begins)
    given += (when for also in repeat.also for when in _completed(also, first))
    return given


def _keyed(given: list[When]) -> Iterator[tuple[str, When]]:
    """Give each occurrence its key; what is on the very same time twice is there once."""
    taken = set()
    for when in given:
        assert when.start is not None  # noqa: S101 - such dates are not given
        day, start = day_of(when.start), local_time(when.start)
        if day not in taken:
            yield "" if when is given[0] else f"{day}", when
        elif when.has_clock and start not in taken:
            yield f"{day}T{start:%H%M}", when
        taken |= {day, start}


def _changed(event: Event, when: When, change: Change, moves: bool) -> Event:
    """Apply a change of a date; only one of the occurrences of that date can move."""
    changed = {
        name: value
        for name in ("title", "status", "notice", "venue", "room")
        if (value := getattr(change, name)) is not None
    }
    if change.venue is not None and change.venue != event.venue:
        changed |= {"previous_venue": event.venue, "room": change.room}
    if change.when is not None and moves:
        moved = next(_completed(change.when, when), change.when)
        if moved != when:
            changed |= {"when": moved, "previous": when}
    overlaid = _Overlaid(change.origin, event.origin, frozenset(changed))
    return replace(event, origin=overlaid, **changed)


def _completed(when: When, first: When) -> Iterator[When]:
    """Yield a further date as it is meant: without a clock or an end it takes those of `first`.

    Several whole days beside a first date with a clock are a date each; TBA is none.
    """
    if when.start is None or first.start is None:
        return
    if when.has_clock or when.tba or not first.has_clock:
        if isinstance(when.start, datetime) and when.end is None and first.has_clock:
            yield timed(local_time(when.start), length_of(first), when.start.tzinfo)
        else:
            yield when
        return
    clock = local_time(first.start).time()
    days = (local_time(when.end or when.start) - local_time(when.start)).days
    for n in range(min(days, LIMIT + 1)):
        yield moved(first, datetime.combine(day_of(when.start) + timedelta(days=n), clock))


# -- open days


def _open_days(event: Event, hours: Hours, zone: tzinfo) -> Iterator[tuple[str, Event]]:
    """Yield an event for each open day; when no day is open, or none is known, the event itself."""
    when = event.when
    if when is None or when.first_day is None or when.last_day is None or when.has_clock:
        yield "", event
        return
    length = min((when.last_day - when.first_day).days + 1, LIMIT)
    days = (when.first_day + timedelta(days=n) for n in range(length))
    opened = [(day, opening) for day in days if (opening := hours.on(day)) is not None]
    for n, (day, opening) in enumerate(opened):
        doors = datetime.combine(day, time()) + opening.opens * _MINUTE
        stay = (opening.closes - opening.opens) * _MINUTE
        yield f"{day}" if n else "", replace(event, when=timed(doors, stay, zone))
    if not opened:
        yield "", event
