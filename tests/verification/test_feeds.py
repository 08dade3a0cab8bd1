"""Feeds that break a rule are found before anybody subscribes to them."""

from collections.abc import Iterable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calendar_tool.errors import CalendarToolError
from calendar_tool.exporters.ics.content import text_line
from calendar_tool.text import clean
from calendar_tool.verification import verify
from tests.cli.running import HERON, MOSCOW, call
from tests.verification.feeds import END, FEED, HEAD, ZONE, event, octets


def fault(*feeds: bytes) -> str:
    """Return what is wrong with the last of several feeds of a site."""
    with pytest.raises(CalendarToolError) as caught:
        verify({f"en/{number}.ics": feed for number, feed in enumerate(feeds)})
    path, _, told = str(caught.value).partition(": ")
    assert path == f"en/{len(feeds) - 1}.ics"
    assert "\n" not in told
    return told


def accepted(*feeds: bytes) -> bool:
    verify({f"{number}.ics": feed for number, feed in enumerate(feeds)})
    return True


def test_a_feed_as_it_should_be_is_accepted() -> None:
    assert accepted(FEED, FEED)


@pytest.mark.parametrize("language", ["en", "ru", "kk"])
@pytest.mark.parametrize("programme", [MOSCOW, HERON], ids=["moscow", "heron"])
def test_the_feeds_of_real_programmes_are_accepted(programme: Path, language: str) -> None:
    feed = call("export", programme, "--lang", language)
    assert feed.status == 0, feed.err
    assert accepted(feed.output)


def test_a_feed_may_be_empty() -> None:
    assert accepted(octets(HEAD, END))


@given(st.text(st.characters(codec="utf-8"), min_size=1).map(clean).filter(bool))
def test_any_text_that_we_write_is_accepted(text: str) -> None:
    line = text_line("DESCRIPTION", text, "ru")
    assert accepted(FEED.replace(b"STATUS:CONFIRMED\r\n", line + b"STATUS:CONFIRMED\r\n"))


def test_alarms_are_accepted() -> None:
    alarm = "BEGIN:VALARM\nACTION:DISPLAY\nDESCRIPTION:Soon\nTRIGGER:-PT30M\nEND:VALARM\n"
    assert accepted(FEED, FEED.replace(b"END:VEVENT", octets(alarm) + b"END:VEVENT"))


def test_words_of_the_format_in_a_text_are_text() -> None:
    text = "SUMMARY:BEGIN:VEVENT\nDESCRIPTION:x\\nEND:VCALENDAR\n"
    head, _, tail = FEED.partition(octets("LOCATION:"))
    named = octets(HEAD.replace("NAME:Feed\n", "NAME:BEGIN:VEVENT\n"), END)
    assert accepted(named, head + octets(text.split("\n")[1] + "\n") + octets("LOCATION:") + tail)


# -- octets


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (b"STATUS:CONFIRMED\r\n", b"STATUS:CONFIRMED\n", "line end"),
        (b"Great Hall", b"Great\rHall", "line end"),
        (b"Great Hall", b"Great\x0bHall", "control"),
        (b"Great Hall", b"Great\tHall", "control"),
        (b"Great Hall", "Great\x85Hall".encode(), "control"),
        (b"Great Hall", "Great\u2028Hall".encode(), "line separator"),
        (b"\r\nSTATUS", b"\r\n\r\nSTATUS", "blank line"),
        (b"Great Hall", b"Great \xff Hall", "not UTF-8"),
        (b"Great Hall", "Зи\u0306".encode(), "not NFC"),
        (b"Great Hall", b"x" * 67, "76 octets"),
        (b"Great Hall", "Қ".encode()[:1] + b"\r\n " + "Қ".encode()[1:], "inside a character"),
        (b"Great Hall", b"a\\\r\n \\b", "inside an escape"),
        (b"Great Hall", b"a\\\\\\\r\n nb", "inside an escape"),
        (b"LOCATION:Great Hall", b"LOCATION:", "LOCATION is empty"),
        (b"LOCATION:Great Hall", b'LOCATION;ALTREP="a:b":', "LOCATION is empty"),
        (b"LOCATION:Great Hall", b"LOCATION:\r\n ", "LOCATION is empty"),
        (b"X-PUBLISHED-TTL:PT1H", b"X-PUBLISHED-TTL:", "X-PUBLISHED-TTL is empty"),
        (b"NAME:Feed", b"NAME:" + b"x" * 71, "84 octets"),
        (b"BEGIN:VCALENDAR", b"\xef\xbb\xbfBEGIN:VCALENDAR", "does not begin"),
        (b"END:VCALENDAR\r\n", b"END:VCALENDAR", "does not begin"),
        (b"END:VCALENDAR\r\n", b"END:VCALENDAR\r\n\r\n", "does not begin"),
    ],
)
def test_octets_that_break_a_rule_are_found(old: bytes, new: bytes, told: str) -> None:
    broken = FEED.replace(old, new)
    assert broken != FEED
    assert told in fault(broken)
    assert told in fault(FEED, broken)


