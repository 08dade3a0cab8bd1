"""A site on a disk of this machine: a link to releases, or a plain folder.

Knows which of the two it is, and keeps other publishers out while it is written.
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
    has_right_twins,
    is_untouched,
    same,
    stands,
)
from calendar_tool.publishing.errors import PublishingError
from calendar_tool.publishing.manifest import Imprint, Manifest
from calendar_tool.publishing.place import Place, State, survey
from calendar_tool.saving import locked


def _accept(_site: Mapping[str, bytes]) -> None:
    """Find no fault in a site."""


class Disk:
    """The `Target` that a path leads to."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __str__(self) -> str:
        return str(self.path)

    def begin(self) -> None:
        """Complete what an interrupted run has begun in a plain folder, so that no file is old.

        `publish` and `fill` begin with it.
        """
        with self._naming():
            place = survey(self.path)
            if folder.is_half_done(place.path):
                with locked(place.manifest):
                    folder.finish(place.path)

    def manifest(self) -> Manifest | None:
        """Return the manifest of what is published, None if nothing is."""
        return survey(self.path).read()

    def read(self, path: str) -> bytes | None:
        """Return a file of what is published, None if there is none."""
        there = self.path / path
        return there.read_bytes() if there.exists() else None

    def recipes(self) -> dict[str, str]:
        """Return by which recipes files were made that still stand as they were, by path."""
        place = survey(self.path)
        return _recipes(place, place.read())

    def is_current(self, inputs: str, now: datetime) -> bool:
        """Return whether a site was made from these inputs, and nothing in it has expired.

        Each file must be there and as old as the manifest says; what it holds is not read.
        """
        place = survey(self.path)
        manifest = place.read()
        return (
            manifest is not None
            and manifest.is_of(inputs, now.date())
            and not folder.is_half_done(place.path)
            and all(is_untouched(place.path, record) for record in manifest.files)
        )

    def compare(self, files: Iterable[File]) -> list[str]:
        """Return the paths, in order, of which a site holds other bytes, none, or a file too many.

        What stands as it was made by its recipe is not asked for its content. A file counts as
        another if a twin of it is (see `compressed`). The manifest itself is not compared.
        """
        place = survey(self.path)
        manifest = place.read()
        recipes = _recipes(place, manifest)
        left = {record.path for record in manifest.files} if manifest else set()
        differing = []
        for file in files:
            is_made = file.recipe is not None and recipes.get(file.path) == file.recipe
            is_there = is_made or (file.path in left and same(place.path / file.path, file.content))
            if not is_there or not has_right_twins(place.path, file.path):
                differing.append(file.path)
            left.discard(file.path)
        return sorted([*differing, *left])

    def publish(
        self,
        files: Iterable[File],
        *,
        now: datetime,
        inputs: str,
        expires: date | None,
        verify: Verify,
        keep_last: bool = True,
    ) -> Report:
        """Put a site in the place of the old one, by one rename where the disk has links.

        `keep_last`: whether the release before stays. A plain folder of ours stays one: see `fill`.
        After an error the old site is as it was, unless the disk gave up while a plain folder was
        being filled.
        """
        imprint = Imprint(now, inputs, expires)
        with self._naming():
            place = survey(self.path)
            if place.state is State.FOLDER or not releases.possible(place):
                return _fill(files, place, imprint, verify)
            place.path.parent.mkdir(parents=True, exist_ok=True)
            with locked(place.releases):
                now_there = survey(self.path)
                if now_there.state is State.FOLDER:
                    raise PublishingError("changed", path=self.path)
                return releases.release(files, now_there, imprint, verify, keep_last=keep_last)

    def fill(
        self,
        files: Iterable[File],
        *,
        now: datetime,
        inputs: str,
        expires: date | None,
        verify: Verify = _accept,
    ) -> Report:
        """Make a plain folder hold a site: changed files one by one, the manifest, what vanished.

        Each file is whole at any moment, but for a moment some are old and some new. What is not
        ours is left alone. If it is interrupted, the next run finishes it first. Arguments and
        errors are those of `publish`; what that has published is refused.
        """
        with self._naming():
            return _fill(files, survey(self.path), Imprint(now, inputs, expires), verify)

    @contextmanager
    def _naming(self) -> Iterator[None]:
        """Let a refusal that names nothing (a full disk) name the folder that was asked for."""
        try:
            yield
        except OSError as error:
            if error.filename is not None or error.errno is None:
                raise
            raise OSError(error.errno, error.strerror, str(self.path)) from error


def _recipes(place: Place, manifest: Manifest | None) -> dict[str, str]:
    return {
        record.path: record.recipe
        for record in (manifest.files if manifest else ())
        if record.recipe and stands(place.path / record.path, record)
    }


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
