"""A programme as somebody gets it: nothing private, only what was chosen, in one language.

Knows the model and its occurrences; must not know output syntax. Visibility is applied here and
nowhere else: what an exporter is handed, it may show.
"""

from collections.abc import Callable, Collection, Iterable, Iterator
from datetime import date
from operator import is_
from typing import Any, TypeVar

from msgspec.structs import replace

from calendar_tool.model import (
    NO_ORIGIN,
    Event,
    Feed,
    Image,
    Link,
    Person,
    Programme,
    Selection,
    Staff,
    Text,
    Tickets,
    Venue,
    Visibility,
)
from calendar_tool.occurrences import Occurrence, agenda_days

Record = TypeVar("Record", Event, Image, Link, Occurrence, Staff, Tickets)

#: What the keys of a selection name.
_SELECTED = {
    "tracks": "track",
    "venues": "venue",
    "rooms": "room",
    "people": "person",
    "ids": "event",
}


def public(programme: Programme) -> Programme:
    """Return the programme without private events and what is for the staff.

    Venues, rooms, people and tracks that only private events use are gone too, and feeds that ask
    for nothing else; records that nothing uses stay.
    """
    shown = tuple(_public(programme.events))
    if len(shown) == len(programme.events) and all(map(is_, shown, programme.events)):
        return programme
    hidden = _used(programme.events) - _used(shown) - {f"person:{id}" for id in programme.organizer}
    if not hidden:
        return replace(programme, events=shown)
    hidden |= {
        f"room:{id}/{room}"
        for id, venue in programme.venues.items()
        if f"venue:{id}" in hidden
        for room in venue.rooms
    }
    venues = {
        id: replace(
            venue,
            rooms={r: room for r, room in venue.rooms.items() if f"room:{id}/{r}" not in hidden},
        )
        for id, venue in programme.venues.items()
        if f"venue:{id}" not in hidden
    }
    return replace(
        programme,
        events=tuple(_unrelated(shown, hidden)),
        feeds=tuple(_open_feeds(programme.feeds, hidden)),
        venues=venues,
        people={i: p for i, p in programme.people.items() if f"person:{i}" not in hidden},
        tracks={i: t for i, t in programme.tracks.items() if f"track:{i}" not in hidden},
    )


def _public(events: Iterable[Event]) -> Iterator[Event]:
    for event in events:
        if event.visibility is Visibility.PRIVATE:
            continue
        if event.events or event.staff is not None:
            parts = tuple(_public(event.events))
            same = event.staff is None and len(parts) == len(event.events)
            yield (
                event
                if same and all(map(is_, parts, event.events))
                else replace(event, events=parts, staff=None)
            )
        else:
            yield event


def _unrelated(events: Iterable[Event], hidden: Collection[str]) -> Iterator[Event]:
    """Yield events without their references to hidden ones."""
    for event in events:
        parts = tuple(_unrelated(event.events, hidden))
        related = tuple(id for id in event.related if f"event:{id}" not in hidden)
        same = related == event.related and all(map(is_, parts, event.events))
        yield event if same else replace(event, events=parts, related=related)


def _open_feeds(feeds: Iterable[Feed], hidden: Collection[str]) -> Iterator[Feed]:
    """Yield feeds that ask for nothing hidden; one that would ask for nothing is hidden itself."""
    for feed in feeds:
        left = {
            key: tuple(id for id in asked if f"{kind}:{id}" not in hidden)
            for key, kind in _SELECTED.items()
            if (asked := getattr(feed.select, key))
        }
        if all(left.values()):
            yield replace(feed, select=replace(feed.select, **left))


def _used(events: Iterable[Event]) -> set[str]:
    """Return the records that events refer to, staff notes included, as `kind:id`."""
    used: set[str] = set()
    for event in events:
        used.update((f"event:{event.id}", f"track:{event.track}"))
        used.update((f"venue:{event.venue}", f"venue:{event.previous_venue}"))
        used.add(f"room:{event.venue}/{event.room}")
        used.update(f"person:{role.person}" for role in event.people)
        if event.staff is not None:
            used.add(f"person:{event.staff.responsible}")
        if event.repeat is not None:
            for change in event.repeat.changes:
                venue = change.venue or event.venue
                used.update((f"venue:{venue}", f"room:{venue}/{change.room}"))
        used |= _used(event.events)
    return used


def select(
    occurrences: Iterable[Occurrence], selection: Selection, day_starts: int
) -> tuple[Occurrence, ...]:
    """Return the occurrences that a selection asks for, in the order given.

    `day_starts`: minutes after midnight at which an agenda's day begins. Selecting twice is
    selecting once.
    """
    tests = tuple(_tests(selection, day_starts))
    return tuple(one for one in occurrences if all(test(one) for test in tests))


