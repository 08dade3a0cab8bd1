"""VALARM (RFC 5545 3.6.6): the reminders of an event, for the feeds that are meant to ring.

Knows one entry; must not know which feeds those are.
"""

from datetime import timedelta

from calendar_tool.exporters.description import title
from calendar_tool.exporters.ics.content import text_line
from calendar_tool.exporters.ics.event import Entry
from calendar_tool.model import Status
from calendar_tool.occurrences import Occurrence

_END = b"END:VEVENT\r\n"

_OFF = frozenset({Status.CANCELLED, Status.POSTPONED})


def alarmed(entry: Entry, occurrence: Occurrence) -> Entry:
    """Return an entry with the reminders of its event; what is off or has no date rings for nobody.

    Alarms have no UID: one of the readers drops those that do.
    """
    event = occurrence.event
    if not event.reminders or event.status in _OFF or occurrence.when.start is None:
        return entry
    about = text_line("DESCRIPTION", title(event), event.title.language)
    alarms = (
        b"BEGIN:VALARM\r\nACTION:DISPLAY\r\n%bTRIGGER:-%b\r\nEND:VALARM\r\n"
        % (about, _duration(before).encode())
        for before in event.reminders
    )
    content = b"".join((entry.content.removesuffix(_END), *alarms, _END))
    return entry._replace(content=content)


def _duration(length: timedelta) -> str:
    """Return a length of whole minutes as a DURATION (RFC 5545 3.3.6)."""
    hours, minutes = divmod(length.seconds // 60, 60)
    clock = f"{hours}H" * bool(hours) + f"{minutes}M" * bool(minutes)
    if not clock:
        return f"P{length.days}D" if length.days else "PT0M"
    return f"P{f'{length.days}D' * bool(length.days)}T{clock}"
