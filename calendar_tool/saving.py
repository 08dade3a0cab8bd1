"""The only way a file is written: beside, flushed, renamed. There is the old file or the new."""

import errno
import os
import re
import stat
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from calendar_tool.errors import CalendarToolError

#: Seconds to wait for others who edit the same file: each takes one or two for the longest file.
PATIENCE = 120

#: Seconds after which what a killed writer left beside a file is swept away.
_STALE = 3600

#: How many characters of a name stand in the names of files beside it.
_NAME = 60


class ChangedError(CalendarToolError):
    """The file on the disk is not the one that was read."""


class HeldError(CalendarToolError):
    """Somebody else has been writing the file for longer than one waits."""


def save(path: Path, content: bytes) -> bool:
    """Write a file whole, and return whether that was needed: equal bytes leave the file untouched.

    Links are followed, mode and owner of an existing file are kept, missing folders are made. What
    is no file, such as a pipe or a device, is written to. Raises OSError; the old file is then as
    it was and nothing lies beside it.
    """
    if _is_stream(path):
        with _naming(path), path.open("wb") as stream:
            stream.write(content)
        return True
    target = Path(os.path.realpath(path))  # unlike resolve, no RuntimeError for links in a ring
    if _holds(target, content):
        return False
    target.parent.mkdir(parents=True, exist_ok=True)
    with _naming(path):
        _replace(target, content)
    return True


def _is_stream(path: Path) -> bool:
    """Return whether something is there that is neither a file nor a folder."""
    try:
        mode = path.stat().st_mode
    except OSError:
        return False
    return not (stat.S_ISREG(mode) or stat.S_ISDIR(mode))


def create(path: Path, content: bytes) -> None:
    """Write a new file whole; raises FileExistsError if there is anything of this name."""
    path.parent.mkdir(parents=True, exist_ok=True)

    def check() -> None:
        if os.path.lexists(path):
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST))

    with _naming(path), locked(path):
        check()
        _replace(path, content, check)


def swap(path: Path, old: bytes, new: bytes) -> None:
    """Replace the bytes that were read from a file; the caller has locked it.

    Raises ChangedError if the disk holds others by now, and OSError, also for a file that nobody
    may write to. The file is then as it was.
    """
    target = Path(os.path.realpath(path))

    def check() -> None:
        if target.read_bytes() != old:
            raise ChangedError(str(path))

    with _naming(path):
        if not target.stat().st_mode & 0o222 or not os.access(target, os.W_OK):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        _replace(target, new, check)
        flush_folder(target.parent)


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Keep others who lock the same file out; raises OSError, HeldError after `PATIENCE`.

    The lock is a file beside, where all who may replace the file can reach it, from other machines
    too; it is gone afterwards. The file itself cannot be the lock, since it is replaced.
    """
    from filelock import FileLock, Timeout  # noqa: PLC0415 - most runs write nothing

    target = Path(os.path.realpath(path))
    beside = target.with_name(f".{target.name[:_NAME]}.lock")
    lock = FileLock(beside, timeout=PATIENCE, poll_interval=0.01, mode=0o666)
    try:
        with _naming(path):
            target.parent.stat()  # or the lock would make the folder
            lock.acquire()
    except Timeout as timeout:
        raise HeldError(f"{path}: another program is writing it") from timeout
    try:
        yield
    finally:
        if sys.platform != "win32":
            with suppress(OSError):  # who waits for the name sees that it leads nowhere
                beside.unlink()
        lock.release()
        if sys.platform == "win32":
            with suppress(OSError):
                beside.unlink()


@contextmanager
def _naming(path: Path) -> Iterator[None]:
    """Let a refusal name the file that was asked for, not one beside it nobody has heard of."""
    try:
        yield
    except OSError as error:
        if isinstance(error, TimeoutError):
            raise
        raise OSError(error.errno, error.strerror, str(path)) from error


def _replace(target: Path, content: bytes, check: Callable[[], None] = lambda: None) -> None:
    """Put content in the place of a file, unless `check` raises at the last moment."""
    prefix = f".{target.name[:_NAME]}."
    handle, name = tempfile.mkstemp(prefix=prefix, suffix=".tmp", dir=target.parent)
    beside = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        _dress(beside, target)
        check()
        beside.replace(target)
    except BaseException:
        with suppress(OSError):
            beside.unlink()
        raise


def _dress(beside: Path, target: Path) -> None:
    """Give a file the owner and mode of the one that it replaces, or those of a new file.

    Somebody else's file cannot be kept theirs; then at least its group is, where that is allowed.
    """
    try:
        like = target.stat()
    except FileNotFoundError:
        mask = os.umask(0)
        os.umask(mask)
        beside.chmod(0o666 & ~mask)
        return
    if sys.platform != "win32":
        own = beside.stat()
        for owner, group in ((like.st_uid, like.st_gid), (-1, like.st_gid)):
            if (own.st_uid, own.st_gid) != (like.st_uid, like.st_gid):
                with suppress(PermissionError):
                    os.chown(beside, owner, group)
                    break
    beside.chmod(stat.S_IMODE(like.st_mode))


def flush_folder(folder: Path) -> None:
    """See to it that names in a folder outlive a power cut; Windows has no such call."""
    if sys.platform != "win32":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def sweep(path: Path) -> None:
    """Remove what writers of a file left beside it when they were killed an hour ago or more.

    The caller has just written the file: its time is the present one, by the disk's own clock.
    """
    target = Path(os.path.realpath(path))
    left = re.compile(rf"\.{re.escape(target.name[:_NAME])}\.[a-z0-9_]{{8}}\.tmp")
    with suppress(OSError):
        now = target.stat().st_mtime
        for other in target.parent.iterdir():
            if left.fullmatch(other.name) and now - other.stat().st_mtime > _STALE:
                other.unlink()


def _holds(path: Path, content: bytes) -> bool:
    try:
        return path.stat().st_size == len(content) and path.read_bytes() == content
    except (FileNotFoundError, NotADirectoryError):
        return False
