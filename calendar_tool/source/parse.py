"""The programme file, key by key: a document becomes a programme and the mistakes of its author.

Reads like its own reference. Must not compare events: that is what checks are for.
"""

from collections.abc import Mapping
from typing import Any, NamedTuple
from uuid import NAMESPACE_URL, uuid5

from calendar_tool.diagnostics import Diagnostic
from calendar_tool.model import Feed, Person, Programme, Selection, Text, Track, Venue
from calendar_tool.model import Kind as EventKind
from calendar_tool.source.document import Document, Node
from calendar_tool.source.event_keys import DEFAULTS_TABLE
from calendar_tool.source.events import Surroundings, read_events
from calendar_tool.source.fields import (
    ANY_TIME,
    NO_LANGUAGE,
    Field,
    Kind,
    Reading,
    Reported,
    Table,
    entries_of,
)
from calendar_tool.source.mistake import Mistake
from calendar_tool.source.records import (
    CONTACT,
    DAY,
    IMAGE,
    PERSON_TABLE,
    TRACK_TABLE,
    VENUE_TABLE,
    ZONE,
    by_id,
    record,
)
from calendar_tool.source.values import (
    CODE,
    COLOR,
    FORMAT_1,
    LANGUAGE,
    NUMBER,
    PLAIN,
    SEED,
    SITE,
    SLUG,
    TEXT,
    YES_NO,
    choice,
    from_text,
    list_of,
)
from calendar_tool.source.when import Calendar, read_clock, read_dates


class Parsed(NamedTuple):
    """What could be read of a file: None if not even its head, and every mistake found."""

    programme: Programme | None
    diagnostics: tuple[Diagnostic, ...]


def _languages(node: Node, reading: Reading) -> tuple[str, ...]:
    found = _TAGS.read(node, reading)
    if not found:
        raise Reported if node.value else Mistake("S206.blank")
    return tuple(dict.fromkeys(found))


def _feeds(node: Node, reading: Reading) -> tuple[Feed, ...]:
    if not isinstance(node.value, list):
        raise Mistake("S203.list")
    feeds = []
    for item in node.value:
        try:
            feeds.append(Feed(origin=item, **FEED_TABLE.whole(item, reading)))
        except Mistake as mistake:
            reading.report(mistake, item)
    return tuple(feeds)


_IDS = list_of(from_text(str))
_TAGS = list_of(LANGUAGE)

SELECT_TABLE = Table(
    "select",
    {
        "tracks": Field(_IDS),
        "venues": Field(_IDS),
        "rooms": Field(_IDS),
        "people": Field(_IDS),
        "kinds": Field(list_of(choice(EventKind))),
        "tags": Field(list_of(PLAIN)),
        "days": Field(list_of(DAY)),
        "ids": Field(_IDS),
    },
)

FEED_TABLE = Table(
    "feed",
    {
        "id": Field(SLUG, required=True),
        "title": Field(TEXT, required=True),
        "select": Field(record(SELECT_TABLE, Selection), required=True),
        "alarms": Field(YES_NO),
    },
)

_RAW: Mapping[str, Kind[Node]] = {
    name: Kind(lambda node, _: node, {"$ref": f"#/$defs/{name}"}) for name in ("defaults", "events")
}

PROGRAMME_TABLE = Table(
    "programme",
    {
        "format": Field(FORMAT_1, required=True),
        "id": Field(SLUG, required=True),
        "title": Field(TEXT, required=True),
        "languages": Field(Kind(_languages, _TAGS.schema), required=True),
        "time_zone": Field(ZONE, required=True),
        "dates": Field(from_text(read_dates), required=True),
        "subtitle": Field(TEXT),
        "description": Field(TEXT),
        "organizer": Field(_IDS),
        "contact": Field(CONTACT),
        "url": Field(SITE),
        "uid_seed": Field(SEED),
        "logo": Field(IMAGE),
        "color": Field(COLOR),
        "day_starts": Field(from_text(read_clock)),
        "defaults": Field(_RAW["defaults"]),
        "feeds": Field(Kind(_feeds, {"type": "array", "items": {"$ref": "#/$defs/feed"}})),
        "ignore": Field(list_of(CODE)),
        "travel_speed": Field(NUMBER),
        "venues": Field(by_id(VENUE_TABLE, Venue)),
        "people": Field(by_id(PERSON_TABLE, Person)),
        "tracks": Field(by_id(TRACK_TABLE, Track)),
        "events": Field(_RAW["events"], required=True),
    },
)

#: In place of what the head lacks: the rest is checked all the same, and never published.
UNREAD = "?"

_FIRST = ("format", "id", "languages", "time_zone", "dates")


def parse(document: Document) -> Parsed:
    """Return the programme of a document, and every mistake found on the way."""
    reading = Reading(document)
    programme = None
    if document.root is not None:
        try:
            programme = _programme(document.root, reading)
        except Mistake as mistake:
            reading.report(mistake, document.root)
    return Parsed(programme, tuple(reading.diagnostics))


def _programme(node: Node, reading: Reading) -> Programme:
    entries = entries_of(node)
    PROGRAMME_TABLE.check_keys(node, reading)
    first = {name: entries[name] for name in _FIRST if name in entries}
    head = PROGRAMME_TABLE.read(first, reading)
    _settle(head, reading)
    calendar = reading.calendar
    others = {name: child for name, child in entries.items() if name not in first}
    rest = PROGRAMME_TABLE.read(others, reading)
    defaults = _defaults(rest.pop("defaults", None), reading)
    around = Surroundings(calendar, rest.get("venues", {}), defaults)
    events = rest.pop("events", None)
    try:
        read = () if events is None else read_events(events, reading, around)
    except Mistake as mistake:
        reading.report(mistake, events)
        read = ()
    rest.setdefault("uid_seed", uuid5(NAMESPACE_URL, f"calendar_tool:{head.get('id')}"))
    rest.setdefault("title", Text(tuple((tag, UNREAD) for tag in reading.languages)))
    return Programme(
        **rest,
        id=head.get("id", UNREAD),
        languages=reading.languages,
        time_zone=calendar.zone,
        first_day=calendar.first_day,
        last_day=calendar.last_day,
        events=read,
        unread=tuple(reading.unread),
        origin=node,
    )


def _settle(head: Mapping[str, Any], reading: Reading) -> None:
    """Make the head known to what is read after it; what it lacks silences what would follow."""
    reading.languages = head.get("languages", NO_LANGUAGE)
    first, last = head.get("dates", (ANY_TIME.first_day, ANY_TIME.last_day))
    zone = head.get("time_zone", ANY_TIME.zone)
    reading.calendar = Calendar(first, last, zone, None)
    if "dates" not in head:
        reading.silent += ("T301.year", "T301.dotted")
    if "time_zone" not in head:
        reading.silent += ("T304", "T305")


def _defaults(node: Node | None, reading: Reading) -> dict[str, Any]:
    if node is None:
        return {}
    try:
        return DEFAULTS_TABLE.take(node, reading)
    except Mistake as mistake:
        reading.report(mistake, node)
        return {}
