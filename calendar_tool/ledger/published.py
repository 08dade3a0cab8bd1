"""What a published feed says of its entries: the second witness beside the ledger.

Reads the bytes that we write, and no other dialect: icalendar takes a hundred times as long for
the four lines of an entry that are asked for here, all of them before its DTSTART.
"""

import re
from datetime import UTC, datetime

from calendar_tool.ledger.errors import LedgerError
from calendar_tool.told import Stamp

_HEAD = b"BEGIN:VCALENDAR\r\n"
_BEGIN = b"\r\nBEGIN:VEVENT\r\n"
_NAMES = frozenset({"UID", "CREATED", "LAST-MODIFIED", "SEQUENCE"})
_ESCAPE = re.compile(r"\\(.)")


def read_entries(feed: bytes, path: str) -> dict[str, bytes]:
    """Return the entries of a feed of ours, as they stand in it, by UID.

    In two feeds of one programme an entry that nobody has changed is the same bytes. Raises
    LedgerError, which names `path`.
    """
    try:
        return {_values(entry)["UID"]: entry for entry in _entries(feed)}
    except ValueError as error:
        raise LedgerError("feed", path=path) from error


def read_published(feed: bytes, path: str) -> dict[str, Stamp]:
    """Return what a feed of ours says of each entry, by UID; raises LedgerError likewise."""
    try:
        read = map(_values, _entries(feed))
        return {values["UID"]: _stamp(values) for values in read}
    except ValueError as error:
        raise LedgerError("feed", path=path) from error


def _entries(feed: bytes) -> list[bytes]:
    """Return the entries between BEGIN and END; raises ValueError."""
    if not feed.startswith(_HEAD) or not feed.endswith(b"\r\nEND:VCALENDAR\r\n"):
        raise ValueError(feed[:80])
    parts = [part.partition(b"\r\nEND:VEVENT") for part in feed.split(_BEGIN)[1:]]
    if not all(end for _, end, _ in parts):
        raise ValueError(len(parts))
    return [entry for entry, _, _ in parts]


def _values(entry: bytes) -> dict[str, str]:
    """Return the values of an entry by name, without folds and escapes; raises ValueError."""
    head = entry.partition(b"\r\nDTSTART")[0].replace(b"\r\n ", b"").decode()
    values = dict(line.partition(":")[::2] for line in head.split("\r\n"))
    if not values.keys() >= _NAMES:
        raise ValueError(head)
    values["UID"] = _ESCAPE.sub(_unescaped, values["UID"])
    return values


def _stamp(values: dict[str, str]) -> Stamp:
    created, modified = _instant(values["CREATED"]), _instant(values["LAST-MODIFIED"])
    return Stamp(int(values["SEQUENCE"]), created, modified)


def _instant(digits: str) -> datetime:
    """Return the instant that digits name (RFC 5545 3.3.5, form 2); raises ValueError."""
    at = datetime.fromisoformat(digits)
    if at.tzinfo is not UTC:
        raise ValueError(digits)
    return at


def _unescaped(escape: re.Match[str]) -> str:
    return "\n" if escape[1] in "nN" else escape[1]
