"""`ignore` and N901."""

from typing import Any

from calendar_tool.checks import check, silence
from calendar_tool.diagnostics import Diagnostic, Span
from calendar_tool.model import Event, Programme
from calendar_tool.wording import words
from tests.checks.build import Written, clock, event, facts, programme, room, text, venue

NO_END = clock(12, "19:00")
LIBRARY = venue("library", room("hall"))


def left(programme: Programme, *others: Diagnostic) -> list[str]:
    """Return the keys of what is not silenced; every N901 can be said."""
    kept = silence([*others, *check(facts(programme))], programme)
    for diagnostic in kept:
        assert words("kk").sentence(diagnostic).message
    return [diagnostic.key for diagnostic in kept]


def test_the_programme_silences_a_code_everywhere() -> None:
    events = event("a", NO_END), event("b", NO_END)
    assert left(programme(*events)) == ["T309", "T309"]
    assert left(programme(*events, ignore=("T309",))) == []


def test_an_event_silences_its_own_findings_alone() -> None:
    events = event("a", NO_END, ignore=("T309",)), event("b", NO_END)
    assert left(programme(*events)) == ["T309"]


def test_either_of_two_events_silences_what_is_between_them() -> None:
    place: dict[str, Any] = {"venue": "library", "room": "hall"}
    quiet = event("a", clock(12, "10:00", "12:00"), ignore=("L501",), **place)
    loud = event("b", clock(12, "11:00", "13:00"), **place)
    first = event("c", clock(12, "09:00", "10:30"), **place)
    assert left(programme(quiet, loud, records=(LIBRARY,))) == []
    assert left(programme(first, quiet, records=(LIBRARY,))) == []


def test_a_whole_silences_its_parts() -> None:
    part = Event(title=text("part"), when=NO_END, id="part", origin=Written(100, ("when",)))
    whole = Event(
        title=text("whole"),
        when=clock(12, "10:00", "23:00"),
        id="whole",
        events=(part,),
        ignore=("T309",),
        origin=Written(90, ("when", "ignore")),
    )
    wide = Diagnostic(key="T309", span=Span(90, 91))
    assert left(programme(whole), wide) == []


def test_a_part_silences_itself_and_not_its_whole() -> None:
    part = Event(
        title=text("part"),
        when=NO_END,
        id="part",
        ignore=("T309",),
        origin=Written(1000, ("when", "ignore")),
    )
    whole = Event(
        title=text("whole"), when=NO_END, id="whole", events=(part,), origin=Written(500, ("when",))
    )
    assert left(programme(whole)) == ["T309"]


def test_findings_of_the_reading_are_silenced_too() -> None:
    show = event("a", clock(12, "10:00", "12:00"), ignore=("T305",))
    twice = Diagnostic(key="T305", span=show.origin.at("when"))
    assert left(programme(show), twice) == []


def test_what_silences_nothing_is_told_where_it_is_written() -> None:
    show = event("a", clock(12, "10:00", "12:00"), ignore=("L501",))
    one = programme(show, ignore=("I601",))
    told = silence(check(facts(one)), one)
    assert [(told.key, told.values["code"]) for told in told] == [
        ("N901.unused", "I601"),
        ("N901.unused", "L501"),
    ]
    assert [told.span for told in told] == [one.origin.at("ignore"), show.origin.at("ignore")]


def test_what_cannot_be_read_cannot_be_silenced() -> None:
    codes = ("Y105", "S201", "T301")
    mistakes = [Diagnostic(key=f"{code}.one", span=Span(5, 6)) for code in codes]
    one = programme(event("a", clock(12, "10:00", "12:00")), ignore=codes)
    kept = silence(mistakes, one)
    assert [told.code for told in kept[:3]] == list(codes)
    assert [told.key for told in kept[3:]] == ["N901.never"] * 3


def test_an_unknown_code_is_told() -> None:
    assert left(programme(event("a", NO_END, ignore=("T309", "L999")))) == ["N901.unknown"]


def test_a_code_of_the_defaults_is_told_once_and_only_if_no_event_needs_it() -> None:
    quiet = [
        event(f"e{n}", clock(12, "10:00", "11:00"), taken_over=("ignore",), ignore=("T309",))
        for n in range(3)
    ]
    assert left(programme(*quiet)) == ["N901.unused"]
    needy = event("x", NO_END, taken_over=("ignore",), ignore=("T309",))
    assert left(programme(*quiet, needy)) == []


def test_idle_codes_can_be_silenced_too_unless_there_are_none() -> None:
    show = event("a", clock(12, "10:00", "12:00"), ignore=("L501",))
    assert left(programme(show, ignore=("N901",))) == []
    assert left(programme(event("b", clock(12, "10:00", "12:00")), ignore=("N901",))) == [
        "N901.unused"
    ]


def test_a_code_that_the_file_and_an_event_ignore_is_met_in_both() -> None:
    events = event("a", NO_END), event("b", NO_END, ignore=("T309",))
    assert left(programme(*events, ignore=("T309",))) == []
    without = event("a", NO_END), event("b", clock(12, "10:00", "12:00"), ignore=("T309",))
    assert left(programme(*without, ignore=("T309",))) == ["N901.unused"]
