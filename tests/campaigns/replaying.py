"""Some pollers of the model played to a real nginx, while a real programme is published anew."""

import gzip
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from heapq import merge
from http.client import HTTPConnection
from pathlib import Path
from typing import NamedTuple

from tests.campaigns.polling import DAY, Kind, Memory, Poller
from tests.cli.running import HERON, MOSCOW, call
from tests.readership.logs import line
from tests.servers import Server

#: At least so many of each kind are played.
_EACH = 3


class Programme(NamedTuple):
    """A programme: its feed, an event that is moved before each publication, and to when."""

    file: Path
    feed: str
    event: str
    when: str
    start: datetime


FESTIVAL = Programme(
    HERON,
    "white-heron-festival-2027/ru/all.ics",
    "poems",
    "22 May 17:{:02}–19:00",
    datetime(2027, 5, 3, tzinfo=UTC),
)
DAYS = Programme(
    MOSCOW,
    "days-of-moscow-almaty-2019/ru/all.ics",
    "conference",
    "16 Nov 10:{:02}–12:00",
    datetime(2019, 11, 1, tzinfo=UTC),
)


class Site:
    """A programme that is published again and again, each time at its second."""

    def __init__(self, folder: Path, programme: Programme, published: Sequence[int]) -> None:
        self.path = folder / "site"
        self._programme, self._published = programme, published
        self._file = folder / programme.file.name
        self._file.write_bytes(programme.file.read_bytes())

    def publish(self, version: int) -> bytes:
        """Publish a version, and return its feed."""
        made = self._programme
        if version:
            when = made.when.format(version)
            moved = call("move-event", self._file, made.event, when, "--force")
            assert moved.status == 0, moved.err
        at = int((made.start + timedelta(seconds=self._published[version])).timestamp())
        done = call("publish", self._file, "--to", self.path, env={"SOURCE_DATE_EPOCH": str(at)})
        assert done.status == 0, done.err
        return (self.path / made.feed).read_bytes()


class Sample:
    """Some pollers of each kind, with about so many requests in all."""

    def __init__(self, requests: int, end: int) -> None:
        self.pollers: list[Poller] = []
        self._kinds = Counter[Kind]()
        self._left, self._end = requests, end

    def watch(self, offered: Iterator[Poller]) -> Iterator[Poller]:
        """Yield pollers, and take those in whose kind is wanting, or for whom there is room."""
        for poller in offered:
            requests = poller.polls(self._end)
            if self._kinds[poller.kind] < _EACH or requests <= self._left:
                self._kinds[poller.kind] += 1
                self._left -= requests
                self.pollers.append(poller)
            yield poller


class Answer(NamedTuple):
    """What a server sent: `octets` with its headers, as it was on the wire."""

    status: int
    etag: str
    body: bytes
    octets: int


def ask(server: Server, path: str, address: str, agent: str, etag: str) -> Answer:
    """Ask over a new connection, as a client does that holds what an ETag names, or nothing."""
    wire = HTTPConnection("127.0.0.1", server.port, timeout=30, source_address=(address, 0))
    remembered = {"If-None-Match": etag} if etag else {}
    headers = {"User-Agent": agent, "Accept-Encoding": "gzip", **remembered}
    wire.request("GET", f"/{path}", headers=headers)
    answer = wire.getresponse()
    sent = answer.read()
    wire.close()
    head = sum(len(f"{name}: {value}\r\n") for name, value in answer.getheaders())
    octets = len(f"HTTP/1.1 {answer.status} {answer.reason}\r\n\r\n") + head + len(sent)
    body = gzip.decompress(sent) if answer.getheader("Content-Encoding") == "gzip" else sent
    return Answer(answer.status, answer.getheader("ETag", ""), body, octets)


class Held(NamedTuple):
    """What a poller has since its last poll: a version, and the ETag that came with it."""

    at: int = -1
    version: int = -1
    etag: str = ""


class Player:
    """Plays pollers to a server, one request after the other.

    `seen` counts requests, and answers that are not what the model says, not the feed, or 5xx;
    `sizes` has the octets of an answer by version and status; `log` is what the model would log.
    """

    def __init__(self, server: Server, programme: Programme, sample: Sequence[Poller]) -> None:
        self._server, self._programme, self._sample = server, programme, sample
        self._held = dict.fromkeys(range(len(sample)), Held())
        self.seen = Counter[str]()
        self.sizes: dict[tuple[int, int], int] = {}
        self.log: list[tuple[int, bytes]] = []

    def play(self, version: int, feed: bytes, start: int, end: int) -> None:
        """Play what is asked for from `start` until `end`, while a version of the feed stands."""
        polls = [
            [(at, n) for at in poller.times(end, start)] for n, poller in enumerate(self._sample)
        ]
        path, first = self._programme.feed, self._programme.start
        for at, n in merge(*polls):
            poller = self._sample[n]
            held = Held() if _forgets(poller, self._held[n].at, at) else self._held[n]
            expected = 304 if held.version == version else 200
            agent, address = poller.kind.agent, f"127.1.{n >> 8}.{n & 255}"
            answer = ask(self._server, path, address, agent, held.etag)
            self.seen["requests"] += 1
            self.seen["differences"] += answer.status != expected
            self.seen["torn"] += answer.status == 200 and answer.body != feed
            self.seen["failed"] += answer.status >= 500
            self.sizes[version, answer.status] = answer.octets
            self._held[n] = Held(at, version, answer.etag)
            when = first + timedelta(seconds=at)
            logged = line(when, expected, path=path, agent=agent, address=address)
            self.log.append((at, logged))


def _forgets(poller: Poller, last: int, now: int) -> bool:
    """Return whether a poller no longer has the validators of its last poll."""
    if poller.kind.memory is Memory.UNTIL_RESTART:
        return (last - poller.restart) // DAY != (now - poller.restart) // DAY
    return poller.kind.memory is Memory.NEVER
