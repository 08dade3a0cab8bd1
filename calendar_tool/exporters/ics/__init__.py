"""iCalendar (RFC 5545, RFC 7986): an edition as a feed to subscribe to, one VEVENT an occurrence.

Knows one language and no clock; every byte follows from the edition.
"""

from calendar_tool.exporters.format import Edition, Format, Rendering
from calendar_tool.exporters.ics.calendar import join
from calendar_tool.exporters.ics.event import Encoder, Stamp


def render(edition: Edition) -> Rendering:
    """Return the feed of an edition, and the occurrences that have no day to stand on."""
    encoder = Encoder(edition.programme, edition.language)
    stamp = Stamp(sequence=0, created=edition.told, modified=edition.told)
    encoded = [
        (occurrence, encoder.encode(occurrence, stamp)) for occurrence in edition.occurrences
    ]
    return Rendering(
        join(edition, (entry for _, entry in encoded if entry is not None)),
        tuple(occurrence for occurrence, entry in encoded if entry is None),
    )


FORMAT = Format(name="ics", suffix=".ics", media_type="text/calendar; charset=utf-8", render=render)
