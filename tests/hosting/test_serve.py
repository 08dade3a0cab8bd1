"""`calendar-tool serve`, which has the site in memory, against the rules for every server."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.running import BARE, HERON
from tests.hosting.asking import asking
from tests.hosting.behaviour import RULES, RULES_OF_BROTLI, Rule
from tests.hosting.conftest import NOW, Served


@pytest.fixture(scope="module")
def own(site: Path) -> Iterator[Served]:
    tool = Path(sys.executable).parent / "calendar-tool"
    with subprocess.Popen(
        [tool, "serve", HERON, "--port", "0"],
        env={**BARE, "SOURCE_DATE_EPOCH": str(int(NOW.timestamp()))},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as server:
        assert server.stdout
        yield Served(site, server.stdout.readline().strip().rstrip("/"))
        server.terminate()


@pytest.mark.parametrize("rule", RULES + RULES_OF_BROTLI, ids=lambda rule: rule.__name__)
def test_our_own_server_does_what_calendars_need(own: Served, rule: Rule) -> None:
    with asking(own.base) as ask:
        rule(ask, own.site)
