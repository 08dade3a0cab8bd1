"""Days, rows and venues of an agenda as data for the templates, every word already chosen.

Knows agendas and words; must not know Typst, fonts or paper sizes.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime

from msgspec import Struct

from calendar_tool.agenda import Agenda, Day, Mark, Row
from calendar_tool.exporters import hours, phrases
from calendar_tool.exporters.pdf.sheet import Data, Sheet
from calendar_tool.exporters.pdf.texts import Shown
from calendar_tool.model import Event, Text, Venue, Visibility

#: Characters above which a row may be torn apart, lest it be taller than the page; a paragraph
#: counts as so many at least.
_TALL, _PARAGRAPH = 1500, 100

#: Levels of indentation; parts of parts of parts of parts stand under one another.
_DEEPEST = 3

#: Two thirds as wide as a letter, at most.
_DIGITS = frozenset("0123456789:.,–-")

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
        sheet = self.sheet
        count = sheet.words.count("agenda.events", len(day.rows))
        groups = ((sheet.say("time.time_tba"), day.unannounced), ("", day.announced))
        return {
            "name": self.heading(day),
            "aside": self.aside(day, count),
            "zone": sheet.zone(day.date),
            "clocks": sheet.line(sheet.other_zone(day.date)),
            "groups": [
                {"label": label, "rows": list(self.rows(rows))} for label, rows in groups if rows
            ],
        }

    def heading(self, day: Day) -> Shown:
        """Return the name of a day."""
        return self.sheet.set(phrases.heading(self.sheet.programme, day.date, self.sheet.words))

    def aside(self, day: Day, *facts: str) -> Shown:
        """Return what stands beside a day: its clocks if they are others, which of all it is."""
        sheet, length = self.sheet, self.agenda.length
        numbered = length > 1 and 1 <= day.number <= length
        number = sheet.words.say("agenda.day_of", n=day.number, total=length) if numbered else ""
        return sheet.line(" · ".join(filter(None, (sheet.other_zone(day.date), number, *facts))))

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
                sheet.line(sheet.words.say(f"accessibility.{means}"))
                for means in venue.accessibility
            ],
        }

    def rows(self, rows: Iterable[Row], level: int = 0) -> Iterator[Data]:
        """Yield each row, and after it its parts, one level deeper."""
        for row in rows:
            yield self.row(row, level)
            yield from self.rows(row.parts, min(level + 1, _DEEPEST))

    def row(self, row: Row, level: int = 0) -> Data:
        """Return one row; `longest` is how wide the widest word of each of its columns is."""
        within = phrases.texts_within(row, self.sheet.programme)
        time, place, team = self._time(row), self._where(row, within), self._for_staff(row)
        event = {**self._texts(row, within), **self._facts(row, within)}
        longest = {
            "hours": _longest((time, team["setup"]), _narrow),
            "event": _longest((event, place)),
            "place": _longest(place),
            "team": _longest(team),
        }
        told = {
            "level": level,
            "gone": row.gone,
            "highlight": row.event.highlight,
            "link": self._link(row.event),
        }
        return {**told, **time, **place, **event, **team, "longest": longest}

    def _long(self) -> Iterator[Data]:
        sheet, rows = self.sheet, self.agenda.long
        if rows:
            yield {
                "name": sheet.say("agenda.long"),
                "aside": sheet.line(sheet.words.count("agenda.events", len(rows))),
                "zone": sheet.zone(sheet.agenda.first_day),
                "clocks": "",
                "groups": [{"label": "", "rows": list(self.rows(rows))}],
            }

    def _time(self, row: Row) -> Data:
        start, rest = hours.times(row, self.sheet.words)
        return {"start": self.sheet.set(start), "rest": self.sheet.set(rest)}

    def _where(self, row: Row, within: Sequence[Text]) -> Data:
        sheet = self.sheet
        number, name = self._place(row)
        venue = sheet.programme.venues.get(row.event.venue or "")
        return {
            "number": number,
            "place": sheet.line(name, *within),
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

    def _texts(self, row: Row, within: Sequence[Text]) -> Data:
        event, sheet = row.event, self.sheet
        description = None if self.staff else event.description
        news = phrases.news(row, sheet.programme, sheet.words)
        people = phrases.people(event, sheet.programme, sheet.words)
        return {
            "title": sheet.set(event.title),
            "subtitle": sheet.set(event.subtitle),
            "tall": _is_tall(str(description or "")),
            "news": [sheet.line(line, *within) for line in news],
            "paragraphs": sheet.paragraphs(description),
            "lines": [sheet.set(part.title) for part in event.events if part.when is None],
            "people": [self._part(part, within) for part in people],
        }

    def _part(self, part: phrases.Part, within: Sequence[Text]) -> Data:
        line = self.sheet.line
        persons = [(line(one.name, *within), line(one.about, *within)) for one in part.persons]
        return {"role": line(part.role), "persons": persons}

    def _facts(self, row: Row, within: Sequence[Text]) -> Data:
        event, own, sheet = row.event, phrases.own(row), self.sheet
        facts = phrases.facts(row, sheet.programme, sheet.words)
        addresses = [sheet.address(url) for url in phrases.addresses(event)]
        chips = [
            (sheet.line(word), _TONES.get(mark, "notice"))
            for mark, word in phrases.marks(row, sheet.words)
        ]
        if event.visibility is Visibility.PRIVATE:
            chips.append((sheet.line(sheet.words.say("sheet.private")), "plain"))
        return {
            "facts": [sheet.line(fact, *within) for fact in facts],
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
        setup = expected = ""
        if staff is not None and staff.setup and isinstance(start, datetime):
            setup = says.say("sheet.setup", time=says.clock(start - staff.setup))
        if event.expected:
            expected = says.count("sheet.expected", event.expected)
        person = sheet.programme.people.get(staff.responsible or "") if staff else None
        about = [text for text in (person.name, person.position) if text] if person else []
        team = (sheet.line(expected), sheet.set(staff.note if staff else None))
        return {
            "setup": sheet.line(setup),
            "responsible": sheet.line(", ".join(map(str, about)), *about),
            "team": [line for line in team if line],
        }

    def _link(self, event: Event) -> str:
        if event.url:
            return event.url
        page = self.sheet.page
        return f"{page}#{event.id}" if page and event.id else ""


def _is_tall(text: str) -> bool:
    return sum(max(len(part), _PARAGRAPH) for part in phrases.paragraphs(text)) > _TALL


def _longest(told: object, width: Callable[[str], float] = len) -> float:
    """Return how wide the widest word is, wherever it stands; what must not part is one word."""
    if isinstance(told, str):
        return max(map(width, told.split(" ")))
    if isinstance(told, dict):
        told = (told["text"],) if "text" in told else told.values()
    elif not isinstance(told, (list, tuple)):
        return 0
    return max((_longest(one, width) for one in told if one), default=0)


def _narrow(word: str) -> float:
    """Return how wide a word is in letters, where digits are narrower than those."""
    return len(word) - sum(char in _DIGITS for char in word) / 3
