"""Repeating events and opening hours as single events."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from calendar_tool.model import (
    Change,
    Event,
    Every,
    Hours,
    Opening,
    Repeat,
    Status,
    Text,
    When,
)
from calendar_tool.recurrence import expand, key_date, problems
from calendar_tool.recurrence.rule import LIMIT

BERLIN = ZoneInfo("Europe/Berlin")
TITLE = Text((("en", "Tour"),))


def on(written: str, ends: str | None = None, zone: ZoneInfo = BERLIN) -> When:
    start = datetime.fromisoformat(written).replace(tzinfo=zone)
    end = None if ends is None else datetime.fromisoformat(ends).replace(tzinfo=zone)
    return When(start=start, end=end)


def all_day(first: str, last: str | None = None, tba: bool = False) -> When:
    end = date.fromisoformat(last or first) + timedelta(days=1)
    return When(start=date.fromisoformat(first), end=end, tba=tba)


def repeating(when: When | None, **repeat: Any) -> Event:
    return Event(title=TITLE, when=when, id="tour", repeat=Repeat(**repeat))


EVENING = on("2026-03-20T19:00", "2026-03-20T21:00")
LAST_DAY = date(2026, 4, 30)


def dates(event: Event, last_day: date = LAST_DAY) -> list[tuple[str, str]]:
    """Return each key with the local time it stands for."""
    return [(key, _written(dated)) for key, dated in expand(event, last_day, "Europe/Berlin")]


def _written(event: Event) -> str:
    assert event.when is not None
    start, end = event.when.start, event.when.end
    if isinstance(start, datetime):
        return f"{start:%m-%d %H:%M}" + (f"–{end:%H:%M}" if isinstance(end, datetime) else "")
    return f"{start}/{end}"


def keys(event: Event) -> list[str]:
    return [key for key, _ in expand(event, LAST_DAY, "Europe/Berlin")]


def told(event: Event, last_day: date = LAST_DAY) -> list[str]:
    return [problem.key for problem in problems(event, last_day)]


def test_an_event_that_does_not_repeat_is_itself() -> None:
    event = Event(title=TITLE, when=EVENING)
    assert list(expand(event, LAST_DAY, "Europe/Berlin")) == [("", event)]


def test_a_weekly_evening_stays_an_evening_when_clocks_change() -> None:
    event = repeating(EVENING, every=Every.WEEK, count=3)
    assert dates(event) == [
        ("", "03-20 19:00–21:00"),
        ("2026-03-27", "03-27 19:00–21:00"),
        ("2026-04-03", "04-03 19:00–21:00"),
    ]
    offsets = [_offset(dated) for _, dated in expand(event, LAST_DAY, "Europe/Berlin")]
    assert offsets == [timedelta(hours=1), timedelta(hours=1), timedelta(hours=2)]


def _offset(event: Event) -> timedelta | None:
    assert event.when is not None
    assert isinstance(event.when.start, datetime)
    return event.when.start.utcoffset()


def test_a_time_in_the_gap_is_moved_out_of_it_and_still_ends_after_it_begins() -> None:
    event = repeating(on("2026-03-28T02:10", "2026-03-28T02:50"), every=Every.DAY, count=2)
    assert dates(event) == [("", "03-28 02:10–02:50"), ("2026-03-29", "03-29 03:10–03:50")]
    wide = repeating(on("2026-03-28T02:30", "2026-03-28T03:15"), every=Every.DAY, count=2)
    assert dates(wide)[1] == ("2026-03-29", "03-29 03:30–04:15")


def test_of_a_time_that_happens_twice_the_first_is_meant() -> None:
    event = repeating(on("2026-10-24T02:30", "2026-10-24T02:45"), every=Every.DAY, count=2)
    (_, _), (_, dated) = expand(event, LAST_DAY, "Europe/Berlin")
    assert dated.when is not None
    assert dated.when.start == datetime(2026, 10, 25, 2, 30, tzinfo=BERLIN)
    assert _offset(dated) == timedelta(hours=2)


def test_the_first_date_keeps_its_own_pass_of_a_time_that_happens_twice() -> None:
    second = datetime(2026, 10, 25, 2, 30, tzinfo=BERLIN, fold=1)
    event = repeating(When(start=second, end=None), every=Every.DAY, count=2)
    (_, first), _ = expand(event, LAST_DAY, "Europe/Berlin")
    assert _offset(first) == timedelta(hours=1)


def test_a_night_ends_on_the_next_day() -> None:
    event = repeating(on("2026-03-20T22:00", "2026-03-21T02:00"), every=Every.WEEK, count=2)
    whens = [dated.when for _, dated in expand(event, LAST_DAY, "Europe/Berlin")]
    assert whens[1] == on("2026-03-27T22:00", "2026-03-28T02:00")


def test_until_is_included() -> None:
    event = repeating(EVENING, every=Every.DAY, until=date(2026, 3, 22))
    assert keys(event) == ["", "2026-03-21", "2026-03-22"]


def test_count_counts_what_is_excepted() -> None:
    event = repeating(EVENING, every=Every.DAY, count=3, except_=(date(2026, 3, 21),))
    assert keys(event) == ["", "2026-03-22"]


def test_without_an_end_it_goes_on_to_the_last_day_of_the_programme() -> None:
    event = repeating(EVENING, every=Every.WEEK)
    assert keys(event)[-1] == "2026-04-24"
    assert [key for key, _ in expand(event, date(2026, 3, 27), "Europe/Berlin")][1:] == [
        "2026-03-27"
    ]


def test_an_excepted_first_date_leaves_the_keys_of_the_others_alone() -> None:
    event = repeating(EVENING, every=Every.DAY, count=3, except_=(date(2026, 3, 20),))
    assert keys(event) == ["2026-03-21", "2026-03-22"]


def test_days_interval_months_and_years_are_followed() -> None:
    mondays = repeating(EVENING, every=Every.WEEK, interval=2, days=(0, 4), count=3)
    assert keys(mondays) == ["", "2026-03-30", "2026-04-03"]
    assert keys(repeating(EVENING, every=Every.MONTH, count=2)) == ["", "2026-04-20"]
    assert keys(repeating(EVENING, every=Every.YEAR, count=2)) == ["", "2027-03-20"]


def test_also_comes_after_the_rule_in_the_order_written() -> None:
    also = (on("2026-03-28T12:00"), on("2026-03-21T11:00", "2026-03-21T11:30"))
    event = repeating(EVENING, every=Every.DAY, count=2, also=also)
    assert dates(event) == [
        ("", "03-20 19:00–21:00"),
        ("2026-03-21", "03-21 19:00–21:00"),
        ("2026-03-28", "03-28 12:00–14:00"),
        ("2026-03-21T1100", "03-21 11:00–11:30"),
    ]


def test_also_without_a_clock_takes_the_clock_of_the_event_on_each_day() -> None:
    event = repeating(EVENING, also=(all_day("2026-03-24", "2026-03-25"),))
    assert dates(event)[1:] == [
        ("2026-03-24", "03-24 19:00–21:00"),
        ("2026-03-25", "03-25 19:00–21:00"),
    ]


def test_a_further_date_may_have_no_time_yet() -> None:
    later = all_day("2026-03-24", tba=True)
    event = repeating(EVENING, also=(later,))
    assert [dated.when for _, dated in expand(event, LAST_DAY, "Europe/Berlin")] == [EVENING, later]


def test_what_is_named_twice_is_there_once() -> None:
    also = (EVENING, all_day("2026-03-21"), on("2026-03-21T19:00"))
    event = repeating(EVENING, every=Every.DAY, count=2, also=also)
    assert keys(event) == ["", "2026-03-21"]


def test_a_second_show_on_the_first_day_has_its_clock_in_its_key() -> None:
    event = repeating(EVENING, also=(on("2026-03-20T15:00"),))
    assert keys(event) == ["", "2026-03-20T1500"]


def test_an_event_without_an_end_repeats_without_an_end() -> None:
    event = repeating(on("2026-03-20T19:00"), every=Every.DAY, count=2)
    assert dates(event) == [("", "03-20 19:00"), ("2026-03-21", "03-21 19:00")]


@pytest.mark.parametrize("tba", [False, True])
def test_whole_days_repeat_as_whole_days(tba: bool) -> None:
    event = repeating(all_day("2026-03-20", "2026-03-21", tba), every=Every.WEEK, count=2)
    whens = [dated.when for _, dated in expand(event, LAST_DAY, "Europe/Berlin")]
    assert whens[1] == all_day("2026-03-27", "2026-03-28", tba)


def test_a_rule_of_several_hours_gives_several_shows_a_day() -> None:
    rule = "FREQ=DAILY;COUNT=4;BYHOUR=15,19;BYMINUTE=0"
    event = repeating(on("2026-03-20T15:00", "2026-03-20T16:00"), rrule=rule)
    assert keys(event) == ["", "2026-03-20T1900", "2026-03-21", "2026-03-21T1900"]


@pytest.mark.parametrize(
    ("until", "last"),
    [
        ("20260322", "2026-03-22"),
        ("20260322T190000", "2026-03-22"),
        ("20260322T185959", "2026-03-21"),
        ("20260322T180000Z", "2026-03-22"),
        ("20260322T175959Z", "2026-03-21"),
    ],
)
def test_until_of_a_raw_rule_is_a_day_a_local_time_or_an_instant(until: str, last: str) -> None:
    event = repeating(EVENING, rrule=f"RRULE:FREQ=DAILY;UNTIL={until}")
    assert keys(event)[-1] == last


def test_a_change_is_applied_on_its_date_alone() -> None:
    cancelled = Change(date=date(2026, 3, 21), status=Status.CANCELLED, notice=TITLE)
    event = repeating(EVENING, every=Every.DAY, count=3, changes=(cancelled,))
    states = [(dated.status, dated.notice) for _, dated in expand(event, LAST_DAY, "Europe/Berlin")]
    confirmed = (Status.CONFIRMED, None)
    assert states == [confirmed, (Status.CANCELLED, TITLE), confirmed]


def test_a_date_that_moves_keeps_its_key_and_remembers_when_it_was() -> None:
    moved = Change(date=date(2026, 3, 21), when=on("2026-03-22T15:00"))
    event = repeating(EVENING, every=Every.WEEK, also=(all_day("2026-03-21"),), changes=(moved,))
    by_key = dict(expand(event, LAST_DAY, "Europe/Berlin"))
    assert by_key["2026-03-21"].when == on("2026-03-22T15:00", "2026-03-22T17:00")
    assert by_key["2026-03-21"].previous == on("2026-03-21T19:00", "2026-03-21T21:00")
    assert by_key["2026-03-27"].previous is None


def test_a_change_to_the_same_time_is_no_move() -> None:
    same = Change(date=date(2026, 3, 20), when=EVENING)
    ((_, dated),) = expand(repeating(EVENING, also=(), changes=(same,)), LAST_DAY, "Europe/Berlin")
    assert dated.previous is None


def test_a_date_without_a_new_time_is_postponed() -> None:
    tba = When(start=None, end=None, tba=True)
    event = repeating(EVENING, changes=(Change(date=date(2026, 3, 20), when=tba),))
    ((_, dated),) = expand(event, LAST_DAY, "Europe/Berlin")
    assert (dated.when, dated.previous) == (tba, EVENING)


def test_only_the_first_show_of_a_day_moves_but_both_are_cancelled() -> None:
    change = Change(date=date(2026, 3, 20), when=on("2026-03-20T20:00"), status=Status.CANCELLED)
    event = repeating(EVENING, also=(on("2026-03-20T15:00"),), changes=(change,))
    assert dates(event) == [("", "03-20 20:00–22:00"), ("2026-03-20T1500", "03-20 15:00–17:00")]
    assert {dated.status for _, dated in expand(event, LAST_DAY, "Europe/Berlin")} == {
        Status.CANCELLED
    }


def test_another_venue_for_a_date_leaves_the_room_behind() -> None:
    change = Change(date=date(2026, 3, 20), venue="park")
    event = repeating(EVENING, changes=(change,))
    event = replace(event, venue="library", room="hall")
    ((_, dated),) = expand(event, LAST_DAY, "Europe/Berlin")
    assert (dated.venue, dated.room, dated.previous_venue) == ("park", None, "library")


def test_only_the_first_date_of_a_series_that_was_moved_was_elsewhere_before() -> None:
    event = replace(repeating(EVENING, every=Every.DAY, count=2), previous=all_day("2026-03-01"))
    before = [dated.previous for _, dated in expand(event, LAST_DAY, "Europe/Berlin")]
    assert before == [all_day("2026-03-01"), None]


def test_no_more_than_the_limit_is_ever_made() -> None:
    event = repeating(EVENING, every=Every.DAY, count=1_000_000)
    assert len(keys(event)) == LIMIT
    assert told(event) == ["T310.many"]
    long = repeating(EVENING, also=(all_day("2026-04-01", "9990-04-01"),))
    assert len(keys(long)) == LIMIT
    assert told(long) == ["T310.many"]


def test_what_is_excepted_does_not_count_towards_the_limit() -> None:
    first = date(2026, 3, 20)
    off = tuple(first + timedelta(days=n) for n in range(1, 101))
    event = repeating(EVENING, every=Every.DAY, count=LIMIT + 100, except_=off)
    assert len(keys(event)) == LIMIT
    assert told(event) == ["T311"]


def test_a_repetition_of_no_date_is_the_event_itself() -> None:
    tba = When(start=None, end=None, tba=True)
    event = repeating(tba, every=Every.DAY)
    assert keys(event) == [""]
    assert keys(replace(event, when=None)) == [""]
    assert told(event) == []


@pytest.mark.parametrize(
    ("rule", "key"),
    [
        ("FREQ=SECONDLY", "T310.freq"),
        ("FREQ=MINUTELY;COUNT=3", "T310.freq"),
        ("FREQ=HOURLY", "T310.freq"),
        ("COUNT=3", "T310.rrule"),
        ("", "T310.rrule"),
        ("every Friday", "T310.rrule"),
        ("FREQ=DAILY;FREQ=DAILY", "T310.rrule"),
        ("FREQ=DAILY;INTERVAL=0", "T310.rrule"),
        ("FREQ=DAILY;COUNT=-1", "T310.rrule"),
        ("FREQ=DAILY;BYDAY=XX", "T310.rrule"),
        ("FREQ=DAILY;BYSECOND=1", "T310.rrule"),
        ("FREQ=DAILY;BYEASTER=0", "T310.rrule"),
        ("FREQ=DAILY;BYHOUR=99", "T310.rrule"),
        ("FREQ=DAILY;UNTIL=tomorrow", "T310.rrule"),
        ("FREQ=DAILY;UNTIL=20261399", "T310.rrule"),
        ("FREQ=DAILY;COUNT=2;UNTIL=20260401", "T310.until-count"),
        ("FREQ=MONTHLY;BYMONTHDAY=31;BYMONTH=2", "T310.start"),
        ("FREQ=DAILY;BYMONTHDAY=31;BYMONTH=2", "T310.start"),
        ("FREQ=DAILY;BYMONTH=13", "T310.start"),
        ("FREQ=WEEKLY;BYDAY=MO", "T310.start"),
        ("FREQ=DAILY;BYHOUR=12", "T310.start"),
        ("FREQ=YEARLY;BYYEARDAY=366;INTERVAL=999999999", "T310.start"),
    ],
)
def test_a_bad_rule_is_told_and_the_first_date_remains(rule: str, key: str) -> None:
    event = repeating(EVENING, rrule=rule)
    assert told(event) == [key]
    assert keys(event)[0] == ""


def test_a_leap_day_repeats_in_leap_years() -> None:
    event = repeating(on("2024-02-29T19:00"), rrule="FREQ=YEARLY;COUNT=3")
    assert keys(event) == ["", "2028-02-29", "2032-02-29"]


def test_many_occurrences_are_warned_of() -> None:
    assert told(repeating(EVENING, every=Every.DAY, count=62)) == []
    assert told(repeating(EVENING, every=Every.DAY, count=63)) == ["T311"]


def test_an_exception_or_change_of_no_date_is_told() -> None:
    stray = date(2026, 5, 1)
    event = repeating(
        EVENING, every=Every.DAY, count=2, except_=(stray,), changes=(Change(date=stray),)
    )
    assert told(event) == ["T310.except", "T310.changes"]


def exhibition(hours: Hours, when: When) -> Event:
    return Event(title=TITLE, when=when, id="photo", hours=hours)


DAILY = Hours(weekdays=tuple((day, Opening(600, 1080)) for day in range(7)))


def test_each_open_day_is_an_event_with_its_hours() -> None:
    hours = replace(
        DAILY, dates=((date(2026, 3, 29), None), (date(2026, 3, 30), Opening(720, 1500)))
    )
    event = exhibition(hours, all_day("2026-03-28", "2026-03-31"))
    assert dates(event) == [
        ("", "03-28 10:00–18:00"),
        ("2026-03-30", "03-30 12:00–01:00"),
        ("2026-03-31", "03-31 10:00–18:00"),
    ]


def test_the_first_open_day_has_the_empty_key_even_when_the_first_day_is_closed() -> None:
    hours = Hours(weekdays=((6, Opening(600, 1080)),))
    assert dates(exhibition(hours, all_day("2026-03-28", "2026-03-30"))) == [
        ("", "03-29 10:00–18:00")
    ]


@pytest.mark.parametrize(
    "event",
    [
        exhibition(Hours(tba=True), all_day("2026-03-28", "2026-03-31")),
        exhibition(Hours(), all_day("2026-03-28", "2026-03-31")),
        exhibition(DAILY, When(start=None, end=None, tba=True)),
        exhibition(DAILY, EVENING),
    ],
)
def test_an_event_without_known_open_days_is_itself(event: Event) -> None:
    assert list(expand(event, LAST_DAY, "Europe/Berlin")) == [("", event)]


def test_opening_hours_are_those_of_the_place() -> None:
    event = exhibition(DAILY, all_day("2026-03-28"))
    ((_, dated),) = expand(event, LAST_DAY, "Asia/Almaty")
    assert dated.when == on("2026-03-28T10:00", "2026-03-28T18:00", ZoneInfo("Asia/Almaty"))


def test_a_key_names_its_date() -> None:
    assert key_date("") is None
    assert key_date("2026-03-21") == date(2026, 3, 21)
    assert key_date("2026-03-21T1900") == date(2026, 3, 21)


def _days() -> st.SearchStrategy[date]:
    return st.dates(date(2026, 3, 1), date(2026, 5, 31))


@st.composite
def _repeats(draw: st.DrawFn) -> Repeat:
    also = st.builds(lambda day: all_day(f"{day}"), _days())
    return Repeat(
        every=draw(st.sampled_from([None, *Every])),
        interval=draw(st.integers(1, 9)),
        days=draw(st.lists(st.integers(0, 6), unique=True, max_size=3).map(tuple)),
        until=draw(st.none() | _days()),
        count=draw(st.none() | st.integers(1, 400)),
        except_=draw(st.lists(_days(), max_size=3).map(tuple)),
        also=draw(st.lists(also, max_size=3).map(tuple)),
    )


@given(_repeats(), _days())
def test_keys_are_unique_and_all_times_are_on_the_clock_of_the_event(
    repeat: Repeat, last_day: date
) -> None:
    event = Event(title=TITLE, when=EVENING, repeat=repeat)
    occurrences = list(expand(event, last_day, "Europe/Berlin"))
    found = [key for key, _ in occurrences]
    assert len(set(found)) == len(found) <= LIMIT
    assert all(_clocks(occurrences))
    assert {key_date(key) for key in found}.isdisjoint(repeat.except_)


def _clocks(occurrences: list[tuple[str, Event]]) -> Iterator[bool]:
    for key, event in occurrences:
        assert event.when is not None
        assert event.repeat is None
        day = key_date(key) or date(2026, 3, 20)
        yield event.when == on(f"{day}T19:00", f"{day}T21:00")


_PARTS = {
    "FREQ": st.sampled_from(["DAILY", "WEEKLY", "MONTHLY", "YEARLY", "HOURLY"]),
    "INTERVAL": st.integers(0, 99).map(str),
    "COUNT": st.integers(-1, 999).map(str),
    "BYDAY": st.sampled_from(["MO", "1MO", "-1FR", "53SU", "0MO", "XX"]),
    "BYMONTH": st.integers(-1, 14).map(str),
    "BYMONTHDAY": st.integers(-32, 32).map(str),
    "BYYEARDAY": st.integers(-367, 367).map(str),
    "BYWEEKNO": st.integers(-54, 54).map(str),
    "BYSETPOS": st.integers(-400, 400).map(str),
    "BYHOUR": st.integers(-1, 25).map(str),
    "WKST": st.sampled_from(["SU", "MO", "ZZ"]),
    "UNTIL": st.sampled_from(["20260401", "20260401T000000Z", "00000000"]),
}
_RULES = st.dictionaries(st.sampled_from(list(_PARTS)), st.just(None), max_size=5).flatmap(
    lambda names: st.tuples(*(_PARTS[name].map(f"{name}={{}}".format) for name in names))
)


@given(
    st.text(max_size=30) | _RULES.map(";".join) | _RULES.map(lambda r: ";".join(r) + ";FREQ=DAILY")
)
@example("BYHOUR=2;FREQ=DAILY")  # in the hour that clocks leave out
@settings(deadline=None)  # an impossible rule takes a third of a second
def test_no_raw_rule_is_too_much(rule: str) -> None:
    event = repeating(EVENING, rrule=rule)
    assert 1 <= len(keys(event)) <= LIMIT
    of_rules = (key.startswith("T31") or key == "T304.series" for key in told(event))
    assert all(of_rules)
