"""`schedule.json` (frab): the schedule of `schedule.xml` for programs that rather read JSON.

Knows schedules and JSON; must not know programmes of any other shape.
"""

import re
from collections.abc import Iterable

from calendar_tool.exporters.exchange import Object, given, to_json, uri
from calendar_tool.exporters.format import Edition, Format, Rendering
from calendar_tool.exporters.frab import (
    Day,
    Participant,
    Reference,
    Schedule,
    Session,
    hours_and_minutes,
    schedule,
)
from calendar_tool.text import one_line

#: The names of zones that the schema knows; others are not told, the offsets are.
_ZONE = re.compile("[A-Z][a-z]+/[A-Z][a-z]+.*|.*UTC")


def render(edition: Edition) -> Rendering:
    """Return an edition as a schedule, and what it cannot hold."""
    told, left_out = schedule(edition)
    content = {
        "generator": {"name": "calendar_tool"},
        "schedule": {"version": told.version, "conference": _conference(told)},
    }
    return Rendering(to_json(content).encode(), left_out)


FORMAT = Format(name="schedule-json", suffix=".json", media_type="application/json", render=render)


def _conference(told: Schedule) -> Object:
    programme = told.programme
    head = {
        "acronym": told.acronym,
        "title": one_line(str(programme.title)),
        "start": str(programme.first_day),
        "end": str(programme.last_day),
        "daysCount": len(told.days),
        "timeslot_duration": "00:05",
        "time_zone_name": programme.time_zone if _ZONE.fullmatch(programme.time_zone) else None,
        "logo": uri(programme.logo.src) if programme.logo else None,
        "colors": {"primary": programme.color.lower()} if programme.color else None,
        "url": told.url,
        "tracks": [
            given(
                {
                    "name": one_line(str(track.name)),
                    "slug": track.id if len(track.id) > 1 else None,
                    "color": track.color and track.color.lower(),
                }
            )
            for track in programme.tracks.values()
        ],
        "rooms": [given(room._asdict()) for room in told.rooms],
    }
    days = [_day(day, index) for index, day in enumerate(told.days, start=1)]
    return {**given(head), "days": days}


def _day(day: Day, index: int) -> Object:
    rooms: dict[str, list[Object]] = {}
    for room, sessions in day.rooms.items():
        rooms.setdefault(room.name, []).extend(map(_session, sessions))
    return {
        "index": index,
        "date": str(day.date),
        "day_start": day.start.isoformat(),
        "day_end": day.end.isoformat(),
        "rooms": rooms,
    }


def _session(session: Session) -> Object:
    needed = {
        "guid": session.guid,
        "id": session.id,
        "date": session.start.isoformat(),
        "start": f"{session.start:%H:%M}",
        "duration": hours_and_minutes(session.duration),
        "room": session.room.name,
        "slug": session.slug,
        "url": session.url or f"urn:uuid:{session.guid}",
        "title": session.title,
        "subtitle": session.subtitle or None,
        "track": session.track or None,
        "type": session.kind,
        "language": session.language or None,
        "abstract": session.abstract or None,
        "persons": [_person(one) for one in session.participants],
        "links": list(_references(session.links)),
    }
    others = {
        "logo": session.image,
        "description": session.description,
        "attachments": list(_references(session.attachments)),
    }
    return needed | given(others)


def _person(participant: Participant) -> Object:
    id, guid, person = participant
    return given(
        {
            "id": id,
            "guid": guid,
            "name": one_line(str(person.name)),
            "biography": str(person.bio) if person.bio else None,
            "avatar": uri(person.image.src) if person.image else None,
            "url": uri(person.url),
        }
    )


def _references(references: Iterable[Reference]) -> Iterable[Object]:
    for url, title in references:
        yield {"url": url, "title": title}
