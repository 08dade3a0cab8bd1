"""Rules about two events at once: in a room, in a venue, and for one person (L501–L504)."""
# ruff: noqa: D401 - the docstring of a rule is its page

from bisect import bisect_right, insort
from collections.abc import Iterable, Iterator
from itertools import pairwise
from math import asin, ceil, cos, radians, sin, sqrt
from operator import attrgetter, itemgetter

from calendar_tool.checks.registry import Busy, Facts, check, finding
from calendar_tool.diagnostics import Diagnostic, Value
from calendar_tool.model import TBA, Venue

_ends = attrgetter("ends")

#: Mean radius of the earth in km, and what getting out and in takes, in seconds.
_EARTH, _DOORS = 6371.0, 600.0


@check("L501")
def room_taken(facts: Facts) -> Iterator[Diagnostic]:
    """Two events are in one room at once.

    Somebody would stand before a closed door. A part may be in the room of its whole; two parts may
    not share one. Tentative events count, cancelled and postponed ones do not, nor do whole days.

    Wrong::

        events:
          - title: Rehearsal
            id: rehearsal
            when: 12 Sep 10:00–12:00
            venue: library
            room: hall
          - title: Lecture
            id: lecture
            when: 12 Sep 11:30–13:00
            venue: library
            room: hall
        venues:
          library:
            name: City Library
            rooms:
              hall: Reading Hall

    Right::

        events:
          - title: Rehearsal
            id: rehearsal
            when: 12 Sep 10:00–11:30
            venue: library
            room: hall
          - title: Lecture
            id: lecture
            when: 12 Sep 11:30–13:00
            venue: library
            room: hall
        venues:
          library:
            name: City Library
            rooms:
              hall: Reading Hall
    """
    taken: dict[tuple[str, str], list[Busy]] = {}
    for busy in facts.busy:
        event = busy.event
        if event.room is not None and event.venue is not None and event.venue != TBA:
            taken.setdefault((event.venue, event.room), []).append(busy)
    for (venue, room), entries in taken.items():
        yield from _told("L501", facts, _clashes(facts, entries), venue=venue, room=room)


@check("L502")
def venue_taken(facts: Facts) -> Iterator[Diagnostic]:
    """Two events are in one venue at once, and neither says in which room.

    They may be in two halls of a big house, or in each other's way: a room says which.

    Wrong::

        events:
          - title: Chess
            id: chess
            when: 12 Sep 10:00–12:00
            venue: park
          - title: Brass Band
            id: band
            when: 12 Sep 11:00–13:00
            venue: park
        venues:
          park:
            name: City Park

    Right::

        events:
          - title: Chess
            id: chess
            when: 12 Sep 10:00–12:00
            venue: park
            room: pavilion
          - title: Brass Band
            id: band
            when: 12 Sep 11:00–13:00
            venue: park
            room: stage
        venues:
          park:
            name: City Park
            rooms:
              pavilion: Pavilion
              stage: Open-Air Stage
    """
    taken: dict[str, list[Busy]] = {}
    for busy in facts.busy:
        event = busy.event
        if event.room is None and event.venue is not None and event.venue != TBA:
            taken.setdefault(event.venue, []).append(busy)
    for venue, entries in taken.items():
        yield from _told("L502", facts, _clashes(facts, entries), venue=venue)


@check("L503")
def person_twice(facts: Facts) -> Iterator[Diagnostic]:
    """A person is in two events at once.

    Groups, organizations and teams can be; so can composers, curators, directors, organizers and
    sponsors, who need not be there, and whoever is in a whole and in its part.

    Wrong::

        events:
          - title: Lecture
            id: lecture
            when: 12 Sep 10:00–11:00
            people:
              speaker: petrova
          - title: Discussion
            id: discussion
            when: 12 Sep 10:30–12:00
            people:
              moderator: petrova
        people:
          petrova:
            name: Anna Petrova

    Right::

        events:
          - title: Lecture
            id: lecture
            when: 12 Sep 10:00–11:00
            people:
              speaker: petrova
          - title: Discussion
            id: discussion
            when: 12 Sep 11:00–12:00
            people:
              moderator: petrova
        people:
          petrova:
            name: Anna Petrova
    """
    for person, entries in facts.appearances.items():
        name = str(facts.programme.people[person].name)
        yield from _told("L503", facts, _clashes(facts, entries), person=name)


