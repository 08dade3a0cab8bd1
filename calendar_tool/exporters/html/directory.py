"""The back of a page: places, calendars to subscribe to, and what events can be chosen by.

Knows programmes and words; must not know markup, but for what `texts` makes.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from types import SimpleNamespace
from typing import NamedTuple

from markupsafe import Markup, escape

from calendar_tool.agenda import Agenda
from calendar_tool.exporters import exchange, phrases
from calendar_tool.exporters.format import Edition
from calendar_tool.exporters.html.calendars import Feed, Ways, ways
from calendar_tool.exporters.html.texts import Texts
from calendar_tool.exporters.moments import moments
from calendar_tool.model import Status, Text, Venue
from calendar_tool.occurrences import Occurrence
from calendar_tool.wording import words

_MAP = "https://www.openstreetmap.org/?mlat={0}&mlon={1}#map=17/{0}/{1}"


class Held(NamedTuple):
    """An event at a venue: its anchor, or an empty text; its title; all its dates."""

    anchor: str
    title: Markup
    when: Markup


class Option(NamedTuple):
    """Something to choose by; `language` is empty if it is in the page's."""

    value: str
    label: str
    language: str = ""


class Directory:
    """The back of the page of one edition."""

    def __init__(
        self, edition: Edition, agenda: Agenda, texts: Texts, feeds: Sequence[Feed]
    ) -> None:
        self._edition = edition
        self._programme = edition.programme
        self._agenda = agenda
        self._texts = texts
        self._offered = feeds
        self._words = words(edition.language)
        self._address = exchange.page(edition.programme, edition.language)
        self._paths = {feed.path for feed in feeds}
        self._foreign = {
            str(text): text for text in self._names() if text.language != edition.language
        }

    def venues(self, anchors: Mapping[str, str]) -> list[SimpleNamespace]:
        """Return the venues in order of their numbers; `anchors` are those of events, by UID."""
        held = self._held(anchors)
        return [self._venue(venue, held[venue.id]) for venue in self._agenda.venues]

    def _venue(self, venue: Venue, held: Sequence[Held]) -> SimpleNamespace:
        say, texts = self._words.say, self._texts
        feed = f"venue-{venue.id}.ics"
        return SimpleNamespace(
            id=venue.id,
            number=self._agenda.numbers[venue.id],
            name=texts.said(venue.name),
            plain_name=texts.plain(venue.name),
            address=texts.said(venue.address),
            note=texts.paragraphs(venue.note),
            url=exchange.uri(venue.url),
            map=_MAP.format(*venue.geo) if venue.geo else None,
            chips=[texts.own(say(f"accessibility.{one}")) for one in venue.accessibility],
            feed=feed if feed in self._paths else "",
            events=held,
            count=self._words.count("agenda.events", len(held)),
        )

    def _held(self, anchors: Mapping[str, str]) -> Mapping[str, list[Held]]:
        """Return what takes place at each venue, in order: an event once, with all its dates."""
        dates: dict[tuple[str, str], list[Occurrence]] = defaultdict(list)
        for one in self._edition.occurrences:
            if one.event.venue:
                dates[one.event.venue, one.event.id or one.uid].append(one)
        held: dict[str, list[Held]] = defaultdict(list)
        for (venue, _), occurrences in dates.items():
            first = occurrences[0]
            anchor, title = anchors.get(first.uid, ""), self._texts.said(first.event.title)
            held[venue].append(Held(anchor, title, escape(self._dates(occurrences))))
        return held

    def _dates(self, occurrences: Sequence[Occurrence]) -> str:
        """Return the dates of an event, but for those that are off."""
        on = [one.shown for one in occurrences if one.event.status is not Status.CANCELLED]
        known = moments(on, self._words)
        return known or self._words.say("time.date_tba" if on else "mark.cancelled")

    @cached_property
    def feeds(self) -> list[SimpleNamespace]:
        """The feeds by what they select, the whole programme first."""
        groups: dict[str, list[SimpleNamespace]] = defaultdict(list)
        for feed in self._offered:
            groups[feed.group].append(self._feed(feed))
        return [
            SimpleNamespace(
                group=group,
                name=self._texts.own(self._words.say(f"page.feeds_{group}")),
                feeds=feeds,
            )
            for group, feeds in groups.items()
        ]

    def _feed(self, feed: Feed) -> SimpleNamespace:
        name = self._texts.plain(feed.name)
        known = self._foreign.get(feed.name)
        found: Ways | None = ways(f"{self._address}{feed.path}", name) if self._address else None
        shown = self._texts.said(known) or self._texts.words(feed.name)
        if feed.path.endswith(".alarms.ics"):
            shown = Markup(self._words.say("page.with_alarms")).format(name=shown)  # noqa: S704 - our own words
        return SimpleNamespace(
            path=feed.path,
            name=shown,
            plain_name=name,
            ways=found,
        )

    def filters(self) -> dict[str, list[Option]]:
        """Return what the script can choose events by."""
        events = [one.event for one in self._edition.occurrences]
        kinds = sorted({event.kind for event in events if event.kind})
        present = {role.person for event in events for role in event.people}
        people = (one for id_, one in self._programme.people.items() if id_ in present)
        return {
            "venue": [self._option(venue.id, venue.name) for venue in self._agenda.venues],
            "kind": [
                Option(kind, phrases.capital(self._words.say(f"kind.{kind}"))) for kind in kinds
            ],
            "people": [self._option(person.id, person.name) for person in people],
        }

    def _option(self, value: str, name: Text) -> Option:
        language = "" if name.language == self._edition.language else name.language
        return Option(value, self._texts.plain(name), language)

    def _names(self) -> Iterator[Text]:
        """Give the names by which feeds are called."""
        programme = self._programme
        for venue in programme.venues.values():
            yield from (venue.name, *(room.name for room in venue.rooms.values()))
        yield from (one.name for one in programme.tracks.values())
        yield from (one.name for one in programme.people.values())
        yield from (feed.title for feed in programme.feeds)
