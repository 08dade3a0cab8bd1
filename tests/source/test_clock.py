from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calendar_tool.model import Opening
from calendar_tool.source.clock import read_clock, read_duration, read_opening
from calendar_tool.source.mistake import Mistake

MINUTE = timedelta(minutes=1)


@pytest.mark.parametrize(
    ("text", "minutes"), [("04:00", 240), ("4.30", 270), (" 00:00 ", 0), ("24:00", 1440)]
)
def test_clock_times_are_minutes_after_midnight(text: str, minutes: int) -> None:
    assert read_clock(text) == minutes


@pytest.mark.parametrize(
    ("text", "key", "fix"),
    [
        ("4", "T301.form", "04:00"),
        ("0430", "T301.form", "04:30"),
        ("4 am", "T301.twelve", "04:00"),
        ("24:01", "T301.clock", None),
        ("10:00–11:00", "T301.clock-wanted", None),
        ("15.11.2019", "T301.clock-wanted", None),
        ("noon", "T301.word", None),
    ],
)
def test_what_is_no_clock_time(text: str, key: str, fix: str | None) -> None:
    with pytest.raises(Mistake) as caught:
        read_clock(text)
    assert (caught.value.key, caught.value.fix) == (key, fix)


@pytest.mark.parametrize(
    ("text", "opening"),
    [
        ("10:00–18:00", Opening(600, 1080)),
        ("с 10.00 до 18.00", Opening(600, 1080)),
        ("10:00-ден 18:00-ге дейін", Opening(600, 1080)),
        ("10.05–11.10", Opening(605, 670)),
        ("20:00–02:00", Opening(1200, 1560)),
        ("00:00–24:00", Opening(0, 1440)),
    ],
)
def test_opening_hours_may_pass_midnight(text: str, opening: Opening) -> None:
    assert read_opening(text) == opening


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("18:00–10:00", "T307.order"),
        ("10:00–10:00", "T307.equal"),
        ("10:00", "T307.range"),
        ("15 Nov 10:00–11:00", "T307.range"),
        ("Mon 10:00–11:00", "T307.range"),
        ("24:00–02:00", "T301.midnight"),
        ("10–18", "T301.form"),
        ("10:00–25:00", "T301.clock"),
    ],
)
def test_opening_hours_that_are_none(text: str, key: str) -> None:
    with pytest.raises(Mistake, match=key):
        read_opening(text)


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("90 min", 90),
        ("90min.", 90),
        ("2 h", 120),
        ("1.5 h", 90),
        ("1 h 30 min", 90),
        ("1 day", 1440),
        ("1 week", 10080),
        ("1,5 часа", 90),
        ("1 ч. 30 мин.", 90),
        ("2 дня", 2880),
        ("2 сағат", 120),
        ("30 минут", 30),
        ("1 күн", 1440),
        ("PT1H30M", 90),
        ("P1DT2H", 1560),
        ("P2W", 20160),
        ("0 min", 0),
    ],
)
def test_durations_in_all_their_units(text: str, minutes: int) -> None:
    assert read_duration(text) == minutes * MINUTE


@pytest.mark.parametrize(
    ("text", "key", "fix"),
    [
        ("", "T301.empty", None),
        ("90", "T301.unit", "90 min"),
        ("an hour", "T301.duration", None),
        ("1 fortnight", "T301.duration", None),
        ("1 h and more", "T301.duration", None),
        ("-1 h", "T301.duration", None),
        ("P", "T301.duration", None),
        ("PT", "T301.duration", None),
        ("367 days", "T301.too-long", None),
        ("1 h " * 99, "T301.long", None),
    ],
)
def test_what_is_no_duration(text: str, key: str, fix: str | None) -> None:
    with pytest.raises(Mistake) as caught:
        read_duration(text)
    assert (caught.value.key, caught.value.fix) == (key, fix)


@given(hours=st.integers(0, 99), minutes=st.integers(0, 59))
def test_hours_and_minutes_add_up(hours: int, minutes: int) -> None:
    total = (60 * hours + minutes) * MINUTE
    assert read_duration(f"{hours} h {minutes} min") == total
    assert read_duration(f"{hours} ч {minutes} мин") == total
    assert read_duration(f"PT{hours}H{minutes}M") == total
