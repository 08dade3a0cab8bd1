"""What stands on a printed sheet: an edition as data for the templates, every word already chosen.

Knows agendas and words; must not know Typst, fonts or paper sizes.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cached_property
from zoneinfo import ZoneInfo

from calendar_tool.agenda import Day, Mark, Row, agenda
from calendar_tool.exporters import hours, palette, phrases
from calendar_tool.exporters.format import Edition
from calendar_tool.model import Contact, Event, Venue
from calendar_tool.text import one_line
from calendar_tool.wording import words

Data = dict[str, object]

#: Characters above which a row may be torn apart, lest it be taller than the page.
_TALL = 1500

#: Levels of indentation; parts of parts of parts of parts stand under one another.
_DEEPEST = 3

_TONES = {Mark.CANCELLED: "alarm", Mark.TENTATIVE: "plain"}


class Sheet:
    """What an edition says on paper; `qr` is the code of its page as SVG, None without one."""

    def __init__(self, edition: Edition, qr: str | None) -> None:
        self._qr = qr
        self._edition = edition
        self._programme = edition.programme
        self._words = words(edition.language)
        self._agenda = agenda(edition.programme, edition.occurrences, days=edition.days)
        self._looks = palette.looks(edition.programme)
        self._page = phrases.page_address(edition.programme, edition.language)

    @cached_property
    def data(self) -> Data:
        """The data that the templates spell out."""
        programme, says = self._programme, self._words
        accent = programme.color or palette.DEEP_RED
        organizers = self._organizers()
        return {
            "language": self._edition.language,
            "document": self._document(),
            "title": self._set(one_line(str(programme.title))),
            "subtitle": self._set(programme.subtitle),
            "kicker": self._set(self._kicker()),
            "dates": self._set(says.date_range(programme.first_day, programme.last_day)),
            "zone": self._set(phrases.capital(phrases.zone(programme, self._first_day(), says))),
            "stamp": self._set(self._stamp()),
            "reach": self._reach(),
            "author": phrases.visible(organizers or str(programme.title)),
            "organizers": self._set(organizers and says.say("agenda.organizers", names=organizers)),
            "accent": accent,
            "on-accent": palette.text_on(accent),
            "page": self._page
            and {"address": self._page, "short": phrases.short_address(self._page), "qr": self._qr},
            "words": self._fixed_words(),
            "tracks": [self._track(track.id) for track in self._agenda.tracks],
            "days": [*self._long(), *map(self._day, self._agenda.days)],
            "undated": list(self._rows(self._agenda.unannounced)),
            "venues": self._venues(),
        }

    def without_glyph(self, character: str) -> str:
        """Return the sentence for a character that no font has, with the title in which to look."""
        rows = _rows_of(self.data)
        holders = (row for row in rows if character in json.dumps(row, ensure_ascii=False))
        title = next(holders, self.data)["title"]
        return self._words.say(
            "paper.missing_glyph",
            place=self._words.quoted(str(title)),
            character=character,
            code=f"U+{ord(character):04X}",
        )

    def _set(self, text: object) -> str:
        """Return a text as it is set: what can be seen of it, with the language's typography."""
        return self._words.typographic(phrases.visible(str(text))) if text else ""

    def _linked(self, text: str) -> list[tuple[str, str]]:
        return [(self._set(words), url) for words, url in phrases.linked(phrases.visible(text))]

    def _fixed_words(self) -> Data:
        say = self._words.say
        names = ("time", "event", "place", "continued", "venues", "subscribe", "page")
        return {
            **{name: self._set(say(f"agenda.{name}")) for name in names},
            "subscribe-hint": self._set(say("agenda.subscribe_hint")),
            "date-tba": self._set(phrases.capital(say("time.date_tba"))),
        }

    def _document(self) -> str:
        """Return the title for windows and catalogues, where typography is in the way."""
        titles = filter(None, (self._programme.title, self._edition.title))
        return one_line(phrases.visible(" — ".join(map(str, titles))))

    def _kicker(self) -> str:
        programme = self._words.say("agenda.programme")
        return f"{programme} · {self._edition.title}" if self._edition.title else programme

    def _first_day(self) -> date:
        return self._agenda.days[0].date if self._agenda.days else self._programme.first_day

    def _stamp(self) -> str:
        told = self._edition.told.astimezone(ZoneInfo(self._programme.time_zone))
        draft = phrases.capital(self._words.say("agenda.draft"))
        return f"{draft} · {self._words.full_date(told.date())}, {self._words.clock(told)}"

    def _reach(self) -> list[str]:
        """Return where to ask, short enough for the foot: one address, telephone, e-mail."""
        contact = self._programme.contact or Contact()
        ways = filter(None, (self._page or contact.url, contact.phone, contact.email))
        return [self._set(phrases.short_address(way)) for way in ways]

    def _organizers(self) -> str:
        known = self._programme.people
        return ", ".join(str(known[id_].name) for id_ in self._programme.organizer if id_ in known)

    def _track(self, id_: str | None) -> Data | None:
        if id_ not in self._looks:
            return None
        look = self._looks[id_]
        name = self._set(self._programme.tracks[id_].name)
        return {"name": name, "color": look.color, "shape": look.shape}

    def _venues(self) -> list[Data]:
        """Return the list of venues; none where it would only repeat the names."""
        venues = [self._venue(venue) for venue in self._agenda.venues]
        told = any(venue["address"] or venue["note"] or venue["chips"] for venue in venues)
        return venues if told else []

    def _venue(self, venue: Venue) -> Data:
        return {
            "number": self._agenda.numbers[venue.id],
            "name": self._set(venue.name),
            "address": self._set(venue.address),
            "note": self._set(venue.note),
            "chips": [
                self._set(self._words.say(f"accessibility.{means}"))
                for means in venue.accessibility
            ],
        }

    def _long(self) -> Iterator[Data]:
        """Give a section of what goes on for weeks, if anything does."""
        says, rows = self._words, self._agenda.long
        if rows:
            zone = phrases.zone(self._programme, self._first_day(), says)
            yield {
                "name": self._set(says.say("agenda.long")),
                "aside": self._set(says.count("agenda.events", len(rows))),
                "zone": self._set(phrases.capital(zone)),
                "groups": [{"label": "", "rows": list(self._rows(rows))}],
            }

    def _day(self, day: Day) -> Data:
        says, length = self._words, self._agenda.length
        numbered = length > 1 and 1 <= day.number <= length
        count = says.count("agenda.events", len(day.rows))
        number = [says.say("agenda.day_of", n=day.number, total=length)] if numbered else []
        tba = phrases.capital(says.say("time.time_tba"))
        groups = ((tba, day.unannounced), ("", day.announced))
        return {
            "name": self._set(phrases.heading(self._programme, day.date, says)),
            "aside": self._set(" · ".join([*number, count])),
            "zone": self._set(phrases.capital(phrases.zone(self._programme, day.date, says))),
            "groups": [
                {"label": self._set(label), "rows": list(self._rows(rows))}
                for label, rows in groups
                if rows
            ],
        }

    def _rows(self, rows: Iterable[Row], level: int = 0) -> Iterator[Data]:
        """Give each row, and after it its parts, one level deeper."""
        for row in rows:
            yield {
                "level": level,
                **self._time_and_place(row),
                **self._texts(row),
                **self._facts(row),
            }
            yield from self._rows(row.parts, min(level + 1, _DEEPEST))

    def _time_and_place(self, row: Row) -> Data:
        start, rest = hours.times(row, self._words)
        number, name = phrases.place(row, self._agenda, self._programme, self._words)
        return {
            "start": self._set(start),
            "rest": self._set(rest),
            "gone": row.gone,
            "number": number,
            "place": self._set(name),
        }

    def _texts(self, row: Row) -> Data:
        event, programme, says = row.event, self._programme, self._words
        description = str(event.description or "")
        return {
            "title": self._set(event.title),
            "subtitle": self._set(event.subtitle),
            "link": self._link(event),
            "tall": len(description) > _TALL,
            "news": [self._linked(line) for line in phrases.news(row, programme, says)],
            "paragraphs": [self._linked(text) for text in phrases.paragraphs(description)],
            "lines": [self._set(line) for line in phrases.lines(event)],
            "people": [self._part(part) for part in phrases.people(event, programme, says)],
        }

    def _part(self, part: phrases.Part) -> Data:
        persons = [(self._set(name), self._set(about)) for name, about in part.persons]
        return {"role": self._set(part.role), "persons": persons}

    def _facts(self, row: Row) -> Data:
        event, own, says = row.event, phrases.own(row), self._words
        facts = phrases.facts(row, self._programme, says)
        addresses = [
            (self._set(phrases.short_address(url)), url) for url in phrases.addresses(event)
        ]
        chips = [
            (self._set(word), _TONES.get(mark, "notice")) for mark, word in phrases.marks(row, says)
        ]
        return {
            "facts": [self._set(fact) for fact in facts],
            "addresses": addresses,
            "age": self._set(own.age),
            "chips": chips,
            "track": self._track(event.track),
            "names-track": own.track in self._looks,
            "has-facts": bool(facts or addresses or own.age or chips or own.track),
        }

    def _link(self, event: Event) -> str:
        if event.url:
            return event.url
        return f"{self._page}#{event.id}" if self._page and event.id else ""


def _rows_of(data: object) -> Iterator[Mapping[str, object]]:
    """Find the rows in the data, wherever they are."""
    if isinstance(data, dict) and "level" in data:
        yield data
    elif isinstance(data, (dict, list)):
        for thing in data.values() if isinstance(data, dict) else data:
            yield from _rows_of(thing)
