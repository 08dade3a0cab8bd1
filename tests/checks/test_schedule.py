"""L501–L504."""

from datetime import datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calendar_tool.checks import HEAD, PAGE_DAY, check
from calendar_tool.load import load_bytes
from calendar_tool.model import (
    TBA,
    Event,
    Every,
    Hours,
    Opening,
    PersonKind,
    Programme,
    Repeat,
    Role,
    Status,
    When,
)
from tests.checks.build import (
    ALMATY,
    clock,
    days,
    event,
    facts,
    found,
    keys,
    person,
    programme,
    room,
    text,
    venue,
)

LIBRARY = venue("library", room("hall"), room("attic"), geo=(43.2494, 76.9449))
OBSERVATORY = venue("observatory", geo=(43.0576, 76.9711))
ANN = (Role("speaker", "ann"),)


def hall(id_: str, begins: str, ends: str | None, **fields: Any) -> Event:
    fields = {"venue": "library", "room": "hall"} | fields
    return event(id_, clock(12, begins, ends), **fields)


def clashes(*events: Event) -> list[str]:
    return keys(*events, records=(LIBRARY,))


def test_two_events_in_one_room_are_told_at_the_later_one() -> None:
    lecture, rehearsal = hall("lecture", "11:30", "13:00"), hall("rehearsal", "10:00", "12:00")
    (told,) = found(lecture, rehearsal, records=(LIBRARY,))
    assert (told.key, told.is_error) == ("L501", True)
    assert (told.span, told.other) == (lecture.origin.at("when"), rehearsal.origin.at("when"))
    assert told.values == {
        "title": "lecture",
        "other": "rehearsal",
        "begins": datetime(2026, 9, 12, 11, 30, tzinfo=ALMATY),
        "until": "12:00",
        "venue": "library",
        "room": "hall",
    }


def test_of_two_that_begin_together_the_later_in_the_file_is_told() -> None:
    first, second = hall("first", "10:00", "12:00"), hall("second", "10:00", "11:00")
    (told,) = found(first, second, records=(LIBRARY,))
    assert (told.span, told.other) == (second.origin.at("when"), first.origin.at("when"))


def test_one_after_the_other_is_no_clash() -> None:
    assert clashes(hall("a", "10:00", "11:30"), hall("b", "11:30", "13:00")) == []


def test_another_room_is_no_clash() -> None:
    assert clashes(hall("a", "10:00", "12:00"), hall("b", "10:00", "12:00", room="attic")) == []


@pytest.mark.parametrize(
    ("status", "told"),
    [
        (Status.TENTATIVE, ["L501"]),
        (Status.CANCELLED, []),
        (Status.POSTPONED, []),
    ],
)
def test_tentative_events_clash_and_those_that_are_off_do_not(
    status: Status, told: list[str]
) -> None:
    other = hall("b", "10:00", "12:00", status=status, notice=text("Snow"))
    assert clashes(hall("a", "10:00", "12:00"), other) == told


@pytest.mark.parametrize("when", [days(12), days(12, 13), days(12, tba=True)])
def test_whole_days_do_not_clash(when: When) -> None:
    other = event("b", when, venue="library", room="hall")
    assert "L501" not in clashes(hall("a", "10:00", "12:00"), other)


def test_a_start_without_an_end_does_not_clash() -> None:
    assert clashes(hall("a", "10:00", "12:00"), hall("b", "11:00", None)) == ["T309"]


def test_a_place_that_is_not_announced_is_not_taken() -> None:
    events = [event(name, clock(12, "10:00", "11:00"), venue=TBA) for name in "ab"]
    assert keys(*events) == []


def test_a_part_may_be_in_the_room_of_its_whole_and_a_part_of_a_part_too() -> None:
    bout = hall("bout", "10:00", "10:30")
    session = hall("session", "10:00", "11:00", events=(bout,))
    assert clashes(hall("day", "09:00", "18:00", events=(session,))) == []


