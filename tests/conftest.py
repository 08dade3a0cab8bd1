"""What every test may ask for: outputs that were looked through once and must stay as they are."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import settings

#: How long something takes says nothing on a machine that others share; `tests/bench` measures.
settings.register_profile("suite", deadline=None)
settings.load_profile("suite")

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
