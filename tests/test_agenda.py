from datetime import date, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from calendar_tool.agenda import Agenda, Day, Manner, Mark, Row, agenda
from calendar_tool.model import Event, Hours, Opening, Programme, Status, When
from calendar_tool.occurrences import unfold
from tests.programmes import ALMATY, FRIDAY, SATURDAY, TBA, at, days, event, programme, timed


def drawn(*events: Event, **keys: object) -> Agenda:
    whole = programme(*events, **keys)
    return agenda(whole, unfold(whole))


def titles(rows: tuple[Row, ...]) -> list[str]:
    return [str(row.event.title) for row in rows]


def day(of: Agenda, wanted: date) -> Day:
    return next(day for day in of.days if day.date == wanted)


def only(rows: tuple[Row, ...]) -> Row:
    (row,) = rows
    return row


def test_rows_stand_in_order_of_start_after_what_lasts_all_day_and_what_has_no_time_yet() -> None:
    found = drawn(
        event("evening", timed(15, "19:00")),
        event("morning", timed(15, "09:00", "10:00")),
        event("all day", days(15)),
        event("some time", days(15, tba=True)),
    )
    friday = day(found, FRIDAY)
    assert titles(friday.unannounced) == ["some time"]
    assert titles(friday.announced) == ["all day", "morning", "evening"]


def test_what_begins_together_keeps_the_order_of_the_file() -> None:
    found = drawn(*(event(name, timed(15, "10:00"), id=name) for name in "cabd"))
    assert titles(day(found, FRIDAY).rows) == ["c", "a", "b", "d"]


def test_a_whole_of_two_days_stands_in_both() -> None:
    found = drawn(event("fair", days(15, 16)), event("talk", timed(16, "10:00")))
    assert titles(day(found, FRIDAY).rows) == ["fair"]
    assert titles(day(found, SATURDAY).rows) == ["fair", "talk"]


def test_a_span_over_a_night_and_a_day_goes_on_at_the_head_of_its_second_day() -> None:
    span = When(start=at(15, "10:00"), end=at(16, "18:00"))
    found = drawn(event("hackathon", span), event("talk", timed(16, "09:00")))
    assert not only(day(found, FRIDAY).rows).continued
    later = day(found, SATURDAY).rows[0]
    assert (str(later.event.title), later.continued) == ("hackathon", True)


def test_an_exhibition_stands_in_each_open_day_with_the_hours_of_that_day() -> None:
    hours = Hours(dates=((FRIDAY, Opening(600, 1080)), (SATURDAY, Opening(660, 1140))))
    found = drawn(event("photos", days(15, 16), hours=hours))
    rows = [only(day(found, date_).rows) for date_ in (FRIDAY, SATURDAY)]
    assert [row.when.start for row in rows] == [at(15, "10:00"), at(16, "11:00")]
    assert all(row.open_day for row in rows)


def test_doors_open_around_the_clock_stand_in_their_own_day() -> None:
    hours = Hours(dates=((SATURDAY, Opening(0, 1440)),))
    found = drawn(event("photos", days(16), hours=hours))
    assert [day.date for day in found.days] == [SATURDAY]


def test_a_show_after_midnight_stands_in_the_evening_before() -> None:
    found = drawn(event("late", timed(16, "00:30", "02:00")), event("gala", timed(15, "19:00")))
    friday = day(found, FRIDAY)
    assert titles(friday.rows) == ["gala", "late"]
    assert [row.after_midnight for row in friday.rows] == [False, True]


def test_the_hour_at_which_a_day_starts_is_the_programmes() -> None:
    found = drawn(event("run", timed(16, "05:00")), day_starts=360)
    assert [day.date for day in found.days] == [FRIDAY]


