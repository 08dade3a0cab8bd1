"""Everything that has a time of its own: single events, dates of a series, open days, parts.

Each has the UID by which calendars know it, in every language and selection. Knows the model and
recurrence; must not know formats, clocks or files.
"""

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from hashlib import sha1
from uuid import UUID

from msgspec import Struct
from msgspec.structs import replace

from calendar_tool.model import Event, Programme, When
from calendar_tool.recurrence import expand


class Occurrence(Struct, frozen=True, kw_only=True, gc=False):
    """One entry of a calendar.

    `event` is as it is on that date: `when` is the occurrence's own, changes are applied, and on an
    open day `when` holds the hours. `key` is empty for a single event and for the first date, else
    the original local date (`2019-11-16`, or `2019-11-16T1900` for a second one on a day).
    `whole` is the event that this one is a part of, `whole_uid` its UID.
    """

    event: Event
    uid: str
    key: str = ""
    whole: Event | None = None
    whole_uid: str | None = None

    @property
    def when(self) -> When:
        """When it takes place; never None, since parts without a time are no occurrences."""
        assert self.event.when is not None  # noqa: S101 - unfold makes no others
        return self.event.when

    @property
    def shown(self) -> When:
        """The time at which it stands in an agenda: postponed without a date, in its old place."""
        previous = self.event.previous
        return previous if self.when.start is None and previous is not None else self.when


def uid_of(programme: Programme, event: Event, key: str = "") -> str:
    """Return the UID (RFC 7986 5.3: a bare UUID, naming no host) of an event on the date of `key`.

    It depends on the id alone, so it survives any change of title, time or place; an event without
    an id is known by its title and time until it gets one. An imported `uid` is kept verbatim, and
    its further dates are derived from it.
    """
    if event.uid is not None:
        return _uuid5(programme.uid_seed, f"{event.uid}/{key}") if key else event.uid
    name = event.id or f"{event.title}|{_written(event.when)}"
    return _uuid5(programme.uid_seed, f"{name}/{key}" if key else name)


def _uuid5(space: UUID, name: str) -> str:
    """Return what `str(uuid.uuid5(…))` does (RFC 9562 5.5), which takes three times as long."""
    octets = bytearray(sha1(space.bytes + name.encode(), usedforsecurity=False).digest()[:16])
    octets[6] = octets[6] & 0x0F | 0x50
    octets[8] = octets[8] & 0x3F | 0x80
    text = octets.hex()
    return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"


def unfold(programme: Programme) -> tuple[Occurrence, ...]:
    """Return all occurrences of a programme in order of start, then UID."""
    found = sorted(_unfold(programme, programme.events, None), key=order)
    return tuple(_told_apart(found))


def _told_apart(occurrences: Iterable[Occurrence]) -> Iterator[Occurrence]:
    """Give UIDs of their own to events that have neither an id nor a title or time of their own."""
    seen: dict[str, int] = {}
    for occurrence in occurrences:
        uid = occurrence.uid
        number = seen[uid] = seen.get(uid, 0) + 1
        if number > 1 and occurrence.event.id is None and occurrence.event.uid is None:
            yield replace(occurrence, uid=_uuid5(UUID(uid), str(number)))
        else:
            yield occurrence


def order(occurrence: Occurrence) -> tuple[datetime, str]:
    """Return the key of the one order of things: start as an instant, all-day first, then UID.

    What has no day yet comes before everything.
    """
    return instant(occurrence.when.start), occurrence.uid


def instant(at: date | datetime | None) -> datetime:
    """Return a time as an instant: a date is its first moment in UTC, None the first of all."""
    if isinstance(at, datetime):
        return at.astimezone(UTC)
    if at is None:
        return datetime.min.replace(tzinfo=UTC)
    return datetime(at.year, at.month, at.day, tzinfo=UTC)


def agenda_days(occurrence: Occurrence, day_starts: int) -> tuple[date, date] | None:
    """Return the first and last day of an agenda on which something stands; None while unknown.

    `day_starts`, in minutes after midnight, is where one day's agenda ends and the next begins.
    What lasts less than 24 hours stands on the day it begins, also when it goes on past that.
    Opening hours stand on their own day, however early the doors open.
    """
    when = occurrence.shown
    if when.start is None:
        return None
    if not isinstance(when.start, datetime):
        return when.start, when.last_day or when.start
    if occurrence.event.hours is not None:
        return when.start.date(), when.start.date()
    shift = timedelta(minutes=day_starts)
    first = (when.start.replace(tzinfo=None) - shift).date()
    if isinstance(when.end, datetime) and when.end - when.start >= timedelta(days=1):
        return first, (when.end.replace(tzinfo=None) - shift - timedelta.resolution).date()
    return first, first


def _unfold(
    programme: Programme, events: tuple[Event, ...], whole: Event | None
) -> Iterator[Occurrence]:
    whole_uid = uid_of(programme, whole) if whole is not None else None
    for event in events:
        if event.repeat is not None or event.hours is not None:
            zone = programme.zone_of(event.venue)
            for key, dated in expand(event, programme.last_day, zone):
                uid = uid_of(programme, event, key)
                yield Occurrence(event=dated, uid=uid, key=key, whole=whole, whole_uid=whole_uid)
        elif event.when is not None:
            uid = uid_of(programme, event)
            yield Occurrence(event=event, uid=uid, whole=whole, whole_uid=whole_uid)
        if event.events:
            yield from _unfold(programme, event.events, event)


def _written(when: When | None) -> str:
    """Return a time as text that never changes with zone data: local, with its zone's name."""
    if when is None:
        return ""
    zone = str(when.start.tzinfo) if isinstance(when.start, datetime) else ""
    local = [
        f"{at:%Y-%m-%dT%H:%M}" if isinstance(at, datetime) else str(at)
        for at in (when.start, when.end)
    ]
    return "/".join((*local, zone))
