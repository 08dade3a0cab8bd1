"""A published festival, and the servers of others that show it."""

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import pytest

from tests.festival import Festival
from tests.hosting.servers import SERVERS, serving, snippets


class Served(NamedTuple):
    """A server that runs: the site that it shows, and its address."""

    site: Path
    base: str


@pytest.fixture(scope="session")
def ground() -> Iterator[Path]:
    """Give a folder into which servers can look that give their rights away."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        yield folder


@pytest.fixture(scope="session")
def site(ground: Path) -> Path:
    """Publish a festival; somebody has put hidden files beside it."""
    festival = Festival(ground)
    festival.site.mkdir()
    festival.publish()
    (festival.site / ".htpasswd").write_text("somebody:secret\n", "utf-8")
    (festival.site / ".git").mkdir()
    (festival.site / ".git" / "config").write_text("[core]\n", "utf-8")
    return festival.site


@pytest.fixture(scope="session", params=SERVERS)
def served(request: pytest.FixtureRequest, site: Path, ground: Path) -> Iterator[Served]:
    name: str = request.param
    folder = ground / name
    folder.mkdir()
    with serving(snippets(name)[0], name, site, folder) as base:
        yield Served(site, base)
