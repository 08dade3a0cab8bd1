"""The pieces of a text about time → the sides of a range, each with its day and its clock time.

Knows which piece can stand where; must not know the year, the zone or the programme.
"""

import re
from dataclasses import dataclass, field

from calendar_tool.source.mistake import Mistake
from calendar_tool.source.pieces import Piece, refuse, two_digits

#: Years that a four-figure number can stand for; others are clock times without a colon.
YEARS = range(1900, 2200)

_DASH = frozenset({"dash", "after"})
_DAY = frozenset({"iso", "dotted", "pair", "number", "month"})
_CLOCK = frozenset({"time", "stamp"})
_TWO_NUMBERS = re.compile(r"([0-9]{1,2})(\s*[-–—−]\s*|\s+(?:до|по|to)\s+)([0-9]{1,2})(?![0-9:.])")


@dataclass(slots=True)
class Side:
    """What is written on one side of a dash: any of day, month, year, weekday and clock time.

    `to_weekday` is the second of two weekdays joined by a dash of their own: «Fri–Sat 15–16 Nov».
    `days` are the pieces that tell the day, for showing the place of a mistake.
    """

    day: int | None = None
    month: int | None = None
    year: int | None = None
    weekday: Piece | None = None
    to_weekday: Piece | None = None
    clock: Piece | None = None
    days: list[Piece] = field(default_factory=list)

    @property
    def place(self) -> tuple[int, int]:
        """The place of the day inside the text, or of whatever else is there."""
        said = self.days or [piece for piece in (self.weekday, self.clock) if piece]
        return min(piece.start for piece in said), max(piece.end for piece in said)


def sides_of(found: list[Piece], text: str, *, day_known: bool = False) -> list[Side]:
    """Return the sides of the range that the pieces are; one side if there is no dash.

    With `day_known` a text needs no day, so a lone `19.00` is a clock time.
    Raises Mistake: T301.until, .open, .several, .twice, .form, .digits, .short-year.
    """
    groups = _groups(found)
    if not groups[0] or (found[-1].kind == "after" and len(groups) == 2):
        raise Mistake("T301.until", {"text": text.strip()})
    if not all(groups):
        fix = text[: found[-1].start].rstrip() if not groups[-1] else None
        raise Mistake("T301.open", {}, fix, found[-1].offset)
    sides: list[Side] = []
    for group in groups:
        after_clock = bool(sides) and sides[-1].clock is not None
        sides.append(_side(group, text, after_clock or day_known))
    return sides


def _groups(found: list[Piece]) -> list[list[Piece]]:
    """Return the pieces between dashes; the dash between two weekdays joins them instead."""
    groups: list[list[Piece]] = [[]]
    joined = _joined_weekdays(found)
    for index, piece in enumerate(found):
        if piece.kind not in _DASH:
            groups[-1].append(piece._replace(kind="to_weekday") if index - 1 in joined else piece)
        elif index not in joined:
            groups.append([])
    return groups


def _joined_weekdays(found: list[Piece]) -> set[int]:
    """Return which dashes join «Fri–Sat»; in «15 Nov Fri – Sat 16 Nov» the dash parts two dates."""
    return {
        index
        for index in range(1, len(found) - 1)
        if found[index].kind == "dash"
        and found[index - 1].kind == found[index + 1].kind == "weekday"
        and (index == 1 or index + 2 == len(found) or found[index + 2].kind not in _DAY)
    }


def _side(group: list[Piece], text: str, expects_clock: bool) -> Side:
    side = Side()
    for index, piece in enumerate(group):
        if piece.kind == "pair":
            others = {"pair", *_CLOCK} & {later.kind for later in group[index + 1 :]}
            if _is_clock(piece, side, expects_clock and not others):
                _take_once(side, "clock", piece, text)
            else:
                _take_date(side, piece, text)
        elif piece.kind in _CLOCK:
            _take_once(side, "clock", piece, text)
        elif piece.kind in ("weekday", "to_weekday"):
            _take_once(side, piece.kind, piece, text)
        elif piece.kind == "list":
            raise refuse("T301.several", text, piece.offset)
        elif piece.kind == "number":
            _take_number(side, piece, group[index + 1 : index + 2], text)
        else:
            _take_date(side, piece, text)
    return side