def _tests(selection: Selection, day_starts: int) -> Iterator[Callable[[Occurrence], bool]]:
    tracks, venues = frozenset(selection.tracks), frozenset(selection.venues)
    people, tags = frozenset(selection.people), frozenset(selection.tags)
    kinds, rooms = frozenset(selection.kinds), frozenset(selection.rooms)
    ids, days = frozenset(selection.ids), frozenset[date](selection.days)
    if tracks:
        yield lambda one: one.event.track in tracks
    if venues:
        yield lambda one: one.event.venue in venues
    if rooms:
        yield lambda one: f"{one.event.venue}/{one.event.room}" in rooms
    if people:
        yield lambda one: any(role.person in people for role in one.event.people)
    if kinds:
        yield lambda one: one.event.kind in kinds
    if tags:
        yield lambda one: not tags.isdisjoint(one.event.tags)
    if ids:
        yield lambda one: one.event.id in ids or (one.whole is not None and one.whole.id in ids)
    if days:
        yield lambda one: _stands(one, days, day_starts)


def _stands(one: Occurrence, days: Iterable[date], day_starts: int) -> bool:
    span = agenda_days(one, day_starts)
    return span is not None and any(span[0] <= day <= span[1] for day in days)


def localize(
    programme: Programme, occurrences: Iterable[Occurrence], language: str
) -> tuple[Programme, tuple[Occurrence, ...]]:
    """Return both with every text in one language: that which `str` gives.

    A text that has no translation is shown in the first of the programme's languages that it has,
    and keeps that language's tag. The programme knows its file no more: each process that makes
    something of it would get all of that too.
    """
    translate = _Translation((language, *programme.languages))
    return translate.programme(programme), tuple(map(translate.occurrence, occurrences))


class _Translation:
    """One language and its fallbacks, applied to records; an event met twice is translated once."""

    def __init__(self, languages: tuple[str, ...]) -> None:
        self._languages = languages
        self._events: dict[int, Event] = {}

    def text(self, text: Text | None) -> Text | None:
        return None if text is None else self.words(text)

    def words(self, text: Text) -> Text:
        if len(text.translations) == 1 or text.language == self._languages[0]:
            return text
        known = dict(text.translations)
        for language in self._languages:
            if language in known:
                return Text(((language, known[language]),))
        return Text(text.translations[:1])

    def image(self, image: Image | None) -> Image | None:
        if image is None:
            return None
        return _replaced(image, alt=self.text(image.alt), credit=self.text(image.credit))

    def links(self, links: tuple[Link, ...]) -> tuple[Link, ...]:
        shown = tuple(_replaced(link, title=self.text(link.title)) for link in links)
        return links if all(map(is_, shown, links)) else shown

    def occurrence(self, one: Occurrence) -> Occurrence:
        whole = one.whole and self.event(one.whole)
        return _replaced(one, event=self.event(one.event), whole=whole)

    def event(self, event: Event) -> Event:
        found = self._events.get(id(event))
        if found is None:
            found = event if self._is_plain(event) else self._translated(event)
            self._events[id(event)] = found
        return found

    def _is_plain(self, event: Event) -> bool:
        """Tell most events that are in the language already from all others, in no time."""
        language = self._languages[0]
        about = event.description
        return (
            event.title.language == language
            and (about is None or about.language == language)
            and not (event.subtitle or event.notice or event.audience or event.events)
            and not (event.tickets or event.staff or event.image)
            and not (event.links or event.attachments)
        )

    def _translated(self, event: Event) -> Event:
        tickets, staff, parts = event.tickets, event.staff, event.events
        shown = tuple(map(self.event, parts))
        return _replaced(
            event,
            title=self.words(event.title),
            subtitle=self.text(event.subtitle),
            description=self.text(event.description),
            notice=self.text(event.notice),
            audience=self.text(event.audience),
            tickets=tickets and _replaced(tickets, price=self.text(tickets.price)),
            staff=staff and _replaced(staff, note=self.text(staff.note)),
            image=self.image(event.image),
            links=self.links(event.links),
            attachments=self.links(event.attachments),
            events=parts if all(map(is_, shown, parts)) else shown,
        )

    def venue(self, venue: Venue) -> Venue:
        return replace(
            venue,
            name=self.words(venue.name),
            address=self.text(venue.address),
            note=self.text(venue.note),
            rooms={id: replace(r, name=self.words(r.name)) for id, r in venue.rooms.items()},
        )

    def person(self, person: Person) -> Person:
        return replace(
            person,
            name=self.words(person.name),
            position=self.text(person.position),
            organization=self.text(person.organization),
            bio=self.text(person.bio),
            image=self.image(person.image),
            links=self.links(person.links),
        )

    def programme(self, programme: Programme) -> Programme:
        return replace(
            programme,
            title=self.words(programme.title),
            subtitle=self.text(programme.subtitle),
            description=self.text(programme.description),
            logo=self.image(programme.logo),
            venues={id: self.venue(venue) for id, venue in programme.venues.items()},
            people={id: self.person(one) for id, one in programme.people.items()},
            tracks={
                id: replace(
                    track, name=self.words(track.name), description=self.text(track.description)
                )
                for id, track in programme.tracks.items()
            },
            feeds=tuple(replace(f, title=self.words(f.title)) for f in programme.feeds),
            events=tuple(self.event(event) for event in programme.events),
            origin=NO_ORIGIN,
        )


def _replaced(record: Record, **values: Any) -> Record:
    """Return the record with these values: itself if it has them, since copies cost most here."""
    if all(getattr(record, name) is value for name, value in values.items()):
        return record
    return replace(record, **values)
