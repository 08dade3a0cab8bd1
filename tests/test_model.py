"""The programme as a value."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import Struct

from calendar_tool import model
from calendar_tool.diagnostics import NOWHERE, WARNINGS, Diagnostic, Span
from calendar_tool.model import NO_ORIGIN, Hours, Opening, Text, When
from tests.programmes import at, days, event, programme, timed, venue


def test_a_text_is_what_stands_first() -> None:
    both = Text((("ru", "День"), ("en", "Day")))
    assert (str(both), both.language) == ("День", "ru")
    assert (both.get("en"), both.get("kk")) == ("Day", None)


@pytest.mark.parametrize(
    ("when", "clock", "first", "last"),
    [
        (timed(15, "10:00", "11:00"), True, 15, 15),
        (timed(15, "22:00", "02:00"), True, 15, 16),
        (When(start=at(15, "22:00"), end=at(16, "00:00")), True, 15, 15),
        (timed(15, "10:00"), True, 15, 15),
        (days(15), False, 15, 15),
        (days(15, 16), False, 15, 16),
        (days(15, tba=True), False, 15, 15),
    ],
)
def test_a_time_has_days(when: When, clock: bool, first: int, last: int) -> None:
    assert when.has_clock is clock
    assert when.first_day == date(2019, 11, first)
    assert when.last_day == date(2019, 11, last)


def test_a_time_that_is_not_announced_has_none() -> None:
    when = When(start=None, end=None, tba=True)
    assert (when.first_day, when.last_day, when.has_clock) == (None, None, False)


@given(minutes=st.integers(0, 10_000_000), length=st.integers(0, 500_000))
def test_the_last_day_is_never_before_the_first(minutes: int, length: int) -> None:
    start = at(1, "00:00") + timedelta(minutes=minutes)
    when = When(start=start, end=start + timedelta(minutes=length))
    assert when.first_day is not None
    assert when.last_day is not None
    assert when.first_day <= when.last_day <= (start + timedelta(minutes=length)).date()


def test_a_date_goes_before_a_weekday_and_what_is_not_named_is_closed() -> None:
    saturday, sunday, monday = (date(2019, 11, day) for day in (16, 17, 18))
    hours = Hours(
        weekdays=((5, Opening(600, 1080)), (6, None)), dates=((sunday, Opening(720, 900)),)
    )
    assert hours.on(saturday) == Opening(600, 1080)
    assert hours.on(sunday) == Opening(720, 900)
    assert hours.on(monday) is None
    closed = Hours(weekdays=((5, Opening(600, 1080)),), dates=((saturday, None),))
    assert closed.on(saturday) is None


def test_a_venue_may_have_clocks_of_its_own() -> None:
    far = venue("far", "Far", time_zone="Asia/Tokyo")
    whole = programme(venues={"far": far, "near": venue("near", "Near")})
    assert whole.zone_of("far") == "Asia/Tokyo"
    assert whole.zone_of("near") == whole.zone_of("TBA") == whole.zone_of(None) == "Asia/Almaty"


def test_places_take_no_part_in_equality() -> None:
    class Somewhere:
        def at(self, *_path: str | int) -> Span:
            return Span(1, 2)

    here = event("A", days(15), origin=Somewhere())
    assert here == event("A", days(15))
    assert "origin" not in repr(here)
    assert here.origin.at("when") == (1, 2)
    assert NO_ORIGIN.at("when", 1) == NOWHERE


RECORDS = [
    kind
    for kind in vars(model.records).values()
    if isinstance(kind, type) and issubclass(kind, Struct) and kind is not Struct
]


@pytest.mark.parametrize("record", RECORDS)
def test_records_are_frozen_and_slotted(record: type[Struct]) -> None:
    assert record.__dictoffset__ == 0
    assert record.__struct_config__.frozen


def test_a_finding_is_an_error_unless_its_code_warns() -> None:
    error = Diagnostic(key="T301.weekday", span=Span(0, 1))
    assert (error.code, error.is_error) == ("T301", True)
    warning = Diagnostic(key="R404.venue", span=Span(0, 1))
    assert (warning.code, warning.is_error) == ("R404", False)
    assert not any(code[0] == "S" for code in WARNINGS)
