"""What has a time of its own, the UIDs by which calendars know it, and the day it stands in."""

from datetime import UTC, date, datetime, timedelta
from random import Random
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calendar_tool.exporters import ics
from calendar_tool.model import (
    Event,
    Every,
    Hours,
    Opening,
    Programme,
    Repeat,
    Selection,
    Text,
    When,
)
from calendar_tool.occurrences import Occurrence, agenda_days, instant, uid_of, unfold
from calendar_tool.site import open_to_public
from calendar_tool.views import localize, select
from tests.building import good
from tests.programmes import TBA, at, days, event, programme, timed

SEED = UUID(int=7)
OPEN = Opening(600, 1080)
_TOLD = datetime(2019, 11, 1, tzinfo=UTC)


def uids(whole: Programme) -> list[str]:
    return [one.uid for one in unfold(whole)]


def keys(whole: Programme) -> dict[str, str]:
    """Return the UIDs by key; every event here has an id."""
    return {f"{one.event.id}/{one.key}": one.uid for one in unfold(whole)}


# -- which there are


def test_a_single_event_is_one() -> None:
    (one,) = unfold(programme(event("A", timed(15, "10:00", "11:00"), id="a")))
    assert (one.key, one.when, one.whole) == ("", timed(15, "10:00", "11:00"), None)


def test_what_has_no_time_yet_is_one_all_the_same() -> None:
    found = unfold(programme(event("A", TBA, id="a"), event("B", days(15, tba=True), id="b")))
    assert [one.when for one in found] == [TBA, days(15, tba=True)]


def test_a_part_without_a_time_is_none() -> None:
    whole = event("A", timed(15, "10:00"), id="a", events=(event("B", None, id="b"),))
    assert [one.event.id for one in unfold(programme(whole))] == ["a"]


def test_a_part_knows_its_whole() -> None:
    inner = event("C", timed(15, "10:10"), id="c")
    part = event("B", timed(15, "10:00"), id="b", events=(inner,))
    whole = event("A", timed(15, "09:00"), id="a", events=(part,))
    first, second, third = unfold(programme(whole))
    assert (first.whole, first.whole_uid) == (None, None)
    assert (second.whole, second.whole_uid) == (whole, first.uid)
    assert (third.whole, third.whole_uid) == (part, second.uid)


def test_a_part_of_what_has_no_dates_has_its_own() -> None:
    part = event("B", timed(15, "10:00"), id="b")
    found = unfold(programme(event("A", TBA, id="a", events=(part,))))
    assert [one.event.id for one in found] == ["a", "b"]


def test_every_date_of_a_series_is_one() -> None:
    series = event("A", timed(15, "10:00"), id="a", repeat=Repeat(every=Every.DAY))
    found = unfold(programme(series))
    assert [(one.key, one.when.first_day) for one in found] == [
        ("", date(2019, 11, 15)),
        ("2019-11-16", date(2019, 11, 16)),
    ]
    assert all(one.event.repeat is None for one in found)


def test_every_open_day_is_one_with_its_hours() -> None:
    hours = Hours(weekdays=tuple((day, OPEN) for day in range(7)))
    found = unfold(programme(event("A", days(15, 16), id="a", hours=hours)))
    assert [one.when for one in found] == [
        timed(15, "10:00", "18:00"),
        timed(16, "10:00", "18:00"),
    ]


def test_opening_hours_are_those_of_the_venues_clocks() -> None:
    whole = good(
        """\
format: 1
id: day
title: Day
languages: en
time_zone: Asia/Almaty
dates: 15 Nov 2019
venues: {far: {name: Far, time_zone: Asia/Tokyo}}
events: [{title: A, when: 15 Nov, venue: far, hours: 10:00–18:00}]
"""
    )
    (one,) = unfold(whole)
    assert one.when.start == datetime(2019, 11, 15, 10, tzinfo=ZoneInfo("Asia/Tokyo"))


# -- in which order


def test_they_stand_in_order_of_start_and_what_has_none_stands_first() -> None:
    found = unfold(
        programme(
            event("late", timed(16, "10:00"), id="a"),
            event("early", timed(15, "10:00"), id="b"),
            event("some day", TBA, id="c"),
            event("all day", days(16), id="d"),
        )
    )
    assert [one.event.id for one in found] == ["c", "b", "d", "a"]


def test_starts_are_compared_as_instants() -> None:
    tokyo = When(start=at(15, "12:00", ZoneInfo("Asia/Tokyo")), end=None)
    found = unfold(programme(event("A", timed(15, "10:00"), id="a"), event("T", tokyo, id="t")))
    assert [one.event.id for one in found] == ["t", "a"]
    assert instant(date(2019, 11, 15)) == datetime(2019, 11, 15, tzinfo=UTC)
    assert instant(None) == instant(date.min)


