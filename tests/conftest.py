"""What every test may ask for: outputs that were looked through once, and a disk to fill."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from filelock import FileLock
from hypothesis import settings

from tests import festival

#: How long something takes says nothing on a machine that others share; `tests/bench` measures.
settings.register_profile("suite", deadline=None)
settings.load_profile("suite")

#: Whoever runs the tests in the background of a script has them ignore Ctrl-C, and with them all
#: programs that they start and interrupt.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

Golden = Callable[[Path, bytes], None]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-golden",
        action="store_true",
        help="write what the tool says now over what it was expected to say; then read the diff",
    )


@pytest.fixture(scope="session")
def golden(request: pytest.FixtureRequest) -> Golden:
    """Return what compares bytes with a file, or writes them to it under --update-golden."""
    update = request.config.getoption("--update-golden")

    def compare(path: Path, content: bytes) -> None:
        if update:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        assert content.decode() == path.read_bytes().decode()

    return compare


@pytest.fixture(scope="session")
def life(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> festival.Life:
    """Return what the festival has been through: once, for all processes of the suite."""
    base = tmp_path_factory.getbasetemp()
    folder = (base if worker_id == "master" else base.parent) / "life"
    with FileLock(folder.with_suffix(".lock")):
        return festival.life(folder)


@pytest.fixture
def small_disk(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Path]:
    """Give a disk of its own, of 8 MB unless a test is parametrized with another size."""
    if sys.platform != "linux" or os.geteuid() != 0:
        pytest.skip("only root can make a small disk")
    disk = tmp_path / "disk"
    disk.mkdir()
    size = f"size={getattr(request, 'param', '8m')}"
    mount = ["mount", "-t", "tmpfs", "-o", size, "tmpfs", str(disk)]
    if subprocess.run(mount, capture_output=True, check=False).returncode != 0:
        pytest.skip("this root cannot make a small disk")
    try:
        yield disk
    finally:
        subprocess.run(["umount", str(disk)], check=True)
