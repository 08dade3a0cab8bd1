"""What became different between two states of a calendar: as few things as a reader must know.

Knows what subscribers were told, and the model; must not know words, formats, files or clocks.
"""

from collections.abc import Hashable, Mapping
from datetime import date, datetime, time, timedelta

from msgspec import Struct

from calendar_tool.changes.kinds import ChangeKind, kinds
from calendar_tool.changes.pairs import Pair, local, pairs
from calendar_tool.model import When
from calendar_tool.occurrences import instant
from calendar_tool.told import Told

__all__ = ["Change", "ChangeKind", "Pair", "compare"]

#: What one line tells of: what happened, and to which entry, by UID.
_Key = tuple[ChangeKind, str]

_GRAVITY = {kind: number for number, kind in enumerate(ChangeKind)}

#: What a part does because its whole does.
_SHARED = {
    ChangeKind.CANCELLED,
    ChangeKind.POSTPONED,
    ChangeKind.RESTORED,
    ChangeKind.TENTATIVE,
    ChangeKind.CONFIRMED,
    ChangeKind.ADDED,
    ChangeKind.REMOVED,
}


class Change(Struct, frozen=True, kw_only=True):
    """One thing to tell: what happened to one entry, or alike to several.

    `pairs` are in order of time: dates of a series, events at a place with a new name. `parts` are
    those of their parts that share their fate, of which nothing else is to be told.
    """

    kind: ChangeKind
    pairs: tuple[Pair, ...]
    parts: tuple[Pair, ...] = ()

    @property
    def uid(self) -> str:
        """The UID of its first entry."""
        return self.pairs[0].uid


def compare(before: Mapping[str, Told], after: Mapping[str, Told]) -> tuple[Change, ...]:
    """Return what changed from one state of a calendar, by UID, to another.

    In order of the time at which things are now, or were last; then what has no date at all; then
    what changed in nothing but details.
    """
    found = {(kind, pair.uid): pair for pair in pairs(before, after) for kind in kinds(pair)}
    parts: dict[_Key, list[Pair]] = {}
    for key, pair in found.items():
        head = _head(key, found)
        parts.setdefault(head, [])
        if head != key:
            parts[head].append(pair)
    alike: dict[Hashable, list[_Key]] = {}
    for key in sorted(parts, key=lambda key: _when(found[key])):
        alike.setdefault((key[0], _in_common(key[0], found[key])), []).append(key)
    changes = (
        Change(
            kind=keys[0][0],
            pairs=tuple(found[key] for key in keys),
            parts=tuple(part for key in keys for part in parts[key]),
        )
        for keys in alike.values()
    )
    return tuple(sorted(changes, key=_order))


def _head(key: _Key, found: Mapping[_Key, Pair]) -> _Key:
    """Return the outermost whole to which the same happened, and the entry with it, or itself."""
    passed: set[_Key] = set()
    while key not in passed:
        passed.add(key)
        whole = (key[0], found[key].latest.whole or "")
        if whole in found and _follows(key[0], found[key], found[whole]):
            key = whole
    return key


def _follows(kind: ChangeKind, part: Pair, whole: Pair) -> bool:
    if part.notice not in (None, whole.notice):
        return False
    return kind in _SHARED or (kind is ChangeKind.MOVED and _move(part) == _move(whole))


def _in_common(kind: ChangeKind, pair: Pair) -> Hashable:
    """Return what is the same in all entries of which one line tells."""
    subject = pair.latest.id, pair.latest.title
    if kind is ChangeKind.RENAMED:
        return pair.latest.venue, pair.names
    if kind is ChangeKind.DETAILS:
        return (pair.notice, *subject) if pair.notice else None
    if kind is ChangeKind.RETITLED:
        return subject, pair.before and pair.before.title
    if kind in (ChangeKind.MOVED, ChangeKind.ANNOUNCED):
        if not pair.is_retimed:
            return pair.notice, _places(pair)
        clocks = tuple(_clock(told.when) for told in (pair.before, pair.after) if told)
        way = _move(pair) if kind is ChangeKind.MOVED else _places(pair)
        return subject, pair.notice, clocks, way
    return subject, pair.notice


def _move(pair: Pair) -> Hashable:
    """Return by how much an entry moved, and from where to where."""
    was, now = (local(told.when) for told in (pair.before, pair.after) if told)
    return _distance(was[0], now[0]), _distance(was[1], now[1]), _places(pair)


def _distance(was: date | datetime | None, now: date | datetime | None) -> Hashable:
    if was is None or now is None or isinstance(was, datetime) is not isinstance(now, datetime):
        return was, now
    return now - was


def _places(pair: Pair) -> Hashable:
    old, new, _ = pair
    return (old and old.place, new and new.place) if pair.is_elsewhere else None


def _clock(when: When) -> tuple[time | None, timedelta | None, bool]:
    """Return a time without its day: the hour, how long, whether more is to be announced."""
    start, end, tba = local(when)
    hour = start.time() if isinstance(start, datetime) else None
    return hour, end - start if start and end else None, tba


def _when(pair: Pair) -> tuple[bool, datetime, str]:
    """Return where an entry stands in order of time: what has no date at all comes last."""
    told: tuple[Told | None, ...] = pair[:2]
    start = next((one.when.start for one in reversed(told) if one and one.when.start), None)
    return start is None, instant(start), pair.uid


def _order(change: Change) -> tuple[bool, bool, datetime, str, int]:
    undated, at, uid = _when(change.pairs[0])
    return change.kind is ChangeKind.DETAILS, undated, at, uid, _GRAVITY[change.kind]
