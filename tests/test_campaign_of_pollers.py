"""The campaign of pollers, in short."""

from itertools import pairwise
from pathlib import Path
from random import Random

import pytest

from tests.campaigns.pollers import campaign, moments
from tests.campaigns.polling import DAY, HOUR, KINDS, Load, full_answers, pollers
from tests.campaigns.replaying import DAYS
from tests.servers import is_installed


@pytest.mark.skipif(not is_installed("nginx"), reason="nginx is not there to be asked")
def test_nginx_answers_as_reckoned_and_stats_reads_it_so(tmp_path: Path) -> None:
    load, player, agreed = campaign(tmp_path, 300, 800, 2, DAYS)
    assert load.sizes.total() == 300
    assert agreed == player.seen["requests"] > 800
    assert {player.seen[what] for what in ("differences", "torn", "failed")} == {0}
    assert load.unmodified() > 0.8


def test_what_is_reckoned_at_once_is_what_comes_of_poll_after_poll() -> None:
    chance = Random(7)  # noqa: S311 - not a secret
    published = moments(3, chance)
    end = 4 * DAY
    load = Load(published, end, hour=HOUR)
    seconds = [0] * HOUR
    for poller in pollers(200, chance):
        load.add(poller)
        times = list(poller.times(end))
        assert len(times) == poller.polls(end)
        for at in times:
            if HOUR <= at < 2 * HOUR:
                seconds[at - HOUR] += 1
        for version, (start, stop) in enumerate(pairwise((*published, end))):
            met = [at for at in times if start <= at < stop]
            assert full_answers(poller, published, end)[version] <= len(met)
            assert bool(full_answers(poller, published, end)[version]) == bool(met)
    assert load.seconds == seconds
    assert {load.sizes[kind] > 0 for kind in KINDS} == {True}
