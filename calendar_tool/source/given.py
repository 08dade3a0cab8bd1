"""An event given outside of a programme, as keys and texts: on the command line, in a table's row.

The same kinds read it as read a file. Knows no flag, and no disk.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta

from calendar_tool.diagnostics import NOWHERE, Diagnostic, Span
from calendar_tool.model import Event, Programme, When
from calendar_tool.source.document import Document, Node
from calendar_tool.source.emit import Data
from calendar_tool.source.event_keys import EVENT_TABLE
from calendar_tool.source.fields import Reading
from calendar_tool.source.mistake import Mistake
from calendar_tool.source.nodes import END_BITS, KEY_END_BITS, KEY_START_BITS
from calendar_tool.source.proof import data_of
from calendar_tool.source.values import TEXT
from calendar_tool.source.when import Calendar
from calendar_tool.source.zones import zone_named

#: Keys whose values hold no comma of their own, so that one parts several.
LISTS = frozenset({"tags", "people", "related", "language", "ignore", "accessibility", "reminders"})

_NO_KEYS: Mapping[str, Span] = {}


def event_of(pairs: Iterable[tuple[Sequence[str], str]], language: str) -> dict[str, Data]:
    """Return the event that pairs of key path and text say; one key in several pairs is a list.

    `language` is that of a text without one, beside which there are translations of it. Raises
    Mistake (S203.map) where one key has both a value and keys of its own.
    """
    event: dict[str, Data] = {}
    for path, text in pairs:
        name, *below = path
        value: Data = text
        if name in LISTS:
            items: list[Data] = [part.strip() for part in text.split(",") if part.strip()]
            value = items if len(items) > 1 else items[0] if items else text
        if is_text(name) and name in event and isinstance(event[name], str if below else dict):
            below = _translated(event, name, below, language)
        _put(event, [name, *below], value)
    return event


def _translated(event: dict[str, Data], name: str, below: list[str], language: str) -> list[str]:
    """Make room for translations of a text beside the one without a language."""
    if below and name in event:
        event[name] = {language: event[name]}
    return below or [language]


def _put(within: dict[str, Data], path: list[str], value: Data) -> None:
    name, *below = path
    old = within.get(name)
    if below:
        inner = within.setdefault(name, {})
        if not isinstance(inner, dict):
            raise Mistake("S203.map", {"key": name})
        _put(inner, below, value)
    elif old is None:
        within[name] = value
    elif isinstance(old, dict):
        raise Mistake("S203.map", {"key": name})
    else:
        within[name] = [*_several(old), *_several(value)]


def _several(value: Data) -> list[Data]:
    return value if isinstance(value, list) else [value]


def node_of(data: Data, at: Span = NOWHERE, keys: Mapping[str, Span] = _NO_KEYS) -> Node:
    """Return data as nodes, all of them at one place; `keys` are the places of a map's keys."""
    return _node(data, at, at, keys)


def _node(data: Data, at: Span, key: Span, keys: Mapping[str, Span]) -> Node:
    place = at.start | at.end << END_BITS
    place |= key.start << KEY_START_BITS | key.end << KEY_END_BITS
    if isinstance(data, str):
        return Node(data, place, "'")
    if isinstance(data, list):
        return Node([_node(one, at, at, _NO_KEYS) for one in data], place, "block")
    below = {name: _node(one, at, keys.get(name, at), _NO_KEYS) for name, one in data.items()}
    return Node(below, place, "block")


def calendar_of(programme: Programme, venue: Data | None, whole: Event | None = None) -> Calendar:
    """Return where and when the clock times of an event at a venue, or of a part of one, are."""
    day = whole.when.first_day if whole is not None and whole.when is not None else None
    if whole is not None and whole.when is not None and day is not None:
        last = whole.when.last_day
        day = day if last is not None and last - day <= timedelta(days=1) else None
    zone = programme.zone_of(venue if isinstance(venue, str) else None)
    return Calendar(programme.first_day, programme.last_day, zone, day)


def misread(
    event: Mapping[str, Data], programme: Programme, calendar: Calendar
) -> Iterator[tuple[str, Diagnostic]]:
    """Yield what cannot be read of an event, and under which of its keys."""
    for name, data in event.items():
        field = EVENT_TABLE.fields.get(name)
        if field is None:
            reading = reading_for(programme, calendar)
            EVENT_TABLE.check_keys(node_of({"title": "?", name: data}), reading)
        else:
            reading = reading_for(programme, calendar)
            reading.attempt(field.kind, node_of(data))
        yield from ((name, one) for one in reading.diagnostics if one.is_error)


def reading_for(programme: Programme, calendar: Calendar, text: str = "") -> Reading:
    """Return a reading of what is meant for a programme; `text` is where it was written."""
    reading = Reading(Document(text, None, ()))
    reading.languages = programme.languages
    reading.calendar = calendar
    return reading


def when_of(
    event: Mapping[str, Data], programme: Programme | None, whole: Event | None = None
) -> When | None:
    """Return when an event is, None if that cannot be read."""
    if programme is None or "when" not in event:
        return None
    reading = reading_for(programme, calendar_of(programme, event.get("venue"), whole))
    when = reading.attempt(EVENT_TABLE.fields["when"].kind, node_of(event["when"]))
    return when if isinstance(when, When) else None


def is_text(name: str) -> bool:
    """Tell whether a key of an event holds a text, which may have translations."""
    return name in EVENT_TABLE.fields and EVENT_TABLE.fields[name].kind is TEXT


def first_text(data: Data) -> str:
    """Return a text, or the first of its translations."""
    if isinstance(data, dict):
        data = next(iter(data.values()), "")
    return data if isinstance(data, str) else ""


def start_of(when: When | None, zone: str) -> datetime | None:
    """Return the instant at which something begins, a day at its midnight; None if TBA."""
    start = when.start if when is not None else None
    if isinstance(start, date) and not isinstance(start, datetime):
        return datetime(start.year, start.month, start.day, tzinfo=zone_named(zone))
    return start


# -- many at once


def events_of(document: Document) -> list[Node]:
    """Return the events of a document: a list of them, a programme's `events`, or one alone."""
    root = document.root
    if root is not None and isinstance(root.value, dict):
        root = root.value.get("events", root)
    if root is None:
        return []
    return root.value if isinstance(root.value, list) else [root]


def misread_in(
    events: Iterable[Node], document: Document, programme: Programme
) -> list[Diagnostic]:
    """Return what cannot be read of the events of a document, each mistake once."""
    found: dict[tuple[str, Span], Diagnostic] = {}
    for event in events:
        entries = event.value if isinstance(event.value, dict) else {}
        venue = data_of(entries["venue"]) if "venue" in entries else None
        reading = reading_for(programme, calendar_of(programme, venue), document.text)
        try:
            EVENT_TABLE.take(event, reading)
            if "when" not in entries:
                EVENT_TABLE.report_missing("when", event, reading)
        except Mistake as mistake:
            reading.add(mistake, event.span)
        found |= {(one.key, one.span): one for one in reading.diagnostics}
    return [one for one in found.values() if one.is_error]
