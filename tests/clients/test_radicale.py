"""Radicale: a server that people put whole feeds into, for their phones to read."""

import subprocess
import threading
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from tests.clients.conftest import OnShow, Publication
from tests.clients.entries import Entries, by_icalendar
from tests.clients.finding import environment, program
from tests.ports import free_ports

_CONFIG = """\
[server]
hosts = 127.0.0.1:{port}
[auth]
type = none
[storage]
filesystem_folder = {folder}
[web]
type = none
"""

_QUERY = """\
<C:calendar-query xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav">
  <D:prop><C:calendar-data/></D:prop>
  <C:filter><C:comp-filter name="VCALENDAR"><C:comp-filter name="VEVENT">{window}</C:comp-filter>
  </C:comp-filter></C:filter>
</C:calendar-query>
"""

_DATA = "{urn:ietf:params:xml:ns:caldav}calendar-data"


class Radicale:
    """A server that has just been started."""

    def __init__(self, port: int) -> None:
        self._port = port

    def put(self, name: str, content: bytes) -> None:
        """Make a calendar of a feed, in the place of one of this name."""
        assert self._ask("PUT", f"/visitor/{name}/", content, "text/calendar")[0] == 201

    def entries(self, name: str, window: str = "") -> Entries:
        """Return what a calendar holds (RFC 4791 7.8), each entry in a file of its own."""
        query = _QUERY.format(window=window).encode()
        status, answer = self._ask("REPORT", f"/visitor/{name}/", query, "application/xml")
        assert status == 207
        data = ET.fromstring(answer).iter(_DATA)  # noqa: S314 - our own server's
        items = [by_icalendar((one.text or "").encode()) for one in data]
        found = {uid: entry for item in items for uid, entry in item.items()}
        assert [len(item) for item in items] == [1] * len(found), "a UID twice"
        return found

    def mkcol(self) -> None:
        assert self._ask("MKCOL", "/visitor/", b"", "text/plain")[0] == 201

    def _ask(self, method: str, path: str, body: bytes, kind: str) -> tuple[int, bytes]:
        connection = HTTPConnection("127.0.0.1", self._port, timeout=60)
        connection.request(method, path, body, {"Content-Type": kind, "Depth": "1"})
        answer = connection.getresponse()
        content = answer.read()
        connection.close()
        return answer.status, content


@pytest.fixture(scope="module")
def radicale(memory: Path) -> Iterator[Radicale]:
    name = program("radicale")
    (port,) = free_ports(1)
    config = memory / "radicale"
    config.write_text(_CONFIG.format(port=port, folder=memory / "collections"), "utf-8")
    with subprocess.Popen(
        [name, "--config", config], env=environment(memory), stderr=subprocess.PIPE, text=True
    ) as server:
        assert server.stderr is not None
        try:
            assert any("Radicale server ready" in line for line in server.stderr)
            reader = threading.Thread(target=server.stderr.read)
            reader.start()
            served = Radicale(port)
            served.mkcol()
            yield served
        finally:
            server.terminate()
            server.wait(20)
    reader.join()


#: It takes its time, so of two languages it is shown the feeds that hold everything.
_SHOWN = {"ru": "", "kk": "all.ics", "en": "all.ics"}


@pytest.mark.parametrize("language", _SHOWN)
def test_radicale_keeps_every_feed_as_it_was_meant(
    radicale: Radicale, publications: list[Publication], language: str
) -> None:
    publication, begin = publications[1], f"{language}/{_SHOWN[language]}"
    feeds = [feed for feed in publication.feeds if feed.startswith(begin)]
    for feed in feeds:
        name = feed.replace("/", "-")
        radicale.put(name, publication.path(feed).read_bytes())
        assert radicale.entries(name) == publication.feeds[feed], feed


def test_a_feed_put_again_takes_the_place_of_the_old_one(
    radicale: Radicale, publications: list[Publication]
) -> None:
    for publication in publications:
        radicale.put("twice", publication.path("en/all.ics").read_bytes())
        assert radicale.entries("twice") == publication.feeds["en/all.ics"]


def test_radicale_finds_entries_at_the_instants_at_which_they_begin(
    radicale: Radicale, publications: list[Publication]
) -> None:
    publication = publications[1]
    everything = publication.feeds["kk/all.ics"]
    radicale.put("instants", publication.path("kk/all.ics").read_bytes())
    starts = sorted({entry.start for entry in everything.values() if "T" in entry.start})
    assert len(starts) > 40
    for start in starts:
        digits = start.removesuffix("Z").replace("-", "").replace(":", "")
        window = f'<C:time-range start="{digits}00Z" end="{digits}01Z"/>'
        begin = {uid for uid, entry in everything.items() if entry.start == start}
        last = {uid for uid, one in everything.items() if one.start < start < (one.end or "")}
        assert radicale.entries("instants", window).keys() == begin | last, start


def test_radicale_takes_what_our_server_shows(radicale: Radicale, on_show: OnShow) -> None:
    radicale.put("served", on_show.feed("en/all.ics"))
    assert radicale.entries("served") == on_show.feeds["en/all.ics"]
