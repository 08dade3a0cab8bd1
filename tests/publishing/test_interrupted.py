"""A publisher that dies at any step, or meets another, or a full disk: the old site or the new."""

import errno
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from calendar_tool.publishing import Disk, Report
from calendar_tool.publishing.releases import link_or_copy
from tests.publishing.sites import NEW, NOW, OLD, File, build, put, tree, whole

Put = Callable[..., Report]

#: What a disk is asked to do; the interpreter reports each before it is done.
STEPS = frozenset(
    [
        "open",
        "os.link",
        "os.mkdir",
        "os.remove",
        "os.rename",
        "os.rmdir",
        "os.symlink",
        "os.utime",
    ]
)


def killed(act: Put, files: list[File], target: Path, inputs: str, step: int) -> bool:
    """Publish in a process that is killed before its nth step; False if it had fewer."""
    child = os.fork()
    if child == 0:
        left = step

        def count(event: str, _: object) -> None:
            nonlocal left
            if event in STEPS:
                left -= 1
                if left < 0:
                    os.kill(os.getpid(), signal.SIGKILL)

        sys.addaudithook(count)
        status = 1
        try:
            act(files, target, inputs=inputs)
            status = 0
        finally:
            os._exit(status)
    _, status = os.waitpid(child, 0)
    assert status in (0, signal.SIGKILL)
    return status != 0


def everything_but_sites(folder: Path) -> set[str]:
    return {path for path in tree(folder) if not path.startswith(("site/", "site.releases/"))}


@pytest.mark.skipif("not hasattr(os, 'fork')", reason="no processes to be killed")
def test_killed_before_any_step_a_link_leads_to_the_old_site_or_the_new(tmp_path: Path) -> None:
    steps, seen = 0, set()
    while True:
        target = tmp_path / str(steps) / "site"
        put([File("before.txt", b"")], target)
        put(OLD, target, inputs="old")
        dead = killed(put, NEW, target, "new", steps)
        old = Disk(target).is_current("old", NOW)
        assert whole(target, OLD if old else NEW)
        assert old != Disk(target).is_current("new", NOW)
        put(OLD, target, inputs="again")
        assert whole(target, OLD)
        assert everything_but_sites(target.parent) == {"site", "site.releases"}
        releases = sorted(entry.name for entry in (target.parent / "site.releases").iterdir())
        assert len(releases) == 2
        assert all(name.isdecimal() for name in releases)
        seen.add(old)
        steps += 1
        if not dead:
            break
    assert steps > 30
    assert seen == {True, False}


@pytest.mark.skipif("not hasattr(os, 'fork')", reason="no processes to be killed")
@pytest.mark.parametrize("act", [put, build])
def test_killed_before_any_step_of_the_first_time_nothing_is_in_the_way(
    act: Put, tmp_path: Path
) -> None:
    steps = 0
    while killed(act, OLD, tmp_path / str(steps) / "site", "old", steps):
        target = tmp_path / str(steps) / "site"
        if Disk(target).is_current("old", NOW):
            assert whole(target, OLD)
        act(NEW, target, inputs="new")
        assert whole(target, NEW)
        left = set(tree(target)) - {file.path for file in NEW}
        assert left == {"en", "kk", "manifest.json"}
        assert everything_but_sites(target.parent) <= {"site", "site.releases"}
        steps += 1
    assert steps > 20


@pytest.mark.skipif("not hasattr(os, 'fork')", reason="no processes to be killed")
def test_killed_before_any_step_a_folder_holds_whole_files_and_is_finished(tmp_path: Path) -> None:
    contents = {file.content for file in OLD + NEW}
    steps = 0
    while True:
        target = tmp_path / str(steps) / "site"
        build(OLD, target, inputs="old")
        dead = killed(build, NEW, target, "new", steps)
        for path in ("index.html", "en/all.ics"):
            assert (target / path).read_bytes() in contents
        for inputs, files in (("old", OLD), ("new", NEW)):
            if Disk(target).is_current(inputs, NOW):
                assert whole(target, files)
        if steps % 3 == 0:
            Disk(target).begin()
            old = (target / "index.html").read_bytes() == b"old page"
            assert whole(target, OLD if old else NEW)
        if dead and steps % 3 == 1:  # twice in a row
            killed(build, OLD[:1], target, "third", steps // 3)
        build([*OLD[1:2], *NEW[2:]], target, inputs="last")
        assert whole(target, [*OLD[1:2], *NEW[2:]])
        assert set(tree(target)) == {
            "en",
            "en/all.ics",
            "kk",
            "kk/new.ics",
            "manifest.json",
        }
        steps += 1
        if not dead:
            break
    assert steps > 20


# -- several at once

_PUBLISHER = """\
import sys
from pathlib import Path
from tests.publishing import sites
for number in range(8):
    files = [sites.File(f"{n}.txt", f"{sys.argv[3]} {number} {n}".encode()) for n in range(9)]
    getattr(sites, sys.argv[1])(files, Path(sys.argv[2]), inputs=f"{sys.argv[3]} {number}")
"""


@pytest.mark.parametrize("act", ["put", "build"])
def test_publishers_wait_for_each_other(act: str, tmp_path: Path) -> None:
    target = tmp_path / "site"
    running = [
        subprocess.Popen(
            [sys.executable, "-c", _PUBLISHER, act, str(target), name],
            stderr=subprocess.PIPE,
            cwd=Path(__file__).parents[2],
        )
        for name in ("one", "other")
    ]
    for process in running:
        _, err = process.communicate()
        assert process.returncode == 0, err.decode()
    name = "one" if Disk(target).is_current("one 7", NOW) else "other"
    assert Disk(target).is_current(f"{name} 7", NOW)
    assert whole(target, [File(f"{n}.txt", f"{name} 7 {n}".encode()) for n in range(9)])
    assert everything_but_sites(tmp_path) <= {"site", "site.releases"}


# -- a full disk


@pytest.mark.parametrize("act", [put, build])
@pytest.mark.parametrize("small_disk", ["512k"], indirect=True)
def test_a_full_disk_leaves_the_old_site_and_no_half_of_the_new(act: Put, small_disk: Path) -> None:
    target = small_disk / "site"
    act(OLD, target)
    for number in (1, 40, 100, 1000):
        before = tree(small_disk)
        size = 600_000 // number
        large = [File(f"{n}.ics", b"x" * size) for n in range(number)]
        with pytest.raises(OSError, match="site") as caught:
            act(large, target)
        assert caught.value.errno == errno.ENOSPC
        assert tree(small_disk) == before
    act(NEW, target)
    assert whole(target, NEW)


def test_a_disk_of_its_own_is_filled_since_it_cannot_become_a_link(small_disk: Path) -> None:
    assert not put(OLD, small_disk).at_once
    assert not put(NEW, small_disk).at_once
    assert whole(small_disk, NEW)


def test_from_disk_to_disk_files_are_copied_as_they_are(small_disk: Path, tmp_path: Path) -> None:
    there, here = tmp_path / "a.txt", small_disk / "folder" / "a.txt"
    there.write_bytes(b"a")
    os.utime(there, (1, 1))
    assert link_or_copy(there, here).read_bytes() == b"a"
    assert here.stat().st_mtime == 1
