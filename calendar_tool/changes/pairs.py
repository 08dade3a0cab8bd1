"""Entries of a calendar as they were and as they are, and what can be asked of such a pair.

Must not know what a difference is called, nor in what words it is told.
"""

from collections.abc import Hashable, Iterable, Iterator, Mapping
from datetime import date, datetime
from itertools import takewhile
from operator import eq
from typing import NamedTuple

from calendar_tool.model import TBA, Status, Text, When
from calendar_tool.told import Told


class Pair(NamedTuple):
    """An entry as it was and as it is; one of both is None if it was not there, or is no more.

    An open day that comes with its hours was, until then, a day of an exhibition without hours.
    """

    before: Told | None
    after: Told | None
    uid: str

    @property
    def latest(self) -> Told:
        """The entry as it is, or as it was last."""
        told = self.after or self.before
        assert told is not None  # noqa: S101 - nobody tells of what never was
        return told

    @property
    def is_retimed(self) -> bool:
        """Whether a reader would write down another time."""
        old, new, _ = self
        return old is not None and new is not None and local(old.when) != local(new.when)

    @property
    def is_elsewhere(self) -> bool:
        """Whether it takes place somewhere else: not in the same place under a new name."""
        return self._has_other_place and not self._is_same_place

    @property
    def is_renamed(self) -> bool:
        """Whether it takes place where it did, and that has a new name."""
        return self._has_other_place and self._is_same_place

    @property
    def is_retitled(self) -> bool:
        """Whether it has a new title; a title in one more language is none."""
        old, new, _ = self
        return old is not None and new is not None and _differ(old.title, new.title)

    @property
    def names(self) -> tuple[tuple[str, str, str], ...]:
        """Tag, old and new name of its place, for each language in which there is a new one.

        Of a room and its venue only what differs is named.
        """
        old, new, _ = self
        if old is None or new is None or old.place is None or new.place is None:
            return ()
        known = dict(old.place.translations)
        return tuple(
            (tag, *_apart(known[tag], name))
            for tag, name in new.place.translations
            if known.get(tag, name) != name
        )

    @property
    def notice(self) -> Text | None:
        """What the organizers say about it, if they did not say so before."""
        old, new, _ = self
        return new.notice if new and (old is None or old.notice != new.notice) else None

    @property
    def _has_other_place(self) -> bool:
        old, new, _ = self
        return old is not None and new is not None and _differ(old.place, new.place)

    @property
    def _is_same_place(self) -> bool:
        old, new, _ = self
        if old is None or new is None or not (is_placed(old) and is_placed(new)):
            return False
        return old.venue is not None and (old.venue, old.room) == (new.venue, new.room)


def pairs(before: Mapping[str, Told], after: Mapping[str, Told]) -> Iterator[Pair]:
    """Yield what is not the same in two states of a calendar, in order of UID.

    A date of a series that has another UID, because the first date was dropped, is still the same.
    """
    earlier, later = _spans(before), _spans(after)
    origins = _origins(before, after)
    for uid in sorted(after):
        new = after[uid]
        old = before.get(origins.get(uid, ""))
        if old != new:
            yield Pair(old or _around(new, earlier), new, uid)
    for uid in sorted(before.keys() - origins.values()):
        yield Pair(before[uid], _around(before[uid], later), uid)


def _origins(before: Mapping[str, Told], after: Mapping[str, Told]) -> dict[str, str]:
    """Return the UIDs that entries had before, by those that they have now.

    Of one event those belong together that take place at the same time, and then those of one UID.
    """
    dates = {_date(before[uid]): uid for uid in sorted(before)}
    same = {
        uid: uid for uid in before.keys() & after.keys() if _date(before[uid]) == _date(after[uid])
    }
    taken = set(same.values())
    for uid in sorted(after.keys() - same.keys()):
        other = dates.get(_date(after[uid]))
        if after[uid].id and other is not None and other not in taken:
            same[uid] = other
            taken.add(other)
    left = (before.keys() - taken) & (after.keys() - same.keys())
    return same | {uid: uid for uid in left}


def _date(told: Told) -> Hashable:
    return told.id, local(told.when)


def is_placed(told: Told) -> bool:
    """Return whether it was told where an entry takes place."""
    return told.place is not None and told.venue != TBA


def is_postponed(told: Told) -> bool:
    """Return whether an entry waits for a new date."""
    without = told.when.start is None and told.previous is not None
    return told.status is Status.POSTPONED or (without and told.status is not Status.CANCELLED)


def local(when: When) -> tuple[date | datetime | None, date | datetime | None, bool]:
    """Return start, end and whether more is to be announced, clock times as their walls show them.

    Those have no zone: the same hour after a new law on time zones is no new hour.
    """
    start, end = (
        at.replace(tzinfo=None) if isinstance(at, datetime) else at for at in (when.start, when.end)
    )
    return start, end, when.tba


def _apart(old: str, new: str) -> tuple[str, str]:
    """Return two names of a place without the phrases with which they begin and end alike.

    «Большой зал, Дворец» and «Большой зал, Дом» differ in «Дворец» and «Дом».
    """
    was, now = old.split(", "), new.split(", ")
    first = _alike(was, now)
    was, now = was[first:], now[first:]
    last = _alike(was[::-1], now[::-1])
    was, now = was[: len(was) - last], now[: len(now) - last]
    return (", ".join(was), ", ".join(now)) if was and now else (old, new)


def _alike(one: Iterable[str], other: Iterable[str]) -> int:
    """Return how many phrases two names begin with alike."""
    return len(list(takewhile(bool, map(eq, one, other))))


def _differ(old: Text | None, new: Text | None) -> bool:
    """Return whether two texts say different things in a language that both have."""
    if old is None or new is None:
        return old is not new
    was, now = dict(old.translations), dict(new.translations)
    both = was.keys() & now.keys()
    return any(was[tag] != now[tag] for tag in both) if both else old != new


def _spans(entries: Mapping[str, Told]) -> dict[str, Told]:
    """Return what stands for several days at once, by the id of its event."""
    return {
        told.id: told
        for told in (entries[uid] for uid in sorted(entries))
        if told.id and not told.when.has_clock and told.when.first_day != told.when.last_day
    }


def _around(told: Told | None, spans: Mapping[str, Told]) -> Told | None:
    """Return the span of the same event that an open day is in."""
    span = spans.get(told.id or "") if told else None
    if told is None or span is None or not told.when.has_clock or told.status is not span.status:
        return None
    first, day, last = span.when.first_day, told.when.first_day, span.when.last_day
    return span if first and day and last and first <= day <= last else None
