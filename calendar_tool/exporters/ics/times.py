"""DTSTART and DTEND: a time as calendars must read it, never floating and never ambiguous.

Knows instants, zones and dates; must not know events.
"""

from datetime import UTC, date, datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

from calendar_tool.clocks import is_calm
from calendar_tool.exporters.ics.content import digits
from calendar_tool.model import When
from calendar_tool.occurrences import instant

#: Names of UTC itself, which is written with a Z and has no VTIMEZONE.
_UTC = frozenset({"UTC", "UCT", "Universal", "Zulu"})


class Times(NamedTuple):
    """Content lines of a time, with what a feed must know of it.

    `start` is the instant by which occurrences are ordered. `zone` is the TZID that the lines name,
    None if they name none; then the local years are of no use.
    """

    lines: bytes
    start: datetime
    zone: str | None
    first_year: int
    last_year: int


def encode_times(when: When) -> Times:
    """Return the lines of a time that has a start."""
    start, end = when.start, when.end
    if isinstance(start, datetime):
        return _clock_times(start, end if isinstance(end, datetime) else None)
    assert start is not None and end is not None  # noqa: PT018, S101 - dates come in pairs
    lines = f"DTSTART;VALUE=DATE:{_day(start)}\r\nDTEND;VALUE=DATE:{_day(end)}\r\n"
    return Times(lines.encode(), instant(start), None, start.year, end.year)


def _clock_times(start: datetime, end: datetime | None) -> Times:
    last = end or start
    zone = _local_zone(start, last)
    utc = start.astimezone(UTC)
    if zone:
        lines = f"DTSTART;TZID={zone}:{digits(start)}\r\n"
        if end:
            lines += f"DTEND;TZID={zone}:{digits(end)}\r\n"
    else:
        lines = f"DTSTART:{digits(utc)}Z\r\n"
        if end:
            lines += f"DTEND:{digits(end.astimezone(UTC))}Z\r\n"
    return Times(lines.encode(), utc, zone, start.year, last.year)


def _local_zone(start: datetime, end: datetime) -> str | None:
    """Return the TZID for both ends, None where local time would leave room for doubt.

    That is when the clocks change in between, or show one of the times twice or never.
    """
    zone = start.tzinfo
    if not isinstance(zone, ZoneInfo) or zone.key.removeprefix("Etc/") in _UTC:
        return None
    day = start.date()
    if end.tzinfo is zone and end.date() == day and is_calm(day, zone):
        return zone.key
    offset = start.utcoffset()
    certain = (
        end.tzinfo is zone
        and offset == end.utcoffset()
        and offset == start.replace(fold=1 - start.fold).utcoffset()
        and offset == end.replace(fold=1 - end.fold).utcoffset()
    )
    return zone.key if certain else None


def _day(day: date) -> str:
    return f"{day.year:04}{day.month:02}{day.day:02}"
