"""The tool's own words: the same in every language, all there, none too many; dates and plurals."""

import ast
import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from string import Formatter
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from babel import Locale

from calendar_tool.agenda import Mark
from calendar_tool.diagnostics import Diagnostic, Span
from calendar_tool.model import Access, Accessibility, Kind, When
from calendar_tool.pictures import Fault
from calendar_tool.source.schema import TABLES, json_schema
from calendar_tool.wording import COMPLETE, FINDINGS, Words, words
from tests.programmes import TBA, at, days, timed

PACKAGE = Path(__file__).parents[1] / "calendar_tool"
FILES = sorted(path.name for path in (PACKAGE / "wording" / "en").glob("*.toml"))
EN, RU, KK = (words(language) for language in ("en", "ru", "kk"))


def tables(language: str, name: str) -> dict[str, Any]:
    path = PACKAGE / "wording" / language / name
    return tomllib.loads(path.read_text(encoding="utf-8"))


def entries(language: str, name: str) -> dict[str, Any]:
    """Return what stands in a file, by table and key."""
    return {
        f"{table} {key}": value
        for table, keys in tables(language, name).items()
        for key, value in keys.items()
    }


def gaps(value: Any) -> set[str]:
    forms = value.values() if isinstance(value, dict) else [value]
    return {gap for form in forms for _, gap, _, _ in Formatter().parse(form) if gap is not None}


# -- the same in every language


def test_every_language_has_the_same_files() -> None:
    for language in COMPLETE:
        found = sorted(path.name for path in (PACKAGE / "wording" / language).iterdir())
        assert found == FILES


@pytest.mark.parametrize("name", [name for name in FILES if name != "synonyms.toml"])
@pytest.mark.parametrize("language", [language for language in COMPLETE if language != "en"])
def test_every_language_has_the_same_keys_and_gaps(language: str, name: str) -> None:
    english, other = entries("en", name), entries(language, name)
    assert list(other) == list(english)
    assert {key: gaps(value) for key, value in other.items()} == {
        key: gaps(value) for key, value in english.items()
    }


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("language", COMPLETE)
def test_every_gap_has_a_name_and_nothing_is_empty(language: str, name: str) -> None:
    if name == "synonyms.toml":
        assert all(all(words) for words in tables(language, name).values())
        return
    for key, value in entries(language, name).items():
        assert value, key
        assert "" not in gaps(value), key


def test_a_sentence_stands_in_one_file() -> None:
    found = Counter(key for name in FINDINGS for key in tables("en", f"{name}.toml"))
    assert [key for key, count in found.items() if count > 1] == []


def test_a_word_stands_in_one_file() -> None:
    names = ("feed.toml", "words.toml", "cli.toml")
    found = Counter(key for name in names for key in entries("en", name))
    assert [key for key, count in found.items() if count > 1] == []


@pytest.mark.parametrize("language", COMPLETE)
def test_every_plural_has_the_forms_of_its_language(language: str) -> None:
    needed = set(Locale(language).plural_form.tags) | {"other"}
    plurals = 0
    for name in ("feed.toml", "words.toml", "cli.toml"):
        for key, value in entries(language, name).items():
            if isinstance(value, dict):
                plurals += 1
                assert set(value) == needed, key
                assert all("{n}" in form for form in value.values()), key
    assert plurals > 5


# -- none missing, none too many


_CODE = re.compile(r"[YSTRLIPN]\d{3}(\.[a-z-]+)?")

#: Sentences whose keys are put together where they are raised.
COMPUTED = {
    "S201.": ("case", "cyrillic", "layout", "synonym", "spelling"),
    "S203.text-": ("list", "map"),
    "T308.": ("date", "time", "hours"),
    "T310.": ("except", "changes"),
    "R401.": ("guess",),
    "R402.": ("guess",),
    "R403.": ("guess",),
    "R404.": ("venue", "person", "track"),
    "R406.": ("guess",),
    "I607.": tuple(Fault),
    "P701.": ("id", "uid"),
    "P704.": ("cancelled", "postponed"),
    "N901.": ("unused", "unknown", "never"),
}


def _literals() -> Iterator[str]:
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield node.value


RAISED = {text for text in _literals() if _CODE.fullmatch(text)} - {"S203.text-"} | {
    f"{beginning}{end}" for beginning, ends in COMPUTED.items() for end in ends
}
SENTENCES = {key: value for name in FINDINGS for key, value in tables("en", f"{name}.toml").items()}


def test_every_sentence_that_is_raised_can_be_said() -> None:
    codes = {key.partition(".")[0] for key in SENTENCES}
    assert {key for key in RAISED if key not in SENTENCES and key not in codes} == set()


