"""Where a site is published, whatever it is: what a publication asks of it, in this order."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Protocol

from calendar_tool.publishing.draft import File, Report, Verify
from calendar_tool.publishing.manifest import Manifest


class Target(Protocol):
    """A folder or an object store. Raises PublishingError for what is not ours, and OSError."""

    def __str__(self) -> str:
        """Return its name, as it was given."""

    def begin(self) -> None:
        """Look at what stands there, and at what others are doing to it.

        What an interrupted run left half done is completed, or remembered until it is.
        """

    def manifest(self) -> Manifest | None:
        """Return the manifest of what is published, None if nothing is."""

    def read(self, path: str) -> bytes | None:
        """Return a file of what is published, None if there is none."""

    def recipes(self) -> dict[str, str]:
        """Return by which recipes files were made that need not be made again, by path."""

    def is_current(self, inputs: str, now: datetime) -> bool:
        """Return whether a site was made from these inputs, and there is nothing to do by `now`."""

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
        """Put a site in the place of the one that is there.

        `now` is aware; it becomes the time of what changed. `inputs` is a digest of all that the
        files were made from, `expires` the day from which the same inputs give other files.
        `verify` is given the new site, by path, before anybody can see it; what it raises ends the
        attempt. `keep_last`: whether what has vanished stays for a while, for who is still reading
        the old site. Raises PublishingError, HeldError, OSError.
        """
