from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from calendar_tool.exporters.text import FORMAT
from calendar_tool.model import (
    Access,
    Contact,
    Hours,
    Opening,
    Person,
    Programme,
    Role,
    Tickets,
    When,
)
from tests.programmes import (
    ALMATY,
    at,
    edition,
    event,
    full,
    programme,
    text,
    timed,
    venue,
    winter_time,
)

WHOLE = """\
ДНИ МОСКВЫ В АЛМАТЫ
25 лет побратимству городов
15–16 ноября 2019
время — по Алматы, UTC+6

ПЯТНИЦА, 15 НОЯБРЯ

Время уточняется

Круглый стол
    место уточняется
    12+

весь день 10:00–18:00  Фотовыставка
    (1) Театр оперы и балета
    выставка · вход до 17:30

10:30–10:50  Подписание меморандума о сотрудничестве на 2020–2023 годы
    (2) Большой зал
    Первый абзац.
    Второй абзац: https://example.org/memo.
    Выступает: Ержан Бабакумаров, заместитель акима
    Официальные · по приглашениям

СУББОТА, 16 НОЯБРЯ

весь день 10:00–18:00  Фотовыставка
    (1) Театр оперы и балета
    выставка · вход до 17:30

10:00–11:00  Экскурсия  [ОТМЕНЕНО]
    Дождь

19:00  Гала-концерт  [ПЕРЕНОС]
    Было: 18:00
    Музыка

ДАТА УТОЧНЯЕТСЯ

Спектакль «Царевна-Лягушка»

ПЛОЩАДКИ
(1) Театр оперы и балета, ул. Кабанбай батыра, 110
(2) Большой зал
"""


def written(whole: Programme, language: str = "ru") -> str:
    return FORMAT.render(edition(whole, language)).content.decode()


def test_the_whole_agenda_reads_like_this() -> None:
    assert written(full()) == WHOLE


def test_parts_are_indented_beneath_their_whole() -> None:
    parts = (
        event("Пленарное заседание", timed(15, "10:00", "11:30")),
        event("Кофе", None),
    )
    whole = programme(event("Конференция", timed(15, "10:00", "18:00"), events=parts))
    assert (
        "10:00–18:00  Конференция\n    – Кофе\n    10:00–11:30  Пленарное заседание\n"
        in written(whole)
    )


def test_a_part_that_stands_alone_says_whose_it_is() -> None:
    part = event("Открытие", timed(15, "10:00"))
    span = When(start=at(15, "00:00").date(), end=at(17, "00:00").date())
    assert "    в рамках: Фестиваль\n" in written(
        programme(event("Фестиваль", span, events=(part,)))
    )


def test_a_night_show_says_which_night() -> None:
    found = written(programme(event("Сеанс", timed(16, "00:30", "02:00"))))
    assert "ПЯТНИЦА, 15 НОЯБРЯ" in found
    assert "00:30–02:00  Сеанс\n    в ночь на 16 ноября\n" in found


def test_a_span_over_days_says_where_it_ends_and_goes_on() -> None:
    span = When(start=at(15, "20:00"), end=at(17, "09:00"))
    found = written(programme(event("Поход", span), last_day=at(17, "00:00").date()))
    assert "20:00 – вс, 17 ноября, 09:00  Поход" in found
    assert "весь день  Поход" in found
    assert "до 09:00  Поход" in found


def test_clocks_elsewhere_are_named() -> None:
    moscow = venue("studio", "Студия", time_zone="Europe/Moscow")
    start = at(15, "12:00", ZoneInfo("Europe/Moscow"))
    tv = event("Телемост", When(start=start, end=None), venue="studio")
    found = written(programme(tv, venues={"studio": moscow}))
    assert "12:00  Телемост\n    (1) Студия\n    время — по Москве, UTC+3\n" in found


def test_in_the_hour_that_comes_twice_the_offset_says_which_is_meant() -> None:
    berlin = ZoneInfo("Europe/Berlin")

    def on(clock: str, fold: int = 0) -> datetime:
        return datetime.fromisoformat(f"2026-10-25T{clock}").replace(tzinfo=berlin, fold=fold)

    found = written(
        programme(
            event("Раньше", When(start=on("02:30"), end=on("02:30", 1))),
            event("Позже", When(start=on("02:30", 1), end=on("04:00"))),
            time_zone="Europe/Berlin",
            first_day=date(2026, 10, 24),
            last_day=date(2026, 10, 25),
        )
    )
    assert "\n02:30 (UTC+2)–02:30 (UTC+1)  Раньше\n" in found
    assert "\n02:30 (UTC+1)–04:00  Позже\n" in found


def test_several_people_share_the_word_for_their_role() -> None:
    people = {
        "kim": Person(id="kim", name=text("Анна Ким")),
        "li": Person(id="li", name=text("Борис Ли"), position=text("куратор")),
    }
    roles = (Role("speaker", "kim"), Role("speaker", "li"), Role("звук", "kim"), Role("", "li"))
    found = written(programme(event("Разговор", timed(15, "10:00"), people=roles), people=people))
    assert "    Выступают: Анна Ким; Борис Ли, куратор\n" in found
    assert "    Звук: Анна Ким\n    Борис Ли, куратор\n" in found


