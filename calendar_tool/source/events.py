"""Events in their surroundings: what `defaults` and a whole give them, in which zone they happen.

Must not compare two events, nor know how a value is written.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple

from calendar_tool.model import Event, Status, Venue, Visibility, When
from calendar_tool.source.document import Node
from calendar_tool.source.event_keys import EVENT_TABLE
from calendar_tool.source.fields import Reading, Reported, entries_of
from calendar_tool.source.mistake import Mistake
from calendar_tool.source.when import Calendar

#: What a part takes over from its whole when it does not say it.
INHERITED = ("venue", "room", "track", "access", "age", "language")


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
    reading.calendar = _calendar(entries, around, whole)
    values = EVENT_TABLE.read(entries, reading)
    parts = values.pop("events", None)
    duration = _fill(values, around, whole)
    when = values.setdefault("when", None)
    if "title" not in values or (when is None and ("when" in entries or whole is None)):
        if whole is None and "when" not in entries and not reading.was_blanked(node):
            _miss_when(entries, node, reading)
        raise Reported
    if when is not None:
        when = values["when"] = _after_midnight(entries, when, whole, reading)
    if duration is not None:
        values["when"] = _lasting(when, duration, entries, reading)
    if values.get("hours") is not None and when is not None and when.has_clock:
        reading.report(Mistake("T307.clock"), entries.get("hours", node))
        del values["hours"]
    event = Event(origin=node, **values)
    if parts is None:
        return event
    return replace(event, events=_parts(parts, reading, around, event))


def _parts(node: Node, reading: Reading, around: Surroundings, event: Event) -> tuple[Event, ...]:
    try:
        return read_events(node, reading, around, event)
    except Mistake as mistake:
        reading.report(mistake, node)
        return ()


def _calendar(entries: Mapping[str, Node], around: Surroundings, whole: Event | None) -> Calendar:
    """Return where and when an event's clock times are meant."""
    named = entries.get("venue")
    if named is not None:
        id = named.value if isinstance(named.value, str) else None
    else:
        id = (whole and whole.venue) or around.defaults.get("venue")
    venue = around.venues.get(id) if id else None
    zone = (venue and venue.time_zone) or around.calendar.zone
    day = None
    if whole is not None and whole.when is not None and _is_one_day(whole.when):
        day = whole.when.first_day
    if zone == around.calendar.zone and day is None:
        return around.calendar
    return around.calendar._replace(zone=zone, day=day)


def _is_one_day(when: When) -> bool:
    """Return whether a clock time alone says when: within a day, or a night that follows it."""
    if when.first_day is None or when.last_day is None:
        return False
    nights = (when.last_day - when.first_day).days
    return nights == 0 or (nights == 1 and when.has_clock and _length(when) < timedelta(days=1))


def _length(when: When) -> timedelta:
    if isinstance(when.start, datetime) and isinstance(when.end, datetime):
        return when.end.astimezone(UTC) - when.start.astimezone(UTC)
    return timedelta(0)


def _after_midnight(
    entries: Mapping[str, Node], when: When, whole: Event | None, reading: Reading
) -> When:
    """Return the time of a part in a night: `00:30` in a whole from 22:00 is on the next day."""
    night = whole.when if whole is not None else None
    day = reading.calendar.day
    if night is None or day is None or not isinstance(night.end, datetime):
        return when
    if not isinstance(when.start, datetime) or when.start >= night.start:  # type: ignore[operator]
        return when
    node = entries["when"]
    later = EVENT_TABLE.fields["when"]
    reading.calendar = reading.calendar._replace(day=day + timedelta(days=1))
    moved: When = later.kind.read(node, reading)
    is_in_night = isinstance(moved.start, datetime) and moved.start < night.end
    return moved if is_in_night else when


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
    """Return a time of which only the start was written, with the end that a duration gives.

    Days are counted by the calendar; less than a day is counted through UTC, since a night in which
    the clocks change is not as long as others.
    """
    written = entries.get("duration")
    if when is None or when.tba:
        return when
    days = duration // timedelta(days=1)
    if isinstance(when.start, datetime) and when.end is None:
        if duration == timedelta(days=days):
            return replace(when, end=when.start + duration)
        end = (when.start.astimezone(UTC) + duration).astimezone(when.start.tzinfo)
        return replace(when, end=end)
    one_day = not when.has_clock and when.first_day == when.last_day
    if one_day and when.start is not None and duration == timedelta(days=days):
        return replace(when, end=when.start + duration)
    if written is not None:
        key = "S206.duration-clock" if one_day else "S206.duration-twice"
        reading.report(Mistake(key), written)
    return when


def _miss_when(entries: Mapping[str, Node], node: Node, reading: Reading) -> None:
    if any(key not in EVENT_TABLE.fields for key in entries):
        return
    first = next(iter(entries.values()), None)
    reading.add(Mistake("S202", {"key": "when"}), first.key_span if first else node.span)


def _written(node: Node, key: str) -> str:
    """Return a scalar of a mapping as written, if it can be had."""
    child = node.value.get(key) if isinstance(node.value, dict) else None
    return child.value if child is not None and isinstance(child.value, str) else ""
