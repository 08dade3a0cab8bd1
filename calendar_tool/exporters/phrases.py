"""What an agenda says in words: the same on paper, in plain text and on the terminal.

Knows agendas and words; must not know layouts. All texts come out as written: who draws them makes
them fit its medium with `visible`.
"""

import re
from collections import defaultdict
from datetime import date, datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

from msgspec.structs import replace

from calendar_tool.agenda import Agenda, Mark, Row
from calendar_tool.exporters.hours import notes
from calendar_tool.model import TBA, Event, Kind, Programme, Text, Track, Venue
from calendar_tool.wording import Words

#: Controls, marks that turn the direction of text, and halves of characters: nothing one can see,
#: and on a terminal or in a line of text all of them do harm.
_INVISIBLE = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]"
)

_ADDRESS = re.compile(r"https?://[^\s<>«»“”]*[^\s<>«»“”.,;:!?)]")
_BLANK_LINE = re.compile(r"\n[ ]*\n\s*")
_LONG_ADDRESS = 34
_GRAVITY = list(Mark).index
_NOON = 12


class Place(NamedTuple):
    """Where: the venue's number in the agenda, and the name with the room; both may be absent."""

    number: int | None
    name: str


class Participant(NamedTuple):
    """A name, and the position held or the organization stood for; may be empty.

    `id` is the person's.
    """

    id: str
    name: str
    about: str

    def __str__(self) -> str:
        """Return «Ержан Бабакумаров, заместитель акима города Алматы»."""
        return f"{self.name}, {self.about}" if self.about else self.name


class Part(NamedTuple):
    """Those who have one role, and the word for it, which is empty where none was written."""

    role: str
    persons: tuple[Participant, ...]

    def __str__(self) -> str:
        """Return «Выступает: Ержан Бабакумаров, заместитель акима города Алматы»."""
        several = "; " if any("," in str(person) for person in self.persons) else ", "
        names = several.join(map(str, self.persons))
        return f"{self.role}: {names}" if self.role else names


def visible(text: str) -> str:
    """Return what can be seen of a text, line ends included."""
    return text if text.isprintable() else _INVISIBLE.sub("", text)


def paragraphs(text: str) -> list[str]:
    """Return the paragraphs of a text: a blank line starts one."""
    return [part.strip() for part in _BLANK_LINE.split(text) if part.strip()]


def linked(text: str) -> list[tuple[str, str]]:
    """Return a text as stretches, each with the http(s) address that it is, or an empty string."""
    stretches = []
    end = 0
    for found in _ADDRESS.finditer(text):
        stretches += [(text[end : found.start()], ""), (found[0], found[0])]
        end = found.end()
    return [stretch for stretch in (*stretches, (text[end:], "")) if stretch[0]]


def short_address(url: str) -> str:
    """Return an address as one would type it; of a long one the site alone."""
    bare = re.sub(r"^https?://(www\.)?", "", url).rstrip("/")
    return bare if len(bare) <= _LONG_ADDRESS else bare.partition("/")[0]


def capital(text: str) -> str:
    """Return a text that begins a line with a capital letter."""
    return text[:1].upper() + text[1:]


def heading(programme: Programme, day: date, words: Words) -> str:
    """Return «Пятница, 15 ноября»; the year is said where it is not the programme's."""
    usual = programme.first_day.year <= day.year <= programme.last_day.year
    date_ = words.day_month(day) if usual else words.full_date(day)
    return f"{capital(words.weekday(day))}, {date_}"


def zone(programme: Programme, day: date, words: Words) -> str:
    """Return whose clocks are meant, with the offset that holds at noon of a day."""
    noon = datetime(day.year, day.month, day.day, _NOON, tzinfo=ZoneInfo(programme.time_zone))
    return words.zone(programme.time_zone, noon)


def other_zone(programme: Programme, day: date, usual: date, words: Words) -> str:
    """Return whose clocks are meant on a day; empty if their offset is that of the usual day."""
    told = zone(programme, day, words)
    return "" if told == zone(programme, usual, words) else told


def place(row: Row, agenda: Agenda, programme: Programme, words: Words) -> Place:
    """Return where a row takes place; online alone is a place too.

    A part in the same place as the whole above it does not repeat it.
    """
    event, whole = row.event, row.beneath
    if whole is not None and (event.venue, event.room) == (whole.venue, whole.room):
        return Place(None, "")
    if event.venue == TBA:
        return Place(None, words.say("agenda.place_tba"))
    venue = programme.venues.get(event.venue) if event.venue else None
    if venue is None:
        return Place(None, words.say("agenda.online") if event.online else "")
    return Place(agenda.numbers.get(venue.id), _with_room(venue, event.room))


def _with_room(venue: Venue, room: str | None) -> str:
    known = venue.rooms.get(room) if room else None
    return f"{venue.name}, {known.name}" if known else str(venue.name)


def marks(row: Row, words: Words) -> list[tuple[Mark, str]]:
    """Return the marks of a row with their words, the gravest first."""
    return [(mark, words.say(f"mark.{mark}")) for mark in sorted(row.marks, key=_GRAVITY)]


