"""Feeds read back: octets by our own rules, components by icalendar, order and names by feed.

A site repeats itself: an entry stands in many feeds, a zone in all. Each distinct piece is read
once, and known again by its digest.
"""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from hashlib import sha256
from typing import NamedTuple, TypeVar
from unicodedata import is_normalized

from icalendar import Calendar, Component, Event, Timezone

from calendar_tool.verification.fault import Fault

_BEGIN = b"BEGIN:VCALENDAR\r\n"
_END = b"END:VCALENDAR\r\n"

#: A line must begin where a component does: folded text may hold the same words.
_EVENT = b"\r\nBEGIN:VEVENT\r\n"
_ZONE = b"\r\nBEGIN:VTIMEZONE\r\n"

_LIMIT = 75

#: What bytes must never hold, and why.
_NEVER = (
    (re.compile(rb"\r(?!\n)|(?<!\r)\n"), "a line end that is not CRLF"),
    (re.compile(rb"[\x00-\x09\x0b\x0c\x0e-\x1f\x7f]|\xc2[\x80-\x9f]"), "a control character"),
    (re.compile(rb"\xe2\x80[\xa8\xa9]"), "a line separator of Unicode"),
    (re.compile(rb"\r\n\r\n"), "a blank line"),
    (re.compile(rb"\r\n [\x80-\xbf]"), "a fold inside a character"),
    (re.compile(rb"(?<!\\)(?:\\\\)*\\\r\n "), "a fold inside an escape"),
)

#: A property without a value: the colon that ends its name is the last of the unfolded line.
_EMPTY = re.compile(rb'(?:\A|\r\n)([A-Z-]+)(?:;(?:"[^"\r\n]*"|[^":\r\n])*)?:(?:\r\n|\Z)')

_ONCE = ("UID", "DTSTAMP", "CREATED", "LAST-MODIFIED", "SEQUENCE", "DTSTART", "SUMMARY", "STATUS")

_TZID = re.compile(rb"\r\nDT(?:START|END);TZID=([^:;]+)")

#: What readers disagree about, or what asks somebody to answer.
_UNWRITTEN = frozenset(
    [
        "DURATION",
        "RRULE",
        "RDATE",
        "EXDATE",
        "RECURRENCE-ID",
        "ATTENDEE",
        "ORGANIZER",
        "ATTACH",
    ]
)

Piece = TypeVar("Piece")


class _Entry(NamedTuple):
    start: datetime
    uid: str
    zones: frozenset[str]


class Feeds:
    """Reads feeds one after another, and remembers what it has read."""

    def __init__(self) -> None:
        self._entries: dict[bytes, _Entry] = {}
        self._zones: dict[bytes, str] = {}
        self._lines: set[bytes] = set()

    def check(self, content: bytes) -> None:
        """Raise Fault if a feed breaks a rule."""
        if not content.startswith(_BEGIN) or not content.endswith(b"\r\n" + _END):
            raise Fault("does not begin with BEGIN:VCALENDAR or end with END:VCALENDAR")
        head, *events = content[: -len(b"\r\n" + _END)].split(_EVENT)
        head, *zones = head.split(_ZONE)
        self._read_head(head)
        names = [_known(self._zones, zone, _read_zone) for zone in zones]
        entries = [_known(self._entries, event, _read_event) for event in events]
        order = [(entry.start, entry.uid) for entry in entries]
        if order != sorted(order):
            raise Fault("entries are not in order of start, then UID")
        if len({uid for _, uid in order}) < len(order):
            raise Fault("two entries have one UID")
        if names != sorted({zone for entry in entries for zone in entry.zones}):
            raise Fault("there is not one VTIMEZONE for each TZID, in order")

    def _read_head(self, head: bytes) -> None:
        """Check the feed's own properties; icalendar is shown those lines that it has not seen."""
        _check_octets(head)
        lines = _unfolded(head).split(b"\r\n")[1:]
        names = [re.split(rb"[;:]", line, maxsplit=1)[0] for line in lines]
        for name in (b"METHOD", b"UID"):
            if name in names:
                raise Fault(f"{name.decode()} of a feed")
        if any(names.count(name) != 1 for name in (b"VERSION", b"PRODID", b"NAME")):
            raise Fault("VERSION, PRODID or NAME is missing, or stands twice")
        new = [line for line in lines if line not in self._lines]
        _parse(Calendar, b"\r\n".join((b"BEGIN:VCALENDAR", *new, b"END:VCALENDAR")))
        self._lines.update(new)


