"""iCalendar (RFC 5545, RFC 7986): an edition as a feed to subscribe to, one VEVENT an occurrence.

Knows one language and no clock; every byte follows from the edition.
"""

from typing import NamedTuple

from calendar_tool.exporters.format import Edition, Format, Rendering
from calendar_tool.exporters.ics.alarms import alarmed
from calendar_tool.exporters.ics.calendar import join
from calendar_tool.exporters.ics.event import Encoder, Entry
from calendar_tool.occurrences import Occurrence

__all__ = ["FORMAT", "Encoded", "Entry", "alarmed", "encode", "join", "render"]


class Encoded(NamedTuple):
    """The entries of an edition by UID, and the occurrences that have no day to stand on."""

    entries: dict[str, Entry]
    left_out: tuple[Occurrence, ...]


def encode(edition: Edition) -> Encoded:
    """Return the entries of an edition: of what takes place, and of what has vanished."""
    encoder = Encoder(edition.programme, edition.language)
    entries: dict[str, Entry] = {}
    left_out = []
    for occurrence in edition.occurrences:
        entry = encoder.encode(occurrence, edition.stamp(occurrence))
        if entry is None:
            left_out.append(occurrence)
        else:
            entries[occurrence.uid] = entry
    for occurrence in edition.gone:
        entry = encoder.encode(occurrence, edition.stamp(occurrence))
        if entry is not None:
            entries[occurrence.uid] = entry
    return Encoded(entries, tuple(left_out))


def render(edition: Edition) -> Rendering:
    """Return the feed of an edition, and the occurrences that have no day to stand on."""
    entries, left_out = encode(edition)
    return Rendering(join(edition, entries.values()), left_out)


FORMAT = Format(name="ics", suffix=".ics", media_type="text/calendar; charset=utf-8", render=render)