_SERIES = Repeat(every=Every.DAY)
_EVENTS = (
    event("A", timed(15, "10:00"), id="a"),
    event("B", timed(15, "10:00", "11:00"), id="b", repeat=_SERIES),
    event("C", days(15, 16), id="c", hours=Hours(weekdays=((4, OPEN), (5, OPEN)))),
    event("D", TBA),
    event("E", days(15, tba=True)),
    event("F", timed(15, "10:00"), uid="imported@host"),
    event("G", timed(15, "09:00"), id="g", events=(event("H", timed(15, "09:30"), id="h"),)),
)


@given(st.randoms(use_true_random=False))
def test_the_order_of_events_changes_nothing(random: Random) -> None:
    shuffled = list(_EVENTS)
    random.shuffle(shuffled)
    assert unfold(programme(*shuffled)) == unfold(programme(*_EVENTS))


# -- by which UID


def test_a_single_event_has_the_bare_uuid_of_its_id() -> None:
    (uid,) = uids(programme(event("A", timed(15, "10:00"), id="a")))
    assert uid == str(uuid5(SEED, "a"))
    assert uid == uid.lower()


def test_the_first_date_of_a_series_has_the_uid_of_a_single_event() -> None:
    series = event("A", timed(15, "10:00"), id="a", repeat=_SERIES)
    assert uids(programme(series)) == [str(uuid5(SEED, "a")), str(uuid5(SEED, "a/2019-11-16"))]


def test_the_first_open_day_has_the_uid_of_an_event_of_whole_days() -> None:
    hours = Hours(weekdays=((4, OPEN), (5, OPEN)))
    opened = event("A", days(15, 16), id="a", hours=hours)
    assert uids(programme(opened)) == [str(uuid5(SEED, "a")), str(uuid5(SEED, "a/2019-11-16"))]
    assert uids(programme(event("A", days(15, 16), id="a"))) == [str(uuid5(SEED, "a"))]


def test_a_second_occurrence_on_a_day_is_told_apart_by_its_clock() -> None:
    series = event("A", timed(15, "10:00"), id="a", repeat=Repeat(also=(timed(15, "19:00"),)))
    found = unfold(programme(series))
    assert [one.key for one in found] == ["", "2019-11-15T1900"]
    assert found[1].uid == str(uuid5(SEED, "a/2019-11-15T1900"))


def test_an_imported_uid_is_kept_and_further_dates_are_derived_from_it() -> None:
    series = event("A", timed(15, "10:00"), uid="x@host", repeat=_SERIES)
    assert uids(programme(series)) == ["x@host", str(uuid5(SEED, "x@host/2019-11-16"))]


def test_without_an_id_title_and_time_take_its_part() -> None:
    (uid,) = uids(programme(event("A", timed(15, "10:00", "11:00"))))
    assert uid == str(uuid5(SEED, "A|2019-11-15T10:00/2019-11-15T11:00/Asia/Almaty"))
    (uid,) = uids(programme(event("A", TBA)))
    assert uid == str(uuid5(SEED, "A|None/None/"))
    assert uid_of(programme(), event("A", None)) == str(uuid5(SEED, "A|"))


def test_equal_events_without_an_id_are_told_apart() -> None:
    twins = [event("A", timed(15, "10:00"), venue=place) for place in ("hall", "opera", "square")]
    assert len(set(uids(programme(*twins)))) == 3


@pytest.mark.parametrize(
    "other",
    [
        event("Another title", timed(15, "10:00"), id="a"),
        event("A", timed(16, "20:00", "21:00"), id="a"),
        event("A", TBA, id="a"),
        event("A", timed(15, "10:00"), id="a", venue="hall", room="big"),
    ],
)
def test_an_id_keeps_its_uid_whatever_changes(other: Event) -> None:
    assert uids(programme(event("A", timed(15, "10:00"), id="a"))) == uids(programme(other))


def test_an_exception_leaves_the_other_dates_their_uids() -> None:
    first, last = date(2019, 11, 15), date(2019, 11, 20)
    series = event("A", timed(15, "10:00"), id="a", repeat=_SERIES)
    excepted = event(
        "A",
        timed(15, "10:00"),
        id="a",
        repeat=Repeat(every=Every.DAY, except_=(date(2019, 11, 17),)),
    )
    before = keys(programme(series, first_day=first, last_day=last))
    after = keys(programme(excepted, first_day=first, last_day=last))
    assert before.items() > after.items()
    assert set(before) - set(after) == {"a/2019-11-17"}


