"""Days as grids of places and hours: who stands where, beside whom, how high. For the poster.

Knows agendas and words; must not know Typst, fonts or paper sizes. Minutes count from the midnight
with which a day begins, past 1440 after the next; heights are in hours of the axis.
"""

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import pairwise
from typing import NamedTuple

from calendar_tool.agenda import Day, Manner, Row
from calendar_tool.exporters.pdf.rows import Rows
from calendar_tool.exporters.pdf.sheet import Data, Sheet
from calendar_tool.exporters.pdf.texts import Shown
from calendar_tool.model import TBA

#: More columns than these are split; so many of two days stand side by side on one sheet.
_COLUMNS, _SIDE_BY_SIDE = 6, 8

#: Rooms of a venue above which each has a column of its own, however many columns that makes.
_LANES = 5

#: How high what has no end is drawn, and what is shorter where there is room below it: minutes.
_LEAST = 35

#: How high an hour is in which nothing takes place, against one in which something does.
_QUIET = 0.35

#: How high an hour is in which something short takes place: its text must have room.
_SHORT = 1.5

_HOUR = 60
_DAY = 24 * _HOUR


class Place(NamedTuple):
    """A column: a venue or, where several of its rooms are in use on that day, one of them."""

    venue: str | None
    room: str | None


class Box(NamedTuple):
    """A row in its column: from when until when it is drawn, and in which of how many lanes."""

    row: Row
    starts: int
    ends: int
    lane: int = 0
    lanes: int = 1
    span: int = 1


class Panel(NamedTuple):
    """A day, or some of its columns."""

    day: Day
    places: "_Places"
    columns: tuple[Place, ...]
    boxes: dict[Place, tuple[Box, ...]]
    strip: dict[Place, tuple[Row, ...]]


def poster(sheet: Sheet) -> Data:
    """Return sheets of panels, and what stands in no grid."""
    rows = Rows(sheet=sheet, agenda=sheet.agenda)
    panels = [panel for day in sheet.agenda.days for panel in _panels(day, sheet.agenda.numbers)]
    return {
        "sheets": [_sheet(group, rows) for group in _grouped(panels)],
        "long": list(rows.rows(sheet.agenda.long)),
        "undated": rows.undated(),
    }


