"""Requests → figures, in one pass and in bounded memory.

A subscriber is an address with an agent that gets a feed, or a program that reads it for many: what
a log can tell of people, and no more.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import groupby
from math import isfinite

from calendar_tool.readership.clients import Client, client
from calendar_tool.readership.figures import ClientFigures, FeedFigures, Figures
from calendar_tool.readership.lines import Request, parse
from calendar_tool.sizes import is_feed

#: How many subscribers are told apart, at most 200 octets each; and pairs of a feed and a program.
_SUBSCRIBERS, _PAIRS = 1_000_000, 20_000

#: The most characters of a path of a site, and those of an agent that are looked at.
_LONGEST = 300

_FULL, _UNMODIFIED, _MISSING = 200, 304, 404

#: Seconds after which nobody is expected to come again.
_WEEK = 7 * 86_400


@dataclass(slots=True)
class _Pair:
    """A feed as a program reads it: each subscriber's last time, doubled, plus 1 if not the first.

    Who it is is kept as a hash of the address and the agent alone.
    """

    client: Client
    path: str
    subscribers: dict[int, int] = field(default_factory=dict)
    full: int = 0
    unmodified: int = 0

    @property
    def size(self) -> int:
        return self.client.told or len(self.subscribers)

    @property
    def once(self) -> int:
        return sum(not seen & 1 for seen in self.subscribers.values())

    @property
    def times(self) -> Iterator[int]:
        return (seen >> 1 for seen in self.subscribers.values())


class Tally:
    """What has been read so far; `site` maps the paths of a published site to their last change."""

    def __init__(
        self,
        site: Mapping[str, datetime] | None = None,
        *,
        subscribers: int = _SUBSCRIBERS,
        pairs: int = _PAIRS,
    ) -> None:
        self._site = site or {}
        self._room, self._pairs_left = subscribers, pairs
        self._pairs: dict[tuple[str, str], _Pair] = {}
        self._lines = self._skipped = self._others = self._octets = 0
        self._first, self._last = float("inf"), float("-inf")
        self._answers, self._harmful = Counter[int](), Counter[int]()
        self._is_complete = True

    def read(self, lines: Iterable[bytes]) -> None:
        """Take in the lines of a log, in any order of time."""
        for line in lines:
            self._lines += 1
            request = parse(line)
            if request is None:
                self._skipped += 1
            elif _is_followed(path := _named(request.path)):
                self._take(request._replace(path=path))
            else:
                self._others += 1

    def _take(self, request: Request) -> None:
        at, status = request.at, request.status
        self._first, self._last = min(self._first, at), max(self._last, at)
        self._answers[status] += 1
        self._octets += request.octets
        if request.method != "GET":
            return
        if status in (_FULL, _UNMODIFIED):
            self._count(request)
        elif status >= 400 and status != _MISSING:
            self._harmful[status] += 1

    def _count(self, request: Request) -> None:
        agent = request.agent[:_LONGEST]
        pair = self._pair(client(agent), request.path)
        if pair is None:
            return
        if request.status == _FULL:
            pair.full += 1
        else:
            pair.unmodified += 1
        is_many = pair.client.is_shared or pair.client.told is not None
        who = 0 if is_many else hash((request.address, agent))
        seen = pair.subscribers.get(who)
        if seen is not None:
            pair.subscribers[who] = max(request.at, seen >> 1) << 1 | 1
        elif self._room:
            self._room -= 1
            pair.subscribers[who] = request.at << 1
        else:
            self._is_complete = False

    def _pair(self, asking: Client, path: str) -> _Pair | None:
        """Return the pair of a program and a feed, None if there are too many of them."""
        pair = self._pairs.get((asking.name, path))
        if pair is None and self._pairs_left:
            self._pairs_left -= 1
            pair = self._pairs[asking.name, path] = _Pair(asking, path)
        if pair is None:
            self._is_complete = False
        elif asking.told is not None:
            pair.client = asking
        return pair

    def figures(self) -> Figures:
        """Return what the lines so far tell: the programs and feeds with most subscribers first."""
        pairs = list(self._pairs.values())
        feeds = [self._feed(path, some) for path, some in _grouped(pairs, self._path)]
        clients = [_client(name, some) for name, some in _grouped(pairs, _name)]
        return Figures(
            lines=self._lines,
            requests=self._answers.total(),
            others=self._others,
            skipped=self._skipped,
            first=_moment(self._first),
            last=_moment(self._last),
            answers=dict(sorted(self._answers.items())),
            harmful=dict(sorted(self._harmful.items())),
            octets=self._octets,
            subscribers=sum(feed.subscribers for feed in feeds),
            is_complete=self._is_complete,
            clients=tuple(sorted(clients, key=lambda one: (-one.subscribers, one.client))),
            feeds=tuple(sorted(feeds, key=lambda one: (-one.subscribers, one.path))),
            full=sum(pair.full for pair in pairs),
            unmodified=sum(pair.unmodified for pair in pairs),
        )

    def _path(self, pair: _Pair) -> str:
        """Return the path in the site, which may be served from any folder; else as asked for."""
        path = rest = pair.path.lstrip("/")
        while rest and rest not in self._site:
            rest = rest.partition("/")[2]
        return rest or path

    def _feed(self, path: str, pairs: Collection[_Pair]) -> FeedFigures:
        times = [at for pair in pairs for at in pair.times]
        modified = self._site.get(path)
        changed = modified.timestamp() if modified else float("inf")
        present = [at for at in times if at >= self._last - _WEEK]
        behind = [at for at in present if at < changed]
        is_known = changed <= self._last
        return FeedFigures(
            path=path,
            subscribers=sum(pair.size for pair in pairs if not pair.client.is_shared),
            shared=tuple(sorted({pair.client.name for pair in pairs if pair.client.is_shared})),
            modified=modified,
            behind=len(behind) if is_known else None,
            oldest=_moment(min(behind, default=float("inf"))) if is_known else None,
            gone=len(times) - len(present),
            full=sum(pair.full for pair in pairs),
            unmodified=sum(pair.unmodified for pair in pairs),
        )


def _is_followed(path: str) -> bool:
    """Return whether somebody may be subscribed to what is at a path: a calendar, or its news."""
    return len(path) <= _LONGEST and (is_feed(path) or path.endswith(".atom"))


def _named(path: str) -> str:
    """Return how a feed is called: what single readers chose is one, whoever they are."""
    folder, chosen, name = path.rpartition("/my/")
    return f"{folder}/my/*.ics" if chosen and name.endswith(".ics") else path


def _moment(at: float) -> datetime | None:
    return datetime.fromtimestamp(at, UTC) if isfinite(at) else None


def _grouped(
    pairs: Iterable[_Pair], key: Callable[[_Pair], str]
) -> Iterator[tuple[str, list[_Pair]]]:
    for name, some in groupby(sorted(pairs, key=key), key):
        yield name, list(some)


def _name(pair: _Pair) -> str:
    return pair.client.name


def _client(name: str, pairs: Collection[_Pair]) -> ClientFigures:
    return ClientFigures(
        client=name,
        is_shared=any(pair.client.is_shared for pair in pairs),
        subscribers=sum(pair.size for pair in pairs),
        once=sum(pair.once for pair in pairs),
        full=sum(pair.full for pair in pairs),
        unmodified=sum(pair.unmodified for pair in pairs),
    )
