"""A small programme on show, for all tests that do not change it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.running import call
from tests.hosting.asking import Asker, asking
from tests.serving.running import LONG, Served, city, serving


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a folder `site` in which `publish` has put the programme that lies beside it."""
    folder = tmp_path_factory.mktemp("city")
    done = call("publish", city(folder), "--to", folder / "site")
    assert done.status == 0, done.err
    return folder / "site"


@pytest.fixture(scope="session")
def served(site: Path) -> Iterator[Served]:
    """Give a server that shows the same programme."""
    with serving(site.parent, life=LONG) as one:
        yield one


@pytest.fixture
def ask(served: Served) -> Iterator[Asker]:
    with asking(served.address) as one:
        yield one
