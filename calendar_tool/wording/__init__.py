"""The tool's own words, dates and sentences, per language, as data: one folder a language.

The only user of the locale library. Must not know what the words are for.
"""

import re
import tomllib
from collections import defaultdict
from collections.abc import Mapping
from datetime import date, datetime
from functools import cache
from importlib.resources import files
from typing import NamedTuple
from zoneinfo import ZoneInfo

from calendar_tool.clocks import is_calm
from calendar_tool.diagnostics import Diagnostic, Value
from calendar_tool.model import When
from calendar_tool.wording import dates, numbers

#: Languages with a folder of their own; in any other, dates come from CLDR and words from English.
COMPLETE = ("en", "ru", "kk")

#: A word, or its plural forms by CLDR category.
Entry = str | dict[str, str]

#: The files of sentences, by subject.
FINDINGS = ("yaml", "values", "time", "checks")

#: The most characters of what an author wrote that a sentence repeats.
_LONGEST = 400

_QUOTES = {"ru": ("«", "»"), "kk": ("«", "»")}


class Sentence(NamedTuple):
    """What a diagnostic says, and how to put it right (may be empty)."""

    message: str
    hint: str


@cache
def _table(language: str, name: str) -> Mapping[str, Mapping[str, Entry]]:
    text = files(__name__).joinpath(language, f"{name}.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


@cache
def _subjects() -> Mapping[str, str]:
    """Return for each table of words the name of the file that holds it; a file is read when asked.

    Findings, keys and synonyms are not among them: those are asked for by file.
    """
    return {
        table: path.name.removesuffix(".toml")
        for path in files(__name__).joinpath("en").iterdir()
        if path.name.removesuffix(".toml") not in (*FINDINGS, "keys", "synonyms")
        for table in re.findall(r"^\[(\w+)\]", path.read_text(encoding="utf-8"), re.MULTILINE)
    }


def _base(language: str) -> str:
    """Return the complete language that speaks for a BCP 47 tag: `ru-KZ` is `ru`."""
    primary = language.lower().partition("-")[0]
    return primary if primary in COMPLETE else "en"


@cache
def words(language: str) -> "Words":
    """Return the words for a BCP 47 language tag."""
    return Words(language)


class Words:
    """The tool's words in one language."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.base = _base(language)

    def __repr__(self) -> str:
        return f"words({self.language!r})"

    def _entry(self, key: str) -> Entry:
        table, _, name = key.partition(".")
        return _table(self.base, _subjects()[table])[table][name]

    def has(self, key: str) -> bool:
        """Return whether there is such a word: `role.speaker`, but not an author's own."""
        try:
            self._entry(key)
        except KeyError:
            return False
        return True

    def say(self, key: str, **values: object) -> str:
        """Return the word `table.name` with its gaps filled; KeyError if it does not exist."""
        entry = self._entry(key)
        if not isinstance(entry, str):
            raise KeyError(key)
        return entry.format_map(values) if values else entry

    def count(self, key: str, n: int) -> str:
        """Return the plural form for `n`, with `{n}` filled (CLDR plural rules)."""
        entry = self._entry(key)
        if isinstance(entry, str):
            raise KeyError(key)
        form = dates.plural_form(self.base, n)
        form = entry[form] if form in entry else entry["other"]
        return form.format(n=n)

    def weekday(self, day: date) -> str:
        """Return the weekday in full: «пятница»."""
        return dates.formatted(day, "EEEE", self.language)

    def short_weekday(self, weekday: int) -> str:
        """Return «пт» for 4: Monday is 0."""
        return dates.formatted(date(2001, 1, 1 + weekday), "EEE", self.language)

    def day_month(self, day: date) -> str:
        """Return «15 ноября»."""
        return dates.skeleton(day, "MMMMd", self.language)

    def full_date(self, day: date) -> str:
        """Return «15 ноября 2019»."""
        return dates.full_date(day, self.language)

    def short_date(self, day: date) -> str:
        """Return «сб, 16 ноября»: a short weekday and the day."""
        return dates.short_date(day, self.language)

    def day_range(self, first: date, last: date) -> str:
        """Return «15–16 ноября»; both days included."""
        return dates.day_range(first, last, self.language)

    def date_range(self, first: date, last: date) -> str:
        """Return «15–16 ноября 2019», both days included."""
        return dates.date_range(first, last, self.language)

    def clock(self, at: datetime) -> str:
        """Return the local clock time, 24 hours: `19:00`; `02:30 (UTC+1)` if it comes twice."""
        clock = f"{at.hour:02}:{at.minute:02}"
        if isinstance(at.tzinfo, ZoneInfo) and is_calm(at.date(), at.tzinfo):
            return clock
        other = at.replace(fold=1 - at.fold)
        return clock if other.utcoffset() == at.utcoffset() else f"{clock} ({dates.offset(at)})"

    def when(self, when: When) -> str:
        """Return any of the five kinds of time as one reads it: «сб, 16 ноября, 19:00–21:00»."""
        if when.start is None or when.first_day is None:
            return self.say("time.date_tba")
        if isinstance(when.start, datetime):
            return self._timed(when.start, when.end if isinstance(when.end, datetime) else None)
        last = when.last_day or when.first_day
        day = (
            self.short_date(when.first_day)
            if last == when.first_day
            else dates.day_range(when.first_day, last, self.language)
        )
        return f"{day}, {self.say('time.time_tba' if when.tba else 'time.all_day')}"

    def _timed(self, start: datetime, end: datetime | None) -> str:
        begins = f"{self.short_date(start.date())}, {self.clock(start)}"
        if end is None:
            return begins
        next_morning = (end.date() - start.date()).days == 1 and end.hour < 12 <= start.hour
        if end.date() == start.date() or next_morning:
            return f"{begins}–{self.clock(end)}"
        return f"{begins} – {self.short_date(end.date())}, {self.clock(end)}"

    def zone(self, zone: str, at: datetime) -> str:
        """Return whose clocks are meant, with the offset that holds at the aware instant `at`."""
        offset = dates.offset(at)
        for table in (_table(self.base, "words"), _table("en", "words")):
            known = table.get("cities", {}).get(zone)
            if isinstance(known, str):
                return self.say("zone.known", city=known, offset=offset)
        return self.say("zone.other", city=dates.city(zone, self.language), offset=offset)

    def typographic(self, text: str) -> str:
        """Return text with this language's typography: where lines must not break."""
        return dates.unbroken(text) if self.base == "ru" else text

    def number(self, value: int) -> str:
        """Return «1 234 567»."""
        return numbers.number(value, self.language)

    def share(self, value: float) -> str:
        """Return «96,2%» for 0.9629, rounded down."""
        return numbers.share(value, self.language)

    def octets(self, value: int) -> str:
        """Return «1,3 ГБ» for a number of octets."""
        return numbers.octets(value, self.language)

    def quoted(self, text: str) -> str:
        """Return text in this language's quotation marks."""
        left, right = _QUOTES.get(self.base, ("“", "”"))
        return f"{left}{text}{right}"

    def sentence(self, diagnostic: Diagnostic) -> Sentence:
        """Return what a diagnostic says in this language."""
        entry = self._finding(diagnostic.key)
        values = {name: self._written(value) for name, value in diagnostic.values.items()}
        message, hint = str(entry["message"]), str(entry.get("hint", ""))
        return Sentence(message.format_map(values), hint.format_map(values))

    def sentences(self, code: str) -> dict[str, Sentence]:
        """Return all sentences of a code by key, each gap an `…`; none if there is no such code."""
        found = {}
        gaps: Mapping[str, str] = defaultdict(lambda: "…")
        for name in FINDINGS:
            for key, entry in _table(self.base, name).items():
                if key.partition(".")[0] == code:
                    message, hint = str(entry["message"]), str(entry.get("hint", ""))
                    found[key] = Sentence(message.format_map(gaps), hint.format_map(gaps))
        return found

    def describe(self, record: str, key: str) -> str:
        """Return what a key of a record of the programme file is for; empty if nothing is said."""
        return str(_table(self.base, "keys").get(record, {}).get(key, ""))

    def _finding(self, key: str) -> Mapping[str, Entry]:
        for name in FINDINGS:
            entry = _table(self.base, name).get(key)
            if entry is not None:
                return entry
        raise KeyError(key)

    def _written(self, value: Value) -> str:
        if isinstance(value, datetime):
            return f"{self.full_date(value.date())}, {self.clock(value)}"
        if isinstance(value, date):
            return self.full_date(value)
        text = str(value)
        return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