def test_parts_stand_beneath_their_whole_at_any_depth() -> None:
    bout = event("bout", timed(15, "11:15", "11:30"))
    round_ = event("round", timed(15, "11:00", "12:00"), events=(bout,))
    found = drawn(
        event("cup", timed(15, "10:00", "18:00"), events=(round_,)),
        event("talk", timed(15, "11:10")),
    )
    cup, talk = day(found, FRIDAY).rows
    assert titles((cup, talk)) == ["cup", "talk"]
    assert titles(cup.parts) == ["round"]
    assert titles(cup.parts[0].parts) == ["bout"]


def test_a_part_with_an_hour_stands_alone_when_its_whole_has_none() -> None:
    part = event("opening", timed(16, "10:00"))
    found = drawn(event("festival", days(15, 16), events=(part,)))
    assert titles(day(found, SATURDAY).rows) == ["festival", "opening"]


def test_a_part_stands_alone_when_its_whole_was_not_selected() -> None:
    part = event("opening", timed(15, "10:00"))
    whole = programme(event("festival", timed(15, "09:00"), events=(part,)))
    chosen = [one for one in unfold(whole) if str(one.event.title) == "opening"]
    assert titles(agenda(whole, chosen).days[0].rows) == ["opening"]


def test_what_has_no_date_yet_stands_in_no_day() -> None:
    found = drawn(event("gala", TBA), event("talk", timed(15, "10:00")))
    assert titles(found.unannounced) == ["gala"]
    assert titles(day(found, FRIDAY).rows) == ["talk"]


def test_a_venue_has_one_number_whatever_is_shown() -> None:
    part = event("part", timed(15, "10:00"), venue="square")
    whole = programme(
        event("last", TBA, venue="opera"),
        event("first", timed(15, "09:00"), venue="hall", events=(part,)),
        event("nowhere", timed(15, "12:00"), venue="TBA"),
    )
    every, some = unfold(whole), [one for one in unfold(whole) if one.event.venue == "square"]
    numbers = {id_: number for number, id_ in enumerate(whole.venues, 1)}
    for occurrences, used in ((every, {"opera", "hall", "square"}), (some, {"square"})):
        found = agenda(whole, occurrences)
        assert found.numbers == numbers
        assert [venue.id for venue in found.venues] == [id_ for id_ in numbers if id_ in used]


def test_the_cancelled_and_the_postponed_stay_in_their_place() -> None:
    found = drawn(
        event("a", timed(15, "10:00"), status=Status.CANCELLED),
        event("b", TBA, previous=timed(15, "11:00")),
        event("c", timed(15, "12:00"), status=Status.POSTPONED),
    )
    rows = day(found, FRIDAY).rows
    assert titles(rows) == ["a", "b", "c"]
    assert [set(row.marks) for row in rows] == [
        {Mark.CANCELLED},
        {Mark.POSTPONED},
        {Mark.POSTPONED},
    ]
    assert all(row.gone for row in rows)


def test_moved_and_then_cancelled_has_both_marks() -> None:
    moved = event("a", timed(15, "10:00"), previous=timed(15, "09:00"), status=Status.CANCELLED)
    assert only(day(drawn(moved), FRIDAY).rows).marks == {Mark.MOVED, Mark.CANCELLED}


def test_another_place_is_a_move_too() -> None:
    moved = event("a", timed(15, "10:00"), venue="hall", previous_venue="opera")
    assert only(day(drawn(moved), FRIDAY).rows).marks == {Mark.MOVED}


def test_what_the_last_version_did_not_have_is_new() -> None:
    whole = programme(event("a", timed(15, "10:00")), event("b", timed(15, "11:00")))
    first, second = unfold(whole)
    found = agenda(whole, (first, second), new={second.uid})
    assert [set(row.marks) for row in found.days[0].rows] == [set(), {Mark.NEW}]


def test_days_are_counted_from_the_first_of_the_programme() -> None:
    found = drawn(event("a", timed(16, "10:00")))
    assert (found.days[0].number, found.length) == (2, 2)


def test_a_span_far_beyond_the_programme_stands_in_its_days_alone() -> None:
    found = drawn(event("season", When(start=date(2019, 9, 1), end=date(2020, 6, 1))))
    assert [day.date for day in found.days] == [FRIDAY, SATURDAY]


