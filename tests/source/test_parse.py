"""The programme file, key by key: what each becomes, and what is said of a wrong one."""

from datetime import date
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

import pytest

from calendar_tool.model import (
    Accessibility,
    Contact,
    Image,
    Kind,
    Link,
    PersonKind,
    Selection,
    Shape,
    Text,
)
from calendar_tool.source.schema import TABLES
from tests.building import HEAD, RECORDS, assert_found, good, loaded, parsed, with_key

_URL = "https://example.org/"
_SEED = "cfea943e-c800-4f22-adfc-fc83ff728d55"


def en(text: str) -> Text:
    return Text((("en", text),))


#: For every key of every record but events: a good value, what it becomes, a wrong one, what is
#: said of it at the place between ⟦ and ⟧.
KEYS: dict[tuple[str, str], tuple[str, Any, str, str]] = {
    ("programme", "format"): ("1", None, "⟦2⟧", "S206.format"),
    ("programme", "id"): ("day-2", "day-2", "⟦Day 2⟧", "S206.slug"),
    ("programme", "title"): ("Day", en("Day"), "⟦[Day]⟧", "S203.text-list"),
    ("programme", "subtitle"): ("Second", en("Second"), "⟦[a]⟧", "S203.text-list"),
    ("programme", "description"): ("{en: A, ru: Б}", Text((("en", "A"), ("ru", "Б"))), "⟦''⟧",
                                   "S206.blank"),
    ("programme", "languages"): ("kk", ("kk",), "[en, ⟦kz⟧]", "I602.country"),
    ("programme", "time_zone"): ("Asia/Omsk", "Asia/Omsk", "⟦UTC+5⟧", "T302.offset"),
    ("programme", "dates"): ("1 May 2027", date(2027, 5, 1), "⟦1 May⟧", "T301.programme-year"),
    ("programme", "organizer"): ("city", ("city",), "⟦{a: b}⟧", "S203.text-map"),
    ("programme", "contact"): ("{phone: +7 1}", Contact(phone="+7 1"), "⟦+7 1⟧", "S203.map"),
    ("programme", "url"): ("https://a.kz/x", "https://a.kz/x/", "⟦http://a.kz/⟧", "S205.https"),
    ("programme", "uid_seed"): (_SEED, UUID(_SEED), "⟦cfea943e⟧", "S206.uuid"),
    ("programme", "logo"): ("a/b.png", Image(src="a/b.png"), "⟦../b.png⟧", "S206.path"),
    ("programme", "color"): ("'#0b6e4f'", "#0B6E4F", "⟦green⟧", "S206.color"),
    ("programme", "day_starts"): ("05:30", 330, "⟦5⟧", "T301.form"),
    ("programme", "defaults"): ("{age: 6+}", None, "⟦6+⟧", "S203.map"),
    ("programme", "feeds"): ("[]", (), "⟦kids⟧", "S203.list"),
    ("programme", "ignore"): ("P707", ("P707",), "[P707, ⟦P77⟧]", "S206.code"),
    ("programme", "travel_speed"): ("4.5", 4.5, "⟦fast⟧", "S206.number"),
    ("programme", "venues"): ("{}", {}, "⟦hall⟧", "S203.map"),
    ("programme", "people"): ("{}", {}, "⟦[anna]⟧", "S203.map"),
    ("programme", "tracks"): ("{}", {}, "⟦[]⟧", "S203.map"),
    ("programme", "events"): ("[]", (), "⟦Gala⟧", "S203.events"),
    ("venue", "name"): ("Hall", en("Hall"), "⟦[]⟧", "S203.text-list"),
    ("venue", "address"): ("1 Abay St.", en("1 Abay St."), "{⟦de⟧: x}", "I602.unlisted"),
    ("venue", "geo"): ("43.2, 76.9", (43.2, 76.9), "⟦43.2⟧", "S206.geo"),
    ("venue", "rooms"): ("{}", {}, "⟦big⟧", "S203.map"),
    ("venue", "capacity"): ("800", 800, "⟦many⟧", "S206.whole"),
    ("venue", "accessibility"): ("step-free", (Accessibility.STEP_FREE,), "[⟦ramp⟧]", "S204"),
    ("venue", "time_zone"): ("Asia/Omsk", "Asia/Omsk", "⟦MSK⟧", "T302.abbreviation"),
    ("venue", "hours"): ("TBA", None, "⟦10:00⟧", "T307.range"),
    ("venue", "url"): (_URL, _URL, "⟦example.org⟧", "S205.scheme"),
    ("venue", "note"): ("By the mill", en("By the mill"), "⟦[x]⟧", "S203.text-list"),
    ("room", "name"): ("Big", en("Big"), "⟦[x]⟧", "S203.text-list"),
    ("room", "capacity"): ("12", 12, "⟦0⟧", "S206.whole"),
    ("room", "accessibility"): ("[captions]", (Accessibility.CAPTIONS,), "⟦capions⟧", "S204.guess"),
    ("person", "name"): ("Anna", en("Anna"), "⟦[x]⟧", "S203.text-list"),
    ("person", "kind"): ("group", PersonKind.GROUP, "⟦grup⟧", "S204.guess"),
    ("person", "position"): ("Akim", en("Akim"), "⟦[x]⟧", "S203.text-list"),
    ("person", "organization"): ("City", en("City"), "⟦[x]⟧", "S203.text-list"),
    ("person", "bio"): ("A\n\n      B", en("A\nB"), "⟦[x]⟧", "S203.text-list"),
    ("person", "url"): (_URL, _URL, "⟦ftp://example.org/⟧", "S205"),
    ("person", "image"): ("{src: a.jpg, alt: She}", Image(src="a.jpg", alt=en("She")), "⟦[a.jpg]⟧",
                          "S203.map"),
    ("person", "links"): (f"[{_URL}]", (Link(url=_URL),), "[⟦her page⟧]", "S205"),
    ("track", "name"): ("Music", en("Music"), "⟦[x]⟧", "S203.text-list"),
    ("track", "color"): ("'#AD1457'", "#AD1457", "⟦'#AD145'⟧", "S206.color"),
    ("track", "shape"): ("star", Shape.STAR, "⟦heart⟧", "S204"),
    ("track", "description"): ("Songs", en("Songs"), "⟦[x]⟧", "S203.text-list"),
    ("feed", "id"): ("kids", "kids", "⟦Kids⟧", "S206.slug"),
    ("feed", "title"): ("Kids", en("Kids"), "⟦[x]⟧", "S203.text-list"),
    ("feed", "select"): ("{tags: a}", Selection(tags=("a",)), "⟦a⟧", "S203.map"),
    ("feed", "alarms"): ("true", True, "⟦yes⟧", "S206.yes-no"),
    ("select", "tracks"): ("[a, b]", ("a", "b"), "⟦{}⟧", "S203.text-map"),
    ("select", "venues"): ("hall", ("hall",), "[⟦[a]⟧]", "S203.text-list"),
    ("select", "rooms"): ("hall/big", ("hall/big",), "[⟦{}⟧]", "S203.text-map"),
    ("select", "people"): ("[anna]", ("anna",), "[⟦''⟧]", "S206.blank"),
    ("select", "kinds"): ("[talk]", (Kind.TALK,), "[⟦concrt⟧]", "S204.guess"),
    ("select", "tags"): ("[2027]", ("2027",), "[⟦''⟧]", "S206.blank"),
    ("select", "days"): ("[12 Sep]", (date(2026, 9, 12),), "[⟦12–13 Sep⟧]", "T301.one-day"),
    ("select", "ids"): ("[gala]", ("gala",), "[⟦[]⟧]", "S203.text-list"),
    ("contact", "email"): ("a@b.kz", "a@b.kz", "⟦a.b.kz⟧", "S206.email"),
    ("contact", "phone"): ("+77272", "+77272", "⟦[7]⟧", "S203.text-list"),
    ("contact", "url"): (_URL, _URL, "⟦example⟧", "S205"),
    ("image", "src"): (_URL, _URL, "⟦C:\\logo.png⟧", "S206.path"),
    ("image", "alt"): ("A heron", en("A heron"), "⟦[x]⟧", "S203.text-list"),
    ("image", "credit"): ("Vera", en("Vera"), "⟦[x]⟧", "S203.text-list"),
    ("link", "url"): (_URL, _URL, "⟦x y⟧", "S205"),
    ("link", "title"): ("Home", en("Home"), "⟦[x]⟧", "S203.text-list"),
}  # fmt: skip

