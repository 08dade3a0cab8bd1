"""A site being written where nobody looks yet; what stands already is not written again.

The one place besides `saving` that writes files: into a new folder, all flushed at the end.
"""

import hashlib
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple, Protocol

from msgspec.structs import replace

from calendar_tool.publishing import compressed, manifest
from calendar_tool.publishing.manifest import Imprint, Manifest, Record
from calendar_tool.publishing.paths import Paths
from calendar_tool.publishing.place import INCOMING
from calendar_tool.saving import flush_folder

Verify = Callable[[Mapping[str, bytes]], None]

Reader = Callable[[], bytes]

#: Told what the old site's manifest says of a file, and its bytes if they are at hand, it returns
#: what reads the file; None if it does not stand there as the manifest says.
Keep = Callable[[Record, bytes | None], Reader | None]

#: Told where a twin lies that need not be made, and where it would lie in the draft.
Carry = Callable[[Path, Path], object]


class File(Protocol):
    """A file of a site: its path with `/`, and its bytes.

    One with a `recipe`, a digest of all that it is made from, may be made only when it is asked for
    its bytes, and is not asked while what was made by the same recipe stands.
    """

    @property
    def path(self) -> str:
        """Where it stands in the site."""

    @property
    def content(self) -> bytes:
        """What it holds."""

    @property
    def recipe(self) -> str | None:
        """By what it is made; None if it is at hand."""


class Report(NamedTuple):
    """What became of a site: paths, each in order of path, the manifest apart.

    `at_once` tells whether readers saw the old site until they saw all of the new one,
    `exclusive` whether no other publisher could have come in between.
    """

    written: tuple[str, ...]
    unchanged: tuple[str, ...]
    removed: tuple[str, ...]
    at_once: bool
    exclusive: bool = True


class Draft(Mapping[str, bytes]):
    """A new site, by path: read from the disk, partly perhaps from the old site's own files.

    `written` are the paths below `folder`; `twins` those of the site, which are not part of it as
    a mapping.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.records: list[Record] = []
        self.written: list[str] = []
        self.twins: set[str] = set()
        self._readers: dict[str, Reader] = {}

    def __getitem__(self, path: str) -> bytes:
        return self._readers[path]()

    def __iter__(self) -> Iterator[str]:
        return iter(sorted(self._readers))

    def __len__(self) -> int:
        return len(self._readers)

    def keep(self, record: Record, read: Reader) -> None:
        """Take in a file that need not be written."""
        self.records.append(record)
        self._readers[record.path] = read

    def write(self, path: str, content: bytes, modified: datetime) -> None:
        """Write a file below the draft's folder, with its time of change."""
        self._readers[path] = self._write(path, content, modified).read_bytes

    def compress(self, old: Path, carry: Carry) -> None:
        """Give each text that is worth it twins of the same age: the old site's, or new ones."""
        written = set(self.written)
        for record in self.records:
            folder = self.folder if record.path in written else old
            if not compressed.is_wanted(record.path, (folder / record.path).stat().st_size):
                continue
            for coding in compressed.CODINGS.values():
                path = record.path + coding.suffix
                self.twins.add(path)
                if record.path not in written and _is_as_old(old / path, record):
                    carry(old / path, self.folder / path)
                else:
                    self._write(path, coding.compress(self[record.path]), record.modified)

    def _write(self, path: str, content: bytes, modified: datetime) -> Path:
        place = self.folder / path
        place.parent.mkdir(parents=True, exist_ok=True)
        with place.open("xb") as file:
            file.write(content)
        seconds = int(modified.timestamp())
        os.utime(place, (seconds, seconds))
        self.written.append(path)
        return place

    def close(self, imprint: Imprint, before: Path | None = None) -> Manifest:
        """Write the manifest of all that was taken in; it is younger than the one `before`."""
        files = tuple(sorted(self.records, key=lambda record: record.path))
        made = Manifest(inputs=imprint.inputs, expires=imprint.expires, files=files)
        modified = manifest.change_time(imprint.now, _modified(before) if before else None)
        self.write(manifest.NAME, manifest.encode(made), modified)
        return made

    def flush(self) -> None:
        """See to it that all that was written outlives a power cut; disks like many at a time."""
        with ThreadPoolExecutor() as pool:
            for _ in pool.map(_flush, (self.folder / path for path in self.written)):
                pass
        for folder, _, _ in os.walk(self.folder):
            flush_folder(Path(folder))

    def report(self, removed: Iterable[str], *, at_once: bool) -> Report:
        """Return what became of the site that this was a draft of."""
        paths, written = {record.path for record in self.records}, set(self.written)
        return Report(
            tuple(sorted(paths & written)),
            tuple(sorted(paths - written)),
            tuple(sorted(removed)),
            at_once=at_once,
        )


