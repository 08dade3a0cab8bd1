"""A conference schedule as phones read it: days × rooms × sessions, one value behind two formats.

The format has no word for a whole day, for a time not announced, or for an unknown end; what is so
is left out. Must not know XML or JSON.
"""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from itertools import chain
from typing import NamedTuple
from uuid import uuid5
from zlib import crc32
from zoneinfo import ZoneInfo

from msgspec.structs import replace

from calendar_tool.exporters.description import Describer
from calendar_tool.exporters.exchange import guid, lasts, marked, modified, own_page, page, uri, utc
from calendar_tool.exporters.format import Edition
from calendar_tool.exporters.standing import standing
from calendar_tool.model import TBA, Event, Kind, Link, Person, Programme, When
from calendar_tool.occurrences import Occurrence, agenda_days, instant, order
from calendar_tool.text import one_line
from calendar_tool.wording import Words, words

#: Readers take a duration for a clock time, and one of them refuses the whole file for `24:00`.
_DAY = timedelta(days=1)

#: Phones keep ids as signed numbers of 32 bits.
_LARGEST_ID = 2**31 - 1

#: Venue and room, by id.
_Place = tuple[str | None, str | None]


class Room(NamedTuple):
    """A room of a venue, or a venue by itself."""

    guid: str
    name: str
    capacity: int | None = None


class Reference(NamedTuple):
    """An address and the words to click on."""

    url: str
    title: str


class Participant(NamedTuple):
    """A person, with ids that never change."""

    id: int
    guid: str
    person: Person


class Session(NamedTuple):
    """An event that has a clock time and an end, and is shorter than a day.

    `id` is a positive number of 31 bits, `guid` the UID. `abstract` says what has changed.
    """

    id: int
    guid: str
    slug: str
    room: Room
    title: str
    subtitle: str
    kind: str
    track: str
    language: str
    start: datetime
    duration: timedelta
    abstract: str
    description: str
    url: str | None
    image: str | None
    participants: tuple[Participant, ...]
    links: tuple[Reference, ...]
    attachments: tuple[Reference, ...]


class Day(NamedTuple):
    """A day with its rooms in the programme's order; it ends when the next one starts."""

    date: date
    start: datetime
    end: datetime
    rooms: dict[Room, list[Session]]


class Schedule(NamedTuple):
    """A whole schedule; `rooms` are all in which there is something."""

    programme: Programme
    acronym: str
    version: str
    url: str | None
    rooms: tuple[Room, ...]
    days: tuple[Day, ...]


def schedule(edition: Edition) -> tuple[Schedule, tuple[Occurrence, ...]]:
    """Return an edition as a schedule, and what the schedule cannot hold."""
    programme, sessions = edition.programme, _Sessions(edition)
    found: dict[date, list[Session]] = {}
    left_out = []
    for occurrence in sorted(edition.occurrences, key=order):
        session = sessions.of(occurrence)
        day = agenda_days(occurrence, programme.day_starts)
        if session is None or day is None:
            left_out.append(occurrence)
        else:
            found.setdefault(day[0], []).append(session)
    days = tuple(
        _day(day, programme, sessions.by_room(found.get(day, [])))
        for day in sorted(found) or [programme.first_day]
    )
    whole = Schedule(
        programme=programme,
        acronym=_acronym(programme),
        version=utc(modified(edition)),
        url=page(programme, edition.language),
        rooms=tuple(sessions.by_room(chain.from_iterable(found.values()))),
        days=days,
    )
    return whole, tuple(left_out)


