"""Rules about references: every id leads somewhere (R401–R406), every record is used (R404)."""
# ruff: noqa: D401 - the docstring of a rule is its page

from collections.abc import Iterator, Mapping
from difflib import get_close_matches

from calendar_tool.checks import uses
from calendar_tool.checks.registry import Facts, check, finding
from calendar_tool.diagnostics import Diagnostic, Span
from calendar_tool.model import TBA, Event

#: Guesses are made for so many ids, among so many: both bound the time for a file of wrong ids.
_GUESSES, _KNOWN = 20, 2_000


@check("R401")
def unknown_venue(facts: Facts) -> Iterator[Diagnostic]:
    """There is no venue with this id.

    Without the venue there is neither a place to print nor a way to get there. An id is written
    exactly as under `venues`; a place that is not known yet is `TBA`.

    Wrong::

        events:
          - title: Fireworks
            id: fireworks
            when: 12 Sep 21:00–21:30
            venue: park

    Right::

        events:
          - title: Fireworks
            id: fireworks
            when: 12 Sep 21:00–21:30
            venue: park
        venues:
          park:
            name: City Park
    """
    named = (reference for reference in uses.venues(facts) if reference.id != TBA)
    return _unknown("R401", facts, named, facts.programme.venues)


@check("R402")
def unknown_person(facts: Facts) -> Iterator[Diagnostic]:
    """There is nobody with this id.

    People, groups and organizations are written once, under `people`, and called by their ids.

    Wrong::

        events:
          - title: Concert
            id: concert
            when: 12 Sep 19:00–20:30
            people:
              performer: [quartet]

    Right::

        events:
          - title: Concert
            id: concert
            when: 12 Sep 19:00–20:30
            people:
              performer: [quartet]
        people:
          quartet:
            name: City Quartet
            kind: group
    """
    return _unknown("R402", facts, uses.people(facts), facts.programme.people)


@check("R403")
def unknown_track(facts: Facts) -> Iterator[Diagnostic]:
    """There is no track with this id.

    The track gives the event its colour and mark, and a feed of its own.

    Wrong::

        events:
          - title: Concert
            id: concert
            when: 12 Sep 19:00–20:30
            track: music

    Right::

        events:
          - title: Concert
            id: concert
            when: 12 Sep 19:00–20:30
            track: music
        tracks:
          music:
            name: Music
    """
    return _unknown("R403", facts, uses.tracks(facts), facts.programme.tracks)


@check("R404")
def never_used(facts: Facts) -> Iterator[Diagnostic]:
    """A venue, person or track is never used.

    Either an event forgot it, or it is left over from an earlier programme. Nothing is said while
    there are events that could not be read.

    Wrong::

        events:
          - title: Fireworks
            id: fireworks
            when: 12 Sep 21:00–21:30
        venues:
          park:
            name: City Park

    Right::

        events:
          - title: Fireworks
            id: fireworks
            when: 12 Sep 21:00–21:30
            venue: park
        venues:
          park:
            name: City Park
    """
    programme = facts.programme
    if programme.unread:
        return
    for sort, records, references in (
        ("venue", programme.venues, uses.venues(facts)),
        ("person", programme.people, uses.people(facts)),
        ("track", programme.tracks, uses.tracks(facts)),
    ):
        used = {reference.id for reference in references}
        for id_, record in records.items():
            if id_ not in used:
                place = record.origin.at("name")
                yield finding(f"R404.{sort}", place, id=id_, name=str(record.name))


@check("R405")
def unknown_room(facts: Facts) -> Iterator[Diagnostic]:
    """The venue has no such room, or a room is named without its venue.

    A room is one of the `rooms` of the event's own venue.

    Wrong::

        events:
          - title: Lecture
            id: lecture
            when: 12 Sep 11:00–12:00
            venue: library
            room: attic
        venues:
          library:
            name: City Library
            rooms:
              hall: Reading Hall

    Right::

        events:
          - title: Lecture
            id: lecture
            when: 12 Sep 11:00–12:00
            venue: library
            room: hall
        venues:
          library:
            name: City Library
            rooms:
              hall: Reading Hall
    """
    told = set()
    for venue_id, reference in uses.rooms(facts):
        venue = facts.programme.venues.get(venue_id or TBA)
        if reference.id in venue.rooms if venue is not None else venue_id not in (None, TBA):
            continue
        if reference.id in facts.programme.unread:
            continue
        span = _span(facts, reference)
        if (reference.id, span) in told:
            continue
        told.add((reference.id, span))
        if venue is None:
            yield finding("R405.venue", span, id=reference.id)
        else:
            key = "R405" if venue.rooms else "R405.none"
            rooms = ", ".join(venue.rooms)
            yield finding(key, span, id=reference.id, venue=venue.id, rooms=rooms)


@check("R406")
def unknown_event(facts: Facts) -> Iterator[Diagnostic]:
    """There is no event with this id.

    `related` and the `ids` of a feed name events of this file.

    Wrong::

        events:
          - title: Lecture
            id: lecture
            when: 12 Sep 11:00–12:00
            related: [concert]

    Right::

        events:
          - title: Lecture
            id: lecture
            when: 12 Sep 11:00–12:00
            related: [concert]
          - title: Concert
            id: concert
            when: 12 Sep 19:00–20:30
    """
    known = {event.id: None for event, _ in facts.events if event.id is not None}
    return _unknown("R406", facts, uses.related(facts), known)


def _unknown(
    code: str, facts: Facts, references: Iterator[uses.Reference], known: Mapping[str, object]
) -> Iterator[Diagnostic]:
    """Yield each reference that leads nowhere, once a place, with the id that was perhaps meant."""
    told = set()
    guesses: dict[str, str | None] = {}
    unread = facts.programme.unread
    for reference in references:
        id_ = reference.id
        if id_ in known or id_ in unread:
            continue
        span = _span(facts, reference)
        if (id_, span) in told:
            continue
        told.add((id_, span))
        if id_ not in guesses:
            near = len(guesses) < _GUESSES and len(known) <= _KNOWN
            guesses[id_] = next(iter(get_close_matches(id_, known, 1)), None) if near else None
        guess = guesses[id_]
        if guess is None:
            yield finding(code, span, id=id_)
        else:
            yield finding(f"{code}.guess", span, id=id_, guess=guess)


def _span(facts: Facts, reference: uses.Reference) -> Span:
    record = reference.record
    if isinstance(record, Event):
        return facts.place(record, *reference.path)
    return record.at(*reference.path)
