"""What every printed sheet says: whose it is, of which day, version and clock, every word chosen.

Knows agendas and words; must not know Typst, fonts or paper sizes.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import cast
from unicodedata import name
from zoneinfo import ZoneInfo

from msgspec import Struct

from calendar_tool.agenda import Agenda, agenda
from calendar_tool.changes.kinds import ChangeKind
from calendar_tool.exporters import palette, phrases
from calendar_tool.exporters.codes import code
from calendar_tool.exporters.format import Edition
from calendar_tool.exporters.news import Line
from calendar_tool.exporters.pdf.texts import Shown, Texts, joined, spelled, tongue
from calendar_tool.model import Contact, Event, Text
from calendar_tool.occurrences import Occurrence
from calendar_tool.text import one_line

Data = dict[str, object]

#: The most changes that a sheet tells of; the page tells of all.
_CHANGES = 12

_EAST_ASIAN = ("CJK", "HANGUL", "HIRAGANA", "KATAKANA", "BOPOMOFO")

_ADDED = (ChangeKind.ADDED, ChangeKind.RESTORED)
_OFF = (ChangeKind.CANCELLED, ChangeKind.REMOVED, ChangeKind.POSTPONED)


class Standing(Struct, frozen=True, kw_only=True):
    """How an edition stands beside what was published: its number, None of a draft; what is new.

    `news` is told in a box; what was added is marked in its row.
    """

    version: int | None = None
    news: tuple[Line, ...] = ()


class Sheet(Texts):
    """What an edition says on paper; `people` are those for whom it is made, by id."""

    def __init__(self, edition: Edition, standing: Standing, people: Sequence[str] = ()) -> None:
        super().__init__(edition.language)
        self.edition = edition
        self.people = people
        self.programme = edition.programme
        self.looks = palette.looks(edition.programme)
        self.page = phrases.page_address(edition.programme, edition.language)
        self._standing = standing

    @cached_property
    def agenda(self) -> Agenda:
        """All that the sheet is about."""
        return self.drawn(self.edition.occurrences)

    def drawn(self, occurrences: Iterable[Occurrence]) -> Agenda:
        """Return the agenda of some occurrences, with what is new in them."""
        new = {line.uid for line in self._standing.news if line.kind in _ADDED}
        return agenda(self.programme, occurrences, new=new, days=self.edition.days)

    def zone(self, day: date) -> Shown:
        """Return whose clocks are meant on a day."""
        return self.line(phrases.capital(phrases.zone(self.programme, day, self.words)))

    def other_zone(self, day: date) -> str:
        """Return whose clocks are meant on a day, if it is not as at the head of the sheet."""
        said = phrases.other_zone(self.programme, day, self.agenda.first_day, self.words)
        return phrases.capital(said)

    def code(self, anchor: str = "") -> Data | None:
        """Return an address on the programme's page and its code; None if it has no page."""
        if self.page is None:
            return None
        address = f"{self.page}{anchor}"
        return {
            "address": address,
            "short": phrases.short_address(address.partition("#")[0]),
            "qr": code(address),
        }

    def track(self, id_: str | None) -> Data | None:
        """Return the look of a track and its name."""
        if id_ not in self.looks:
            return None
        look = self.looks[id_]
        name = self.set(self.programme.tracks[id_].name)
        return {"name": name, "color": look.color, "shape": look.shape}

    @cached_property
    def head(self) -> Data:
        """What all layouts share: mastheads, feet, keys, boxes."""
        programme, says = self.programme, self.words
        accent = programme.color or palette.DEEP_RED
        organizers = self._organizers()
        names = ", ".join(map(str, organizers))
        return {
            "tongue": tongue(self.language),
            "from-right": self.from_right,
            "document": self._document(),
            "title": self.title,
            "subtitle": self.set(programme.subtitle),
            "kicker": self.kicker("agenda.programme"),
            "dates": self.set(says.date_range(programme.first_day, programme.last_day)),
            "zone": self.zone(self.agenda.first_day),
            "stamp": self._stamp(),
            "reach": self._reach(),
            "author": phrases.visible(names or str(programme.title)),
            "organizers": self.line(
                names and says.say("agenda.organizers", names=names), *organizers
            ),
            "accent": accent,
            "on-accent": palette.text_on(accent),
            "accent-ink": palette.on_white(accent),
            "page": self.code(),
            "logo-alt": self.plain(str((programme.logo and programme.logo.alt) or programme.title)),
            "news": self._news(),
            "words": self._fixed_words(),
            "nothing": "" if self.edition.occurrences else self.say("agenda.nothing"),
            "tracks": [self.track(track.id) for track in self.agenda.tracks],
        }

    @property
    def title(self) -> Shown:
        """The title of the programme, on one line."""
        title = self.programme.title
        return self.set(Text(((title.language, one_line(str(title))),)))

    def kicker(self, key: str) -> Shown:
        """Return what stands above the title: what this is, and of what."""
        about = self.edition.title
        return joined(self.line(self.words.say(key)), self.plain(f" · {about}") if about else "")

    def without_glyph(self, character: str, data: Data) -> str:
        """Return the sentence for a character that no font has, with the title in which to look."""
        holders = (
            row for row in _rows_of(data) if character in json.dumps(row, ensure_ascii=False)
        )
        title = cast(Shown, next(holders, data)["title"])
        told = self.words.say(
            "paper.missing_glyph",
            place=self.words.quoted(phrases.visible(spelled(title))),
            character=character,
            code=f"U+{ord(character):04X}",
        )
        east_asian = name(character, "").startswith(_EAST_ASIAN)
        return self.words.say("sheet.cjk", told=told) if east_asian else told

    def _fixed_words(self) -> Data:
        say = self.words.say
        names = ("time", "event", "place", "continued", "venues", "subscribe", "subscribe_hint")
        sheet = ("way", "today", "own", "not_in_grid", "fold", "responsible", "not_public")
        keys = (*(f"agenda.{name}" for name in names), *(f"sheet.{name}" for name in sheet))
        return {
            **{key.partition(".")[2].replace("_", "-"): self.line(say(key)) for key in keys},
            "date-tba": self.say("time.date_tba"),
            "time-tba": self.line(say("time.time_tba")),
            "long": self.line(say("agenda.long")),
            "page": self.plain(say("agenda.page")),
            "part": self.plain(say("sheet.part")),
        }

    def _news(self) -> Data | None:
        """Return the box of changes; None if nothing is new."""
        says, version, lines = self.words, self._standing.version, self._standing.news
        if not lines:
            return None
        two = version is not None and version > 1
        title = (
            says.say("sheet.changes_between", before=(version or 1) - 1, n=version)
            if two
            else says.say("sheet.changes")
        )
        named = {one.uid: one.event for one in self.edition.occurrences}
        shown = [
            {"sign": _sign(line.kind), "text": self.line(line.text, *_texts(named.get(line.uid)))}
            for line in lines
        ]
        more = len(shown) - _CHANGES
        return {
            "title": self.line(title),
            "lines": shown[:_CHANGES],
            "more": self.line(says.count("sheet.more_changes", more)) if more > 0 else "",
        }

    def _document(self) -> str:
        """Return the title for windows and catalogues, where typography is in the way."""
        titles = filter(None, (self.programme.title, self.edition.title))
        return one_line(phrases.visible(" — ".join(map(str, titles))))

    def _stamp(self) -> Shown:
        told, version = self.edition.told, self._standing.version
        local = told.astimezone(ZoneInfo(self.programme.time_zone))
        key = "agenda.draft" if version is None else "sheet.version"
        state = phrases.capital(self.words.say(key, n=version))
        date_ = self.apart(self.words.full_date(local.date()))
        return joined(self.line(state), f" · {date_}, {self.words.clock(local)}")

    def _reach(self) -> list[str]:
        """Return where to ask, short enough for the foot: one address, telephone, e-mail."""
        contact = self.programme.contact or Contact()
        ways = filter(None, (self.page or contact.url, contact.phone, contact.email))
        return [self.plain(phrases.short_address(way)) for way in ways]

    def _organizers(self) -> list[Text]:
        known = self.programme.people
        return [known[id_].name for id_ in self.programme.organizer if id_ in known]


def _texts(event: Event | None) -> tuple[Text | None, ...]:
    """Return the texts of an event that a change of it may repeat."""
    return (event.title, event.notice) if event else ()


def _sign(kind: ChangeKind) -> str:
    return "+" if kind in _ADDED else "×" if kind in _OFF else "→"


def _rows_of(data: object) -> Iterator[Mapping[str, object]]:
    """Find the rows in the data, wherever they are."""
    if isinstance(data, dict) and "level" in data:
        yield data
    elif isinstance(data, (dict, list)):
        for thing in data.values() if isinstance(data, dict) else data:
            yield from _rows_of(thing)