def draft(
    files: Iterable[File], folder: Path, old: Manifest | None, now: datetime, keep: Keep
) -> Draft:
    """Write the files of a site below `folder`, all but those whose bytes stand in the old one.

    Raises PublishingError for paths that no site can hold, and OSError.
    """
    records = {record.path: record for record in old.files} if old else {}
    site, paths = Draft(folder), Paths(manifest.NAME, INCOMING)
    for file in files:
        paths.add(file.path)
        before = records.get(file.path)
        by_recipe = before and before.recipe and before.recipe == file.recipe
        if before and by_recipe and (there := keep(before, None)):
            site.keep(before, there)
            continue
        content = file.content
        record = Record(
            path=file.path,
            sha256=hashlib.sha256(content).hexdigest(),
            media_type=manifest.media_type(file.path),
            modified=manifest.change_time(now, before.modified if before else None),
            recipe=file.recipe,
        )
        unchanged = before and before.sha256 == record.sha256
        if before and unchanged and (there := keep(before, content)):
            site.keep(replace(record, modified=before.modified), there)
            continue
        site.write(file.path, content, record.modified)
        site.records.append(record)
    return site


def vanished(old: Manifest | None, new: Manifest) -> tuple[str, ...]:
    """Return the paths of an old site that a new one has not."""
    kept = {record.path for record in new.files}
    return tuple(record.path for record in (old.files if old else ()) if record.path not in kept)


def with_twins(listed: Manifest | None) -> set[str]:
    """Return the paths of all that is ours in a site, the manifest and any twins among it."""
    paths = {record.path for record in (listed.files if listed else ())}
    return {manifest.NAME, *paths, *(twin for path in paths for twin in compressed.twins(path))}


def has_right_twins(site: Path, path: str) -> bool:
    """Return whether what is beside a file of a site are its twins, or nothing if it has none."""
    content = (site / path).read_bytes()
    if not compressed.is_wanted(path, len(content)):
        return not any(os.path.lexists(site / twin) for twin in compressed.twins(path))
    try:
        return all(
            compressed.is_twin(coding, (site / f"{path}{coding.suffix}").read_bytes(), content)
            for coding in compressed.CODINGS.values()
        )
    except FileNotFoundError:
        return False


def same(path: Path, content: bytes) -> bool:
    """Return whether a file holds these bytes; False if there is none."""
    if not path.is_file():
        return False
    return path.stat().st_size == len(content) and path.read_bytes() == content


def stands(path: Path, record: Record) -> bool:
    """Return whether a file holds what its record says; False if there is none."""
    return path.is_file() and hashlib.sha256(path.read_bytes()).hexdigest() == record.sha256


def is_untouched(site: Path, record: Record) -> bool:
    """Return whether a file and its twins, if any, are there, and nobody has written to them."""
    path = site / record.path
    if not _is_as_old(path, record):
        return False
    wanted = compressed.is_wanted(record.path, path.stat().st_size)
    return not wanted or all(
        _is_as_old(site / twin, record) for twin in compressed.twins(record.path)
    )


def _is_as_old(path: Path, record: Record) -> bool:
    """Return whether a file is there, and as old as a record says; some disks count in 2 s."""
    modified = _modified(path)
    return modified is not None and abs(modified - record.modified) < timedelta(seconds=2)


def _modified(path: Path) -> datetime | None:
    try:
        return datetime.fromtimestamp(int(path.stat().st_mtime), UTC)
    except FileNotFoundError:
        return None


def _flush(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())
