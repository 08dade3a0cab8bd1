"""Feeds × languages × formats as (path, bytes): one generator behind `build` and `publish`.

Knows which files there are; must not know what is inside them, nor touch a disk.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import NamedTuple

from msgspec.structs import replace as replaced

from calendar_tool.changes import Change, compare
from calendar_tool.changes.notices import latest
from calendar_tool.exporters import format_named
from calendar_tool.exporters.format import Edition
from calendar_tool.ledger import Ledger, advance, hidden, tell, tombstones
from calendar_tool.model import Programme, Selection, Text
from calendar_tool.occurrences import Occurrence, agenda_days, unfold
from calendar_tool.told import Stamp
from calendar_tool.views import localize, public, select
from calendar_tool.wording import words

#: The feed of everything.
ALL = "all.ics"

#: What other programs read, in the programme's first language: file and format.
FOR_PROGRAMS = {
    "schedule.xml": "schedule-xml",
    "schedule.json": "schedule-json",
    "jscalendar.json": "jscalendar",
    "events.csv": "csv",
}

_DAY = timedelta(days=1)


class SiteFile(NamedTuple):
    """A file of the site: its path with `/`, its bytes, and what its format could not hold."""

    path: str
    content: bytes
    left_out: tuple[Occurrence, ...] = ()


class Chosen(NamedTuple):
    """Some of a programme: what takes place, and what has vanished and is shown as cancelled."""

    occurrences: tuple[Occurrence, ...]
    gone: tuple[Occurrence, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Public:
    """What anybody may see of a programme: the one gate between an author's file and its readers.

    `told` is the UTC instant at which subscribers are told of its present state, `before` what they
    knew until then, `noted` as much of that as was written down; `hidden` are UIDs and ids of what
    is private.
    """

    programme: Programme
    occurrences: tuple[Occurrence, ...]
    told: datetime
    before: Ledger = field(default_factory=Ledger)
    noted: Ledger = field(default_factory=Ledger, repr=False)
    hidden: frozenset[str] = field(default=frozenset(), repr=False)

    @cached_property
    def _advanced(self) -> Ledger:
        told = tell(self.programme, self.occurrences)
        return advance(self.before, self.programme, told, self.told, self.hidden)

    @cached_property
    def changes(self) -> tuple[Change, ...]:
        """What subscribers do not know yet, and are told; nothing, when they are told of it all.

        What leaves without a word, since it is over or for everybody no longer, is not in it. What
        was published and not noted, since the machine died in between, is told again.
        """
        after = self._advanced
        if not self.noted.versions:
            return ()
        known = {uid: one for uid, one in self.noted.told.items() if uid in after.entries}
        return compare(known, after.told)

    @cached_property
    def ledger(self) -> Ledger:
        """What subscribers know once they have been told."""
        after = self._advanced
        if after is self.before or not self.changes:
            return after
        from calendar_tool.exporters.news import notices

        version = after.versions[-1]
        new = notices(self.changes, version.number, version.at, self.programme.languages)
        return replaced(after, notices=latest((*new, *after.notices)))

    @cached_property
    def _known(self) -> Ledger:
        """The ledger as far as it says more than that everything is as new as the file."""
        return self.ledger if self.before != Ledger() else self.before

    @cached_property
    def stamps(self) -> Mapping[str, Stamp]:
        """What calendars are told of entries, by UID; what is not among them is new."""
        return self._known.stamps

    @cached_property
    def everything(self) -> Chosen:
        """All of the programme."""
        return Chosen(self.occurrences, tombstones(self._known))

    def knowing(self, before: Ledger) -> "Public":
        """Return the same as if subscribers had known this until now, whatever was noted."""
        return replace(self, before=before)

    def chosen(self, selections: Iterable[Selection]) -> Chosen:
        """Return what every one of the selections asks for."""
        occurrences, gone = self.everything
        for selection in selections:
            occurrences = select(occurrences, selection, self.programme.day_starts)
            gone = select(gone, selection, self.programme.day_starts)
        return Chosen(occurrences, gone)

    def edition(
        self,
        language: str,
        chosen: Chosen,
        path: str,
        title: str | None = None,
        days: tuple[date, ...] = (),
    ) -> Edition:
        """Return what was chosen as the edition of one language."""
        number = len(chosen.occurrences)
        both = (*chosen.occurrences, *chosen.gone)
        programme, shown = localize(self.programme, both, language)
        return Edition(
            programme=programme,
            language=language,
            occurrences=shown[:number],
            gone=shown[number:],
            path=path,
            told=self._known.versions[-1].at if self._known.versions else self.told,
            title=title,
            days=days,
            stamps=self.stamps,
        )


def open_to_public(
    programme: Programme,
    occurrences: tuple[Occurrence, ...],
    told: datetime,
    before: Ledger = Ledger(),  # noqa: B008 - a frozen value
) -> Public:
    """Return what anybody may see of a programme that unfolds into `occurrences`."""
    shown = public(programme)
    seen = occurrences if shown is programme else unfold(shown)
    return Public(
        programme=shown,
        occurrences=seen,
        told=told,
        before=before,
        noted=before,
        hidden=hidden(programme, occurrences),
    )


class Calendar(NamedTuple):
    """A feed of a programme: its file in a language's folder, and what it is called there.

    `title` is None for the feed of everything; `alarms` asks for a second one that rings.
    """

    path: str
    title: Text | date | None = None
    alarms: bool = False

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
            path = one.path.replace(".ics", ".alarms.ics")
            yield SiteFile(path, ics.join(replaced(edition, path=path), ringing))
    for id, occurrences in _by_event(whole.occurrences):
        inside = [entries[one.uid] for one in occurrences if one.uid in entries]
        title = str(occurrences[0].event.title)
        edition = replaced(whole, path=f"event/{id}.ics", title=title)
        if inside:
            yield SiteFile(edition.path, ics.join(edition, inside))


def site(shown: Public, chosen: Chosen) -> Iterator[SiteFile]:
    """Yield the files of one programme, below `<programme>/`."""
    from calendar_tool.exporters import pdf

    first = shown.edition(shown.programme.languages[0], chosen, ALL)
    for path, name in FOR_PROGRAMS.items():
        yield SiteFile(f"{shown.programme.id}/{path}", *format_named(name).render(first))
    for language in shown.programme.languages:
        folder = f"{shown.programme.id}/{language}"
        for path, content, left_out in feeds(shown, chosen, language):
            yield SiteFile(f"{folder}/{path}", content, left_out)
        whole = shown.edition(language, chosen, ALL)
        yield from _news(shown, whole, folder)
        yield SiteFile(f"{folder}/agenda.pdf", *pdf.render(whole))


def _news(shown: Public, whole: Edition, folder: str) -> Iterator[SiteFile]:
    """Yield what changed, for feed readers and for messengers."""
    from calendar_tool.exporters.changes import atom, text
    from calendar_tool.exporters.exchange import page

    programme, language = whole.programme, whole.language
    notices = shown.ledger.notices
    yield SiteFile(f"{folder}/changes.atom", atom.render(programme, language, notices, whole.told))
    lines = [one.text.get(language) or str(one.text) for one in notices]
    content = text.render(lines, language, str(programme.title), page(programme, language))
    yield SiteFile(f"{folder}/changes.txt", content)


def _by_event(
    occurrences: Iterable[Occurrence],
) -> Iterator[tuple[str, list[Occurrence]]]:
    """Yield the ids of events, each with all its dates, in order."""
    found: dict[str, list[Occurrence]] = {}
    for occurrence in occurrences:
        if occurrence.event.id is not None:
            found.setdefault(occurrence.event.id, []).append(occurrence)
    yield from sorted(found.items())
