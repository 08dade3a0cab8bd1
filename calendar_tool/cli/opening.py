"""How every command that makes something of a programme begins: load, tell findings, choose."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

import typer

from calendar_tool.cli.choosing import selections, unknown
from calendar_tool.cli.language import messages
from calendar_tool.cli.reporting import language_of, tell
from calendar_tool.cli.selection import Asked
from calendar_tool.errors import CalendarToolError
from calendar_tool.exporters.format import Edition
from calendar_tool.load import Loaded, load, pinned
from calendar_tool.model import Programme, Text
from calendar_tool.site import ALL, Public, open_to_public
from calendar_tool.wording import words


def today() -> datetime:
    """Return the present moment, or the pinned one: the only place where the clock is asked."""
    return pinned() or datetime.now().astimezone()


def ready(loaded: Loaded) -> Programme:
    """Tell the findings of a file on stderr; return its programme, or exit with 1 if broken."""
    tell(loaded, language_of([loaded], None), "frames", err=True)
    if loaded.programme is None or loaded.is_broken:
        raise typer.Exit(1)
    return loaded.programme


def language_in(programme: Programme, asked: str | None) -> str:
    """Return the language asked for, else the programme's first; exits with 2 if it has no such."""
    languages = programme.languages
    if asked is not None and asked not in languages:
        raise unknown("--lang", asked, languages, words(messages(None, languages)))
    return asked or languages[0]


def open_edition(file: str, lang: str | None, asked: Asked) -> Edition:
    """Return the edition of a file that a command asks for.

    Exits with 1 if the file is broken and with 2 if it has no such language, track and so on;
    raises CalendarToolError if nothing is left.
    """
    loaded = load(file, today().date())
    programme = ready(loaded)
    language = language_in(programme, lang)
    shown = open_to_public(
        programme, loaded.occurrences, loaded.told, loaded.ledger, loaded.pictures
    )
    asked_for = selections(asked, shown.programme)
    chosen = shown.chosen(asked_for)
    if not chosen.occurrences:
        raise nothing_left(asked, programme.languages)
    path, title = named(asked, asked_for[0].days, shown, language)
    return shown.edition(language, chosen, path, title, asked_for[0].days)


def nothing_left(asked: Asked, languages: Sequence[str]) -> CalendarToolError:
    """Return what is said where no event is: a selection fits none, or there are none at all."""
    key = "refusal.nothing" if any(asked.values()) else "refusal.empty"
    return CalendarToolError(words(messages(None, languages)).say(key))


def named(
    asked: Asked, days: Sequence[date], shown: Public, language: str
) -> tuple[str, str | None]:
    """Return the path and title of a selection: that of its own feed where it is one."""
    said = {**asked, "day": [str(day) for day in days]}
    given = [(name, value) for name, values in said.items() for value in values]
    if not given:
        return ALL, None
    path = "+".join(f"{name}-{value.replace('/', '--')}" for name, value in given)
    programme = shown.programme
    says = words(language)
    records: dict[str, Mapping[str, Text | str]] = {
        "day": {str(day): says.short_date(day) for day in days},
        "kind": {kind: says.say(f"kind.{kind}") for kind in asked["kind"]},
        "room": {
            f"{id}/{room.id}": room.name
            for id, venue in programme.venues.items()
            for room in venue.rooms.values()
        },
        "track": {id: one.name for id, one in programme.tracks.items()},
        "venue": {id: one.name for id, one in programme.venues.items()},
        "person": {id: one.name for id, one in programme.people.items()},
        "feed": {feed.id: feed.title for feed in programme.feeds},
    }
    names = []
    for name, value in given:
        text = records.get(name, {}).get(value, value)
        names.append(text if isinstance(text, str) else text.get(language) or str(text))
    return f"{path}.ics", ", ".join(names)
