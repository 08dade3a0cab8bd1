"""What the options that choose events mean in a programme."""

from collections.abc import Iterable, Iterator
from datetime import date
from difflib import get_close_matches

import typer

from calendar_tool.cli.selection import Asked
from calendar_tool.model import Event, Kind, Programme, Selection
from calendar_tool.source.mistake import Mistake
from calendar_tool.source.when import Calendar, read_day


def selections(asked: Asked, programme: Programme) -> list[Selection]:
    """Return what the options ask for; raises typer.BadParameter for what the programme has not."""
    feeds = {feed.id: feed.select for feed in programme.feeds}
    rooms = {f"{id}/{room}" for id, venue in programme.venues.items() for room in venue.rooms}
    calendar = Calendar(programme.first_day, programme.last_day, programme.time_zone, None)
    chosen = Selection(
        days=tuple(_day(text, calendar) for text in asked["day"]),
        tracks=_known("track", asked, programme.tracks),
        venues=_known("venue", asked, programme.venues),
        rooms=_known("room", asked, rooms),
        people=_known("person", asked, programme.people),
        kinds=_known("kind", asked, [kind.value for kind in Kind]),
        tags=_known("tag", asked, set(_tags(programme.events))),
    )
    return [chosen, *(feeds[id] for id in _known("feed", asked, feeds))]


def _known(name: str, asked: Asked, known: Iterable[str]) -> tuple[str, ...]:
    names = list(known)
    for value in asked[name]:
        if value not in names:
            guess = get_close_matches(value, names, 1)
            about = f"did you mean {guess[0]}?" if guess else f"known: {', '.join(names) or '–'}"
            raise typer.BadParameter(f"{value!r}: {about}", param_hint=f"--{name}")
    return tuple(asked[name])


def _day(text: str, calendar: Calendar) -> date:
    try:
        return read_day(text, calendar)
    except Mistake as mistake:
        raise typer.BadParameter(f"{text!r} is not a day", param_hint="--day") from mistake


def _tags(events: Iterable[Event]) -> Iterator[str]:
    for event in events:
        yield from event.tags
        yield from _tags(event.events)