#: The records whose keys are told of where events are.
ELSEWHERE = {"event", "defaults", "repeat", "change", "tickets", "staff"}

#: Keys that become something else than an attribute of their own name.
_ATTRIBUTE = {("programme", "dates"): "last_day"}
_WITHOUT_ATTRIBUTE = {("programme", "format"), ("programme", "defaults"), ("venue", "hours")}


def test_every_key_of_these_records_is_told_of() -> None:
    keys = {(name, key) for name, table in TABLES.items() for key in table.fields}
    assert set(KEYS) == {(name, key) for name, key in keys if name not in ELSEWHERE}


@pytest.mark.parametrize(("record", "key"), KEYS)
def test_a_good_value_is_kept(record: str, key: str) -> None:
    written, expected, _, _ = KEYS[record, key]
    found = RECORDS[record].of(good(with_key(record, key, written)))
    if (record, key) not in _WITHOUT_ATTRIBUTE:
        assert getattr(found, _ATTRIBUTE.get((record, key), key)) == expected


@pytest.mark.parametrize(("record", "key"), KEYS)
def test_a_wrong_value_has_a_sentence_at_its_place_and_no_other(record: str, key: str) -> None:
    _, _, wrong, sentence = KEYS[record, key]
    assert_found(with_key(record, key, wrong), sentence)


