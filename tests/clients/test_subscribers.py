"""vdirsyncer, which follows feeds over HTTP, and khal, which shows what it has fetched."""

import json
import re
from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.clients.conftest import Host, OnShow, Publication
from tests.clients.entries import Entries, Entry, written
from tests.clients.finding import ask, environment, program
from tests.festival import ID

_PAIR = """\
[pair {name}]
a = "{name}_feed"
b = "{name}_folder"
collections = null
[storage {name}_feed]
type = "http"
url = "{url}"
[storage {name}_folder]
type = "filesystem"
path = "{folder}"
fileext = ".ics"
"""

_KHAL = """\
[calendars]
[[all]]
path = {folder}/*
type = discover
[locale]
local_timezone = UTC
default_timezone = UTC
timeformat = %H:%M
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
datetimeformat = %Y-%m-%dT%H:%MZ
longdatetimeformat = %Y-%m-%dT%H:%MZ
[sqlite]
path = {database}
"""

#: How khal shows an entry; times and days are told apart by `all-day`.
_FIELDS = ("calendar", "uid", "all-day", "start-long-full", "end-long-full", "title", "status")

_YEARS = ("2055-05-01", "2056-06-30")

Shown = Counter[tuple[str, ...]]


class Subscriber(NamedTuple):
    """Somebody whose vdirsyncer follows feeds of a site, and whose khal shows them."""

    home: Path

    def follow(self, feeds: Iterable[str], host: Host | OnShow) -> None:
        """Subscribe to feeds of a site."""
        parts = [f'[general]\nstatus_path = "{self.home}/status"\n']
        for feed in feeds:
            self.folder(feed).mkdir(parents=True)
            url, folder = f"{host.address}/{ID}/{feed}", self.folder(feed)
            parts.append(_PAIR.format(name=_name(feed), url=url, folder=folder))
        (self.home / "vdirsyncer").write_text("".join(parts), "utf-8")
        self._vdirsyncer("discover")

    def sync(self) -> None:
        """Fetch what is new."""
        self._vdirsyncer("sync")

    def folder(self, feed: str) -> Path:
        return self.home / "calendars" / _name(feed)

    def files(self, feed: str) -> set[tuple[str, int, int]]:
        """Return the files of a feed's entries, and when each was written."""
        states = {path.name: path.stat() for path in self.folder(feed).glob("*.ics")}
        return {(name, one.st_ino, one.st_mtime_ns) for name, one in states.items()}

    def entries(self, feed: str) -> Counter[str]:
        """Return what is in a feed's folder, where each entry has a file of its own."""
        items = [_entries(path.read_bytes()) for path in self.folder(feed).glob("*.ics")]
        assert [item.total() for item in items] == [1] * len(items), feed
        return sum(items, Counter())

    def import_(self, feed: str, path: Path) -> None:
        """Read a feed from a file into an empty calendar."""
        self.folder(feed).mkdir(parents=True)
        self._khal("import", "--batch", "--include-calendar", _name(feed), path)

    def agenda(self) -> Shown:
        """Return what khal shows of everything that it has."""
        asked = [argument for field in _FIELDS for argument in ("--json", field)]
        days = self._khal("list", "--once", *asked, *_YEARS).splitlines()
        entries = (one for day in days for one in json.loads(day))
        return Counter(tuple(one[field] for field in _FIELDS) for one in entries)

    def _vdirsyncer(self, command: str) -> None:
        name, config = program("vdirsyncer"), self.home / "vdirsyncer"
        ask(name, "--config", config, command, env=environment(self.home))

    def _khal(self, *arguments: str | Path) -> str:
        name, config = program("khal"), self.home / "khal"
        paths = {"folder": self.home / "calendars", "database": self.home / "khal.db"}
        config.write_text(_KHAL.format(**paths), "utf-8")
        return ask(name, "--config", config, *arguments, env=environment(self.home))


def _name(feed: str) -> str:
    """Return the name under which a subscriber has a feed; vdirsyncer has no other characters."""
    return re.sub("[^a-z0-9]", "_", feed.removesuffix(".ics"))


def _entries(content: bytes) -> Counter[str]:
    """Return the entries of a calendar as lines, whatever their ends; of the UID see below."""
    text = content.decode().replace("\r\n", "\n").replace("\n ", "")
    return Counter(re.sub("(?m)^UID:.*\n", "", one) for one in _ENTRY.findall(text))


_ENTRY = re.compile("(?ms)^BEGIN:VEVENT$.*?^END:VEVENT$")


def shown(feeds: dict[str, Entries], *, uids: bool) -> Shown:
    """Return what khal must show of feeds; vdirsyncer gives what comes over HTTP UIDs of its own,
    made of what is in an entry.
    """
    return Counter(
        (_name(feed), uid if uids else "", *_as_khal_has_it(entry))
        for feed, entries in feeds.items()
        for uid, entry in entries.items()
    )


