"""Lives of programmes at random: whatever happens, no calendar is left behind or led astray.

By hand: `python -m tests.campaigns.histories [HISTORIES]`; the suite runs a short one.
"""

import re
import sys
import time
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any, NamedTuple

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from calendar_tool.ledger import (
    Ledger,
    advance,
    forget,
    hidden,
    read,
    read_entries,
    read_published,
    witness,
    write,
)
from calendar_tool.model import (
    Change,
    Event,
    Every,
    Hours,
    Opening,
    Programme,
    Repeat,
    Status,
    Visibility,
    When,
)
from calendar_tool.occurrences import unfold
from calendar_tool.told import Stamp
from calendar_tool.views import public
from tests.ledger.made import (
    DAY,
    NOW,
    clock,
    days,
    event,
    feeds,
    programme,
    rendered,
    text,
    told,
    with_record,
)

_STAMP = re.compile(rb"(?:DTSTAMP|CREATED|LAST-MODIFIED|SEQUENCE):.*\r\n")
_LANGUAGES = ("en", "ru")


def seen(entry: bytes) -> bytes:
    """Return an entry without what says how often and when it changed."""
    return _STAMP.sub(b"", entry)


class Subscriber:
    """A calendar that follows the feed of one language, by a rule of its own."""

    def __init__(self, takes: Callable[[Stamp, Stamp], bool]) -> None:
        self._takes = takes
        self._known: dict[str, tuple[Stamp, bytes]] = {}

    def fetch(self, feed: bytes) -> None:
        """Take what is new, and drop what is no longer in the feed."""
        stamps = read_published(feed, "feed")
        before = self._known
        self._known = {}
        for uid, entry in read_entries(feed, "feed").items():
            known = before.get(uid)
            took = known is None or self._takes(stamps[uid], known[0])
            self._known[uid] = (stamps[uid], entry) if took or known is None else known

    @property
    def shown(self) -> dict[str, bytes]:
        """What its owner sees, by UID."""
        return {uid: seen(entry) for uid, (_, entry) in self._known.items()}


def subscribers() -> list[Subscriber]:
    return [
        Subscriber(lambda new, known: new.modified > known.modified),
        Subscriber(lambda new, known: new.sequence > known.sequence),
        Subscriber(lambda _new, _known: True),
    ]


class Branch(NamedTuple):
    """What an author has on a machine; `forgotten` are ids that its ledger may not tell of."""

    programme: Programme
    ledger: bytes
    forgotten: frozenset[str] = frozenset()