@pytest.mark.parametrize(
    ("record", "key"),
    [(name, key) for name, table in TABLES.items() for key in sorted(table.required)],
)
def test_a_required_key_is_missed_at_the_beginning_of_the_record(record: str, key: str) -> None:
    kind = RECORDS[record]
    keys = {name: value for name, value in kind.needs.items() if name != key}
    own = ("description", "bio", "note", "alt", "title", "capacity")
    keys = keys or {next(name for name in own if name in TABLES[record].fields): "12"}
    first, *others = [f"{name}: {value}\n" for name, value in keys.items()]
    lines = [f"⟦{first.partition(':')[0]}⟧:{first.partition(':')[2]}", *others]
    found = assert_found(kind.before + "".join(kind.indent + line for line in lines), "S202")
    assert found[0].values == {"key": key}


# -- the head


def test_the_smallest_programme() -> None:
    programme = good(HEAD + "events: []\n")
    assert (programme.id, str(programme.title), programme.time_zone) == (
        "city-day-2026",
        "City Day",
        "Asia/Almaty",
    )
    assert (programme.first_day, programme.last_day) == (date(2026, 9, 12), date(2026, 9, 13))
    assert (programme.day_starts, programme.travel_speed) == (240, 20.0)
    assert programme.uid_seed == uuid5(NAMESPACE_URL, "calendar_tool:city-day-2026")


def test_a_language_written_twice_is_one() -> None:
    programme = good(with_key("programme", "languages", "[ru, en, ru]"))
    assert programme.languages == ("ru", "en")
    assert programme.title.language == "ru"


def test_a_programme_has_a_language() -> None:
    assert_found(with_key("programme", "languages", "⟦[]⟧"), "S206.blank")


def test_a_file_that_is_no_mapping_is_no_programme() -> None:
    assert parsed("").programme is None
    found = assert_found("⟦- a\n- b⟧", "S203.map")
    assert parsed("- a\n- b").programme is None
    assert found[0].code == "S203"


def test_records_keep_their_order_and_their_ids() -> None:
    programme = good(HEAD + "events: []\ntracks:\n  b: {name: B}\n  a: {name: A}\n")
    assert list(programme.tracks) == ["b", "a"]
    assert [track.id for track in programme.tracks.values()] == ["b", "a"]


def test_a_record_with_a_wrong_id_is_read_all_the_same() -> None:
    text = HEAD + "events: []\ntracks:\n  ⟦Music⟧:\n    name: M\n    color: ⟦red⟧\n"
    assert_found(text, "S206.slug", "S206.color")


def test_ids_of_records_that_could_not_be_read_are_remembered() -> None:
    text = HEAD + "events: [{id: gala}]\nvenues:\n  hall: {url: https://example.org/}\n"
    programme, diagnostics = parsed(text)
    assert programme is not None
    assert set(programme.unread) == {"hall", "gala"}
    assert {one.key for one in diagnostics} == {"S202"}


# -- every mistake, once


