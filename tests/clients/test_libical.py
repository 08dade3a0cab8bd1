"""libical: the reader inside Evolution and GNOME Calendar."""

import json
import sys
from pathlib import Path

from tests.cli.running import BARE
from tests.clients.conftest import Publication
from tests.clients.entries import Entry, from_seconds
from tests.clients.finding import ask, library

_READER = Path(__file__).with_name("read_with_libical.py")


def test_libical_reads_every_feed_as_it_was_meant(publications: list[Publication]) -> None:
    name = library("ical")
    for publication in publications:
        given = json.dumps([str(publication.path(feed)) for feed in publication.feeds])
        told = json.loads(ask(sys.executable, _READER, name, env=BARE, given=given))
        for one, (feed, entries) in zip(told, publication.feeds.items(), strict=True):
            assert one["errors"] == 0, feed
            found = [(uid, _entry(*values)) for uid, *values in one["entries"]]
            assert sorted(found) == sorted(entries.items()), feed


def _entry(start: list[int], end: list[int] | None, *rest: object) -> Entry:
    return Entry(_time(start), _time(end) if end else None, *rest)  # type: ignore[arg-type]


def _time(told: list[int]) -> str:
    seconds, is_date = told
    return from_seconds(seconds, is_date=bool(is_date))
