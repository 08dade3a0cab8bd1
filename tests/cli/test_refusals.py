"""What the world refuses is told in one line, with status 3, and what there was stays."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.running import BARE, BEFORE, HERON, MOSCOW, ROOT, call, command, run, written

READERS = ("validate", "export", "build", "agenda", "print")


@pytest.mark.parametrize("name", READERS)
def test_a_file_that_is_not_there(name: str) -> None:
    done = call(name, "nowhere/nothing.yaml")
    assert done == (3, b"", "nowhere/nothing.yaml: there is no such file or folder\n")


def test_a_refusal_is_in_the_language_of_the_reader() -> None:
    done = call("agenda", "нет.yaml", env={"LC_ALL": "ru_RU.UTF-8"})
    assert done.err == "нет.yaml: такого файла или папки нет\n"


@pytest.mark.parametrize("name", ["validate", "build"])
def test_a_folder_without_a_programme(tmp_path: Path, name: str) -> None:
    done = call(name, tmp_path)
    assert done == (3, b"", f"{tmp_path}: no .yaml file in this folder\n")


def test_a_folder_without_a_programme_is_told_in_the_readers_language(tmp_path: Path) -> None:
    done = call("validate", tmp_path, env={"LANG": "kk_KZ.UTF-8"})
    assert done == (3, b"", f"{tmp_path}: бұл қалтада .yaml файлы жоқ\n")


@pytest.mark.parametrize("name", ["export", "agenda", "print"])
def test_a_folder_where_one_file_is_wanted(tmp_path: Path, name: str) -> None:
    done = call(name, tmp_path)
    assert done == (3, b"", f"{tmp_path}: this is a folder, a file was expected\n")


def test_a_file_where_a_folder_is_wanted(tmp_path: Path) -> None:
    path = written(tmp_path)
    done = call("export", MOSCOW, "-o", path / "x.ics")
    assert done == (3, b"", f"{path}: this is a file, a folder was expected\n")
    assert call("export", MOSCOW, "-o", path / "a" / "x.ics").status == 3


def test_a_folder_where_the_output_should_be(tmp_path: Path) -> None:
    done = call("export", MOSCOW, "-o", tmp_path)
    assert done == (3, b"", f"{tmp_path}: this is a folder, a file was expected\n")
    assert list(tmp_path.iterdir()) == []


def test_links_in_a_ring(tmp_path: Path) -> None:
    (tmp_path / "a").symlink_to("b")
    (tmp_path / "b").symlink_to("a")
    done = call("export", MOSCOW, "-o", tmp_path / "a")
    assert done.status == 3
    assert done.err.count("\n") == 1


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
@pytest.mark.parametrize(
    "arguments", [("agenda", MOSCOW), ("export", HERON), ("validate", MOSCOW), ("schema",)]
)
def test_standard_output_without_room(arguments: tuple[str | Path, ...]) -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            command(*arguments),
            cwd=ROOT,
            env=BARE | BEFORE,
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
        )
    assert (done.returncode, done.stderr) == (
        3,
        b"<stdout>: the disk is full; nothing was changed\n",
    )


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """Mount a disk of 32 KiB that already holds a feed."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=32k", "tmpfs", str(disk)]
    try:
        subprocess.run(mount, check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("no disk can be mounted here")
    try:
        (disk / "all.ics").write_bytes(b"as it was")
        yield disk
    finally:
        subprocess.run(["umount", str(disk)], check=True, capture_output=True)


def test_a_full_disk_keeps_what_it_held(small_disk: Path) -> None:
    target = small_disk / "all.ics"
    done = run("export", HERON, "-o", target, env=BEFORE)
    assert done == (3, b"", f"{target}: the disk is full; nothing was changed\n")
    assert target.read_bytes() == b"as it was"
    assert [path.name for path in small_disk.iterdir()] == ["all.ics"]


def test_a_disk_that_nobody_may_write_to(small_disk: Path) -> None:
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
    target = small_disk / "all.ics"
    assert run("export", MOSCOW, "-o", target) == (3, b"", f"{target}: no permission\n")
    assert run("build", MOSCOW, "--to", small_disk / "site").status == 3
    assert target.read_bytes() == b"as it was"


@pytest.mark.skipif(
    sys.platform == "win32" or os.geteuid() == 0, reason="who may do everything is refused nothing"
)
def test_a_folder_that_one_may_not_write_to(tmp_path: Path) -> None:
    tmp_path.chmod(0o555)
    done = call("export", MOSCOW, "-o", tmp_path / "x.ics")
    tmp_path.chmod(0o755)
    assert done == (3, b"", f"{tmp_path / 'x.ics'}: no permission\n")
