"""The campaign of publishing, in short."""

from pathlib import Path

import pytest

from tests.campaigns.publishing import killed, watched

pytestmark = pytest.mark.skipif("sys.platform == 'win32'", reason="there are no such links")


@pytest.mark.parametrize("plain", [False, True])
def test_who_reads_while_a_site_is_published_sees_whole_files_and_misses_none(
    tmp_path: Path, plain: bool
) -> None:
    seen = watched(tmp_path, 20, plain=plain)
    assert seen["reads by name"] >= 24
    assert (seen["torn"], seen["missing"]) == (0, 0)


def test_a_publisher_killed_at_any_moment_leaves_a_whole_site(tmp_path: Path) -> None:
    assert sum(killed(tmp_path, 6, seed=1)) == 6