def _panels(day: Day, numbers: Mapping[str, int]) -> Iterator[Panel]:
    """Yield a day in as few panels of about as many columns each as are not too many."""
    places = _Places(day)
    boxes: dict[Place, list[Row]] = defaultdict(list)
    strip: dict[Place, list[Row]] = defaultdict(list)
    for row, place in places.standing(day.rows):
        (boxes if row.manner is Manner.TIMED else strip)[place].append(row)

    def order(place: Place) -> tuple[float, bool, str]:
        number = numbers.get(place.venue or "", math.inf)
        return number, place.room is not None, place.room or ""

    columns = sorted({*boxes, *strip}, key=order)
    count = -(-len(columns) // _COLUMNS)
    for n in range(count):
        some = tuple(columns[len(columns) * n // count : len(columns) * (n + 1) // count])
        yield Panel(
            day=day,
            places=places,
            columns=some,
            boxes={place: tuple(_laned(boxes[place], day)) for place in some},
            strip={place: tuple(strip[place]) for place in some},
        )


class _Places:
    """In which column each row of a day stands: rooms have their own where there are few enough."""

    def __init__(self, day: Day) -> None:
        rooms: dict[str | None, set[str | None]] = defaultdict(set)
        for row in _all(day.rows):
            rooms[row.event.venue].add(row.event.room)
        few = sum(map(len, rooms.values())) <= _COLUMNS
        self._apart = {venue for venue, used in rooms.items() if len(used) > (1 if few else _LANES)}

    def of(self, row: Row) -> Place:
        """Return the column of a row."""
        venue = row.event.venue
        return Place(venue, row.event.room if venue in self._apart else None)

    def standing(
        self, rows: Iterable[Row], above: Place | None = None
    ) -> Iterator[tuple[Row, Place]]:
        """Yield each row with its column; a part in the column of its whole is told there."""
        for row in rows:
            place = self.of(row)
            if place != above:
                yield row, place
            yield from self.standing(row.parts, place)

    def told_in(self, row: Row) -> Iterator[Row]:
        """Yield the parts that are told in the box of their whole."""
        for part in row.parts:
            if self.of(part) == self.of(row):
                yield part
                yield from self.told_in(part)


def _laned(rows: Sequence[Row], day: Day) -> Iterator[Box]:
    """Yield the boxes of a column, those that overlap side by side."""
    boxes = sorted((_box(row, day) for row in rows), key=lambda box: (box.starts, -box.ends))
    cluster: list[Box] = []
    until = 0
    for box, after in pairwise([*boxes, None]):
        assert box is not None  # noqa: S101 - only the last is
        ends: dict[int, int] = {one.lane: one.ends for one in cluster}
        lane = next((n for n, end in ends.items() if end <= box.starts), len(ends))
        cluster.append(box._replace(lane=lane))
        until = max(until, box.ends)
        if after is None or after.starts >= until:
            lanes = max(one.lane for one in cluster) + 1
            room = after.starts if after else until + _LEAST
            for one in cluster:
                low = min(room, one.starts + _LEAST) if lanes == 1 else one.ends
                span = _free(one, cluster, lanes)
                yield one._replace(lanes=lanes, span=span, ends=max(one.ends, low))
            cluster = []


def _free(box: Box, cluster: Iterable[Box], lanes: int) -> int:
    """Return how many lanes a box may fill: its own, and those beside it that are empty then."""
    beside = (
        one.lane
        for one in cluster
        if one.lane > box.lane and one.starts < box.ends and box.starts < one.ends
    )
    return min(beside, default=lanes) - box.lane


def _box(row: Row, day: Day) -> Box:
    midnight = datetime(day.date.year, day.date.month, day.date.day)  # noqa: DTZ001 - local time
    start, end = row.when.start, row.when.end
    assert isinstance(start, datetime)  # noqa: S101 - it has a clock time
    starts = _minutes(start, midnight)
    ends = _minutes(end, midnight) if isinstance(end, datetime) else starts + _LEAST
    if ends - starts >= _DAY:  # it goes on at the head of the next day
        ends = max(_DAY, starts + _HOUR)
    return Box(row, starts, max(starts + 5, ends))


def _minutes(at: datetime, midnight: datetime) -> int:
    return int((at.replace(tzinfo=None) - midnight).total_seconds()) // 60


def _grouped(panels: Sequence[Panel]) -> Iterator[tuple[Panel, ...]]:
    """Yield the panels of each sheet: two if both are whole days of few columns."""
    left = list(panels)
    while left:
        pair = left[:2]
        widths = [len(panel.columns) for panel in pair]
        fit = sum(widths) <= _SIDE_BY_SIDE and max(widths) <= 3 * min(widths)
        number = 2 if fit and len({panel.day.date for panel in pair}) == 2 else 1
        yield tuple(left[:number])
        left = left[number:]


def _sheet(panels: Sequence[Panel], rows: Rows) -> Data:
    boxes = [box for panel in panels for some in panel.boxes.values() for box in some]
    axis = _Axis(boxes)
    return {
        "hours": [{"label": f"{hour % 24:02}", "at": axis.at(hour * _HOUR)} for hour in axis.hours],
        "height": axis.at(axis.hours[-1] * _HOUR) if axis.hours else 0,
        "panels": [_panel(panel, axis, rows) for panel in panels],
    }


class _Axis:
    """The hours of a sheet: those in which nothing takes place are lower."""

    def __init__(self, boxes: Sequence[Box]) -> None:
        first = min((box.starts for box in boxes), default=0) // _HOUR
        last = -(-max((box.ends for box in boxes), default=0) // _HOUR)
        self.hours = list(range(first, last + 1)) if boxes else []
        self._at = dict.fromkeys(self.hours[:1], 0.0)
        for hour, after in pairwise(self.hours):
            inside = [
                box for box in boxes if box.starts < after * _HOUR and box.ends > hour * _HOUR
            ]
            short = any(box.ends - box.starts <= _LEAST for box in inside)
            self._at[after] = self._at[hour] + (_SHORT if short else 1 if inside else _QUIET)

    def at(self, minute: int) -> float:
        """Return how far below the first hour a minute stands."""
        hour, rest = divmod(minute, _HOUR)
        here = self._at[hour]
        return round(here + (self._at.get(hour + 1, here) - here) * rest / _HOUR, 4)


def _panel(panel: Panel, axis: _Axis, rows: Rows) -> Data:
    return {
        "name": rows.heading(panel.day),
        "aside": rows.aside(panel.day),
        "zone": rows.sheet.zone(panel.day.date),
        "columns": [
            {
                **_column(place, rows),
                "strip": [_told(row, panel, rows) for row in panel.strip[place]],
                "boxes": [
                    {
                        **_told(box.row, panel, rows),
                        "top": axis.at(box.starts),
                        "bottom": axis.at(box.ends),
                        "lane": box.lane,
                        "lanes": box.lanes,
                        "span": box.span,
                        "open": box.row.when.end is None,
                    }
                    for box in panel.boxes[place]
                ],
            }
            for place in panel.columns
        ],
    }


def _told(row: Row, panel: Panel, rows: Rows) -> Data:
    """Return what a box says: the row, its room if the column is the venue's, its parts."""
    return {
        **rows.row(row),
        "room": _room(row, panel, rows),
        "parts": [
            {**rows.row(part), "room": _room(part, panel, rows, beneath=row)}
            for part in panel.places.told_in(row)
        ],
    }


def _room(row: Row, panel: Panel, rows: Rows, beneath: Row | None = None) -> Shown:
    """Return the room to name: the column says none, nor does the whole that the row is beneath."""
    if beneath is not None and beneath.event.room == row.event.room:
        return ""
    venue = rows.sheet.programme.venues.get(row.event.venue or "")
    if venue is None or panel.places.of(row).room is not None:
        return ""
    room = venue.rooms.get(row.event.room or "")
    return rows.sheet.set(room.name if room else None)


def _column(place: Place, rows: Rows) -> Data:
    """Return the head of a column."""
    sheet = rows.sheet
    venue = sheet.programme.venues.get(place.venue or "")
    if venue is None:
        key = "agenda.place_tba" if place.venue == TBA else "sheet.elsewhere"
        return {"number": None, "name": sheet.say(key), "room": ""}
    room = venue.rooms.get(place.room or "")
    return {
        "number": rows.agenda.numbers.get(venue.id),
        "name": sheet.set(venue.name),
        "room": sheet.set(room.name if room else None),
    }


def _all(rows: Iterable[Row]) -> Iterator[Row]:
    for row in rows:
        yield row
        yield from _all(row.parts)