def test_what_moved_says_from_when_and_from_where() -> None:
    moved = event(
        "Показ", timed(16, "19:00"), previous=timed(15, "18:00", "19:00"), previous_venue="hall"
    )
    assert "    Было: пт, 15 ноября, 18:00–19:00, Большой зал\n" in written(programme(moved))


def test_what_has_lost_its_date_says_that_a_new_one_will_come() -> None:
    lost = event("Показ", When(start=None, end=None, tba=True), previous=timed(15, "18:00"))
    assert "18:00  Показ  [ПЕРЕНЕСЕНО]\n    Новая дата уточняется\n" in written(programme(lost))


def test_tickets_languages_and_contacts_are_told() -> None:
    show = event(
        "Показ",
        timed(15, "18:00"),
        tickets=Tickets(url="https://tickets.example/1", price=text("2000 ₸")),
        language=("ru", "kk-Latn", "la"),
    )
    contact = Contact(phone="+7 727 000-00-00", email="info@days.example")
    found = written(programme(show, contact=contact, url="https://days.example"))
    assert "билеты: 2000 ₸ · язык: русский, казахский, la\n    https://tickets.example/1" in found
    assert found.endswith(
        "Справки: +7 727 000-00-00, info@days.example\nhttps://days.example/ru/\n"
    )


def test_nothing_that_cannot_be_seen_is_written() -> None:
    found = written(programme(event("a\x1b[31mб\u202eв\u2066г", timed(15, "10:00"))))
    assert "10:00  a[31mбвг\n" in found


def test_a_title_stands_on_one_line() -> None:
    assert "10:00  Один два\n" in written(programme(event("Один\nдва", timed(15, "10:00"))))


LONG = """\
ИДЁТ НЕСКОЛЬКО НЕДЕЛЬ

1 марта – 30 сентября  Сезон

2 марта – 16 сентября  Фотовыставка
    вт–сб 10:00–18:00 (вход до 17:30) · вс 12:00–16:00 (вход до 15:30) · 1 мая закрыто

1 апреля, 10:00 – 1 мая, 18:00  Лагерь

1 ноября 2026 – 1 марта 2027  Зимний сад
    10:00–18:00
"""


def test_what_goes_on_for_weeks_is_told_once_with_all_its_hours() -> None:
    weekdays = dict.fromkeys(range(1, 6), Opening(600, 1080)) | {6: Opening(720, 960)}
    hours = Hours(
        weekdays=tuple(weekdays.items()),
        dates=((date(2027, 5, 1), None), (date(2028, 1, 1), None)),
        last_entry=timedelta(minutes=30),
    )
    always = Hours(weekdays=tuple((weekday, Opening(600, 1080)) for weekday in range(7)))
    camp = When(
        start=datetime(2027, 4, 1, 10, tzinfo=ALMATY), end=datetime(2027, 5, 1, 18, tzinfo=ALMATY)
    )
    found = written(
        programme(
            event("Сезон", When(start=date(2027, 3, 1), end=date(2027, 10, 1))),
            event("Фотовыставка", When(start=date(2027, 3, 1), end=date(2027, 9, 17)), hours=hours),
            event("Лагерь", camp),
            first_day=date(2027, 3, 1),
            last_day=date(2027, 9, 30),
        )
    )
    winter = event("Зимний сад", When(start=date(2026, 11, 1), end=date(2027, 3, 2)), hours=always)
    found += written(
        programme(winter, first_day=date(2026, 11, 1), last_day=date(2027, 9, 30))
    ).partition("НЕДЕЛЬ\n")[2]
    assert found.partition("UTC+5\n\n")[2] == LONG


def test_no_events_are_said_to_be_none() -> None:
    assert written(programme()).endswith("событий нет\n")


def test_a_day_of_another_year_says_which() -> None:
    later = When(start=at(15, "10:00").replace(year=2020), end=None)
    assert "ВОСКРЕСЕНЬЕ, 15 НОЯБРЯ 2020" in written(programme(event("Итоги", later)))


def test_a_day_after_the_clocks_were_changed_says_so() -> None:
    zones = [line for line in written(winter_time()).splitlines() if "Берлин" in line]
    assert zones == [f"время — по Берлину, UTC+{n}" for n in (2, 1, 1)]


def test_a_part_tells_only_what_its_whole_has_not_told() -> None:
    common = {"venue": "hall", "age": "12+", "access": Access.FREE}
    parts = (
        event("Одна", timed(15, "10:00"), **common),
        event("Другая", timed(15, "11:00"), **{**common, "age": "16+", "venue": "square"}),
    )
    whole = event("Целое", timed(15, "10:00", "12:00"), events=parts, **common)
    assert (
        written(programme(whole))
        .split("НОЯБРЯ\n\n")[1]
        .startswith("""\
10:00–12:00  Целое
    (2) Большой зал
    вход свободный · 12+
    10:00  Одна
    11:00  Другая
        (3) Площадь
        16+
""")
    )
