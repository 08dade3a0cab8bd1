"""R401–R406."""

from datetime import date
from typing import Any

import pytest

from calendar_tool.diagnostics import Span
from calendar_tool.model import (
    TBA,
    Change,
    Event,
    Every,
    Feed,
    Repeat,
    Role,
    Selection,
    Staff,
)
from tests.checks.build import (
    clock,
    event,
    found,
    keys,
    person,
    room,
    text,
    track,
    venue,
    written,
)

WHEN = clock(12, "19:00", "21:00")


def show(**fields: Any) -> Event:
    return event("show", WHEN, **fields)


def feed(**select: Any) -> Feed:
    origin = written({"title": None, "select": None})
    return Feed(id="mine", title=text("Mine"), select=Selection(**select), origin=origin)


@pytest.mark.parametrize(
    ("key", "wrong", "record"),
    [
        ("R401", {"venue": "park"}, venue("park")),
        ("R401", {"venue": TBA, "previous_venue": "park"}, venue("park")),
        ("R402", {"people": (Role("speaker", "ann"),)}, person("ann")),
        ("R402", {"people": (Role("", "ann"),)}, person("ann")),
        ("R402", {"staff": Staff(responsible="ann")}, person("ann")),
        ("R403", {"track": "music"}, track("music")),
    ],
)
def test_a_reference_must_lead_somewhere(key: str, wrong: dict[str, Any], record: object) -> None:
    (told,) = found(show(**wrong))
    assert (told.key, told.is_error) == (key, True)
    assert told.values["id"] in ("park", "ann", "music")
    assert keys(show(**wrong), records=(record,)) == []


@pytest.mark.parametrize(
    ("key", "select", "record"),
    [
        ("R401", {"venues": ("park",)}, venue("park")),
        ("R401", {"rooms": ("park/stage",)}, venue("park", room("stage"))),
        ("R402", {"people": ("ann",)}, person("ann")),
        ("R403", {"tracks": ("music",)}, track("music")),
    ],
)
def test_so_must_those_of_feeds(key: str, select: dict[str, Any], record: object) -> None:
    mine = feed(**select)
    (told,) = found(show(), feeds=(mine,))
    assert (told.key, told.span) == (key, mine.origin.at("select"))
    assert keys(show(), feeds=(mine,), records=(record,)) == []


def test_the_organizer_must_be_there() -> None:
    assert keys(show(), organizer=("city",)) == ["R402"]
    assert keys(show(), organizer=("city",), records=(person("city"),)) == []


def test_a_venue_that_is_not_announced_is_no_reference() -> None:
    assert keys(show(venue=TBA)) == []


def test_a_near_id_is_guessed() -> None:
    told = found(show(venue="libary"), records=(venue("library"), venue("park")))
    assert [one.values["guess"] for one in told if one.key == "R401.guess"] == ["library"]
    assert (
        keys(show(track="musik"), show(track="music"), records=(track("music"),)).count(
            "R403.guess"
        )
        == 1
    )


def test_only_so_many_guesses_are_made() -> None:
    events = [event(f"e{n}", WHEN, track=f"music-{n}") for n in range(30)]
    told = keys(*events, records=(track("music"),))
    assert (told.count("R403.guess"), told.count("R403")) == (20, 10)


def test_what_a_part_takes_over_is_told_once_at_the_whole() -> None:
    part = event("part", WHEN, taken_over=("venue", "track"), venue="park", track="music")
    whole = show(venue="park", track="music", events=(part,))
    assert [(one.key, one.span) for one in found(whole)] == [
        ("R401", whole.origin.at("venue")),
        ("R403", whole.origin.at("track")),
    ]


def test_what_comes_from_the_defaults_is_told_once_there() -> None:
    events = [event(f"e{n}", WHEN, taken_over=("track",), track="music") for n in range(3)]
    (told,) = found(*events)
    assert told.key == "R403"
    assert told.span != events[0].origin.at()
    assert told.span < events[0].origin.at()


def test_a_change_may_go_to_another_venue_and_room() -> None:
    change = Change(date=date(2026, 9, 13), venue="park", room="stage")
    tour = show(repeat=Repeat(every=Every.DAY, changes=(change,)))
    assert keys(tour) == ["R401"]
    assert keys(tour, records=(venue("park"),)) == ["R405.none"]
    assert keys(tour, records=(venue("park", room("stage")),)) == []


@pytest.mark.parametrize("record", [venue("park"), person("ann"), track("music")])
def test_a_record_that_nothing_uses_is_told_at_its_name(record: Any) -> None:
    (told,) = found(show(), records=(record,))
    assert (told.code, told.span) == ("R404", record.origin.at("name"))
    assert not told.is_error


def test_nothing_is_called_unused_while_events_could_not_be_read() -> None:
    assert keys(show(), records=(venue("park"),), unread=("gala",)) == []


def test_a_room_must_be_in_its_venue() -> None:
    library = venue("library", room("hall"), room("attic"))
    (told,) = found(show(venue="library", room="cellar"), records=(library,))
    assert (told.key, told.values["rooms"]) == ("R405", "hall, attic")
    assert keys(show(venue="library", room="hall"), records=(library,)) == []


def test_a_venue_without_rooms_has_no_room() -> None:
    assert keys(show(venue="park", room="hall"), records=(venue("park"),)) == ["R405.none"]


@pytest.mark.parametrize("place", [None, TBA])
def test_a_room_needs_a_venue(place: str | None) -> None:
    assert keys(show(venue=place, room="hall")) == ["R405.venue"]


def test_a_room_of_an_unknown_venue_is_not_told_as_well() -> None:
    assert keys(show(venue="library", room="hall")) == ["R401"]


def test_a_room_that_a_part_takes_over_is_told_once() -> None:
    part = event("part", WHEN, taken_over=("venue", "room"), venue="park", room="hall")
    whole = show(venue="park", room="hall", events=(part,))
    told = keys(whole, records=(venue("park"),))
    assert told.count("R405.none") == 1


def test_a_room_of_a_feed_must_be_there() -> None:
    library = venue("library", room("hall"))
    assert keys(show(), feeds=(feed(rooms=("library/hall",)),), records=(library,)) == []
    assert keys(show(), feeds=(feed(rooms=("library/attic",)),), records=(library,)) == ["R405"]


def test_a_related_event_must_be_there_as_an_event_a_part_or_one_that_could_not_be_read() -> None:
    lone = show(related=("gala",))
    assert keys(lone) == ["R406"]
    assert keys(lone, unread=("gala",)) == []
    part = event("gala", clock(12, "10:00", "11:00"))
    assert keys(lone, event("whole", clock(12, "10:00", "12:00"), events=(part,))) == []
    assert keys(show(), feeds=(feed(ids=("shaw",)),)) == ["R406.guess"]


def test_without_a_file_findings_have_no_place_but_are_there() -> None:
    lone = Event(title=text("Lone"), when=WHEN, id="lone", venue="park")
    (told,) = found(lone)
    assert (told.key, told.span) == ("R401", Span(0, 0))
