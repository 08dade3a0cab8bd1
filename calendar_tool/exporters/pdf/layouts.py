"""What fills each layout but the poster. Must not know Typst, fonts or paper sizes."""

from collections.abc import Iterable, Iterator, Sequence

from calendar_tool.errors import RefusedError
from calendar_tool.exporters.pdf.rows import Rows
from calendar_tool.exporters.pdf.sheet import Data, Sheet
from calendar_tool.model import Person, Venue
from calendar_tool.occurrences import Occurrence


def agenda(sheet: Sheet) -> Data:
    """Return one day after the other, what has no date yet, and the venues."""
    rows = Rows(sheet=sheet, agenda=sheet.agenda)
    return {"days": rows.sections(), "undated": rows.undated(), "venues": rows.venues()}


def doors(sheet: Sheet) -> Data:
    """Return a sheet for each door and day: of every venue, and of its rooms if it uses several.

    Raises RefusedError if nothing has both a place and a date.
    """
    found = [
        door
        for venue in sheet.agenda.venues
        for room, occurrences in _doors(venue, sheet.edition.occurrences)
        for door in _at_door(sheet, venue, room, occurrences)
    ]
    if not found:
        raise RefusedError("sheet.no_doors")
    return {"doors": found}


def _doors(
    venue: Venue, occurrences: Iterable[Occurrence]
) -> Iterator[tuple[str | None, Sequence[Occurrence]]]:
    """Yield the entrance of a venue, then its rooms; where all is in one room, that alone."""
    here = [one for one in occurrences if one.event.venue == venue.id]
    rooms = [room for room in venue.rooms if any(one.event.room == room for one in here)]
    if len({one.event.room for one in here}) > 1:
        yield None, here
    else:
        rooms = rooms or [""]
    for room in rooms:
        yield room, [one for one in here if one.event.room == (room or None)]


def _at_door(
    sheet: Sheet, venue: Venue, room: str | None, occurrences: Sequence[Occurrence]
) -> Iterator[Data]:
    rows = Rows(sheet=sheet, agenda=sheet.drawn(occurrences), door=(venue.id, room))
    here = {
        "number": sheet.agenda.numbers[venue.id],
        "venue": sheet.set(venue.name),
        "room": sheet.set(room and venue.rooms[room].name),
        "address": sheet.set(venue.address),
        "page": sheet.code(f"#venue_{venue.id}"),
    }
    for section in rows.sections():
        yield {**here, **section}


def persons(sheet: Sheet) -> Data:
    """Return the running order of each person: of those asked for, else of all who take part.

    Raises RefusedError if there is none.
    """
    known = sheet.programme.people
    found = [(known[id_], _with(id_, sheet)) for id_ in sheet.people or known if id_ in known]
    shown = [_own(sheet, one, theirs) for one, theirs in found if theirs]
    if not shown:
        raise RefusedError("refusal.nothing" if sheet.people else "sheet.no_people")
    return {"persons": shown}


def _with(person: str, sheet: Sheet) -> list[Occurrence]:
    """Return what a person takes part in or, in an edition for the team, answers for."""
    return [
        one
        for one in sheet.edition.occurrences
        if any(role.person == person for role in one.event.people)
        or (one.event.staff is not None and one.event.staff.responsible == person)
    ]


def _own(sheet: Sheet, person: Person, occurrences: Sequence[Occurrence]) -> Data:
    rows = Rows(sheet=sheet, agenda=sheet.drawn(occurrences), person=person.id)
    about = [text for text in (person.position, person.organization) if text]
    return {
        "name": sheet.set(person.name),
        "about": sheet.line(", ".join(map(str, about)), *about),
        "days": rows.sections(),
        "undated": rows.undated(),
    }


def staff(sheet: Sheet) -> Data:
    """Return the agenda of the team: what is private too, when to set up, who answers for it."""
    rows = Rows(sheet=sheet, agenda=sheet.agenda, staff=True)
    return {
        "kicker": sheet.kicker("sheet.staff"),
        "days": rows.sections(),
        "undated": rows.undated(),
    }
