"""When something takes place: five kinds of time, and opening hours."""

from datetime import date, datetime, timedelta
from typing import NamedTuple

from msgspec import Struct


class When(Struct, frozen=True, kw_only=True, gc=False):
    """When something happens, in five kinds that no output mixes up.

    timed       `start` and `end` are aware datetimes in the event's zone; `end` is excluded
    start only  `start` is an aware datetime, `end` is None: how long it lasts was not said
    all day     `start` and `end` are dates; `end` is the day after the last one (RFC 5545 3.6.1)
    day TBA     as all day, with `tba`: the day is known, the time has not been announced
    TBA         `start` and `end` are None, with `tba`: neither is known yet

    `fold` tells apart the two passes of a clock time that happens twice (PEP 495).
    """

    start: date | datetime | None
    end: date | datetime | None
    tba: bool = False

    @property
    def has_clock(self) -> bool:
        """Whether a clock time is known: timed or start only."""
        return isinstance(self.start, datetime)

    @property
    def first_day(self) -> date | None:
        """The local date on which it begins."""
        return self.start.date() if isinstance(self.start, datetime) else self.start

    @property
    def last_day(self) -> date | None:
        """The local date on which it ends, itself included; 00:00 ends the day before."""
        if isinstance(self.end, datetime) and isinstance(self.start, datetime):
            return max((self.end - timedelta.resolution).date(), self.start.date())
        return self.end - timedelta(days=1) if self.end is not None else self.first_day


class Opening(NamedTuple):
    """Open from `opens` to `closes`, minutes after local midnight; past 1440 is the next day."""

    opens: int
    closes: int


class Hours(Struct, frozen=True, kw_only=True, gc=False):
    """Opening hours: by weekday (0 is Monday) and by date, a date before a weekday; None is closed.

    `tba`: there will be hours, they have not been announced. `last_entry`: how long before closing.
    """

    weekdays: tuple[tuple[int, Opening | None], ...] = ()
    dates: tuple[tuple[date, Opening | None], ...] = ()
    last_entry: timedelta | None = None
    tba: bool = False

    def on(self, day: date) -> Opening | None:
        """Return the hours of a day; a day that is not named is closed."""
        for named, opening in self.dates:
            if named == day:
                return opening
        for weekday, opening in self.weekdays:
            if weekday == day.weekday():
                return opening
        return None
