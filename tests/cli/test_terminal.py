from datetime import date
from io import StringIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.console import Console

from calendar_tool.cli.terminal import draw
from calendar_tool.model import Programme, When
from tests.programmes import at, days, edition, event, full, programme, timed


def drawn(whole: Programme, width: int, *, colour: bool = False) -> str:
    out = StringIO()
    system = "truecolor" if colour else None
    draw(edition(whole), Console(file=out, width=width, color_system=system, force_terminal=colour))  # type: ignore[arg-type]
    return out.getvalue()


@pytest.mark.parametrize("width", [40, 60, 84, 100, 240])
def test_everything_is_there_and_no_line_is_wider_than_the_terminal(width: int) -> None:
    found = drawn(full(), width)
    assert max(map(cell_len, found.splitlines())) <= width
    flowing = " ".join(found.split())
    for phrase in ("Пятница, 15 ноября", "Время уточняется", "Дата уточняется", "[отменено]"):
        assert phrase in flowing
    for word in ("Подписание", "весь", "10:00–18:00", "«Царевна-Лягушка»", "Бабакумаров,"):
        assert word in found.split()


def test_on_a_wide_terminal_the_place_stands_beside_the_title() -> None:
    line = next(line for line in drawn(full(), 100).splitlines() if "Подписание" in line)
    assert "(2) Большой зал" in line


def test_a_track_has_its_shape_and_its_word() -> None:
    found = drawn(full(), 100)
    assert "■ Подписание" in found
    assert "Официальные" in found


def test_an_empty_line_parts_two_rows_however_tall_their_hours_are() -> None:
    span = When(start=at(15, "10:00"), end=at(16, "18:00"))
    found = drawn(programme(event("первое", span), event("второе", timed(15, "12:00"))), 60)
    lines = [line.rstrip() for line in found.splitlines()]
    second = next(n for n, line in enumerate(lines) if line.endswith("второе"))
    assert lines[second - 1] == ""
    assert lines[second - 2].strip().endswith("18:00")


def test_rows_without_a_time_are_parted_from_the_others() -> None:
    some = event("когда-нибудь", days(15, tba=True))
    lines = drawn(programme(some, event("второе", timed(15, "12:00"))), 60).splitlines()
    place = next(n for n, line in enumerate(lines) if "второе" in line)
    assert lines[place - 1].strip() == ""


def test_what_goes_on_for_weeks_stands_under_a_word_of_its_own() -> None:
    season = event("Сезон", When(start=date(2019, 11, 1), end=date(2019, 12, 1)))
    bounds = {"first_day": date(2019, 11, 1), "last_day": date(2019, 11, 30)}
    found = drawn(programme(season, **bounds), 60)
    assert "Идёт несколько недель" in found
    assert found.count("Сезон") == 1


def test_a_word_longer_than_the_line_is_folded_not_cut() -> None:
    whole = programme(event("я" * 100, timed(15, "10:00")))
    assert drawn(whole, 40).count("я") >= 100


def test_what_an_author_writes_is_never_markup() -> None:
    title = "[bold red]a[/] :smile: [link=x]"
    assert title in drawn(programme(event(title, timed(15, "10:00"))), 100)


def test_no_control_of_an_author_reaches_the_terminal() -> None:
    title = "\x1b]0;pwned\x07\x1b[2Ja\x9b31m\u202eb\u2066c\u2028"
    whole = programme(event(title, timed(15, "10:00"), description=title, notice=title))
    found = drawn(whole, 100)
    assert not {char for char in found if char != "\n" and not char.isprintable()}


@settings(max_examples=40, deadline=None)
@given(st.text(st.characters(codec="utf-8"), min_size=1), st.integers(40, 120))
def test_any_text_fits_any_terminal(written: str, width: int) -> None:
    whole = programme(event(written, timed(15, "10:00"), description=written, venue="hall"))
    found = drawn(whole, width)
    assert "\x1b" not in found
    assert max(map(cell_len, found.split("\n"))) <= width


def test_parts_of_parts_leave_room_on_the_line() -> None:
    part = event("глубоко", timed(15, "10:00"))
    for _ in range(30):
        part = event("часть", timed(15, "10:00"), events=(part,))
    found = drawn(programme(part), 40)
    assert "глубоко" in found
    assert max(map(cell_len, found.splitlines())) <= 40
