"""P703, P705 and P706: what was published, and what the file says now."""

from datetime import date
from typing import Any

import pytest

from calendar_tool.checks import PAGE_DAY, Facts, check
from calendar_tool.diagnostics import Diagnostic
from calendar_tool.ledger import tell
from calendar_tool.model import Event, Every, Hours, Opening, Repeat, Status, Visibility
from calendar_tool.occurrences import unfold
from calendar_tool.wording import words
from tests.checks.build import TBA_WHEN, clock, days, event, programme, room, text, venue

HALL = venue("hall", room("big"), room("small"))
CHESS = event("chess", clock(12, "10:00", "12:00"))
GALA = event("gala", clock(12, "19:00", "21:00"), venue="hall", room="big")
WHY = text("Rain")


def found(
    before: tuple[Event, ...], *now: Event, today: date = PAGE_DAY, **fields: Any
) -> list[Diagnostic]:
    """Return what the three rules find in events that follow upon others."""
    published, written = (programme(*events, records=(HALL,), **fields) for events in (before, now))
    facts = Facts(
        programme=written,
        occurrences=unfold(written),
        today=today,
        told=tell(published, unfold(published)),
    )
    told = [one for one in check(facts) if one.code in ("P703", "P705", "P706")]
    for one in told:
        for language in ("en", "ru", "kk"):
            said = words(language).sentence(one)
            assert "{" not in said.message + said.hint
    return told


def keys(before: tuple[Event, ...], *now: Event, **fields: Any) -> list[str]:
    return [one.key for one in found(before, *now, **fields)]


def test_nothing_is_found_where_nothing_was_published_or_nothing_has_changed() -> None:
    assert keys((), CHESS, GALA) == []
    assert keys((CHESS, GALA), CHESS, GALA) == []


def test_a_new_id_is_known_by_the_title() -> None:
    renamed = event("tournament", clock(13, "10:00", "12:00"), title=CHESS.title)
    (told,) = found((CHESS, GALA), renamed, GALA)
    assert (told.key, told.is_error, told.span) == ("P703", True, renamed.origin.at("id"))
    assert told.values == {"title": "chess", "id": "chess"}


def test_a_new_id_is_known_by_time_and_place() -> None:
    renamed = event("ball", clock(12, "19:00", "21:00"), venue="hall", room="big")
    assert keys((GALA,), renamed) == ["P703"]
    other = event("ball", clock(12, "19:00", "21:00"), venue="hall", room="small")
    assert keys((GALA,), other) == ["P705.event"]


def test_a_title_that_many_have_tells_nothing() -> None:
    lunches = tuple(event(f"lunch-{n}", clock(n, "13:00"), title=text("Lunch")) for n in (12, 13))
    new = tuple(event(f"meal-{n}", clock(n, "12:00"), title=text("Lunch")) for n in (12, 13))
    assert keys(lunches, *new) == ["P705.event", "P705.event"]


def test_what_has_vanished_is_told_once_and_not_when_it_was_cancelled_or_is_over() -> None:
    (told,) = found((CHESS, GALA), GALA)
    assert (told.key, told.is_error) == ("P705.event", False)
    assert told.values == {"title": "chess"}
    off = event("chess", CHESS.when, status=Status.CANCELLED, notice=WHY)
    assert keys((off, GALA), GALA) == []
    assert keys((CHESS, GALA), GALA, today=date(2026, 9, 14)) == []


def test_what_could_not_be_read_has_not_vanished() -> None:
    assert keys((CHESS, GALA), GALA, unread=("chess",)) == []


def test_what_became_private_has_not_vanished() -> None:
    hidden = event("chess", clock(13, "10:00", "11:00"), visibility=Visibility.PRIVATE)
    assert keys((CHESS,), hidden) == []


DAILY = Repeat(every=Every.DAY, count=2)


def walk(**fields: Any) -> Event:
    return event("walk", clock(12, "08:00", "09:00"), **fields)


def test_a_date_that_has_vanished_is_told() -> None:
    without = walk(repeat=Repeat(every=Every.DAY, count=2, except_=(date(2026, 9, 13),)))
    (told,) = found((walk(repeat=DAILY),), without)
    assert (told.key, told.span) == ("P705.repeat", without.origin.at("repeat"))
    assert told.values == {"title": "walk", "date": date(2026, 9, 13)}
    later = event("walk", clock(13, "08:00", "09:00"))
    assert keys((walk(repeat=DAILY),), later) == ["P706"]


def test_an_open_day_that_has_vanished_is_told() -> None:
    both = Hours(weekdays=((5, Opening(600, 900)), (6, Opening(600, 900))))
    saturday = Hours(weekdays=((5, Opening(600, 900)),))
    before, after = (event("show", days(12, 13), hours=hours) for hours in (both, saturday))
    assert keys((before,), after) == ["P705.hours"]
    assert keys((before,), event("show", days(12, 13))) == []


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"when": clock(12, "11:00", "12:00")}, ["P706"]),
        ({"when": clock(13, "10:00", "12:00")}, ["P706"]),
        ({"when": days(13)}, ["P706"]),
        ({"when": days(12)}, []),
        ({"when": clock(12, "10:00", "13:00")}, []),
        ({"when": clock(13, "10:00", "12:00"), "previous": CHESS.when}, []),
        ({"when": clock(13, "10:00", "12:00"), "status": Status.CANCELLED}, []),
        ({"when": TBA_WHEN}, []),
    ],
)
def test_a_move_is_told_if_the_event_does_not_say_so(
    fields: dict[str, Any], expected: list[str]
) -> None:
    now = event("chess", fields.pop("when"), **fields)
    told = found((CHESS,), now)
    assert [one.key for one in told] == expected
    if told:
        assert told[0].span == now.origin.at("when")
        assert told[0].values["was"] == clock(12, "10:00").start


def test_a_time_that_is_told_for_the_first_time_is_no_move() -> None:
    waiting = event("chess", days(12, tba=True))
    assert keys((waiting,), CHESS) == []
    assert keys((event("chess", TBA_WHEN),), CHESS) == []


def test_a_series_that_moves_is_told_once() -> None:
    before = walk(repeat=DAILY)
    after = event("walk", clock(12, "07:00", "08:00"), repeat=DAILY)
    assert keys((before,), after) == ["P706"]
