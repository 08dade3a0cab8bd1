"""What the options that choose events mean in a programme."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from difflib import get_close_matches
from functools import partial

import typer

from calendar_tool.cli.language import messages
from calendar_tool.cli.misuse import misuse
from calendar_tool.cli.selection import Asked
from calendar_tool.diagnostics import NOWHERE, Diagnostic
from calendar_tool.model import Event, Kind, Programme, Selection
from calendar_tool.source.mistake import Mistake
from calendar_tool.source.when import Calendar, read_day
from calendar_tool.wording import Words, words


def selections(asked: Asked, programme: Programme) -> list[Selection]:
    """Return what the options ask for; exits with 2 for what the programme has not."""
    says = words(messages(None, programme.languages))
    feeds = {feed.id: feed.select for feed in programme.feeds}
    rooms = {f"{id}/{room}" for id, venue in programme.venues.items() for room in venue.rooms}
    calendar = Calendar(programme.first_day, programme.last_day, programme.time_zone, None)
    known = partial(_known, asked, says)
    chosen = Selection(
        days=tuple(_day(text, calendar, says) for text in asked["day"]),
        tracks=known("track", programme.tracks),
        venues=known("venue", programme.venues),
        rooms=known("room", rooms),
        people=known("person", programme.people),
        kinds=known("kind", [kind.value for kind in Kind]),
        tags=known("tag", set(_tags(programme.events))),
    )
    return [chosen, *(feeds[id] for id in known("feed", feeds))]


def _known(asked: Asked, says: Words, name: str, known: Iterable[str]) -> tuple[str, ...]:
    names = list(known)
    for value in asked[name]:
        if value not in names:
            raise unknown(f"--{name}", value, names, says)
    return tuple(asked[name])


def unknown(option: str, value: str, names: Sequence[str], says: Words) -> typer.Exit:
    """Tell that a value of an option is none of the known ones; return the end of the run."""
    guess = get_close_matches(value, names, 1)
    if guess:
        return misuse(says.say("misuse.guess", option=option, value=value, guess=guess[0]))
    known = ", ".join(names) or "–"
    return misuse(says.say("misuse.unknown", option=option, value=value, known=known))


def _day(text: str, calendar: Calendar, says: Words) -> date:
    try:
        return read_day(text, calendar)
    except Mistake as mistake:
        wrong = Diagnostic(key=mistake.key, span=NOWHERE, values=mistake.values)
        raise misuse(f"--day: {'; '.join(filter(None, says.sentence(wrong)))}") from mistake


def _tags(events: Iterable[Event]) -> Iterator[str]:
    for event in events:
        yield from event.tags
        yield from _tags(event.events)
