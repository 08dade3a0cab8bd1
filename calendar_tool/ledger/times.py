"""Times as text that stays the same when zone data change: local, with the name of the zone.

`2019-11-15T19:00/2019-11-15T21:00[Asia/Almaty]`, `2019-11-15/2019-11-16` (both days included),
`2019-11-15 TBA`, `TBA`. The second pass of a clock time that happens twice has `;fold=1`.
"""

import re
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from calendar_tool.model import When

_DAY = timedelta(days=1)
_TBA = "TBA"
_FOLD = ";fold=1"

#: Start and end, each with the zone that it names; a start without one is in that of the end.
_TIMED = re.compile(r"([^/[]+T\d[^/[]+)(?:\[([^]]+)\])?(?:/([^/[]+)\[([^]]+)\])?")


def write_when(when: When) -> str:
    """Return a time as text; two times have the same text only if every reader sees them alike."""
    start, end = when.start, when.end
    if isinstance(start, datetime):
        if not isinstance(end, datetime):
            return f"{_local(start)}[{start.tzinfo}]"
        if end.tzinfo is start.tzinfo:
            return f"{_local(start)}/{_local(end)}[{end.tzinfo}]"
        return f"{_local(start)}[{start.tzinfo}]/{_local(end)}[{end.tzinfo}]"
    if start is None:
        return _TBA
    last = when.last_day
    days = f"{start}" if last == start else f"{start}/{last}"
    return f"{days} {_TBA}" if when.tba else days


def read_when(text: str) -> When:
    """Return the time of such a text; raises ValueError."""
    if text == _TBA:
        return When(start=None, end=None, tba=True)
    timed = _TIMED.fullmatch(text)
    if timed is not None:
        first, zone, last, last_zone = timed.groups()
        begins = _clock(first, zone or last_zone)
        return When(start=begins, end=_clock(last, last_zone) if last else None)
    days = text.removesuffix(f" {_TBA}")
    first, _, last = days.partition("/")
    start = date.fromisoformat(first)
    end = date.fromisoformat(last or first) + _DAY
    return When(start=start, end=end, tba=days != text)


def _local(at: datetime) -> str:
    clock = at.replace(tzinfo=None)
    text = clock.isoformat(timespec="minutes" if not at.second else "seconds")
    if at.fold and at.utcoffset() != at.replace(fold=0).utcoffset():
        return text + _FOLD
    return text


def _clock(text: str, zone: str | None) -> datetime:
    """Return a local time in a zone; raises ValueError."""
    clock = text.removesuffix(_FOLD)
    at = datetime.fromisoformat(clock)
    if at.tzinfo is not None:
        raise ValueError(text)
    try:
        at = at.replace(tzinfo=ZoneInfo(zone or ""))
    except (ZoneInfoNotFoundError, OSError) as unknown:
        raise ValueError(zone) from unknown
    return at if clock == text else at.replace(fold=1)
