"""A site as a plain folder: files come in one by one, each whole, the manifest after all others.

They wait in a folder inside, with a plan of what is to be done; from the moment that the plan is
there, an interrupted run is finished by the next. Before it, nothing has been touched.
"""

import os
import shutil
from collections.abc import Iterable
from contextlib import suppress
from functools import partial
from pathlib import Path

from calendar_tool.publishing import compressed, manifest
from calendar_tool.publishing.draft import (
    Draft,
    File,
    Reader,
    Report,
    Verify,
    draft,
    same,
    stands,
    vanished,
    with_twins,
)
from calendar_tool.publishing.errors import PublishingError
from calendar_tool.publishing.manifest import Imprint, Manifest, Plan, Record
from calendar_tool.publishing.place import INCOMING, PLAN, Place
from calendar_tool.saving import flush_folder, save


def is_half_done(path: Path) -> bool:
    """Return whether a run was interrupted while it put new files in the place of old ones."""
    return (path / PLAN).exists()


def fill(files: Iterable[File], place: Place, imprint: Imprint, verify: Verify) -> Report:
    """Put a site into a folder, file by file; the caller has locked it.

    On any error before the first file is put in its place, the folder is as it was.
    """
    finish(place.path)
    incoming = place.path / INCOMING
    try:
        old = place.read()
        site = draft(files, incoming, old, imprint.now, partial(_keep, place.path))
        site.compress(place.path, lambda _there, _here: None)
        new = site.close(imprint, place.manifest)
        removed, single = vanished(old, new), _twins_left(place.path, old, site)
        if new == old and site.written == [manifest.NAME] and not single:
            shutil.rmtree(incoming)
            return site.report((), at_once=False)
        _refuse_strangers(place.path, incoming, site.written, old)
        verify(site)
        site.flush()
        plan = Plan(manifest=new, removed=(*removed, *single))
        save(place.path / PLAN, manifest.encode(plan))
        flush_folder(incoming)
    except BaseException:
        with suppress(OSError):
            shutil.rmtree(incoming)
        raise
    finish(place.path)
    return site.report(removed, at_once=False)


def _keep(target: Path, record: Record, _: bytes | None) -> Reader | None:
    there = target / record.path
    return there.read_bytes if stands(there, record) else None


def finish(target: Path) -> None:
    """Do what a plan says, from wherever it was left; without one, remove what came in."""
    incoming = target / INCOMING
    plan = manifest.read_plan(target / PLAN)
    if plan is not None:
        files = (record.path for record in plan.manifest.files)
        paths = [one for path in files for one in (path, *compressed.twins(path))]
        paths.append(manifest.NAME)
        for path in paths:
            if (incoming / path).exists():  # else unchanged, or put in its place before
                (target / path).parent.mkdir(parents=True, exist_ok=True)
                (incoming / path).replace(target / path)
        for folder in {(target / path).parent for path in paths}:
            flush_folder(folder)
        for path in plan.removed:
            _take_away(target, target / path)
        (target / PLAN).unlink()
    if incoming.exists():
        shutil.rmtree(incoming)


def _take_away(target: Path, path: Path) -> None:
    """Remove a file that has vanished from the site, and folders that are empty without it."""
    if _is_inside(path):
        path.unlink(missing_ok=True)
        for folder in path.relative_to(target).parents[:-1]:
            with suppress(OSError):  # not empty
                (target / folder).rmdir()


def _twins_left(target: Path, old: Manifest | None, site: Draft) -> tuple[str, ...]:
    """Return the paths of twins that nothing of a new site is beside any more."""
    files = old.files if old else ()
    twins = (twin for record in files for twin in compressed.twins(record.path))
    return tuple(one for one in twins if one not in site.twins and (target / one).is_file())


def _refuse_strangers(
    target: Path, incoming: Path, paths: Iterable[str], old: Manifest | None
) -> None:
    """Raise PublishingError if something that we did not write is in the way of a new file."""
    ours = with_twins(old)
    for path in paths:
        there = target / path
        blocked = there.is_dir() or not _is_inside(there)
        if path not in ours and os.path.lexists(there):
            blocked = blocked or not same(there, (incoming / path).read_bytes())
        if blocked:
            raise PublishingError("stranger", path=there)


def _is_inside(path: Path) -> bool:
    """Return whether the way to a file is free: no link leads off it, and no file is in it."""
    way = path.parent
    return Path(os.path.realpath(way)) == way and not any(map(Path.is_file, path.parents))
