"""`schedule.xml` (frab, Pentabarf): what Giggity, EventFahrplan and their like read on phones.

Knows schedules and XML; must not know programmes of any other shape.
"""

import re
from collections.abc import Iterable
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from calendar_tool.exporters.exchange import uri
from calendar_tool.exporters.format import Edition, Format, Rendering
from calendar_tool.exporters.frab import (
    Day,
    Reference,
    Schedule,
    Session,
    hours_and_minutes,
    schedule,
)
from calendar_tool.text import one_line

#: Characters that no XML document may hold (XML 1.0, 2.2).
_UNFIT = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")

_SLUG = re.compile("[a-z][a-z0-9-]+")


def render(edition: Edition) -> Rendering:
    """Return an edition as a schedule, and what it cannot hold."""
    told, left_out = schedule(edition)
    root = Element("schedule")
    SubElement(root, "generator", name="calendar_tool")
    _text(root, "version", told.version)
    _conference(root, told)
    for index, day in enumerate(told.days, start=1):
        _day(root, day, index)
    indent(root, " ")
    return Rendering(tostring(root, "utf-8", xml_declaration=True) + b"\n", left_out)


FORMAT = Format(name="schedule-xml", suffix=".xml", media_type="application/xml", render=render)


def _text(parent: Element, name: str, text: str | None, **attributes: str) -> None:
    """Append an element that holds a text, unless it is None."""
    if text is not None:
        element = SubElement(parent, name, {k: _fit(v) for k, v in attributes.items()})
        element.text = _fit(text)


def _fit(text: str) -> str:
    return _UNFIT.sub("", text)


def _conference(root: Element, told: Schedule) -> None:
    programme = told.programme
    conference = SubElement(root, "conference")
    _text(conference, "title", one_line(str(programme.title)))
    _text(conference, "acronym", told.acronym)
    _text(conference, "start", str(programme.first_day))
    _text(conference, "end", str(programme.last_day))
    _text(conference, "days", str(len(told.days)))
    _text(conference, "timeslot_duration", "00:05")
    _text(conference, "logo", uri(programme.logo.src) if programme.logo else None)
    _text(conference, "url", told.url)
    _text(conference, "time_zone_name", programme.time_zone)
    if programme.color:
        SubElement(conference, "color", primary=programme.color.lower())
    for track in programme.tracks.values():
        about = {"name": _fit(one_line(str(track.name)))}
        if track.color:
            about["color"] = track.color.lower()
        if _SLUG.fullmatch(track.id):
            about["slug"] = track.id
        SubElement(conference, "track", about)


def _day(root: Element, day: Day, index: int) -> None:
    about = {
        "index": str(index),
        "date": str(day.date),
        "start": day.start.isoformat(),
        "end": day.end.isoformat(),
    }
    element = SubElement(root, "day", about)
    for room, sessions in day.rooms.items():
        within = SubElement(element, "room", name=_fit(room.name), guid=room.guid)
        for session in sessions:
            _session(within, session)


def _session(room: Element, session: Session) -> None:
    event = SubElement(room, "event", guid=session.guid, id=str(session.id))
    _text(event, "room", session.room.name)
    _text(event, "title", session.title)
    _text(event, "subtitle", session.subtitle)
    _text(event, "type", session.kind)
    _text(event, "date", session.start.isoformat())
    _text(event, "start", f"{session.start:%H:%M}")
    _text(event, "duration", hours_and_minutes(session.duration))
    _text(event, "abstract", session.abstract)
    _text(event, "slug", session.slug)
    _text(event, "track", session.track)
    _text(event, "logo", session.image)
    persons = SubElement(event, "persons")
    for id, guid, person in session.participants:
        _text(persons, "person", one_line(str(person.name)), id=str(id), guid=guid)
    _text(event, "language", session.language)
    _text(event, "description", session.description)
    _references(event, "link", session.links)
    _references(event, "attachment", session.attachments)
    _text(event, "url", session.url)


def _references(event: Element, name: str, references: Iterable[Reference]) -> None:
    element = SubElement(event, f"{name}s")
    for url, title in references:
        _text(element, name, title, href=url)
