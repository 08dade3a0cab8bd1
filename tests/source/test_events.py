"""Events in their surroundings: what they need, what wholes, `defaults` and durations give."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calendar_tool.model import (
    TBA,
    Event,
    Hours,
    Kind,
    Opening,
    Status,
    Visibility,
    When,
)
from calendar_tool.source.schema import TABLES
from tests.building import (
    HEAD,
    assert_found,
    good_events,
    loaded,
    parsed,
)
from tests.source.test_event_keys import KEYS
from tests.source.times import ALMATY, alone, at, en, timed, whole

_URL = "https://example.org/"

_DAILY = Hours(weekdays=tuple((day, Opening(600, 1080)) for day in range(7)))

# -- what must be there


def test_an_event_needs_a_title_and_a_time() -> None:
    _, both = parsed(f"{HEAD}events:\n  - id: gala\n")
    assert [(one.key, one.values["key"]) for one in both] == [("S202", "title"), ("S202", "when")]
    assert_found(f"{HEAD}events:\n  - ⟦title⟧: Gala\n", "S202")
    assert_found(f"{HEAD}events:\n  - ⟦when⟧: 12 Sep\n", "S202")


def test_an_unknown_key_that_is_meant_as_the_time_hides_that_it_is_missing() -> None:
    assert_found(f"{HEAD}events:\n  - title: Gala\n    ⟦whn⟧: 12 Sep\n", "S201.spelling")
    assert_found(f"{HEAD}events:\n  - title: Gala\n    ⟦дата⟧: 12 Sep\n", "S201.synonym")


def test_another_unknown_key_hides_nothing() -> None:
    text = f"{HEAD}events:\n  - ⟦title⟧: Gala\n    ⟦xyzzy⟧: 1\n"
    assert_found(text, "S202", "S201")


def test_an_event_that_is_no_mapping_does_not_take_the_others_away() -> None:
    text = f"{HEAD}events:\n  - ⟦Gala⟧\n  - title: Fair\n    when: 12 Sep\n"
    assert_found(text, "S203.map")
    programme = parsed(text.replace("⟦", "").replace("⟧", "")).programme
    assert programme is not None
    assert [str(event.title) for event in programme.events] == ["Fair"]


def test_an_empty_value_is_told_of_and_not_missed_besides() -> None:
    assert_found(f"{HEAD}events:\n  - title:⟦⟧\n    when: 12 Sep\n", "S206.empty")
    assert_found(f"{HEAD}events:\n  - title: ⟦''⟧\n    when: 12 Sep\n", "S206.blank")


def test_a_part_needs_no_time() -> None:
    (event,) = good_events("- {title: Gala, when: 12 Sep 10:00, events: [{title: Song}]}")
    assert event.events[0].when is None


def test_the_parts_of_an_event_that_cannot_be_read_are_read_all_the_same() -> None:
    text = """\
events:
  - ⟦titel⟧: Gala
    id: gala
    when: 12 Sep 10:00–12:00
    events:
      - title: Song
        id: song
        when: 10:00–10:30
        age: ⟦[6]⟧
        events:
          - title: Verse
            id: verse
  - title: Fair
    id: fair
    when: ⟦Fri⟧ 12 Sep
    events:
      - title: Opening
        id: fair-opening
        when: 10:00–10:30
      - title: Closing
        id: fair-closing
        when: 10:00–⟦10:60⟧
  - title: Run
    id: run
    when: 12 Sep 10:00–11:00
    related: [song, verse, fair-opening, fair-closing, gala, fair]
