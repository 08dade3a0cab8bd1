"""The campaign of uploading, in short."""

import pytest

from tests.campaigns.uploading import killed, raced
from tests.stores.server import Server


@pytest.mark.skipif("sys.platform == 'win32'", reason="no signal ends a process there at once")
def test_a_publisher_killed_at_any_moment_leaves_whole_objects(
    server: Server, address: str
) -> None:
    seen = killed(server, address, 6, seed=1)
    assert (seen["missing"], seen["torn"]) == (0, 0)
    assert seen["old"] + seen["new"] == 6


def test_publishers_who_hold_each_other_for_dead_never_leave_a_mix(
    server: Server, address: str
) -> None:
    seen = raced(server, address, 5)
    assert seen["a mix"] == 0
    assert seen["one version"] > 0
    assert seen["won"] + seen["lost"] == 15
