"""What it costs to put a site on a disk: `python -m tests.bench.publishing [FOLDER]`, by hand.

All feeds of the 10,000 events of `tests.bench.writing`, then the same with a file for each event:
reading it all back, publishing it for the first time, after one event changed, and finding that
nothing did.
"""

import sys
import time
from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from msgspec.structs import replace

from calendar_tool.exporters.format import Edition
from calendar_tool.exporters.ics.calendar import join
from calendar_tool.exporters.ics.event import Encoder, Entry
from calendar_tool.occurrences import unfold
from calendar_tool.publishing import Disk
from calendar_tool.site import SiteFile
from calendar_tool.told import Stamp
from calendar_tool.verification import verify
from tests.bench.writing import PEOPLE, TOLD, TRACKS, VENUES, programme


def feeds(edition: Edition, entries: Sequence[Entry]) -> Iterable[SiteFile]:
    """Yield the feed of everything, and those of each track, venue and person."""
    yield SiteFile("ru/all.ics", join(edition, entries), ())
    for name, size in (("track", TRACKS), ("venue", VENUES), ("person", PEOPLE)):
        for n in range(size):
            path = f"{name}-{n}.ics"
            some = join(replace(edition, path=path), entries[n::size])
            yield SiteFile(f"ru/{path}", some, ())


def singles(edition: Edition, entries: Sequence[Entry]) -> Iterable[SiteFile]:
    """Yield a file for each event."""
    for n, entry in enumerate(entries):
        path = f"event/{n}.ics"
        yield SiteFile(f"ru/{path}", join(replace(edition, path=path), [entry]), ())


def timed(name: str, act: Callable[[], object]) -> None:
    since = time.perf_counter()
    act()
    print(f"  {name}: {time.perf_counter() - since:.2f} s")


def measure(folder: Path, old: list[SiteFile], new: list[SiteFile]) -> None:
    """Print what each step costs for a site, and for the same after a change."""
    size = sum(len(file.content) for file in old)
    print(f"{len(old):,} files, {size / 1e6:.0f} MB")
    site = {file.path: file.content for file in old}
    target = Disk(folder / f"site-{len(old)}")

    def put(files: list[SiteFile], inputs: str) -> None:
        expires = date(2030, 1, 1)
        target.publish(files, now=TOLD, inputs=inputs, expires=expires, verify=lambda _: None)

    timed("verify", lambda: verify(site))
    timed("publish, without verification", lambda: put(old, "old"))
    timed("publish after one event changed, without verification", lambda: put(new, "new"))
    timed("find that nothing changed", lambda: target.is_current("new", TOLD))


def main() -> None:
    """Print the seconds of each step."""
    whole = programme()
    encoder = Encoder(whole, "ru")
    occurrences = unfold(whole)
    edition = Edition(
        programme=whole, language="ru", occurrences=occurrences, path="all.ics", told=TOLD
    )
    stamp = Stamp(0, TOLD, TOLD)
    old = [entry for one in occurrences if (entry := encoder.encode(one, stamp))]
    changed = encoder.encode(occurrences[0], Stamp(1, TOLD, TOLD + timedelta(days=1)))
    assert changed is not None
    new = [changed, *old[1:]]
    with TemporaryDirectory(dir=sys.argv[1] if len(sys.argv) > 1 else None) as name:
        folder = Path(name)
        measure(folder, list(feeds(edition, old)), list(feeds(edition, new)))
        measure(
            folder,
            [*feeds(edition, old), *singles(edition, old)],
            [*feeds(edition, new), *singles(edition, new)],
        )


if __name__ == "__main__":
    main()
