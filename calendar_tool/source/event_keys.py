"""What an event may say, key by key. Reads like its own reference.

Knows kinds of values; must not know an event's surroundings: `events` does.
"""

from calendar_tool.model import (
    TBA,
    Access,
    Change,
    Every,
    Repeat,
    Role,
    Staff,
    Status,
    Tickets,
    Visibility,
)
from calendar_tool.model import (
    Kind as EventKind,
)
from calendar_tool.source.document import Node
from calendar_tool.source.fields import Field, Kind, Reading, Table, entries_of
from calendar_tool.source.mistake import Mistake
from calendar_tool.source.records import (
    ACCESSIBILITY,
    DAY,
    DURATION,
    HOURS,
    IMAGE,
    LINKS,
    WHEN,
    record,
)
from calendar_tool.source.values import (
    CODE,
    LANGUAGE,
    PLAIN,
    SLUG,
    TEXT,
    UID,
    URL,
    WHOLE,
    YES_NO,
    choice,
    from_text,
    list_of,
)
from calendar_tool.source.when import is_tba, read_day, read_weekdays


def _venue_id(text: str) -> str:
    return TBA if is_tba(text) else text


def _people(node: Node, reading: Reading) -> tuple[Role, ...]:
    """Read an id, a list of ids, or a map from roles to either."""
    if isinstance(node.value, dict):
        return tuple(
            Role(role.strip(), person)
            for role, child in node.value.items()
            for person in reading.attempt(_IDS, child) or ()
        )
    return tuple(Role("", person) for person in _IDS.read(node, reading))


def _weekdays(node: Node, reading: Reading) -> tuple[int, ...]:
    found = _WEEKDAYS.read(node, reading)
    return tuple(sorted({weekday for weekdays in found for weekday in weekdays}))


def _changes(node: Node, reading: Reading) -> tuple[Change, ...]:
    changes = []
    for key, child in entries_of(node).items():
        try:
            day = read_day(key, reading.calendar)
        except Mistake as mistake:
            reading.add(mistake, child.key_span)
            continue
        try:
            changes.append(Change(date=day, origin=child, **CHANGE_TABLE.take(child, reading)))
        except Mistake as mistake:
            reading.report(mistake, child)
    return tuple(changes)


def _repeat(node: Node, reading: Reading) -> Repeat:
    values = REPEAT_TABLE.take(node, reading)
    values["except_"] = values.pop("except", ())
    return Repeat(**values)


_ID = from_text(str)
_IDS = list_of(_ID)
_TEXTS = list_of(PLAIN)
_VENUE = from_text(_venue_id)
_WEEKDAYS = list_of(from_text(read_weekdays))

_EITHER = _IDS.schema
PEOPLE: Kind[tuple[Role, ...]] = Kind(
    _people, {"anyOf": [*_EITHER["anyOf"], {"type": "object", "additionalProperties": _EITHER}]}
)

CHANGE_TABLE = Table(
    "change",
    {
        "when": Field(WHEN),
        "venue": Field(_VENUE),
        "room": Field(_ID),
        "title": Field(TEXT),
        "status": Field(choice(Status)),
        "notice": Field(TEXT),
    },
)

REPEAT_TABLE = Table(
    "repeat",
    {
        "every": Field(choice(Every)),
        "interval": Field(WHOLE),
        "days": Field(Kind(_weekdays, _WEEKDAYS.schema)),
        "until": Field(DAY),
        "count": Field(WHOLE),
        "except": Field(list_of(DAY)),
        "also": Field(list_of(WHEN)),
        "changes": Field(
            Kind(_changes, {"type": "object", "additionalProperties": {"$ref": "#/$defs/change"}})
        ),
        "rrule": Field(PLAIN),
    },
)

TICKETS_TABLE = Table(
    "tickets", {"url": Field(URL), "price": Field(TEXT), "sale_from": Field(WHEN)}
)

STAFF_TABLE = Table(
    "staff", {"setup": Field(DURATION), "responsible": Field(_ID), "note": Field(TEXT)}
)

EVENT_TABLE = Table(
    "event",
    {
        "id": Field(SLUG),
        "title": Field(TEXT, required=True),
        "subtitle": Field(TEXT),
        "description": Field(TEXT),
        "highlight": Field(YES_NO),
        "when": Field(WHEN),
        "duration": Field(DURATION),
        "venue": Field(_VENUE),
        "room": Field(_ID),
        "online": Field(URL),
        "track": Field(_ID),
        "tags": Field(_TEXTS),
        "kind": Field(choice(EventKind)),
        "people": Field(PEOPLE),
        "status": Field(choice(Status)),
        "previous": Field(WHEN),
        "previous_venue": Field(_VENUE),
        "notice": Field(TEXT),
        "repeat": Field(Kind(_repeat, {"$ref": "#/$defs/repeat"})),
        "hours": Field(HOURS),
        "events": Field(Kind(lambda node, _: node, {"$ref": "#/$defs/events"})),
        "visibility": Field(choice(Visibility)),
        "access": Field(choice(Access)),
        "tickets": Field(record(TICKETS_TABLE, Tickets, "url")),
        "registration": Field(URL),
        "age": Field(PLAIN),
        "language": Field(list_of(LANGUAGE)),
        "audience": Field(TEXT),
        "expected": Field(WHOLE),
        "accessibility": Field(ACCESSIBILITY),
        "url": Field(URL),
        "image": Field(IMAGE),
        "links": Field(LINKS),
        "attachments": Field(LINKS),
        "reminders": Field(list_of(DURATION)),
        "related": Field(_IDS),
        "staff": Field(record(STAFF_TABLE, Staff)),
        "uid": Field(UID),
        "ignore": Field(list_of(CODE)),
    },
)

#: What `defaults` may hold: all that several events can share.
DEFAULTS_TABLE = Table(
    "event",
    {
        name: field
        for name, field in EVENT_TABLE.fields.items()
        if name not in ("id", "uid", "title", "when", "previous", "previous_venue", "events")
    },
)
