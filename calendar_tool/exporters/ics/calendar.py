"""VCALENDAR: the properties of a feed, the zones it needs, and its entries joined.

Entries come encoded, so that any number of feeds costs little more than one.
"""

from collections.abc import Iterable

from calendar_tool.exporters.format import Edition
from calendar_tool.exporters.ics.colors import nearest_name
from calendar_tool.exporters.ics.content import digits, line, text_line
from calendar_tool.exporters.ics.event import Entry, page
from calendar_tool.exporters.ics.zones import vtimezone
from calendar_tool.text import one_line

_BEGIN = b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//calendar_tool//Programme//EN\r\n"
_HOURLY = b"REFRESH-INTERVAL;VALUE=DURATION:PT1H\r\nX-PUBLISHED-TTL:PT1H\r\n"
_END = b"END:VCALENDAR\r\n"


def join(edition: Edition, entries: Iterable[Entry]) -> bytes:
    """Return the feed of an edition that holds these entries, in order of start, then UID."""
    ordered = sorted(entries, key=lambda entry: (entry.times.start, entry.uid))
    parts = [_BEGIN, _properties(edition, ordered), _HOURLY]
    parts += (vtimezone(*window) for window in _windows(ordered))
    parts += (entry.content for entry in ordered)
    return b"".join((*parts, _END))


def _properties(edition: Edition, entries: list[Entry]) -> bytes:
    """Return the feed's own properties; no UID (RFC 7986 5.3).

    One of the readers takes it for that of every entry, and is left with one entry of them all.
    """
    programme = edition.programme
    name = one_line(str(programme.title))
    if edition.title:
        name = f"{name} — {one_line(edition.title)}"
    modified = max((entry.modified for entry in entries), default=edition.told)
    lines = line("LAST-MODIFIED", f"{digits(modified)}Z")
    lines += text_line("NAME", name) + text_line("X-WR-CALNAME", name)
    about = programme.description or programme.subtitle
    if about:
        lines += text_line("DESCRIPTION", str(about)) + text_line("X-WR-CALDESC", str(about))
    address = page(programme, edition.language)
    if address:
        lines += line("URL", address) + line("SOURCE;VALUE=URI", address + edition.path)
    lines += line("X-WR-TIMEZONE", programme.time_zone)
    if programme.color:
        lines += line("COLOR", nearest_name(programme.color))
        lines += line("X-APPLE-CALENDAR-COLOR", programme.color.upper())
    return lines


def _windows(entries: list[Entry]) -> list[tuple[str, int, int]]:
    """Return each zone that the entries name, with the first and the last local year, by name."""
    windows: dict[str, tuple[int, int]] = {}
    for entry in entries:
        _, _, zone, first, last = entry.times
        if zone is not None:
            known = windows.get(zone, (first, last))
            windows[zone] = min(known[0], first), max(known[1], last)
    return [(zone, *windows[zone]) for zone in sorted(windows)]