def _is_clock(pair: Piece, side: Side, expects_clock: bool) -> bool:
    """Return whether `19.00` is a clock time here, not a day and a month."""
    if side.day is not None:
        return True
    if side.clock is not None:
        return False
    first, second = (int(number) for number in pair.text.split("."))
    can_be_day = 1 <= second <= 12 and 1 <= first <= 31
    can_be_clock = first <= 24 and second < 60 and pair.text[-3] == "."
    return (expects_clock and can_be_clock) or not can_be_day


def _take_once(side: Side, name: str, piece: Piece, text: str) -> None:
    if getattr(side, name) is not None:
        raise refuse("T301.twice", text, piece.offset)
    setattr(side, name, piece)


def _take_date(side: Side, piece: Piece, text: str) -> None:
    """Take a month, `15.11`, `15.11.2019` or `2019-11-15`."""
    day: int | None = None
    year: int | None = None
    if piece.kind == "month":
        month = piece.number
    elif piece.kind == "iso":
        year, month, day = (int(number) for number in piece.text.split("-"))
    else:
        day, month, *years = (int(number) for number in piece.text.split("."))
        year = years[0] if years else None
    if piece.kind == "dotted" and piece.text[-5] != ".":
        short = piece.text.rpartition(".")[2]
        instead = f"{piece.text[:-2]}20{short}" if len(short) == 2 else None
        raise refuse("T301.short-year", text, piece.offset, instead)
    if side.month is not None or (day is not None and side.day is not None):
        raise refuse("T301.twice", text, piece.offset)
    side.month = month
    side.day = side.day if day is None else day
    side.year = side.year if year is None else year
    side.days.append(piece)


def _take_number(side: Side, piece: Piece, after: list[Piece], text: str) -> None:
    """Take a day or a year; a number more is another day or a clock time that lacks its colon."""
    if len(piece.text) <= 2 and side.day is None:
        side.day = piece.number
    elif len(piece.text) == 4 and side.year is None and piece.number in YEARS:
        side.year = piece.number
    elif len(piece.text) <= 2 and (side.month is None or (after and after[0].kind == "month")):
        raise refuse("T301.several", text, piece.offset)
    elif len(piece.text) == 4 and piece.number >= 2400:
        raise far_year(piece.offset)
    else:
        raise bare_number(piece, text)
    side.days.append(piece)


def far_year(place: tuple[int, int]) -> Mistake:
    """Return the mistake of a year that no programme has."""
    return Mistake("T301.far-year", {"first": YEARS[0], "last": YEARS[-1]}, None, place)


def bare_number(piece: Piece, text: str) -> Mistake:
    """Return the mistake of a number where a clock time belongs: `19`, `1030`, `10-30`, `10–18`."""
    two = _TWO_NUMBERS.match(text, piece.start)
    instead = None
    if two:
        first, second = int(two[1]), int(two[3])
        if two[2] != "-":
            if first < 24 and second <= 24:
                instead = f"{first:02}:00{two[2]}{second:02}:00"
        elif first < 24 and (two[3] == "00" or 24 < second < 60):
            instead = two_digits(first, second)
        return refuse("T301.form", text, two.span(), instead)
    hours, minutes = (piece.number, 0) if len(piece.text) < 3 else divmod(piece.number, 100)
    if hours < 24 and minutes < 60:
        instead = two_digits(hours, minutes)
    return refuse("T301.form", text, piece.offset, instead)


def lone_number(sides: list[Side], text: str) -> Mistake | None:
    """Return the mistake of numbers without any month, where clock times were expected."""
    if any(side.month is not None for side in sides):
        return None
    numbers = [piece for side in sides for piece in side.days]
    return bare_number(numbers[0], text) if numbers else None
