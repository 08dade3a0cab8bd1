"""A site of plain files, put where its readers are so that none of them ever sees half of a file.

Is handed paths and bytes, and what to write into their manifest; must not know what a feed is,
what subscribers were told, or what time it is.
"""

from pathlib import Path

from calendar_tool.publishing.disk import Disk
from calendar_tool.publishing.draft import File, Report, Verify
from calendar_tool.publishing.errors import PublishingError
from calendar_tool.publishing.manifest import Manifest, Record, change_time, media_type
from calendar_tool.publishing.target import Target

__all__ = [
    "Disk",
    "File",
    "Manifest",
    "PublishingError",
    "Record",
    "Report",
    "Target",
    "Verify",
    "at",
    "change_time",
    "media_type",
]


def at(name: str) -> Target:
    """Return what a name leads to: `s3://…`, `gs://…`, `az://…` to a store, all else to a disk.

    Raises PublishingError for an address that no store can have, and if the library for stores is
    not installed.
    """
    scheme, is_address, _ = name.partition("://")
    if not is_address:
        return Disk(Path(name))
    try:
        from calendar_tool.publishing.store import Store  # noqa: PLC0415 - an extra
    except ModuleNotFoundError as error:
        raise PublishingError("no_library", path=f"{scheme}://") from error
    return Store(name)