def test_every_sentence_is_raised_somewhere() -> None:
    assert set(SENTENCES) - RAISED == set()


def test_every_word_is_said_somewhere() -> None:
    told = set(_literals())
    computed = {"cities", "kind", "access", "accessibility", "mark", "role", "roles", "language",
                "into", "refusal", "explain", "usage"}  # fmt: skip
    for name in ("feed.toml", "words.toml", "cli.toml"):
        for key in entries("en", name):
            table, _, word = key.partition(" ")
            known = table in computed or f"{table}.{word}" in told
            assert known or (table in ("agenda", "feed") and word in told), key


@pytest.mark.parametrize("language", COMPLETE)
def test_every_word_of_the_format_can_be_said(language: str) -> None:
    w = words(language)
    for table, kind in (("kind", Kind), ("access", Access), ("accessibility", Accessibility)):
        assert all(w.has(f"{table}.{word}") for word in kind)
    assert all(w.has(f"mark.{mark}") for mark in Mark)
    found = tables(language, "words.toml")
    assert set(found["role"]) == set(found["roles"])


@pytest.mark.parametrize("language", COMPLETE)
def test_synonyms_are_of_words_that_the_format_has(language: str) -> None:
    schema = json_schema(lambda _record, _key: "")
    known = {key for table in TABLES.values() for key in table.fields}
    known |= {"last_entry", *re.findall("'([a-z-]+)'", str(schema))}
    assert set(tables(language, "synonyms.toml")) - known == set()


# -- the manner of sentences


@pytest.mark.parametrize("language", COMPLETE)
def test_sentences_say_what_is_wrong_and_neither_shout_nor_beg(language: str) -> None:
    for name in FINDINGS:
        for key, sentence in tables(language, f"{name}.toml").items():
            assert set(sentence) <= {"message", "hint"}, key
            for said in sentence.values():
                assert said == said.strip(), key
                assert said[-1] not in ".!", key
                assert not re.search("(?i)please|пожалуйста|өтінеміз|error|invalid", said), key
            message = sentence["message"]
            assert not (message[0].isupper() and message[1:2].islower()), (key, message)


@pytest.mark.parametrize("language", COMPLETE)
def test_values_are_quoted_as_the_language_quotes(language: str) -> None:
    wrong = "«" if language == "en" else "“"
    for name in FINDINGS:
        for key, sentence in tables(language, f"{name}.toml").items():
            for said in sentence.values():
                assert f"{wrong}{{" not in said, key


# -- saying


def test_a_sentence_is_filled_with_the_values_of_the_finding() -> None:
    found = Diagnostic(
        key="T303",
        span=Span(0, 0),
        values={
            "date": date(2019, 11, 17),
            "first": date(2019, 11, 15),
            "last": datetime(2019, 11, 16, 19, 30, tzinfo=ZoneInfo("Asia/Almaty")),
        },
    )
    assert EN.sentence(found).message == (
        "17 November 2019 is outside the dates of the programme,"
        " 15 November 2019 to 16 November 2019, 19:30"
    )
    assert "17 ноября 2019" in RU.sentence(found).message
    assert "2019 ж. 17 қараша" in KK.sentence(found).message


def test_a_sentence_without_a_hint_has_an_empty_one() -> None:
    without = [key for key, entry in SENTENCES.items() if "hint" not in entry]
    for key in without:
        values = dict.fromkeys(gaps(SENTENCES[key]["message"]), "x")
        assert EN.sentence(Diagnostic(key=key, span=Span(0, 0), values=values)).hint == ""


def test_what_is_not_in_the_words_is_our_own_mistake() -> None:
    with pytest.raises(KeyError):
        EN.say("agenda.nonsense")
    with pytest.raises(KeyError):
        EN.say("agenda.events")
    with pytest.raises(KeyError):
        EN.count("agenda.programme", 1)
    with pytest.raises(KeyError):
        EN.sentence(Diagnostic(key="S299", span=Span(0, 0)))
    assert EN.sentences("S299") == {}
    assert EN.describe("event", "nonsense") == ""
    assert not EN.has("role.тамада")


def test_all_sentences_of_a_code_can_be_had() -> None:
    found = EN.sentences("R404")
    assert set(found) == {"R404.venue", "R404.person", "R404.track"}
    assert "“…”" in found["R404.venue"].message
    assert set(EN.sentences("S202")) == {"S202"}


@pytest.mark.parametrize(
    ("tag", "base"),
    [("ru", "ru"), ("ru-KZ", "ru"), ("kk-Cyrl-KZ", "kk"), ("en-GB", "en"), ("RU", "ru"),
     ("de", "en"), ("und", "en"), ("ruc", "en")],
)  # fmt: skip
def test_a_tag_is_spoken_for_by_a_complete_language(tag: str, base: str) -> None:
    assert words(tag).base == base
    assert words(tag).say("agenda.event") == words(base).say("agenda.event")


