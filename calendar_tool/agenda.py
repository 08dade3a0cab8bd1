"""The days × places × hours that page, paper and terminal all draw.

Knows the programme and its occurrences; must not know languages, paper or screens: every word that
a reader sees is chosen by whoever draws.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import IntEnum, StrEnum

from msgspec import Struct
from msgspec.structs import replace

from calendar_tool.model import Event, Programme, Status, Track, Venue, When
from calendar_tool.occurrences import Occurrence, agenda_days, instant

#: What takes place on more days than these stands in the agenda once, before the days.
_FEW_DAYS = 14


class Mark(StrEnum):
    """What a reader of the last version must not miss."""

    CANCELLED = "cancelled"
    POSTPONED = "postponed"
    MOVED = "moved"
    TENTATIVE = "tentative"
    NEW = "new"


#: What does not take place at the time that its row shows.
_OFF = frozenset({Mark.CANCELLED, Mark.POSTPONED})


class Manner(IntEnum):
    """How a row stands in its day; the order is the order in the day."""

    TIME_TBA = 0
    WHOLE_DAY = 1
    TIMED = 2


class Row(Struct, frozen=True, kw_only=True):
    """One line of a day.

    `when` is when it takes place or, once postponed without a new date, was to. `day` is the day
    that the row stands in, None where the date has not been announced: on a later day than the
    first it is `continued`, and a show after midnight stands in the evening before. What is `long`
    stands before all days: then `when` is all of its time, and `occurrence` the first of its days.
    `parts` stand beneath their whole, and `beneath` is the event of the row above a part.
    """

    occurrence: Occurrence
    when: When
    day: date | None = None
    continued: bool = False
    long: bool = False
    marks: frozenset[Mark] = frozenset()
    parts: "tuple[Row, ...]" = ()
    beneath: Event | None = None

    @property
    def event(self) -> Event:
        """The event, as it is on that date."""
        return self.occurrence.event

    @property
    def gone(self) -> bool:
        """Whether it does not take place at the time that the row shows."""
        return not self.marks.isdisjoint(_OFF)

    @property
    def open_day(self) -> bool:
        """Whether the times are opening hours: one comes when one likes."""
        return self.event.hours is not None

    @property
    def after_midnight(self) -> bool:
        """Whether it begins on the date after the day that it stands in."""
        first = self.when.first_day
        return first is not None and self.day is not None and first > self.day

    @property
    def manner(self) -> Manner:
        """How it stands in its day."""
        if self.when.tba:
            return Manner.TIME_TBA
        whole_day = self.long or self.open_day or self.continued
        return Manner.TIMED if self.when.has_clock and not whole_day else Manner.WHOLE_DAY


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """A day with all that it holds; `number` counts the days of the programme from 1."""

    date: date
    number: int
    rows: tuple[Row, ...]

    @property
    def unannounced(self) -> tuple[Row, ...]:
        """The rows at the head of the day whose time has not been announced."""
        return tuple(row for row in self.rows if row.manner is Manner.TIME_TBA)

    @property
    def announced(self) -> tuple[Row, ...]:
        """The other rows: first what lasts all day, then in order of start."""
        return tuple(row for row in self.rows if row.manner is not Manner.TIME_TBA)


@dataclass(frozen=True, slots=True, kw_only=True)
class Agenda:
    """What goes on for weeks; days that hold something, in order; what has no date yet.

    `first_day` is the first that is shown, or of the programme if none is; `length` is the number
    of days of the programme; `venues` and `tracks` are those in use, in the
    programme's order. `numbers` are those of all its venues, by id, from 1: a place has the same on
    every sheet of an edition, whatever is on it, and keeps it when events come and go.
    """

    long: tuple[Row, ...]
    days: tuple[Day, ...]
    unannounced: tuple[Row, ...]
    first_day: date
    length: int
    venues: tuple[Venue, ...]
    tracks: tuple[Track, ...]
    numbers: Mapping[str, int]


def agenda(
    programme: Programme,
    occurrences: Iterable[Occurrence],
    new: Collection[str] = (),
    days: Collection[date] = (),
) -> Agenda:
    """Return occurrences by day.

    `new` holds the UIDs that the last version did not have; `days` the only days to show, if any:
    then all that is on them stands in them, however long.
    """
    by_event: dict[object, list[Row]] = defaultdict(list)
    unannounced = []
    for occurrence in occurrences:
        row = Row(
            occurrence=occurrence, when=occurrence.shown, marks=frozenset(_marks(occurrence, new))
        )
        span = agenda_days(occurrence, programme.day_starts)
        if span is None:
            unannounced.append(row)
            continue
        by_event[_same(row)] += (
            replace(row, day=day, continued=day > span[0]) for day in _within(span, programme)
        )
    by_day: dict[date | None, list[Row]] = defaultdict(list)
    long = []
    for rows in by_event.values():
        if len(rows) > _FEW_DAYS and not days:
            long.append(_at_once(rows))
            continue
        for row in rows:
            by_day[row.day].append(row)
    return _put_together(programme, long, by_day, unannounced, days)


def narrowed(programme: Programme, occurrences: Iterable[Occurrence]) -> Programme:
    """Return a programme with only those events that these are of, for an agenda of them alone."""
    names = {_name(one.event) for one in occurrences}
    kept = (one for one in programme.events if not names.isdisjoint(map(_name, _walk([one]))))
    return replace(programme, events=tuple(kept))


def _put_together(
    programme: Programme,
    long: list[Row],
    by_day: Mapping[date | None, list[Row]],
    unannounced: list[Row],
    days: Collection[date],
) -> Agenda:
    """Return the agenda of rows that are to stand in order."""
    order = {_name(event): place for place, event in enumerate(_walk(programme.events))}
    days_of_rows = tuple(
        Day(
            date=day,
            number=(day - programme.first_day).days + 1,
            rows=_arranged(by_day[day], order),
        )
        for day in sorted(filter(None, by_day))
        if not days or day in days
    )
    before, without_date = _arranged(long, order), _arranged(unannounced, order)
    in_days = (row for day in days_of_rows for row in day.rows)
    used = list(_all_rows((*before, *in_days, *without_date)))
    places = {row.event.venue for row in used}
    tracks = {row.event.track for row in used}
    return Agenda(
        long=before,
        days=days_of_rows,
        unannounced=without_date,
        first_day=days_of_rows[0].date if days_of_rows else programme.first_day,
        length=(programme.last_day - programme.first_day).days + 1,
        venues=tuple(venue for venue in programme.venues.values() if venue.id in places),
        tracks=tuple(track for track in programme.tracks.values() if track.id in tracks),
        numbers={id_: number for number, id_ in enumerate(programme.venues, 1)},
    )


def _same(row: Row) -> object:
    """Return what the open days of an event have in common; all else stands by itself."""
    return replace(row.event, when=None) if row.open_day else row.occurrence.uid


def _at_once(rows: list[Row]) -> Row:
    """Return one row for all the days of an event."""
    first, last = rows[0], rows[-1]
    if not first.open_day or first.day is None or last.day is None:
        return replace(first, day=None, long=True)
    when = When(start=first.day, end=last.day + timedelta(days=1))
    return replace(first, when=when, day=None, long=True)


def _marks(occurrence: Occurrence, new: Collection[str]) -> Iterator[Mark]:
    event = occurrence.event
    dateless = occurrence.when.start is None and event.previous is not None
    if event.status is Status.CANCELLED:
        yield Mark.CANCELLED
    elif event.status is Status.POSTPONED or dateless:
        yield Mark.POSTPONED
    elif event.status is Status.TENTATIVE:
        yield Mark.TENTATIVE
    if not dateless and (event.previous is not None or event.previous_venue is not None):
        yield Mark.MOVED
    if occurrence.uid in new:
        yield Mark.NEW


def _within(span: tuple[date, date], programme: Programme) -> list[date]:
    """Return the days of a span that the programme has; if it has none of them, the first alone."""
    first, last = max(span[0], programme.first_day), min(span[1], programme.last_day)
    return [first + timedelta(days=n) for n in range((last - first).days + 1)] or [span[0]]


def _arranged(rows: list[Row], order: Mapping[str, int]) -> tuple[Row, ...]:
    """Return the rows of a day in order, each part beneath its whole."""

    def place(row: Row) -> tuple[int, datetime, int]:
        start = row.when.start if row.long or row.manner is Manner.TIMED else None
        return row.manner, instant(start), order.get(_name(row.event), len(order))

    return _nested(sorted(rows, key=place))


def _nested(rows: list[Row]) -> tuple[Row, ...]:
    """Move each part beneath its whole, if that stands in the day in the same manner."""
    wholes = {_whole(row.occurrence.uid, row.event): row for row in rows if row.event.events}
    beneath: dict[object, list[Row]] = defaultdict(list)
    top = []
    for row in rows:
        uid, event = row.occurrence.whole_uid, row.occurrence.whole
        key = _whole(uid, event) if uid and event else None
        if key in wholes and wholes[key].manner is row.manner:
            beneath[key].append(row)
        else:
            top.append(row)

    def filled(row: Row) -> Row:
        parts = beneath.get(_whole(row.occurrence.uid, row.event))
        if parts is None:
            return row
        return replace(row, parts=tuple(filled(replace(part, beneath=row.event)) for part in parts))

    return tuple(map(filled, top))


def _whole(uid: str, event: Event) -> object:
    """Return what a whole is known by; without ids a part of the same name and time has its UID."""
    return uid, event.events


def _name(event: Event) -> str:
    return event.id or str(event.title)


def _walk(events: Iterable[Event]) -> Iterator[Event]:
    for event in events:
        yield event
        yield from _walk(event.events)


def _all_rows(rows: Iterable[Row]) -> Iterator[Row]:
    for row in rows:
        yield row
        yield from _all_rows(row.parts)