@check("L504")
def too_far(facts: Facts) -> Iterator[Diagnostic]:
    """A person cannot get from one venue to the next in time.

    The way is reckoned as the straight line between the `geo` of both at `travel_speed` (20 km/h if
    not written), and ten minutes more to get out and in.

    Wrong::

        events:
          - title: Lecture
            id: lecture
            when: 12 Sep 10:00–11:00
            venue: library
            people:
              speaker: petrova
          - title: Discussion
            id: discussion
            when: 12 Sep 11:15–12:00
            venue: observatory
            people:
              moderator: petrova
        people:
          petrova:
            name: Anna Petrova
        venues:
          library:
            name: City Library
            geo: [43.2494, 76.9449]
          observatory:
            name: Observatory
            geo: [43.0576, 76.9711]

    Right::

        events:
          - title: Lecture
            id: lecture
            when: 12 Sep 10:00–11:00
            venue: library
            people:
              speaker: petrova
          - title: Discussion
            id: discussion
            when: 12 Sep 14:00–15:00
            venue: observatory
            people:
              moderator: petrova
        people:
          petrova:
            name: Anna Petrova
        venues:
          library:
            name: City Library
            geo: [43.2494, 76.9449]
          observatory:
            name: Observatory
            geo: [43.0576, 76.9711]
    """
    programme = facts.programme
    ways: dict[tuple[str, str], float] = {}
    for person, entries in facts.appearances.items():
        for before, after in pairwise(entries):
            here = programme.venues.get(before.event.venue or TBA)
            there = programme.venues.get(after.event.venue or TBA)
            free = after.starts - before.ends
            if here is None or there is None or here is there or free < 0:
                continue
            way = here.id, there.id
            if way not in ways:
                ways[way] = _distance(here, there)
            km = ways[way]
            needed = km / programme.travel_speed * 3600 + _DOORS
            if km and free < needed and not facts.are_kin(before, after):
                place, other_at = (facts.place(busy.event, "when") for busy in (after, before))
                values: dict[str, Value] = {
                    "person": str(programme.people[person].name),
                    "title": str(after.event.title),
                    "other": str(before.event.title),
                    "km": ceil(km),
                    "needed": ceil(needed / 60),
                    "free": int(free / 60),
                }
                yield finding("L504", place, other_at, **values)


def _distance(here: Venue, there: Venue) -> float:
    """Return the km between two venues as the crow flies; 0 when that is not known."""
    if here.geo is None or there.geo is None:
        return 0.0
    north, east, north_2, east_2 = map(radians, (*here.geo, *there.geo))
    chord = sin((north_2 - north) / 2) ** 2
    chord += cos(north) * cos(north_2) * sin((east_2 - east) / 2) ** 2
    return 2 * _EARTH * asin(min(1.0, sqrt(chord)))


def _clashes(facts: Facts, entries: Iterable[Busy]) -> Iterator[tuple[Busy, Busy]]:
    """Yield each entry that begins while others go on, with that of the others which ends last.

    One a newcomer: so even a file in which everything happens at once is told in bearable length.
    """
    going_on: list[Busy] = []
    for entry in entries:
        if not going_on or going_on[-1].ends <= entry.starts:
            going_on = [entry]
            continue
        del going_on[: bisect_right(going_on, entry.starts, key=_ends)]
        for other in reversed(going_on):
            if not facts.are_kin(entry, other):
                yield entry, other
                break
        insort(going_on, entry, key=_ends)


def _told(
    code: str, facts: Facts, clashes: Iterable[tuple[Busy, Busy]], **values: Value
) -> Iterator[Diagnostic]:
    """Yield a finding for each pair of events, however many dates they clash on."""
    told = set()
    for clash in clashes:
        at = [(busy.starts, facts.place(busy.event, "when"), busy) for busy in clash]
        (_, other_at, other), (_, place, busy) = sorted(at, key=itemgetter(0, 1))
        pair = (place, other_at, busy.event.title, other.event.title)
        if pair not in told:
            told.add(pair)
            about: dict[str, Value] = {"title": str(busy.event.title), "begins": busy.begins}
            about |= {"other": str(other.event.title), "until": f"{other.finishes:%H:%M}"}
            yield finding(code, place, other_at, **values, **about)