class World:
    """An author, a site, and those who follow it."""

    def __init__(self) -> None:
        self.now = NOW
        self.here = Branch(_beginning(), b"")
        self.there: Branch | None = None
        self.site: dict[str, bytes] = {}
        self.followers = {language: subscribers() for language in _LANGUAGES}
        self.highest: dict[str, Stamp] = {}
        self.names: dict[tuple[str | None, str], str] = {}
        self.is_merged = self.is_other = False
        self.written: dict[str, Event] = {}
        self.past = [self.here.programme]

    # -- what happens

    def edit(self, number: int, changes: dict[str, Any]) -> None:
        """Change an event that is in the file."""
        events = list(self.here.programme.events)
        if events:
            at = number % len(events)
            events[at] = replace(events[at], **changes)
            self._write(events=tuple(events))

    def retitle(self, number: int, letter: str) -> None:
        """Give an event another title, which still tells which event it is."""
        events = self.here.programme.events
        if events:
            name = events[number % len(events)].id
            self.edit(number, {"title": text(f"T-{name}-{letter}", ru=f"T-{name}-я{letter}")})

    def delete(self, number: int) -> None:
        """Take an event out of the file."""
        events = list(self.here.programme.events)
        if events:
            del events[number % len(events)]
            self._write(events=tuple(events))

    def add(self, number: int) -> None:
        """Put an event into the file, perhaps one that was there before."""
        there = {one.id for one in self.here.programme.events}
        missing = [one for one in _beginning().events if one.id not in there]
        if missing:
            one = missing[number % len(missing)]
            self._write(events=(*self.here.programme.events, one))

    def record(self, table: str, id_: str, letter: str) -> None:
        """Give a venue, a person or a track another name."""
        changed = with_record(self.here.programme, table, id_, name=text(f"{id_} {letter}"))
        self.here = self.here._replace(programme=changed)

    def revert(self, number: int) -> None:
        """Go back to the file as it was at a publication; the ledger stays."""
        self.here = self.here._replace(programme=self.past[number % len(self.past)])

    def rewind(self) -> None:
        """Go back to the file and the ledger of a branch."""
        if self.there is not None:
            self.here = self.there
            self._forget_what_left()

    def lose(self) -> None:
        """Lose the ledger; only the site is left to tell what was published."""
        self.here = self.here._replace(ledger=b"")
        self._forget_what_left()

    def branch(self) -> None:
        """Begin a branch, or turn to the one that there is."""
        self.here, self.there = self.there or self.here, self.here
        self._forget_what_left()

    def merge(self, is_ours: bool) -> None:
        """Merge two branches; git keeps the lines of both ledgers."""
        if self.there is None:
            return
        lines = dict.fromkeys(
            (*self.here.ledger.splitlines(True), *self.there.ledger.splitlines(True))
        )
        kept = self.here if is_ours else self.there
        forgotten = self.here.forgotten | self.there.forgotten
        self.here, self.there = Branch(kept.programme, b"".join(lines), forgotten), None
        self.is_merged = True

    def forget(self, number: int) -> None:
        """Delete an event and have it forgotten."""
        events = self.here.programme.events
        if events:
            gone = events[number % len(events)].id or ""
            self.delete(number)
            ledger = read(self.here.ledger, "ledger")
            left = forget(ledger, {gone})
            forgotten = self.here.forgotten | ({gone} if left is not ledger else set())
            self.here = self.here._replace(ledger=write(left), forgotten=forgotten)

    def wait(self, hours: int) -> None:
        """Let time pass, or the clock be put back."""
        self.now += timedelta(hours=hours)

    def _forget_what_left(self) -> None:
        """Another ledger than the last one is all there is: of the rest only the site knows."""
        published = {uid for feed in self.site.values() for uid in read_published(feed, "feed")}
        self.highest = {uid: self.highest[uid] for uid in published}
        self.is_other = True

    def _write(self, **fields: Any) -> None:
        self.here = self.here._replace(programme=replace(self.here.programme, **fields))

    # -- what is published

    def publish(self) -> None:
        """Publish, and look at what came of it."""
        before, written, ours = self.site, self.written, self.here.programme
        ledger = self._witnessed()
        away = hidden(ours, unfold(ours))
        ledger = advance(ledger, public(ours), told(ours), self.now, away)
        assert advance(ledger, public(ours), told(ours), self.now + DAY / 24, away) is ledger
        self.site = feeds(ours, ledger)
        told_again = {one.id for one in ours.events if one.visibility is Visibility.PUBLIC}
        self.here = Branch(ours, write(ledger), self.here.forgotten - told_again)
        assert read(self.here.ledger, "ledger") == ledger
        self.past.append(ours)
        self._check_names()
        self.written = {one.uid: one.event for one in unfold(public(ours))}
        self._check_stamps(before, written)
        self._check_secrets()
        self.is_merged = self.is_other = False

    def _witnessed(self) -> Ledger:
        """Return the ledger after the site was asked, as a publisher does."""
        ledger = read(self.here.ledger, "ledger")
        whole = told(self.here.programme)
        published: dict[str, Stamp] = {}
        for feed in self.site.values():
            published |= read_published(feed, "feed")
        same = set(published)
        for language, feed in rendered(self.here.programme, Ledger(), published).items():
            entries = read_entries(feed, "feed")
            there = read_entries(self.site[language], "feed") if self.site else {}
            same = {uid for uid in same if entries.get(uid) == there.get(uid)}
        return witness(ledger, published, {uid: whole[uid] for uid in same if uid in whole})

    def follow(self, which: int) -> None:
        """Let some of the subscribers fetch the feeds."""
        for language, feed in self.site.items():
            for number, follower in enumerate(self.followers[language]):
                if which >> number & 1:
                    follower.fetch(feed)
                    assert follower.shown == {
                        uid: seen(entry) for uid, entry in read_entries(feed, "feed").items()
                    }

    # -- what must hold

    def _check_names(self) -> None:
        """No UID ever changes, and the feed shows the programme."""
        shown = unfold(public(self.here.programme))
        for one in shown:
            assert self.names.setdefault((one.event.id, one.key), one.uid) == one.uid
        live = {one.uid for one in shown if one.event.status is not Status.CANCELLED}
        for feed in self.site.values():
            entries = read_entries(feed, "feed")
            assert {uid for uid, entry in entries.items() if b":CANCELLED\r\n" not in entry} == live
            assert {one.uid for one in shown} <= set(entries)

    def _check_stamps(self, before: dict[str, bytes], written: dict[str, Event]) -> None:
        """Nothing falls; what changed rises in both; what did not is the same to the byte."""
        stamps = read_published(self.site["en"], "feed")
        for feed in self.site.values():
            assert read_published(feed, "feed") == stamps
        for uid, stamp in stamps.items():
            known = self.highest.get(uid, stamp)
            assert stamp.sequence >= known.sequence
            assert stamp.modified >= known.modified
            assert stamp.created <= stamp.modified
            is_new, changed, same = self._compared(uid, before)
            if (is_new and uid in self.highest) or changed:
                assert stamp.sequence > known.sequence
                assert stamp.modified > known.modified
            elif not is_new and self._is_as_before(uid, written):
                assert same
            self.highest[uid] = stamp

    def _is_as_before(self, uid: str, written: dict[str, Event]) -> bool:
        """Return whether nothing happened to an entry since the last publication.

        Two ledgers made one may tell something twice, and a ledger from elsewhere a tombstone.
        """
        known = uid in written or not self.is_other
        return known and not self.is_merged and written.get(uid) == self.written.get(uid)

    def _compared(self, uid: str, before: dict[str, bytes]) -> tuple[bool, bool, bool]:
        """Return whether an entry is new, is seen to have changed, and is the same to the byte."""
        pairs = [
            (read_entries(before[language], "feed").get(uid), read_entries(feed, "feed")[uid])
            for language, feed in self.site.items()
            if before
        ]
        if not pairs or pairs[0][0] is None:
            return True, False, False
        changed = any(seen(was or b"") != seen(now) for was, now in pairs)
        return False, changed, all(was == now for was, now in pairs)

    def _check_secrets(self) -> None:
        """What is private or forgotten is in no feed and not in the ledger."""
        events = self.here.programme.events
        private = {one.id for one in events if one.visibility is Visibility.PRIVATE}
        texts = b"".join((*self.site.values(), self.here.ledger))
        for name in private | self.here.forgotten:
            assert f"T-{name}-".encode() not in texts


