"""What takes place beside each other: a day as venues × hours, for wide screens.

Knows agendas; must not know words or markup. A step of the grid is five minutes.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from calendar_tool.agenda import Day, Manner, Row
from calendar_tool.model import TBA

#: The most venues that are shown beside each other, and days of which there is a timetable.
COLUMNS, DAYS = 6, 14

#: How much of a day is drawn for what has no known end.
_SHOWN = timedelta(minutes=45)

_STEP = timedelta(minutes=5)
_HOUR = timedelta(hours=1)
_DAY = timedelta(days=1)


class Cell(NamedTuple):
    """A row of the agenda in a grid: its lines, counted from 1; `span` steps tall."""

    row: Row
    column: int
    line: int
    span: int


class Column(NamedTuple):
    """A venue by id, in the lanes `first` to before `after`."""

    venue: str
    first: int
    after: int


class Grid(NamedTuple):
    """Venues beside each other; `hours` are the lines on which an hour begins, by clock time."""

    day: date
    columns: tuple[Column, ...]
    hours: tuple[tuple[int, datetime], ...]
    cells: tuple[Cell, ...]

    @property
    def lanes(self) -> int:
        """How many lanes there are: what overlaps at a venue stands beside each other."""
        return self.columns[-1].after - 1


def grids(day: Day, order: Iterable[str]) -> Iterator[Grid]:
    """Yield the grids of a day, its venues in this order; none if all is at one venue."""
    by_venue: dict[str, list[Row]] = defaultdict(list)
    for row in day.rows:
        if row.manner is Manner.TIMED and row.event.venue not in (None, TBA):
            by_venue[row.event.venue or ""].append(row)
    venues = [venue for venue in order if venue in by_venue]
    if len(venues) > 1:
        for first in range(0, len(venues), COLUMNS):
            shown = {venue: by_venue[venue] for venue in venues[first : first + COLUMNS]}
            yield _grid(day.date, shown)


def _grid(day: date, by_venue: dict[str, list[Row]]) -> Grid:
    rows = [row for rows in by_venue.values() for row in rows]
    opens = min(_begins(row) for row in rows).replace(minute=0, second=0)
    closes = max(map(_ends, rows))
    cells, columns, lane = [], [], 1
    for venue, own in by_venue.items():
        lanes = _lanes(own)
        columns.append(Column(venue, lane, lane + len(lanes)))
        for number, inside in enumerate(lanes, lane):
            cells += [_cell(row, number, opens) for row in inside]
        lane += len(lanes)
    hours = [opens]
    while hours[-1] < closes:
        hours.append(hours[-1] + _HOUR)
    lines = tuple((_line(hour, opens), hour) for hour in hours)
    return Grid(day, tuple(columns), lines, tuple(cells))


def _lanes(rows: Iterable[Row]) -> list[list[Row]]:
    """Return rows in as few lanes as let none of them overlap."""
    lanes: list[list[Row]] = []
    for row in sorted(rows, key=_begins):
        lane = next((lane for lane in lanes if _ends(lane[-1]) <= _begins(row)), None)
        if lane is None:
            lanes.append([row])
        else:
            lane.append(row)
    return lanes


def _cell(row: Row, lane: int, opens: datetime) -> Cell:
    line = _line(_begins(row), opens)
    return Cell(row, lane, line, max(_line(_ends(row), opens) - line, 1))


def _line(at: datetime, opens: datetime) -> int:
    return (at - opens) // _STEP + 1


def _begins(row: Row) -> datetime:
    """Return the start on the clock of the place, so that a grid has its clock's hours."""
    assert isinstance(row.when.start, datetime)  # noqa: S101 - it is timed
    return row.when.start.replace(tzinfo=None)


def _ends(row: Row) -> datetime:
    """Return until when a row is drawn; what lasts a day or longer goes on at the next day."""
    begins, end = _begins(row), row.when.end
    if not isinstance(end, datetime):
        return begins + _SHOWN
    ends = end.replace(tzinfo=None)
    if ends - begins >= _DAY and row.day is not None:
        ends = max(datetime.combine(row.day, time()) + _DAY, begins + _HOUR)
    return max(ends, begins + _STEP)
