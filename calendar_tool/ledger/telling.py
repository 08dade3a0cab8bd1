"""A programme and its occurrences → what subscribers are told of each, with a digest of all of it.

The digest is over values, never over rendered bytes, so that a new version of the tool moves
nobody: only what is set counts, by name, and a text as its readers get it. Must not know formats.
"""

from collections.abc import Iterable
from datetime import datetime
from functools import cache
from hashlib import sha256

from msgspec import Raw, Struct
from msgspec.json import encode

from calendar_tool.ledger.times import write_when
from calendar_tool.model import TBA, Event, Hours, Programme, Role, Text, When
from calendar_tool.occurrences import Occurrence
from calendar_tool.text import one_line
from calendar_tool.told import Told

#: What is in no feed at all, or is told in another way below: as what an id refers to, as what is
#: left of opening hours on one day, as lines of a description.
_APART = {
    "Event": frozenset(
        {
            "id", "uid", "venue", "room", "track", "people", "previous_venue", "repeat", "hours",
            "events", "visibility", "expected", "highlight", "related", "staff", "ignore", "origin",
        }
    ),
    "Image": frozenset({"alt", "credit"}),
}  # fmt: skip


def tell(programme: Programme, occurrences: Iterable[Occurrence]) -> dict[str, Told]:
    """Return what subscribers are told of the occurrences of a public programme, by UID."""
    told = _Telling(programme).told
    return {one.uid: told(one) for one in occurrences}


class _Telling:
    """Tells the occurrences of one programme; what they refer to is put together once."""

    def __init__(self, programme: Programme) -> None:
        self._programme = programme
        self._languages = programme.languages
        self._person = cache(self._tell_person)
        self._track = cache(self._tell_track)
        self._venue = cache(self._tell_venue)
        self._place = cache(self._name_place)

    def told(self, one: Occurrence) -> Told:
        event = one.event
        return Told(
            uid=one.uid,
            id=event.id,
            key=one.key,
            title=event.title,
            when=one.when,
            status=event.status,
            previous=event.previous,
            notice=event.notice,
            place=self._place(event.venue, event.room),
            venue=event.venue,
            room=event.room,
            track=event.track,
            kind=event.kind,
            people=event.people,
            tags=event.tags,
            whole=one.whole_uid,
            digest=sha256(encode(self._seen(one))).hexdigest()[:32],
        )

    def _seen(self, one: Occurrence) -> dict[str, object]:
        """Return all that can be seen of an occurrence; what is not there is left out."""
        event = one.event
        seen = self._values(event)
        programme = self._programme
        apart = {
            "place": self._venue(event.venue, event.room) if event.venue else None,
            "track": self._track(event.track) if event.track else None,
            "people": self._people(event.people) if event.people else None,
            "previous_place": self._venue(event.previous_venue, None)
            if event.previous_venue
            else None,
            "hours": _hours(event.hours, one.when) if event.hours else None,
            "parts": self._parts(event.events) if event.events else None,
            "whole": one.whole_uid,
            "page": (programme.url, event.id) if programme.url else None,
            "dates": (programme.first_day, programme.last_day) if _is_everywhere(event) else None,
        }
        return seen | {name: value for name, value in apart.items() if value}

    def _values(self, record: Struct) -> dict[str, object]:
        """Return the fields of a record that are set."""
        return {
            name: self._value(value)
            for name, default in _fields(type(record))
            if (value := getattr(record, name)) != default
        }

    def _value(self, value: object) -> object:
        if isinstance(value, Text):
            return self._text(value)
        if isinstance(value, When):
            return write_when(value)
        if isinstance(value, Struct):
            return self._values(value)
        if isinstance(value, tuple):
            return tuple(map(self._value, value))
        return value

    def _text(self, text: Text) -> tuple[tuple[str, str], ...]:
        """Return a text as its readers get it: that for those who lack a translation comes first.

        Languages that the programme does not have do not count, nor does the order of the others.
        """
        if len(text.translations) == 1:
            return text.translations
        known = dict(text.translations)
        fallback, *others = [tag for tag in self._languages if tag in known] or [text.language]
        return tuple((tag, known[tag]) for tag in (fallback, *sorted(others)))

    def _parts(self, parts: Iterable[Event]) -> list[object]:
        """Return the parts that have no time, and are lines of the description of their whole."""
        return [
            (
                self._text(part.title),
                part.subtitle and self._text(part.subtitle),
                [self._person(role.person)[:1] for role in part.people if self._knows(role)],
                self._parts(part.events),
            )
            for part in parts
            if part.when is None
        ]

    def _knows(self, role: Role) -> bool:
        return role.person in self._programme.people

    def _people(self, people: tuple[Role, ...]) -> list[object]:
        return [(role.role, self._person(role.person)) for role in people if self._knows(role)]

    def _tell_person(self, person: str) -> tuple[object, ...]:
        record = self._programme.people[person]
        texts = (record.name, record.position, record.organization)
        return tuple(text and self._text(text) for text in texts)

    def _tell_track(self, track: str) -> object:
        record = self._programme.tracks.get(track)
        return record and (self._text(record.name), record.color)

    def _tell_venue(self, venue: str, room: str | None) -> object:
        record = self._programme.venues.get(venue)
        if record is None:
            return TBA if venue == TBA else None
        hall = record.rooms.get(room or "")
        texts = (record.name, record.address, hall and hall.name)
        return Raw(encode((*(text and self._text(text) for text in texts), record.geo)))

    def _name_place(self, venue: str | None, room: str | None) -> Text | None:
        """Return room and venue in one line, in each language; None where no place is known."""
        record = self._programme.venues.get(venue or "")
        if record is None:
            return None
        hall = record.rooms.get(room or "")
        names = [name for name in (hall and hall.name, record.name) if name]
        return Text(
            tuple(
                (language, ", ".join(one_line(self._shown(name, language)) for name in names))
                for language in self._languages
            )
        )

    def _shown(self, text: Text, language: str) -> str:
        return text.get(language) or self._text(text)[0][1]


def _hours(hours: Hours, when: When) -> dict[str, object]:
    """Return what can be seen of opening hours on a day that has its own."""
    seen: dict[str, object] = {}
    if hours.tba and not when.tba and not when.has_clock:
        seen["tba"] = True
    if hours.last_entry is not None and isinstance(when.end, datetime):
        seen["last_entry"] = hours.last_entry
    return seen


def _is_everywhere(event: Event) -> bool:
    """Return whether an event has no day, so that it stands over all days of the programme."""
    when, previous = event.when, event.previous
    return (when is None or when.start is None) and (previous is None or previous.start is None)


@cache
def _fields(kind: type[Struct]) -> tuple[tuple[str, object], ...]:
    """Return names and defaults of what can be seen of a kind of record, in order of name."""
    defaults = dict(
        zip(reversed(kind.__struct_fields__), reversed(kind.__struct_defaults__), strict=False)
    )
    apart = _APART.get(kind.__name__, frozenset())
    return tuple(
        (name, defaults.get(name)) for name in sorted(kind.__struct_fields__) if name not in apart
    )
