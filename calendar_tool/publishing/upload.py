"""What is sent to a store: in which order, and never over what was not seen.

Knows the names of a site's files; must not know what is in them.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor

from calendar_tool.publishing import manifest
from calendar_tool.publishing.bucket import Bucket, Version
from calendar_tool.publishing.draft import Draft
from calendar_tool.publishing.headers import headers, is_single
from calendar_tool.publishing.journal import Hold

#: Objects between two signs of life. None takes 75 s (see `bucket`), and so many are under way at
#: a time: two rounds and the sign itself are over within 225 s, less than `store.LEASE`.
BATCH = 16
_AT_A_TIME = 8

_FEEDS = (".ics", ".atom")

#: The last stage: the manifest.
_LAST = 4


def send(bucket: Bucket, site: Draft, seen: Mapping[str, Version], hold: Hold) -> None:
    """Store what was written of a site; `seen` are the objects that may be replaced.

    Raises OvertakenError if one of them is another by now.
    """

    def put(path: str) -> None:
        bucket.put(path, site[path], headers(path), over=seen.get(path))

    for stage in range(_LAST + 1):
        _in_batches(put, sorted(path for path in site.written if _stage(path) == stage), hold)


def delete(bucket: Bucket, paths: Collection[str], hold: Hold) -> None:
    """Remove objects."""
    _in_batches(bucket.delete, paths, hold)


def _stage(path: str) -> int:
    """Return when a file is sent: no page leads to what is not there yet.

    The feeds of everything come first, being the second witness of what people were told: whoever
    was told anything of an entry by another file of that language, they tell of it too.
    """
    if path == manifest.NAME:
        return _LAST
    if path.endswith("/all.ics"):
        return 0
    if is_single(path) or path.endswith((".pdf", ".png")):
        return 1
    return 2 if path.endswith(_FEEDS) else 3


def _in_batches(act: Callable[[str], object], paths: Iterable[str], hold: Hold) -> None:
    """Do something with each path, and give signs of life between."""
    left = list(paths)
    with ThreadPoolExecutor(_AT_A_TIME) as pool:
        while left:
            for _ in pool.map(act, left[:BATCH]):
                pass
            left = left[BATCH:]
            hold.write(hold.journal)