def test_two_parts_may_not_share_a_room() -> None:
    parts = (hall("one", "10:00", "11:00"), hall("two", "10:30", "11:30"))
    assert clashes(hall("day", "09:00", "18:00", events=parts)) == ["L501"]


def test_a_part_clashes_with_another_whole() -> None:
    part = hall("part", "10:00", "11:00", room="attic")
    whole = hall("whole", "10:00", "11:00", events=(part,))
    assert clashes(whole, hall("other", "10:00", "11:00", room="attic")) == ["L501"]


def test_open_days_stand_in_nobodys_way() -> None:
    doors = Hours(weekdays=tuple((day, Opening(600, 1080)) for day in range(7)))
    opening = hall("opening", "11:00", "12:00")
    photo = event("photo", days(12, 13), venue="library", room="hall", hours=doors)
    assert clashes(photo, opening) == []


def test_two_series_that_clash_on_every_date_are_told_once() -> None:
    daily = Repeat(every=Every.DAY)
    events = (hall("a", "10:00", "12:00", repeat=daily), hall("b", "11:00", "13:00", repeat=daily))
    assert clashes(*events) == ["L501"]


def test_each_of_many_at_once_is_told_once() -> None:
    assert clashes(*(hall(f"e{n}", "10:00", "12:00") for n in range(10))) == ["L501"] * 9


def test_over_a_clock_change_instants_decide() -> None:
    twice = datetime(2024, 2, 29, 23, 30, tzinfo=ALMATY)
    first = When(start=twice, end=twice.replace(minute=45))
    again = When(start=twice.replace(fold=1), end=twice.replace(minute=45, fold=1))
    place: dict[str, Any] = {"venue": "library", "room": "hall"}
    dates: dict[str, Any] = {
        "first_day": twice.date(),
        "last_day": twice.date(),
        "records": (LIBRARY,),
    }
    assert keys(event("a", first, **place), event("b", again, **place), **dates) == []
    assert keys(event("a", first, **place), event("b", first, **place), **dates) == ["L501"]


def test_two_in_a_venue_without_rooms_are_warned_of() -> None:
    both = [hall(name, "10:00", "12:00", room=None) for name in "ab"]
    (told,) = found(*both, records=(LIBRARY,))
    assert (told.key, told.is_error) == ("L502", False)
    assert clashes(both[0], hall("c", "12:00", "13:00", room=None)) == []
    assert clashes(both[0], hall("c", "10:00", "12:00")) == []


def busy(id_: str, begins: str, ends: str, **fields: Any) -> Event:
    return event(id_, clock(12, begins, ends), **({"people": ANN} | fields))


def test_a_person_in_two_events_at_once_is_warned_of() -> None:
    both = busy("a", "10:00", "11:00"), busy("b", "10:30", "12:00")
    (told,) = found(*both, records=(person("ann"),))
    assert (told.key, told.values["person"], told.is_error) == ("L503", "Dr ann", False)
    later = busy("b", "11:00", "12:00")
    assert keys(both[0], later, records=(person("ann"),)) == []


@pytest.mark.parametrize("kind", [PersonKind.GROUP, PersonKind.ORGANIZATION, PersonKind.TEAM])
def test_groups_can_be_in_two_places(kind: PersonKind) -> None:
    both = busy("a", "10:00", "11:00"), busy("b", "10:30", "12:00")
    assert keys(*both, records=(person("ann", kind),)) == []


@pytest.mark.parametrize("role", ["composer", "curator", "director", "organizer", "sponsor"])
def test_some_roles_need_nobody_there(role: str) -> None:
    away = busy("b", "10:30", "12:00", people=(Role(role, "ann"),))
    assert keys(busy("a", "10:00", "11:00"), away, records=(person("ann"),)) == []


def test_two_roles_in_one_event_are_one_appearance() -> None:
    both = (Role("moderator", "ann"), Role("speaker", "ann"))
    assert keys(busy("a", "10:00", "11:00", people=both), records=(person("ann"),)) == []


