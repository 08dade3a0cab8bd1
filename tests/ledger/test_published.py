"""What a published feed says of its entries, read as icalendar reads it."""

from datetime import UTC, datetime, timedelta
from typing import Any

import icalendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from calendar_tool.ledger import Ledger, LedgerError, read_entries, read_published, tell
from calendar_tool.model import Programme
from calendar_tool.occurrences import unfold
from calendar_tool.text import clean
from calendar_tool.told import Stamp
from tests.ledger.made import NOW, clock, event, gala, programme, rendered, text

NASTY = "BEGIN:VEVENT\nUID:x\nEND:VEVENT\nSEQUENCE:9\n\nEND:VCALENDAR \\ ; ,"
UIDS = st.text(st.characters(codec="utf-8"), min_size=1, max_size=200).map(clean).filter(bool)


def by_icalendar(feed: bytes) -> dict[str, Stamp]:
    events: list[Any] = icalendar.Calendar.from_ical(feed).events
    return {
        str(one["UID"]): Stamp(one["SEQUENCE"], one["CREATED"].dt, one["LAST-MODIFIED"].dt)
        for one in events
    }


def feed_of(whole: Programme, stamp: Stamp) -> bytes:
    stamps = dict.fromkeys(tell(whole, unfold(whole)), stamp)
    return rendered(whole, Ledger(), stamps)["en"]


@given(
    UIDS,
    st.sampled_from([NASTY, "BEGIN:VEVENT " * 20, "Gala"]),
    st.integers(0, 2**31 - 1),
    st.integers(0, 10**9),
)
def test_a_feed_is_read_as_icalendar_reads_it(
    uid: str, words: str, sequence: int, second: int
) -> None:
    stamp = Stamp(sequence, NOW, NOW + timedelta(seconds=second))
    whole = programme(gala(uid=uid, description=text(words), notice=text(words)))
    feed = feed_of(whole, stamp)
    read = read_published(feed, "all.ics")
    assert read == {uid: stamp}
    if "\\n" not in uid.lower() and "\n" not in uid:  # icalendar 7.3 reads `\\n` as a line break
        assert read == by_icalendar(feed)


def test_entries_are_as_they_stand_in_the_feed() -> None:
    whole = programme(gala(), event("chess", clock(13, 10, 12)))
    feed = feed_of(whole, Stamp(0, NOW, NOW))
    entries = read_entries(feed, "all.ics")
    assert len(entries) == 2
    for entry in entries.values():
        assert b"\r\nBEGIN:VEVENT\r\n" + entry + b"\r\nEND:VEVENT\r\n" in feed
    assert entries.keys() == read_published(feed, "all.ics").keys()


def test_a_feed_of_nothing_has_no_entries() -> None:
    assert read_published(feed_of(programme(), Stamp(0, NOW, NOW)), "all.ics") == {}


FEED = feed_of(programme(gala()), Stamp(3, NOW, datetime(2026, 8, 2, tzinfo=UTC)))


@pytest.mark.parametrize(
    "feed",
    [
        b"",
        b"<!DOCTYPE html>",
        FEED[:-20],
        FEED[20:],
        FEED.replace(b"END:VEVENT\r\n", b""),
        FEED.replace(b"SEQUENCE:3\r\n", b""),
        FEED.replace(b"SEQUENCE:3", b"SEQUENCE:three"),
        FEED.replace(b"CREATED:20260801T090000Z", b"CREATED:20260801T090000"),
        FEED.replace(b"CREATED:20260801T090000Z", b"CREATED:20260801"),
        FEED.replace(b"LAST-MODIFIED:20260802T000000Z\r\nSEQ", b"SEQ"),
        FEED.replace(b"UID:", b"UID:\xff"),
        FEED.replace(b"\r\n", b"\n"),
    ],
)
def test_what_is_no_feed_of_ours_is_refused(feed: bytes) -> None:
    with pytest.raises(LedgerError) as refused:
        read_published(feed, "all.ics")
    assert (refused.value.key, refused.value.values) == ("ledger.feed", {"path": "all.ics"})
