"""Events in their surroundings: what `defaults` and a whole give them, in which zone they happen.

Must not compare two events, nor know how a value is written.
"""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple

from msgspec.structs import replace

from calendar_tool.model import Event, Status, Text, Venue, Visibility, When
from calendar_tool.source.document import Node
from calendar_tool.source.event_keys import EVENT_TABLE
from calendar_tool.source.fields import Reading, Reported, entries_of
from calendar_tool.source.mistake import Mistake
from calendar_tool.source.values import text_of
from calendar_tool.source.when import Calendar, read_when
from calendar_tool.source.zones import zone_named

#: What a part takes over from its whole when it does not say it.
INHERITED = ("venue", "room", "track", "access", "age", "language")

#: Stands for the title that an event lacks while its parts are read.
_NAMELESS = Text((("und", "?"),))


class Surroundings(NamedTuple):
    """What an event finds around it: `calendar` in the programme's zone, `venues` by id."""

    calendar: Calendar
    venues: Mapping[str, Venue]
    defaults: Mapping[str, Any]


def read_events(
    node: Node, reading: Reading, around: Surroundings, whole: Event | None = None
) -> tuple[Event, ...]:
    """Return the events of a list that could be read; the mistakes of all are reported.

    Raises Mistake if the node is no list.
    """
    if not isinstance(node.value, list):
        raise Mistake("S203.events")
    events = []
    for item in node.value:
        try:
            events.append(_event(item, reading, around, whole))
        except Mistake as mistake:
            reading.report(mistake, item)
            reading.unread.append(_written(item, "id"))
    return tuple(events)


def _event(node: Node, reading: Reading, around: Surroundings, whole: Event | None) -> Event:
    entries = entries_of(node)
    EVENT_TABLE.check_keys(node, reading)
    if whole is None and "when" not in entries:
        EVENT_TABLE.report_missing("when", node, reading)
    reading.calendar = _calendar(entries, around, whole)
    values = EVENT_TABLE.read(entries, reading)
    parts = values.pop("events", None)
    duration = _fill(values, around, whole)
    when = values.setdefault("when", None)
    if "title" not in values or (when is None and ("when" in entries or whole is None)):
        if parts is not None:
            _lose_parts(parts, reading, around, values)
        raise Reported
    if duration is not None:
        values["when"] = _lasting(when, duration, entries, reading)
    if values.get("hours") is not None and when is not None and when.has_clock:
        if "hours" in entries:
            reading.report(Mistake("T307.clock"), entries["hours"])
        del values["hours"]
    event = Event(origin=node, **values)
    if parts is None:
        return event
    return replace(event, events=_parts(parts, reading, around, event))


def _parts(node: Node, reading: Reading, around: Surroundings, whole: Event) -> tuple[Event, ...]:
    try:
        return read_events(node, reading, around, whole)
    except Mistake as mistake:
        reading.report(mistake, node)
        return ()


def _lose_parts(
    node: Node, reading: Reading, around: Surroundings, values: Mapping[str, Any]
) -> None:
    """Report the mistakes in the parts of an event that could not be read, and keep their ids.

    Where its own mistake is the day, theirs are read as if it were the first of the programme.
    """
    silent = reading.silent
    first_day = When(start=around.calendar.first_day, end=None)
    if values["when"] is None:
        reading.silent += ("T304", "T305")
    whole = Event(**{"title": _NAMELESS, **values, "when": values["when"] or first_day})
    for part in _parts(node, reading, around, whole):
        reading.unread += (one.id for one in (part, *_below(part)) if one.id is not None)
    reading.silent = silent


def _below(event: Event) -> Iterator[Event]:
    for part in event.events:
        yield part
        yield from _below(part)


def _calendar(entries: Mapping[str, Node], around: Surroundings, whole: Event | None) -> Calendar:
    """Return where and when an event's clock times are meant."""
    named = entries.get("venue")
    if named is not None:
        id = named.value if isinstance(named.value, str) else None
    else:
        id = (whole and whole.venue) or around.defaults.get("venue")
    venue = around.venues.get(id) if id else None
    zone = (venue and venue.time_zone) or around.calendar.zone
    if whole is not None and whole.when is not None and _is_one_day(whole.when):
        at_place = around.calendar._replace(zone=zone, day=whole.when.first_day)
        return _in_night(entries["when"], whole.when, at_place) if "when" in entries else at_place
    return around.calendar if zone == around.calendar.zone else around.calendar._replace(zone=zone)


