"""Which paths a site may hold: those that every disk and every web server takes as they are."""

import re
from unicodedata import normalize

from calendar_tool.publishing.errors import PublishingError

#: A segment that is no step aside, holds nothing that Windows refuses, and ends as it stands there.
_SEGMENT = re.compile(r'(?!\.\.?$)[^\x00-\x1f\x7f<>:"/\\|?*]*[^\x00-\x1f\x7f<>:"/\\|?* .]')

#: What is a device on Windows, with any suffix.
_DEVICE = re.compile(
    r"(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$)(\..*)?", re.IGNORECASE
)

_LONGEST = 255  # octets of a name


def is_portable(path: str) -> bool:
    """Return whether a path is relative, stays inside, and can be a file's on any system."""
    return all(
        _SEGMENT.fullmatch(segment)
        and not _DEVICE.fullmatch(segment)
        and len(segment.encode("utf-8", "replace")) <= _LONGEST
        for segment in path.split("/")
    )


class Paths:
    """The paths of one site, which must differ on a disk that takes `A` and `a` for the same."""

    def __init__(self, *reserved: str) -> None:
        self._files = set(map(_folded, reserved))
        self._folders: dict[str, str] = {}

    def add(self, path: str) -> None:
        """Take a path in; raises PublishingError if it is unfit, or another is in its way."""
        if not is_portable(path):
            raise PublishingError("path", path=path)
        folded = _folded(path)
        folders = path.split("/")[:-1]
        ancestors = {"/".join(folders[:depth]) for depth in range(1, len(folders) + 1)}
        if folded in self._files or folded in self._folders:
            raise PublishingError("twice", path=path)
        for folder in ancestors:
            if _folded(folder) in self._files:
                raise PublishingError("twice", path=path)
            if self._folders.setdefault(_folded(folder), folder) != folder:
                raise PublishingError("twice", path=path)
        self._files.add(folded)


def _folded(path: str) -> str:
    return normalize("NFC", path).casefold()
