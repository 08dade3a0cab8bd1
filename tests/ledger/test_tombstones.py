"""What has vanished is shown as cancelled, in the feeds that it was in, and for a while."""

from datetime import UTC, date, datetime

import pytest
from msgspec.structs import replace

from calendar_tool.ledger import Ledger, expires, read_entries, tombstones
from calendar_tool.model import Event, Kind, Selection, Status, When
from calendar_tool.views import select
from tests.ledger.made import (
    DAY,
    NOW,
    clock,
    days,
    event,
    feeds,
    gala,
    programme,
    publish,
    text,
    told,
)

ARIA = event("aria", clock(12, 18, 19))
FULL = gala(kind=Kind.CONCERT, tags=("family",), description=text("Long"), events=(ARIA,))


def buried(one: Event, now: datetime = NOW) -> Ledger:
    return publish(publish(Ledger(), programme(one)), programme(), now)


@pytest.mark.parametrize(
    ("selection", "count"),
    [
        (Selection(), 2),
        (Selection(tracks=("music",)), 1),
        (Selection(venues=("palace",)), 1),
        (Selection(rooms=("palace/big",)), 1),
        (Selection(people=("anna",)), 1),
        (Selection(kinds=("concert",)), 1),
        (Selection(tags=("family",)), 1),
        (Selection(days=(date(2026, 9, 12),)), 2),
        (Selection(days=(date(2026, 9, 13),)), 0),
        (Selection(ids=("gala",)), 2),
        (Selection(ids=("aria",)), 1),
        (Selection(tracks=("art",)), 0),
    ],
)
def test_a_tombstone_is_in_the_feeds_that_it_was_in(selection: Selection, count: int) -> None:
    assert len(select(tombstones(buried(FULL)), selection, 240)) == count


def test_a_tombstone_is_cancelled_and_says_what_and_when_and_where() -> None:
    ledger = buried(FULL)
    uid = next(uid for uid, one in told(programme(FULL)).items() if one.id == "gala")
    entry = read_entries(feeds(programme(), ledger)["ru"], "feed")[uid]
    for line in (
        b"STATUS:CANCELLED",
        "SUMMARY;LANGUAGE=ru:Отменено: Гала".encode(),
        b"DTSTART;TZID=Asia/Almaty:20260912T180000",
        "LOCATION;LANGUAGE=ru:Большой зал\\, Дворец\\, 1 Abay Ave".encode(),
        b"SEQUENCE:1",
    ):
        assert line in entry
    assert b"Long" not in entry


def test_a_part_stays_a_part() -> None:
    names = {one.id: uid for uid, one in told(programme(FULL)).items()}
    ledger = publish(publish(Ledger(), programme(FULL)), programme(replace(FULL, events=())))
    (aria,) = tombstones(ledger)
    assert (aria.uid, aria.whole_uid) == (names["aria"], names["gala"])
    assert aria.whole is not None
    assert aria.whole.id == "gala"


def test_where_a_venue_is_gone_no_place_is_given() -> None:
    bare = programme(venues={}, tracks={}, people={})
    ledger = publish(publish(Ledger(), programme(FULL)), bare)
    entry = feeds(bare, ledger)["en"]
    assert b"LOCATION;LANGUAGE=en:Place not given" in entry
    assert b"Palace" not in entry
    assert b"Anna" not in entry


def test_a_reason_is_kept_and_a_hope_is_not() -> None:
    rain = text("Rain")
    (off,) = tombstones(buried(event("a", clock(12, 9), status=Status.CANCELLED, notice=rain)))
    assert off.event.notice == rain
    (moved,) = tombstones(buried(event("a", clock(12, 9), notice=rain)))
    assert moved.event.notice is None


@pytest.mark.parametrize(
    ("when", "gone", "day"),
    [
        (clock(12, 18, 20), NOW, date(2026, 10, 12)),
        (days(12, 14), NOW, date(2026, 10, 14)),
        (clock(12, 18, 20), datetime(2026, 9, 13, 1, tzinfo=UTC), date(2026, 10, 13)),
        (When(start=None, end=None, tba=True), NOW, date(2026, 8, 31)),
        (When(start=date(9999, 12, 30), end=date(9999, 12, 31)), NOW, date.max),
    ],
)
def test_a_tombstone_stands_thirty_days(when: When, gone: datetime, day: date) -> None:
    assert expires(buried(event("a", when), gone)) == day


def test_a_postponed_event_stands_where_it_was_to_be() -> None:
    tba = When(start=None, end=None, tba=True)
    assert expires(buried(event("a", tba, previous=clock(13, 9, 10)))) == date(2026, 10, 13)


def test_what_takes_place_does_not_expire() -> None:
    ledger = publish(Ledger(), programme(FULL))
    assert expires(ledger) is None
    assert tombstones(ledger) == ()
    assert expires(publish(buried(FULL), programme(FULL), NOW + DAY)) is None
