"""How fast feeds are written: `python tests/bench/writing.py`, by hand.

The same 10,000 events as icalendar's `Event.add` writes them and as ours, in turns in one process,
so that a slow moment of the machine slows both. Also: many feeds from events encoded once.
"""

import gc
import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from statistics import median
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import icalendar

from calendar_tool.exporters.format import Edition
from calendar_tool.exporters.ics import FORMAT
from calendar_tool.exporters.ics.calendar import join
from calendar_tool.exporters.ics.event import Encoder
from calendar_tool.model import (
    Access,
    Event,
    Kind,
    Person,
    Programme,
    Role,
    Room,
    Text,
    Track,
    Venue,
    When,
)
from calendar_tool.occurrences import unfold
from calendar_tool.told import Stamp

EVENTS, VENUES, TRACKS, PEOPLE, TURNS = 10_000, 40, 12, 500, 5
ZONE = ZoneInfo("Asia/Almaty")
TOLD = datetime(2025, 1, 1, tzinfo=UTC)


def text(russian: str) -> Text:
    return Text((("ru", russian),))


def programme() -> Programme:
    """Return a programme like those of large festivals, in Russian."""
    first = datetime(2025, 5, 1, 8, tzinfo=ZONE)
    return Programme(
        id="bench",
        title=text("Большой фестиваль"),
        languages=("ru",),
        time_zone=ZONE.key,
        first_day=date(2025, 5, 1),
        last_day=date(2025, 12, 31),
        uid_seed=UUID(int=1),
        url="https://example.org/bench/",
        venues={
            f"v{n}": Venue(
                id=f"v{n}",
                name=text(f"Дворец культуры № {n}"),
                address=text(f"Алматы, проспект Абая, {n}"),
                geo=(43.2 + n / 1000, 76.9),
                rooms={"a": Room(id="a", name=text("Большой зал"))},
            )
            for n in range(VENUES)
        },
        tracks={
            f"t{n}": Track(id=f"t{n}", name=text(f"Направление {n}"), color=f"#{n * 99991:06x}")
            for n in range(TRACKS)
        },
        people={
            f"p{n}": Person(id=f"p{n}", name=text(f"Участник {n}"), position=text("профессор"))
            for n in range(PEOPLE)
        },
        events=tuple(event(n, first + timedelta(minutes=30 * n)) for n in range(EVENTS)),
    )


def event(n: int, start: datetime) -> Event:
    return Event(
        id=f"event-{n}",
        title=text(f"Симфонический концерт оркестра, программа № {n}; вход свободный"),
        description=text(
            f"Исполняются сочинения № {n}, {n + 1} и {n + 2}.\n\nПосле концерта — встреча с "
            "музыкантами, ответы на вопросы и автографы; вход со двора, через главную арку."
        ),
        when=When(start=start, end=start + timedelta(minutes=90)),
        venue=f"v{n % VENUES}",
        room="a",
        track=f"t{n % TRACKS}",
        kind=Kind.CONCERT,
        people=(Role("performer", f"p{n % PEOPLE}"),),
        access=Access.FREE,
        age="12+",
    )


#: The properties of an event as `Event.add` takes them: name, plain value, parameters.
Values = list[tuple[str, Any, dict[str, str]]]


def by_icalendar(entries: list[Values], zone: icalendar.Timezone) -> bytes:
    """Write the events of a feed anew, each property handed to `Event.add`."""
    calendar = icalendar.Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", "-//bench//")
    calendar.add_component(zone)
    for values in entries:
        entry = icalendar.Event()
        for name, value, parameters in values:
            entry.add(name, value, parameters)
        calendar.add_component(entry)
    return bytes(calendar.to_ical())


def values_of(event: icalendar.Event) -> Values:
    """Return the properties of an event that was read, as plain values."""
    return [
        (name, _plain(name, value), {k: v for k, v in value.params.items() if k == "LANGUAGE"})
        for name, value in event.items()
    ]


def _plain(name: str, value: Any) -> object:
    if isinstance(value, icalendar.vDDDTypes):
        at: Any = value.dt
        return at.replace(tzinfo=ZONE) if name in ("DTSTART", "DTEND") else at
    if isinstance(value, icalendar.vCategory):
        return [str(one) for one in value.cats]
    if isinstance(value, icalendar.vGeo):
        return value.latitude, value.longitude
    return int(value) if isinstance(value, int) else str(value)


def seconds(act: Callable[[], object]) -> float:
    gc.collect()
    start = time.perf_counter()
    act()
    return time.perf_counter() - start


def main() -> None:
    """Print medians and ratios."""
    whole = programme()
    occurrences = unfold(whole)
    edition = Edition(
        programme=whole, language="ru", occurrences=occurrences, path="all.ics", told=TOLD
    )
    content = FORMAT.render(edition).content
    read = icalendar.Calendar.from_ical(content)
    values, zone = [values_of(event) for event in read.events], read.timezones[0]
    pairs = [
        (seconds(lambda: FORMAT.render(edition)), seconds(lambda: by_icalendar(values, zone)))
        for _ in range(TURNS)
    ]
    ours, theirs = (median(column) for column in zip(*pairs, strict=True))
    print(f"{len(content) / 1e6:.1f} MB, {EVENTS} events, {TURNS} turns, medians")
    print(f"ours {ours:.3f} s, {EVENTS / ours:,.0f} events/s; icalendar {theirs:.3f} s")
    print(f"ratio {median(b / a for a, b in pairs):.1f} (goal: 20)")

    encoder, stamp = Encoder(whole, "ru"), Stamp(0, TOLD, TOLD)
    entries = [encoder.encode(one, stamp) for one in occurrences]
    known = [one for one in entries if one is not None]
    feeds = [known] + [known[n::size] for size in (TRACKS, VENUES, PEOPLE) for n in range(size)]
    joined = median(seconds(lambda: [join(edition, feed) for feed in feeds]) for _ in range(TURNS))
    print(f"{len(feeds)} feeds {ours + joined:.3f} s, {(ours + joined) / ours:.1f} × one (goal: 3)")


if __name__ == "__main__":
    main()
