"""T303 and T308–T312."""

from datetime import date
from typing import Any

import pytest

from calendar_tool.model import Change, Every, Hours, Opening, Repeat, Status, When
from tests.checks.build import TBA_WHEN, clock, days, event, found, keys

EVENING = clock(12, "19:00", "21:00")


@pytest.mark.parametrize(
    "when",
    [
        clock(14, "10:00", "11:00"),
        clock(11, "23:00", "02:00"),
        clock(13, "22:00", "05:00"),
        clock(14, "04:00", "05:00"),
        days(14),
        days(12, 14),
        days(11, 12),
        days(14, tba=True),
    ],
)
def test_what_is_outside_the_dates_is_told(when: When) -> None:
    assert "T303" in keys(event("show", when))


@pytest.mark.parametrize(
    "when",
    [
        clock(12, "00:00", "01:00"),
        clock(13, "22:00", "02:00"),
        clock(14, "00:30", "04:00"),
        clock(14, "00:30"),
        days(12, 13),
        TBA_WHEN,
    ],
)
def test_the_dates_of_the_programme_and_the_night_after_them_are_inside(when: When) -> None:
    assert "T303" not in keys(event("show", when))


def test_the_day_beyond_the_dates_is_named() -> None:
    (late,) = found(event("late", days(12, 15)))
    (early,) = found(event("early", days(10, 12)))
    assert (late.values["date"], early.values["date"]) == (date(2026, 9, 15), date(2026, 9, 10))


def test_a_series_that_runs_out_of_the_dates_is_told_once_where_it_repeats() -> None:
    series = event("tour", EVENING, repeat=Repeat(every=Every.DAY, until=date(2026, 9, 20)))
    (late,) = found(series)
    assert (late.key, late.span) == ("T303", series.origin.at("repeat"))


def test_a_part_outside_is_not_told_when_its_whole_is() -> None:
    part = event("part", clock(14, "10:00", "11:00"))
    assert keys(event("whole", days(14), events=(part,))) == ["T303"]
    assert keys(event("whole", days(13), events=(part,))) == ["T303"]
    inside = event("part", clock(13, "10:00", "11:00"))
    assert keys(event("whole", days(13), events=(inside,))) == []


@pytest.mark.parametrize(
    ("today", "told"),
    [
        (date(2026, 8, 28), []),
        (date(2026, 8, 29), ["T308.time"]),
        (date(2026, 9, 12), ["T308.time"]),
        (date(2026, 9, 13), []),
    ],
)
def test_a_time_is_missed_from_a_fortnight_before_until_the_day(
    today: date, told: list[str]
) -> None:
    assert keys(event("show", days(12, tba=True)), today=today) == told


def test_a_missing_date_is_missed_a_fortnight_before_the_programme() -> None:
    assert keys(event("show", TBA_WHEN)) == ["T308.date"]
    assert keys(event("show", TBA_WHEN), today=date(2026, 8, 1)) == []


def test_missing_hours_are_missed_too() -> None:
    photo = event("photo", days(12, 13), hours=Hours(tba=True))
    (told,) = found(photo)
    assert (told.key, told.span) == ("T308.hours", photo.origin.at("hours"))
    assert keys(photo, today=date(2026, 8, 1)) == []


@pytest.mark.parametrize("status", [Status.CANCELLED, Status.POSTPONED])
def test_nobody_waits_for_the_time_of_what_is_off(status: Status) -> None:
    off = event("show", days(12, tba=True), status=status, notice=event("n", None).title)
    no_end = event("talk", clock(12, "10:00"), status=status, notice=off.notice)
    assert keys(off, no_end) == []


def test_a_part_that_shares_the_missing_time_of_its_whole_is_not_told_again() -> None:
    part = event("part", days(12, tba=True))
    assert keys(event("whole", days(12, tba=True), events=(part,))) == ["T308.time"]


def test_a_start_without_an_end_is_told_and_one_with_an_end_is_not() -> None:
    assert keys(event("show", clock(12, "10:00"))) == ["T309"]
    assert keys(event("show", clock(12, "10:00", "11:00"))) == []
    assert keys(event("show", days(12))) == []


@pytest.mark.parametrize(
    ("key", "fields"),
    [
        ("until-count", {"repeat": Repeat(every=Every.DAY, until=date(2026, 9, 13), count=2)}),
        ("rrule-alone", {"repeat": Repeat(every=Every.DAY, rrule="FREQ=DAILY;COUNT=2")}),
        ("rrule-alone", {"repeat": Repeat(count=2, rrule="FREQ=DAILY;COUNT=2")}),
        ("every", {"repeat": Repeat()}),
        ("every", {"repeat": Repeat(days=(5,))}),
        ("hours", {"repeat": Repeat(every=Every.DAY), "hours": Hours(tba=True)}),
        ("events", {"repeat": Repeat(every=Every.DAY), "events": (event("part", None),)}),
        ("tba", {"repeat": Repeat(every=Every.DAY), "when": TBA_WHEN}),
        ("also-tba", {"repeat": Repeat(also=(TBA_WHEN,))}),
        ("start", {"repeat": Repeat(every=Every.WEEK, days=(6,))}),
        ("rrule", {"repeat": Repeat(rrule="every Friday")}),
        ("freq", {"repeat": Repeat(rrule="FREQ=HOURLY;COUNT=2")}),
        ("many", {"repeat": Repeat(every=Every.DAY, count=367)}),
        ("except", {"repeat": Repeat(every=Every.DAY, except_=(date(2026, 9, 20),))}),
        ("changes", {"repeat": Repeat(every=Every.DAY, changes=(Change(date=date(2026, 9, 20)),))}),
    ],
)
def test_a_contradictory_repetition_is_told(key: str, fields: dict[str, Any]) -> None:
    tour = event("tour", **({"when": EVENING} | fields))
    told = [one for one in found(tour) if one.code == "T310"]
    assert [one.key for one in told] == [f"T310.{key}"]
    assert told[0].is_error


@pytest.mark.parametrize(
    "repeat",
    [
        Repeat(every=Every.DAY),
        Repeat(every=Every.DAY, count=2, except_=(date(2026, 9, 13),)),
        Repeat(also=(days(13),)),
        Repeat(rrule="FREQ=WEEKLY;BYDAY=SA,SU;COUNT=2"),
    ],
)
def test_a_sound_repetition_is_not_told(repeat: Repeat) -> None:
    assert keys(event("tour", EVENING, repeat=repeat)) == []


def test_very_many_occurrences_are_told_once_with_their_number() -> None:
    dates: dict[str, Any] = {"first_day": date(2026, 9, 12), "last_day": date(2026, 12, 31)}
    tour = event("tour", EVENING, repeat=Repeat(every=Every.DAY))
    (told,) = found(tour, **dates)
    assert (told.key, told.values["count"], told.is_error) == ("T311", 111, False)
    assert keys(event("tour", EVENING, repeat=Repeat(every=Every.WEEK)), **dates) == []


def test_days_that_the_hours_do_not_name_are_told() -> None:
    saturday = (5, Opening(600, 1080))
    photo = event("photo", days(12, 13), hours=Hours(weekdays=(saturday,)))
    assert [(one.key, one.values["date"]) for one in found(photo)] == [
        ("T312.one", date(2026, 9, 13))
    ]
    named = Hours(weekdays=(saturday,), dates=((date(2026, 9, 13), None),))
    assert keys(event("photo", days(12, 13), hours=named)) == []
    assert keys(event("photo", days(12, 13), hours=Hours())) == ["T312.many"]
    assert keys(event("photo", TBA_WHEN, hours=named), today=date(2026, 1, 1)) == []
