"""The campaign of writing, in short."""

from pathlib import Path

import pytest

from tests.campaigns.writing import killed, together


def test_several_writers_of_one_file_lose_nothing(tmp_path: Path) -> None:
    assert together(tmp_path, 3, 4) == 12


@pytest.mark.skipif("sys.platform == 'win32'", reason="there is no such signal")
def test_a_writer_killed_at_any_moment_leaves_the_old_file_or_the_new(tmp_path: Path) -> None:
    assert sum(killed(tmp_path, 5, seed=1)) == 5