def hours_and_minutes(duration: timedelta) -> str:
    """Return a duration as `01:30`."""
    hours, minutes = divmod(duration // timedelta(minutes=1), 60)
    return f"{hours:02}:{minutes:02}"


def _acronym(programme: Programme) -> str:
    """Return the programme's id as the schemas want it: no hyphens, four characters or more."""
    return programme.id.replace("-", "_").ljust(4, "_")


def _day(day: date, programme: Programme, rooms: dict[Room, list[Session]]) -> Day:
    zone = ZoneInfo(programme.time_zone)
    starts = time(*divmod(programme.day_starts, 60))
    start, end = (datetime.combine(one, starts, zone) for one in (day, day + _DAY))
    return Day(day, start, end, rooms)


class _Sessions:
    """Makes sessions of the occurrences of one edition."""

    def __init__(self, edition: Edition) -> None:
        programme = self._programme = edition.programme
        self._words = words(edition.language)
        self._page = page(programme, edition.language)
        self._describer = Describer(programme, edition.language)
        self._rooms = dict(_rooms(programme, self._words))
        seed = programme.uid_seed
        self._ids = _numbers(guid(seed, one.uid) for one in edition.occurrences)
        guids = {id: str(uuid5(seed, f"person:{id}")) for id in programme.people}
        numbers = _numbers(guids.values())
        self._people = {
            id: Participant(numbers[guids[id]], guids[id], person)
            for id, person in programme.people.items()
        }

    def by_room(self, sessions: Iterable[Session]) -> dict[Room, list[Session]]:
        """Return sessions in order of start, by their rooms in the programme's order."""
        found: dict[Room, list[Session]] = {}
        for session in sorted(sessions, key=lambda one: (instant(one.start), one.guid)):
            found.setdefault(session.room, []).append(session)
        return {room: found[room] for room in self._rooms.values() if room in found}

    def of(self, occurrence: Occurrence) -> Session | None:
        """Return the session of an occurrence, None if there can be none."""
        event = occurrence.event
        stands = standing(event, occurrence.when, self._programme)
        if stands is None:
            return None
        start, end = stands.when.start, stands.when.end
        if not isinstance(start, datetime) or not isinstance(end, datetime):
            return None
        if lasts(start, end) >= _DAY:
            return None
        track = self._programme.tracks.get(event.track or "")
        uuid = guid(self._programme.uid_seed, occurrence.uid)
        abstract, description = self._texts(event, occurrence.when)
        return Session(
            id=self._ids[uuid],
            guid=uuid,
            slug=f"{_acronym(self._programme)}-{uuid.lower()}",
            room=self._room(event),
            title=marked(str(event.title), stands, self._words),
            subtitle=one_line(str(event.subtitle)) if event.subtitle else "",
            kind=event.kind or Kind.OTHER,
            track=one_line(str(track.name)) if track else "",
            language=", ".join(event.language),
            start=start,
            duration=lasts(start, end),
            abstract=abstract,
            description=description,
            url=own_page(event, self._page),
            image=uri(event.image.src) if event.image else None,
            participants=self._participants(event),
            links=tuple(_references((*event.links, *_ways(event)))),
            attachments=tuple(_references(event.attachments)),
        )

    def _texts(self, event: Event, when: When) -> tuple[str, str]:
        """Return what has changed, and all else that the other fields do not say."""
        news = Event(
            title=event.title,
            when=when,
            status=event.status,
            notice=event.notice,
            previous=event.previous,
            previous_venue=event.previous_venue,
        )
        lasting = replace(
            event, notice=None, previous=None, previous_venue=None, links=(), attachments=()
        )
        return (
            self._describer.describe(news, when, None),
            self._describer.describe(lasting, when, None),
        )

    def _room(self, event: Event) -> Room:
        """Return the room, else the venue, else what there is to say instead of one."""
        rooms, venue = self._rooms, event.venue
        if venue is None:
            return rooms[None, "online" if event.online else None]
        return rooms.get((venue, event.room)) or rooms.get((venue, None)) or rooms[None, None]

    def _participants(self, event: Event) -> tuple[Participant, ...]:
        known = dict.fromkeys(role.person for role in event.people if role.person in self._people)
        return tuple(self._people[id] for id in known)


def _rooms(programme: Programme, says: Words) -> Iterator[tuple[_Place, Room]]:
    """Yield every place there may be, in the programme's order; those without a venue come last."""

    def room(key: str, name: str, capacity: int | None = None) -> Room:
        return Room(str(uuid5(programme.uid_seed, key)), one_line(name), capacity)

    for id, venue in programme.venues.items():
        yield (id, None), room(f"venue:{id}", str(venue.name), venue.capacity)
        for hall in venue.rooms.values():
            name = f"{venue.name}, {hall.name}"
            yield (id, hall.id), room(f"room:{id}/{hall.id}", name, hall.capacity)
    yield (TBA, None), room("place:tba", says.say("feed.place_tba"))
    yield (None, "online"), room("place:online", says.say("feed.online"))
    yield (None, None), room("place:unknown", says.say("feed.place_unknown"))


def _numbers(guids: Iterable[str]) -> dict[str, int]:
    """Return the number that each UUID always gets; the next free one if another has it."""
    taken: dict[int, str] = {}
    for one in sorted(set(guids)):
        number = crc32(one.lower().encode()) % _LARGEST_ID + 1
        while number in taken:
            number = number % _LARGEST_ID + 1
        taken[number] = one
    return {one: number for number, one in taken.items()}


def _ways(event: Event) -> Iterator[Link]:
    """Yield where to get in and to watch."""
    for url in (event.tickets.url if event.tickets else None, event.registration, event.online):
        if url:
            yield Link(url=url)


def _references(links: Iterable[Link]) -> Iterator[Reference]:
    for link in links:
        if address := uri(link.url):
            yield Reference(address, one_line(str(link.title)) if link.title else address)