"""
    head = HEAD.replace("[en, ru]", "en") + "url: https://example.org/\n"
    keys = ["S201.spelling", "S203.text-list", "T301.weekday", "T301.clock"]
    assert_found(head + text, *keys, checked=True)


# -- opening hours


def test_hours_stand_beside_days() -> None:
    events = good_events(
        "- {title: A, when: 12–13 Sep, hours: 10:00–18:00}\n"
        "- {title: B, when: 12–13 Sep, hours: TBA}\n"
    )
    assert events[0].hours == _DAILY
    assert events[1].hours == Hours(tba=True)


def test_hours_beside_a_clock_time_are_told_of_once() -> None:
    text = "events: [{title: A, id: a, when: 12 Sep 10:00–12:00, hours: ⟦10:00–18:00⟧}]\n"
    assert_found(HEAD + text, "T307.clock")
    programme = parsed(HEAD + text.replace("⟦", "").replace("⟧", "")).programme
    assert programme is not None
    assert programme.events[0].hours is None


# -- durations


def _lasting(when: str, duration: str, zone: str = "Asia/Almaty") -> Event:
    head = HEAD.replace("Asia/Almaty", zone).replace("12–13 Sep 2026", "1 Jan – 31 Dec 2026")
    (event,) = good_events(f"- {{title: A, when: {when}, duration: {duration}}}", head)
    return event


def test_a_duration_gives_the_end() -> None:
    assert _lasting("12 Sep 10:00", "90 min").when == timed(12, "10:00", "11:30")
    assert _lasting("12 Sep 23:00", "2 h").when == timed(12, "23:00", "01:00", 13)
    assert _lasting("12 Sep 10:00", "1 day").when == timed(12, "10:00", "10:00", 13)
    assert _lasting("12 Sep", "2 days").when == whole(12, 13)
    assert _lasting("12 Sep", "1 day").when == whole(12)


def test_hours_are_counted_through_a_change_of_clocks_and_days_are_not() -> None:
    berlin = ZoneInfo("Europe/Berlin")
    night = _lasting("28 Mar 22:00", "6 h", "Europe/Berlin").when
    assert night == When(
        start=datetime(2026, 3, 28, 22, tzinfo=berlin), end=datetime(2026, 3, 29, 5, tzinfo=berlin)
    )
    day = _lasting("28 Mar 22:00", "1 day", "Europe/Berlin").when
    assert day is not None
    assert day.end == datetime(2026, 3, 29, 22, tzinfo=berlin)
    more = _lasting("28 Mar 22:00", "1 day 1 h", "Europe/Berlin").when
    assert more is not None
    assert more.end == datetime(2026, 3, 29, 23, tzinfo=berlin)


def test_a_day_never_ends_at_a_time_that_no_clock_shows() -> None:
    when = _lasting("28 Mar 02:30", "1 day", "Europe/Berlin").when
    assert when is not None
    assert f"{when.end:%H:%M}" == "03:30"


@given(
    minutes=st.integers(1, 23 * 60 + 59),
    hour=st.integers(0, 365 * 24 - 1),
    zone=st.sampled_from(["Asia/Almaty", "Europe/Berlin", "America/New_York", "Australia/Sydney"]),
)
def test_less_than_a_day_is_as_long_as_it_says(minutes: int, hour: int, zone: str) -> None:
    start = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(hours=hour)
    when = _lasting(start.isoformat(timespec="minutes"), f"{minutes} min", zone).when
    assert when is not None
    assert isinstance(when.start, datetime)
    assert isinstance(when.end, datetime)
    assert when.end.astimezone(UTC) - when.start.astimezone(UTC) == timedelta(minutes=minutes)


@pytest.mark.parametrize(
    ("when", "duration", "sentence"),
    [
        ("12 Sep 10:00–11:00", "1 h", "S206.duration-twice"),
        ("12–13 Sep", "2 days", "S206.duration-twice"),
        ("12 Sep", "2 h", "S206.duration-clock"),
        ("12 Sep 10:00", "0 min", "S206.duration-zero"),
    ],
)
def test_a_duration_that_contradicts_the_time(when: str, duration: str, sentence: str) -> None:
    text = f"events: [{{title: A, when: {when}, duration: ⟦{duration}⟧}}]\n"
    assert_found(HEAD + text, sentence)


def test_a_duration_waits_for_the_time_to_be_announced() -> None:
    assert _lasting("12 Sep TBA", "2 h").when == When(
        start=date(2026, 9, 12), end=date(2026, 9, 13), tba=True
    )
    assert _lasting("TBA", "2 h").when == When(start=None, end=None, tba=True)


def test_a_part_without_a_time_has_no_use_for_a_duration() -> None:
    (event,) = good_events(
        "- {title: A, when: 12 Sep 10:00–11:00, events: [{title: B, duration: 5 min}]}"
    )
    assert event.events[0].when is None


# -- time zones of venues


_OMSK = "venues: {far: {name: Far, time_zone: Asia/Omsk}, near: {name: Near}}\n"


def test_clock_times_are_those_of_the_venue() -> None:
    events = good_events(
        """\
- {title: A, when: 12 Sep 10:00–11:00, venue: far}
- {title: B, when: 12 Sep 10:00–11:00, venue: near}
- title: C
  when: 12 Sep 10:00–12:00
  venue: far
  events: [{title: D, when: 11:00–12:00}, {title: E, when: 11:00–12:00, venue: near}]
