"""The rows of an agenda as the templates of the page spell them out, every word already chosen.

Knows agendas and words; must not know markup, but for what `texts` makes.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from functools import cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

from markupsafe import Markup, escape
from msgspec import Struct

from calendar_tool.agenda import Agenda, Manner, Mark, Row
from calendar_tool.exporters import hours, phrases
from calendar_tool.exporters.exchange import uri
from calendar_tool.exporters.format import Edition
from calendar_tool.exporters.html.calendars import Noted, noted, quoted
from calendar_tool.exporters.html.gallery import Figure, Gallery, Portrait
from calendar_tool.exporters.html.texts import Texts
from calendar_tool.model import Event, Person, Programme, Text
from calendar_tool.wording import Words

_TONES = {Mark.CANCELLED: "alarm", Mark.TENTATIVE: "plain"}

#: Where the clock time stands in `2019-11-15T10:30+06:00`.
_CLOCK = slice(11, 16)

#: Headings in HTML go no deeper.
_DEEPEST = 6


class Player(NamedTuple):
    """Who takes part: the name, what to know of the person, the face if there is a picture."""

    name: Markup
    about: Markup
    portrait: Portrait | None


class Part(NamedTuple):
    """Those who have one role."""

    role: Markup
    persons: tuple[Player, ...]


class Shown(Struct, frozen=True, kw_only=True, gc=False):
    """A row as it is shown. Texts are HTML; what is absent is empty or None.

    `id` is the anchor, `level` that of the heading; `begins` and `ends` are instants between which
    it is going on (ISO 8601); `track` is the track's number on the page, and `names_track` tells
    whether to name it; `ics` is the path of the event's own file.
    """

    id: str
    uid: str
    gone: bool
    highlight: bool
    level: int
    kind: str
    people: str
    start: Markup
    rest: Markup
    begins: str
    ends: str
    title: Markup
    subtitle: Markup
    url: str | None
    description: Markup
    lines: Sequence[Markup]
    news: Sequence[Markup]
    parts_of_people: Sequence[Part]
    track: int | None
    names_track: bool
    facts: Sequence[Markup]
    age: str
    marks: Sequence[tuple[str, str]]
    links: Sequence[tuple[str, Markup]]
    number: int | None
    venue: str
    place: Markup
    room: Markup
    picture: Figure | None
    ics: str
    noted: Noted | None
    parts: "Sequence[Shown]"


class Rows:
    """Spells out the rows of one edition; the first row of an entry carries its anchor."""

    def __init__(
        self, edition: Edition, agenda: Agenda, words: Words, texts: Texts, gallery: Gallery
    ) -> None:
        self._programme = edition.programme
        self._agenda = agenda
        self._words = words
        self._texts = texts
        self._gallery = gallery
        self._dated = {one.event.id for one in edition.occurrences if one.shown.start is not None}
        self._zone = ZoneInfo(edition.programme.time_zone)
        self._tracks = {track.id: number for number, track in enumerate(agenda.tracks)}
        self._anchors: dict[str, str] = {}
        self._quoted_place = cache(self._quoted_place_of)

    @property
    def anchors(self) -> Mapping[str, str]:
        """The anchors of the entries that have been spelled out, by UID."""
        return self._anchors

    def track(self, event: Event) -> int | None:
        """Return the number of an event's track."""
        return self._tracks.get(event.track or "")

    def marks(self, row: Row) -> list[tuple[str, str]]:
        """Return what a reader must not miss about a row, the gravest first: a word, its tone."""
        found = phrases.marks(row, self._words)
        return [(word, _TONES.get(mark, "notice")) for mark, word in found]

    def day(self, day: date) -> tuple[datetime, datetime]:
        """Return the instants at which a day of the agenda begins and is over."""
        starts = timedelta(minutes=self._programme.day_starts)
        opens, closes = (
            (datetime.combine(day + timedelta(days=n), time()) + starts).replace(tzinfo=self._zone)
            for n in range(2)
        )
        return opens, closes

    def all(self, rows: Iterable[Row], level: int = 3) -> tuple[Shown, ...]:
        """Return rows, each with its parts one level of headings deeper."""
        return tuple(self._row(row, level) for row in rows)

    def _row(self, row: Row, level: int) -> Shown:
        programme, says, texts = self._programme, self._words, self._texts
        event, own = row.event, phrases.own(row)
        foreign = _foreign(row, programme, says.language)
        written = [_written(at) for at in (row.when.start, row.when.end)]
        (start, rest), (begins, ends) = self._times(row, written), self._span(row, written)
        number, place, room = self._place(row)
        return Shown(
            id=self._anchor(row),
            uid=row.occurrence.uid,
            gone=row.gone,
            highlight=event.highlight,
            level=min(level, _DEEPEST),
            kind=event.kind or "",
            people=" ".join(dict.fromkeys(role.person for role in event.people)),
            start=start,
            rest=rest,
            begins=begins,
            ends=ends,
            title=texts.said(event.title),
            subtitle=texts.said(event.subtitle),
            url=uri(event.url),
            description=texts.paragraphs(event.description),
            lines=[texts.said(part.title) for part in event.events if part.when is None],
            news=[texts.line(line, foreign) for line in phrases.news(row, programme, says)],
            parts_of_people=self._people(event, foreign),
            track=self.track(event),
            names_track=own.track in self._tracks,
            facts=[texts.line(fact, foreign) for fact in phrases.facts(row, programme, says)],
            age=texts.plain(own.age) if own.age else "",
            marks=self.marks(row),
            links=list(self._links(event)),
            number=number,
            venue=event.venue or "",
            place=place,
            room=room,
            picture=self._gallery.figure(event.image),
            ics="" if row.gone or event.id not in self._dated else f"event/{event.id}.ics",
            noted=self._noted(row),
            parts=self.all(row.parts, level + 1),
        )

    def _anchor(self, row: Row) -> str:
        """Return the id of an element; empty where the entry has stood before."""
        one = row.occurrence
        if one.uid in self._anchors:
            return ""
        name = one.event.id or f"uid_{re.sub('[^A-Za-z0-9-]', '_', one.uid)}"
        anchor = f"{name}_{one.key.replace(':', '')}" if one.key else name
        self._anchors[one.uid] = anchor
        return anchor

    def _times(self, row: Row, written: Sequence[str]) -> tuple[Markup, Markup]:
        """Return the hours as shown, each clock time an element of its own."""
        start, rest = hours.times(row, self._words)
        known = written[1:] if row.continued else written
        clocks = [at for at in known if at[_CLOCK] and not row.long]
        shown, left = self._clocks(start, clocks)
        return shown, self._clocks(rest, left)[0]

    def _clocks(self, text: str, clocks: Sequence[str]) -> tuple[Markup, Sequence[str]]:
        """Return a text in which each of the times is an element, in their order; those left."""
        shown = ""
        while clocks:
            written = clocks[0]
            before, clock, after = text.partition(written[_CLOCK])
            if not clock:
                break
            shown += f'{escape(before)}<time datetime="{written}">{clock}</time>'
            text, clocks = after, clocks[1:]
        return Markup(f"{shown}{escape(text)}"), clocks  # noqa: S704 - digits, and what is escaped

    def _span(self, row: Row, written: Sequence[str]) -> tuple[str, str]:
        """Return from when until when a row is going on in its day; empty where nobody can say."""
        if row.manner is Manner.TIME_TBA or row.gone:
            return "", ""
        if row.manner is Manner.TIMED:
            return written[0], written[1]
        start, end = self._instant(row.when.start), self._instant(row.when.end)
        if row.day is not None and row.manner is Manner.WHOLE_DAY:
            opens, closes = self.day(row.day)
            start = max(start, opens) if start else None
            end = min(end, closes) if end else None
        return _written(start), _written(end)

    def _instant(self, at: date | datetime | None) -> datetime | None:
        if at is None or isinstance(at, datetime):
            return at
        return datetime.combine(at, time(), self._zone)

    def _place(self, row: Row) -> tuple[int | None, Markup, Markup]:
        """Return where: the number and name of a venue, and the room; or a word for it."""
        number, name = phrases.place(row, self._agenda, self._programme, self._words)
        venue = self._programme.venues.get(row.event.venue or "")
        if not name or venue is None:
            return None, self._texts.words(name), Markup()
        room = venue.rooms.get(row.event.room or "")
        return number, self._texts.said(venue.name), self._texts.said(room.name if room else None)

    def _people(self, event: Event, foreign: Sequence[Text]) -> tuple[Part, ...]:
        """Return who takes part, by role."""
        line, known = self._texts.line, self._programme.people
        return tuple(
            Part(
                self._texts.words(part.role),
                tuple(
                    Player(
                        line(one.name, foreign),
                        line(one.about, foreign),
                        self._gallery.portrait(known[one.id].image),
                    )
                    for one in part.persons
                ),
            )
            for part in phrases.people(event, self._programme, self._words)
        )

    def _links(self, event: Event) -> Iterator[tuple[str, Markup]]:
        """Give where to buy, to register, to watch and to read more, with words to click on."""
        tickets = event.tickets.url if event.tickets else None
        for address, key in (
            (tickets, "page.tickets"),
            (event.registration, "page.register"),
            (event.online, "page.watch"),
        ):
            if url := uri(address):
                yield url, self._texts.own(self._words.say(key))
        for link in (*event.links, *event.attachments):
            if url := uri(link.url):
                short = escape(phrases.visible(phrases.short_address(link.url)))
                yield url, self._texts.said(link.title) or short
        if event.image and event.image.alt and (url := uri(event.image.src)):
            shows = self._texts.said(event.image.alt)
            yield url, Markup(self._words.say("page.picture")).format(alt=shows)  # noqa: S704 - our own words

    def _noted(self, row: Row) -> Noted | None:
        if row.gone or row.long:
            return None
        title = quoted(self._texts.plain(row.event.title))
        return noted(row.occurrence.when, title, self._quoted_place(row.event.venue))

    def _quoted_place_of(self, id_: str | None) -> str:
        venue = self._programme.venues.get(id_ or "")
        names = (venue.name, venue.address) if venue else ()
        return quoted(", ".join(self._texts.plain(name) for name in names if name))


def _written(at: date | datetime | None) -> str:
    """Return a time as ISO 8601 has it: `2019-11-15T10:30+06:00`, or `2019-11-15` for a day."""
    if isinstance(at, datetime):
        return at.isoformat(timespec="minutes")
    return at.isoformat() if at is not None else ""


def _foreign(row: Row, programme: Programme, language: str) -> tuple[Text, ...]:
    """Return the texts that stand within the lines of a row in another language than the page's."""
    event, whole = row.event, row.occurrence.whole
    known = (programme.people.get(role.person) for role in event.people)
    previous = programme.venues.get(event.previous_venue or "")
    texts = (
        event.notice,
        event.audience,
        event.tickets.price if event.tickets else None,
        whole.title if whole else None,
        previous.name if previous else None,
        *(text for person in known if person for text in _about(person)),
    )
    return tuple(text for text in texts if text is not None and text.language != language)


def _about(person: Person) -> tuple[Text | None, ...]:
    return person.name, person.position, person.organization