def test_uids_are_distinct_and_the_same_in_every_language_and_selection() -> None:
    whole = programme(*_EVENTS, languages=("ru", "en"))
    all_of_them = unfold(whole)
    assert len({one.uid for one in all_of_them}) == len(all_of_them)
    for language in ("ru", "en", "kk"):
        _, translated = localize(whole, all_of_them, language)
        assert [one.uid for one in translated] == [one.uid for one in all_of_them]
    chosen = select(all_of_them, Selection(ids=("b", "g")), 240)
    assert {one.uid for one in chosen} <= {one.uid for one in all_of_them}


def test_a_uid_does_not_depend_on_the_language_of_the_title() -> None:
    titled = Event(title=Text((("ru", "А"), ("en", "A"))), when=timed(15, "10:00"))
    whole = programme(titled, languages=("ru", "en"))
    shown = open_to_public(whole, unfold(whole), _TOLD)
    feeds = [
        ics.render(shown.edition(language, shown.everything, "all.ics")).content
        for language in ("ru", "en")
    ]
    lines = [[line for line in feed.splitlines() if line.startswith(b"UID:")] for feed in feeds]
    assert lines[0] == lines[1]


# -- the days of an agenda


def _stands(when: When, day_starts: int = 240, **fields: object) -> tuple[date, date] | None:
    return agenda_days(Occurrence(event=event("A", when, **fields), uid="x"), day_starts)


def _november(first: int, last: int | None = None) -> tuple[date, date]:
    return date(2019, 11, first), date(2019, 11, last or first)


@pytest.mark.parametrize(
    ("when", "expected"),
    [
        (timed(15, "10:00", "11:00"), _november(15)),
        (timed(15, "22:00", "02:00"), _november(15)),
        (timed(15, "22:00", "12:00"), _november(15)),
        (timed(16, "03:59", "05:00"), _november(15)),
        (timed(16, "04:00", "05:00"), _november(16)),
        (timed(16, "00:30"), _november(15)),
        (When(start=at(15, "10:00"), end=at(16, "10:00")), _november(15, 16)),
        (When(start=at(15, "10:00"), end=at(16, "09:59")), _november(15)),
        (When(start=at(15, "04:00"), end=at(16, "04:00")), _november(15)),
        (When(start=at(15, "10:00"), end=at(17, "03:00")), _november(15, 16)),
        (days(15), _november(15)),
        (days(15, 17), _november(15, 17)),
        (days(15, tba=True), _november(15)),
    ],
)
def test_the_night_belongs_to_the_evening_before(when: When, expected: tuple[date, date]) -> None:
    assert _stands(when) == expected


def test_the_day_starts_when_the_programme_says() -> None:
    show = timed(16, "00:30", "02:00")
    assert _stands(show, 0) == _november(16)
    assert _stands(show, 30) == _november(16)
    assert _stands(show, 31) == _november(15)


def test_what_has_no_day_stands_nowhere_unless_it_had_one() -> None:
    assert _stands(TBA) is None
    assert _stands(TBA, previous=timed(15, "10:00")) == _november(15)


def test_opening_hours_stand_in_their_own_day_however_early() -> None:
    assert _stands(timed(16, "00:00", "03:00"), hours=Hours(weekdays=((5, OPEN),))) == _november(16)


@pytest.mark.parametrize(("month", "day"), [(3, 29), (10, 25)])
def test_a_night_in_which_the_clocks_change_is_read_from_the_wall(month: int, day: int) -> None:
    berlin = ZoneInfo("Europe/Berlin")
    night = datetime(2026, month, day, 3, 30, tzinfo=berlin)
    before = (date(2026, month, day - 1),) * 2
    assert _stands(When(start=night, end=None)) == before
    assert _stands(When(start=night.replace(hour=4), end=None)) == (night.date(), night.date())


@given(
    minutes=st.integers(0, 3_000_000),
    length=st.integers(1, 4 * 1440),
    day_starts=st.integers(0, 720),
)
def test_a_time_stands_on_the_days_that_it_touches(
    minutes: int, length: int, day_starts: int
) -> None:
    start = at(2, "00:00") + timedelta(minutes=minutes)
    end = start + timedelta(minutes=length)
    span = _stands(When(start=start, end=end), day_starts)
    assert span is not None
    first, last = span
    assert 0 <= (start.date() - first).days <= 1
    assert first <= last <= end.date()
    assert (first == last) or length >= 1440
