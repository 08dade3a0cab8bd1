"""How fast the rules are: `python -m tests.bench.checking`, by hand.

A sound programme of 10,000 events; one that lacks every translation; one in which everything is in
one room at once.
"""

import gc
import time
from datetime import UTC, date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from calendar_tool.checks import RULES, Facts, check, silence
from calendar_tool.model import Event, Person, Programme, Role, Room, Text, Track, Venue, When
from calendar_tool.occurrences import unfold

EVENTS, VENUES, ROOMS, TRACKS, PEOPLE = 10_000, 20, 5, 8, 2_000
FIRST = datetime(2026, 1, 1, tzinfo=UTC).astimezone(ZoneInfo("Asia/Almaty"))


def text(written: str) -> Text:
    return Text((("ru", written), ("kk", written), ("en", written)))


def event(n: int, languages: int, at_once: bool) -> Event:
    start = FIRST + timedelta(hours=0 if at_once else 2 * (n // (VENUES * ROOMS)))
    return Event(
        title=Text(text(f"Событие {n}").translations[:languages]),
        description=Text(text("Описание " * 20).translations[:languages]),
        when=When(start=start, end=start + timedelta(minutes=80)),
        id=f"e{n}",
        venue=f"v{0 if at_once else n % VENUES}",
        room=f"r{0 if at_once else n // VENUES % ROOMS}",
        track=f"t{n % TRACKS}",
        people=(Role("speaker", f"p{n % PEOPLE}"),),
    )


def programme(languages: int = 3, at_once: bool = False) -> Programme:
    rooms = {f"r{n}": Room(id=f"r{n}", name=text("Зал")) for n in range(ROOMS)}
    return Programme(
        id="bench",
        title=text("Программа"),
        languages=("ru", "kk", "en"),
        time_zone="Asia/Almaty",
        first_day=date(2026, 1, 1),
        last_day=date(2026, 12, 31),
        uid_seed=UUID(int=1),
        url="https://example.org/bench/",
        venues={f"v{n}": Venue(id=f"v{n}", name=text("Дом"), rooms=rooms) for n in range(VENUES)},
        people={f"p{n}": Person(id=f"p{n}", name=text("Имя")) for n in range(PEOPLE)},
        tracks={f"t{n}": Track(id=f"t{n}", name=text("Тема")) for n in range(TRACKS)},
        events=tuple(event(n, languages, at_once) for n in range(EVENTS)),
    )


def ms(since: float) -> str:
    return f"{(time.perf_counter() - since) * 1000:.0f} ms"


def main() -> None:
    gc.disable()
    programmes = {
        "sound": programme(),
        "untranslated": programme(languages=1),
        "all at once": programme(at_once=True),
    }
    for name, written in programmes.items():
        facts = Facts(programme=written, occurrences=unfold(written), today=date(2025, 1, 1))
        since = time.perf_counter()
        found = check(facts)
        print(f"{name}: {len(found)} findings in {ms(since)}", end="; ")
        since = time.perf_counter()
        silence(found, written)
        print(f"silence {ms(since)}")
        for rule in RULES:
            since = time.perf_counter()
            count = sum(1 for _ in rule(facts))
            print(f"  {rule.code} {count:6} {ms(since)}")


if __name__ == "__main__":
    main()
