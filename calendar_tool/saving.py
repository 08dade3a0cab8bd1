"""The only way a file is written: beside, flushed, renamed. There is the old file or the new."""

import os
import tempfile
from contextlib import suppress
from pathlib import Path


def save(path: Path, content: bytes) -> bool:
    """Write a file whole, and return whether that was needed: equal bytes leave the file untouched.

    Links are followed, the mode of an existing file is kept, missing folders are made. Raises
    OSError; the old file is then as it was and nothing lies beside it.
    """
    target = Path(os.path.realpath(path))  # unlike resolve, no RuntimeError for links in a ring
    if _holds(target, content):
        return False
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        _replace(target, content)
    except OSError as error:  # of a file beside it that nobody has heard of
        raise OSError(error.errno, error.strerror, str(path)) from error
    return True


def _replace(target: Path, content: bytes) -> None:
    prefix = f".{target.name[:60]}."
    handle, name = tempfile.mkstemp(prefix=prefix, suffix=".tmp", dir=target.parent)
    beside = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        beside.chmod(_mode(target))
        beside.replace(target)
    except BaseException:
        with suppress(OSError):
            beside.unlink()
        raise


def _holds(path: Path, content: bytes) -> bool:
    try:
        return path.stat().st_size == len(content) and path.read_bytes() == content
    except (FileNotFoundError, NotADirectoryError):
        return False


def _mode(path: Path) -> int:
    """Return the mode of the file that is replaced, or what a new file would get."""
    try:
        return path.stat().st_mode & 0o7777
    except FileNotFoundError:
        mask = os.umask(0)
        os.umask(mask)
        return 0o666 & ~mask
