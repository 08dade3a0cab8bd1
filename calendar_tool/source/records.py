"""The records around the events, key by key: venues, rooms, people, tracks, links, images, feeds.

Reads like its own reference. Knows kinds of values; must not know events.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, timedelta
from typing import Any, TypeVar

from calendar_tool.model import (
    Accessibility,
    Contact,
    Hours,
    Image,
    Link,
    Opening,
    PersonKind,
    Room,
    Shape,
    When,
)
from calendar_tool.source.clock import MIDNIGHT
from calendar_tool.source.document import Node
from calendar_tool.source.fields import Field, Kind, Reading, Reported, Table, entries_of
from calendar_tool.source.mistake import Mistake
from calendar_tool.source.pieces import two_digits
from calendar_tool.source.values import (
    COLOR,
    EMAIL,
    GEO,
    IMAGE_SOURCE,
    PLAIN,
    TEXT,
    URL,
    WHOLE,
    choice,
    from_text,
    list_of,
    slug,
    text_of,
)
from calendar_tool.source.when import (
    Calendar,
    is_tba,
    read_day,
    read_duration,
    read_opening,
    read_weekdays,
    read_when,
    read_zone,
)

R = TypeVar("R")


def record(table: Table, make: Callable[..., R], shorthand: str | None = None) -> Kind[R]:
    """Return the kind of a record without an id; a bare scalar stands for its `shorthand` key."""

    def read(node: Node, reading: Reading) -> R:
        if shorthand is not None and isinstance(node.value, str):
            return make(**{shorthand: table.fields[shorthand].kind.read(node, reading)})
        return make(**table.whole(node, reading))

    schema = {"$ref": f"#/$defs/{table.name}"}
    if shorthand is None:
        return Kind(read, schema)
    return Kind(read, {"anyOf": [table.fields[shorthand].kind.schema, schema]})


def by_id(table: Table, make: Callable[..., R], shorthand: str | None = None) -> Kind[dict[str, R]]:
    """Return the kind of a map of records by id."""

    def one(id: str, node: Node, reading: Reading) -> R:
        if shorthand is not None and _is_short(node, reading):
            values = {shorthand: table.fields[shorthand].kind.read(node, reading)}
        else:
            values = table.whole(node, reading)
        return make(id=id, origin=node, **values)

    def read(node: Node, reading: Reading) -> dict[str, R]:
        records = {}
        for id, child in entries_of(node).items():
            try:
                slug(id)
            except Mistake as mistake:
                reading.add(mistake, child.key_span)
            try:
                records[id] = one(id, child, reading)
            except Mistake as mistake:
                reading.report(mistake, child)
                reading.unread.append(id)
        return records

    inner: dict[str, Any] = {"$ref": f"#/$defs/{table.name}"}
    if shorthand is not None:
        inner = {"anyOf": [table.fields[shorthand].kind.schema, inner]}
    return Kind(read, {"type": "object", "additionalProperties": inner})


def _is_short(node: Node, reading: Reading) -> bool:
    """Return whether a text alone stands for a record: a scalar, or a map by language."""
    if isinstance(node.value, dict):
        return bool(node.value) and all(
            key in reading.languages or (len(key) == 2 and key.isascii()) for key in node.value
        )
    return True


def _when(node: Node, reading: Reading) -> When:
    return read_when(text_of(node), reading.calendar, lambda doubt: reading.report(doubt, node))


def _hours(node: Node, reading: Reading) -> Hours:
    """Read `10:00–18:00`, `TBA`, or a map of weekdays, ranges of weekdays and dates."""
    if isinstance(node.value, str):
        return _daily_hours(node)
    entries = dict(entries_of(node))
    last_entry = entries.pop("last_entry", None)
    before_closing = reading.attempt(DURATION, last_entry) if last_entry else None
    if not entries:
        raise Mistake("S206.hours")
    found = _openings(entries, reading)
    if not any(found.values()):
        raise Mistake("T307.never")
    if last_entry and before_closing:
        _check_last_entry(last_entry, before_closing, found.values(), reading)
    return Hours(
        weekdays=tuple((day, hours) for day, hours in found.items() if isinstance(day, int)),
        dates=tuple((day, hours) for day, hours in found.items() if isinstance(day, date)),
        last_entry=before_closing,
    )


def _daily_hours(node: Node) -> Hours:
    if is_tba(text_of(node)):
        return Hours(tba=True)
    opening = _opening(node)
    if opening is None:
        raise Mistake("T307.never")
    return Hours(weekdays=tuple((weekday, opening) for weekday in range(7)))


def _openings(entries: Mapping[str, Node], reading: Reading) -> dict[int | date, Opening | None]:
    """Return the hours by weekday and date; raises Reported if any of them cannot be read."""
    found: dict[int | date, Opening | None] = {}
    known = len(reading.diagnostics)
    for key, child in entries.items():
        days: tuple[int | date, ...] = ()
        try:
            days = _days(key, reading.calendar)
            if not found.keys().isdisjoint(days):
                raise Mistake("T307.twice", {"key": key})
        except Mistake as mistake:
            reading.add(mistake, child.key_span)
        try:
            found |= dict.fromkeys(days, _opening(child))
        except Mistake as mistake:
            reading.report(mistake, child)
    if len(reading.diagnostics) > known or not found:
        raise Reported
    return found


def _check_last_entry(
    node: Node, before_closing: timedelta, openings: Iterable[Opening | None], reading: Reading
) -> None:
    """Report a last entry that would be before the doors open, on the shortest of the days."""
    shortest = min(filter(None, openings), key=lambda opening: opening.closes - opening.opens)
    minutes = shortest.closes - shortest.opens
    if before_closing > timedelta(minutes=minutes):
        opens, closes = (two_digits(*divmod(at % MIDNIGHT, 60)) for at in shortest)
        values = {"text": text_of(node).strip(), "opens": opens, "closes": closes}
        reading.report(Mistake("T307.last-entry", values), node)


def _days(key: str, calendar: Calendar) -> tuple[int | date, ...]:
    """Return the weekdays or the date that a key of opening hours names."""
    try:
        return read_weekdays(key)
    except Mistake:
        if not any(map(str.isdecimal, key)):
            raise Mistake("S201.hours", {"key": key}) from None
        return (read_day(key, calendar),)


def _opening(node: Node) -> Opening | None:
    text = text_of(node).strip()
    if text.lower() in ("closed", "закрыто", "жабық", "выходной", "демалыс"):
        return None
    return read_opening(text)


def _day(node: Node, reading: Reading) -> date:
    return read_day(text_of(node), reading.calendar)


WHEN: Kind[When] = Kind(_when, {"type": ["string", "number"]})
HOURS: Kind[Hours] = Kind(
    _hours,
    {"anyOf": [{"type": "string"}, {"type": "object", "additionalProperties": {"type": "string"}}]},
)
DURATION = from_text(read_duration, {"type": "string"})
DAY: Kind[date] = Kind(_day, {"type": "string"})
ZONE = from_text(read_zone, {"type": "string"})
ACCESSIBILITY = list_of(choice(Accessibility))

CONTACT_TABLE = Table("contact", {"email": Field(EMAIL), "phone": Field(PLAIN), "url": Field(URL)})
CONTACT = record(CONTACT_TABLE, Contact)

LINK_TABLE = Table("link", {"url": Field(URL, required=True), "title": Field(TEXT)})
LINKS = list_of(record(LINK_TABLE, Link, "url"))

IMAGE_TABLE = Table(
    "image",
    {"src": Field(IMAGE_SOURCE, required=True), "alt": Field(TEXT), "credit": Field(TEXT)},
)
IMAGE = record(IMAGE_TABLE, Image, "src")

ROOM_TABLE = Table(
    "room",
    {
        "name": Field(TEXT, required=True),
        "capacity": Field(WHOLE),
        "accessibility": Field(ACCESSIBILITY),
    },
)

VENUE_TABLE = Table(
    "venue",
    {
        "name": Field(TEXT, required=True),
        "address": Field(TEXT),
        "geo": Field(GEO),
        "rooms": Field(by_id(ROOM_TABLE, Room, "name")),
        "capacity": Field(WHOLE),
        "accessibility": Field(ACCESSIBILITY),
        "time_zone": Field(ZONE),
        "hours": Field(HOURS),
        "url": Field(URL),
        "note": Field(TEXT),
    },
)

PERSON_TABLE = Table(
    "person",
    {
        "name": Field(TEXT, required=True),
        "kind": Field(choice(PersonKind)),
        "position": Field(TEXT),
        "organization": Field(TEXT),
        "bio": Field(TEXT),
        "url": Field(URL),
        "image": Field(IMAGE),
        "links": Field(LINKS),
    },
)

TRACK_TABLE = Table(
    "track",
    {
        "name": Field(TEXT, required=True),
        "color": Field(COLOR),
        "shape": Field(choice(Shape)),
        "description": Field(TEXT),
    },
)
