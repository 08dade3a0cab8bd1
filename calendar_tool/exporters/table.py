"""FORMAT (RFC 4180): a row an occurrence, headed by the keys of the programme file.

What fits into one cell is read back by `add-event --from`. No cell is a formula to a spreadsheet.
Must not know other formats.
"""

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime

from calendar_tool.exporters.format import Edition, Format, Rendering
from calendar_tool.model import Event, Link, Text, When
from calendar_tool.occurrences import Occurrence, order

#: Where a spreadsheet would begin a cell, whichever separator it thinks of, and find a formula.
_FORMULA = re.compile("(^|[,;|\t\r\n])(?=[-=+@＝＋－＠\t\r])")

#: The longest id that the programme file allows.
_LONGEST_ID = 64


def render(edition: Edition) -> Rendering:
    """Return the table of an edition, in UTF-8 with the mark by which spreadsheets know it."""
    rows = [dict(_cells(one)) for one in sorted(edition.occurrences, key=order)]
    used = [key for key in _header(rows) if any(row.get(key) for row in rows)]
    plain = edition.language == edition.programme.languages[0]
    names = [f"{key}.{edition.language}" if key in _TEXTS and not plain else key for key in used]
    table = io.StringIO()
    writer = csv.writer(table, quoting=csv.QUOTE_ALL)
    for cells in (names, *([row.get(key, "") for key in used] for row in rows)):
        writer.writerow([_FORMULA.sub(r"\1'", cell) for cell in cells])
    return Rendering(table.getvalue().encode("utf-8-sig"))


FORMAT = Format(name="csv", suffix=".csv", media_type="text/csv; charset=utf-8", render=render)


def _header(rows: Iterable[dict[str, str]]) -> Iterator[str]:
    """Yield the keys in the order of the file format's reference, with a column for each role."""
    roles = dict.fromkeys(key for row in rows for key in row if key.startswith("people."))
    for key in _COLUMNS:
        yield key
        if key == "people":
            yield from roles


def _cells(occurrence: Occurrence) -> Iterator[tuple[str, str]]:
    event = occurrence.event
    for key, written in _COLUMNS.items():
        yield key, written(event)
    yield "id", _id(occurrence)
    yield "uid", occurrence.uid
    for role in dict.fromkeys(role for role, _ in event.people):
        key = f"people.{role}" if role else "people"
        yield key, ", ".join(id for held, id in event.people if held == role)


def _id(occurrence: Occurrence) -> str:
    """Return the id, with the date of all but the first occurrence: no two rows share one."""
    id, key = occurrence.event.id, occurrence.key.lower()
    if id is None or not key:
        return id or ""
    return f"{id}-{key}" if len(id) + len(key) < _LONGEST_ID else ""


def _when(when: When | None) -> str:
    """Return a time as the programme file writes it."""
    if when is None:
        return ""
    start, end = when.start, when.end
    if isinstance(start, datetime):
        return _clock(start, end if isinstance(end, datetime) else None)
    if start is None:
        return "TBA"
    last = when.last_day
    days = f"{start}" if last is None or last == start else f"{start} – {last}"
    return f"{days} TBA" if when.tba else days


def _clock(start: datetime, end: datetime | None) -> str:
    ends = (start, end or start)
    if any(at.utcoffset() != at.replace(fold=1 - at.fold).utcoffset() for at in ends):
        return "/".join(at.isoformat(timespec="minutes") for at in dict.fromkeys(ends))
    if end is None:
        return f"{_day(start)} {start:%H:%M}"
    if end.date() == start.date():
        return f"{_day(start)} {start:%H:%M}–{end:%H:%M}"
    return f"{_day(start)} {start:%H:%M} – {_day(end)} {end:%H:%M}"


def _day(at: datetime) -> str:
    return str(at.date())


def _text(text: Text | None) -> str:
    return str(text) if text else ""


def _links(links: Iterable[Link]) -> str:
    return " ".join(link.url for link in links)


_COLUMNS: dict[str, Callable[[Event], str]] = {
    "id": lambda event: event.id or "",
    "title": lambda event: _text(event.title),
    "subtitle": lambda event: _text(event.subtitle),
    "highlight": lambda event: "true" if event.highlight else "",
    "when": lambda event: _when(event.when),
    "hours": lambda event: "TBA" if event.hours and event.hours.tba else "",
    "venue": lambda event: event.venue or "",
    "room": lambda event: event.room or "",
    "online": lambda event: event.online or "",
    "track": lambda event: event.track or "",
    "kind": lambda event: event.kind or "",
    "tags": lambda event: ", ".join(event.tags),
    "people": lambda _: "",
    "status": lambda event: event.status,
    "previous": lambda event: _when(event.previous),
    "previous_venue": lambda event: event.previous_venue or "",
    "notice": lambda event: _text(event.notice),
    "description": lambda event: _text(event.description),
    "access": lambda event: event.access or "",
    "tickets.url": lambda event: (event.tickets.url if event.tickets else None) or "",
    "tickets.price": lambda event: _text(event.tickets.price) if event.tickets else "",
    "tickets.sale_from": lambda event: _when(event.tickets.sale_from) if event.tickets else "",
    "registration": lambda event: event.registration or "",
    "age": lambda event: event.age or "",
    "language": lambda event: ", ".join(event.language),
    "audience": lambda event: _text(event.audience),
    "expected": lambda event: str(event.expected or ""),
    "accessibility": lambda event: ", ".join(event.accessibility),
    "url": lambda event: event.url or "",
    "image": lambda event: event.image.src if event.image else "",
    "links": lambda event: _links(event.links),
    "attachments": lambda event: _links(event.attachments),
    "uid": lambda _: "",
}

#: The columns that hold a text, in one of the programme's languages.
_TEXTS = {"title", "subtitle", "notice", "description", "tickets.price", "audience"}
