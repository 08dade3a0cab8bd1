"""What is cancelled, postponed, moved or not announced yet, as a calendar shows it."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from msgspec.structs import replace

from calendar_tool.exporters.format import Edition
from calendar_tool.exporters.ics import FORMAT
from calendar_tool.model import (
    Event,
    Hours,
    Kind,
    Programme,
    Status,
    Text,
    Tickets,
    Track,
    Venue,
    Visibility,
    When,
)
from calendar_tool.occurrences import Occurrence

from .feed_rules import Component, check

ALMATY = ZoneInfo("Asia/Almaty")
DAY = timedelta(days=1)
UNKNOWN = When(start=None, end=None, tba=True)
EVENING = When(
    start=datetime(2019, 11, 16, 19, tzinfo=ALMATY), end=datetime(2019, 11, 16, 21, tzinfo=ALMATY)
)
NEXT_EVENING = When(
    start=datetime(2019, 11, 17, 19, tzinfo=ALMATY), end=datetime(2019, 11, 17, 21, tzinfo=ALMATY)
)
SOME_TIME = When(start=date(2019, 11, 15), end=date(2019, 11, 16), tba=True)
TWO_DAYS = When(start=date(2019, 11, 15), end=date(2019, 11, 17))


def ru(text: str) -> Text:
    return Text((("ru", text),))


PROGRAMME = Programme(
    id="days",
    title=ru("Дни"),
    languages=("ru",),
    time_zone="Asia/Almaty",
    first_day=date(2019, 11, 15),
    last_day=date(2019, 11, 21),
    uid_seed=UUID(int=1),
    venues={"opera": Venue(id="opera", name=ru("Опера"))},
)


def edition(*events: Event, programme: Programme = PROGRAMME) -> Edition:
    told = datetime(2019, 11, 1, tzinfo=UTC)
    return Edition(
        programme=programme,
        language="ru",
        occurrences=tuple(
            Occurrence(event=event, uid=f"uid-{number}") for number, event in enumerate(events)
        ),
        path="all.ics",
        told=told,
    )


def entry(event: Event) -> Component:
    (only,) = check(FORMAT.render(edition(event)).content).named("VEVENT")
    return only


def event(
    when: When,
    status: Status = Status.CONFIRMED,
    previous: When | None = None,
    hours: Hours | None = None,
) -> Event:
    return Event(title=ru("Бал"), when=when, status=status, previous=previous, hours=hours)


@pytest.mark.parametrize(
    ("given", "summary", "status", "start", "end"),
    [
        (event(EVENING), "Бал", "CONFIRMED", "20191116T190000", "20191116T210000"),
        (event(TWO_DAYS), "Бал", "CONFIRMED", "20191115", "20191117"),
        (event(SOME_TIME), "Бал (время уточняется)", "CONFIRMED", "20191115", "20191116"),
        (event(UNKNOWN), "Бал (дата уточняется)", "TENTATIVE", "20191115", "20191122"),
        (
            event(TWO_DAYS, hours=Hours(tba=True)),
            "Бал (часы уточняются)",
            "CONFIRMED",
            "20191115",
            "20191117",
        ),
        (
            event(EVENING, Status.TENTATIVE),
            "Бал",
            "TENTATIVE",
            "20191116T190000",
            "20191116T210000",
        ),
        (
            event(EVENING, Status.CANCELLED),
            "Отменено: Бал",
            "CANCELLED",
            "20191116T190000",
            "20191116T210000",
        ),
        (event(SOME_TIME, Status.CANCELLED), "Отменено: Бал", "CANCELLED", "20191115", "20191116"),
        (event(UNKNOWN, Status.CANCELLED), "Отменено: Бал", "CANCELLED", "20191115", "20191122"),
        (
            event(EVENING, Status.POSTPONED),
            "Перенесено: Бал",
            "TENTATIVE",
            "20191116T190000",
            "20191116T210000",
        ),
        (
            event(UNKNOWN, previous=EVENING),
            "Перенесено: Бал",
            "TENTATIVE",
            "20191116T190000",
            "20191116T210000",
        ),
        (
            event(UNKNOWN, previous=SOME_TIME),
            "Перенесено: Бал",
            "TENTATIVE",
            "20191115",
            "20191116",
        ),
        (
            event(UNKNOWN, Status.POSTPONED),
            "Перенесено: Бал (дата уточняется)",
            "TENTATIVE",
            "20191115",
            "20191122",
        ),
        (
            event(UNKNOWN, Status.CANCELLED, previous=EVENING),
            "Отменено: Бал",
            "CANCELLED",
            "20191116T190000",
            "20191116T210000",
        ),
        (
            event(NEXT_EVENING, previous=EVENING),
            "Бал",
            "CONFIRMED",
            "20191117T190000",
            "20191117T210000",
        ),
    ],
)
def test_an_event_stands_where_and_as_it_should(
    given: Event, summary: str, status: str, start: str, end: str
) -> None:
    shown = entry(given)

    assert shown["SUMMARY"].text == summary
    assert shown["STATUS"].value == status
    assert (shown["DTSTART"].value, shown["DTEND"].value) == (start, end)


def test_an_event_without_a_date_is_left_out_of_a_long_programme_and_reported() -> None:
    longer = replace(PROGRAMME, last_day=PROGRAMME.last_day + DAY)
    given = edition(event(UNKNOWN), event(EVENING), programme=longer)

    rendering = FORMAT.render(given)

    assert rendering.left_out == (given.occurrences[0],)
    assert [one["UID"].value for one in check(rendering.content).named("VEVENT")] == ["uid-1"]


def test_a_postponed_event_of_a_long_programme_keeps_its_old_date() -> None:
    longer = replace(PROGRAMME, last_day=date(2020, 5, 1))

    rendering = FORMAT.render(edition(event(UNKNOWN, previous=EVENING), programme=longer))

    assert rendering.left_out == ()
    assert b"DTSTART;TZID=Asia/Almaty:20191116T190000\r\n" in rendering.content


def test_a_start_without_an_end_has_no_dtend() -> None:
    shown = entry(event(replace(EVENING, end=None)))

    assert shown["DTSTART"].value == "20191116T190000"
    assert "DTEND" not in shown


def test_a_moved_event_says_from_where_and_when() -> None:
    moved = replace(event(NEXT_EVENING, previous=EVENING), previous_venue="opera")

    assert entry(moved)["DESCRIPTION"].text == (
        "Перенесено. Раньше планировалось: сб, 16 ноября, 19:00–21:00, Опера."
    )


def test_an_event_moved_and_then_cancelled_says_both() -> None:
    shown = entry(event(NEXT_EVENING, Status.CANCELLED, previous=EVENING))

    assert shown["SUMMARY"].text.startswith("Отменено")
    assert shown["DESCRIPTION"].text.startswith("Перенесено")


def test_a_postponed_event_says_that_it_has_no_new_date() -> None:
    text = entry(event(UNKNOWN, previous=EVENING))["DESCRIPTION"].text

    assert "новая дата пока не известна" in text


def test_an_event_postponed_and_then_cancelled_says_both() -> None:
    shown = entry(event(UNKNOWN, Status.CANCELLED, previous=EVENING))

    assert shown["SUMMARY"].text.startswith("Отменено")
    assert shown["DESCRIPTION"].text == (
        "Отменено, а до этого перенесено без новой даты. "
        "Раньше планировалось: сб, 16 ноября, 19:00–21:00."
    )


def test_a_part_without_a_time_is_a_line_and_so_are_its_own_parts() -> None:
    second = Event(title=ru("Адажио"), subtitle=ru("на бис"), when=None)
    first = Event(title=ru("Соната"), when=None, events=(second,))
    own = event(EVENING)

    text = entry(replace(event(EVENING), events=(first, own)))["DESCRIPTION"].text

    assert text == "• Соната\n• Адажио — на бис"


@pytest.mark.parametrize(
    ("since", "words"),
    [
        (EVENING, "сб, 16 ноября, 19:00"),
        (TWO_DAYS, "пт, 15 ноября"),
        (UNKNOWN, "дата уточняется"),
    ],
)
def test_a_sale_begins_on_a_day_or_at_a_time(since: When, words: str) -> None:
    given = replace(event(EVENING), tickets=Tickets(sale_from=since))

    assert entry(given)["DESCRIPTION"].text.endswith(f": с {words}")


def test_a_notice_is_the_first_thing_that_is_read() -> None:
    given = replace(
        event(NEXT_EVENING, previous=EVENING), notice=ru("Гроза."), description=ru("Танцы.")
    )

    assert entry(given)["DESCRIPTION"].text.split("\n\n")[::2] == ["Гроза.", "Танцы."]


def test_an_event_that_says_nothing_has_no_description() -> None:
    shown = entry(event(EVENING))

    assert "DESCRIPTION" not in shown
    assert "URL" not in shown


@pytest.mark.parametrize(
    ("visibility", "written"), [(Visibility.PUBLIC, 0), (Visibility.PRIVATE, 1)]
)
def test_only_what_is_private_has_a_class(visibility: Visibility, written: int) -> None:
    shown = entry(replace(event(EVENING), visibility=visibility))

    assert len(shown.all("CLASS")) == written


def test_an_empty_feed_holds_its_calendar_properties_alone() -> None:
    calendar = check(FORMAT.render(edition()).content)

    assert calendar.components == []
    assert calendar["LAST-MODIFIED"].value == "20191101T000000Z"


def test_a_selection_has_its_own_name() -> None:
    whole = check(FORMAT.render(edition()).content)
    part = check(FORMAT.render(replace(edition(), path="track-music.ics", title="Музыка")).content)

    assert part["NAME"].text == part["X-WR-CALNAME"].text == "Дни — Музыка"
    assert whole["NAME"].text == "Дни"


def test_a_track_a_kind_and_a_tag_of_one_name_are_one_category() -> None:
    whole = replace(PROGRAMME, tracks={"sport": Track(id="sport", name=ru("Спорт"))})
    given = replace(event(EVENING), track="sport", kind=Kind.SPORT, tags=("СПОРТ", "дети"))

    (shown,) = check(FORMAT.render(edition(given, programme=whole)).content).named("VEVENT")

    assert shown["CATEGORIES"].texts == ["Спорт", "дети"]
