"""Small programmes, built by hand."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from calendar_tool.exporters.format import Edition
from calendar_tool.model import (
    Access,
    Event,
    Hours,
    Kind,
    Opening,
    Person,
    Programme,
    Role,
    Status,
    Text,
    Track,
    Venue,
    When,
)
from calendar_tool.occurrences import unfold

ALMATY = ZoneInfo("Asia/Almaty")
FRIDAY, SATURDAY = date(2019, 11, 15), date(2019, 11, 16)
TBA = When(start=None, end=None, tba=True)


def text(written: str, language: str = "ru") -> Text:
    return Text(translations=((language, written),))


def at(day: int, clock: str, zone: ZoneInfo = ALMATY) -> datetime:
    """Return a time in November 2019."""
    hour, minute = map(int, clock.split(":"))
    return datetime(2019, 11, day, hour, minute, tzinfo=zone)


def timed(day: int, start: str, end: str | None = None) -> When:
    begins = at(day, start)
    if end is None:
        return When(start=begins, end=None)
    ends = at(day, end)
    return When(start=begins, end=ends if ends > begins else ends + timedelta(days=1))


def days(first: int, last: int | None = None, *, tba: bool = False) -> When:
    end = date(2019, 11, last or first) + timedelta(days=1)
    return When(start=date(2019, 11, first), end=end, tba=tba)


def event(title: str, when: When | None, **keys: Any) -> Event:
    for key in ("subtitle", "description", "notice", "audience"):
        if key in keys:
            keys[key] = text(keys[key])
    return Event(title=text(title), when=when, **keys)


def venue(id_: str, name: str, **keys: Any) -> Venue:
    return Venue(id=id_, name=text(name), **keys)


def programme(*events: Event, **keys: Any) -> Programme:
    """Return a programme of two days in Almaty with an opera, a hall and a square."""
    venues = (
        venue("opera", "Театр оперы и балета", address=text("ул. Кабанбай батыра, 110")),
        venue("hall", "Большой зал"),
        venue("square", "Площадь"),
    )
    defaults: dict[str, Any] = {
        "id": "days",
        "title": text("Дни Москвы в Алматы"),
        "languages": ("ru",),
        "time_zone": "Asia/Almaty",
        "first_day": FRIDAY,
        "last_day": SATURDAY,
        "uid_seed": UUID(int=7),
        "venues": {place.id: place for place in venues},
    }
    return Programme(**{**defaults, "events": events, **keys})


def edition(whole: Programme, language: str = "ru") -> Edition:
    return Edition(
        programme=whole,
        language=language,
        occurrences=unfold(whole),
        path="all.ics",
        told=datetime(2019, 11, 12, 8, 30, tzinfo=UTC),
    )


def full() -> Programme:
    """Return a programme in which everything that an agenda can show occurs once."""
    mayor = Person(id="mayor", name=text("Ержан Бабакумаров"), position=text("заместитель акима"))
    official = Track(id="official", name=text("Официальные"))
    music = Track(id="music", name=text("Музыка"), color="#FFD600")
    return programme(
        event("Фотовыставка", days(15, 16), venue="opera", hours=_hours(), kind=Kind.EXHIBITION),
        event(
            "Подписание меморандума о сотрудничестве на 2020–2023 годы",
            timed(15, "10:30", "10:50"),
            id="memo",
            venue="hall",
            track="official",
            access=Access.INVITATION,
            people=(Role("speaker", "mayor"),),
            description="Первый абзац.\n\nВторой абзац: https://example.org/memo.",
        ),
        event("Экскурсия", timed(16, "10:00", "11:00"), status=Status.CANCELLED, notice="Дождь"),
        event("Гала-концерт", timed(16, "19:00"), track="music", previous=timed(16, "18:00")),
        event("Круглый стол", days(15, tba=True), venue="TBA", age="12+"),
        event("Спектакль «Царевна-Лягушка»", TBA),
        people={"mayor": mayor},
        tracks={"official": official, "music": music},
        subtitle=text("25 лет побратимству городов"),
    )


def _hours() -> Hours:
    opening = Opening(600, 1080)
    return Hours(dates=((FRIDAY, opening), (SATURDAY, opening)), last_entry=timedelta(minutes=30))


def winter_time(language: str = "ru") -> Programme:
    """Return three days in Berlin, on the second of which the clocks are put back."""
    zone = ZoneInfo("Europe/Berlin")
    talks = (
        event(
            f"Доклад {day}",
            When(
                start=datetime(2026, 10, day, 10, tzinfo=zone),
                end=datetime(2026, 10, day, 11, tzinfo=zone),
            ),
            venue="hall",
            people=(Role(role="speaker", person="host"),),
        )
        for day in (24, 25, 26)
    )
    return programme(
        *talks,
        time_zone="Europe/Berlin",
        first_day=date(2026, 10, 24),
        last_day=date(2026, 10, 26),
        people={"host": Person(id="host", name=text("Анна Берг"))},
        languages=(language,),
    )
