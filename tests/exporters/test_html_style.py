"""Colours that can be read by day and by night, and timetables in which nothing covers another."""

from datetime import timedelta
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calendar_tool.agenda import agenda
from calendar_tool.exporters.html import style
from calendar_tool.exporters.html.timetable import COLUMNS, Grid, grids
from calendar_tool.exporters.palette import contrast
from calendar_tool.model import Event, Programme, When
from calendar_tool.occurrences import unfold
from tests.programmes import at, days, event, programme, timed, venue

COLORS = st.integers(0, 0xFFFFFF).map("#{:06X}".format)


@given(COLORS)
def test_any_colour_can_be_read_by_day_and_by_night(color: str) -> None:
    for light in ("#FFFFFF", "#F4F5F7", "#FFF7ED"):
        assert contrast(style.on_day(color), light) >= 4.5
    for dark in ("#14161B", "#1A1D23", "#1D2027", "#3A2410"):
        assert contrast(style.on_night(color), dark) >= 4.5


@pytest.mark.parametrize("color", ["#1D5FA8", "#14733A"])
def test_a_colour_that_can_be_read_stays_as_it_is(color: str) -> None:
    assert style.on_day(color) == color


def test_without_a_script_the_policy_allows_none() -> None:
    assert "script-src 'none'" in style.policy("p{}", "")


# -- timetables


def drawn(*events: Event, **keys: object) -> list[Grid]:
    whole: Programme = programme(*events, **keys)
    found = agenda(whole, unfold(whole))
    return [grid for day in found.days for grid in grids(day, found.numbers)]


def test_a_timetable_has_a_column_for_each_venue_and_a_line_for_each_hour() -> None:
    (grid,) = drawn(
        event("a", timed(15, "09:30", "10:45"), venue="hall"),
        event("b", timed(15, "10:00", "11:00"), venue="opera"),
        event("all day", days(15), venue="opera"),
        event("nowhere", timed(15, "10:00", "11:00")),
    )
    assert {column.venue for column in grid.columns} == {"opera", "hall"}
    assert [f"{hour:%H:%M}" for _, hour in grid.hours] == ["09:00", "10:00", "11:00"]
    assert sorted((str(c.row.event.title), c.line, c.span) for c in grid.cells) == [
        ("a", 7, 15),
        ("b", 13, 12),
    ]


def test_what_lasts_a_day_or_longer_is_drawn_until_midnight() -> None:
    (first, second) = drawn(
        event("film", When(start=at(15, "12:00"), end=at(16, "12:00")), venue="hall"),
        event("a", timed(15, "10:00", "11:00"), venue="opera"),
        event("night", timed(15, "23:30", "01:30"), venue="square"),
        event("b", timed(16, "10:00", "11:00"), venue="opera"),
        event("late film", When(start=at(16, "23:30"), end=at(17, "23:30")), venue="hall"),
    )
    assert [f"{hour:%d %H}" for _, hour in (first.hours[0], first.hours[-1])] == ["15 10", "16 02"]
    spans = {
        str(cell.row.event.title): cell.span for grid in (first, second) for cell in grid.cells
    }
    assert spans == {"film": 144, "a": 12, "night": 24, "b": 12, "late film": 12}


def test_what_is_all_at_one_venue_needs_no_timetable() -> None:
    assert drawn(event("a", timed(15, "09:30"), venue="hall")) == []


def test_many_venues_stand_in_several_timetables() -> None:
    places = {f"v{n}": venue(f"v{n}", str(n)) for n in range(COLUMNS + 2)}
    events = [event(id, timed(15, "10:00", "11:00"), venue=id) for id in places]
    assert [len(grid.columns) for grid in drawn(*events, venues=places)] == [COLUMNS, 2]


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["hall", "opera"]), st.integers(0, 250), st.none() | st.integers(0, 300)
        ),
        max_size=12,
    )
)
def test_nothing_in_a_timetable_covers_another(found: list[tuple[str, int, int | None]]) -> None:
    events = []
    for number, (place, step, minutes) in enumerate(found):
        start = at(15, "06:00") + timedelta(minutes=step * 4)
        end = start + timedelta(minutes=minutes) if minutes is not None else None
        events.append(event(str(number), When(start=start, end=end), venue=place))
    for grid in drawn(*events):
        for one, other in combinations(grid.cells, 2):
            apart = one.line + one.span <= other.line or other.line + other.span <= one.line
            assert apart or one.column != other.column
        for cell in grid.cells:
            (home,) = (one for one in grid.columns if one.venue == cell.row.event.venue)
            assert home.first <= cell.column < home.after
        assert len(grid.cells) == len(found)