def _beginning() -> Programme:
    """Return a programme with one event of each sort."""
    part = event("aria", clock(12, 18, 19), title=text("T-aria-0"))
    shop = {"title": text("T-shop-0", ru="T-shop-я0"), "venue": "park"}
    return programme(
        event("chess", clock(12, 10, 12), title=text("T-chess-0"), venue="park"),
        event("gala", clock(12, 18, 20), title=text("T-gala-0"), venue="palace", events=(part,)),
        event("walk", clock(12, 8, 9), title=text("T-walk-0"), repeat=_daily(3)),
        event("show", days(12, 14), title=text("T-show-0"), venue="palace", track="music"),
        event("feast", When(start=None, end=None, tba=True), title=text("T-feast-0")),
        event("shop", days(12, 13), **shop),
        languages=_LANGUAGES,
    )


def _daily(count: int, **fields: Any) -> Repeat:
    return Repeat(every=Every.DAY, count=count, **fields)


_WHENS = [clock(day, hour, hour + 2) for day in (12, 13) for hour in (9, 18)] + [days(13, 13)]
_FRIDAY_TO_SUNDAY = tuple((day, Opening(600, 1080)) for day in (4, 5, 6))
_REPEATS = [
    None,
    _daily(3),
    _daily(3, except_=(date(2026, 9, 12),)),
    _daily(3, except_=(date(2026, 9, 13),)),
    _daily(2, also=(clock(14, 20, 21),)),
    _daily(3, changes=(Change(date=date(2026, 9, 13), when=clock(13, 9, 10)),)),
    _daily(3, changes=(Change(date=date(2026, 9, 14), status=Status.CANCELLED),)),
]
_HOURS = [
    None,
    Hours(weekdays=_FRIDAY_TO_SUNDAY),
    Hours(weekdays=_FRIDAY_TO_SUNDAY[2:]),
    Hours(weekdays=_FRIDAY_TO_SUNDAY, last_entry=timedelta(minutes=30)),
    Hours(tba=True),
]


