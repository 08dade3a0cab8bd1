"""A small programme with every kind of event, and the feeds that it must always become."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest

from calendar_tool.exporters.format import Edition
from calendar_tool.exporters.ics import FORMAT
from calendar_tool.model import (
    TBA,
    Access,
    Accessibility,
    Event,
    Hours,
    Image,
    Kind,
    Link,
    Opening,
    Person,
    Programme,
    Repeat,
    Role,
    Room,
    Status,
    Text,
    Tickets,
    Track,
    Venue,
    When,
)
from calendar_tool.occurrences import Occurrence, order, unfold
from calendar_tool.views import localize
from tests.conftest import Golden

from .feed_rules import Component, check

GOLDEN = Path(__file__).parent.parent / "golden" / "ics"
ALMATY = ZoneInfo("Asia/Almaty")
NOVEMBER = 11


def text(russian: str, kazakh: str | None = None, english: str | None = None) -> Text:
    pairs = (("ru", russian), ("kk", kazakh), ("en", english))
    return Text(tuple((tag, words) for tag, words in pairs if words))


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2019, NOVEMBER, day, hour, minute, tzinfo=ALMATY)


def timed(start: datetime, hours: float = 2) -> When:
    return When(start=start, end=start + timedelta(hours=hours))


def days(first: int, last: int, tba: bool = False) -> When:
    end = date(2019, NOVEMBER, last) + timedelta(days=1)
    return When(start=date(2019, NOVEMBER, first), end=end, tba=tba)


NEVER_SAID = When(start=None, end=None, tba=True)

EVENTS = (
    Event(
        id="opening",
        title=text("Открытие", "Ашылу салтанаты", "Opening"),
        subtitle=text("Дни Москвы в Алматы", None, "Days of Moscow in Almaty"),
        description=text("Первый абзац; с «кавычками», запятой\nи C:\\New.\n\nВторой абзац 🎉"),
        when=timed(at(15, 10, 30), 1.5),
        venue="opera",
        room="great",
        track="culture",
        kind=Kind.CEREMONY,
        tags=("для всех", "вход; свободный"),
        people=(
            Role("speaker", "deputy"),
            Role("speaker", "guest"),
            Role("композитор и дирижёр", "guest"),
            Role("", "choir"),
        ),
        access=Access.FREE,
        age="12+",
        language=("ru", "kk"),
        accessibility=(Accessibility.STEP_FREE, Accessibility.SIGN_LANGUAGE),
        image=Image(src="https://example.org/opening.jpg"),
        links=(Link(url="https://example.org/press", title=text("Пресс-релиз")),),
    ),
    Event(
        id="forum",
        title=text("Экономический форум", "Экономикалық форум", "Business forum"),
        when=timed(at(15, 12), 5),
        venue="opera",
        track="business",
        kind=Kind.CONFERENCE,
        registration="https://example.org/register",
        access=Access.REGISTRATION,
        url="https://example.org/forum?lang=ru,kk",
        events=(
            Event(
                id="signing",
                title=text("Подписание меморандума"),
                when=timed(at(15, 13), 0.5),
                venue="opera",
            ),
            Event(
                title=text("Приветственное слово"),
                when=None,
                people=(Role("speaker", "deputy"),),
            ),
            Event(title=text("Обмен подарками"), when=None),
        ),
    ),
    Event(
        id="night",
        title=text("Ночной показ"),
        when=When(start=at(15, 22), end=at(16, 2)),
        venue="cinema",
        kind=Kind.SCREENING,
        access=Access.TICKET,
        tickets=Tickets(
            url="https://example.org/tickets",
            price=text("от 2000 ₸"),
            sale_from=days(1, 1),
        ),
        audience=text("взрослых"),
    ),
    Event(id="walk", title=text("Прогулка без конца"), when=When(start=at(16, 9), end=None)),
    Event(
        id="stream", title=text("Лекция"), when=timed(at(16, 11)), online="https://example.org/s"
    ),
    Event(id="fair", title=text("Ярмарка"), when=days(15, 16), venue=TBA),
    Event(id="boxing", title=text("Бокс"), when=days(15, 15, tba=True), track="sport"),
    Event(id="surprise", title=text("Сюрприз"), when=NEVER_SAID),
    Event(
        id="exhibition",
        title=text("Выставка", "Көрме"),
        when=days(15, 17),
        venue="opera",
        kind=Kind.EXHIBITION,
        hours=Hours(
            weekdays=tuple((day, Opening(600, 1080)) for day in range(6)),
            last_entry=timedelta(minutes=30),
        ),
    ),
    Event(id="museum", title=text("Музей"), when=days(16, 17), hours=Hours(tba=True)),
    Event(
        id="show",
        title=text("Спектакль"),
        when=timed(at(15, 19)),
        venue="opera",
        repeat=Repeat(also=(timed(at(16, 19)), timed(at(16, 14)))),
    ),
    Event(
        id="cancelled",
        title=text("Концерт"),
        when=timed(at(16, 18)),
        status=Status.CANCELLED,
        notice=text("Артист заболел."),
    ),
    Event(
        id="moved",
        title=text("Матч"),
        when=timed(at(17, 18)),
        venue="cinema",
        previous=timed(at(16, 18)),
        previous_venue="opera",
    ),
    Event(
        id="moved-and-cancelled",
        title=text("Парад"),
        when=timed(at(17, 12)),
        status=Status.CANCELLED,
        previous=timed(at(16, 12)),
    ),
    Event(
        id="elsewhere",
        title=text("Встреча"),
        when=timed(at(17, 15)),
        venue="cinema",
        previous_venue="opera",
    ),
    Event(
        id="postponed",
        title=text("Премьера"),
        when=NEVER_SAID,
        previous=timed(at(15, 18)),
        notice=text("Декорации ещё в пути."),
    ),
    Event(
        id="unsure",
        title=text("Салют"),
        when=timed(at(17, 21), 0.25),
        status=Status.TENTATIVE,
    ),
    Event(
        id="moscow",
        title=text("Телемост"),
        when=When(
            start=datetime(2019, NOVEMBER, 17, 9, tzinfo=ZoneInfo("Europe/Moscow")),
            end=datetime(2019, NOVEMBER, 17, 10, tzinfo=ZoneInfo("Europe/Moscow")),
        ),
        venue="square",
    ),
)

PROGRAMME = Programme(
    id="days-of-moscow-2019",
    title=text("Дни Москвы в Алматы", "Алматыдағы Мәскеу күндері", "Days of Moscow in Almaty"),
    subtitle=text("15–17 ноября 2019"),
    languages=("ru", "kk", "en"),
    time_zone="Asia/Almaty",
    first_day=date(2019, NOVEMBER, 15),
    last_day=date(2019, NOVEMBER, 17),
    uid_seed=UUID("6ba7b812-9dad-11d1-80b4-00c04fd430c8"),
    url="https://example.org/days",
    color="#1f4e79",
    venues={
        "opera": Venue(
            id="opera",
            name=text("Театр оперы и балета имени Абая", "Абай атындағы опера және балет театры"),
            address=text("ул. Кабанбай батыра, 110; вход со двора"),
            geo=(43.2494, 76.9449),
            rooms={"great": Room(id="great", name=text("Большой зал", "Үлкен зал"))},
        ),
        "cinema": Venue(id="cinema", name=text("Кинотеатр «Арман»"), geo=(-0.0000001, 1e-05)),
        "square": Venue(id="square", name=text("Красная площадь"), time_zone="Europe/Moscow"),
    },
    people={
        "deputy": Person(
            id="deputy",
            name=text("Ержан Бабакумаров", "Ержан Бабақұмаров"),
            position=text("заместитель акима"),
            organization=text("Акимат города Алматы"),
        ),
        "guest": Person(id="guest", name=text("Анна Иванова")),
        "choir": Person(id="choir", name=text("Хор мальчиков")),
    },
    tracks={
        "culture": Track(id="culture", name=text("Культура", "Мәдениет"), color="#AD1457"),
        "business": Track(id="business", name=text("Экономика"), color="#1F4E79"),
        "sport": Track(id="sport", name=text("Спорт")),
    },
    events=EVENTS,
)

TOLD = datetime(2019, NOVEMBER, 1, 8, tzinfo=UTC)


def edition(language: str) -> Edition:
    programme, occurrences = localize(PROGRAMME, unfold(PROGRAMME), language)
    return Edition(
        programme=programme,
        language=language,
        occurrences=occurrences,
        path="all.ics",
        told=TOLD,
    )


@pytest.mark.parametrize("language", PROGRAMME.languages)
def test_the_feed_is_the_one_that_was_looked_through(language: str, golden: Golden) -> None:
    rendering = FORMAT.render(edition(language))

    assert rendering.left_out == ()
    golden(GOLDEN / f"{language}.ics", rendering.content)


@pytest.mark.parametrize("language", PROGRAMME.languages)
def test_the_feed_keeps_all_rules(language: str) -> None:
    calendar = check(FORMAT.render(edition(language)).content)

    assert len(calendar.named("VEVENT")) == len(unfold(PROGRAMME))


def test_every_language_has_the_same_entries_at_the_same_times() -> None:
    feeds = [check(FORMAT.render(edition(language)).content) for language in ("ru", "kk", "en")]

    told = [[(e["UID"].value, e["DTSTART"].value) for e in feed.named("VEVENT")] for feed in feeds]
    assert told[0] == told[1] == told[2]


def test_nothing_depends_on_the_order_in_which_occurrences_are_handed_in() -> None:
    straight = edition("ru")
    backwards = Edition(
        programme=straight.programme,
        language="ru",
        occurrences=tuple(reversed(straight.occurrences)),
        path="all.ics",
        told=TOLD,
    )

    assert FORMAT.render(backwards) == FORMAT.render(straight)


def entry(event_id: str, language: str = "ru") -> Component:
    """Return the first entry of an event."""
    given = edition(language)
    uids = [one.uid for one in sorted(given.occurrences, key=order) if one.event.id == event_id]
    calendar = check(FORMAT.render(given).content)
    return next(one for one in calendar.named("VEVENT") if one["UID"].text == uids[0])


def occurrence(event_id: str) -> Occurrence:
    return next(one for one in edition("ru").occurrences if one.event.id == event_id)