def _known(read: dict[bytes, Piece], piece: bytes, reader: Callable[[bytes], Piece]) -> Piece:
    """Return what a piece was read as, or read it now."""
    digest = sha256(piece).digest()
    found = read.get(digest)
    if found is None:
        found = read[digest] = reader(piece)
    return found


def _read_zone(piece: bytes) -> str:
    """Return the TZID of a VTIMEZONE, of which `piece` lacks the first line and the last CRLF."""
    _check_octets(piece)
    component = _parse(Timezone, b"BEGIN:VTIMEZONE\r\n" + piece)
    return str(component["TZID"])


def _read_event(piece: bytes) -> _Entry:
    """Return what must be known of a VEVENT, of which `piece` lacks first line and last CRLF."""
    _check_octets(piece)
    event = _parse(Event, b"BEGIN:VEVENT\r\n" + piece)
    names = [name for name, _ in event.property_items(recursive=False)]
    uid = str(event.get("UID", ""))
    for name in _ONCE:
        if names.count(name) != 1:
            raise Fault(f"entry {uid}: {name} stands {names.count(name)} times")
    if not _UNWRITTEN.isdisjoint(names):
        raise Fault(f"entry {uid}: {', '.join(sorted(_UNWRITTEN & set(names)))}")
    if event.DTSTAMP != event.LAST_MODIFIED:
        raise Fault(f"entry {uid}: DTSTAMP is not LAST-MODIFIED")
    start, end = _instant(event.DTSTART), _instant(event.DTEND)
    if start is None or (end is None and event.DTEND):
        raise Fault(f"entry {uid}: a time without a zone")
    if end and end <= start:
        raise Fault(f"entry {uid}: it ends before it begins")
    zones = frozenset(zone.decode() for zone in _TZID.findall(_unfolded(piece)))
    return _Entry(start, uid, zones)


def _instant(time: date | None) -> datetime | None:
    """Return the instant by which entries are ordered; None for a time that floats, or no time."""
    if isinstance(time, datetime):
        return time.astimezone(UTC) if time.tzinfo else None
    return datetime(time.year, time.month, time.day, tzinfo=UTC) if time else None


Kind = TypeVar("Kind", bound=Component)


def _parse(kind: type[Kind], content: bytes) -> Kind:
    """Return a component as icalendar reads it, every line of it as one property."""
    try:
        component = kind.from_ical(content)
    except (ValueError, KeyError, IndexError) as error:
        raise Fault(f"icalendar cannot read it: {error}") from error
    if not isinstance(component, kind):
        raise Fault(f"a component that is not {kind.__name__}")
    wrong = [f"{name}: {error}" for part in component.walk() for name, error in part.errors]
    if wrong:
        raise Fault(f"icalendar cannot read it: {wrong[0]}")
    if len(component.property_items()) != len(_unfolded(content).split(b"\r\n")):
        raise Fault("icalendar reads another number of properties than there are lines")
    return component


def _check_octets(piece: bytes) -> None:
    """Raise Fault if lines of a feed break a rule for bytes."""
    for never, name in _NEVER:
        found = never.search(piece)
        if found:
            raise Fault(f"{name} in {piece[max(0, found.start() - 30) : found.end() + 30]!r}")
    longest = max(piece.split(b"\r\n"), key=len)
    if len(longest) > _LIMIT:
        raise Fault(f"a line of {len(longest)} octets: {longest!r}")
    unfolded = _unfolded(piece)
    empty = _EMPTY.search(unfolded)
    if empty:
        raise Fault(f"{empty[1].decode()} is empty")
    try:
        text = unfolded.decode()
    except UnicodeDecodeError as error:
        raise Fault(f"not UTF-8: {error}") from error
    if not is_normalized("NFC", text):
        raise Fault("not NFC")


def _unfolded(content: bytes) -> bytes:
    return content.replace(b"\r\n ", b"")
