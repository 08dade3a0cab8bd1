from datetime import date

import pytest
from babel.dates import get_day_names, get_month_names

from calendar_tool.source.dates import Calendar, read_dates, read_day, read_weekdays
from calendar_tool.source.mistake import Mistake

CITY_DAYS = Calendar(date(2019, 11, 15), date(2019, 11, 16), "Asia/Almaty")


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("12–13 Sep 2026", date(2026, 9, 12), date(2026, 9, 13)),
        ("12 сентября 2026", date(2026, 9, 12), date(2026, 9, 12)),
        ("30 Dec 2019 – 2 Jan 2020", date(2019, 12, 30), date(2020, 1, 2)),
        ("30 желтоқсан – 2 қаңтар 2020", date(2019, 12, 30), date(2020, 1, 2)),
        ("2019-11-15/2019-11-16", date(2019, 11, 15), date(2019, 11, 16)),
    ],
)
def test_the_dates_of_a_programme(text: str, first: date, last: date) -> None:
    assert read_dates(text) == (first, last)


@pytest.mark.parametrize(
    ("text", "key", "offset"),
    [
        ("12–13 Sep", "T301.programme-year", (0, 9)),
        ("12 Sep 2026 10:00", "T301.clock-here", (12, 17)),
        ("12–13–14 Sep 2026", "T301.several", (6, 17)),
        ("12 Sep 1066", "T301.form", (7, 11)),
    ],
)
def test_dates_that_are_none(text: str, key: str, offset: tuple[int, int]) -> None:
    with pytest.raises(Mistake) as caught:
        read_dates(text)
    assert (caught.value.key, caught.value.offset) == (key, offset)


def test_a_single_day_takes_its_year_from_the_programme() -> None:
    assert read_day("16 Nov", CITY_DAYS) == date(2019, 11, 16)


@pytest.mark.parametrize(
    ("text", "key"), [("15–16 Nov", "T301.one-day"), ("16 Nov 10:00", "T301.clock-here")]
)
def test_a_single_day_is_one_day_without_a_clock_time(text: str, key: str) -> None:
    with pytest.raises(Mistake) as caught:
        read_day(text, CITY_DAYS)
    assert caught.value.key == key


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("Mon", (0,)),
        ("Tue–Sun", (1, 2, 3, 4, 5, 6)),
        ("вт–вс", (1, 2, 3, 4, 5, 6)),
        ("с понедельника по пятницу", (0, 1, 2, 3, 4)),
        ("дс", (0,)),
        ("дүйсенбіден жұмаға дейін", (0, 1, 2, 3, 4)),
        ("Sat–Mon", (5, 6, 0)),
        ("Sat, Sun", (5, 6)),
        ("сб и вс", (5, 6)),
        ("Mon–Wed, Fri", (0, 1, 2, 4)),
        ("Mon–Mon, Mon", (0,)),
    ],
)
def test_weekdays_in_lists_and_ranges(text: str, days: tuple[int, ...]) -> None:
    assert read_weekdays(text) == days


@pytest.mark.parametrize("text", ["15 Nov", "Mon–", "–Mon", "Mon–Wed–Fri –", "and Mon", "Mon––Tue"])
def test_what_is_no_weekday(text: str) -> None:
    with pytest.raises(Mistake, match=r"T301\.weekdays"):
        read_weekdays(text)


@pytest.mark.parametrize("language", ["en", "ru", "kk"])
@pytest.mark.parametrize("width", ["wide", "abbreviated"])
@pytest.mark.parametrize("context", ["format", "stand-alone"])
def test_every_name_of_the_locale_data_is_known(language: str, width: str, context: str) -> None:
    months = get_month_names(width, context, language)  # type: ignore[arg-type]
    for number, name in months.items():
        assert read_dates(f"3 {name} 2019") == (date(2019, number, 3),) * 2
    weekdays = get_day_names(width, context, language)  # type: ignore[arg-type]
    for number, name in weekdays.items():
        assert read_weekdays(name) == (number,)


RUSSIAN = "январе февралю мартом апреля мае июнем июлю августа сентябрём октября ноябрю декабре"
KAZAKH = (
    "қаңтардың ақпанға наурызда сәуірден мамырды маусымның шілдеде тамызға қыркүйектің қазанда "
    "қарашада желтоқсанға"
)


@pytest.mark.parametrize("names", [RUSSIAN, KAZAKH])
def test_months_may_stand_in_any_grammatical_case(names: str) -> None:
    read = [read_dates(f"2019 3 {name}")[0].month for name in names.split()]
    assert read == list(range(1, 13))


def test_weekdays_may_stand_in_any_grammatical_case() -> None:
    russian = "понедельнику вторником среду четверга пятницей субботы воскресеньем"
    kazakh = "дүйсенбіде сейсенбінің сәрсенбіге бейсенбіде жұмада сенбіні жексенбіде"
    for names in (russian, kazakh):
        assert [read_weekdays(name)[0] for name in names.split()] == list(range(7))
