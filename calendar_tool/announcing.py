"""Programmes that have changed are told to their subscribers: ledger, witness, site, ledger again.

The ledger is stored last: whatever is interrupted, the next publication finds either what it has
published or what it has noted, and nobody's calendar goes backwards. Must not know a terminal.
"""

import os
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from datetime import date, datetime
from hashlib import sha256
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from msgspec.structs import replace

from calendar_tool import ledger, publishing
from calendar_tool.errors import RefusedError
from calendar_tool.exporters import ics
from calendar_tool.ledger import Ledger, is_over
from calendar_tool.load import Loaded, ledger_beside, read_ledger
from calendar_tool.saving import locked, save
from calendar_tool.site import ALL, Chosen, Public, made, open_to_public, program, site
from calendar_tool.told import Stamp
from calendar_tool.verification import verify


class Announcement(NamedTuple):
    """What came of a publication: `report` is None if there was nothing to be done."""

    publics: tuple[Public, ...]
    report: publishing.Report | None


class _Feed(NamedTuple):
    """A feed of everything as it is published, and the stamps in it by UID."""

    content: bytes
    stamps: Mapping[str, Stamp]


def announce(
    loaded: Sequence[Loaded],
    target: publishing.Target,
    now: datetime,
    *,
    forget: Collection[str] = (),
    allow_shrink: bool = False,
    watch: Callable[[Iterator[publishing.File]], Iterator[publishing.File]] = iter,
) -> Announcement:
    """Publish programmes that are whole and come from files, all of them as one site.

    `forget` are ids that leave the feeds at once, without a word; files pass through `watch` as
    they are made. Raises RefusedError, HeldError, OSError; the ledgers are then as they were, and
    what has become of the site is told at `Disk.publish` and `Store.publish`.
    """
    beside = [ledger_beside(one.source.name) for one in loaded]
    _refuse_sharing(beside)
    with ExitStack() as locks:
        for path in sorted(beside):
            locks.enter_context(locked(path))
        target.begin()
        ledgers = [read_ledger(path) for path in beside]
        if not forget and target.is_current(inputs(loaded, ledgers), now):
            return Announcement((), None)
        publics = [
            _public(one, ledger.forget(known, forget), target, now)
            for one, known in zip(loaded, ledgers, strict=True)
        ]
        if not allow_shrink:
            _guard_feeds(publics, target)
            for shown in publics:
                _guard_entries(shown)
        told = [shown.ledger for shown in publics]
        parts = [(shown, shown.everything) for shown in publics]
        report = target.publish(
            watch(made(site(parts), target.recipes())),
            now=now,
            inputs=inputs(loaded, told),
            expires=expiry(told),
            verify=verify,
            keep_last=not forget and not any(shown.conceals for shown in publics),
        )
        for path, known in zip(beside, told, strict=True):
            _note(path, known)
    return Announcement(tuple(publics), report)


def _note(path: Path, known: Ledger) -> None:
    """Store a ledger; the site is in its place already, and the next publication reads it."""
    try:
        save(path, ledger.write(known))
    except OSError as error:
        raise RefusedError("publish.unnoted", path=path, reason=error.strerror) from error


def inputs(loaded: Iterable[Loaded], ledgers: Iterable[Ledger]) -> str:
    """Return a digest of all that a site is made from: texts, pictures, ledgers, this program.

    In whatever order programmes are given, the site is the same, and so is this.
    """
    digest = sha256(program().encode())
    for parts in sorted(map(_parts, loaded, ledgers)):
        for part in parts:
            digest.update(b"%d\n" % len(part) + part)
    return digest.hexdigest()


def _parts(loaded: Loaded, known: Ledger) -> tuple[bytes, ...]:
    """Return what the files of one programme are made from, in the order of its pictures' names."""
    pictures = (
        part
        for src, picture in sorted(loaded.pictures.items())
        for part in (src.encode(errors="surrogatepass"), picture.content)
    )
    return (
        loaded.source.text.encode(errors="surrogatepass"),
        ledger.write(known),
        *pictures,
    )


def expiry(ledgers: Iterable[Ledger]) -> date | None:
    """Return the day from which the same inputs give another site; None if there is none."""
    return min(filter(None, map(ledger.expires, ledgers)), default=None)


