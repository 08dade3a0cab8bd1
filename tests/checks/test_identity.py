"""P701, P702, P704 and P707."""

from datetime import date

import pytest

from calendar_tool.model import Change, Every, Repeat, Status
from tests.checks.build import clock, event, found, keys, text

WHEN = clock(12, "19:00", "21:00")


def test_an_id_used_twice_is_told_with_the_first_place() -> None:
    first, second = event("games", WHEN), event("games", clock(13, "10:00", "11:00"))
    (told,) = found(first, second)
    assert (told.key, told.is_error) == ("P701.id", True)
    assert (told.span, told.other) == (second.origin.at("id"), first.origin.at("id"))
    assert keys(first, event("chess", WHEN)) == []


def test_parts_share_the_ids_of_the_file() -> None:
    part = event("games", clock(12, "19:00", "20:00"))
    assert keys(event("games", WHEN, events=(part,))) == ["P701.id"]


def test_a_uid_used_twice_is_told() -> None:
    assert keys(event("a", WHEN, uid="x@y"), event("b", WHEN, uid="x@y")) == ["P701.uid"]
    assert keys(event("a", WHEN, uid="x@y"), event("b", WHEN, uid="z@y")) == []


def test_an_event_needs_an_id_but_a_line_of_a_description_does_not() -> None:
    assert keys(event(None, WHEN)) == ["P702"]
    assert keys(event("a", WHEN, events=(event(None, None),))) == []
    assert keys(event("a", WHEN, events=(event(None, WHEN),))) == ["P702"]


@pytest.mark.parametrize("status", [Status.CANCELLED, Status.POSTPONED])
def test_what_is_off_needs_a_notice(status: Status) -> None:
    show = event("show", WHEN, status=status)
    (told,) = found(show)
    assert (told.key, told.span) == (f"P704.{status}", show.origin.at("status"))
    assert keys(event("show", WHEN, status=status, notice=text("Snow"))) == []


def test_parts_of_what_is_off_need_no_notice_of_their_own() -> None:
    off = Status.CANCELLED
    part = event("part", WHEN, taken_over=("status",), status=off)
    assert keys(event("whole", WHEN, status=off, events=(part,))) == ["P704.cancelled"]


def test_a_date_that_is_off_needs_a_notice() -> None:
    off = Change(date=date(2026, 9, 13), status=Status.CANCELLED)
    tour = event("tour", WHEN, repeat=Repeat(every=Every.DAY, changes=(off,)))
    assert keys(tour) == ["P704.date"]
    told = Change(date=date(2026, 9, 13), status=Status.CANCELLED, notice=text("Snow"))
    assert keys(event("tour", WHEN, repeat=Repeat(every=Every.DAY, changes=(told,)))) == []


def test_a_programme_without_an_address_is_warned_of_once() -> None:
    (told,) = found(event("a", WHEN), event("b", WHEN), url=None)
    assert (told.key, told.is_error) == ("P707", False)
