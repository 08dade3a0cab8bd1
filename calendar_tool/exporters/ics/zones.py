"""VTIMEZONE components (RFC 5545 3.6.5), worked out from the zone database itself.

Knows zones and years; must not know events. Each observance is told on its own, without rules, so
that what a reader computes is what `zoneinfo` says.
"""

from bisect import bisect_left
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple
from zoneinfo import ZoneInfo

from calendar_tool.exporters.ics.content import digits

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_SECOND = timedelta(seconds=1)


class _Clock(NamedTuple):
    """What the clocks of a zone show at an instant, compared with UTC, and what that is called."""

    offset: timedelta
    name: str


def _clock(at: datetime) -> _Clock:
    return _Clock(at.utcoffset() or timedelta(), at.tzname() or "")


def _changes(zone: ZoneInfo, first: int, last: int) -> Iterator[tuple[datetime, datetime]]:
    """Yield each change of the clocks in the local years: naive local time before, and at, it."""
    ordinals = range(date(first, 1, 1).toordinal(), date(last, 12, 31).toordinal() + 1)
    days = [datetime.fromordinal(ordinal).replace(tzinfo=zone) for ordinal in ordinals]
    for day, next_day in pairwise([*days, days[-1].replace(hour=23, minute=59, second=59)]):
        before, after = _clock(day), _clock(next_day)
        if before != after:
            seconds = range((day - _EPOCH) // _SECOND, (next_day - _EPOCH) // _SECOND + 1)
            index = bisect_left(
                seconds,
                True,
                key=lambda second: _clock((_EPOCH + second * _SECOND).astimezone(zone)) == after,
            )
            change = _EPOCH + seconds[index] * _SECOND
            yield (change + before.offset).replace(tzinfo=None), change.astimezone(zone)


def _utc_offset(offset: timedelta) -> str:
    """Return a UTC-OFFSET value; seconds only where the zone has them."""
    seconds = offset // _SECOND
    minutes, rest = divmod(abs(seconds), 60)
    written = f"{'-' if seconds < 0 else '+'}{minutes // 60:02}{minutes % 60:02}"
    return f"{written}{rest:02}" if rest else written


def _observance(onset: datetime, before: timedelta, after: datetime) -> str:
    """Return a sub-component. `onset` is in the local time of the offset `before`."""
    kind = "DAYLIGHT" if (after.dst() or timedelta()) > timedelta() else "STANDARD"
    clock = _clock(after)
    return (
        f"BEGIN:{kind}\r\n"
        f"DTSTART:{digits(onset)}\r\n"
        f"TZOFFSETFROM:{_utc_offset(before)}\r\n"
        f"TZOFFSETTO:{_utc_offset(clock.offset)}\r\n"
        f"TZNAME:{clock.name}\r\n"
        f"END:{kind}\r\n"
    )


@lru_cache(maxsize=256)
def vtimezone(tzid: str, first: int, last: int) -> bytes:
    """Return the VTIMEZONE of an IANA zone for local years from `first` to `last`, both included.

    The first observance begins with the first year, at the offset that holds then.
    ZoneInfoNotFoundError if there is no such zone.
    """
    zone = ZoneInfo(tzid)
    begin = datetime(first, 1, 1, tzinfo=zone)
    offset = _clock(begin).offset
    onset = begin.replace(tzinfo=None)
    observances = {onset: _observance(onset, offset, begin)}
    for local, after in _changes(zone, first, last):
        observances[local] = _observance(local, offset, after)
        offset = _clock(after).offset
    body = "".join(observances.values())
    return f"BEGIN:VTIMEZONE\r\nTZID:{tzid}\r\n{body}END:VTIMEZONE\r\n".encode()
