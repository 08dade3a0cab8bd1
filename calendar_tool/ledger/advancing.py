"""Ledger × what is to be told × now → Ledger.

SEQUENCE and LAST-MODIFIED of a UID rise when subscribers see something new, and never fall. Must
not know how ledgers and feeds are written down.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from hashlib import sha256

from msgspec.structs import replace

from calendar_tool.changes.notices import without
from calendar_tool.ledger.state import Ledger, Revision, Version, Was
from calendar_tool.ledger.telling import tell
from calendar_tool.ledger.tombstones import entomb, is_over, is_still_on, leaves
from calendar_tool.model import Event, Programme, Visibility
from calendar_tool.occurrences import Occurrence
from calendar_tool.told import Stamp, Told

_SECOND = timedelta(seconds=1)


def advance(
    ledger: Ledger,
    programme: Programme,
    told: Mapping[str, Told],
    now: datetime,
    hidden: Collection[str] = frozenset(),
) -> Ledger:
    """Return the ledger after subscribers have been told this; the very same if nothing is new.

    `programme` is the public one, `told` what `tell` says of all its occurrences, `now` an aware
    time that may lie before anything the ledger knows. `hidden` are UIDs and ids of what is in the
    file and private, see the function of that name: it leaves without a trace but its stamp.

    What has vanished becomes a tombstone, unless it is long over, or its event still takes place
    at that time under another UID: neither may be called cancelled. They leave at once.
    """
    now = now.astimezone(UTC).replace(microsecond=0)
    entries = {
        uid: _told(one, ledger.entries.get(uid), ledger.past.get(uid), now)
        for uid, one in told.items()
    }
    vanished = [one for uid, one in ledger.entries.items() if uid not in told]
    graves = list(_buried(vanished, told, now, frozenset(hidden)))
    entries |= _shown_as_gone(ledger, programme, graves, now)
    past = dict(ledger.past)
    for one in vanished:
        past[one.told.uid] = one.stamp
    for uid in entries:
        past.pop(uid, None)
    digest = _digest(told.values())
    if not ledger.versions or ledger.versions[-1].digest != digest:
        newest = max((one.stamp.modified for one in entries.values()), default=now)
        versions = (*ledger.versions, _version(ledger.versions, digest, newest, now))
    else:
        versions = ledger.versions
    advanced = Ledger(
        entries=entries, past=past, versions=versions, notices=without(ledger.notices, hidden)
    )
    return ledger if advanced == ledger else advanced


def hidden(programme: Programme, occurrences: Iterable[Occurrence]) -> frozenset[str]:
    """Return the UIDs and ids of all that is private in a whole programme that so unfolds.

    Ids too, since a date may be taken out of a series at the moment at which it is made private.
    """
    private = Visibility.PRIVATE
    uids = (one.uid for one in occurrences if one.event.visibility is private)
    ids = (one.id for one in _all(programme.events) if one.visibility is private)
    return frozenset((*uids, *filter(None, ids)))


def is_hidden(told: Told, hidden: Collection[str]) -> bool:
    """Return whether an entry is, or is a part of, what is among these UIDs and ids."""
    return any(name in hidden for name in (told.uid, told.id or "", told.whole or ""))


def forget(ledger: Ledger, ids: Collection[str]) -> Ledger:
    """Return the ledger without the entries of these event ids and of their parts.

    Only their stamps are kept, so that none of them can come back with a lower SEQUENCE.
    """
    forgotten: set[str] = set()
    while True:
        found = {
            uid
            for uid, one in ledger.entries.items()
            if one.told.id in ids or one.told.whole in forgotten
        }
        if found == forgotten:
            break
        forgotten = found
    if not forgotten:
        return ledger
    stamps = {uid: ledger.entries[uid].stamp for uid in forgotten}
    return replace(
        ledger,
        entries={uid: one for uid, one in ledger.entries.items() if uid not in forgotten},
        past={**ledger.past, **stamps},
        notices=without(ledger.notices, forgotten),
    )


def witness(
    ledger: Ledger, published: Mapping[str, Stamp], unchanged: Mapping[str, Told] | None = None
) -> Ledger:
    """Return the ledger raised to what a published feed says, so that nothing can fall below it.

    What the ledger does not know, or knows as it was at another time than the feed, will be told
    again. `unchanged` are entries that are published already just as they are to be told now: they
    keep the stamp that they have there.
    """
    unchanged = unchanged or {}
    entries, past = dict(ledger.entries), dict(ledger.past)
    for uid, stamp in published.items():
        known = entries.get(uid)
        if known is None:
            past[uid] = highest(past[uid], stamp) if uid in past else stamp
        elif known.stamp != stamp and not outdoes(known.stamp, stamp):
            blank = replace(known.told, digest="")
            entries[uid] = replace(known, told=blank, stamp=highest(known.stamp, stamp))
        if uid in unchanged and (uid in past or not entries[uid].told.digest):
            was = known.was if known is not None else None
            least = past.pop(uid, None) or entries[uid].stamp
            entries[uid] = Revision(told=unchanged[uid], stamp=least, was=was)
    return replace(ledger, entries=entries, past=past)


def outdoes(one: Stamp, other: Stamp) -> bool:
    """Return whether every subscriber who has the other would take the one."""
    return one.sequence > other.sequence and one.modified > other.modified


def highest(one: Stamp, other: Stamp) -> Stamp:
    """Return the least stamp that falls behind neither."""
    return Stamp(
        max(one.sequence, other.sequence),
        min(one.created, other.created),
        max(one.modified, other.modified),
    )


def _told(one: Told, known: Revision | None, least: Stamp | None, now: datetime) -> Revision:
    """Return the state of an entry that is in the programme."""
    if known is None:
        return Revision(told=one, stamp=_next(least, now) if least else Stamp(0, now, now))
    if known.told.digest == one.digest:
        same = known.gone is None and known.told == one
        return known if same else replace(known, told=one, gone=None)
    stamp = _next(known.stamp, now)
    was = known.was
    if known.told.when != one.when or known.told.place != one.place:
        was = Was(when=known.told.when, place=known.told.place, until=stamp.modified)
    return Revision(told=one, stamp=stamp, was=was)


def _next(stamp: Stamp, now: datetime) -> Stamp:
    modified = max(now, stamp.modified + _SECOND)
    return Stamp(stamp.sequence + 1, stamp.created, modified)


def _buried(
    vanished: Iterable[Revision],
    told: Mapping[str, Told],
    now: datetime,
    hidden: frozenset[str],
) -> Iterator[Revision]:
    """Yield what has vanished, now or before, and is to be shown as cancelled."""
    by_id: dict[str | None, list[Told]] = {}
    for one in told.values():
        by_id.setdefault(one.id, []).append(one)
    for revision in vanished:
        one = revision.told
        if is_hidden(one, hidden):
            continue
        if revision.gone is not None:
            if (leaves(revision) or now.date()) > now.date():
                yield revision
        elif not is_over(one, now) and not is_still_on(one, by_id.get(one.id, ())):
            yield revision


def _shown_as_gone(
    ledger: Ledger, programme: Programme, graves: list[Revision], now: datetime
) -> Iterator[tuple[str, Revision]]:
    """Yield tombstones as the programme shows them now: a venue may have got another name."""
    shown = tell(programme, (entomb(one.told, ledger) for one in graves))
    for known in graves:
        uid, digest = known.told.uid, shown[known.told.uid].digest
        gone = known.gone or now
        if known.told.digest == digest:
            yield uid, replace(known, gone=gone)
        else:
            told = replace(known.told, digest=digest)
            yield uid, replace(known, told=told, stamp=_next(known.stamp, now), gone=gone)


def _version(known: tuple[Version, ...], digest: str, newest: datetime, now: datetime) -> Version:
    """Return the next version: as old as what is newest in it, unless it only lacks something."""
    if not known:
        return Version(number=1, at=newest, digest=digest)
    last = known[-1]
    at = newest if newest > last.at else max(now, last.at + _SECOND)
    return Version(number=last.number + 1, at=at, digest=digest)


def _digest(told: Iterable[Told]) -> str:
    lines = sorted(f"{one.uid} {one.digest}\n" for one in told)
    return sha256("".join(lines).encode()).hexdigest()[:32]


def _all(events: Iterable[Event]) -> Iterator[Event]:
    for event in events:
        yield event
        yield from _all(event.events)
