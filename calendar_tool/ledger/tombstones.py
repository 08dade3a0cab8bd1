"""Entries that have vanished from their file, and are shown as cancelled for a while.

Knows what was told of them; must not know what the programme has become.
"""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta

from calendar_tool.ledger.state import Ledger, Revision
from calendar_tool.model import Event, Status, When
from calendar_tool.occurrences import Occurrence, instant
from calendar_tool.told import Told

#: How long a tombstone stands after the end of its event, or after it vanished.
_KEPT = timedelta(days=30)

#: By how much clocks of the world may differ, and then some.
_DAY = timedelta(days=1)


def tombstones(ledger: Ledger) -> tuple[Occurrence, ...]:
    """Return the vanished entries as cancelled occurrences, in order of UID.

    They refer to what they referred to, so that selections find them; what is gone from the
    programme meanwhile has to be looked up there, as for any other occurrence.
    """
    return tuple(
        entomb(revision.told, ledger)
        for _, revision in sorted(ledger.entries.items())
        if revision.gone is not None
    )


def expires(ledger: Ledger) -> date | None:
    """Return the first date, in UTC, on which a publication drops a tombstone; None: there is none.

    From then on the same programme gives another feed.
    """
    return min(filter(None, map(leaves, ledger.entries.values())), default=None)


def leaves(revision: Revision) -> date | None:
    """Return the date on which a tombstone is dropped; None for what takes place."""
    if revision.gone is None:
        return None
    day = revision.gone.astimezone(UTC).date()
    day = max(day, _shown(revision.told).last_day or day)
    return day + min(_KEPT, date.max - day)


def entomb(told: Told, ledger: Ledger) -> Occurrence:
    """Return what was told of an entry as an occurrence that does not take place."""
    whole = ledger.entries.get(told.whole or "")
    return Occurrence(
        event=_cancelled(told),
        uid=told.uid,
        key=told.key,
        whole=_cancelled(whole.told) if whole is not None else None,
        whole_uid=told.whole,
    )


def is_over(told: Told, now: datetime) -> bool:
    """Return whether an entry ended at least a day ago, so that it is over in any zone."""
    when = _shown(told)
    return when.start is not None and now - instant(when.end or when.start) >= _DAY


def is_still_on(told: Told, others: Iterable[Told]) -> bool:
    """Return whether one of the other entries of an event says that it takes place at that time.

    So it is when the first date of a series is taken out, and its UID goes to the next one; or when
    opening hours give way to whole days.
    """
    return any(
        other.status is not Status.CANCELLED and _covers(other.when, told.when) for other in others
    )


def _covers(one: When, other: When) -> bool:
    if one == other:
        return True
    days = one.first_day, one.last_day, other.first_day, other.last_day
    first, last, begins, ends = days
    if one.has_clock or first is None or last is None or begins is None or ends is None:
        return False
    return first <= begins and ends <= last


def _shown(told: Told) -> When:
    """Return the time at which it stands in a calendar: postponed without a date, in its place."""
    return told.previous if told.when.start is None and told.previous is not None else told.when


def _cancelled(told: Told) -> Event:
    """Return an event as it was told, but for its status; an old reason for it is kept."""
    return Event(
        id=told.id,
        title=told.title,
        when=told.when,
        status=Status.CANCELLED,
        previous=told.previous,
        notice=told.notice if told.status is Status.CANCELLED else None,
        venue=told.venue,
        room=told.room,
        track=told.track,
        kind=told.kind,
        people=told.people,
        tags=told.tags,
    )
