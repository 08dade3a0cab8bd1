"""The records around the events: rooms, places on the map, opening hours, feeds, links."""

from datetime import date, timedelta
from typing import Any

import pytest

from calendar_tool.model import Image, Link, Opening, Selection, Text
from tests.building import HEAD, RECORDS, assert_found, good, parsed, with_key

_URL = "https://example.org/"
_ARTICLE = "links: [{url: https://example.org/, title: Home}]"


def en(text: str) -> Text:
    return Text((("en", text),))


def test_a_room_is_a_text_or_a_text_by_language_or_a_record() -> None:
    programme = good(
        HEAD
        + """\
events: []
venues:
  hall:
    name: Hall
    rooms:
      one: First
      two: {en: Second, ru: Вторая}
      three:
        name: {en: Third}
        capacity: 30
"""
    )
    rooms = programme.venues["hall"].rooms
    assert rooms["one"].name == en("First")
    assert rooms["two"].name == Text((("en", "Second"), ("ru", "Вторая")))
    assert (rooms["three"].name, rooms["three"].capacity) == (en("Third"), 30)


def test_a_room_may_be_a_text_in_a_language_with_a_script() -> None:
    head = HEAD.replace("[en, ru]", "[kk-Latn, ru]")
    text = "events: []\nvenues: {hall: {name: Hall, rooms: {one: {kk-Latn: Bir, ru: Один}}}}\n"
    room = good(head + text).venues["hall"].rooms["one"]
    assert room.name == Text((("kk-Latn", "Bir"), ("ru", "Один")))


def test_a_room_in_a_language_that_nobody_reads_is_told_of() -> None:
    text = "events: []\nvenues: {hall: {name: Hall, rooms: {one: {en: A, ⟦de⟧: B}}}}\n"
    assert_found(HEAD + text, "I602.unlisted")


def test_places_on_the_map_are_a_list_or_a_text() -> None:
    for written in ("[43.2494, 76.9449]", "'43.2494, 76.9449'", "43.2494,76.9449"):
        venue = RECORDS["venue"].of(good(with_key("venue", "geo", written)))
        assert venue.geo == (43.2494, 76.9449)
    assert_found(with_key("venue", "geo", "⟦[95, 76]⟧"), "S206.geo-range")
    assert_found(with_key("venue", "geo", "⟦[43, 190.5]⟧"), "S206.geo-range")
    assert_found(with_key("venue", "geo", "⟦[1, 2, 3]⟧"), "S206.geo")
    assert_found(with_key("venue", "geo", "⟦[[1], 2]⟧"), "S203.text-list")


# -- hours


def _hours_of(written: str) -> Any:
    return RECORDS["venue"].of(good(with_key("venue", "hours", written))).hours


def test_hours_of_every_day() -> None:
    hours = _hours_of("10:00–18:00")
    assert hours.weekdays == tuple((day, Opening(600, 1080)) for day in range(7))
    assert (hours.dates, hours.last_entry, hours.tba) == ((), None, False)


@pytest.mark.parametrize("written", ["TBA", "уточняется", "'хабарланады'"])
def test_hours_that_are_not_announced(written: str) -> None:
    assert _hours_of(written).tba


def test_hours_by_weekday_and_by_date() -> None:
    hours = _hours_of(
        "{Mon: closed, вт–чт: 10:00–18:00, Сенбі: 10:00–02:00, 13 Sep: 12:00–14:00,"
        " last_entry: 30 min, жм: жабық}"
    )
    weekdays = dict(hours.weekdays)
    assert weekdays[0] is None
    assert weekdays[4] is None
    assert weekdays[1] == weekdays[2] == weekdays[3] == Opening(600, 1080)
    assert weekdays[5] == Opening(600, 1560)
    assert 6 not in weekdays
    assert hours.dates == ((date(2026, 9, 13), Opening(720, 840)),)
    assert hours.last_entry == timedelta(minutes=30)


@pytest.mark.parametrize(
    ("written", "sentences"),
    [
        ("{⟦Mun⟧: 10:00–18:00}", ["S201.hours"]),
        ("{⟦31 Sep⟧: 10:00–18:00}", ["T301.month-days"]),
        ("{⟦Mon 12 Sep⟧: 10:00–18:00}", ["T301.weekday"]),
        ("{Mon: ⟦open⟧}", ["T307.range"]),
        ("⟦closed⟧", ["T307.never"]),
        ("⟦daily⟧", ["T307.range"]),
        ("⟦10:00–18:00 daily⟧", ["T307.range"]),
        ("{Mon: 10:00–18:00, Tue: 10:00–11:00, last_entry: ⟦2 h⟧}", ["T307.last-entry"]),
        ("{Mon: closed, Fri: 22:00–01:00, last_entry: ⟦200 min⟧}", ["T307.last-entry"]),
        ("{⟦Mun⟧: ⟦[10:00]⟧}", ["S201.hours", "S203.text-list"]),
        ("{Mon–Fri: 10:00–18:00, ⟦Fri⟧: closed}", ["T307.twice"]),
        ("{13.09: 10:00–18:00, ⟦13 Sep⟧: closed}", ["T307.twice"]),
        ("⟦{last_entry: 30 min}⟧", ["S206.hours"]),
        ("⟦{}⟧", ["S206.hours"]),
        ("⟦[10:00, 18:00]⟧", ["S203.map"]),
        ("{Mon: 10:00–18:00, last_entry: ⟦[]⟧}", ["S203.text-list"]),
        ("18:00–⟦10:00⟧", ["T307.order"]),
    ],
)
def test_hours_that_cannot_be_read(written: str, sentences: list[str]) -> None:
    assert_found(with_key("venue", "hours", written), *sentences)


def test_each_mistake_of_hours_is_told_of() -> None:
    _, found = parsed(with_key("venue", "hours", "{last_entry: 30}"))
    assert sorted(one.key for one in found) == ["S206.hours", "T301.unit"]


def test_the_last_entry_may_be_when_the_doors_open_but_not_before() -> None:
    assert _hours_of("{Mon: 10:00–11:00, last_entry: 1 h}").last_entry == timedelta(hours=1)
    _, found = parsed(with_key("venue", "hours", "{Fri: 22:00–01:00, last_entry: 200 min}"))
    assert [one.values for one in found] == [
        {"text": "200 min", "opens": "22:00", "closes": "01:00"}
    ]


# -- feeds, pictures, links


def test_a_feed_may_ask_for_alarms() -> None:
    feeds = good(
        HEAD + "events: []\nfeeds: [{id: a, title: A, select: {tags: x}},"
        " {id: b, title: B, select: {kinds: talk}, alarms: true}]\n"
    ).feeds
    assert [feed.alarms for feed in feeds] == [False, True]
    assert feeds[1].select == Selection(kinds=("talk",))


def test_a_wrong_feed_does_not_take_the_others_away() -> None:
    text = (
        HEAD + "events: []\nfeeds:\n  - ⟦id⟧: a\n    title: A\n  - {id: b, title: B, select: {}}\n"
    )
    assert_found(text, "S202")
    programme = parsed(text.replace("⟦", "").replace("⟧", "")).programme
    assert programme is not None
    assert [feed.id for feed in programme.feeds] == ["b"]


def test_a_link_or_picture_may_be_an_address_alone() -> None:
    text = HEAD + f"events: []\nlogo: {_URL}\npeople: {{anna: {{name: Anna, {_ARTICLE}}}}}\n"
    programme = good(text)
    assert programme.logo == Image(src=_URL)
    assert programme.people["anna"].links == (Link(url=_URL, title=en("Home")),)