- {title: F, when: 12 Sep 10:00–11:00, venue: [far]}
""".replace("[far]", "far"),
        HEAD + _OMSK,
    )
    zones = [event.when and event.when.start.tzinfo for event in events]  # type: ignore[union-attr]
    omsk = ZoneInfo("Asia/Omsk")
    assert zones == [omsk, ALMATY, omsk, omsk]
    parts = [part.when and part.when.start for part in events[2].events]
    assert parts == [at(12, "11:00", omsk), at(12, "11:00")]


def test_the_venue_of_the_defaults_has_its_clocks_too() -> None:
    head = f"{HEAD}{_OMSK}defaults: {{venue: far}}\n"
    events = good_events("- {title: A, when: 12 Sep 10:00}\n- {title: B, when: 12 Sep 10:00, "
                         "venue: near}\n", head)  # fmt: skip
    assert [event.when and event.when.start for event in events] == [
        at(12, "10:00", ZoneInfo("Asia/Omsk")),
        at(12, "10:00"),
    ]


# -- what parts inherit


_WHOLE = {
    "venue": "hall",
    "room": "big",
    "track": "music",
    "access": "free",
    "age": "6+",
    "language": "ru",
}


def _part_of(
    keys: str, part: str = "", head: str = HEAD, when: str = "12 Sep 10:00–14:00"
) -> Event:
    (event,) = good_events(
        f"- {{title: Gala, when: {when}, {keys}, events: [{{title: Song, {part}}}]}}", head
    )
    return event.events[0]


@pytest.mark.parametrize("key", _WHOLE)
def test_a_part_inherits(key: str) -> None:
    keys = ", ".join(f"{name}: {value}" for name, value in _WHOLE.items())
    (event,) = good_events(f"- {{title: A, when: 12 Sep, {keys}, events: [{{title: B}}]}}")
    assert getattr(event, key)
    assert getattr(event.events[0], key) == getattr(event, key)
    others = {"language": "kk", "access": "ticket"}
    own = _part_of(keys, f"venue: hall, {key}: {others.get(key, 'other')}"
                   if key != "venue" else "venue: other")  # fmt: skip
    assert getattr(own, key) != getattr(event, key)


@pytest.mark.parametrize(
    "key", sorted(set(TABLES["defaults"].fields) - {*_WHOLE, "visibility", "status", "duration",
                                                     "hours", "repeat"})
)  # fmt: skip
def test_a_part_does_not_inherit(key: str) -> None:
    written = KEYS["event", key][0]
    nothing = Event(title=en("x"), when=None)
    assert getattr(_part_of(f"{key}: {written}"), key) == getattr(nothing, key)


def test_a_part_elsewhere_does_not_inherit_the_room() -> None:
    part = _part_of("venue: hall, room: big", "venue: park")
    assert (part.venue, part.room) == ("park", None)
    part = _part_of("venue: hall, room: big", "venue: park, room: meadow")
    assert (part.venue, part.room) == ("park", "meadow")


@pytest.mark.parametrize(
    ("whole_is", "part_is", "expected"),
    [
        ("visibility: private", "visibility: public", "private"),
        ("visibility: private", "age: 6+", "private"),
        ("visibility: public", "visibility: private", "private"),
        ("visibility: public", "age: 6+", "public"),
    ],
)
def test_private_always_passes_down(whole_is: str, part_is: str, expected: str) -> None:
    assert _part_of(whole_is, part_is).visibility == expected


@pytest.mark.parametrize(
    ("whole_is", "part_is", "expected"),
    [
        ("cancelled", "confirmed", "cancelled"),
        ("cancelled", "tentative", "cancelled"),
        ("tentative", "confirmed", "confirmed"),
        ("confirmed", "cancelled", "cancelled"),
        ("postponed", "confirmed", "confirmed"),
    ],
)
def test_cancelled_always_passes_down(whole_is: str, part_is: str, expected: str) -> None:
    assert _part_of(f"status: {whole_is}", f"status: {part_is}").status == expected
    assert _part_of("status: cancelled").status == Status.CANCELLED


def test_parts_of_parts_inherit_from_both() -> None:
    (event,) = good_events(
        """\
- title: A
  when: 12 Sep 10:00–14:00
  venue: hall
  age: 6+
  visibility: private
  events:
    - title: B
      when: 11:00–13:00
      age: 12+
      events: [{title: C, when: 11:30–12:00}]
