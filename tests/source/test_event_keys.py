"""What an event may say, key by key: what each becomes, and what is said of a wrong one."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from calendar_tool.model import (
    TBA,
    Access,
    Accessibility,
    Change,
    Every,
    Hours,
    Image,
    Kind,
    Link,
    Opening,
    Repeat,
    Staff,
    Status,
    Text,
    Tickets,
    Visibility,
    When,
)
from calendar_tool.source.schema import TABLES
from tests.building import (
    RECORDS,
    assert_found,
    good,
    good_events,
    parsed,
    with_key,
)
from tests.source.times import ALMATY, alone, en, whole

_URL = "https://example.org/"

_DAILY = Hours(weekdays=tuple((day, Opening(600, 1080)) for day in range(7)))

#: For every key of an event and its records: a good value, what it becomes, a wrong one, and what
#: is said of that at the place between ⟦ and ⟧.
KEYS: dict[tuple[str, str], tuple[str, Any, str, str]] = {
    ("event", "id"): ("gala", "gala", "⟦con⟧", "S206.slug-device"),
    ("event", "title"): ("1984", en("1984"), "⟦[1984]⟧", "S203.text-list"),
    ("event", "subtitle"): ("A play", en("A play"), "⟦[x]⟧", "S203.text-list"),
    ("event", "description"): ("{ru: Б}", Text((("ru", "Б"),)), "{en: ⟦[x]⟧}", "S203.text-list"),
    ("event", "when"): ("12 Sep", whole(12), "12 Sep ⟦25:00⟧", "T301.clock"),
    ("event", "duration"): ("90 min", None, "⟦90⟧", "T301.unit"),
    ("event", "venue"): ("hall", "hall", "⟦[hall]⟧", "S203.text-list"),
    ("event", "room"): ("big", "big", "⟦''⟧", "S206.blank"),
    ("event", "online"): (_URL, _URL, "⟦zoom⟧", "S205"),
    ("event", "track"): ("music", "music", "⟦{}⟧", "S203.text-map"),
    ("event", "tags"): ("[2027, open-air]", ("2027", "open-air"), "[⟦[a]⟧]", "S203.text-list"),
    ("event", "kind"): ("theater", Kind.THEATER, "⟦theatre⟧", "S204.guess"),
    ("event", "people"): ("anna", (("", "anna"),), "{host: ⟦''⟧}", "S206.blank"),
    ("event", "status"): ("tentative", Status.TENTATIVE, "⟦perhaps⟧", "S204"),
    ("event", "previous"): ("13 Sep", whole(13), "13 ⟦Sap⟧", "T301.word"),
    ("event", "previous_venue"): ("tba", TBA, "⟦{}⟧", "S203.text-map"),
    ("event", "notice"): ("Rain", en("Rain"), "⟦[x]⟧", "S203.text-list"),
    ("event", "repeat"): ("{every: day}", Repeat(every=Every.DAY), "⟦daily⟧", "S203.map"),
    ("event", "hours"): ("TBA", None, "⟦10:00–18:00⟧", "T307.clock"),
    ("event", "events"): ("[]", (), "⟦none⟧", "S203.events"),
    ("event", "visibility"): ("private", Visibility.PRIVATE, "⟦hidden⟧", "S204.guess"),
    ("event", "access"): ("free", Access.FREE, "⟦Free⟧", "S204.guess"),
    ("event", "tickets"): (_URL, Tickets(url=_URL), "⟦at the door⟧", "S205"),
    ("event", "registration"): (_URL, _URL, "⟦by phone⟧", "S205"),
    ("event", "highlight"): ("true", True, "⟦very⟧", "S206.yes-no"),
    ("event", "age"): ("12+", "12+", "⟦[12]⟧", "S203.text-list"),
    ("event", "language"): ("[ru, uz]", ("ru", "uz"), "⟦Russian⟧", "I602"),
    ("event", "audience"): ("Everybody", en("Everybody"), "⟦[x]⟧", "S203.text-list"),
    ("event", "expected"): ("300", 300, "⟦300+⟧", "S206.whole"),
    ("event", "accessibility"): ("relaxed", (Accessibility.RELAXED,), "[⟦lift⟧]", "S204"),
    ("event", "url"): (_URL, _URL, "⟦https://a b/⟧", "S205"),
    ("event", "image"): ("a.jpg", Image(src="a.jpg"), "⟦/a.jpg⟧", "S206.path"),
    ("event", "links"): (_URL, (Link(url=_URL),), "[{⟦title⟧: Home}]", "S202"),
    ("event", "attachments"): (f"[{_URL}]", (Link(url=_URL),), "[⟦map.pdf⟧]", "S205.scheme"),
    ("event", "reminders"): ("[1 day, 2 h]", (timedelta(1), timedelta(hours=2)), "⟦soon⟧",
                             "T301.duration"),
    ("event", "related"): ("fair", ("fair",), "[⟦[fair]⟧]", "S203.text-list"),
    ("event", "staff"): ("{responsible: anna}", Staff(responsible="anna"), "⟦anna⟧", "S203.map"),
    ("event", "uid"): ("040000@host", "040000@host", "⟦a b⟧", "S206.uid"),
    ("event", "ignore"): ("[T309]", ("T309",), "[⟦T301⟧]", "S206.ignore"),
    ("repeat", "every"): ("week", Every.WEEK, "⟦weekk⟧", "S204.guess"),
    ("repeat", "interval"): ("2", 2, "⟦two⟧", "S206.whole"),
    ("repeat", "days"): ("[Wed, пн, дс]", (0, 2), "[Mon, ⟦Man⟧]", "T301.word"),
    ("repeat", "until"): ("13 Sep", date(2026, 9, 13), "⟦soon⟧", "T301.word"),
    ("repeat", "count"): ("4", 4, "⟦0⟧", "S206.whole"),
    ("repeat", "except"): ("13 Sep", (date(2026, 9, 13),), "[⟦31 Sep⟧]", "T301.month-days"),
    ("repeat", "also"): ("[13 Sep]", (whole(13),), "[13 Sep, 13 ⟦Sap⟧]", "T301.word"),
    ("repeat", "changes"): ("{13.09: {room: big}}", (Change(date=date(2026, 9, 13), room="big"),),
                            "{⟦Sunday⟧: {room: big}}", "T301.no-day"),
    ("repeat", "rrule"): ("FREQ=DAILY", "FREQ=DAILY", "⟦[FREQ]⟧", "S203.text-list"),
    ("change", "when"): ("13 Sep 12:00", alone(13, "12:00"), "13 ⟦Sap⟧", "T301.word"),
    ("change", "venue"): ("TBA", TBA, "⟦[]⟧", "S203.text-list"),
    ("change", "room"): ("big", "big", "⟦[]⟧", "S203.text-list"),
    ("change", "title"): ("Quiet", en("Quiet"), "⟦[]⟧", "S203.text-list"),
    ("change", "status"): ("cancelled", Status.CANCELLED, "⟦canceled⟧", "S204.guess"),
    ("change", "notice"): ("Rain", en("Rain"), "⟦[]⟧", "S203.text-list"),
    ("tickets", "url"): (_URL, _URL, "⟦shop⟧", "S205"),
    ("tickets", "price"): ("500 ₸", en("500 ₸"), "⟦[500]⟧", "S203.text-list"),
    ("tickets", "sale_from"): ("1 May 2026 10:00",
                               When(start=datetime(2026, 5, 1, 10, tzinfo=ALMATY), end=None),
                               "⟦1 May⟧", "T301.outside"),
    ("staff", "setup"): ("45 min", timedelta(minutes=45), "⟦45⟧", "T301.unit"),
    ("staff", "responsible"): ("anna", "anna", "⟦[anna]⟧", "S203.text-list"),
    ("staff", "note"): ("Bring chairs", en("Bring chairs"), "⟦[x]⟧", "S203.text-list"),
}  # fmt: skip

_ATTRIBUTE = {("repeat", "except"): "except_"}
_WITHOUT_ATTRIBUTE = {("event", "duration"), ("event", "hours")}


def test_every_key_of_these_records_is_told_of() -> None:
    records = {record for record, _ in KEYS}
    assert set(KEYS) == {(name, key) for name in records for key in TABLES[name].fields}


def test_defaults_hold_all_that_several_events_can_share() -> None:
    own = {"id", "uid", "title", "when", "previous", "previous_venue", "events"}
    assert set(TABLES["defaults"].fields) == set(TABLES["event"].fields) - own


@pytest.mark.parametrize(("record", "key"), sorted(set(KEYS) - _WITHOUT_ATTRIBUTE))
def test_a_good_value_is_kept(record: str, key: str) -> None:
    written, expected, _, _ = KEYS[record, key]
    found = RECORDS[record].of(good(with_key(record, key, written)))
    assert getattr(found, _ATTRIBUTE.get((record, key), key)) == expected


@pytest.mark.parametrize(("record", "key"), KEYS)
def test_a_wrong_value_has_a_sentence_at_its_place_and_no_other(record: str, key: str) -> None:
    _, _, wrong, sentence = KEYS[record, key]
    assert_found(with_key(record, key, wrong), sentence)


@pytest.mark.parametrize("key", TABLES["defaults"].fields)
def test_defaults_take_the_values_of_events(key: str) -> None:
    written, expected, wrong, sentence = KEYS["event", key]
    if key == "hours":
        wrong, sentence = "⟦10:00⟧", "T307.range"
    assert_found(with_key("defaults", key, wrong), sentence)
    if ("event", key) not in _WITHOUT_ATTRIBUTE:
        event = good(with_key("defaults", key, written)).events[0]
        assert getattr(event, key) == expected


# -- people


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("anna", [("", "anna")]),
        ("[anna, boris]", [("", "anna"), ("", "boris")]),
        ("{speaker: anna}", [("speaker", "anna")]),
        ("{speaker: [anna, boris], host: anna}",
         [("speaker", "anna"), ("speaker", "boris"), ("host", "anna")]),
        ("{' тамада ': anna}", [("тамада", "anna")]),
        ("[]", []),
    ],
)  # fmt: skip
def test_people_are_ids_or_roles_with_ids(written: str, expected: list[tuple[str, str]]) -> None:
    (event,) = good_events(f"- {{title: Gala, when: 12 Sep, people: {written}}}")
    assert [tuple(role) for role in event.people] == expected


def test_one_wrong_person_does_not_take_the_others_away() -> None:
    text = with_key("event", "people", "{host: [anna, ⟦[]⟧], speaker: ⟦''⟧}")
    assert_found(text, "S203.text-list", "S206.blank")
    programme = parsed(text.replace("⟦", "").replace("⟧", "")).programme
    assert programme is not None
    assert programme.events[0].people == (("host", "anna"),)


# -- repetitions


def test_a_wrong_change_does_not_take_the_others_away() -> None:
    text = with_key("repeat", "changes", "{12 Sep: {room: a}, 13 Sep: ⟦cancelled⟧, ⟦Mon⟧: {}}")
    assert_found(text, "S203.map", "T301.no-day")
    programme = parsed(text.replace("⟦", "").replace("⟧", "")).programme
    assert programme is not None
    assert programme.events[0].repeat == Repeat(changes=(Change(date=date(2026, 9, 12), room="a"),))


def test_weekdays_may_be_ranges() -> None:
    repeat = RECORDS["repeat"].of(good(with_key("repeat", "days", "[Sat–Mon, ср]")))
    assert repeat.days == (0, 2, 5, 6)