def news(row: Row, programme: Programme, words: Words) -> list[str]:
    """Return what has changed: the notice, the old time and place, a date still to come."""
    event, lines = row.event, []
    if event.notice:
        lines.append(str(event.notice))
    if Mark.MOVED in row.marks:
        lines.append(capital(words.say("mark.was", before=_before(event, programme, words))))
    if Mark.POSTPONED in row.marks and row.occurrence.when.start is None:
        lines.append(capital(words.say("time.new_date_tba")))
    return lines


def _before(event: Event, programme: Programme, words: Words) -> str:
    """Return the old time and place of what was moved; on the same day the old hour is enough."""
    previous, found = event.previous, []
    if previous is not None:
        same_day = event.when is not None and event.when.first_day == previous.first_day
        if isinstance(previous.start, datetime) and same_day:
            found.append(words.clock(previous.start))
        else:
            found.append(words.when(previous))
    old = programme.venues.get(event.previous_venue) if event.previous_venue else None
    return ", ".join([*found, str(old.name)] if old else found)


def own(row: Row) -> Event:
    """Return the event of a row without what it has from the whole above it, which has told it."""
    if row.beneath is None:
        return row.event
    nothing = {"language": (), "accessibility": ()}
    inherited = {
        key: nothing.get(key)
        for key in ("track", "kind", "access", "age", "language", "audience", "accessibility")
        if getattr(row.event, key) == getattr(row.beneath, key)
    }
    return replace(row.event, **inherited)


def track(event: Event, programme: Programme) -> Track | None:
    """Return the track of an event."""
    return programme.tracks.get(event.track) if event.track else None


def facts(row: Row, programme: Programme, words: Words) -> list[str]:
    """Return what to know before one goes, each in a few words, but for the track and the age."""
    event, whole = own(row), row.occurrence.whole
    found = []
    if event.kind and event.kind is not Kind.OTHER and not row.event.track:
        found.append(words.say(f"kind.{event.kind}"))
    if whole is not None and row.beneath is None:
        found.append(words.say("agenda.part_of", title=whole.title))
    return [*found, *notes(row, programme, words), *_practical(event, words)]


def people(event: Event, programme: Programme, words: Words) -> list[Part]:
    """Return who takes part, role by role in the order written."""
    by_role: dict[str, list[Participant]] = defaultdict(list)
    for role, id_ in event.people:
        person = programme.people.get(id_)
        if person is not None:
            about = person.position or person.organization or ""
            by_role[role].append(Participant(id_, str(person.name), str(about)))
    return [
        Part(_role(role, len(persons), words), tuple(persons)) for role, persons in by_role.items()
    ]


def texts_within(row: Row, programme: Programme) -> list[Text]:
    """Return the texts of the programme that may stand within the lines about a row."""
    event, whole = row.event, row.occurrence.whole
    known = [programme.people.get(role.person) for role in event.people]
    venue = programme.venues.get(event.venue or "")
    room = venue.rooms.get(event.room or "") if venue else None
    previous = programme.venues.get(event.previous_venue or "")
    found = (
        event.notice,
        event.audience,
        event.tickets and event.tickets.price,
        whole and whole.title,
        venue and venue.name,
        room and room.name,
        previous and previous.name,
        *(text for one in known if one for text in (one.name, one.position, one.organization)),
    )
    return [text for text in found if isinstance(text, Text)]


def _role(role: str, number: int, words: Words) -> str:
    key = f"{'role' if number == 1 else 'roles'}.{role}"
    return capital(words.say(key) if words.has(key) else role)


def _practical(event: Event, words: Words) -> list[str]:
    """Return how to get in and what to expect, each in a few words."""
    parts = []
    if event.access:
        parts.append(words.say(f"access.{event.access}"))
    if event.tickets and event.tickets.price:
        parts.append(words.say("agenda.tickets", price=event.tickets.price))
    if event.language:
        names = ", ".join(_language(tag, words) for tag in event.language)
        parts.append(words.say("agenda.languages", names=names))
    if event.audience:
        parts.append(str(event.audience))
    return parts + [words.say(f"accessibility.{means}") for means in event.accessibility]


def _language(tag: str, words: Words) -> str:
    key = f"language.{tag.partition('-')[0].lower()}"
    return words.say(key) if words.has(key) else tag


def addresses(event: Event) -> list[str]:
    """Return where to buy, to register and to watch, in this order."""
    tickets = event.tickets.url if event.tickets else None
    return [url for url in (tickets, event.registration, event.online) if url]


def lines(event: Event) -> list[str]:
    """Return the titles of the parts that have no time of their own."""
    return [str(part.title) for part in event.events if part.when is None]


def page_address(programme: Programme, language: str) -> str | None:
    """Return the address of the programme's own page in a language, if it is published."""
    return f"{programme.url.rstrip('/')}/{language}/" if programme.url else None


def contact(programme: Programme) -> list[str]:
    """Return how to reach the organizers: phone, e-mail, address, as far as they are known."""
    known = programme.contact
    return [way for way in (known.phone, known.email, known.url) if way] if known else []