def _public(loaded: Loaded, before: Ledger, target: publishing.Target, now: datetime) -> Public:
    """Return what is to be told now, whatever has become of the ledger.

    The feeds that are published speak for what it does not know, or knows otherwise.
    """
    assert loaded.programme is not None  # noqa: S101 - or it would be broken
    shown = open_to_public(loaded.programme, loaded.occurrences, now, before, loaded.pictures)
    found = {
        language: (path, content)
        for language in shown.programme.languages
        if (content := target.read(path := f"{shown.programme.id}/{language}/{ALL}")) is not None
    }
    published = {
        language: _Feed(content, ledger.read_published(content, f"{target}/{path}"))
        for language, (path, content) in found.items()
    }
    doubtful = {
        uid: stamp
        for uid, stamp in _highest(published.values()).items()
        if uid not in before.entries or before.entries[uid].stamp != stamp
    }
    return shown.announcing(_witnessed(shown, published, doubtful) if doubtful else None)


def _highest(feeds: Iterable[_Feed]) -> dict[str, Stamp]:
    """Return what the most advanced feeds say: an interrupted upload leaves others behind."""
    stamps: dict[str, Stamp] = {}
    for uid, stamp in chain(*(feed.stamps.items() for feed in feeds)):
        stamps[uid] = max(stamps.get(uid, stamp), stamp, key=_how_far)
    return stamps


def _how_far(stamp: Stamp) -> tuple[int, datetime]:
    return stamp.sequence, stamp.modified


def _witnessed(
    shown: Public, published: Mapping[str, _Feed], doubtful: Mapping[str, Stamp]
) -> Ledger:
    """Return what subscribers know if they have these stamps.

    What stands in all the feeds that have its stamp just as it is to be told now keeps that stamp;
    reminders stand in other feeds. In a feed that is behind nobody has been told of it yet.
    """
    silent = {one.uid for one in shown.occurrences if not one.event.reminders}
    told_of = (feed.stamps.items() for feed in published.values())
    same = silent & {uid for uid, stamp in chain(*told_of) if doubtful.get(uid) == stamp}
    for language, feed in published.items():
        here_too = {uid for uid in same if feed.stamps.get(uid) == doubtful[uid]}
        chosen = Chosen(tuple(one for one in shown.occurrences if one.uid in here_too))
        edition = replace(shown.edition(language, chosen, ALL), stamps=doubtful)
        here = ledger.read_entries(ics.render(edition).content, ALL)
        there = ledger.read_entries(feed.content, ALL)
        same -= {uid for uid in here_too if uid not in here or here[uid] != there[uid]}
    told = ledger.tell(shown.programme, shown.occurrences)
    unchanged = {uid: told[uid] for uid in same}
    return ledger.witness(shown.before, doubtful, unchanged)


def _refuse_sharing(ledgers: Iterable[Path]) -> None:
    """Refuse files that differ in nothing but their suffix, and so would have one ledger."""
    counted = Counter(map(os.path.realpath, ledgers))
    for path, number in counted.items():
        if number > 1:
            raise RefusedError("publish.one_ledger", path=path)


def _guard_feeds(publics: Iterable[Public], target: publishing.Target) -> None:
    """Refuse to take away the feed of a whole programme, in any language.

    So it would be if one of several programmes were published alone, or had another id.
    """
    manifest = target.manifest()
    kept = {
        f"{shown.programme.id}/{language}/{ALL}"
        for shown in publics
        for language in shown.programme.languages
    }
    found = (record.path for record in (manifest.files if manifest else ()))
    lost = [path for path in found if path.endswith(f"/{ALL}") and path not in kept]
    if lost:
        raise RefusedError("publish.lost", path=target, feeds=", ".join(lost))


def _guard_entries(shown: Public) -> None:
    """Refuse to take away more than half of what subscribers have, which is hardly ever meant.

    That is also what another `uid_seed` does: everybody would have each event twice.
    """
    id, told, reached = shown.programme.id, shown.before.told, shown.reached
    known = len(told) if shown.before.versions else len(reached.entries) + len(reached.past)
    left = len(shown.occurrences)
    if left * 2 < known:
        raise RefusedError("publish.shrunk", id=id, known=known, left=left)
    events = {uid for uid, one in told.items() if not one.key and not is_over(one, shown.told)}
    same = events & {one.uid for one in shown.occurrences}
    if len(same) * 2 < len(events):
        raise RefusedError("publish.replaced", id=id, known=len(events), left=len(same))
