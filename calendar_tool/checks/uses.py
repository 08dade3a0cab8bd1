"""What refers to what: each id that events, feeds and the programme itself name, and where.

Must not know whether it leads anywhere.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from calendar_tool.checks.registry import Facts
from calendar_tool.model import Event, Feed, Origin


class Reference(NamedTuple):
    """An id, and where it is written: in an event, or in another record."""

    id: str
    record: Event | Origin
    path: tuple[str | int, ...]


def venues(facts: Facts) -> Iterator[Reference]:
    """Yield references to venues; what a part takes over from its whole is asked of the whole."""
    for event, whole in facts.events:
        if event.venue is not None and (whole is None or event.venue != whole.venue):
            yield Reference(event.venue, event, ("venue",))
        if event.previous_venue is not None:
            yield Reference(event.previous_venue, event, ("previous_venue",))
        if event.repeat is not None:
            for change in event.repeat.changes:
                if change.venue is not None:
                    yield Reference(change.venue, event, ("repeat", "changes"))
    for feed in facts.programme.feeds:
        yield from _selected(feed, "venues", feed.select.venues)
        yield from _selected(feed, "rooms", [room.partition("/")[0] for room in feed.select.rooms])


def people(facts: Facts) -> Iterator[Reference]:
    """Yield references to people: of the programme, of events, of their staff, of feeds."""
    programme = facts.programme
    for n, id_ in enumerate(programme.organizer):
        yield Reference(id_, programme.origin, ("organizer", n))
    for event, _ in facts.events:
        if event.people:
            seen: dict[str, int] = {}
            for role, id_ in event.people:
                n = seen[role] = seen.get(role, -1) + 1
                yield Reference(id_, event, ("people", role, n) if role else ("people", n))
        if event.staff is not None and event.staff.responsible is not None:
            yield Reference(event.staff.responsible, event, ("staff", "responsible"))
    for feed in programme.feeds:
        yield from _selected(feed, "people", feed.select.people)


def tracks(facts: Facts) -> Iterator[Reference]:
    """Yield references to tracks, as `venues` does."""
    for event, whole in facts.events:
        if event.track is not None and (whole is None or event.track != whole.track):
            yield Reference(event.track, event, ("track",))
    for feed in facts.programme.feeds:
        yield from _selected(feed, "tracks", feed.select.tracks)


def rooms(facts: Facts) -> Iterator[tuple[str | None, Reference]]:
    """Yield references to rooms, each with the venue that it should be in, if there is one."""
    for event, whole in facts.events:
        taken_over = whole is not None and (event.venue, event.room) == (whole.venue, whole.room)
        if event.room is not None and not taken_over:
            yield event.venue, Reference(event.room, event, ("room",))
        if event.repeat is not None:
            for change in event.repeat.changes:
                if change.room is not None:
                    place = ("repeat", "changes")
                    yield change.venue or event.venue, Reference(change.room, event, place)
    for feed in facts.programme.feeds:
        for n, written in enumerate(feed.select.rooms):
            venue, _, room = written.partition("/")
            yield venue, Reference(room, feed.origin, ("select", "rooms", n))


def related(facts: Facts) -> Iterator[Reference]:
    """Yield references to events."""
    for event, _ in facts.events:
        for n, id_ in enumerate(event.related):
            yield Reference(id_, event, ("related", n))
    for feed in facts.programme.feeds:
        yield from _selected(feed, "ids", feed.select.ids)


def _selected(feed: Feed, key: str, ids: Sequence[str]) -> Iterator[Reference]:
    for n, id_ in enumerate(ids):
        yield Reference(id_, feed.origin, ("select", key, n))