"""
    )
    inner = event.events[0].events[0]
    assert (inner.venue, inner.age, inner.visibility) == ("hall", "12+", "private")
    assert inner.when == timed(12, "11:30", "12:00")


# -- the day of parts


@pytest.mark.parametrize(
    ("whole_when", "part_when", "expected"),
    [
        ("12 Sep 10:00–14:00", "11:00–12:00", timed(12, "11:00", "12:00")),
        ("12 Sep 10:00–14:00", "'11:00'", alone(12, "11:00")),
        ("12 Sep", "11:00–12:00", timed(12, "11:00", "12:00")),
        ("12 Sep 10:00", "11:00–12:00", timed(12, "11:00", "12:00")),
        ("12 Sep TBA", "11:00–12:00", timed(12, "11:00", "12:00")),
        ("12 Sep 10:00–24:00", "23:00–24:00", timed(12, "23:00", "00:00", 13)),
        ("12 Sep 10:00–14:00", "13 Sep 11:00–12:00", timed(13, "11:00", "12:00")),
        ("12–13 Sep", "13 Sep 11:00–12:00", timed(13, "11:00", "12:00")),
        ("12 Sep 22:00–04:00", "23:00–01:00", timed(12, "23:00", "01:00", 13)),
        ("12 Sep 22:00–04:00", "00:30–01:00", timed(13, "00:30", "01:00")),
        ("12 Sep 22:00–04:00", "'03:30'", alone(13, "03:30")),
        ("12 Sep 22:00–04:00", "12 Sep 00:30–01:00", timed(12, "00:30", "01:00")),
        ("12 Sep 22:00–04:00", "05:00–06:00", timed(12, "05:00", "06:00")),
        ("12 Sep 22:00–04:00", "13 Sep", whole(13)),
        ("12 Sep 21:00 – 13 Sep 05:00", "04:00–05:00", timed(13, "04:00", "05:00")),
        ("12 Sep 10:00–14:00", "13 Sep 2026", whole(13)),
    ],
)
def test_a_clock_time_is_enough_in_a_part(whole_when: str, part_when: str, expected: When) -> None:
    assert _part_of("age: 6+", f"when: {part_when}", when=whole_when).when == expected


@pytest.mark.parametrize(
    "when", ["12–13 Sep", "TBA", "12 Sep 10:00 – 13 Sep 12:00", "12 Sep 06:00 – 13 Sep 06:00"]
)
def test_a_clock_time_is_not_enough_where_there_is_no_one_day(when: str) -> None:
    text = f"events: [{{title: A, when: {when}, events: [{{title: B, when: ⟦11:00–12:00⟧}}]}}]\n"
    assert_found(HEAD + text, "T301.no-date")


def test_a_part_has_no_day_of_an_earlier_event() -> None:
    text = """\
events:
  - title: A
    when: 12 Sep 10:00–11:00
    events: [{title: B, when: 10:00–10:30}]
  - title: C
    when: ⟦11:00–12:00⟧