def test_words_are_the_same_object_for_a_tag() -> None:
    assert words("ru") is words("ru")
    assert repr(words("ru")) == "words('ru')"


def test_quotation_marks_are_those_of_the_language() -> None:
    assert (EN.quoted("x"), RU.quoted("x"), KK.quoted("x")) == ("“x”", "«x»", "«x»")


@pytest.mark.parametrize(
    ("n", "english", "russian", "kazakh"),
    [
        (0, "0 events", "0 событий", "0 іс-шара"),
        (1, "1 event", "1 событие", "1 іс-шара"),
        (2, "2 events", "2 события", "2 іс-шара"),
        (5, "5 events", "5 событий", "5 іс-шара"),
        (11, "11 events", "11 событий", "11 іс-шара"),
        (21, "21 events", "21 событие", "21 іс-шара"),
        (22, "22 events", "22 события", "22 іс-шара"),
        (112, "112 events", "112 событий", "112 іс-шара"),
    ],
)
def test_numbers_take_the_right_form(n: int, english: str, russian: str, kazakh: str) -> None:
    assert [w.count("agenda.events", n) for w in (EN, RU, KK)] == [english, russian, kazakh]


def test_large_numbers_parts_and_sizes_are_written_as_the_language_does() -> None:
    spaced = [w.number(1_234_567).replace("\u00a0", " ") for w in (EN, RU, KK)]
    assert spaced == ["1,234,567", "1 234 567", "1 234 567"]
    assert (EN.share(0.9499), RU.share(0.95)) == ("94.9%", "95\u00a0%")
    assert (EN.share(1), EN.share(0.99999)) == ("100%", "99.9%")
    sizes = [EN.octets(n) for n in (0, 1_250, 999_900, 999_960, 1_300_000_000, 10**18)]
    assert sizes == ["0.0 kB", "1.2 kB", "999.9 kB", "1.0 MB", "1.3 GB", "1,000.0 PB"]
    assert RU.octets(1_300_000_000).replace("\u00a0", " ") == "1,3 ГБ"


# -- dates


_FRIDAY = date(2019, 11, 15)


@pytest.mark.parametrize(
    ("w", "weekday", "day_month", "full", "short"),
    [
        (EN, "Friday", "15 November", "15 November 2019", "Fri, 15 November"),
        (RU, "пятница", "15 ноября", "15 ноября 2019", "пт, 15 ноября"),
        (KK, "жұма", "15 қараша", "2019 ж. 15 қараша", "жм, 15 қараша"),
        (words("de"), "Freitag", "15. November", "15. November 2019", "Fr., 15. November"),
        (words("xx"), "Friday", "November 15", "November 15, 2019", "Fri, November 15"),
    ],
)
def test_a_date(w: Words, weekday: str, day_month: str, full: str, short: str) -> None:
    found = w.weekday(_FRIDAY), w.day_month(_FRIDAY), w.full_date(_FRIDAY), w.short_date(_FRIDAY)
    assert found == (weekday, day_month, full, short)


@pytest.mark.parametrize(
    ("first", "last", "english", "russian", "kazakh"),
    [
        (_FRIDAY, _FRIDAY, "15 November 2019", "15 ноября 2019", "2019 ж. 15 қараша"),
        (_FRIDAY, date(2019, 11, 16), "15–16 November 2019", "15–16 ноября 2019",
         "2019 ж. 15–16 қараша"),
        (date(2019, 11, 30), date(2019, 12, 1), "30 November – 1 December 2019",
         "30 ноября – 1 декабря 2019", "2019 ж. 30 қараша – 1 желтоқсан"),
        (date(2019, 12, 31), date(2020, 1, 1), "31 December 2019 – 1 January 2020",
         "31 декабря 2019 – 1 января 2020", "2019 ж. 31 желтоқсан – 2020 ж. 1 қаңтар"),
    ],
)  # fmt: skip
def test_a_range_of_dates(first: date, last: date, english: str, russian: str, kazakh: str) -> None:
    assert [w.date_range(first, last) for w in (EN, RU, KK)] == [english, russian, kazakh]


