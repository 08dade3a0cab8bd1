"""What a programme is made of: records that refer to each other by ids."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import NamedTuple, Protocol
from uuid import UUID

from msgspec import Struct, field

from calendar_tool.diagnostics import NOWHERE, Span
from calendar_tool.model.terms import (
    Access,
    Accessibility,
    Every,
    Kind,
    PersonKind,
    Shape,
    Status,
    Visibility,
)
from calendar_tool.model.text import Text
from calendar_tool.model.when import Hours, When


class Origin(Protocol):
    """Where a record was written."""

    def at(self, *path: str | int) -> Span:
        """Return the place of a value inside the record, or of the nearest thing around it."""
        ...


class _Nowhere:
    """The origin of records that no file holds."""

    def at(self, *_path: str | int) -> Span:
        return NOWHERE


NO_ORIGIN = _Nowhere()

#: What tells nothing of a record itself, only of the file it came from.
_OF_THE_FILE = ("origin", "unread")


class _Record(Struct, frozen=True, kw_only=True, gc=False):
    """A record that a file holds; two are equal wherever they were written."""

    def _values(self) -> Iterator[tuple[str, object]]:
        for name in self.__struct_fields__:
            if name not in _OF_THE_FILE:
                yield name, getattr(self, name)

    def __eq__(self, other: object) -> bool:
        if type(other) is not type(self):
            return NotImplemented
        return all(value == getattr(other, name) for name, value in self._values())

    def __hash__(self) -> int:
        return hash(tuple(self._values()))

    def __repr__(self) -> str:
        values = ", ".join(f"{name}={value!r}" for name, value in self._values())
        return f"{type(self).__name__}({values})"


class Change(_Record, frozen=True, kw_only=True, gc=False):
    """What is different on one date of a repeating event; None leaves the event's own value."""

    date: date
    when: When | None = None
    venue: str | None = None
    room: str | None = None
    title: Text | None = None
    status: Status | None = None
    notice: Text | None = None
    origin: Origin = NO_ORIGIN


class Repeat(Struct, frozen=True, kw_only=True, gc=False):
    """The dates of a repeating event: `every` step or a raw RFC 5545 `rrule`, or `also` alone.

    `until` is included; `count` counts before `except_`; `days` are weekdays, 0 is Monday.
    """

    every: Every | None = None
    interval: int = 1
    days: tuple[int, ...] = ()
    until: date | None = None
    count: int | None = None
    except_: tuple[date, ...] = ()
    also: tuple[When, ...] = ()
    changes: tuple[Change, ...] = ()
    rrule: str | None = None


class Role(NamedTuple):
    """A person's part in an event; `role` is empty where none was written."""

    role: str
    person: str


class Link(Struct, frozen=True, kw_only=True, gc=False):
    """An address, with words to click on if there are any."""

    url: str
    title: Text | None = None


class Image(Struct, frozen=True, kw_only=True, gc=False):
    """A picture: address or path of its file, what it shows, whom to thank."""

    src: str
    alt: Text | None = None
    credit: Text | None = None


class Tickets(Struct, frozen=True, kw_only=True, gc=False):
    """Where to buy, for how much, since when."""

    url: str | None = None
    price: Text | None = None
    sale_from: When | None = None


class Staff(Struct, frozen=True, kw_only=True, gc=False):
    """For the staff sheet only, never public: time to set up, who answers for it, a note."""

    setup: timedelta | None = None
    responsible: str | None = None
    note: Text | None = None


class Contact(Struct, frozen=True, kw_only=True, gc=False):
    """How to reach the organizers."""

    email: str | None = None
    phone: str | None = None
    url: str | None = None


class Room(_Record, frozen=True, kw_only=True, gc=False):
    """A room of a venue."""

    id: str
    name: Text
    capacity: int | None = None
    accessibility: tuple[Accessibility, ...] = ()
    origin: Origin = NO_ORIGIN


class Venue(_Record, frozen=True, kw_only=True, gc=False):
    """A place with an address; `geo` is WGS 84 latitude and longitude in degrees."""

    id: str
    name: Text
    address: Text | None = None
    geo: tuple[float, float] | None = None
    rooms: Mapping[str, Room] = field(default_factory=dict)
    capacity: int | None = None
    accessibility: tuple[Accessibility, ...] = ()
    time_zone: str | None = None
    hours: Hours | None = None
    url: str | None = None
    note: Text | None = None
    origin: Origin = NO_ORIGIN


