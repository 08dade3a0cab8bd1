"""Small sites to publish, and what stands on the disk afterwards."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from calendar_tool.publishing import Disk, Report
from calendar_tool.publishing.draft import has_right_twins

NOW = datetime(2026, 5, 1, 12, tzinfo=UTC)


class File(NamedTuple):
    path: str
    content: bytes
    recipe: str | None = None


OLD = [File("index.html", b"old page"), File("en/all.ics", b"feed"), File("en/gone.ics", b"gone")]
NEW = [File("index.html", b"new page"), File("en/all.ics", b"feed"), File("kk/new.ics", b"new")]


def accept(_: Mapping[str, bytes]) -> None:
    """Find no fault."""


def put(
    files: list[File],
    target: Path,
    *,
    now: datetime = NOW,
    inputs: str = "some",
    expires: date | None = None,
) -> Report:
    return Disk(target).publish(files, now=now, inputs=inputs, expires=expires, verify=accept)


def build(files: list[File], target: Path, *, now: datetime = NOW, inputs: str = "some") -> Report:
    return Disk(target).fill(files, now=now, inputs=inputs, expires=None)


def tree(folder: Path) -> dict[str, bytes | str]:
    """Return everything below a folder: bytes of files, where links lead, "" for folders."""
    return {
        path.relative_to(folder).as_posix(): str(path.readlink())
        if path.is_symlink()
        else ""
        if path.is_dir()
        else path.read_bytes()
        for path in folder.rglob("*")
    }


def site_at(target: Path) -> list[File]:
    """Return the files that a manifest lists, which are what it says; twins are of their texts."""
    manifest = Disk(target).manifest()
    assert manifest is not None
    for record in manifest.files:
        content = (target / record.path).read_bytes()
        assert sha256(content).hexdigest() == record.sha256
        assert has_right_twins(target, record.path)
    return [File(record.path, (target / record.path).read_bytes()) for record in manifest.files]


def whole(target: Path, files: list[File]) -> bool:
    """Return whether a site holds these files and no other; it is whole in any case."""
    return site_at(target) == sorted(files)
