"""What every printed sheet says: whose it is, of which day, version and clock, every word chosen.

Knows agendas and words; must not know Typst, fonts or paper sizes.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property
from unicodedata import bidirectional, name
from zoneinfo import ZoneInfo

from msgspec import Struct

from calendar_tool.agenda import Agenda, agenda
from calendar_tool.changes.kinds import ChangeKind
from calendar_tool.exporters import palette, phrases
from calendar_tool.exporters.codes import code
from calendar_tool.exporters.format import Edition
from calendar_tool.exporters.news import Line
from calendar_tool.model import Contact
from calendar_tool.occurrences import Occurrence
from calendar_tool.text import one_line
from calendar_tool.wording import words

Data = dict[str, object]

#: The most changes that a sheet tells of; the page tells of all.
_CHANGES = 12

#: Languages that are written from the right.
_FROM_RIGHT = ("ar", "fa", "he", "ur", "ug", "ps", "yi")

_EAST_ASIAN = ("CJK", "HANGUL", "HIRAGANA", "KATAKANA", "BOPOMOFO")

_ADDED = (ChangeKind.ADDED, ChangeKind.RESTORED)
_OFF = (ChangeKind.CANCELLED, ChangeKind.REMOVED, ChangeKind.POSTPONED)


class Standing(Struct, frozen=True, kw_only=True):
    """How an edition stands beside what was published: its number, None of a draft; what is new.

    `news` is told in a box; what was added is marked in its row.
    """

    version: int | None = None
    news: tuple[Line, ...] = ()


class Sheet:
    """What an edition says on paper; `people` are those for whom it is made, by id."""

    def __init__(self, edition: Edition, standing: Standing, people: Sequence[str] = ()) -> None:
        self.edition = edition
        self.people = people
        self.programme = edition.programme
        self.words = words(edition.language)
        self.looks = palette.looks(edition.programme)
        self.page = phrases.page_address(edition.programme, edition.language)
        self._standing = standing
        self._from_right = edition.language.partition("-")[0].lower() in _FROM_RIGHT

    @cached_property
    def agenda(self) -> Agenda:
        """All that the sheet is about."""
        return self.drawn(self.edition.occurrences)

    def drawn(self, occurrences: Iterable[Occurrence]) -> Agenda:
        """Return the agenda of some occurrences, with what is new in them."""
        new = {line.uid for line in self._standing.news if line.kind in _ADDED}
        return agenda(self.programme, occurrences, new=new, days=self.edition.days)

    def set(self, text: object) -> str:
        """Return a text as it is set: what can be seen of it, with the language's typography."""
        if not text:
            return ""
        shown = self.words.typographic(phrases.visible(str(text)))
        return shown if _runs_from_right(shown) is self._from_right else self.apart(shown)

    def apart(self, text: str) -> str:
        """Return a text around which nothing is turned, in a sentence that runs the other way."""
        from_right = _runs_from_right(text)
        if not text or not (from_right or self._from_right):
            return text
        begin = "\u2067" if from_right else "\u2066"
        return f"{begin}{text}\u2069"

    def linked(self, text: str) -> list[tuple[str, str]]:
        """Return a text as stretches, each with the address that it is."""
        return [(self.set(words), url) for words, url in phrases.linked(phrases.visible(text))]

    def say(self, key: str, **values: object) -> str:
        """Return one of the tool's own words as it is set, as the beginning of a line."""
        return self.set(phrases.capital(self.words.say(key, **values)))

    def zone(self, day: date) -> str:
        """Return whose clocks are meant on a day."""
        return self.set(phrases.capital(phrases.zone(self.programme, day, self.words)))

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
        return {
            **self._tongue(),
            "document": self._document(),
            "title": self.set(one_line(str(programme.title))),
            "subtitle": self.set(programme.subtitle),
            "kicker": self.set(self.kicker("agenda.programme")),
            "dates": self.set(says.date_range(programme.first_day, programme.last_day)),
            "zone": self.zone(self.first_day),
            "stamp": self._stamp(),
            "reach": self._reach(),
            "author": phrases.visible(organizers or str(programme.title)),
            "organizers": self.set(organizers and says.say("agenda.organizers", names=organizers)),
            "accent": accent,
            "on-accent": palette.text_on(accent),
            "accent-ink": palette.on_white(accent),
            "page": self.code(),
            "logo-alt": self.set((programme.logo and programme.logo.alt) or programme.title),
            "news": self._news(),
            "words": self._fixed_words(),
            "tracks": [self.track(track.id) for track in self.agenda.tracks],
        }

    @property
    def first_day(self) -> date:
        """The first day that is shown, or of the programme if none is."""
        return self.agenda.days[0].date if self.agenda.days else self.programme.first_day

    def kicker(self, key: str) -> str:
        """Return what stands above the title: what this is, and of what."""
        says = self.words.say(key)
        return f"{says} · {self.edition.title}" if self.edition.title else says

    def without_glyph(self, character: str, data: Data) -> str:
        """Return the sentence for a character that no font has, with the title in which to look."""
        holders = (
            row for row in _rows_of(data) if character in json.dumps(row, ensure_ascii=False)
        )
        title = next(holders, data)["title"]
        told = self.words.say(
            "paper.missing_glyph",
            place=self.words.quoted(phrases.visible(str(title))),
            character=character,
            code=f"U+{ord(character):04X}",
        )
        east_asian = name(character, "").startswith(_EAST_ASIAN)
        return self.words.say("sheet.cjk", told=told) if east_asian else told

    def _tongue(self) -> Data:
        """Return the language as Typst takes it: a language of two or three letters, a region."""
        primary, *rest = self.edition.language.split("-")
        region = next((part.upper() for part in rest if len(part) == 2), "")
        script = next((part for part in rest if len(part) == 4), "")
        return {
            "language": primary.lower(),
            "region": region or ("TW" if script == "Hant" else ""),
            "from-right": self._from_right,
        }

    def _fixed_words(self) -> Data:
        say = self.words.say
        names = ("time", "event", "place", "continued", "venues", "subscribe", "page")
        sheet = ("way", "today", "own", "not_in_grid", "fold", "responsible", "not_public", "part")
        return {
            **{word: self.set(say(f"agenda.{word}")) for word in names},
            **{word.replace("_", "-"): self.set(say(f"sheet.{word}")) for word in sheet},
            "subscribe-hint": self.set(say("agenda.subscribe_hint")),
            "date-tba": self.say("time.date_tba"),
            "time-tba": self.set(say("time.time_tba")),
            "long": self.set(say("agenda.long")),
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
        shown = [{"sign": _sign(line.kind), "text": self.set(line.text)} for line in lines]
        more = len(shown) - _CHANGES
        return {
            "title": self.set(title),
            "lines": shown[:_CHANGES],
            "more": self.set(says.count("sheet.more_changes", more)) if more > 0 else "",
        }

    def _document(self) -> str:
        """Return the title for windows and catalogues, where typography is in the way."""
        titles = filter(None, (self.programme.title, self.edition.title))
        return one_line(phrases.visible(" — ".join(map(str, titles))))

    def _stamp(self) -> str:
        told, version = self.edition.told, self._standing.version
        local = told.astimezone(ZoneInfo(self.programme.time_zone))
        key = "agenda.draft" if version is None else "sheet.version"
        state = phrases.capital(self.words.say(key, n=version))
        date_ = self.apart(self.words.full_date(local.date()))
        return f"{self.set(state)} · {date_}, {self.words.clock(local)}"

    def _reach(self) -> list[str]:
        """Return where to ask, short enough for the foot: one address, telephone, e-mail."""
        contact = self.programme.contact or Contact()
        ways = filter(None, (self.page or contact.url, contact.phone, contact.email))
        return [self.set(phrases.short_address(way)) for way in ways]

    def _organizers(self) -> str:
        known = self.programme.people
        return ", ".join(str(known[id_].name) for id_ in self.programme.organizer if id_ in known)


def _sign(kind: ChangeKind) -> str:
    return "+" if kind in _ADDED else "×" if kind in _OFF else "→"


def _runs_from_right(text: str) -> bool:
    """Return whether the first letter of a text is written from the right (UAX #9, P2)."""
    strong = (bidirectional(char) for char in text)
    return next((kind for kind in strong if kind in ("L", "R", "AL")), "L") != "L"


def _rows_of(data: object) -> Iterator[Mapping[str, object]]:
    """Find the rows in the data, wherever they are."""
    if isinstance(data, dict) and "level" in data:
        yield data
    elif isinstance(data, (dict, list)):
        for thing in data.values() if isinstance(data, dict) else data:
            yield from _rows_of(thing)
