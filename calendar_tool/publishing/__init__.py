"""A site of plain files, put on a disk so that no reader ever sees half of it.

Is handed paths and bytes, and what to write into their manifest; must not know what a feed is,
what subscribers were told, or what time it is.
"""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import date, datetime
from pathlib import Path

from calendar_tool.publishing import folder, releases
from calendar_tool.publishing.draft import (
    File,
    Report,
    Verify,
    has_right_twin,
    is_untouched,
    same,
    stands,
)
from calendar_tool.publishing.errors import PublishingError
from calendar_tool.publishing.manifest import Imprint, Manifest, Record, change_time, media_type
from calendar_tool.publishing.place import Place, State, survey
from calendar_tool.saving import locked

__all__ = [
    "File",
    "Manifest",
    "PublishingError",
    "Record",
    "Report",
    "Verify",
    "change_time",
    "compare",
    "fill",
    "finish",
    "is_current",
    "media_type",
    "publish",
    "published",
    "recipes",
]


def _accept(_site: Mapping[str, bytes]) -> None:
    """Find no fault in a site."""


def publish(
    files: Iterable[File],
    target: Path,
    *,
    now: datetime,
    inputs: str,
    expires: date | None,
    verify: Verify,
    keep_last: bool = True,
) -> Report:
    """Put a site in the place of the one at `target`, by one rename where the disk has links.

    `now` is aware; it becomes the time of what changed. `inputs` is a digest of all that the files
    were made from, `expires` the day from which the same inputs give other files. `verify` is given
    the new site, by path, before anybody can see it; what it raises ends the attempt. `keep_last`:
    whether the release before stays on the disk for who is still reading there. A plain folder of
    ours stays one: see `fill`. Raises PublishingError, HeldError, OSError; the old site
    is then as it was, unless the disk gave up while a plain folder was being filled.
    """
    imprint = Imprint(now, inputs, expires)
    with _naming(target):
        place = survey(target)
        if place.state is State.FOLDER or not releases.possible(place):
            return _fill(files, place, imprint, verify)
        place.path.parent.mkdir(parents=True, exist_ok=True)
        with locked(place.releases):
            now_there = survey(target)
            if now_there.state is State.FOLDER:
                raise PublishingError("changed", path=target)
            return releases.release(files, now_there, imprint, verify, keep_last=keep_last)


def fill(
    files: Iterable[File],
    target: Path,
    *,
    now: datetime,
    inputs: str,
    expires: date | None,
    verify: Verify = _accept,
) -> Report:
    """Make a plain folder hold a site: changed files one by one, the manifest, then what vanished.

    Each file is whole at any moment, but for a moment some are old and some new. What is not ours
    is left alone. If it is interrupted, the next run finishes it first. Arguments and errors are
    those of `publish`; what that has published is refused.
    """
    with _naming(target):
        return _fill(files, survey(target), Imprint(now, inputs, expires), verify)


def _fill(files: Iterable[File], place: Place, imprint: Imprint, verify: Verify) -> Report:
    if place.state is State.RELEASE:
        raise PublishingError("published", path=place.path)
    place.path.mkdir(parents=True, exist_ok=True)
    try:
        with locked(place.manifest):
            now_there = survey(place.path)
            if now_there.state is State.RELEASE:
                raise PublishingError("changed", path=place.path)
            return folder.fill(files, now_there, imprint, verify)
    except BaseException:
        if place.state is State.NOTHING:
            with suppress(OSError):
                place.path.rmdir()
        raise


def finish(target: Path) -> None:
    """Complete what an interrupted run has begun in a plain folder, so that no file is an old one.

    `publish` and `fill` begin with it. Raises PublishingError for what is not ours, and OSError.
    """
    with _naming(target):
        place = survey(target)
        if folder.is_half_done(place.path):
            with locked(place.manifest):
                folder.finish(place.path)


def published(target: Path) -> Manifest | None:
    """Return the manifest of what is published, None if nothing is.

    Raises PublishingError for what is not ours or cannot be read, and OSError.
    """
    return survey(target).read()


def recipes(target: Path) -> dict[str, str]:
    """Return by which recipes files of a site were made that still stand as they were, by path.

    Raises PublishingError for what is not ours, and OSError.
    """
    place = survey(target)
    manifest = place.read()
    return {
        record.path: record.recipe
        for record in (manifest.files if manifest else ())
        if record.recipe and stands(place.path / record.path, record)
    }


def is_current(target: Path, inputs: str, today: date) -> bool:
    """Return whether a site was made from these inputs, and nothing in it has expired by `today`.

    Each file must be there and as old as the manifest says; what it holds is not read. Raises
    PublishingError for what is not ours, and OSError.
    """
    place = survey(target)
    manifest = place.read()
    return (
        manifest is not None
        and manifest.inputs == inputs
        and (manifest.expires is None or today < manifest.expires)
        and not folder.is_half_done(place.path)
        and all(is_untouched(place.path, record) for record in manifest.files)
    )


def compare(files: Iterable[File], target: Path) -> list[str]:
    """Return the paths, in order, of which a site holds other bytes, none, or a file too many.

    A file counts as another if its twin is (see `compressed`). The manifest itself is not compared.
    Raises PublishingError for what is not ours, and OSError.
    """
    place = survey(target)
    manifest = place.read()
    left = {record.path for record in manifest.files} if manifest else set()
    differing = []
    for file in files:
        is_there = file.path in left and same(place.path / file.path, file.content)
        if not is_there or not has_right_twin(place.path, file.path):
            differing.append(file.path)
        left.discard(file.path)
    return sorted([*differing, *left])


@contextmanager
def _naming(target: Path) -> Iterator[None]:
    """Let a refusal that names nothing (a full disk) name the folder that was asked for."""
    try:
        yield
    except OSError as error:
        if error.filename is not None or error.errno is None:
            raise
        raise OSError(error.errno, error.strerror, str(target)) from error