TEN_MISTAKES = """\
format: 1
id: ⟦City Day⟧
title: City Day
languages: [en, ru]
time_zone: Asia/Almaty
dates: 12–13 Sep 2026
url: ⟦http://example.org/⟧
⟦colour⟧: '#0B6E4F'
venues:
  hall:
    name: Hall
    capacity: ⟦a lot⟧
  park:
    name: Park
    geo: ⟦43.2494⟧
tracks:
  music:
    name: Music
    shape: ⟦cirle⟧
events:
  - title: Gala
    id: gala
    when: ⟦Fri⟧ 12 Sep 19:00–21:00
    venue: hall
    track: music
    events:
      - title: Song
        when: ⟦25:00⟧
  - ⟦titel⟧: Fair
    id: fair
    when: 12–13 Sep
    venue: park
    people: [⟦''⟧]
"""


def test_ten_mistakes_are_ten_findings() -> None:
    found = assert_found(
        TEN_MISTAKES,
        "S206.slug",
        "S205.https",
        "S201.synonym",
        "S206.whole",
        "S206.geo",
        "S204.guess",
        "T301.weekday",
        "T301.clock",
        "S201.spelling",
        "S206.blank",
    )
    assert len(found) == 10


def test_ten_mistakes_are_told_even_when_the_head_is_broken() -> None:
    text = TEN_MISTAKES.replace("⟦", "").replace("⟧", "")
    broken = text.replace("dates: 12–13 Sep 2026", "dates: in September")
    keys = {one.key for one in parsed(broken).diagnostics}
    assert keys >= {"S206.slug", "S206.geo", "S204.guess", "T301.clock", "S206.blank"}


@pytest.mark.parametrize("dates", ["dates: ⟦soon⟧\n", ""])
def test_without_dates_nobody_is_told_that_years_are_missing(dates: str) -> None:
    events = """\
events:
  - title: Gala
    id: gala
    when: 12 Sep 19:00–21:00
    repeat: {every: day, except: [13 Sep], changes: {14 Sep: {when: 14.09 20:00–21:00}}}
  - title: Fair
    id: fair
    when: 12–13 Sep
    hours: {12 Sep: 10:00–18:00, 13.09: closed}
feeds: [{id: a, title: A, select: {days: [12 Sep]}}]
url: https://example.org/
"""
    head = HEAD.replace("dates: 12–13 Sep 2026\n", dates).replace("[en, ru]", "en")
    keys = ["T301.word"] if dates else ["S202"]
    head = head if dates else head.replace("format", "⟦format⟧")
    assert_found(head + events, *keys, checked=True)


def test_without_languages_texts_are_not_complained_of() -> None:
    head = HEAD.replace("languages: [en, ru]\n", "").replace("format", "⟦format⟧")
    text = "events: [{id: a, title: {en: A, ru: Б, kk: Ә}, when: 12 Sep 10:00–11:00}]\n"
    assert_found(f"{head}url: https://example.org/\n{text}", "S202", checked=True)


def test_without_a_title_the_rest_is_checked() -> None:
    head = HEAD.replace("title: City Day\n", "").replace("format", "⟦format⟧")
    text = "url: https://example.org/\nevents: [{id: a, title: A, when: 12 Sep 10:00–11:00}]\n"
    assert_found(head.replace("[en, ru]", "en") + text, "S202", checked=True)


def test_what_a_syntax_mistake_took_away_is_not_missed() -> None:
    text = """\
format: 1
id: day
title: City Day
languages: en
time_zone: Asia/Almaty
dates: 12 Sep 2026
url: https://example.org/
venues:
  hall:
    name: Hall
events:
  - title: Gala: the beginning
    id: gala
    when: 10:00–11:00
    venue: hall
    related: [fair]
  - id: fair
    title: 'Fair
    when: 12 Sep
"""
    keys = {one.key for one in loaded(text).diagnostics}
    assert {key[:2] for key in keys} <= {"Y1"}, keys
    assert len(keys) >= 1


def test_what_merged_keys_would_bring_is_not_missed() -> None:
    head = HEAD.replace("[en, ru]", "en")
    first = "{id: a, title: A, when: 12 Sep 10:00–11:00}"
    events = f"events:\n  - &a {first}\n  - ⟦<<⟧: *a\n    id: b\n"
    assert_found(f"{head}url: https://example.org/\n{events}", "Y113", checked=True)
