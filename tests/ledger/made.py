"""A small programme in three languages, and its feeds with the stamps of a ledger."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from msgspec.structs import replace

from calendar_tool.exporters.format import Edition
from calendar_tool.exporters.ics import FORMAT
from calendar_tool.ledger import Ledger, advance, hidden, tell, tombstones
from calendar_tool.model import (
    Event,
    Person,
    Programme,
    Role,
    Room,
    Text,
    Track,
    Venue,
    When,
)
from calendar_tool.occurrences import order, unfold
from calendar_tool.told import Stamp, Told
from calendar_tool.views import localize, public

ALMATY = ZoneInfo("Asia/Almaty")
NOW = datetime(2026, 8, 1, 9, tzinfo=UTC)
DAY = timedelta(days=1)


def text(en: str, **others: str) -> Text:
    return Text((("en", en), *others.items()))


def clock(day: int, begins: int, ends: int | None = None) -> When:
    """Return hours of a day in September 2026 in Almaty."""
    start = datetime(2026, 9, day, begins, tzinfo=ALMATY)
    return When(start=start, end=None if ends is None else start.replace(hour=ends))


def days(first: int, last: int) -> When:
    """Return whole days in September 2026, the last one included."""
    return When(start=date(2026, 9, first), end=date(2026, 9, last) + DAY)


def event(id_: str, when: When | None, **fields: Any) -> Event:
    return Event(**{"title": text(f"The {id_}"), "when": when, "id": id_} | fields)


def gala(**fields: Any) -> Event:
    """Return an event that refers to a record of each kind."""
    given = {
        "title": text("Gala", ru="Гала"),
        "venue": "palace",
        "room": "big",
        "track": "music",
        "people": (Role("performer", "anna"),),
    }
    return event("gala", clock(12, 18, 20), **given | fields)


def programme(*events: Event, **fields: Any) -> Programme:
    """Return a programme of three days; its records are those that `gala` refers to."""
    palace = Venue(
        id="palace",
        name=text("Palace", ru="Дворец"),
        address=text("1 Abay Ave"),
        geo=(43.2, 76.9),
        rooms={"big": Room(id="big", name=text("Big Hall", ru="Большой зал"))},
    )
    park = Venue(id="park", name=text("Park", ru="Парк"))
    given: dict[str, Any] = {
        "id": "city-day",
        "title": text("City Day"),
        "languages": ("en", "ru", "kk"),
        "time_zone": "Asia/Almaty",
        "first_day": date(2026, 9, 12),
        "last_day": date(2026, 9, 14),
        "uid_seed": UUID(int=1),
        "url": "https://example.org/city-day/",
        "venues": {"palace": palace, "park": park},
        "tracks": {"music": Track(id="music", name=text("Music"), color="#ad1457")},
        "people": {"anna": Person(id="anna", name=text("Anna", ru="Анна"))},
        "events": events,
    }
    return Programme(**given | fields)


def told(programme: Programme) -> dict[str, Told]:
    """Return what subscribers are told of a programme."""
    shown = public(programme)
    return tell(shown, unfold(shown))


def publish(ledger: Ledger, programme: Programme, now: datetime = NOW) -> Ledger:
    """Return the ledger after a publication; nothing is read back from what was published."""
    away = hidden(programme, unfold(programme))
    return advance(ledger, public(programme), told(programme), now, away)


def feeds(programme: Programme, ledger: Ledger) -> dict[str, bytes]:
    """Return the feed of everything, tombstones included, in each language."""
    return rendered(programme, ledger, ledger.stamps)


def rendered(programme: Programme, ledger: Ledger, stamps: Mapping[str, Stamp]) -> dict[str, bytes]:
    """Return the feeds with other stamps than those of the ledger."""
    shown = public(programme)
    whole = sorted((*unfold(shown), *tombstones(ledger)), key=order)
    found = {}
    for language in shown.languages:
        spoken, chosen = localize(shown, whole, language)
        edition = Edition(
            programme=spoken,
            language=language,
            occurrences=chosen,
            path="all.ics",
            told=NOW,
            stamps=stamps,
        )
        found[language] = FORMAT.render(edition).content
    return found


def with_record(programme: Programme, table: str, id_: str, **fields: Any) -> Programme:
    """Return the programme with a record of one of its tables changed."""
    records = getattr(programme, table)
    return replace(programme, **{table: {**records, id_: replace(records[id_], **fields)}})