@pytest.mark.parametrize(
    ("when", "english", "russian"),
    [
        (timed(15, "19:00", "21:00"), "Fri, 15 November, 19:00–21:00",
         "пт, 15 ноября, 19:00–21:00"),
        (timed(15, "19:00"), "Fri, 15 November, 19:00", "пт, 15 ноября, 19:00"),
        (timed(15, "22:00", "02:00"), "Fri, 15 November, 22:00–02:00",
         "пт, 15 ноября, 22:00–02:00"),
        (When(start=at(15, "20:00"), end=at(16, "00:00")), "Fri, 15 November, 20:00–00:00",
         "пт, 15 ноября, 20:00–00:00"),
        (When(start=at(15, "10:00"), end=at(16, "18:00")),
         "Fri, 15 November, 10:00 – Sat, 16 November, 18:00",
         "пт, 15 ноября, 10:00 – сб, 16 ноября, 18:00"),
        (When(start=at(15, "10:00"), end=at(16, "08:00")),
         "Fri, 15 November, 10:00 – Sat, 16 November, 08:00",
         "пт, 15 ноября, 10:00 – сб, 16 ноября, 08:00"),
        (days(15), "Fri, 15 November, all day", "пт, 15 ноября, весь день"),
        (days(15, 16), "15–16 November, all day", "15–16 ноября, весь день"),
        (days(15, tba=True), "Fri, 15 November, time to be announced",
         "пт, 15 ноября, время уточняется"),
        (TBA, "date to be announced", "дата уточняется"),
        (When(start=date(2019, 12, 31), end=date(2020, 1, 2)),
         "31 December 2019 – 1 January 2020, all day",
         "31 декабря 2019 – 1 января 2020, весь день"),
    ],
)  # fmt: skip
def test_a_time_of_any_kind(when: When, english: str, russian: str) -> None:
    assert (EN.when(when), RU.when(when)) == (english, russian)


def test_a_clock_time_that_comes_twice_has_its_offset() -> None:
    first = datetime(2026, 10, 25, 2, 30, tzinfo=ZoneInfo("Europe/Berlin"))
    assert RU.clock(first) == "02:30 (UTC+2)"
    assert RU.clock(first.replace(fold=1)) == "02:30 (UTC+1)"
    assert RU.clock(first.replace(hour=3)) == RU.clock(first.replace(hour=3, fold=1)) == "03:30"


def test_no_clock_time_is_made_up() -> None:
    for when in (days(15), days(15, 16), days(15, tba=True), TBA):
        for w in (EN, RU, KK):
            assert not re.search(r"\d\d:\d\d", w.when(when))


@pytest.mark.parametrize("w", [EN, RU, KK])
def test_a_date_has_no_space_that_fonts_lack_and_no_abbreviated_year(w: Words) -> None:
    for n in range(0, 366, 7):
        day = date(2019, 1, 1) + timedelta(days=n)
        said = w.full_date(day) + w.date_range(day, day + timedelta(days=9)) + w.short_date(day)
        assert not set(said) & set("\u2009\u202f")
        assert "г." not in said


@pytest.mark.parametrize(
    ("zone", "day", "english", "russian"),
    [
        ("Asia/Almaty", _FRIDAY, "times are Almaty time, UTC+6", "UTC+6"),
        ("Asia/Almaty", date(2024, 6, 1), "times are Almaty time, UTC+5", "UTC+5"),
        ("Asia/Kathmandu", _FRIDAY, "times are Kathmandu time, UTC+5:45", "UTC+5:45"),
        ("America/Caracas", _FRIDAY, "times are Caracas time, UTC−4", "UTC−4"),
        ("Etc/UTC", _FRIDAY, "times are UTC time, UTC+0", "UTC+0"),
    ],
)
def test_a_zone_is_said_by_its_city_and_offset(
    zone: str, day: date, english: str, russian: str
) -> None:
    noon = datetime(day.year, day.month, day.day, 12, tzinfo=ZoneInfo(zone))
    assert EN.zone(zone, noon) == english
    assert RU.zone(zone, noon).endswith(russian)
    assert KK.zone(zone, noon)


def test_a_zone_is_declined_in_russian() -> None:
    noon = datetime(2019, 11, 15, 12, tzinfo=ZoneInfo("Asia/Almaty"))
    assert RU.zone("Asia/Almaty", noon) == "время — по Алматы, UTC+6"


# -- typography


def test_russian_lines_break_neither_before_a_dash_nor_after_a_short_word_or_number() -> None:
    assert RU.typographic("Опера — в театре и на площади") == (
        "Опера\u00a0— в\u00a0театре и\u00a0на\u00a0площади"
    )
    assert RU.typographic("до 20–30 мая") == "до\u00a020–30\u00a0мая"
    assert RU.typographic("какой-то и") == "какой-то и"
    assert RU.typographic("достиг 4,7 млрд долларов") == "достиг 4,7\u00a0млрд долларов"
    assert EN.typographic("a — b") == "a — b"
    assert KK.typographic("а — б") == "а — б"
