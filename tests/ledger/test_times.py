"""Times as text, and back."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calendar_tool.ledger.times import read_when, write_when
from calendar_tool.model import When
from tests.ledger.made import ALMATY, clock, days

ZONES = st.sampled_from(["Asia/Almaty", "Europe/Berlin", "America/New_York", "UTC"]).map(ZoneInfo)


@st.composite
def timed(draw: st.DrawFn) -> When:
    """Times of two years, those that happen twice included; the ends may be in two zones."""
    zone, other = draw(ZONES), draw(ZONES)
    instant = datetime(2023, 10, 28, 20, tzinfo=UTC)
    start = instant + timedelta(seconds=draw(st.integers(0, 60 * 60 * 24 * 400)))
    end = draw(st.none() | st.integers(60, 10**6).map(lambda n: start + timedelta(seconds=n)))
    last = draw(st.sampled_from([zone, zone, other]))
    return When(start=start.astimezone(zone), end=end and end.astimezone(last))


@st.composite
def whole(draw: st.DrawFn) -> When:
    start = draw(st.dates(max_value=date(9998, 1, 1)))
    return When(
        start=start,
        end=start + timedelta(days=draw(st.integers(1, 300))),
        tba=draw(st.booleans()),
    )


TIMES = st.one_of(timed(), whole(), st.just(When(start=None, end=None, tba=True)))


@given(TIMES)
def test_a_time_is_read_as_it_was_written(when: When) -> None:
    read = read_when(write_when(when))
    assert read == when
    assert write_when(read) == write_when(when)
    for known, found in ((when.start, read.start), (when.end, read.end)):
        if isinstance(known, datetime):
            assert isinstance(found, datetime)
            assert found.tzinfo is known.tzinfo
            assert found.astimezone(UTC) == known.astimezone(UTC)


@pytest.mark.parametrize(
    ("when", "text"),
    [
        (clock(12, 18, 20), "2026-09-12T18:00/2026-09-12T20:00[Asia/Almaty]"),
        (clock(12, 18), "2026-09-12T18:00[Asia/Almaty]"),
        (days(12, 12), "2026-09-12"),
        (days(12, 13), "2026-09-12/2026-09-13"),
        (When(start=date(2026, 9, 12), end=date(2026, 9, 13), tba=True), "2026-09-12 TBA"),
        (When(start=None, end=None, tba=True), "TBA"),
        (
            When(start=datetime(2024, 2, 29, 23, 30, tzinfo=ALMATY, fold=1), end=None),
            "2024-02-29T23:30;fold=1[Asia/Almaty]",
        ),
    ],
)
def test_a_time_is_easy_to_read(when: When, text: str) -> None:
    assert write_when(when) == text


@pytest.mark.parametrize(
    "text",
    [
        "",
        "soon",
        "2026-09-31",
        "2026-09-12T18:00",
        "2026-09-12T18:00[]",
        "2026-09-12T18:00[Asia/Nowhere]",
        "2026-09-12T18:00[../../etc/passwd]",
        "2026-09-12T18:00+06:00[Asia/Almaty]",
        "2026-09-12/2026-09-13T18:00[Asia/Almaty]",
        "9999-12-31",
    ],
)
def test_what_is_no_such_text_is_refused(text: str) -> None:
    with pytest.raises((ValueError, OverflowError)):
        read_when(text)
