"""The `when` of an event: text → five kinds of time, or a sentence about what cannot be read.

The whole grammar is in the pages about the programme file. Knows the programme's dates and zone;
must not know events, YAML or any language's sentences. The other readers of time are shown here.
"""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache

from calendar_tool.model import When
from calendar_tool.source.clock import (
    LATEST_MORNING,
    MIDNIGHT,
    minutes_of,
    offset_of,
    plain_minutes,
    read_clock,
    read_duration,
    read_opening,
)
from calendar_tool.source.dates import (
    Calendar,
    check_weekday,
    read_dates,
    read_day,
    read_weekdays,
    resolve,
    years_inside,
)
from calendar_tool.source.mistake import Mistake
from calendar_tool.source.pieces import LONGEST, Piece, pieces, refuse, two_digits
from calendar_tool.source.sides import Side, bare_number, lone_number, sides_of
from calendar_tool.source.time_words import NOT_ANNOUNCED
from calendar_tool.source.zones import (
    instant,
    instant_at_offset,
    plain_instant,
    read_zone,
    zone_named,
)

__all__ = [
    "Calendar",
    "is_tba",
    "read_clock",
    "read_dates",
    "read_day",
    "read_duration",
    "read_opening",
    "read_weekdays",
    "read_when",
    "read_zone",
]

Warn = Callable[[Mistake], None]

_DAY = timedelta(days=1)

#: What may part a day from its «TBA».
_BEFORE_TBA = " \t\n\u00a0,;:(/-‐‑‒–—―−"

#: A day without a colon in it, then a clock time or two: nearly all there is, so it is read first.
_USUAL = re.compile(r"([^:]+?)\s+([0-9]{1,2}:[0-9]{2})(?:\s?[-–—]\s?([0-9]{1,2}:[0-9]{2}))?")


def read_when(text: str, calendar: Calendar, warn: Warn) -> When:
    """Return when something happens; `warn` is told of a doubt (T305).

    Raises Mistake: T301 in its many sentences, T304.
    """
    return _read_usual(text, calendar) or _read_any(text, calendar, warn)


def _read_usual(text: str, calendar: Calendar) -> When | None:
    """Return one day with a clock time or two; None for all that needs a closer look."""
    usual = _USUAL.fullmatch(text) if len(text) <= LONGEST else None
    day = _one_day(usual[1], calendar) if usual else None
    if usual is None or day is None:
        return None
    zone = zone_named(calendar.zone)
    opens = plain_minutes(usual[2])
    start = None if opens is None else plain_instant(day, opens, zone)
    if start is None or usual[3] is None:
        return None if start is None else When(start=start, end=None)
    closes = plain_minutes(usual[3])
    if opens is None or closes is None or closes <= opens:
        return None
    end = plain_instant(day, closes, zone)
    return None if end is None else When(start=start, end=end)


@lru_cache(maxsize=4096)
def _one_day(text: str, calendar: Calendar) -> date | None:
    """Return the only day that a text names and nothing else, None if it is not like that."""
    try:
        sides = sides_of(pieces(text), text)
        if len(sides) > 1 or sides[0].clock:
            return None
        return resolve(sides[0], sides[0], calendar, text)[0]
    except Mistake:
        return None


def _read_any(text: str, calendar: Calendar, warn: Warn) -> When:
    not_yet = NOT_ANNOUNCED.search(text) if len(text) <= LONGEST else None
    if not_yet:
        return _not_announced(text, not_yet.start(), calendar)
    sides = sides_of(pieces(text), text, day_known=calendar.day is not None)
    clocks = [side for side in sides if side.clock]
    if not clocks:
        return _whole_days(sides, calendar, text)
    _check_clock_sides(sides, calendar, text)
    if len(sides) == len(clocks) < 3:
        return _timed(sides, calendar, text, warn)
    raise _no_range(sides, clocks, text)


def is_tba(text: str) -> bool:
    """Return whether a text says «not announced yet» and nothing else: `TBA`, «уточняется»."""
    return len(text) <= LONGEST and NOT_ANNOUNCED.match(text.strip()) is not None


def _not_announced(text: str, end: int, calendar: Calendar) -> When:
    """Return a day without a time, or neither: what stands before «TBA» is the day."""
    written = text[:end].rstrip(_BEFORE_TBA)
    if not written.strip():
        day = calendar.day
        return When(start=day, end=day and day + _DAY, tba=True)
    sides = sides_of(pieces(written), text)
    for side in sides:
        if side.clock:
            raise Mistake("T301.tba", {"text": side.clock.text}, written, side.clock.offset)
    when = _whole_days(sides, calendar, text)
    if len(sides) > 1:
        raise Mistake("T301.days-tba", {}, f"when: {written.strip()}\nhours: TBA")
    return When(start=when.start, end=when.end, tba=True)


