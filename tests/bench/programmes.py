"""Programmes of any size for benchmarks: the same events for us and for yaml2ics.

python -m tests.bench.programmes 10000 ours.yaml peer.yaml
"""

import sys
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path

FIRST = date(2026, 1, 5)
VENUES = 40
WORDS = [
    "вечер",
    "камерной",
    "музыки",
    "старого",
    "города",
    "встречает",
    "гостей",
    "на",
    "берегу",
    "реки",
    "где",
    "оркестр",
    "играет",
    "вальсы",
    "и",
    "народные",
    "песни",
    "а",
    "дети",
    "рисуют",
    "лодки",
    "и",
    "птиц",
    "под",
    "парусами",
    "белого",
    "павильона",
]

HEAD = """\
format: 1
id: season
title: {ru: Городской сезон, kk: Қала маусымы, en: City Season}
languages: [ru, kk, en]
time_zone: Asia/Almaty
dates: 5 Jan 2026 – 31 Dec 2026
url: https://season.example/
ignore: [I601, R404]
"""


def description(number: int) -> str:
    """Return about 286 characters of text, different for every event."""
    text = " ".join(WORDS[(number + i * 7) % len(WORDS)] for i in range(45))
    return f"{text[:280]} {number}"


def start(number: int) -> datetime:
    """Return a start that no other event of the same venue overlaps."""
    turn = number // VENUES
    slot = turn // 350
    return datetime.combine(FIRST + timedelta(days=turn % 350), time(9 + 2 * slot, 15 * (turn % 4)))


def ours(count: int) -> Iterator[str]:
    """Yield a programme of our format: 5 % all day, 5 % repeating, 1–3 people an event."""
    yield HEAD + "venues:\n"
    for venue in range(VENUES):
        yield f"  venue-{venue}:\n    name: {_names('Зал', 'Зал', 'Hall', venue)}\n"
    yield "people:\n"
    for person in range(VENUES * 3):
        yield f"  person-{person}:\n    name: {_names('Артист', 'Әртіс', 'Artist', person)}\n"
    yield "tracks:\n"
    for track in range(12):
        yield f"  track-{track}:\n    name: {_names('Линия', 'Желі', 'Track', track)}\n"
    yield "events:\n"
    for number in range(count):
        yield _event(number)


def _names(ru: str, kk: str, en: str, number: int) -> str:
    return f"{{ru: {ru} {number}, kk: {kk} {number}, en: {en} {number}}}"


def _event(number: int) -> str:
    begins = start(number)
    venue = number % VENUES
    people = ", ".join(f"person-{venue * 3 + i}" for i in range(1 + number // VENUES % 3))
    repeat = ""
    when = f"{begins:%Y-%m-%d %H:%M}–{begins + timedelta(minutes=90):%H:%M}"
    if number % 20 == 1:
        when = f"{begins:%Y-%m-%d}"
    elif number % 20 == 2:
        minute = number // VENUES % 12 * 5
        when = f"{begins:%Y-%m-%d} 07:{minute:02}–07:{minute + 4:02}"
        repeat = "    repeat:\n      every: day\n      count: 2\n"
    cast = "" if repeat else f"    people: [{people}]\n"
    return (
        f"  - id: event-{number}\n"
        f"    title:\n"
        f"      ru: 'Вечер №{number}: музыка и слово'\n"
        f"      kk: '№{number} кеш: музыка және сөз'\n"
        f"      en: 'Evening no. {number}: music and words'\n"
        f"    description: {description(number)}\n"
        f"    when: {when}\n"
        f"    venue: venue-{venue}\n"
        f"    track: track-{number % 12}\n{cast}{repeat}"
    )


def peer(count: int) -> Iterator[str]:
    """Yield the same events in the format of yaml2ics, the languages joined in the description."""
    yield "name: Городской сезон\ntimezone: Asia/Almaty\nevents:\n"
    for number in range(count):
        begins = start(number)
        if number % 20 == 2:
            minutes = number // VENUES % 12 * 5
            begins = begins.replace(hour=7, minute=minutes)
        length = timedelta(minutes=4 if number % 20 == 2 else 90)
        yield (
            f"  - summary: 'Вечер №{number}: музыка и слово'\n"
            f"    description: |\n      №{number} кеш: музыка және сөз\n"
            f"      Evening no. {number}: music and words\n"
            f"      {description(number)}\n"
            f"    location: Зал {number % VENUES}\n"
        )
        if number % 20 == 1:
            yield f"    begin: {begins:%Y-%m-%d}\n    duration: {{days: 1}}\n"
        else:
            yield f"    begin: {begins:%Y-%m-%d %H:%M:%S}\n"
            yield f"    end: {begins + length:%Y-%m-%d %H:%M:%S}\n"
        if number % 20 == 2:
            until = begins.date() + timedelta(days=1)
            yield f"    repeat:\n      interval: {{days: 1}}\n      until: {until}\n"


def main() -> None:
    """Write both files."""
    count, our_file, peer_file = sys.argv[1:]
    Path(our_file).write_text("".join(ours(int(count))), encoding="utf-8")
    Path(peer_file).write_text("".join(peer(int(count))), encoding="utf-8")


if __name__ == "__main__":
    main()
