"""Who polls a feed, and when: a model of a million calendars, each with a clock of its own.

Times are whole seconds since the start. Nothing is asked for here; `tests.campaigns.pollers` does.
"""

from bisect import bisect
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import Enum, auto
from itertools import accumulate, pairwise
from random import Random
from typing import NamedTuple

MINUTE, HOUR, DAY = 60, 3600, 86_400

#: After how long it is asked how many hold the newest state.
DELAYS = (15 * MINUTE, HOUR, 3 * HOUR, 6 * HOUR, 12 * HOUR, DAY)


class Memory(Enum):
    """When a client can ask whether anything has changed, instead of for everything."""

    ALWAYS = auto()
    UNTIL_RESTART = auto()
    NEVER = auto()


class Kind(NamedTuple):
    """A program: its part of all subscribers, and the shortest and longest period in seconds."""

    agent: str
    part: float
    shortest: int
    longest: int
    memory: Memory
    on_the_hour: float = 0.0


#: Periods as logs and sources show them. The parts are an assumption; so is that those ask for
#: everything of whom no log shows the contrary (Google, Exchange), and how many are cron jobs.
KINDS = (
    Kind("iOS/17.4.1 (21E236) dataaccessd/1.0", 0.40, 20 * MINUTE, 40 * MINUTE, Memory.ALWAYS),
    Kind("SuperCal/3", 0.20, HOUR, HOUR, Memory.ALWAYS, on_the_hour=0.25),
    Kind("Google-Calendar-Importer", 0.20, 4 * HOUR, 18 * HOUR, Memory.NEVER),
    Kind("Microsoft Exchange (Windows NT 10.0)", 0.08, 3 * HOUR, 3 * HOUR, Memory.NEVER),
    Kind("Mozilla/5.0 Thunderbird/128.4.0", 0.05, HOUR // 2, HOUR // 2, Memory.UNTIL_RESTART),
    Kind("ICSx5/2.4.3", 0.05, DAY, DAY, Memory.ALWAYS),
    Kind("Nextcloud Webcal Service", 0.02, HOUR, HOUR, Memory.NEVER),
)


class Poller(NamedTuple):
    """A calendar that polls at `first` and then every `period`; it is restarted daily."""

    kind: Kind
    first: int
    period: int
    restart: int

    def polls(self, before: int) -> int:
        """Return how many polls there are before a moment."""
        return max(0, -((self.first - before) // self.period))

    def times(self, end: int, start: int = 0) -> range:
        """Return the times of all polls from `start` on, before `end`."""
        return range(self.first + self.polls(start) * self.period, end, self.period)

    def delay(self, since: int) -> int:
        """Return how long after a moment the next poll is."""
        return self.first - since if since < self.first else (self.first - since) % self.period

    def epochs(self, published: Sequence[int], end: int) -> Sequence[int]:
        """Return the moments after which the next answer is a full one."""
        if self.kind.memory is Memory.ALWAYS:
            return published
        return sorted({*published, *range(self.restart, end, DAY)})


def pollers(size: int, chance: Random) -> Iterator[Poller]:
    """Yield that many pollers of all kinds."""
    kinds = chance.choices(KINDS, [kind.part for kind in KINDS], k=size)
    for kind in kinds:
        period = chance.randint(kind.shortest, kind.longest)
        is_aligned = kind.on_the_hour and chance.random() < kind.on_the_hour
        first = chance.randrange(MINUTE if is_aligned else period)
        yield Poller(kind, first, period, chance.randrange(DAY))


@dataclass
class Load:
    """What pollers ask for: `full` by the version that they get, `seconds` of the hour looked at.

    `reached` counts, for each publication and each of DELAYS, who had asked by then.
    """

    published: Sequence[int]
    end: int
    hour: int
    sizes: Counter[Kind] = field(default_factory=Counter)
    requests: Counter[Kind] = field(default_factory=Counter)
    full: dict[Kind, list[int]] = field(default_factory=dict)
    seconds: list[int] = field(default_factory=lambda: [0] * HOUR)
    reached: list[list[int]] = field(default_factory=list)
    slowest: int = 0

    def __post_init__(self) -> None:
        self.full = {kind: [0] * len(self.published) for kind in KINDS}
        self.reached = [[0] * (len(DELAYS) + 1) for _ in self.published]

    def add(self, poller: Poller) -> None:
        """Take in all that one poller does."""
        kind = poller.kind
        self.sizes[kind] += 1
        self.requests[kind] += poller.polls(self.end)
        full = self.full[kind]
        for version, count in enumerate(full_answers(poller, self.published, self.end)):
            full[version] += count
        for at in poller.times(self.hour + HOUR, self.hour):
            self.seconds[at - self.hour] += 1
        for version, at in enumerate(self.published[1:], 1):
            delay = poller.delay(at)
            self.slowest = max(self.slowest, delay)
            self.reached[version][bisect(DELAYS, delay)] += 1

    def shares(self, version: int) -> list[float]:
        """Return which part of all has this version, or a newer one, after each of DELAYS."""
        counted = accumulate(self.reached[version][:-1])
        return [count / self.sizes.total() for count in counted]

    def unmodified(self, *kinds: Kind) -> float:
        """Return which part of the answers to these kinds, or to all, is 304."""
        asked = kinds or KINDS
        full = sum(sum(self.full[kind]) for kind in asked)
        return 1 - full / sum(self.requests[kind] for kind in asked)


def full_answers(poller: Poller, published: Sequence[int], end: int) -> list[int]:
    """Return how many full answers a poller gets of each version."""
    bounds = (*published, end)
    if poller.kind.memory is Memory.NEVER:
        counts = [poller.polls(bound) for bound in bounds]
        return [after - before for before, after in pairwise(counts)]
    full = [0] * len(published)
    for start, stop in pairwise((*poller.epochs(published, end), end)):
        at = start + poller.delay(start)
        if at < stop:
            full[bisect(published, at) - 1] += 1
    return full
