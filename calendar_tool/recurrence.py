"""A repeating event, or one with opening hours, as single events: one a date, one an open day.

The only user of python-dateutil. Knows the model and local clocks; must not know formats or files.
A rule is followed on the wall clock: 19:00 stays 19:00 when clocks change, and the length stays
too. A time that some date does not have is read with the offset before the gap; one that happens
twice is the first of both (RFC 5545 3.3.5).
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from functools import lru_cache
from itertools import islice, takewhile
from typing import NamedTuple
from zoneinfo import ZoneInfo

from dateutil.rrule import rrulestr
from msgspec.structs import replace

from calendar_tool.diagnostics import Span, Value
from calendar_tool.model import Change, Event, Every, Hours, Origin, Repeat, When

#: More occurrences than these are an error, and not looked for.
LIMIT = 366
#: More than these are a warning.
MANY = 62

_FREQ = {Every.DAY: "DAILY", Every.WEEK: "WEEKLY", Every.MONTH: "MONTHLY", Every.YEAR: "YEARLY"}
_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_PART = re.compile(
    "(FREQ|INTERVAL|COUNT|UNTIL|WKST|BYDAY|BYMONTH|BYMONTHDAY|BYYEARDAY|BYWEEKNO|BYSETPOS|BYHOUR"
    "|BYMINUTE)=([-+,A-Z0-9]+)"
)
_UNTIL = re.compile(r"(\d{8})(?:T(\d{6})(Z?))?")
_MINUTE = timedelta(minutes=1)

#: The calendar repeats after so many years, weekdays included; so a rule may be followed in the
#: last years that dateutil knows, where an impossible one comes to its end at once.
_CYCLE, _LATE = 400, 9799


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


class _Refused(Exception):  # noqa: N818 - a message between functions of this file
    """A raw rule that is not followed."""

    def __init__(self, key: str, part: str) -> None:
        super().__init__(key)
        self.key, self.part = key, part


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
        starts = _rule_starts(first, repeat, last_day)
    except _Refused as refused:
        yield Problem(refused.key, {"part": refused.part}, ("repeat", "rrule"))
        return
    if _local(first.start) not in starts:
        yield Problem("T310.start", {"date": _day(first.start)}, ("when",))
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
    clock = _local(first.start).time()
    plain = (when for when in repeat.also if not when.has_clock)
    days = (_day(on.start) for also in plain for on in _completed(also, first) if on.start)
    settled = {*repeat.except_, *(change.date for change in repeat.changes if change.when)}
    for local in dict.fromkeys((*starts, *(datetime.combine(day, clock) for day in days))):
        begins = _instant(local, first.start.tzinfo)
        if _local(begins) != local and local.date() not in settled:
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
        starts = _rule_starts(first, repeat, last_day)
    except _Refused:
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
        change = changes.get(_day(when.start)) if when.start is not None else None
        yield key, dated if change is None else _changed(dated, when, change, "T" not in key)


def _given(first: When, repeat: Repeat, starts: Sequence[datetime]) -> list[When]:
    """Return what a repetition names, excepted dates too: the first, the rule's, `also`."""
    assert first.start is not None  # noqa: S101 - asked before
    begins = _local(first.start)
    given = [first]
    given += (_moved(first, start) for start in starts if start != begins)
    given += (when for also in repeat.also for when in _completed(also, first))
    return given


def _keyed(given: list[When]) -> Iterator[tuple[str, When]]:
    """Give each occurrence its key; what is on the very same time twice is there once."""
    taken = set()
    for when in given:
        assert when.start is not None  # noqa: S101 - such dates are not given
        day, start = _day(when.start), _local(when.start)
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
            yield _timed(_local(when.start), _length(first), when.start.tzinfo)
        else:
            yield when
        return
    clock = _local(first.start).time()
    days = (_local(when.end or when.start) - _local(when.start)).days
    for n in range(min(days, LIMIT + 1)):
        yield _moved(first, datetime.combine(_day(when.start) + timedelta(days=n), clock))


# -- the rule


def _rule_starts(first: When, repeat: Repeat, last_day: date) -> tuple[datetime, ...]:
    """Return the local starts that the rule gives, in order: enough to know that they are too many.

    Raises _Refused for a raw rule that is malformed, or steps by less than a day.
    """
    assert first.start is not None  # noqa: S101 - asked before
    zone = first.start.tzinfo if isinstance(first.start, datetime) else None
    return _starts(_local(first.start), zone, repeat, last_day)


