"""A site as a link: each release in a folder of its own beside, and one rename from old to new.

`site` leads to `site.releases/8`; release 7 stays for who was still reading there. A release is a
whole tree: what did not change is the same file under a second name. Who asks by the site's name
gets each file whole, but perhaps one of 7 and the next of 8; who opens the folder first and reads
through that gets one release alone.
"""

import os
import shutil
import sys
from collections.abc import Iterable
from contextlib import suppress
from functools import partial
from pathlib import Path

from calendar_tool.publishing import manifest
from calendar_tool.publishing.draft import (
    Draft,
    File,
    Reader,
    Report,
    Verify,
    draft,
    stands,
    vanished,
    with_twins,
)
from calendar_tool.publishing.errors import PublishingError
from calendar_tool.publishing.manifest import Imprint, Record
from calendar_tool.publishing.place import INCOMING, Place, State, survey
from calendar_tool.saving import flush_folder

#: Among releases: the link that will be the site's, and a release on its way out.
_NEXT = ".next"
_OUTGOING = ".outgoing"


def possible(place: Place) -> bool:
    """Return whether a site can be a link: it is one, or the disk makes them where nothing is."""
    if place.state is State.RELEASE:
        return True
    if place.state is State.FOLDER or sys.platform == "win32":
        return False  # there, no rename puts a link in the place of another
    if place.state is State.EMPTY and (place.path.is_mount() or place.path.samefile(Path.cwd())):
        return False
    return _links_work(place.path.parent / f".{place.path.name}.link")


def _links_work(probe: Path) -> bool:
    folder = next(parent for parent in probe.parents if parent.exists())
    try:
        (folder / probe.name).unlink(missing_ok=True)
        (folder / probe.name).symlink_to(_NEXT)
        (folder / probe.name).unlink()
    except (FileExistsError, FileNotFoundError):
        return True  # another publisher is trying the same
    except OSError:
        return False
    return True


def release(
    files: Iterable[File], place: Place, imprint: Imprint, verify: Verify, *, keep_last: bool
) -> Report:
    """Write a release and let the site's link lead to it; the caller has locked the releases.

    Unless `keep_last`, the release before is removed as soon as nobody is led to it. On any error
    the old site stands as it did, and nothing of the new one is left.
    """
    folder = place.releases
    folder.mkdir(exist_ok=True)
    try:
        _sweep(place)
        old, incoming = place.read(), folder / INCOMING
        site = draft(files, incoming, old, imprint.now, partial(_keep, place.path, incoming))
        site.compress(place.path, link_or_copy)
        _carry_strangers(place, site)
        new = site.close(imprint, place.manifest)
        verify(site)
        site.flush()
        number = max([0, *_numbers(folder)]) + 1
        incoming.rename(folder / str(number))
        flush_folder(folder)
        _swap(place, number)
    except BaseException:
        with suppress(OSError):
            _sweep(place)
        with suppress(OSError):
            folder.rmdir()
        raise
    with suppress(OSError):  # it is published; the next run tries again
        _sweep(place, keep_last=keep_last)
    return site.report(vanished(old, new), at_once=True)


def _keep(target: Path, incoming: Path, record: Record, _: bytes | None) -> Reader | None:
    there, here = target / record.path, incoming / record.path
    return link_or_copy(there, here).read_bytes if stands(there, record) else None


def _swap(place: Place, number: int) -> None:
    link = place.releases / _NEXT
    link.symlink_to(f"{place.releases.name}/{number}", target_is_directory=True)
    if place.state is State.EMPTY:
        place.path.rmdir()
    link.replace(place.path)
    flush_folder(place.path.parent)


def link_or_copy(there: Path, here: Path) -> Path:
    """Give a file a second name and return it; where a disk has only one each, copy it as it is."""
    here.parent.mkdir(parents=True, exist_ok=True)
    try:
        here.hardlink_to(there)
    except OSError:
        shutil.copy2(there, here)
    return here


def _carry_strangers(place: Place, site: Draft) -> None:
    """Keep what others put beside our files; PublishingError if it is in the way of one."""
    old = place.read()
    if old is None:
        return
    ours = with_twins(old)
    for folder, _, names in os.walk(place.path):
        for there in (Path(folder, name) for name in names):
            path = there.relative_to(place.path)
            if path.as_posix() in ours:
                continue
            here = site.folder / path
            if here.exists() or any(map(Path.is_file, here.parents)):
                raise PublishingError("stranger", path=there)
            link_or_copy(there, here)


def _numbers(folder: Path) -> list[int]:
    """Return the numbers of all releases, and of anything else that has one for its name."""
    names = (entry.name for entry in folder.iterdir())
    return sorted(int(name) for name in names if name.isascii() and name.isdecimal())


def _sweep(place: Place, *, keep_last: bool = True) -> None:
    """Remove all releases but the present one and the one before, and what was half-written."""
    folder, present = place.releases, survey(place.path).number
    (folder / _NEXT).unlink(missing_ok=True)
    ours = [number for number in _numbers(folder) if _is_ours(folder / str(number))]
    before = [number for number in ours if present is not None and number < present]
    for left in (INCOMING, _OUTGOING):
        _remove(folder / left)
    for number in set(ours) - {present, *(before[-1:] if keep_last else ())}:
        (folder / str(number)).rename(folder / _OUTGOING)
        _remove(folder / _OUTGOING)


def _is_ours(folder: Path) -> bool:
    try:
        return manifest.read(folder / manifest.NAME) is not None
    except (PublishingError, NotADirectoryError):
        return False


def _remove(folder: Path) -> None:
    if folder.exists():
        shutil.rmtree(folder)
