"""How fast the web page is made, and how heavy it is: `python -m tests.bench.page`, by hand.

A page of 1,000 events with every feed that a site has, in one process: the first one, with all that
it imports and compiles, and the median of the rest. Also the parts of which it is made.
"""

import gc
import gzip
import time
from collections.abc import Callable
from datetime import UTC, date, datetime
from statistics import median

from calendar_tool.exporters import html, json_ld
from calendar_tool.load import load_bytes
from calendar_tool.occurrences import unfold
from calendar_tool.site import Public, calendars, open_to_public
from tests.bench.programmes import ours

EVENTS, TURNS = 1_000, 9
TOLD = datetime(2025, 12, 1, tzinfo=UTC)
GOAL_SECONDS, GOAL_KILOBYTES = 0.2, 60


def opened() -> Public:
    """Return a programme of as many events as its sample has, open to the public."""
    text = "".join(ours(EVENTS)).encode()
    loaded = load_bytes(text, "season.yaml", date(2025, 12, 1), TOLD)
    assert loaded.programme is not None
    return open_to_public(loaded.programme, unfold(loaded.programme), TOLD)


def seconds(act: Callable[[], object]) -> float:
    """Return what it costs of a processor: the machine is shared."""
    gc.collect()
    start = time.process_time()
    act()
    return time.process_time() - start


def main() -> None:
    """Print times and sizes beside the goals."""
    shown = opened()
    edition = shown.edition("ru", shown.everything, "all.ics")
    title = str(edition.programme.title)
    feeds = [
        html.Feed(one.path, one.name("ru") or title)
        for one in calendars(edition.programme, shown.everything)
    ]
    extras = html.Extras(feeds=feeds, papers=[("agenda.pdf", "agenda")])
    content = html.page(edition, extras)
    first = seconds(lambda: html.page(edition, extras))
    rest = median(seconds(lambda: html.page(edition, extras)) for _ in range(TURNS))
    described = median(seconds(lambda: json_ld.compact(edition)) for _ in range(TURNS))
    packed = len(gzip.compress(content, 9, mtime=0)) / 1024
    number = len(edition.occurrences)
    print(f"{number} entries, {len(feeds)} feeds, {len(content) / 1e6:.2f} MB")
    print(f"second {first:.3f} s, median {rest:.3f} s (goal: {GOAL_SECONDS})")
    print(f"of which JSON-LD {described:.3f} s")
    print(f"gzip {packed:.0f} KB, {packed / number * 100:.1f} KB per 100 (goal: {GOAL_KILOBYTES})")


if __name__ == "__main__":
    main()
