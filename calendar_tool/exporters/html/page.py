"""One page of a programme: an edition as data for its template.

Knows agendas, words and addresses; must not know markup.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from functools import cached_property
from types import SimpleNamespace
from typing import NamedTuple
from zoneinfo import ZoneInfo

from markupsafe import Markup
from msgspec import Struct

from calendar_tool.agenda import Day, agenda
from calendar_tool.exporters import exchange, json_ld, palette, phrases
from calendar_tool.exporters.direction import direction
from calendar_tool.exporters.format import Edition
from calendar_tool.exporters.html.calendars import Feed
from calendar_tool.exporters.html.directory import Directory
from calendar_tool.exporters.html.doors import own_name
from calendar_tool.exporters.html.gallery import Gallery
from calendar_tool.exporters.html.rows import Rows
from calendar_tool.exporters.html.texts import Texts
from calendar_tool.exporters.html.timetables import Timetables
from calendar_tool.exporters.news import Line
from calendar_tool.wording import dates, words

#: More days than these have short names in the navigation.
_WHOLE_NAMES = 3

#: The words that the script says, from the table `page`.
_SCRIPT_WORDS = ("now", "next", "star", "copy", "copied", "own", "own_zone", "shown", "undated")

Data = dict[str, object]


class Extras(Struct, frozen=True, kw_only=True):
    """What a page offers beside its edition.

    `feeds` and `papers` lie in the page's folder: paths with the names to click on, or with the
    layouts. `version` is the number of the publication, None for a draft, and `changes` are what it
    changed. `preview` says whether there is a `preview.png` for links in messengers.
    """

    feeds: Sequence[Feed] = ()
    papers: Sequence[tuple[str, str]] = ()
    version: int | None = None
    changes: Sequence[Line] = ()
    preview: bool = False


class Marked(NamedTuple):
    """A track by its number on the page; colour, shape and name are three marks of one thing."""

    number: int
    name: Markup
    shape: str


class Page:
    """What a page says of an edition."""

    def __init__(self, edition: Edition, extras: Extras) -> None:
        self._edition = edition
        self._extras = extras
        self._programme = edition.programme
        self._words = words(edition.language)
        self._texts = Texts(self._words)
        self._agenda = agenda(edition.programme, edition.occurrences, days=edition.days)
        self._gallery = Gallery(edition, self._texts)
        self._logo = self._gallery.emblem(edition.programme.logo)
        self._rows = Rows(edition, self._agenda, self._words, self._texts, self._gallery)
        self._address = exchange.page(edition.programme, edition.language)
        self._looks = palette.looks(edition.programme)
        self._timetables = Timetables(edition, self._agenda, self._words, self._texts, self._rows)
        self._directory = Directory(edition, self._agenda, self._texts, extras.feeds)

    @cached_property
    def colors(self) -> list[str]:
        """The colours of the tracks that are used, in order."""
        return [self._looks[track.id].color for track in self._agenda.tracks]

    @property
    def places(self) -> dict[str, set[int]]:
        """The places in the timetables that are used, by what they number."""
        return self._timetables.places

    @cached_property
    def data(self) -> Data:
        """The data that the template spells out."""
        days = [self._day(day) for day in self._agenda.days]
        apart = list(self._apart())
        return {
            **self._head(),
            "days": days,
            "short_days": len(days) > _WHOLE_NAMES,
            "apart": apart,
            "nothing": not (days or apart),
            "news": self._news(),
            "news_title": self._texts.own(self._news_title()),
            "grids": self._timetables.all(),
            "venues": self._directory.venues(self._rows.anchors),
            "feeds": self._directory.feeds,
            "filters": self._directory.filters(),
            "contact": self._contact(),
            "organizers": self._organizers(),
            "portraits": self._gallery.portraits,
            "credits": self._gallery.credits,
            "stamp": self._stamp(),
            "told": self._edition.told.isoformat(timespec="seconds"),
            "json_ld": self._json_ld(),
        }

    # -- what stands at the top

    def _head(self) -> Data:
        """Return what is said of the programme itself."""
        programme, says, texts = self._programme, self._words, self._texts
        shows_preview = self._extras.preview and self._address
        zone = phrases.zone(programme, self._agenda.first_day, says)
        return {
            "language": self._edition.language,
            "direction": direction(self._edition.language),
            "programme": programme.id,
            "title": texts.said(programme.title),
            "name": texts.plain(programme.title),
            "subtitle": texts.said(programme.subtitle),
            "description": texts.paragraphs(programme.description),
            "about": texts.plain(programme.description or programme.subtitle or programme.title),
            "kicker": self._kicker(),
            "logo": self._logo,
            "dates": texts.words(says.date_range(programme.first_day, programme.last_day)),
            "languages": list(self._languages()),
            "address": self._address,
            "preview": f"{self._address}preview.png" if shows_preview else None,
            "say": says.say,
            "own": lambda key: texts.own(says.say(key)),
            "script_words": {key: says.say(f"page.{key}") for key in _SCRIPT_WORDS},
            "zone": programme.time_zone,
            "zone_words": texts.own(phrases.capital(zone)),
            "zone_city": dates.city(programme.time_zone, self._edition.language),
            "tracks": self._tracks(),
            "agendas": [
                (path, _week(path)) for path, layout in self._extras.papers if layout == "agenda"
            ],
            "papers": [
                (path, texts.own(f"{says.say(f'page.paper_{layout}')}{_week(path)}"))
                for path, layout in self._extras.papers
            ],
        }

    def _kicker(self) -> Markup:
        kicker = self._texts.own(phrases.capital(self._words.say("agenda.programme")))
        of = self._edition.title
        return kicker + Markup(" · ") + self._texts.words(of) if of else kicker

    def _languages(self) -> Iterator[SimpleNamespace]:
        """Give the languages of the programme, each by its own name."""
        for tag in self._programme.languages:
            yield SimpleNamespace(
                tag=tag,
                name=own_name(tag),
                current=tag == self._edition.language,
                address=exchange.page(self._programme, tag),
            )

    def _tracks(self) -> list[Marked]:
        return [
            Marked(number, self._texts.said(track.name), self._looks[track.id].shape)
            for number, track in enumerate(self._agenda.tracks)
        ]

    def _news(self) -> list[tuple[str, Markup]]:
        """Return the changes, each with the anchor of what it is about, if that is on the page."""
        return [
            (self._rows.anchors.get(line.uid, ""), self._texts.linked(line.text))
            for line in self._extras.changes
        ]

    def _news_title(self) -> str:
        version = self._extras.version
        if version is None or version < 2:
            return self._words.say("page.changes")
        return self._words.say("page.changes_between", before=version - 1, version=version)

    # -- the agenda

    def _day(self, day: Day) -> SimpleNamespace:
        says, length = self._words, self._agenda.length
        numbered = length > 1 and 1 <= day.number <= length
        count = says.count("agenda.events", len(day.rows))
        number = [says.say("agenda.day_of", n=day.number, total=length)] if numbered else []
        tba = phrases.capital(says.say("time.time_tba"))
        zone = phrases.other_zone(self._programme, day.date, self._agenda.first_day, says)
        return SimpleNamespace(
            date=str(day.date),
            short=self._texts.words(self._short(day.date)),
            name=self._texts.words(phrases.heading(self._programme, day.date, says)),
            aside=self._texts.own(" · ".join([*number, count])),
            zone=self._texts.own(zone),
            ends=self._rows.day(day.date)[1].isoformat(timespec="minutes"),
            groups=[
                (label, self._rows.all(rows, 4 if label else 3))
                for label, rows in ((tba, day.unannounced), ("", day.announced))
                if rows
            ],
        )

    def _short(self, day: date) -> str:
        """Return «Пт, 15 ноября»; a day in another year than the programme's is called in full."""
        years = (self._programme.first_day.year, self._programme.last_day.year)
        if years[0] <= day.year <= years[1]:
            return phrases.capital(self._words.short_date(day))
        return phrases.heading(self._programme, day, self._words)

    def _apart(self) -> Iterator[SimpleNamespace]:
        """Give what stands in no day: what goes on for weeks, what has no date yet."""
        for id_, key, rows in (
            ("to_long", "agenda.long", self._agenda.long),
            ("to_undated", "time.date_tba", self._agenda.unannounced),
        ):
            if rows:
                name = phrases.capital(self._words.say(key))
                count = self._words.count("agenda.events", len(rows))
                yield SimpleNamespace(id=id_, name=name, aside=count, rows=self._rows.all(rows))

    # -- what stands at the foot

    def _contact(self) -> list[tuple[str, str]]:
        """Return how to reach the organizers: what to click on, and where it leads."""
        known = self._programme.contact
        if known is None:
            return []
        number = re.sub(r"[^+\d]", "", known.phone or "")
        found = (
            (known.phone, f"tel:{number}"),
            (known.email, f"mailto:{known.email}"),
            (phrases.short_address(known.url) if known.url else None, exchange.uri(known.url)),
        )
        return [(self._texts.plain(text), url) for text, url in found if text and url]

    def _organizers(self) -> Markup:
        known = self._programme.people
        names = [
            self._texts.said(known[id_].name) for id_ in self._programme.organizer if id_ in known
        ]
        return Markup(", ").join(names)

    def _stamp(self) -> Markup:
        told = self._edition.told.astimezone(ZoneInfo(self._programme.time_zone))
        version = self._extras.version
        state = (
            self._words.say("agenda.draft")
            if version is None
            else self._words.say("page.version", version=version)
        )
        day = self._words.full_date(told.date())
        when = self._texts.words(f" · {day}, {self._words.clock(told)}")
        return self._texts.own(phrases.capital(state)) + when

    def _json_ld(self) -> Markup:
        """Return the description for search engines, which is safe in a script as it stands."""
        return Markup(json_ld.compact(self._edition))  # noqa: S704 - escaped there


def _week(path: str) -> str:
    """Return the week in the name of a sheet, ` 2027-w20`; nothing if it is of the whole."""
    found = re.search(r"-(\d{4}-w\d\d)\.pdf$", path)
    return f" {found[1]}" if found else ""
