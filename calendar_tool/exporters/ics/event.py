"""VEVENT: one occurrence as content lines, encoded once for all the feeds that hold it.

What recurs (places, subjects, stamps) is encoded once per distinct value; only digits and texts
that belong to one event alone are written each time. Must not know the feed around it.
"""

from datetime import datetime
from functools import cache
from typing import NamedTuple

from calendar_tool.exporters.description import Describer, title
from calendar_tool.exporters.ics.colors import nearest_name
from calendar_tool.exporters.ics.content import digits, escape, is_address, line, text_line
from calendar_tool.exporters.ics.times import Times, encode_times
from calendar_tool.exporters.standing import Standing, standing
from calendar_tool.model import TBA, Event, Kind, Programme, Visibility
from calendar_tool.occurrences import Occurrence
from calendar_tool.text import one_line
from calendar_tool.told import Stamp
from calendar_tool.wording import words


class Entry(NamedTuple):
    """An encoded VEVENT, with what a feed must know to put it in its place."""

    times: Times
    uid: str
    modified: datetime
    content: bytes


class Encoder:
    """Encodes the occurrences of one programme in one language."""

    def __init__(self, programme: Programme, language: str) -> None:
        self._programme = programme
        self._words = words(language)
        self._describer = Describer(programme, language)
        self._page = page(programme, language)
        self._stamp = cache(_encode_stamp)
        self._place = cache(self._encode_place)
        self._subject = cache(self._encode_subject)

    def encode(self, occurrence: Occurrence, stamp: Stamp) -> Entry | None:
        """Return the entry of an occurrence; None if it has no day on which to show it."""
        event, when = occurrence.event, occurrence.when
        stands = standing(event, when, self._programme)
        if stands is None:
            return None
        times = encode_times(stands.when)
        address = self._address(event)
        content = (
            b"BEGIN:VEVENT\r\n",
            text_line("UID", occurrence.uid),
            self._stamp(stamp),
            times.lines,
            text_line("SUMMARY", self._summary(event, stands), event.title.language),
            self._description(occurrence, address),
            self._place(event.venue, event.room, bool(event.online)),
            line("URL", address) if address else b"",
            self._subject(event.track, event.kind, event.tags),
            _STATUS[stands.status],
            _extras(occurrence),
            b"END:VEVENT\r\n",
        )
        return Entry(times, occurrence.uid, stamp.modified, b"".join(content))

    def _summary(self, event: Event, stands: Standing) -> str:
        summary = title(event)
        for key in filter(None, (stands.suffix, stands.prefix)):
            summary = self._words.say(f"feed.{key}", title=summary)
        return summary

    def _description(self, occurrence: Occurrence, address: str | None) -> bytes:
        event = occurrence.event
        text = self._describer.describe(event, occurrence.when, address)
        language = event.description.language if event.description else self._words.base
        return text_line("DESCRIPTION", text, language) if text else b""

    def _address(self, event: Event) -> str | None:
        """Return the event's own page, else its place on the programme's."""
        if is_address(event.url):
            return event.url
        return f"{self._page}#{event.id}" if self._page and event.id else self._page

    def _encode_place(self, venue: str | None, room: str | None, online: bool) -> bytes:
        """Return LOCATION, and GEO where the venue has it."""
        place = self._programme.venues.get(venue or "")
        if place is None:
            key = "place_tba" if venue == TBA else "online" if online else "place_unknown"
            return text_line("LOCATION", self._words.say(f"feed.{key}"), self._words.base)
        hall = place.rooms.get(room or "")
        names = (hall.name if hall else None, place.name, place.address)
        location = ", ".join(one_line(str(name)) for name in names if name)
        lines = text_line("LOCATION", location, place.name.language)
        if place.geo:
            lines += line("GEO", ";".join(map(_degrees, place.geo)))
        return lines

    def _encode_subject(self, track: str | None, kind: Kind | None, tags: tuple[str, ...]) -> bytes:
        """Return CATEGORIES, and COLOR where the track has it."""
        strand = self._programme.tracks.get(track or "")
        names = [one_line(str(strand.name))] if strand else []
        names += [self._words.say(f"kind.{kind}")] if kind else []
        names += filter(None, map(one_line, tags))
        spelt: dict[str, str] = {}  # «Спорт» and «спорт» are one word
        for name in names:
            spelt.setdefault(name.casefold(), name)
        language = strand.name.language if strand else self._words.base if kind else None
        lines = b""
        if names:
            head = f"CATEGORIES;LANGUAGE={language}" if language else "CATEGORIES"
            lines = line(head, ",".join(map(escape, spelt.values())))
        if strand and strand.color:
            lines += line("COLOR", nearest_name(strand.color))
        return lines


def page(programme: Programme, language: str) -> str | None:
    """Return the folder of a programme's page in a language, None if it is published nowhere."""
    if not is_address(programme.url):
        return None
    return f"{programme.url}{'' if str(programme.url).endswith('/') else '/'}{language}/"


_STATUS = {
    status: f"STATUS:{status}\r\nTRANSP:TRANSPARENT\r\n".encode()
    for status in ("CONFIRMED", "TENTATIVE", "CANCELLED")
}


def _encode_stamp(stamp: Stamp) -> bytes:
    modified = digits(stamp.modified)
    return (
        f"DTSTAMP:{modified}Z\r\n"
        f"CREATED:{digits(stamp.created)}Z\r\n"
        f"LAST-MODIFIED:{modified}Z\r\n"
        f"SEQUENCE:{stamp.sequence}\r\n"
    ).encode()


def _extras(occurrence: Occurrence) -> bytes:
    """Return the lines that few events have."""
    event, lines = occurrence.event, b""
    if event.visibility is Visibility.PRIVATE:
        lines += line("CLASS", "PRIVATE")
    if occurrence.whole_uid is not None:
        lines += text_line("RELATED-TO", occurrence.whole_uid)
    if event.image and is_address(event.image.src):
        lines += line("IMAGE;VALUE=URI", event.image.src)
    if event.online and is_address(event.online):
        lines += line("CONFERENCE;VALUE=URI", event.online)
    return lines


def _degrees(angle: float) -> str:
    """Return degrees as a FLOAT without exponent, to the six decimals that GEO may have."""
    return f"{round(angle, 6) + 0.0:.6f}".rstrip("0").rstrip(".")
