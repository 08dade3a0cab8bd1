"""Programmes that have changed are told to their subscribers: ledger, witness, site, ledger again.

The ledger is stored last: whatever is interrupted, the next publication finds either what it has
published or what it has noted, and nobody's calendar goes backwards. Must not know a terminal.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import ExitStack
from datetime import date, datetime
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from msgspec.structs import replace

from calendar_tool import __version__, ledger, publishing
from calendar_tool.errors import RefusedError
from calendar_tool.exporters import ics
from calendar_tool.ledger import Ledger
from calendar_tool.load import Loaded, ledger_beside, read_ledger
from calendar_tool.saving import locked, save
from calendar_tool.site import ALL, Chosen, Public, SiteFile, open_to_public, site
from calendar_tool.verification import verify


class Announcement(NamedTuple):
    """What came of a publication: `report` is None if there was nothing to be done."""

    publics: tuple[Public, ...]
    report: publishing.Report | None


def announce(
    loaded: Sequence[Loaded],
    target: Path,
    now: datetime,
    *,
    forget: Collection[str] = (),
    allow_shrink: bool = False,
    watch: Callable[[Iterator[SiteFile]], Iterator[SiteFile]] = iter,
) -> Announcement:
    """Publish programmes that are whole and come from files, all of them as one site.

    `forget` are ids that leave the feeds at once, without a word; files pass through `watch` as
    they are made. Raises RefusedError, HeldError, OSError; the old site and the ledgers are then
    as they were.
    """
    with ExitStack() as locks:
        for one in sorted(loaded, key=lambda one: one.source.name):
            locks.enter_context(locked(ledger_beside(one.source.name)))
        publishing.finish(target)
        ledgers = [read_ledger(ledger_beside(one.source.name)) for one in loaded]
        if not forget and publishing.is_current(target, inputs(loaded, ledgers), now.date()):
            return Announcement((), None)
        publics = []
        for one, known in zip(loaded, ledgers, strict=True):
            shown = _public(one, ledger.forget(known, forget), target, now)
            if not allow_shrink:
                _guard(shown)
            publics.append(shown)
        told = [shown.ledger for shown in publics]
        report = publishing.publish(
            watch(files_of(publics)),
            target,
            now=now,
            inputs=inputs(loaded, told),
            expires=expiry(told),
            verify=verify,
        )
        for one, known in zip(loaded, told, strict=True):
            save(ledger_beside(one.source.name), ledger.write(known))
    return Announcement(tuple(publics), report)


def files_of(publics: Iterable[Public]) -> Iterator[SiteFile]:
    """Yield the files of a site that holds these programmes."""
    for shown in publics:
        yield from site(shown, shown.everything)


def inputs(loaded: Iterable[Loaded], ledgers: Iterable[Ledger]) -> str:
    """Return a digest of all that a site is made from: texts, ledgers, and this program."""
    digest = sha256(__version__.encode())
    for one, known in zip(loaded, ledgers, strict=True):
        for part in (one.source.text.encode(errors="surrogatepass"), ledger.write(known)):
            digest.update(b"%d\n" % len(part) + part)
    return digest.hexdigest()


def expiry(ledgers: Iterable[Ledger]) -> date | None:
    """Return the day from which the same inputs give another site; None if there is none."""
    return min(filter(None, map(ledger.expires, ledgers)), default=None)


def _public(loaded: Loaded, before: Ledger, target: Path, now: datetime) -> Public:
    """Return what is to be told now, whatever has become of the ledger."""
    assert loaded.programme is not None  # noqa: S101 - or it would be broken
    shown = open_to_public(loaded.programme, loaded.occurrences, now, before)
    for language in shown.programme.languages:
        path = target / shown.programme.id / language / ALL
        if path.exists():
            return _witnessed(shown, language, path)
    return shown


def _witnessed(shown: Public, language: str, path: Path) -> Public:
    """Let the feed that is published speak for what the ledger does not know, or knows otherwise.

    What stands there just as it is to be told now keeps the stamp that it has there.
    """
    feed = path.read_bytes()
    stamps = ledger.read_published(feed, str(path))
    doubtful = {
        uid: stamp
        for uid, stamp in stamps.items()
        if uid not in shown.before.entries or shown.before.entries[uid].stamp != stamp
    }
    if not doubtful:
        return shown
    chosen = Chosen(tuple(one for one in shown.occurrences if one.uid in doubtful))
    edition = replace(shown.edition(language, chosen, ALL), stamps=doubtful)
    here = ledger.read_entries(ics.render(edition).content, str(path))
    there = ledger.read_entries(feed, str(path))
    told = ledger.tell(shown.programme, chosen.occurrences)
    unchanged = {uid: told[uid] for uid, entry in here.items() if entry == there[uid]}
    return shown.knowing(ledger.witness(shown.before, doubtful, unchanged))


def _guard(shown: Public) -> None:
    """Refuse to take away more than half of what subscribers have, which is hardly ever meant."""
    known, left = len(shown.before.told), len(shown.occurrences)
    if known and left * 2 < known:
        raise RefusedError("publish.shrunk", id=shown.programme.id, known=known, left=left)