def _about(**fields: list[Any]) -> st.SearchStrategy[dict[str, Any]]:
    return st.one_of(
        [st.sampled_from([{name: value} for value in values]) for name, values in fields.items()]
    )


_NUMBER = st.integers(0, 11)
_EDITS = _about(
    notice=[None, text("Rain")],
    description=[None, text("About", ru="О чём")],
    venue=[None, "park", "palace"],
    track=[None, "music"],
    status=list(Status),
    visibility=list(Visibility),
    previous=[None, clock(12, 7, 8)],
)
_STEPS = st.one_of(
    st.tuples(st.just("edit"), _NUMBER, _EDITS),
    st.tuples(st.just("edit"), st.just(1), _about(when=_WHENS, events=[()])),
    st.tuples(st.just("edit"), st.just(0), _about(when=_WHENS)),
    st.tuples(st.just("edit"), st.just(2), _about(repeat=_REPEATS)),
    st.tuples(st.just("edit"), st.just(3), _about(hours=_HOURS)),
    st.tuples(st.just("retitle"), _NUMBER, st.sampled_from("abc")),
    st.tuples(st.just("delete"), _NUMBER),
    st.tuples(st.just("add"), _NUMBER),
    st.tuples(
        st.just("record"), st.just("venues"), st.sampled_from(["park", "palace"]), st.just("II")
    ),
    st.tuples(st.just("record"), st.just("tracks"), st.just("music"), st.sampled_from("ab")),
    st.tuples(st.just("revert"), _NUMBER),
    st.tuples(st.just("rewind")),
    st.tuples(st.just("lose")),
    st.tuples(st.just("branch")),
    st.tuples(st.just("merge"), st.booleans()),
    st.tuples(st.just("forget"), _NUMBER),
    st.tuples(st.just("wait"), st.sampled_from([1, 25, 24 * 20, 24 * 45, -30, -24 * 60])),
    st.tuples(st.just("follow"), st.integers(0, 7)),
    st.tuples(st.just("publish")),
    st.tuples(st.just("publish")),
)
HISTORIES = st.lists(_STEPS, max_size=24)


def live(history: list[tuple[Any, ...]]) -> World:
    """Let a history happen, and every subscriber see its end."""
    world = World()
    world.publish()
    for step, *values in history:
        getattr(world, step)(*values)
    world.publish()
    world.follow(7)
    return world


def campaign(histories: int, seed: bool = False) -> None:
    """Live so many random histories; with `seed` the same ones every time."""
    settings(
        max_examples=histories,
        deadline=None,
        derandomize=seed,
        database=None,
        phases=[Phase.generate, Phase.shrink],
        suppress_health_check=list(HealthCheck),
    )(given(HISTORIES)(live_through))()


def live_through(history: list[tuple[Any, ...]]) -> None:
    """Live a history for its own sake."""
    live(history)


def main() -> None:
    """Run the campaign and print what came of it."""
    histories = int(sys.argv[1]) if len(sys.argv) > 1 else 2000
    since = time.perf_counter()
    campaign(histories)
    print(f"{histories} histories, {time.perf_counter() - since:.0f} s: nobody was left behind")


if __name__ == "__main__":
    main()
