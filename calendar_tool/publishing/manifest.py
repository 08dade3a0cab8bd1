"""manifest.json: what is in a site, when each file changed last, and what it was all made from."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Annotated, Final, Literal, NamedTuple, TypeVar

import msgspec
from msgspec import Meta, Struct

from calendar_tool.publishing.errors import PublishingError
from calendar_tool.publishing.paths import is_portable

NAME = "manifest.json"

_GENERATOR: Final = "calendar_tool"
_FORMAT: Final = 1

#: By suffix; what a machine's own tables say of `.ics` differs from one to the next.
_MEDIA_TYPES = {
    ".atom": "application/atom+xml; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".csv": "text/csv; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".ics": "text/calendar; charset=utf-8",
    ".jpg": "image/jpeg",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".pdf": "application/pdf",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".webp": "image/webp",
    ".woff2": "font/woff2",
    ".xml": "application/xml; charset=utf-8",
}


class Imprint(NamedTuple):
    """What a manifest tells of the making of a site: see `publish`."""

    now: datetime
    inputs: str
    expires: date | None


class Record(Struct, frozen=True, kw_only=True, gc=False, omit_defaults=True):
    """A file of a site: `modified` is the UTC second in which its bytes changed last.

    `recipe` is a digest of all that it was made from, where making it takes long.
    """

    path: str
    sha256: str
    media_type: str
    modified: Annotated[datetime, Meta(tz=True)]
    recipe: str | None = None


class Manifest(Struct, frozen=True, kw_only=True):
    """What a site holds: `files` in order of path, without the manifest itself.

    `inputs` is a digest of all that the files were made from; from the day `expires` on, the same
    inputs give other files.
    """

    generator: Literal["calendar_tool"] = _GENERATOR
    format: Literal[1] = _FORMAT
    inputs: str
    expires: date | None
    files: tuple[Record, ...]

    def is_of(self, inputs: str, today: date) -> bool:
        """Return whether a site was made from these inputs, and would be made alike today."""
        return self.inputs == inputs and (self.expires is None or today < self.expires)


class _Head(Struct):
    generator: str
    format: int


class Plan(Struct, frozen=True, kw_only=True):
    """What is still to be done to a plain folder: a new manifest, and the paths that vanish."""

    manifest: Manifest
    removed: tuple[str, ...]


Listing = TypeVar("Listing", Manifest, Plan)


def media_type(path: str) -> str:
    """Return the media type of a file by its suffix."""
    return _MEDIA_TYPES.get(path[path.rfind(".") :], "application/octet-stream")


def change_time(now: datetime, before: datetime | None) -> datetime:
    """Return the second in which a file changes: in any case later than that of its last change.

    Servers tell versions apart by whole seconds and by size.
    """
    second = now.astimezone(UTC).replace(microsecond=0)
    return max(second, before + timedelta(seconds=1)) if before else second


def encode(value: Manifest | Plan) -> bytes:
    """Return the bytes of a manifest; equal ones give equal bytes."""
    return msgspec.json.format(msgspec.json.encode(value), indent=1) + b"\n"


def read(path: Path) -> Manifest | None:
    """Return the manifest in a file, None if there is no file; errors are those of `decode`."""
    try:
        return decode(path.read_bytes(), path)
    except FileNotFoundError:
        return None


def decode(content: bytes, path: Path | str) -> Manifest:
    """Return a manifest; `path` is what errors call it.

    Raises PublishingError if it is another program's, damaged, or newer than this program.
    """
    try:
        head = msgspec.json.decode(content, type=_Head)
    except msgspec.ValidationError as error:
        raise PublishingError("foreign_manifest", path=path) from error
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise PublishingError("damaged", path=path) from error
    if head.generator != _GENERATOR:
        raise PublishingError("foreign_manifest", path=path)
    if head.format > _FORMAT:
        raise PublishingError("newer", path=path)
    return _sound(path, content, Manifest)


def read_plan(path: Path) -> Plan | None:
    """Return the plan in a file, None if there is no file; raises PublishingError if damaged."""
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        return None
    plan = _sound(path, content, Plan)
    if not all(map(is_portable, plan.removed)):
        raise PublishingError("damaged", path=path)
    return plan


def _sound(path: Path | str, content: bytes, kind: type[Listing]) -> Listing:
    """Return what a file holds; PublishingError if anything in it could lead out of a site."""
    try:
        found = msgspec.json.decode(content, type=kind)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise PublishingError("damaged", path=path) from error
    files = found.files if isinstance(found, Manifest) else found.manifest.files
    if not all(is_portable(record.path) for record in files):
        raise PublishingError("damaged", path=path)
    return found