def _whole_days(sides: list[Side], calendar: Calendar, text: str) -> When:
    if len(sides) > 2:
        raise refuse("T301.several", text, sides[2].place)
    mistake = lone_number(sides, text) if calendar.day else None
    if mistake:
        raise mistake
    if not any(side.days for side in sides):
        raise _no_date(calendar, text)
    first, last = resolve(sides[0], sides[-1], calendar, text)
    return When(start=first, end=last + _DAY)


def _no_date(calendar: Calendar, text: str) -> Mistake:
    is_clear = calendar.first_day == calendar.last_day and calendar.day is None
    fix = f"{calendar.first_day} {text.strip()}" if is_clear else None
    return Mistake("T301.no-date", {"text": text.strip()}, fix)


def _check_clock_sides(sides: list[Side], calendar: Calendar, text: str) -> None:
    """Refuse half a day beside a clock time, and `15.11` where it may be either."""
    dotted = any(piece.kind in ("pair", "dotted") for side in sides for piece in side.days)
    for index, side in enumerate(sides):
        if side.day is None and side.days:
            if len(side.days) == 1 and side.days[0].kind == "number":
                raise bare_number(side.days[0], text)
            raise refuse("T301.no-day", text, side.place)
        clock = side.clock
        if clock and clock.kind == "pair" and (dotted or (index == 0 and side.day is None)):
            first, second = (int(number) for number in clock.text.split("."))
            if 1 <= second <= 12 and years_inside(first, second, calendar):
                raise refuse("T301.dotted", text, clock.offset, two_digits(first, second))


def _no_range(sides: list[Side], clocks: list[Side], text: str) -> Mistake:
    """Return the mistake of days and clock times that make no range together."""
    days = [side for side in sides if side.days]
    if len(clocks) == 2 and len(days) == 2 and len(sides) == 3:
        said = text[slice(days[0].place[0], days[1].place[1])]
        times = "–".join(side.clock.text for side in clocks if side.clock)
        return Mistake("T301.hours", {}, f"when: {said}\nhours: {times}")
    last = sides[-1]
    if len(sides) == 2 and last.clock and not last.days:
        return Mistake("T301.until", {"text": last.clock.text}, None, last.clock.offset)
    if len(sides) == 2 and last.clock:
        return Mistake("T301.days-clock", {"text": last.clock.text}, None, last.clock.offset)
    if len(sides) == 2:
        return refuse("T301.half", text, last.place)
    return Mistake("T301.unclear", {"text": text.strip()})


def _timed(sides: list[Side], calendar: Calendar, text: str, warn: Warn) -> When:
    """Return a start alone, a range within a day or over one night, or a span from day to day."""
    days = [side for side in sides if side.days]
    if len(days) == 2:
        first, last = resolve(days[0], days[1], calendar, text)
    elif days:
        first = last = resolve(days[0], days[0], calendar, text)[0]
    elif calendar.day:
        first = last = calendar.day
    else:
        raise _no_date(calendar, text)
    for side, day in zip(sides, (first, last), strict=False):
        if side.weekday and not side.days:
            check_weekday(side.weekday, day, text)
    clocks = [side.clock for side in sides if side.clock]
    minutes = [minutes_of(clock, text) for clock in clocks]
    if minutes[0] == MIDNIGHT:
        instead = f"{first + _DAY} 00:00"
        raise Mistake("T301.midnight", {"text": clocks[0].text}, instead, clocks[0].offset)
    start = _instant(first, minutes[0], clocks[0], calendar, text, warn)
    if len(clocks) == 1:
        return When(start=start, end=None)
    if len(days) < 2:
        last += _DAY * _nights(clocks, minutes)
    end = _instant(last, minutes[1], clocks[1], calendar, text, warn)
    if end.astimezone(UTC) <= start.astimezone(UTC):
        raise Mistake("T301.backwards")
    return When(start=start, end=end)


def _nights(clocks: list[Piece], minutes: list[int]) -> int:
    """Return how many midnights lie between two clock times: 0 or 1."""
    opens, closes = minutes
    if opens == closes:
        raise Mistake("T301.equal", {"text": clocks[0].text}, None, clocks[1].offset)
    if opens < closes:
        return 0
    if closes > LATEST_MORNING:
        values = {"start": clocks[0].text, "end": clocks[1].text}
        raise Mistake("T301.order", values, None, clocks[1].offset)
    return 1


def _instant(
    day: date, minutes: int, clock: Piece, calendar: Calendar, text: str, warn: Warn
) -> datetime:
    offset = offset_of(clock, text)
    if offset is not None:
        return instant_at_offset(day, minutes, offset, calendar.zone)
    return instant(day, minutes, calendar.zone, clock.offset, warn)