def test_a_person_may_be_in_a_whole_and_its_part_but_not_in_two_parts() -> None:
    one, two = busy("one", "10:00", "11:00"), busy("two", "10:30", "12:00")
    ann = (person("ann"),)
    assert keys(busy("day", "09:00", "18:00", events=(one,)), records=ann) == []
    assert keys(busy("day", "09:00", "18:00", events=(one, two)), records=ann) == ["L503"]


@pytest.mark.parametrize(
    ("begins", "speed", "told"),
    [
        ("11:15", 20.0, ["L504"]),
        ("12:14", 20.0, ["L504"]),
        ("12:15", 20.0, []),
        ("11:15", 500.0, []),
    ],
)
def test_the_way_between_two_venues_takes_time(begins: str, speed: float, told: list[str]) -> None:
    first = busy("a", "10:00", "11:00", venue="library", room="hall")
    second = busy("b", begins, "13:00", venue="observatory")
    records = (LIBRARY, OBSERVATORY, person("ann"))
    assert keys(first, second, records=records, travel_speed=speed) == told


def test_the_way_is_told_in_km_and_minutes() -> None:
    first = busy("a", "10:00", "11:00", venue="library", room="hall")
    second = busy("b", "11:15", "13:00", venue="observatory")
    (told,) = found(first, second, records=(LIBRARY, OBSERVATORY, person("ann")))
    assert (told.values["km"], told.values["needed"], told.values["free"]) == (22, 75, 15)
    assert (told.span, told.other) == (second.origin.at("when"), first.origin.at("when"))


def test_without_coordinates_no_way_is_too_long() -> None:
    first = busy("a", "10:00", "11:00", venue="library", room="hall")
    second = busy("b", "11:00", "13:00", venue="park")
    assert keys(first, second, records=(LIBRARY, venue("park"), person("ann"))) == []


_MINUTES = st.integers(0, 8).map(lambda quarter: 15 * quarter)


@st.composite
def _event(draw: st.DrawFn, n: int, depth: int = 0) -> Event:
    hour, minutes, length = draw(st.integers(9, 12)), draw(_MINUTES), draw(_MINUTES)
    begins = f"{hour + minutes // 60:02}:{minutes % 60:02}"
    total = hour * 60 + minutes + length + 5
    parts = (
        [draw(_event(10 * n + m, 1)) for m in range(draw(st.integers(0, 2)))] if not depth else []
    )
    return event(
        f"e{n}",
        clock(12, begins, f"{total // 60:02}:{total % 60:02}"),
        venue=draw(st.sampled_from(["library", "observatory"])),
        room=draw(st.sampled_from([None, "hall"])),
        people=draw(st.sampled_from([(), ANN])),
        events=tuple(parts),
        track=draw(st.sampled_from([None, "music", "musik"])),
    )


@st.composite
def _reordered(draw: st.DrawFn) -> tuple[Programme, Programme]:
    events = [draw(_event(n + 1)) for n in range(draw(st.integers(0, 6)))]
    records = (LIBRARY, OBSERVATORY, person("ann"))
    return (
        programme(*events, records=records),
        programme(*draw(st.permutations(events)), records=records),
    )


@given(_reordered())
def test_the_order_of_events_changes_no_finding(both: tuple[Programme, Programme]) -> None:
    written, reordered = (check(facts(one)) for one in both)
    assert written == reordered


def test_a_change_that_moves_a_date_onto_another_is_told_at_the_change() -> None:
    written = HEAD + (
        "venues: {hall: {name: Hall, rooms: {main: Main}}}\n"
        "events:\n  - title: Tour\n    id: tour\n    when: 12 Sep 10:00–11:00\n"
        "    venue: hall\n    room: main\n    repeat:\n      every: day\n"
        "      changes:\n        13 Sep: {when: 12 Sep 10:30, notice: Earlier}\n"
    )
    (told,) = load_bytes(written.encode(), "x.yaml", PAGE_DAY, None).diagnostics
    places = [told.span, told.other]
    assert told.code == "L501"
    assert [written[slice(*place)] for place in places if place] == [
        "12 Sep 10:30", "12 Sep 10:00–11:00"
    ]  # fmt: skip