@lru_cache(maxsize=1024)
def _starts(
    start: datetime, zone: tzinfo | None, repeat: Repeat, last_day: date
) -> tuple[datetime, ...]:
    """Do what `_rule_starts` does; asked when dates are unfolded, and again by the checks."""
    if repeat.every is None and repeat.rrule is None:
        return (start,)
    parts = _parts(repeat)
    end = _end(parts.pop("UNTIL", None), repeat, zone)
    if end is None and "COUNT" not in parts:
        end = datetime.combine(last_day, time.max)
    years = (_LATE - start.year) // _CYCLE * _CYCLE
    text = ";".join(f"{name}={value}" for name, value in parts.items())
    try:
        rule = rrulestr(text, dtstart=start.replace(year=start.year + years))
        starts = (found.replace(year=found.year - years) for found in rule)
        within = takewhile(lambda found: end is None or found <= end, starts)
        return tuple(islice(within, LIMIT + 1 + len(repeat.except_)))
    except (ValueError, OverflowError, IndexError) as error:
        # an IndexError is how dateutil answers numbers out of range, such as BYMONTH=0
        raise _Refused("T310.rrule", repeat.rrule or text) from error


def _parts(repeat: Repeat) -> dict[str, str]:
    """Return the parts of the rule (RFC 5545 3.3.10) by name; raises _Refused."""
    if repeat.rrule is not None:
        return _raw_parts(repeat.rrule)
    parts = {"FREQ": _FREQ[repeat.every or Every.DAY], "INTERVAL": str(max(repeat.interval, 1))}
    if repeat.days:
        parts["BYDAY"] = ",".join(_WEEKDAYS[day] for day in repeat.days)
    if repeat.count is not None:
        parts["COUNT"] = str(repeat.count)
    return parts


def _raw_parts(rule: str) -> dict[str, str]:
    parts: dict[str, str] = {}
    for part in rule.upper().removeprefix("RRULE:").strip().rstrip(";").split(";"):
        found = _PART.fullmatch(part.strip())
        if found is None or found[1] in parts:
            raise _Refused("T310.rrule", part)
        parts[found[1]] = found[2]
    if "FREQ" not in parts:
        raise _Refused("T310.rrule", rule)
    if parts["FREQ"] not in _FREQ.values():
        raise _Refused("T310.freq", parts["FREQ"])
    if "COUNT" in parts and "UNTIL" in parts:
        raise _Refused("T310.until-count", rule)
    for name in {"COUNT", "INTERVAL"} & parts.keys():
        if not re.fullmatch("[0-9]{1,9}", parts[name]) or int(parts[name]) < 1:
            raise _Refused("T310.rrule", f"{name}={parts[name]}")
    return parts


def _end(until: str | None, repeat: Repeat, zone: tzinfo | None) -> datetime | None:
    """Return the last local time that the rule may give; a day counts to its end."""
    if until is None:
        return datetime.combine(repeat.until, time.max) if repeat.until is not None else None
    found = _UNTIL.fullmatch(until)
    try:
        if found is None:
            raise ValueError(until)
        day, clock, utc = found.groups()
        end = datetime.strptime(day + (clock or "235959"), "%Y%m%d%H%M%S")  # noqa: DTZ007 - local
    except ValueError as error:
        raise _Refused("T310.rrule", f"UNTIL={until}") from error
    return _local(end.replace(tzinfo=UTC).astimezone(zone)) if utc and zone is not None else end


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
        yield f"{day}" if n else "", replace(event, when=_timed(doors, stay, zone))
    if not opened:
        yield "", event


# -- clocks


def _day(at: date) -> date:
    return at.date() if isinstance(at, datetime) else at


def _local(at: date) -> datetime:
    """Return what a clock on the wall shows; a date is its midnight."""
    if isinstance(at, datetime):
        return at.replace(tzinfo=None, fold=0)
    return datetime.combine(at, time())


def _length(when: When) -> timedelta | None:
    """Return how long it lasts on the clock, if that was said."""
    return None if when.end is None or when.start is None else _local(when.end) - _local(when.start)


def _moved(when: When, start: datetime) -> When:
    """Return the same, from another local start on."""
    length = _length(when)
    if isinstance(when.start, datetime):
        return _timed(start, length, when.start.tzinfo)
    days = length or timedelta(days=1)
    return replace(when, start=start.date(), end=start.date() + days)


def _timed(start: datetime, length: timedelta | None, zone: tzinfo | None) -> When:
    begins = _instant(start, zone)
    if length is None:
        return When(start=begins, end=None)
    ends = _instant(start + length, zone)
    if _local(ends) <= _local(begins):  # it was to begin in a gap, and to end before the gap's end
        ends = (begins.astimezone(UTC) + length).astimezone(zone)
    return When(start=begins, end=ends)


def _instant(local: datetime, zone: tzinfo | None) -> datetime:
    """Return the time in a zone, moved out of a gap."""
    return local.replace(tzinfo=zone).astimezone(UTC).astimezone(zone)
