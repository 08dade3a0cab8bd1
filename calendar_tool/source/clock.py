"""Clock times, durations and opening hours: text → minutes and timedeltas.

Knows hours and minutes; must not know dates, zones or the programme.
"""

import re
from datetime import timedelta
from functools import lru_cache

from calendar_tool.model import Opening
from calendar_tool.source.mistake import Mistake
from calendar_tool.source.pieces import LONGEST, Piece, pieces, refuse
from calendar_tool.source.sides import bare_number, lone_number, sides_of

MIDNIGHT = 24 * 60

#: An end up to here, in minutes, that comes before the start belongs to the next day.
LATEST_MORNING = 6 * 60

_UNITS = {
    word: minutes
    for minutes, words in {
        1: "m min mins minute minutes мин минут минута минуты минуту",
        60: "h hr hrs hour hours ч час часа часов сағ сағат",
        1440: "d day days д дн день дня дней сутки суток күн тәулік",
        10080: "w week weeks нед неделя недели неделю недель апта",
    }.items()
    for word in words.split()
}
_AMOUNT = re.compile(r"([0-9]{1,6}(?:[.,][0-9]{1,3})?)\s*([^\W\d_]+)\.?[\s,]*")
_ISO_DURATION = re.compile(
    r"P(?=.)(?:([0-9]{1,6})W)?(?:([0-9]{1,6})D)?(?:T(?=.)(?:([0-9]{1,6})H)?(?:([0-9]{1,6})M)?)?",
    re.IGNORECASE,
)
_LONGEST_DURATION = timedelta(days=366)
_CLOCK = re.compile(r"([0-9]{1,2})[:.]([0-9]{2})(?::([0-9]{2})(?:[.,]([0-9]+))?)?")
_OFFSET = re.compile(r"([+−-])([0-9]{2}):?([0-9]{2})?$")


@lru_cache(maxsize=2880)
def plain_minutes(written: str) -> int | None:
    """Return the minutes after midnight of a clock time like `19:00`; None if no clock shows it."""
    hours, minutes = map(int, written.split(":"))
    return hours * 60 + minutes if hours < 24 and minutes < 60 else None


def minutes_of(clock: Piece, text: str) -> int:
    """Return the minutes after midnight of a clock time, 1440 for 24:00.

    Raises Mistake: T301.clock for what no clock shows, T301.seconds.
    """
    match = _CLOCK.match(clock.text.lstrip("Tt"))
    if match is None:
        raise refuse("T301.clock", text, clock.offset)
    minutes = int(match[1]) * 60 + int(match[2])
    if int(match[2]) > 59 or minutes > MIDNIGHT:
        raise refuse("T301.clock", text, clock.offset)
    if (match[3] or "").strip("0") or (match[4] or "").strip("0"):
        raise refuse("T301.seconds", text, clock.offset)
    return minutes


def offset_of(clock: Piece, text: str) -> timedelta | None:
    """Return the offset from UTC written behind an ISO clock time, None if there is none.

    Raises Mistake: T301.clock for an offset of a day or more.
    """
    if clock.text[-1] in "Zz":
        return timedelta(0)
    match = _OFFSET.search(clock.text) if clock.kind == "stamp" else None
    if match is None:
        return None
    hours, minutes = int(match[2]), int(match[3] or 0)
    if hours > 23 or minutes > 59:
        raise refuse("T301.clock", text, clock.offset)
    offset = timedelta(hours=hours, minutes=minutes)
    return offset if match[1] == "+" else -offset


def read_clock(text: str) -> int:
    """Return the minutes after midnight of a clock time, 1440 for 24:00.

    Raises Mistake: T301.clock-wanted, T301.clock, T301.seconds, T301.form.
    """
    found = pieces(text)
    if len(found) == 1 and found[0].kind in ("time", "pair"):
        return minutes_of(found[0], text)
    if found[0].kind == "number":
        raise bare_number(found[0], text)
    raise Mistake("T301.clock-wanted", {"text": text.strip()})


def read_opening(text: str) -> Opening:
    """Return opening hours, past midnight if they close by 06:00 of the next day.

    Raises Mistake: T307.range, .equal, .order; T301.clock, .midnight, .form.
    """
    try:
        sides = sides_of(pieces(text), text, day_known=True)
    except Mistake as mistake:
        if mistake.key not in ("T301.word", "T301.guess"):
            raise
        raise Mistake("T307.range", {"text": text.strip()}) from mistake  # no word belongs here
    clocks = [side.clock for side in sides if side.clock]
    if len(clocks) != 2 or any(side.days or side.weekday for side in sides):
        raise lone_number(sides, text) or Mistake("T307.range", {"text": text.strip()})
    opens, closes = (minutes_of(clock, text) for clock in clocks)
    if opens == MIDNIGHT:
        raise refuse("T301.midnight", text, clocks[0].offset)
    if opens == closes:
        raise Mistake("T307.equal", {"text": clocks[0].text})
    if closes < opens:
        if closes > LATEST_MORNING:
            values = {"start": clocks[0].text, "end": clocks[1].text}
            raise Mistake("T307.order", values, None, clocks[1].offset)
        closes += MIDNIGHT
    return Opening(opens, closes)


def read_duration(text: str) -> timedelta:
    """Return how long `90 min`, `1.5 h`, «1 ч 30 мин», `1 day` or `PT1H30M` is: 0 to 366 days.

    A day is 24 hours here. Raises Mistake: T301.duration, .unit, .too-long.
    """
    written = text.strip()
    if len(written) > LONGEST:
        raise Mistake("T301.long", {"limit": LONGEST})
    iso = _ISO_DURATION.fullmatch(written)
    if iso:
        weeks, days, hours, minutes = (int(number or 0) for number in iso.groups())
        duration = timedelta(weeks=weeks, days=days, hours=hours, minutes=minutes)
    else:
        duration = timedelta(minutes=round(_sum_of_amounts(text, written)))
    if duration > _LONGEST_DURATION:
        raise Mistake("T301.too-long", {"text": written})
    return duration


def _sum_of_amounts(text: str, written: str) -> float:
    if not written:
        raise Mistake("T301.empty")
    total = 0.0
    position = 0
    while position < len(written):
        match = _AMOUNT.match(written, position)
        minutes = _UNITS.get(match[2].casefold()) if match else None
        if match is None or minutes is None:
            if written.isdecimal():
                raise Mistake("T301.unit", {"text": written}, f"{written} min")
            raise _no_duration(text, written, position)
        total += float(match[1].replace(",", ".")) * minutes
        position = match.end()
    return total


def _no_duration(text: str, written: str, position: int) -> Mistake:
    start = text.index(written)
    place = (start + position, start + len(written))
    return Mistake("T301.duration", {"text": text[slice(*place)]}, None, place)
