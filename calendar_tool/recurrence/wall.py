"""Times as a clock on the wall shows them, and back. Must not know what repeats."""

from datetime import UTC, date, datetime, time, timedelta, tzinfo

from msgspec.structs import replace

from calendar_tool.model import When


def day_of(at: date) -> date:
    """Return the local date of a time."""
    return at.date() if isinstance(at, datetime) else at


def local_time(at: date) -> datetime:
    """Return what a clock on the wall shows; a date is its midnight."""
    if isinstance(at, datetime):
        return at.replace(tzinfo=None, fold=0)
    return datetime.combine(at, time())


def length_of(when: When) -> timedelta | None:
    """Return how long it lasts on the clock, if that was said."""
    return (
        None
        if when.end is None or when.start is None
        else local_time(when.end) - local_time(when.start)
    )


def moved(when: When, start: datetime) -> When:
    """Return the same, from another local start on."""
    length = length_of(when)
    if isinstance(when.start, datetime):
        return timed(start, length, when.start.tzinfo)
    days = length or timedelta(days=1)
    return replace(when, start=start.date(), end=start.date() + days)


def timed(start: datetime, length: timedelta | None, zone: tzinfo | None) -> When:
    """Return what begins at a local time and lasts so long on the clock, if that was said."""
    begins = in_zone(start, zone)
    if length is None:
        return When(start=begins, end=None)
    ends = in_zone(start + length, zone)
    if local_time(ends) <= local_time(
        begins
    ):  # it was to begin in a gap, and to end before the gap's end
        ends = (begins.astimezone(UTC) + length).astimezone(zone)
    return When(start=begins, end=ends)


def in_zone(local: datetime, zone: tzinfo | None) -> datetime:
    """Return the time in a zone, moved out of a gap."""
    return local.replace(tzinfo=zone).astimezone(UTC).astimezone(zone)