def _as_khal_has_it(entry: Entry) -> tuple[str, ...]:
    """Return an entry without its SEQUENCE, which khal keeps to itself.

    Of days it tells the last, not the one after; what has no end lasts for an hour.
    """
    if "T" in entry.start:
        end = entry.end or written(datetime.fromisoformat(entry.start) + timedelta(hours=1))
        return ("False", entry.start, end, entry.title, entry.status)
    last = date.fromisoformat(entry.end or "") - timedelta(days=1)
    return ("True", f"{entry.start}T00:00Z", f"{last}T00:00Z", entry.title, entry.status)


def without_uids(agenda: Shown) -> Shown:
    return Counter((one[0], "", *one[2:]) for one in agenda.elements())


@pytest.fixture
def subscriber(memory: Path, tmp_path: Path) -> Subscriber:
    return Subscriber(memory / tmp_path.name)


def test_subscribers_to_all_feeds_have_the_programme_after_each_publication(
    subscriber: Subscriber, host: Host, publications: list[Publication]
) -> None:
    first, second = publications
    feeds = {feed: entries for feed, entries in second.feeds.items() if "/event/" not in feed}
    host.show(first)
    subscriber.follow(feeds, host)
    subscriber.sync()
    for feed in feeds:
        assert subscriber.entries(feed) == _entries(first.path(feed).read_bytes()), feed
    before = {feed: subscriber.files(feed) for feed in feeds}
    host.show(second)
    subscriber.sync()
    for feed, entries in feeds.items():
        assert subscriber.entries(feed) == _entries(second.path(feed).read_bytes()), feed
        unchanged = entries.items() & first.feeds[feed].items()
        assert len(before[feed] & subscriber.files(feed)) == len(unchanged), feed
    assert without_uids(subscriber.agenda()) == shown(feeds, uids=False)


def test_a_subscriber_sees_what_was_moved_cancelled_and_deleted(
    subscriber: Subscriber, host: Host, publications: list[Publication]
) -> None:
    agendas = []
    subscriber.follow(["en/all.ics"], host)
    for publication in publications:
        host.show(publication)
        subscriber.sync()
        agendas.append({one[3:] for one in subscriber.agenda()})
    before, after = agendas
    assert sorted(before - after) == [
        ("2055-05-21T16:30Z", "2055-05-21T19:00Z", "Open Air Jazz", "CONFIRMED"),
        ("2055-05-22T09:30Z", "2055-05-22T11:30Z", "Quiet board games", "CONFIRMED"),
        ("2055-05-22T13:00Z", "2055-05-22T14:00Z", "Poems by the open window", "CONFIRMED"),
    ]
    assert sorted(after - before) == [
        ("2055-05-21T16:30Z", "2055-05-21T19:00Z", "Cancelled: Open Air Jazz", "CANCELLED"),
        ("2055-05-22T09:30Z", "2055-05-22T11:30Z", "Cancelled: Quiet board games", "CANCELLED"),
        ("2055-05-22T12:00Z", "2055-05-22T13:00Z", "Poems by the open window", "CONFIRMED"),
    ]


@pytest.mark.parametrize("language", ["ru", "kk", "en"])
def test_khal_imports_the_programme_with_our_uids(
    subscriber: Subscriber, publications: list[Publication], language: str
) -> None:
    feed, publication = f"{language}/all.ics", publications[1]
    subscriber.import_(feed, publication.path(feed))
    assert subscriber.agenda() == shown({feed: publication.feeds[feed]}, uids=True)


def test_subscribers_of_our_own_server_see_what_was_moved_and_cancelled(
    subscriber: Subscriber, on_show: OnShow
) -> None:
    all_ics = "en/all.ics"
    subscriber.follow([all_ics], on_show)
    subscriber.sync()
    before = {one[3:] for one in subscriber.agenda()}
    assert _is_known(subscriber, on_show) == ("200", "304")
    unchanged = subscriber.files(all_ics)
    subscriber.sync()
    assert subscriber.files(all_ics) == unchanged
    feeds = on_show.change()
    assert _is_known(subscriber, on_show) == ("200", "304")
    subscriber.sync()
    after = {one[3:] for one in subscriber.agenda()}
    assert without_uids(subscriber.agenda()) == shown({all_ics: feeds[all_ics]}, uids=False)
    cancelled = ("2055-05-21T16:30Z", "2055-05-21T19:00Z", "Cancelled: Open Air Jazz", "CANCELLED")
    moved = ("2055-05-22T12:00Z", "2055-05-22T13:00Z", "Poems by the open window", "CONFIRMED")
    assert {cancelled, moved} <= after - before


def _is_known(subscriber: Subscriber, on_show: OnShow) -> tuple[str, ...]:
    """Return what curl is answered that keeps tags, when it asks twice; vdirsyncer keeps none."""
    tag, curl = subscriber.home / "tag", program("curl")
    url = f"{on_show.address}/{ID}/en/all.ics"
    keeping = ("--etag-save", tag, "--etag-compare", tag, "--compressed")
    asked = (curl, "--silent", "--output", "/dev/null", "--write-out", "%{http_code}", *keeping)
    return tuple(ask(*asked, url, env=environment(subscriber.home)) for _ in range(2))
