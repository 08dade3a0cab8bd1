"""What happened to an entry of a calendar, by name.

Must not know of other entries, nor of words.
"""

from collections.abc import Iterator
from enum import StrEnum

from calendar_tool.changes.pairs import Pair, is_placed, is_postponed, local
from calendar_tool.model import Status, When
from calendar_tool.told import Told


class ChangeKind(StrEnum):
    """What happened to an entry, the gravest first."""

    CANCELLED = "cancelled"
    POSTPONED = "postponed"
    MOVED = "moved"
    RESTORED = "restored"
    ANNOUNCED = "announced"
    TENTATIVE = "tentative"
    CONFIRMED = "confirmed"
    ADDED = "added"
    REMOVED = "removed"
    RETITLED = "retitled"
    RENAMED = "renamed"
    DETAILS = "details"


def kinds(pair: Pair) -> tuple[ChangeKind, ...]:
    """Return what happened to an entry; nothing if what its readers see is the same."""
    old, new, _ = pair
    if new is None:
        return (ChangeKind.REMOVED,)
    if old is None:
        off = new.status is Status.CANCELLED
        return (ChangeKind.CANCELLED if off else ChangeKind.ADDED,)
    details = (ChangeKind.DETAILS,) if old.digest != new.digest else ()
    return tuple(_differences(pair, old, new)) or details


def _differences(pair: Pair, old: Told, new: Told) -> Iterator[ChangeKind]:
    fate = _fate(old, new)
    if fate is not None:
        yield fate
    elif new.status is not Status.CANCELLED and not is_postponed(new):
        if pair.is_retimed or pair.is_elsewhere:
            yield ChangeKind.ANNOUNCED if _is_announced(pair, old, new) else ChangeKind.MOVED
        if {old.status, new.status} == {Status.CONFIRMED, Status.TENTATIVE}:
            yield ChangeKind(new.status)
    if pair.is_retitled:
        yield ChangeKind.RETITLED
    if pair.is_renamed:
        yield ChangeKind.RENAMED


def _fate(old: Told, new: Told) -> ChangeKind | None:
    """Return whether an entry was called off, was put off, or will take place after all."""
    if new.status is Status.CANCELLED:
        return None if old.status is Status.CANCELLED else ChangeKind.CANCELLED
    if is_postponed(new):
        return None if is_postponed(old) else ChangeKind.POSTPONED
    as_before = old.status is Status.POSTPONED and local(old.when) == local(new.when)
    return ChangeKind.RESTORED if as_before or old.status is Status.CANCELLED else None


def _is_announced(pair: Pair, old: Told, new: Told) -> bool:
    """Return whether all that differs is what nobody could know before."""
    if pair.is_elsewhere and is_placed(old):
        return False
    first, last, day = old.when.first_day, old.when.last_day, new.when.first_day
    within = first is None or last is None or (day is not None and first <= day <= last)
    return not pair.is_retimed or (within and _precision(new.when) > _precision(old.when))


def _precision(when: When) -> int:
    """Return how much is known of a time: nothing, the day to come, the day, the hour."""
    return 0 if when.start is None else 1 if when.tba else 3 if when.has_clock else 2