"""
    assert_found(HEAD + text, "T301.no-date")


_BERLIN = HEAD.replace("Asia/Almaty", "Europe/Berlin").replace("12–13 Sep", "1 Jan – 31 Dec")


def test_a_part_in_a_night_is_asked_for_its_own_day_alone() -> None:
    berlin = ZoneInfo("Europe/Berlin")
    (event,) = good_events(
        "- {title: A, when: 29 Mar 22:00–04:00, events: [{title: B, when: 02:30–03:00}]}", _BERLIN
    )
    when = event.events[0].when
    assert when is not None
    assert when.start == datetime(2026, 3, 30, 2, 30, tzinfo=berlin)
    (event,) = good_events(
        "- {title: A, when: 25 Oct 22:00–04:00, events: [{title: B, when: 02:30–03:00}]}", _BERLIN
    )
    when = event.events[0].when
    assert when is not None
    assert when.start == datetime(2026, 10, 26, 2, 30, tzinfo=berlin)


def test_a_part_of_a_night_that_cannot_be_read_is_told_of_once() -> None:
    text = "- {title: A, when: 12 Sep 22:00–04:00, events: [{title: B, when: ⟦25:00⟧}]}\n"
    assert_found(f"{HEAD}events:\n{text}", "T301.clock")
    text = "- {title: A, when: 12 Sep 22:00–04:00, events: [{title: B, when: ⟦[0]⟧}]}\n"
    assert_found(f"{HEAD}events:\n{text}", "S203.text-list")


def test_a_part_at_a_time_that_the_night_does_not_have_is_told_of_at_its_place() -> None:
    text = (
        "events:\n  - title: A\n    when: 28 Mar 22:00–05:00\n"
        "    events: [{title: B, when: ⟦02:30⟧–03:30}]\n"
    )
    assert_found(_BERLIN + text, "T304")
    text = text.replace("28 Mar", "24 Oct").replace("22:00–05:00", "22:00–04:00")
    assert_found(_BERLIN + text, "T305")


# -- defaults


def test_defaults_hold_for_what_an_event_does_not_say() -> None:
    head = HEAD + "defaults: {venue: hall, age: 6+, tags: [open-air]}\n"
    first, second = good_events(
        "- {title: A, when: 12 Sep}\n- {title: B, when: 12 Sep, age: 12+, tags: []}\n", head
    )
    assert (first.venue, first.age, first.tags) == ("hall", "6+", ("open-air",))
    assert (second.venue, second.age, second.tags) == ("hall", "12+", ())


def test_defaults_reach_parts_after_inheritance() -> None:
    head = HEAD + "defaults: {venue: hall, age: 6+, kind: concert}\n"
    part = _part_of("venue: park", head=head)
    assert (part.venue, part.age, part.kind) == ("park", "6+", Kind.CONCERT)
    part = _part_of("venue: park, age: 12+", "kind: talk", head=head)
    assert (part.venue, part.age, part.kind) == ("park", "12+", Kind.TALK)


def test_a_default_room_holds_only_where_the_venue_is_the_default_one() -> None:
    head = HEAD + "defaults: {venue: park, room: meadow}\n"
    events = good_events(
        """\
- {title: A, when: 12 Sep}
- {title: B, when: 12 Sep, venue: hall}
- {title: C, when: 12 Sep, venue: park}
- {title: D, when: 12 Sep, room: stage}
- {title: E, when: 12 Sep, venue: hall, events: [{title: F}, {title: G, venue: park}]}
""",
        head,
    )
    assert [event.room for event in events] == ["meadow", None, "meadow", "stage", None]
    assert [part.room for part in events[4].events] == [None, "meadow"]


def test_a_default_duration_helps_where_an_end_is_missing_and_nowhere_else() -> None:
    head = HEAD + "defaults: {duration: 1 h}\n"
    events = good_events(
        """\
- {title: A, when: 12 Sep 10:00}
- {title: B, when: 12 Sep 10:00–10:30}
- {title: C, when: 12 Sep}
- {title: D, when: 12 Sep TBA}
""",
        head,
    )
    assert [event.when for event in events] == [
        timed(12, "10:00", "11:00"),
        timed(12, "10:00", "10:30"),
        whole(12),
        When(start=date(2026, 9, 12), end=date(2026, 9, 13), tba=True),
    ]


def test_private_by_default_is_private_in_parts_too() -> None:
    head = HEAD + "defaults: {visibility: private}\n"
    (event,) = good_events("- {title: A, when: 12 Sep, events: [{title: B}]}", head)
    assert event.visibility == event.events[0].visibility == Visibility.PRIVATE


def test_wrong_defaults_are_told_of_once_and_not_at_every_event() -> None:
    text = f"{HEAD}defaults: {{⟦id⟧: x, age: ⟦[]⟧}}\nevents: [{{title: A, when: 12 Sep}}]\n"
    assert_found(text, "S201", "S203.text-list")


def test_default_hours_hold_for_whole_days_alone() -> None:
    head = HEAD + "defaults: {hours: 10:00–18:00}\n"
    days, clock = good_events(
        "- {title: A, when: 12 Sep}\n- {title: B, when: 12 Sep 19:00}\n", head
    )
    assert (days.hours, clock.hours) == (_DAILY, None)


# -- the venue that is not announced


@pytest.mark.parametrize("written", ["TBA", "tba", "уточняется", "хабарланады"])
def test_a_venue_that_is_not_announced(written: str) -> None:
    (event,) = good_events(f"- {{title: A, when: 12 Sep, venue: {written}}}")
    assert event.venue == TBA


def test_an_event_remembers_where_it_was_written() -> None:
    text = HEAD + "events:\n  - title: A\n    when: 12 Sep 10:00–11:00\n"
    programme = loaded(text).programme
    assert programme is not None
    span = programme.events[0].origin.at("when")
    assert text[slice(*span)] == "12 Sep 10:00–11:00"
