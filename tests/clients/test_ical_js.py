"""ical.js: the reader inside Thunderbird and Nextcloud."""

import json
from pathlib import Path

from tests.clients.conftest import OnShow, Publication
from tests.clients.entries import Entry, from_seconds
from tests.clients.finding import ask, environment, npm_package, program

_READER = Path(__file__).with_name("read_with_ical_js.mjs")


def test_ical_js_reads_every_feed_as_it_was_meant(
    publications: list[Publication], tmp_path: Path
) -> None:
    node, package = program("node"), npm_package("ical.js")
    for publication in publications:
        given = json.dumps([str(publication.path(feed)) for feed in publication.feeds])
        told = json.loads(ask(node, _READER, package, env=environment(tmp_path), given=given))
        for found, (feed, entries) in zip(told, publication.feeds.items(), strict=True):
            read = [(uid, _entry(*values)) for uid, *values in found]
            assert sorted(read) == sorted(entries.items()), feed


def test_ical_js_reads_what_our_server_shows(on_show: OnShow, tmp_path: Path) -> None:
    node, package = program("node"), npm_package("ical.js")
    path = tmp_path / "served.ics"
    path.write_bytes(on_show.feed("kk/all.ics"))
    told = ask(node, _READER, package, env=environment(tmp_path), given=json.dumps([str(path)]))
    read = [(uid, _entry(*values)) for uid, *values in json.loads(told)[0]]
    assert sorted(read) == sorted(on_show.feeds["kk/all.ics"].items())


def _entry(start: list[int], end: list[int] | None, *rest: object) -> Entry:
    return Entry(_time(start), _time(end) if end else None, *rest)  # type: ignore[arg-type]


def _time(told: list[int]) -> str:
    seconds, is_date = told
    return from_seconds(seconds, is_date=bool(is_date))
