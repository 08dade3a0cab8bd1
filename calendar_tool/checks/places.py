"""Rules about a single event and its place: is there room, are the doors open (L506, L507)."""
# ruff: noqa: D401 - the docstring of a rule is its page

from collections.abc import Iterator
from datetime import datetime, timedelta

from calendar_tool.checks.registry import Facts, check, finding
from calendar_tool.diagnostics import Diagnostic
from calendar_tool.model import Hours, Status

_OFF = (Status.CANCELLED, Status.POSTPONED)
_DAY = 1440


@check("L506")
def too_small(facts: Facts) -> Iterator[Diagnostic]:
    """More people are expected than the place holds.

    The capacity of the room counts; where it is not known, that of the venue.

    Wrong::

        events:
          - title: Concert
            id: concert
            when: 12 Sep 19:00–20:30
            venue: library
            expected: 300
        venues:
          library:
            name: City Library
            capacity: 120

    Right::

        events:
          - title: Concert
            id: concert
            when: 12 Sep 19:00–20:30
            venue: library
            expected: 100
        venues:
          library:
            name: City Library
            capacity: 120
    """
    for event, _ in facts.events:
        venue = facts.programme.venues.get(event.venue or "")
        if event.expected is None or venue is None or event.status in _OFF:
            continue
        room = venue.rooms.get(event.room or "")
        place = room if room is not None and room.capacity is not None else venue
        if place.capacity is not None and event.expected > place.capacity:
            span = facts.place(event, "expected")
            values = {"expected": event.expected, "capacity": place.capacity}
            yield finding("L506", span, place=str(place.name), **values)


@check("L507")
def doors_closed(facts: Facts) -> Iterator[Diagnostic]:
    """An event takes place while its venue is closed.

    The `hours` of a venue are for this alone. Hours may pass midnight.

    Wrong::

        events:
          - title: Concert
            id: concert
            when: 12 Sep 19:00–20:30
            venue: library
        venues:
          library:
            name: City Library
            hours: 09:00–20:00

    Right::

        events:
          - title: Concert
            id: concert
            when: 12 Sep 18:00–19:30
            venue: library
        venues:
          library:
            name: City Library
            hours: 09:00–20:00
    """
    told = set()
    for occurrence in facts.occurrences:
        event, when = occurrence.event, occurrence.when
        venue = facts.programme.venues.get(event.venue or "")
        if venue is None or venue.hours is None or venue.hours.tba or event.status in _OFF:
            continue
        if not isinstance(when.start, datetime) or _is_open(venue.hours, when.start, when.end):
            continue
        place = facts.place(event, "when")
        if (place, event.title) not in told:
            told.add((place, event.title))
            title, name = str(event.title), str(venue.name)
            yield finding("L507", place, title=title, venue=name, begins=when.start)


def _is_open(hours: Hours, start: datetime, end: object) -> bool:
    """Return whether the doors are open all the time, by the clock on the wall."""
    day = start.date()
    begins = ends = start.hour * 60 + start.minute
    if isinstance(end, datetime):
        ends = (end.date() - day).days * _DAY + end.hour * 60 + end.minute
    today = hours.on(day)
    if today is not None and today.opens <= begins and ends <= today.closes:
        return True
    night = hours.on(day - timedelta(days=1))
    return night is not None and ends <= night.closes - _DAY