class Person(_Record, frozen=True, kw_only=True, gc=False):
    """A person, group, organization or team."""

    id: str
    name: Text
    kind: PersonKind = PersonKind.PERSON
    position: Text | None = None
    organization: Text | None = None
    bio: Text | None = None
    url: str | None = None
    image: Image | None = None
    links: tuple[Link, ...] = ()
    origin: Origin = NO_ORIGIN


class Track(_Record, frozen=True, kw_only=True, gc=False):
    """A strand of the programme, with the colour (`#RRGGBB`) and shape that mark it on paper."""

    id: str
    name: Text
    color: str | None = None
    shape: Shape | None = None
    description: Text | None = None
    origin: Origin = NO_ORIGIN


class Event(_Record, frozen=True, kw_only=True, gc=False):
    """One event, or a part of one. What a part inherits has been filled in.

    `when` is None only in a part without a time of its own: a line of the whole's description.
    `venue` is an id, `TBA`, or None where none was named.
    """

    title: Text
    when: When | None
    id: str | None = None
    uid: str | None = None
    subtitle: Text | None = None
    description: Text | None = None
    highlight: bool = False
    venue: str | None = None
    room: str | None = None
    online: str | None = None
    track: str | None = None
    tags: tuple[str, ...] = ()
    kind: Kind | None = None
    people: tuple[Role, ...] = ()
    status: Status = Status.CONFIRMED
    previous: When | None = None
    previous_venue: str | None = None
    notice: Text | None = None
    repeat: Repeat | None = None
    hours: Hours | None = None
    events: "tuple[Event, ...]" = ()
    visibility: Visibility = Visibility.PUBLIC
    access: Access | None = None
    tickets: Tickets | None = None
    registration: str | None = None
    age: str | None = None
    language: tuple[str, ...] = ()
    audience: Text | None = None
    expected: int | None = None
    accessibility: tuple[Accessibility, ...] = ()
    url: str | None = None
    image: Image | None = None
    links: tuple[Link, ...] = ()
    attachments: tuple[Link, ...] = ()
    reminders: tuple[timedelta, ...] = ()
    related: tuple[str, ...] = ()
    staff: Staff | None = None
    ignore: tuple[str, ...] = ()
    origin: Origin = NO_ORIGIN


class Selection(Struct, frozen=True, kw_only=True, gc=False):
    """Which events: OR inside a key, AND between keys; an empty key asks for nothing.

    `rooms` are written `venue/room`.
    """

    tracks: tuple[str, ...] = ()
    venues: tuple[str, ...] = ()
    rooms: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    days: tuple[date, ...] = ()
    ids: tuple[str, ...] = ()


class Feed(_Record, frozen=True, kw_only=True, gc=False):
    """A named selection; `alarms` asks for a second file with reminders in it."""

    id: str
    title: Text
    select: Selection
    alarms: bool = False
    origin: Origin = NO_ORIGIN


class Programme(_Record, frozen=True, kw_only=True, gc=False):
    """A whole programme, `first_day` and `last_day` included; maps keep the file's order.

    `day_starts` is in minutes after midnight: what begins before it belongs to the evening before.
    `travel_speed` is in km/h. `uid_seed` is the name space of all UIDs. `unread` holds ids
    of records and events that the file has but that could not be read, so that nobody is told they
    are missing.
    """

    id: str
    title: Text
    languages: tuple[str, ...]
    time_zone: str
    first_day: date
    last_day: date
    uid_seed: UUID
    subtitle: Text | None = None
    description: Text | None = None
    organizer: tuple[str, ...] = ()
    contact: Contact | None = None
    url: str | None = None
    logo: Image | None = None
    color: str | None = None
    day_starts: int = 240
    feeds: tuple[Feed, ...] = ()
    ignore: tuple[str, ...] = ()
    travel_speed: float = 20.0
    venues: Mapping[str, Venue] = field(default_factory=dict)
    people: Mapping[str, Person] = field(default_factory=dict)
    tracks: Mapping[str, Track] = field(default_factory=dict)
    events: tuple[Event, ...] = ()
    unread: tuple[str, ...] = ()
    origin: Origin = NO_ORIGIN

    def zone_of(self, venue: str | None) -> str:
        """Return the IANA name of the zone whose clocks hang at a venue."""
        place = self.venues.get(venue) if venue else None
        return (place.time_zone if place else None) or self.time_zone