@pytest.mark.parametrize(
    "new",
    [b"x" * 66, b"a\\\\\r\n b", b"\\\\\\n", b"12:", b"\xef\xbb\xbfx", "Қ".encode() + b"\r\n x"],
)
def test_octets_that_only_look_wrong_are_accepted(new: bytes) -> None:
    new = new[:65] if set(new) == set(b"x") else new
    assert accepted(FEED.replace(b"Great Hall", new))


# -- components


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("UID:b", "UID:a", "one UID"),
        ("VERSION:2.0\n", "", "VERSION"),
        ("NAME:Feed\n", "NAME:Feed\nNAME:Feed\n", "stands twice"),
        ("VERSION:2.0\n", "VERSION:2.0\nMETHOD:PUBLISH\n", "METHOD"),
        ("VERSION:2.0\n", "VERSION:2.0\nUID:feed\n", "UID of a feed"),
        ("LAST-MODIFIED:20260501T120000Z\nNAME", "LAST-MODIFIED:yesterday\nNAME", "icalendar"),
        ("SEQUENCE:0\n", "", "SEQUENCE stands 0 times"),
        ("SEQUENCE:0\n", "SEQUENCE:0\nSEQUENCE:1\n", "SEQUENCE stands 2 times"),
        ("SEQUENCE:0\n", "SEQUENCE:none\n", "icalendar cannot read it"),
        ("DTSTAMP:20260501", "DTSTAMP:20260502", "DTSTAMP is not LAST-MODIFIED"),
        ("STATUS:", "RRULE:FREQ=DAILY\nSTATUS:", "RRULE"),
        ("STATUS:", "ATTENDEE:mailto:a@example.org\nSTATUS:", "ATTENDEE"),
        ("STATUS:", "no property\nSTATUS:", "icalendar"),
        ("STATUS:CONFIRMED\n", "STATUS:CONFIRMED\nEND:VEVENT\nBEGIN:VTODO\nUID:x\n", "icalendar"),
        (
            "TZID=Asia/Almaty:20261116T200000",
            "TZID=Asia/Almaty:20261116T180000",
            "before it begins",
        ),
        ("DTSTART;TZID=Asia/Almaty:", "DTSTART:", "without a zone"),
        ("DTEND;TZID=Asia/Almaty:", "DTEND:", "without a zone"),
        ("DTEND;TZID=Asia/Almaty:", "DTEND;TZID=Europe/Moscow:", "one VTIMEZONE for each"),
        (ZONE, "", "one VTIMEZONE for each"),
        (ZONE, ZONE + ZONE, "one VTIMEZONE for each"),
        (ZONE, ZONE.replace("TZOFFSETTO:+0500\n", "TZOFFSETTO:five\n"), "icalendar"),
        ("END:VCALENDAR\n", "BEGIN:VTODO\nUID:x\nEND:VTODO\nEND:VCALENDAR\n", "icalendar"),
    ],
)
def test_components_that_break_a_rule_are_found(old: str, new: str, told: str) -> None:
    broken = FEED.replace(octets(old), octets(new))
    assert broken != FEED
    assert told in fault(FEED, broken)


@pytest.mark.parametrize(
    "events",
    [
        (event("b"), event("a")),
        (event("a", "20261116T190001"), event("b")),
        (event("a"), event("b").replace("Almaty:20261116T19", "Almaty:20261116T05")),
    ],
)
def test_entries_out_of_order_are_found(events: Iterable[str]) -> None:
    assert "order of start" in fault(FEED, octets(HEAD, ZONE, *events, END))


def test_a_day_begins_at_midnight_in_utc() -> None:
    day = event("z").replace(";TZID=Asia/Almaty:20261116T190000", ";VALUE=DATE:20261116")
    day = day.replace(";TZID=Asia/Almaty:20261116T200000", ";VALUE=DATE:20261117")
    before, after = event("a", "20261116T045959"), event("a", "20261116T050000")
    assert accepted(octets(HEAD, ZONE, before, day, END))
    assert "order" in fault(octets(HEAD, ZONE, day, before, END))
    assert accepted(octets(HEAD, ZONE, after, day, END))
