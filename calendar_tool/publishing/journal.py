"""What a publisher remembers in a store: who is at work, what is in doubt, what has vanished."""

from datetime import datetime, timedelta
from typing import Annotated

import msgspec
from msgspec import Meta, Struct

from calendar_tool.publishing.bucket import Bucket, Version
from calendar_tool.publishing.errors import PublishingError
from calendar_tool.publishing.paths import is_portable
from calendar_tool.publishing.place import INCOMING

#: No file of a site can have these names.
PATH = f"{INCOMING}/journal.json"
_CLOCK = f"{INCOMING}/clock"

_HEADERS = {"Content-Type": "application/json", "Cache-Control": "no-store"}


class Journal(Struct, frozen=True, kw_only=True):
    """The state of an upload, present from the first one on.

    `writer` is who wrote it, another one for each upload: a store may know an object by its bytes
    alone, and what was written since must not look like what was seen. `at_work` is until the
    upload ends. `doubtful` are the paths that may hold other bytes than the manifest says: an
    upload has begun and was not completed. `vanished` are objects of former sites, and since when
    no manifest lists them.
    """

    writer: str = ""
    at_work: bool = False
    doubtful: tuple[str, ...] = ()
    vanished: dict[str, Annotated[datetime, Meta(tz=True)]] = {}


def read(bucket: Bucket) -> tuple[Journal, Version | None]:
    """Return the journal of a store, and the version in which it was read, None if there is none.

    Raises PublishingError if it is damaged.
    """
    found = bucket.read(PATH)
    if found is None:
        return Journal(), None
    content, version = found
    try:
        journal = msgspec.json.decode(content, type=Journal)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise PublishingError("damaged", path=f"{bucket.address}/{PATH}") from error
    if not all(map(is_portable, (*journal.doubtful, *journal.vanished))):
        raise PublishingError("damaged", path=f"{bucket.address}/{PATH}")
    return journal, version


def is_held(bucket: Bucket, journal: Journal, lease: timedelta) -> bool:
    """Return whether its writer is still at work: it has given a sign of life within `lease`."""
    return journal.at_work and bucket.age(PATH, _CLOCK) < lease


class Hold:
    """The right to upload: the journal, as long as nobody else has written it.

    Raises OvertakenError if somebody has.
    """

    def __init__(self, bucket: Bucket, over: Version | None, journal: Journal) -> None:
        self._bucket, self._version = bucket, over
        self.journal = journal
        self.write(journal)

    def probe(self) -> None:
        """Find out whether the store keeps conditions."""
        self._bucket.probe(PATH, _encode(self.journal), _HEADERS)

    def write(self, journal: Journal) -> None:
        """Replace the journal; the same one again is a sign of life."""
        content = _encode(journal)
        self._version = self._bucket.put(PATH, content, _HEADERS, over=self._version)
        self.journal = journal


def _encode(journal: Journal) -> bytes:
    return msgspec.json.format(msgspec.json.encode(journal), indent=1) + b"\n"