def _is_one_day(when: When) -> bool:
    """Return whether a clock time alone says when: within a day, or a night that follows it."""
    if when.first_day is None or when.first_day == when.last_day:
        return when.first_day is not None
    if not isinstance(when.start, datetime) or not isinstance(when.end, datetime):
        return False
    return when.end.astimezone(UTC) - when.start.astimezone(UTC) < timedelta(days=1)


def _in_night(node: Node, whole: When, calendar: Calendar) -> Calendar:
    """Return the calendar of a part in a night: `00:30` in a whole from 22:00 is on the next day.

    Looks at the clock times alone, so that no change of the clocks on the other day is met.
    """
    if not isinstance(whole.start, datetime) or not isinstance(whole.end, datetime):
        return calendar
    zone = zone_named(calendar.zone)
    begins, ends = (at.astimezone(zone).replace(tzinfo=UTC) for at in (whole.start, whole.end))
    next_day = calendar._replace(day=whole.start.date() + timedelta(days=1))
    first, second = (_clock_of(node, day._replace(zone="UTC")) for day in (calendar, next_day))
    in_night = first is not None and second is not None and first < begins and second < ends
    return next_day if in_night else calendar


def _clock_of(node: Node, calendar: Calendar) -> datetime | None:
    """Return a start as the clock shows it, None for what has none or cannot be read."""
    try:
        start = read_when(text_of(node), calendar, lambda _: None).start
    except Mistake:
        return None
    return start if isinstance(start, datetime) else None


def _fill(values: dict[str, Any], around: Surroundings, whole: Event | None) -> timedelta | None:
    """Add what the whole gives, then what `defaults` give; return the duration, if there is one."""
    if whole is not None:
        same_venue = values.get("venue", whole.venue) == whole.venue
        for name in INHERITED:
            inherited = getattr(whole, name)
            if name not in values and inherited and (name != "room" or same_venue):
                values[name] = inherited
        if whole.visibility is Visibility.PRIVATE:
            values["visibility"] = Visibility.PRIVATE
        if whole.status is Status.CANCELLED:
            values["status"] = Status.CANCELLED
    for name, value in around.defaults.items():
        if name == "room" and values.get("venue") != around.defaults.get("venue"):
            continue
        values.setdefault(name, value)
    duration: timedelta | None = values.pop("duration", None)
    return duration


def _lasting(
    when: When | None, duration: timedelta, entries: Mapping[str, Node], reading: Reading
) -> When | None:
    """Return a time of which only the start was written, with the end that a duration gives."""
    written = entries.get("duration")
    if when is None or when.tba:
        return when
    one_day = not when.has_clock and when.first_day == when.last_day
    if not duration:
        key = "S206.duration-zero"
    elif isinstance(when.start, datetime) and when.end is None:
        return replace(when, end=_after(when.start, duration))
    elif one_day and when.start is not None and duration == timedelta(days=duration.days):
        return replace(when, end=when.start + duration)
    else:
        key = "S206.duration-clock" if one_day else "S206.duration-twice"
    if written is not None:
        reading.report(Mistake(key), written)
    return when


def _after(start: datetime, duration: timedelta) -> datetime:
    """Return the end of what lasts so long.

    Days are counted by the calendar; less than a day is counted through UTC, since a night in which
    the clocks change is not as long as others.
    """
    days = timedelta(days=duration.days)
    last = start + days if days else start
    return (last.astimezone(UTC) + (duration - days)).astimezone(start.tzinfo)


def _written(node: Node, key: str) -> str:
    """Return a scalar of a mapping as written, if it can be had."""
    child = node.value.get(key) if isinstance(node.value, dict) else None
    return child.value if child is not None and isinstance(child.value, str) else ""