def test_what_lies_outside_the_programme_is_not_lost() -> None:
    found = drawn(event("rehearsal", timed(10, "10:00")))
    assert [day.date for day in found.days] == [date(2019, 11, 10)]


MARCH = {"first_day": date(2027, 3, 1), "last_day": date(2027, 9, 30)}


def over(first: date, last: date) -> When:
    return When(start=first, end=last + timedelta(days=1))


def test_what_goes_on_for_weeks_stands_once_before_the_days() -> None:
    talk = When(start=date(2027, 5, 4), end=date(2027, 5, 5))
    span = When(
        start=datetime(2027, 4, 1, 10, tzinfo=ALMATY), end=datetime(2027, 5, 1, 18, tzinfo=ALMATY)
    )
    found = drawn(
        event("season", over(date(2027, 5, 1), date(2027, 6, 30))),
        event("camp", span),
        event("talk", talk),
        event("fortnight", over(date(2027, 5, 4), date(2027, 5, 17))),
        **MARCH,
    )
    assert titles(found.long) == ["camp", "season"]
    assert [row.when for row in found.long] == [span, over(date(2027, 5, 1), date(2027, 6, 30))]
    assert len(found.days) == 14
    assert titles(found.days[0].rows) == ["talk", "fortnight"]


def test_an_exhibition_of_200_days_is_one_row_with_its_first_and_last_open_day() -> None:
    hours = Hours(weekdays=tuple((weekday, Opening(600, 1080)) for weekday in range(1, 6)))
    shown = {"hours": hours, "venue": "hall"}
    found = drawn(
        event("photos", over(date(2027, 3, 1), date(2027, 9, 16)), **shown),
        event("photos", over(date(2027, 3, 1), date(2027, 9, 16)), **{**shown, "venue": "opera"}),
        **MARCH,
    )
    assert found.days == ()
    assert [row.event.venue for row in found.long] == ["hall", "opera"]
    assert found.long[0].when == over(date(2027, 3, 2), date(2027, 9, 16))
    assert {place.id for place in found.venues} == {"hall", "opera"}


def test_a_day_that_was_asked_for_shows_what_goes_on_for_weeks_too() -> None:
    whole = programme(event("season", over(date(2027, 5, 1), date(2027, 6, 30))), **MARCH)
    found = agenda(whole, unfold(whole), days=(date(2027, 5, 9),))
    assert found.long == ()
    assert [day.date for day in found.days] == [date(2027, 5, 9)]


WHENS = st.one_of(
    st.just(TBA),
    st.builds(days, st.integers(14, 15), st.integers(16, 17), tba=st.booleans()),
    st.builds(
        timed,
        st.integers(14, 17),
        st.times().map("{:%H:%M}".format),
        st.none() | st.times().map("{:%H:%M}".format),
    ),
)


@settings(max_examples=60)
@given(st.lists(WHENS, max_size=8))
def test_every_occurrence_stands_somewhere_and_every_day_is_in_order(whens: list[When]) -> None:
    whole: Programme = programme(*(event(str(n), when) for n, when in enumerate(whens)))
    found = agenda(whole, unfold(whole))
    shown = {row.occurrence.uid for day in found.days for row in day.rows}
    shown |= {row.occurrence.uid for row in found.unannounced}
    assert shown == {one.uid for one in unfold(whole)}
    for each in found.days:
        clocks = [row.when.start for row in each.rows if row.manner is Manner.TIMED]
        assert clocks == sorted(clocks, key=str)
        assert all(row.day == each.date for row in each.rows)
    assert [day.date for day in found.days] == sorted({day.date for day in found.days})


def test_a_part_named_like_its_whole_at_the_same_time_stands_beneath_it() -> None:
    part = event("gala", timed(15, "19:00"))
    found = drawn(event("gala", timed(15, "19:00"), events=(part,)))
    whole = only(day(found, FRIDAY).rows)
    assert titles(whole.parts) == ["gala"]
    assert only(whole.parts).parts == ()
