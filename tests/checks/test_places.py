"""L506 and L507."""

from typing import Any

import pytest

from calendar_tool.model import Every, Hours, Opening, Repeat, Status, When
from tests.checks.build import clock, days, event, found, keys, room, text, venue

DOORS = Hours(weekdays=((5, Opening(540, 1200)), (6, Opening(600, 1560))))
LIBRARY = venue("library", room("hall", capacity=50), room("attic"), capacity=120, hours=DOORS)
NOON = clock(12, "12:00", "13:00")


@pytest.mark.parametrize(
    ("room_id", "expected", "told"),
    [
        ("hall", 50, []),
        ("hall", 51, ["L506"]),
        ("attic", 120, []),
        ("attic", 121, ["L506"]),
        (None, 121, ["L506"]),
    ],
)
def test_the_room_must_hold_those_who_are_expected_or_else_the_venue(
    room_id: str | None, expected: int, told: list[str]
) -> None:
    show = event("show", NOON, venue="library", room=room_id, expected=expected)
    assert keys(show, records=(LIBRARY,)) == told


def test_a_place_of_unknown_size_holds_everybody() -> None:
    show = event("show", NOON, venue="park", expected=1_000_000)
    assert keys(show, records=(venue("park"),)) == []


def test_the_numbers_and_the_place_are_told() -> None:
    show = event("show", NOON, venue="library", room="hall", expected=60)
    (told,) = found(show, records=(LIBRARY,))
    assert told.values == {"place": "The hall", "expected": 60, "capacity": 50}
    assert told.span == show.origin.at("expected")


@pytest.mark.parametrize(
    ("when", "told"),
    [
        (clock(12, "09:00", "20:00"), []),
        (clock(12, "08:59", "20:00"), ["L507"]),
        (clock(12, "19:00", "20:01"), ["L507"]),
        (clock(12, "20:00"), ["T309"]),
        (clock(12, "20:30"), ["L507", "T309"]),
        (clock(13, "22:00", "02:00"), []),
        (clock(14, "01:00", "02:00"), []),
        (clock(14, "01:00", "03:00"), ["L507"]),
        (days(12), []),
    ],
)
def test_an_event_is_within_the_hours_of_its_venue(when: When, told: list[str]) -> None:
    show = event("show", when, venue="library", room="hall")
    assert keys(show, records=(LIBRARY,)) == told


def test_hours_that_are_not_announced_close_nothing() -> None:
    place = venue("park", hours=Hours(tba=True))
    assert keys(event("show", NOON, venue="park"), records=(place,)) == []


def test_a_cancelled_event_finds_no_door_closed_and_no_room_too_small() -> None:
    off: dict[str, Any] = {"status": Status.CANCELLED, "notice": text("Snow"), "venue": "library"}
    show = event("show", clock(12, "23:00", "23:30"), expected=500, **off)
    assert keys(show, records=(LIBRARY,)) == []


def test_a_series_is_told_once() -> None:
    daily = Repeat(every=Every.DAY)
    show = event("show", clock(12, "07:00", "08:00"), venue="library", repeat=daily)
    assert keys(show, records=(LIBRARY,)) == ["L507"]
