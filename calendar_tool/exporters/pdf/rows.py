"""Days, rows and venues of an agenda as data for the templates, every word already chosen.

Knows agendas and words; must not know Typst, fonts or paper sizes.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime

from msgspec import Struct

from calendar_tool.agenda import Agenda, Day, Mark, Row
from calendar_tool.exporters import hours, phrases
from calendar_tool.exporters.pdf.sheet import Data, Sheet
from calendar_tool.model import Event, Venue, Visibility

#: Characters above which a row may be torn apart, lest it be taller than the page.
_TALL = 1500

#: Levels of indentation; parts of parts of parts of parts stand under one another.
_DEEPEST = 3

_TONES = {Mark.CANCELLED: "alarm", Mark.TENTATIVE: "plain"}


class Rows(Struct, frozen=True, kw_only=True):
    """How the rows of an agenda are put.

    `person` is for whom they are, `door` the venue and perhaps the room at whose door they hang;
    `staff` adds what is for the team alone.
    """

    sheet: Sheet
    agenda: Agenda
    person: str | None = None
    door: tuple[str, str | None] | None = None
    staff: bool = False

    def sections(self) -> list[Data]:
        """Return what goes on for weeks, if anything does, and each day."""
        return [*self._long(), *map(self.day, self.agenda.days)]

    def day(self, day: Day) -> Data:
        """Return a day: a heading, and its rows by when their time is known."""
        sheet, length = self.sheet, self.agenda.length
        says = sheet.words
        numbered = length > 1 and 1 <= day.number <= length
        count = says.count("agenda.events", len(day.rows))
        number = [says.say("agenda.day_of", n=day.number, total=length)] if numbered else []
        groups = ((sheet.say("time.time_tba"), day.unannounced), ("", day.announced))
        return {
            "name": sheet.set(phrases.heading(sheet.programme, day.date, says)),
            "aside": sheet.set(" · ".join([*number, count])),
            "zone": sheet.zone(day.date),
            "groups": [
                {"label": label, "rows": list(self.rows(rows))} for label, rows in groups if rows
            ],
        }

    def undated(self) -> list[Data]:
        """Return the rows of what has no date yet."""
        return list(self.rows(self.agenda.unannounced))

    def venues(self) -> list[Data]:
        """Return the list of venues; none where it would only repeat the names."""
        venues = [self.venue(venue) for venue in self.agenda.venues]
        told = any(venue["address"] or venue["note"] or venue["chips"] for venue in venues)
        return venues if told else []

    def venue(self, venue: Venue) -> Data:
        """Return a venue with the code of its place on the programme's page."""
        sheet = self.sheet
        return {
            "number": self.agenda.numbers[venue.id],
            "name": sheet.set(venue.name),
            "address": sheet.set(venue.address),
            "note": sheet.set(venue.note),
            "page": sheet.code(f"#venue_{venue.id}"),
            "chips": [
                sheet.set(sheet.words.say(f"accessibility.{means}"))
                for means in venue.accessibility
            ],
        }

    def rows(self, rows: Iterable[Row], level: int = 0) -> Iterator[Data]:
        """Yield each row, and after it its parts, one level deeper."""
        for row in rows:
            yield self.row(row, level)
            yield from self.rows(row.parts, min(level + 1, _DEEPEST))

    def row(self, row: Row, level: int = 0) -> Data:
        """Return one row."""
        told: Data = {
            "level": level,
            **self._time_and_place(row),
            **self._texts(row),
            **self._facts(row),
            **self._for_staff(row),
        }
        return {**told, "longest": _longest(told)}

    def _long(self) -> Iterator[Data]:
        sheet, rows = self.sheet, self.agenda.long
        if rows:
            yield {
                "name": sheet.say("agenda.long"),
                "aside": sheet.set(sheet.words.count("agenda.events", len(rows))),
                "zone": sheet.zone(sheet.first_day),
                "groups": [{"label": "", "rows": list(self.rows(rows))}],
            }

    def _time_and_place(self, row: Row) -> Data:
        sheet = self.sheet
        start, rest = hours.times(row, sheet.words)
        number, name = self._place(row)
        venue = sheet.programme.venues.get(row.event.venue or "")
        return {
            "start": sheet.set(start),
            "rest": sheet.set(rest),
            "gone": row.gone,
            "number": number,
            "place": sheet.set(name),
            "address": sheet.set(venue.address) if self.person and venue and name else "",
        }

    def _place(self, row: Row) -> phrases.Place:
        """Return where a row takes place; at a door the room alone, if it is another one."""
        programme = self.sheet.programme
        if self.door is None:
            return phrases.place(row, self.agenda, programme, self.sheet.words)
        venue, room = self.door
        other = programme.venues[venue].rooms.get(row.event.room or "")
        return phrases.Place(None, str(other.name) if other and other.id != room else "")

    def _texts(self, row: Row) -> Data:
        event, sheet = row.event, self.sheet
        description = "" if self.staff else str(event.description or "")
        news = phrases.news(row, sheet.programme, sheet.words)
        people = phrases.people(event, sheet.programme, sheet.words)
        return {
            "title": sheet.set(event.title),
            "subtitle": sheet.set(event.subtitle),
            "link": self._link(event),
            "tall": len(description) > _TALL,
            "news": [sheet.linked(line) for line in news],
            "paragraphs": [sheet.linked(text) for text in phrases.paragraphs(description)],
            "lines": [sheet.set(line) for line in phrases.lines(event)],
            "people": [self._part(part) for part in people],
        }

    def _part(self, part: phrases.Part) -> Data:
        persons = [(self.sheet.set(one.name), self.sheet.set(one.about)) for one in part.persons]
        return {"role": self.sheet.set(part.role), "persons": persons}

    def _facts(self, row: Row) -> Data:
        event, own, sheet = row.event, phrases.own(row), self.sheet
        facts = phrases.facts(row, sheet.programme, sheet.words)
        addresses = [
            (sheet.set(phrases.short_address(url)), url) for url in phrases.addresses(event)
        ]
        chips = [
            (sheet.set(word), _TONES.get(mark, "notice"))
            for mark, word in phrases.marks(row, sheet.words)
        ]
        if event.visibility is Visibility.PRIVATE:
            chips.append((sheet.set(sheet.words.say("sheet.private")), "plain"))
        return {
            "facts": [sheet.set(fact) for fact in facts],
            "addresses": addresses,
            "age": sheet.set(own.age),
            "chips": chips,
            "track": sheet.track(event.track),
            "names-track": own.track in sheet.looks,
            "has-facts": bool(facts or addresses or own.age or chips or own.track),
        }

    def _for_staff(self, row: Row) -> Data:
        """Return what the team must know: from when, who answers for it, for how many, a note."""
        if not self.staff:
            return {"setup": "", "responsible": "", "team": []}
        sheet, event = self.sheet, row.event
        says, staff, start = sheet.words, event.staff, row.when.start
        setup, team = "", []
        if staff is not None and staff.setup and isinstance(start, datetime):
            setup = says.say("sheet.setup", time=says.clock(start - staff.setup))
        id_ = (staff.responsible if staff else None) or ""
        person = sheet.programme.people.get(id_)
        answers = person and phrases.Participant(id_, str(person.name), str(person.position or ""))
        if event.expected:
            team.append(says.count("sheet.expected", event.expected))
        if staff is not None and staff.note:
            team.append(str(staff.note))
        return {
            "setup": sheet.set(setup),
            "responsible": sheet.set(answers),
            "team": [sheet.set(line) for line in team],
        }

    def _link(self, event: Event) -> str:
        if event.url:
            return event.url
        page = self.sheet.page
        return f"{page}#{event.id}" if page and event.id else ""


def _longest(told: object) -> int:
    """Return how many letters the longest word has, wherever; addresses behind words aside."""
    if isinstance(told, str):
        return max(map(len, told.split()), default=0)
    if isinstance(told, dict):
        words = [shown for shown, _ in told.get("addresses", ())]
        return max(map(_longest, {**told, "link": "", "addresses": words}.values()), default=0)
    return max(map(_longest, told), default=0) if isinstance(told, (list, tuple)) else 0
