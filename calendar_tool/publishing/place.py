"""What stands where a site is to be put: one of ours, nothing, or something to keep away from."""

import os
import re
from enum import Enum, auto
from pathlib import Path
from typing import NamedTuple

from calendar_tool.publishing import manifest
from calendar_tool.publishing.errors import PublishingError
from calendar_tool.publishing.manifest import Manifest

#: The folder in a plain one, or among releases, that holds what is not to be seen yet.
INCOMING = ".calendar-tool"

#: What is to be done once everything has come in; present from then until it has been done.
PLAN = f"{INCOMING}/plan.json"

#: What an interrupted run may leave in a plain folder that is otherwise empty.
_LEFT = frozenset({INCOMING, f".{manifest.NAME}.lock"})


class State(Enum):
    """What a site's name leads to."""

    NOTHING = auto()
    EMPTY = auto()
    FOLDER = auto()
    RELEASE = auto()


class Place(NamedTuple):
    """Where a site stands or is to stand: `path` has no link but perhaps the last of its names.

    `number` is that of the release which a link leads to.
    """

    path: Path
    state: State
    number: int | None = None

    @property
    def releases(self) -> Path:
        """The folder of releases beside."""
        return releases_of(self.path)

    @property
    def manifest(self) -> Path:
        """The file in which a site lists itself."""
        return self.path / manifest.NAME

    def read(self) -> Manifest | None:
        """Return the manifest, None if there is no site; errors are those of `manifest.read`."""
        return manifest.read(self.manifest)


def releases_of(path: Path) -> Path:
    """Return the folder that holds the releases of a site."""
    return path.with_name(f"{path.name}.releases")


def survey(target: Path) -> Place:
    """Return what stands at a target; nothing is touched.

    Raises PublishingError for a folder or a link that is not ours, NotADirectoryError for a file.
    """
    path = Path(os.path.realpath(target.parent)) / target.name
    if target.name in ("", ".."):
        path = Path(os.path.realpath(target))
    if path.is_symlink():
        return _at_link(path)
    if not path.exists():
        return Place(path, State.NOTHING)
    names = {entry.name for entry in path.iterdir()}
    if not names:
        return Place(path, State.EMPTY)
    if manifest.NAME in names:
        manifest.read(path / manifest.NAME)
    elif (path / PLAN).exists() or names <= _LEFT:
        pass  # the first of all runs was interrupted
    else:
        raise PublishingError("foreign", path=path)
    return Place(path, State.FOLDER)


def _at_link(path: Path) -> Place:
    releases = re.escape(releases_of(path).name)
    found = re.fullmatch(rf"{releases}/([1-9][0-9]*)", path.readlink().as_posix())
    if found is None:
        raise PublishingError("elsewhere", path=path)
    if path.exists() and manifest.read(path / manifest.NAME) is None:
        raise PublishingError("foreign", path=path)
    return Place(path, State.RELEASE, int(found[1]))
