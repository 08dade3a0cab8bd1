"""A published festival, and the servers of others that show it."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import pytest

from calendar_tool.load import load
from calendar_tool.publishing import Disk
from calendar_tool.site import made, open_to_public
from calendar_tool.site import site as parts
from tests.cli.running import HERON
from tests.hosting.servers import SERVERS, serving, snippets

NOW = datetime(2026, 5, 1, tzinfo=UTC)


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
    """Publish the festival, of its sheets one alone; somebody has put hidden files beside it."""
    loaded = load(str(HERON), NOW.date())
    assert loaded.programme is not None
    shown = open_to_public(loaded.programme, loaded.occurrences, NOW, pictures=loaded.pictures)
    files = (file for file in parts([(shown, shown.everything)]) if not _is_left_out(file.path))
    target = ground / "site"
    Disk(target).publish(made(files), now=NOW, inputs="", expires=None, verify=lambda _: None)
    (target / ".htpasswd").write_text("somebody:secret\n", "utf-8")
    (target / ".git").mkdir()
    (target / ".git" / "config").write_text("[core]\n", "utf-8")
    return target


def _is_left_out(path: str) -> bool:
    return path.endswith(".pdf") and not path.endswith("/ru/agenda.pdf")


@pytest.fixture(scope="session", params=SERVERS)
def served(request: pytest.FixtureRequest, site: Path, ground: Path) -> Iterator[Served]:
    name: str = request.param
    folder = ground / name
    folder.mkdir()
    with serving(snippets(name)[0], name, site, folder) as base:
        yield Served(site, base)
