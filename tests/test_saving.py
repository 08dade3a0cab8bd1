"""There is the old file or the new, and nothing beside it."""

import errno
import os
import threading
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calendar_tool.saving import save


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_new_file_is_written_with_its_folders(tmp_path: Path) -> None:
    path = tmp_path / "a" / "b" / "feed.ics"
    assert save(path, b"new")
    assert path.read_bytes() == b"new"
    assert names(path.parent) == ["feed.ics"]


def test_a_new_file_gets_the_mode_that_new_files_get(tmp_path: Path) -> None:
    mask = os.umask(0o027)
    try:
        save(tmp_path / "feed.ics", b"new")
    finally:
        os.umask(mask)
    assert (tmp_path / "feed.ics").stat().st_mode & 0o777 == 0o640


@pytest.mark.parametrize("mode", [0o600, 0o644, 0o664, 0o755])
def test_the_mode_of_a_file_is_kept(tmp_path: Path, mode: int) -> None:
    path = tmp_path / "feed.ics"
    path.write_bytes(b"old")
    path.chmod(mode)
    assert save(path, b"new")
    assert path.stat().st_mode & 0o7777 == mode


def test_equal_bytes_leave_the_file_untouched(tmp_path: Path) -> None:
    path = tmp_path / "feed.ics"
    path.write_bytes(b"same")
    os.utime(path, ns=(1, 1))
    before = path.stat()
    assert not save(path, b"same")
    after = path.stat()
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, 1)


def test_bytes_of_the_same_length_are_compared(tmp_path: Path) -> None:
    path = tmp_path / "feed.ics"
    path.write_bytes(b"one")
    assert save(path, b"two")
    assert path.read_bytes() == b"two"


def test_who_has_the_old_file_open_reads_it_to_its_end(tmp_path: Path) -> None:
    path = tmp_path / "feed.ics"
    path.write_bytes(b"old and longer")
    with path.open("rb") as reader:
        assert reader.read(3) == b"old"
        save(path, b"new")
        assert reader.read() == b" and longer"
    assert path.read_bytes() == b"new"


def test_a_link_is_followed_and_stays_a_link(tmp_path: Path) -> None:
    target = tmp_path / "there" / "feed.ics"
    link = tmp_path / "feed.ics"
    link.symlink_to(target)
    assert save(link, b"first")
    assert save(link, b"second")
    assert link.is_symlink()
    assert target.read_bytes() == b"second"
    assert names(tmp_path / "there") == ["feed.ics"]


def test_a_name_may_be_as_long_as_the_disk_allows(tmp_path: Path) -> None:
    path = tmp_path / ("й" * 127)
    assert save(path, b"new")
    assert names(tmp_path) == [path.name]


def test_a_folder_in_its_place_is_refused_and_nothing_is_left(tmp_path: Path) -> None:
    path = tmp_path / "feed.ics"
    path.mkdir()
    with pytest.raises(OSError, match=r"feed\.ics") as caught:
        save(path, b"new")
    assert caught.value.errno == errno.EISDIR
    assert names(tmp_path) == ["feed.ics"]


def test_a_file_in_place_of_a_folder_is_refused_and_stays(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"file")
    with pytest.raises(OSError, match="a"):
        save(tmp_path / "a" / "feed.ics", b"new")
    assert (tmp_path / "a").read_bytes() == b"file"
    assert names(tmp_path) == ["a"]


def test_a_name_too_long_is_refused_and_nothing_is_left(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="name too long"):
        save(tmp_path / ("a" * 300), b"new")
    assert names(tmp_path) == []


def test_a_ring_of_links_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a").symlink_to(tmp_path / "b")
    (tmp_path / "b").symlink_to(tmp_path / "a")
    with pytest.raises(OSError, match="links"):
        save(tmp_path / "a", b"new")
    assert names(tmp_path) == ["a", "b"]


@given(first=st.binary(max_size=64), second=st.binary(max_size=64))
def test_saving_says_whether_it_was_needed(
    tmp_path_factory: pytest.TempPathFactory, first: bytes, second: bytes
) -> None:
    path = tmp_path_factory.mktemp("saved") / "feed.ics"
    assert save(path, first)
    assert save(path, second) == (first != second)
    assert not save(path, second)
    assert path.read_bytes() == second


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes")
def test_a_pipe_is_written_to_and_stays_one(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    read: list[bytes] = []
    reader = threading.Thread(target=lambda: read.append(pipe.read_bytes()))
    reader.start()
    assert save(pipe, b"new" * 100_000)
    reader.join()
    assert read == [b"new" * 100_000]
    assert pipe.is_fifo()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no such device")
def test_a_device_that_takes_nothing_refuses_and_stays_one() -> None:
    with pytest.raises(OSError, match="No space") as refused:
        save(Path("/dev/full"), b"new")
    assert refused.value.filename == "/dev/full"
    assert Path("/dev/full").is_char_device()
