"""Which feeds are more than Google Calendar takes: it leaves out the rest, and tells nobody.

Knows the paths and bytes of feeds; must not know programmes.
"""

from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import NamedTuple

#: What Google Calendar takes of a feed, in octets and in entries; beyond it, entries were lost.
_OCTETS, _ENTRIES = 900_000, 1_000

_ENTRY = b"\r\nBEGIN:VEVENT\r\n"

#: By what a programme is divided, the most useful first.
_KINDS = ("day", "track", "venue", "room", "person", "feed")


class Advice(NamedTuple):
    """The feeds of a programme that are too large, in any language, and those of which all fit.

    Names are those of files; `day-*.ics` stands for the feeds of all days.
    """

    programme: str
    large: tuple[str, ...]
    fit: tuple[str, ...]


def is_feed(path: str) -> bool:
    """Return whether somebody may subscribe to the file at this path of a site."""
    return path.endswith(".ics") and "/event/" not in path


def is_large(feed: bytes) -> bool:
    """Return whether Google Calendar may show only a part of a feed."""
    return len(feed) > _OCTETS or feed.count(_ENTRY) > _ENTRIES


def advise(large: Mapping[str, bool]) -> Iterator[Advice]:
    """Yield advice for each programme of a site with a feed that is too large.

    `large` tells of each feed, by its path in the site, whether it is.
    """
    for programme, paths in groupby(sorted(large), key=lambda path: path.partition("/")[0]):
        names: dict[str, bool] = {}
        for path in paths:
            name = path.rpartition("/")[2]
            names[name] = names.get(name, False) or large[path]
        too_large = tuple(name for name, is_too in names.items() if is_too)
        if too_large:
            yield Advice(programme, too_large, tuple(_fitting(names)))


def _fitting(names: Mapping[str, bool]) -> Iterator[str]:
    for kind in _KINDS:
        ours = [is_too for name, is_too in names.items() if name.startswith(f"{kind}-")]
        if ours and not any(ours):
            yield f"{kind}-*.ics"
