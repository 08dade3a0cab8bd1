"""The feeds of a programme, and single events: each entry is encoded once, a feed is a join.

Knows which feeds there are and what is in them; must not know what an entry looks like.
"""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import NamedTuple

from msgspec.structs import replace as replaced

from calendar_tool.model import Programme, Text
from calendar_tool.occurrences import Occurrence, agenda_days
from calendar_tool.site.public import Chosen, Public
from calendar_tool.views import select
from calendar_tool.wording import words

#: The feed of everything.
ALL = "all.ics"

_DAY = timedelta(days=1)


class SiteFile(NamedTuple):
    """A file of the site: its path with `/`, its bytes, and what its format could not hold.

    `recipe` is that by which it was made, None if it was made at once.
    """

    path: str
    content: bytes
    left_out: tuple[Occurrence, ...] = ()
    recipe: str | None = None


class Calendar(NamedTuple):
    """A feed of a programme: its file in a language's folder, and what it is called there.

    `title` is None for the feed of everything; `alarms` asks for a second one that rings.
    """

    path: str
    title: Text | date | None = None
    alarms: bool = False

    @property
    def paths(self) -> tuple[str, ...]:
        """Its file, and the one that rings if there is one."""
        ringing = self.path.replace(".ics", ".alarms.ics")
        return (self.path, ringing) if self.alarms else (self.path,)

    def name(self, language: str) -> str | None:
        """Return what it is called in a language."""
        if isinstance(self.title, Text):
            return self.title.get(language) or str(self.title)
        return words(language).short_date(self.title) if self.title is not None else None


def calendars(programme: Programme, chosen: Chosen) -> Iterator[Calendar]:
    """Yield the feeds of a programme: each of its days, tracks, venues, rooms, people has one.

    So has what nothing is in at present: an address that somebody subscribes to stays.
    """
    yield Calendar(ALL)
    length = (programme.last_day - programme.first_day).days + 1
    days = {programme.first_day + n * _DAY for n in range(length)}
    for one in (*chosen.occurrences, *chosen.gone):
        days.update(_days(one, programme.day_starts))
    yield from (Calendar(f"day-{day}.ics", day) for day in sorted(days))
    yield from (Calendar(f"track-{id}.ics", one.name) for id, one in programme.tracks.items())
    for id, venue in programme.venues.items():
        yield Calendar(f"venue-{id}.ics", venue.name)
        for room in venue.rooms.values():
            yield Calendar(f"room-{id}--{room.id}.ics", room.name)
    yield from (Calendar(f"person-{id}.ics", one.name) for id, one in programme.people.items())
    for feed in programme.feeds:
        yield Calendar(f"feed-{feed.id}.ics", feed.title, feed.alarms)


def _days(one: Occurrence, day_starts: int) -> Iterator[date]:
    span = agenda_days(one, day_starts)
    if span is not None:
        yield from (span[0] + n * _DAY for n in range((span[1] - span[0]).days + 1))


def _by_path(programme: Programme, chosen: Chosen) -> dict[str, list[str]]:
    """Return the UIDs in each feed but the programme's own, all sorted out in one go."""
    found: dict[str, list[str]] = {ALL: []}
    for one in (*chosen.occurrences, *chosen.gone):
        for path in _paths(one, programme.day_starts):
            found.setdefault(path, []).append(one.uid)
    for feed in programme.feeds:
        asked = (select(part, feed.select, programme.day_starts) for part in chosen)
        found[f"feed-{feed.id}.ics"] = [one.uid for part in asked for one in part]
    return found


def _paths(one: Occurrence, day_starts: int) -> Iterator[str]:
    """Yield the feeds that an occurrence is in, as `views.select` would choose it for them."""
    event = one.event
    yield ALL
    yield from (f"day-{day}.ics" for day in _days(one, day_starts))
    yield f"track-{event.track}.ics"
    yield f"venue-{event.venue}.ics"
    yield f"room-{event.venue}--{event.room}.ics"
    yield from {f"person-{role.person}.ics": None for role in event.people}


def feeds(shown: Public, chosen: Chosen, language: str) -> Iterator[SiteFile]:
    """Yield all feeds of one language: each entry is encoded once, and a feed is a join of them."""
    from calendar_tool.exporters import ics

    programme = shown.programme
    whole = shown.edition(language, chosen, ALL)
    entries, left_out = ics.encode(whole)
    members = _by_path(programme, chosen)
    for one in calendars(programme, chosen):
        edition = replaced(whole, path=one.path, title=one.name(language))
        inside = [entries[uid] for uid in members.get(one.path, ()) if uid in entries]
        yield SiteFile(one.path, ics.join(edition, inside), left_out if one.path == ALL else ())
        if one.alarms:
            by_uid = {occurrence.uid: occurrence for occurrence in whole.occurrences}
            ringing = [
                ics.alarmed(entry, by_uid[entry.uid]) if entry.uid in by_uid else entry
                for entry in inside
            ]
            path = one.paths[-1]
            yield SiteFile(path, ics.join(replaced(edition, path=path), ringing))
    for id, occurrences in _by_event(whole.occurrences):
        inside = [entries[one.uid] for one in occurrences if one.uid in entries]
        title = str(occurrences[0].event.title)
        edition = replaced(whole, path=f"event/{id}.ics", title=title)
        if inside:
            yield SiteFile(edition.path, ics.join(edition, inside))


def _by_event(
    occurrences: Iterable[Occurrence],
) -> Iterator[tuple[str, list[Occurrence]]]:
    """Yield the ids of events, each with all its dates, in order."""
    found: dict[str, list[Occurrence]] = {}
    for occurrence in occurrences:
        if occurrence.event.id is not None:
            found.setdefault(occurrence.event.id, []).append(occurrence)
    yield from sorted(found.items())
