"""The sides of a range → dates: the year from the programme's dates, weekdays checked.

Knows the calendar; must not know clock times or zones.
"""

from calendar import monthrange
from datetime import date
from typing import NamedTuple

from calendar_tool.source.mistake import Mistake
from calendar_tool.source.pieces import Piece, pieces, refuse
from calendar_tool.source.sides import YEARS, Side, far_year, sides_of
from calendar_tool.source.time_words import weekday_names

_LEAP_YEAR = 2000


class Calendar(NamedTuple):
    """What a date needs to know of its surroundings.

    `first_day` and `last_day` of the programme, both included; `zone` is the IANA name of the
    clocks; `day` is the date of the whole, in parts where a clock time alone is enough.
    """

    first_day: date
    last_day: date
    zone: str
    day: date | None = None


class _DayOfYear(NamedTuple):
    month: int
    day: int


def read_dates(text: str) -> tuple[date, date]:
    """Return the first and last day of a programme, both included; a year must be written.

    Raises Mistake: T301.clock-here and what `resolve` raises.
    """
    return _days_alone(text, None)


def read_day(text: str, calendar: Calendar) -> date:
    """Return a single day, its year found as for an event.

    Raises Mistake: T301.one-day, T301.clock-here and what `resolve` raises.
    """
    first, last = _days_alone(text, calendar)
    if first != last:
        raise Mistake("T301.one-day", {"text": text.strip()})
    return first


def _days_alone(text: str, calendar: Calendar | None) -> tuple[date, date]:
    sides = sides_of(pieces(text), text)
    for side in sides:
        if side.clock:
            raise refuse("T301.clock-here", text, side.clock.offset)
    if len(sides) > 2:
        raise refuse("T301.several", text, sides[2].place)
    return resolve(sides[0], sides[-1], calendar, text)


def read_weekdays(text: str) -> tuple[int, ...]:
    """Return the weekdays (0 is Monday) that a list, range or name stands for: «вт–вс», `Sat, Sun`.

    Raises Mistake: T301.weekdays.
    """
    days: list[int] = []
    found = pieces(text)
    before = ""
    for piece in found:
        if piece.kind == "weekday":
            steps = (piece.number - days[-1]) % 7 if before in ("dash", "after") else 0
            days += [(piece.number - step) % 7 for step in range(max(steps - 1, 0), -1, -1)]
        elif piece.kind not in ("dash", "after", "list") or before != "weekday":
            raise refuse("T301.weekdays", text, piece.offset)
        before = piece.kind
    if before != "weekday":
        raise refuse("T301.weekdays", text, found[-1].offset)
    return tuple(dict.fromkeys(days))


def resolve(first: Side, last: Side, calendar: Calendar | None, text: str) -> tuple[date, date]:
    """Return the dates of a range, both included; for a single day `first` is `last`.

    What one side leaves unsaid, month or year, it takes from the other. Raises Mistake:
    T301.no-day, .no-month, .month-number, .month-days, .leap, .far-year, .year, .outside,
    .programme-year, .backwards, .weekday, .slash.
    """
    begin = _day_of_year(first, last, text)
    end = _day_of_year(last, first, text)
    over_new_year = begin > end and 0 < (end.month - begin.month) % 12 < 6
    if first.year is None and last.year is None:
        if begin > end and not over_new_year:
            raise Mistake("T301.backwards")
        years = _years(begin, end, over_new_year, calendar)
        first_year = _only_year(years, begin, calendar, text, (first.place[0], last.place[1]))
        last_year = first_year + over_new_year
    else:
        last_year = last.year if last.year is not None else (first.year or 0) + over_new_year
        first_year = first.year if first.year is not None else last_year - over_new_year
    days = _date(first_year, begin, first), _date(last_year, end, last)
    if days[0] > days[1]:
        raise Mistake("T301.backwards")
    _check_weekdays(first, last, days, text)
    return days


def _day_of_year(side: Side, other: Side, text: str) -> _DayOfYear:
    if side.day is None:
        raise refuse("T301.no-day", text, side.place)
    month = side.month if side.month is not None else other.month
    if month is None:
        start, end = min(side.place, other.place)[0], max(side.place, other.place)[1]
        key = "T301.slash" if "/" in text[start:end] else "T301.no-month"
        raise refuse(key, text, (start, end))
    if not 1 <= month <= 12:
        raise refuse("T301.month-number", text, side.place)
    longest = monthrange(_LEAP_YEAR, month)[1]
    if not 1 <= side.day <= longest:
        written = text[slice(*side.place)]
        raise Mistake("T301.month-days", {"text": written, "days": longest}, None, side.place)
    return _DayOfYear(month, side.day)


def _years(
    begin: _DayOfYear, end: _DayOfYear, over_new_year: bool, calendar: Calendar | None
) -> list[int]:
    """Return the years that put some of the range inside the programme."""
    if calendar is None:
        return []
    years = []
    for year in range(calendar.first_day.year - 1, calendar.last_day.year + 1):
        try:
            first, last = date(year, *begin), date(year + over_new_year, *end)
        except ValueError:  # 29 February
            continue
        if first <= calendar.last_day and calendar.first_day <= last:
            years.append(year)
    return years


def years_inside(day: int, month: int, calendar: Calendar) -> list[int]:
    """Return the years that put a day inside the programme; none if there is no such day."""
    return _years(_DayOfYear(month, day), _DayOfYear(month, day), False, calendar)


def _only_year(
    years: list[int],
    begin: _DayOfYear,
    calendar: Calendar | None,
    text: str,
    place: tuple[int, int],
) -> int:
    if len(years) == 1:
        return years[0]
    if calendar is None:
        raise refuse("T301.programme-year", text, place)
    written = text[slice(*place)]
    if years:
        listed = ", ".join(map(str, years[:4])) + (", …" if len(years) > 4 else "")
        raise Mistake("T301.year", {"text": written, "years": listed}, None, place)
    first, last = calendar.first_day, calendar.last_day
    if begin == (2, 29) and first.year == last.year and monthrange(first.year, 2)[1] == 28:
        raise Mistake("T301.leap", {"year": first.year}, None, place)
    raise Mistake("T301.outside", {"text": written, "first": first, "last": last}, None, place)


def _date(year: int, day: _DayOfYear, side: Side) -> date:
    if year not in YEARS:
        raise far_year(side.place)
    try:
        return date(year, *day)
    except ValueError:
        raise Mistake("T301.leap", {"year": year}, None, side.place) from None


def _check_weekdays(first: Side, last: Side, days: tuple[date, date], text: str) -> None:
    for side, day in ((first, days[0]), (last, days[1])):
        if side.weekday and side.to_weekday:
            check_weekday(side.weekday, days[0], text)
            check_weekday(side.to_weekday, days[1], text)
        elif side.weekday:
            check_weekday(side.weekday, day, text)


def check_weekday(piece: Piece, day: date, text: str) -> None:
    """Raise Mistake T301.weekday if a date falls on another weekday than the one written."""
    if piece.number == day.weekday():
        return
    actual, instead = weekday_names(piece.text, day.weekday())
    fix = text[: piece.start] + instead + text[piece.end :]
    raise Mistake(
        "T301.weekday",
        {"date": day, "actual": actual, "written": piece.text},
        fix,
        piece.offset,
    )
