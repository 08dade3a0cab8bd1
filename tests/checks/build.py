"""Small programmes written in Python, with places, for the tests of rules."""

from datetime import date, datetime, timedelta
from itertools import count
from typing import Any, NamedTuple
from uuid import UUID
from zoneinfo import ZoneInfo

from calendar_tool.checks import PAGE_DAY, Facts, check
from calendar_tool.diagnostics import Diagnostic, Span
from calendar_tool.model import Event, Person, PersonKind, Programme, Room, Text, Track, Venue, When
from calendar_tool.occurrences import unfold
from calendar_tool.wording import words

ALMATY = ZoneInfo("Asia/Almaty")

_starts = count(1000, 1000)


class Written(NamedTuple):
    """A record of a make-believe file: its values stand side by side from `start` on."""

    start: int
    keys: tuple[str, ...]

    def at(self, *path: str | int) -> Span:
        """Return the place of a value, or the whole record for what is not written in it."""
        if path and path[0] in self.keys:
            place = self.start + 10 * (1 + self.keys.index(str(path[0])))
            return Span(place, place + 9)
        return Span(self.start, self.start + 999)


def written(fields: dict[str, Any], taken_over: tuple[str, ...] = ()) -> Written:
    """Return the next record of the file, which has these keys, without what it took over."""
    return Written(next(_starts), tuple(key for key in fields if key not in taken_over))


def text(en: str, **others: str) -> Text:
    return Text((("en", en), *others.items()))


def clock(day: int, begins: str, ends: str | None = None, month: int = 9) -> When:
    """Return a time in September 2026 in Almaty; an end before the start is on the next day."""
    start = datetime.fromisoformat(f"2026-{month:02}-{day:02}T{begins}").replace(tzinfo=ALMATY)
    if ends is None:
        return When(start=start, end=None)
    end = datetime.fromisoformat(f"2026-{month:02}-{day:02}T{ends}").replace(tzinfo=ALMATY)
    return When(start=start, end=end if end > start else end + timedelta(days=1))


def days(first: int, last: int | None = None, tba: bool = False) -> When:
    """Return whole days in September 2026, the last one included."""
    return When(start=date(2026, 9, first), end=date(2026, 9, (last or first) + 1), tba=tba)


TBA_WHEN = When(start=None, end=None, tba=True)


def event(
    id_: str | None, when: When | None, taken_over: tuple[str, ...] = (), **fields: Any
) -> Event:
    """Return an event called as its id; `taken_over` are fields that are not written in it."""
    fields = {"title": text(id_ or "nameless"), "when": when, "id": id_} | fields
    return Event(origin=written(fields, taken_over), **fields)


def venue(id_: str, *rooms: Room, **fields: Any) -> Venue:
    fields = {"name": text(f"The {id_}")} | fields
    by_id = {room.id: room for room in rooms}
    return Venue(id=id_, rooms=by_id, origin=written(fields), **fields)


def room(id_: str, **fields: Any) -> Room:
    return Room(id=id_, name=text(f"The {id_}"), origin=written(fields), **fields)


def person(id_: str, kind: PersonKind = PersonKind.PERSON, **fields: Any) -> Person:
    fields = {"name": text(f"Dr {id_}")} | fields
    return Person(id=id_, kind=kind, origin=written(fields), **fields)


def track(id_: str, **fields: Any) -> Track:
    fields = {"name": text(f"The {id_}")} | fields
    return Track(id=id_, origin=written(fields), **fields)


def programme(*events: Event, records: tuple[object, ...] = (), **fields: Any) -> Programme:
    """Return a programme of 12 and 13 September 2026."""
    head: dict[str, Any] = {
        "id": "city-day",
        "title": text("City Day"),
        "languages": ("en",),
        "time_zone": "Asia/Almaty",
        "url": "https://example.org/city-day/",
    } | fields
    origin = Written(0, (*head, "defaults", "ignore"))
    head |= {"first_day": date(2026, 9, 12), "last_day": date(2026, 9, 13)} | fields
    return Programme(
        uid_seed=UUID(int=1),
        events=events,
        venues={record.id: record for record in records if isinstance(record, Venue)},
        people={record.id: record for record in records if isinstance(record, Person)},
        tracks={record.id: record for record in records if isinstance(record, Track)},
        origin=origin,
        **head,
    )


def facts(programme: Programme, today: date = PAGE_DAY) -> Facts:
    return Facts(programme=programme, occurrences=unfold(programme), today=today)


def found(
    *events: Event, today: date = PAGE_DAY, records: tuple[object, ...] = (), **fields: Any
) -> list[Diagnostic]:
    """Return what is found in a programme; each finding can be said in all three languages."""
    diagnostics = check(facts(programme(*events, records=records, **fields), today))
    for diagnostic in diagnostics:
        for language in ("en", "ru", "kk"):
            said = words(language).sentence(diagnostic)
            assert said.message
            assert "{" not in said.message + said.hint
    return diagnostics


def keys(*events: Event, **fields: Any) -> list[str]:
    """Return the keys of what is found, sorted."""
    return sorted(diagnostic.key for diagnostic in found(*events, **fields))
