"""A million calendars poll a site that is published ten times meanwhile, once a day.

By hand: `python -m tests.campaigns.pollers [POLLERS]`; the suite runs a short one. All
that they ask for is reckoned (`tests.campaigns.polling`). Some of them are played to a real nginx
(`tests.campaigns.replaying`), to see that it answers as was reckoned, and what it sends; and
`stats` is given both logs.
"""

import sys
import time
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from itertools import pairwise
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import NamedTuple

from calendar_tool.publishing import Disk
from calendar_tool.readership import Figures, Tally
from calendar_tool.readership.clients import client
from tests.campaigns.polling import DAY, DELAYS, HOUR, KINDS, Load, Memory, Poller, pollers
from tests.campaigns.replaying import FESTIVAL, Player, Programme, Sample, Site
from tests.servers import nginx


class Outcome(NamedTuple):
    """What came of a campaign: the load of all, what was played, and how many agreed with it."""

    load: Load
    player: Player
    agreed: int


def moments(publications: int, chance: Random) -> list[int]:
    """Return when a site is published: at the start, then once a day about noon."""
    days = (day * DAY + DAY // 2 for day in range(publications))
    return [0, *(noon + chance.randrange(-6 * HOUR, 6 * HOUR) for noon in days)]


def campaign(
    folder: Path, size: int, replayed: int, publications: int, programme: Programme = FESTIVAL
) -> Outcome:
    """Reckon what `size` pollers ask for, and play about `replayed` of their requests to nginx."""
    chance = Random(size)  # noqa: S311 - not a secret
    published = moments(publications, chance)
    end = (publications + 1) * DAY
    load = Load(published, end, hour=DAY)
    sample = Sample(replayed, end)
    for poller in sample.watch(pollers(size, chance)):
        load.add(poller)
    site = Site(folder, programme, published)
    feeds = [site.publish(0)]
    with nginx(folder / "nginx", site.path) as server:
        player = Player(server, programme, sample.pollers)
        for version, (start, stop) in enumerate(pairwise((*published, end))):
            if version:
                feeds.append(site.publish(version))
            player.play(version, feeds[version], start, stop)
    assert len(set(feeds)) == len(feeds)
    written = server.log.read_bytes().splitlines(keepends=True)
    check_stats(player, sample.pollers, written, load)
    check_behind(player, sample.pollers, site.path, published[-1])
    return Outcome(load, player, len(written))


# -- what stats says of it


def check_stats(
    player: Player, sample: Sequence[Poller], written: Sequence[bytes], load: Load
) -> None:
    """Assert that `stats` finds in both logs what was reckoned for the sample."""
    small = Load(load.published, load.end, load.hour)
    for poller in sample:
        small.add(poller)
    reckoned = {
        client(kind.agent).name: (sum(small.full[kind]), small.requests[kind])
        for kind in KINDS
        if small.sizes[kind]
    }
    for told in (read(written), read(logged for _, logged in player.log)):
        found = {one.client: (one.full, one.full + one.unmodified) for one in told.clients}
        assert found == reckoned
        own = sum(not client(poller.kind.agent).is_shared for poller in sample)
        assert (told.skipped, told.subscribers) == (0, own)


def check_behind(player: Player, sample: Sequence[Poller], site: Path, published: int) -> None:
    """Assert that `stats` tells who has not come in the hour after the last publication."""
    manifest = Disk(site).manifest()
    assert manifest is not None
    changes = {record.path: record.modified for record in manifest.files}
    until = published + HOUR
    told = read((logged for at, logged in player.log if at <= until), changes)
    last: dict[object, int] = {}
    for n, poller in enumerate(sample):
        asking = client(poller.kind.agent)
        times = poller.times(until + 1)
        if times:
            who = asking.name if asking.is_shared else n
            last[who] = max(times[-1], last.get(who, 0))
    (feed,) = told.feeds
    assert feed.behind == sum(at < published for at in last.values())


def read(lines: Iterable[bytes], site: Mapping[str, datetime] | None = None) -> Figures:
    """Return what a log tells."""
    tally = Tally(site)
    tally.read(lines)
    return tally.figures()


# -- told to people


def octets(outcome: Outcome) -> int:
    """Return what all pollers were sent, with the sizes that nginx has sent; TLS not counted."""
    load, sizes = outcome.load, outcome.player.sizes
    full = [sum(load.full[kind][n] for kind in KINDS) for n in range(len(load.published))]
    unmodified = load.requests.total() - sum(full)
    smallest = next(size for (_, status), size in sizes.items() if status == 304)
    return unmodified * smallest + sum(n * sizes[at, 200] for at, n in enumerate(full) if n)


def show(outcome: Outcome) -> None:
    """Print what came of a campaign."""
    load, player, sent = outcome.load, outcome.player, octets(outcome)
    requests, seen = load.requests.total(), player.seen
    asking = [kind for kind in KINDS if kind.memory is not Memory.NEVER]
    days, publications = load.end // DAY, len(load.published) - 1
    print(f"{load.sizes.total():,} pollers, {publications} publications in {days} days")
    print(f"{requests:,} requests: {requests / load.end:.0f} a second, peak {max(load.seconds):,}")
    print(f"304: {load.unmodified():.1%} of all answers")
    print(f"304: {load.unmodified(*asking):.1%} of those to clients that send what they hold")
    print(f"{sent / 1e9:,.0f} GB sent, {sent * 8 / load.end / 1e6:.1f} Mbit/s")
    print(f"octets of a full answer {player.sizes[0, 200]:,}, of a 304 {player.sizes[0, 304]:,}")
    for kind in KINDS:
        name, part = client(kind.agent).name, load.requests[kind] / requests
        counted = f"{load.sizes[kind]:9,} pollers, {part:5.1%} of requests"
        print(f"  {name:22} {counted}, 304: {load.unmodified(kind):.1%}")
    shares = [load.shares(version) for version in range(1, len(load.published))]
    for n, delay in enumerate(DELAYS):
        found = [one[n] for one in shares]
        print(f"newest state within {delay / HOUR:5.2f} h: {min(found):.1%} to {max(found):.1%}")
    print(f"the last one after {load.slowest / HOUR:.1f} h")
    faults = f"{seen['differences']} other answers, {seen['torn']} torn, {seen['failed']} failed"
    print(f"played to nginx: {seen['requests']:,} requests, {faults}")
    print(f"stats agrees on {outcome.agreed:,} lines of each log")


def main() -> None:
    """Run the campaign and print what came of it."""
    size = int(sys.argv[1]) if sys.argv[1:] else 1_000_000
    since = time.perf_counter()
    with TemporaryDirectory() as name:
        show(campaign(Path(name), size, 20_000, 10))
    print(f"{time.perf_counter() - since:.0f} s")


if __name__ == "__main__":
    main()
