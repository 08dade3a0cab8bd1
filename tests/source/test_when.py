import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from babel.dates import format_date
from hypothesis import assume, given
from hypothesis import strategies as st

from calendar_tool.model import When
from calendar_tool.source.mistake import Mistake
from calendar_tool.source.when import Calendar, is_tba, read_when

CITY_DAYS = Calendar(date(2019, 11, 15), date(2019, 11, 16), "Asia/Almaty")
PART = CITY_DAYS._replace(day=date(2019, 11, 15))
LEAP = Calendar(date(2024, 2, 20), date(2024, 3, 5), "Asia/Almaty")
NEW_YEAR = Calendar(date(2025, 12, 20), date(2026, 1, 10), "Asia/Almaty")
LONG = Calendar(date(2024, 1, 1), date(2025, 4, 1), "Asia/Almaty")
ALMATY = ZoneInfo("Asia/Almaty")

DAY = timedelta(days=1)


def no_doubt(mistake: Mistake) -> None:
    raise AssertionError(mistake.key)


def read(text: str, calendar: Calendar = CITY_DAYS) -> When:
    return read_when(text, calendar, no_doubt)


def mistake_in(text: str, calendar: Calendar = CITY_DAYS) -> Mistake:
    with pytest.raises(Mistake) as caught:
        read_when(text, calendar, lambda _: None)
    return caught.value


def at(day: int, clock: str) -> datetime:
    hour, minute = map(int, clock.split(":"))
    return datetime(2019, 11, day, hour, minute, tzinfo=ALMATY)


def days(first: int, last: int) -> When:
    return When(start=date(2019, 11, first), end=date(2019, 11, last) + DAY)


@pytest.mark.parametrize(
    "text",
    [
        "15 Nov 10:00–11:30",
        "15 Nov 10:00-11:30",
        "15 Nov 10:00 — 11:30",
        "15 Nov 10:00/11:30",
        "  15 Nov   10:00 – 11:30 ",
        "Fri 15 Nov 2019 10:00–11:30",
        "15 Nov (Fri), 10.00–11.30",
        "Friday, 15 November 2019, from 10:00 to 11:30",
        "November 15, 2019 at 10:00 until 11:30",
        "15th of November 10:00 till 11:30",
        "15-Nov-2019 10:00–11:30",
        "10:00–11:30, 15 Nov",
        "15 Nov 10:00 – 15 Nov 11:30",
        "15 Nov 10:00:00–11:30:00",
        "2019-11-15 10:00–11:30",
        "2019-11-15T10:00/2019-11-15T11:30",
        "2019-11-15T10:00/11:30",
        "2019-11-15T10:00:00+06:00/2019-11-15T11:30:00.000+06:00",
        "2019-11-15T04:00Z/2019-11-15T05:30Z",
        "2019-11-15T07:00+0300/2019-11-15T08:30+03",
        "15.11.2019 10:00–11:30",
        "15.11 10.00–11.30",
        "15.11 10.00 – 15.11 11.30",
        "пт 15 ноября 10:00–11:30",
        "15 ноября, пятница, с 10:00 до 11:30",
        "в пятницу 15-го ноября 2019 г. в 10:00–11:30",
        "15 ноября 2019 года, 10.00–11.30 ч.",
        "15 НОЯБРЯ 10:00–11:30",
        "15 нояб. 10:00–11:30",
        "15 қараша 10:00–11:30",
        "жм 15 қараша 10:00–11:30",
        "15-қараша, сағат 10:00-ден 11:30-ға дейін",
        "2019 жылғы 15 қараша, жұма, 10:00–11:30",
        "қарашаның 15-і сағат 10:00 – 11:30",
        "15 қар. 2019 ж. 10:00–11:30",
        "15 қaрaша 10:00–11:30",
    ],
)
def test_a_day_and_two_clock_times_in_every_manner(text: str) -> None:
    assert read(text) == When(start=at(15, "10:00"), end=at(15, "11:30"))


@pytest.mark.parametrize(
    "text",
    [
        "15–16 Nov",
        "15-16 November 2019",
        "15/16 Nov",
        "Nov 15–16, 2019",
        "15 Nov – 16 Nov",
        "15 Nov – 16",
        "Fri–Sat 15–16 Nov",
        "15–16 Nov, Fri–Sat",
        "Fri 15 – Sat 16 Nov",
        "15 Nov Fri – Sat 16 Nov",
        "15–16.11",
        "15.11–16.11.2019",
        "2019-11-15/2019-11-16",
        "2019-11-15–16",
        "с 15 по 16 ноября",
        "15 до 16 ноября 2019 г.",
        "15–16 қараша",
        "15 қарашадан 16 қарашаға дейін",
        "15-тен 16 қарашаға дейін",
        "15 қарашадан бастап 16 қарашаға дейін",
        "15 қараша дейін 16 қараша",
        "қарашаның 15-інен 16-сына дейін",
    ],
)
def test_two_whole_days_are_both_included(text: str) -> None:
    assert read(text) == days(15, 16)


@pytest.mark.parametrize(
    "text", ["15 Nov", "пт, 15 ноября", "15 қараша күні", "15.11", "2019-11-15"]
)
def test_a_day_alone_is_the_whole_day(text: str) -> None:
    assert read(text) == days(15, 15)


@pytest.mark.parametrize(
    "text",
    ["9 май 2020", "9 маи\u0306 2020", "\ufeff9\u00a0мая\u00a02020\u00a0г.", "9\u200b мая 2020"],
)
def test_letters_in_parts_and_invisible_ones_change_nothing(text: str) -> None:
    assert read(text).start == date(2020, 5, 9)


@pytest.mark.parametrize(
    "text",
    [
        "15 Nov TBA",
        "Fri 15 Nov, time tba",
        "15 Nov (time to be announced)",
        "15 Nov – TBC",
        "15.11 TBD",
        "15 ноября, время уточняется",
        "15 ноября дата и время уточняются",
        "15 ноября: часы будут объявлены позже",
        "15 қараша, уақыты хабарланады",
        "15 қараша уақыты кейін хабарланады",
        "15 қараша нақтылануда",
    ],
)
def test_a_day_may_wait_for_its_time(text: str) -> None:
    assert read(text) == When(start=date(2019, 11, 15), end=date(2019, 11, 16), tba=True)


@pytest.mark.parametrize(
    "text",
    ["TBA", " tba. ", "To be announced", "уточняется", "Дата и время уточняются", "хабарланады"],
)
def test_neither_day_nor_time_may_be_known(text: str) -> None:
    assert read(text) == When(start=None, end=None, tba=True)
    assert is_tba(text)


def test_a_day_with_tba_is_more_than_tba() -> None:
    assert not is_tba("15 Nov TBA")
    assert not is_tba("10:00–18:00")


@pytest.mark.parametrize(
    "text", ["15 Nov 19:00", "15 Nov at 19.00", "15 ноября в 19:00", "15 қараша 19:00-де",
             "15 қараша сағат 19:00-ден бастап", "2019-11-15T19:00", "19:00 15 ноября"],
)  # fmt: skip
def test_a_start_alone_gets_no_end(text: str) -> None:
    assert read(text) == When(start=at(15, "19:00"), end=None)


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("15 Nov 22:00–02:00", at(15, "22:00"), at(16, "02:00")),
        ("15 Nov 22:00–06:00", at(15, "22:00"), at(16, "06:00")),
        ("15 Nov 22:00–24:00", at(15, "22:00"), at(16, "00:00")),
        ("15 Nov 22:00–00:00", at(15, "22:00"), at(16, "00:00")),
        ("15 Nov 00:00–24:00", at(15, "00:00"), at(16, "00:00")),
        ("15 Nov 22:00 – 16 Nov 21:00", at(15, "22:00"), at(16, "21:00")),
        ("15 Nov 22:00 – 16 Nov 24:00", at(15, "22:00"), at(17, "00:00")),
        ("2019-11-15T22:00/2019-11-16T02:00", at(15, "22:00"), at(16, "02:00")),
        ("15.11 22.00 – 16.11 12.00", at(15, "22:00"), at(16, "12:00")),
        ("с 22:00 15 ноября до 10:00 16 ноября", at(15, "22:00"), at(16, "10:00")),
    ],
)
def test_an_event_may_last_over_midnight(text: str, start: datetime, end: datetime) -> None:
    assert read(text) == When(start=start, end=end)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("24 Dec", date(2025, 12, 24), date(2025, 12, 24)),
        ("5 Jan", date(2026, 1, 5), date(2026, 1, 5)),
        ("30 Dec – 2 Jan", date(2025, 12, 30), date(2026, 1, 2)),
        ("30 Dec – 2 Jan 2026", date(2025, 12, 30), date(2026, 1, 2)),
        ("30 Dec 2025 – 2 Jan", date(2025, 12, 30), date(2026, 1, 2)),
        ("30 Nov – 2 Dec 2027", date(2027, 11, 30), date(2027, 12, 2)),
        ("30 Dec 2020 – 2 Jan 2022", date(2020, 12, 30), date(2022, 1, 2)),
        ("15–22 Dec", date(2025, 12, 15), date(2025, 12, 22)),
        ("1 Nov 2001", date(2001, 11, 1), date(2001, 11, 1)),
    ],
)
def test_the_year_comes_from_the_programme_unless_written(
    text: str, first: date, last: date
) -> None:
    assert read(text, NEW_YEAR) == When(start=first, end=last + DAY)


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("10:00–11:20", at(15, "10:00"), at(15, "11:20")),
        ("10.11–11.05", at(15, "10:11"), at(15, "11:05")),
        ("Fri 10:00", at(15, "10:00"), None),
        ("16 Nov 10:00", at(16, "10:00"), None),
        ("15.11 10:00", at(15, "10:00"), None),
        ("23:00–01:00", at(15, "23:00"), at(16, "01:00")),
    ],
)
def test_a_part_needs_a_clock_time_only(text: str, start: datetime, end: datetime | None) -> None:
    assert read(text, PART) == When(start=start, end=end)


def test_a_part_without_a_time_yet_keeps_the_day_of_the_whole() -> None:
    assert read("TBA", PART) == When(start=PART.day, end=date(2019, 11, 16), tba=True)


#: text, sentence, the piece that the caret points at (None: all of it), the corrected value
WRONG = [
    ("", "T301.empty", None, None),
    (" , ", "T301.empty", None, None),
    ("15 Nov" * 40, "T301.long", None, None),
    ("15 foo", "T301.word", "foo", None),
    ("15 Nov 10:00@", "T301.word", "@", None),
    ("15 Novmber 10:00", "T301.guess", "Novmber", "15 November 10:00"),
    ("15 ноябя", "T301.guess", "ноябя", "15 ноября"),
    ("Птница 15 ноября", "T301.guess", "Птница", "Пятница 15 ноября"),
    ("15 қарша", "T301.guess", "қарша", "15 қараша"),
    ("15/11/2019", "T301.slash", "15/11/2019", "2019-11-15"),
    ("11/15/2019 10:00", "T301.slash", "11/15/2019", "2019-11-15 10:00"),
    ("2019/11/15", "T301.slash", "2019/11/15", "2019-11-15"),
    ("5/6/2019", "T301.slash", "5/6/2019", None),
    ("15/11", "T301.slash", "15/11", None),
    ("15 Nov 7 pm", "T301.twelve", "7 pm", "15 Nov 19:00"),
    ("15 Nov 7:30 P.M.", "T301.twelve", "7:30 P.M.", "15 Nov 19:30"),
    ("15 Nov 12am", "T301.twelve", "12am", "15 Nov 00:00"),
    ("15 Nov 19 pm", "T301.twelve", "19 pm", None),
    ("15 Nov 10h30", "T301.form", "10h30", "15 Nov 10:30"),
    ("15 ноября в 19 ч", "T301.form", "19 ч", "15 ноября в 19:00"),
    ("15 ноября 19 часов 30 минут", "T301.form", "19 часов 30 минут", "15 ноября 19:30"),
    ("15 Nov 10-30", "T301.form", "10-30", "15 Nov 10:30"),
    ("15 Nov 19-00", "T301.form", "19-00", "15 Nov 19:00"),
    ("15 Nov 10-18", "T301.form", "10-18", None),
    ("15 Nov 10–18", "T301.form", "10–18", "15 Nov 10:00–18:00"),
    ("15 ноября с 10 до 18", "T301.form", "10 до 18", "15 ноября с 10:00 до 18:00"),
    ("15 Nov 19", "T301.form", "19", "15 Nov 19:00"),
    ("15 Nov 1030", "T301.form", "1030", "15 Nov 10:30"),
    ("15 Nov 930", "T301.form", "930", "15 Nov 09:30"),
    ("15 Nov 19:00–2100", "T301.form", "2100", "15 Nov 19:00–21:00"),
    ("20191115", "T301.digits", "20191115", None),
    ("до 18:00", "T301.until", None, None),
    ("18:00-ге дейін", "T301.until", None, None),
    ("15 ноября до 18:00", "T301.until", "18:00", None),
    ("15 Nov 19:00–", "T301.open", "–", "15 Nov 19:00"),
    ("15, 16 Nov", "T301.several", "16", None),
    ("15 и 16 ноября", "T301.several", "и", None),
    ("15–16–17 Nov", "T301.several", "17 Nov", None),
    ("15 Nov 10:00 11:00", "T301.twice", "11:00", None),
    ("15 Nov, 16 Nov", "T301.several", "16", None),
    ("15 Nov Fri Fri", "T301.twice", "Fri", None),
    ("15 Nov 2019-11-15", "T301.twice", "2019-11-15", None),
    ("15.11.19 10:00", "T301.short-year", "15.11.19", "15.11.2019 10:00"),
    ("15 Nov 3019", "T301.far-year", "3019", None),
    ("0019-11-15", "T301.far-year", "0019-11-15", None),
    ("19:00", "T301.no-date", None, None),
    ("Fri 19:00", "T301.no-date", None, None),
    ("Nov 2019", "T301.no-day", "Nov 2019", None),
    ("Nov 19:00", "T301.no-day", "Nov", None),
    ("15", "T301.no-month", "15", None),
    ("15–16", "T301.no-month", "15–16", None),
    ("15.13.2019", "T301.month-number", "15.13.2019", None),
    ("31 Nov", "T301.month-days", "31 Nov", None),
    ("30 Feb 10:00", "T301.month-days", "30 Feb", None),
    ("0 Nov", "T301.month-days", "0 Nov", None),
    ("29 Feb", "T301.leap", "29 Feb", None),
    ("29 Feb 2023", "T301.leap", "29 Feb 2023", None),
    ("10 Nov 10:00", "T301.outside", "10 Nov", None),
    ("14 Oct – 2 Nov", "T301.outside", "14 Oct – 2 Nov", None),
    ("16–15 Nov", "T301.backwards", None, None),
    ("2 Dec – 30 Nov", "T301.backwards", None, None),
    ("15 Nov 2019 – 14 Nov 2019", "T301.backwards", None, None),
    ("15 Nov 19:00 – 15 Nov 18:00", "T301.backwards", None, None),
    ("2019-11-15T10:00+03:00/2019-11-15T11:00", "T301.backwards", None, None),
    ("Sat 15 Nov 10:00", "T301.weekday", "Sat", "Fri 15 Nov 10:00"),
    ("Суббота, 15 ноября", "T301.weekday", "Суббота", "Пятница, 15 ноября"),
    ("в субботу 15 ноября", "T301.weekday", "субботу", "в пт 15 ноября"),
    ("15 қараша, дүйсенбі", "T301.weekday", "дүйсенбі", "15 қараша, жұма"),
    ("Fri–Sun 15–16 Nov", "T301.weekday", "Sun", "Fri–Sat 15–16 Nov"),
    ("15 Nov 10:00 – 11:00 Sat", "T301.weekday", "Sat", "15 Nov 10:00 – 11:00 Fri"),
    ("15 Nov 19:00 TBA", "T301.tba", "19:00", "15 Nov 19:00"),
    ("15 Nov 19:00–TBA", "T301.tba", "19:00", "15 Nov 19:00"),
    ("15–16 Nov TBA", "T301.days-tba", None, "when: 15–16 Nov\nhours: TBA"),
    ("15–16 Nov 10:00–18:00", "T301.hours", None, "when: 15–16 Nov\nhours: 10:00–18:00"),
    (
        "15–16 ноября с 10:00 до 18:00",
        "T301.hours",
        None,
        "when: 15–16 ноября\nhours: 10:00–18:00",
    ),
    ("15–16 Nov 10:00", "T301.days-clock", "10:00", None),
    ("15 Nov 10:00 – 16 Nov", "T301.half", "16 Nov", None),
    ("15 Nov 10:00–11:00–12:00", "T301.unclear", None, None),
    ("15 Nov 24:00", "T301.midnight", "24:00", "2019-11-16 00:00"),
    ("15 Nov 19:00–19:00", "T301.equal", None, None),
    ("15 Nov 19:00–18:00", "T301.order", "18:00", None),
    ("15 Nov 22:00–06:01", "T301.order", "06:01", None),
    ("15 Nov 25:00", "T301.clock", "25:00", None),
    ("15 Nov 19:60", "T301.clock", "19:60", None),
    ("15 Nov 19:5", "T301.clock", "19:5", None),
    ("15 Nov 19.75", "T301.clock", "19.75", None),
    ("2019-11-15T10:00+99:00", "T301.clock", "T10:00+99:00", None),
    ("15 Nov 19:00:30", "T301.seconds", "19:00:30", None),
]


@pytest.mark.parametrize(("text", "key", "piece", "fix"), WRONG)
def test_each_mistake_has_its_sentence_its_place_and_its_cure(
    text: str, key: str, piece: str | None, fix: str | None
) -> None:
    mistake = mistake_in(text)
    assert mistake.key == key
    assert mistake.fix == fix
    if piece is not None:
        assert mistake.offset is not None
        assert text[slice(*mistake.offset)] == piece


@pytest.mark.parametrize(
    ("text", "key", "fix"),
    [
        ("15.11", "T301.dotted", "15:11"),
        ("10-30", "T301.form", "10:30"),
        ("10–18", "T301.form", "10:00–18:00"),
        ("19", "T301.form", "19:00"),
        ("Sat 10:00", "T301.weekday", "Fri 10:00"),
        ("Fri", "T301.no-date", None),
    ],
)
def test_mistakes_in_parts(text: str, key: str, fix: str | None) -> None:
    mistake = mistake_in(text, PART)
    assert (mistake.key, mistake.fix) == (key, fix)


def test_a_dotted_pair_after_a_dotted_day_may_be_either() -> None:
    mistake = mistake_in("15.11 10.00 – 16.11")
    assert (mistake.key, mistake.fix) == ("T301.dotted", "15.11 10.00 – 16:11")
    assert mistake_in("15.11, 16.11").key == "T301.dotted"
    assert read("15 Nov 10.00–16.11").end == at(15, "16:11")


def test_a_missing_day_is_offered_where_the_programme_has_one_only() -> None:
    one_day = CITY_DAYS._replace(last_day=CITY_DAYS.first_day)
    assert mistake_in("19:00", one_day).fix == "2019-11-15 19:00"


def test_a_day_of_two_years_asks_for_the_year_and_names_both() -> None:
    mistake = mistake_in("1 Feb 10:00", LONG)
    assert mistake.key == "T301.year"
    assert mistake.values == {"text": "1 Feb", "years": "2024, 2025"}
    assert read("29 Feb", LONG).start == date(2024, 2, 29)


@pytest.mark.parametrize("dash", list("-‑—−"))
@pytest.mark.parametrize(
    "text", [text for text, *_ in WRONG if "–" in text and "10–18" not in text]
)
def test_which_dash_is_typed_changes_no_verdict(text: str, dash: str) -> None:
    assert mistake_in(text.replace("–", dash)).key == mistake_in(text).key


def test_a_clock_time_that_happens_twice_is_the_earlier_one_and_both_are_named() -> None:
    doubts: list[Mistake] = []
    text = "29 Feb 23:30"
    when = read_when(text, LEAP, doubts.append)
    assert isinstance(when.start, datetime)
    assert when.start.isoformat() == "2024-02-29T23:30:00+06:00"
    assert [doubt.key for doubt in doubts] == ["T305"]
    assert doubts[0].offset == (7, 12)
    assert doubts[0].values["earlier"] == "2024-02-29T23:30+06:00"
    assert doubts[0].values["later"] == "2024-02-29T23:30+05:00"


def test_an_offset_chooses_between_two_passes_of_a_clock_time() -> None:
    start = read("2024-02-29T23:30+06:00/2024-02-29T23:15+05:00", LEAP)
    assert isinstance(start.start, datetime)
    assert isinstance(start.end, datetime)
    assert (start.start.fold, start.end.fold) == (0, 1)
    assert start.end.astimezone(UTC) - start.start.astimezone(UTC) == timedelta(minutes=45)


def test_a_clock_time_that_is_jumped_over_does_not_exist() -> None:
    spring = Calendar(date(2024, 3, 1), date(2024, 4, 1), "Europe/Berlin")
    mistake = mistake_in("31 Mar 02:30", spring)
    assert mistake.key == "T304"
    assert mistake.offset == (7, 12)
    assert mistake.values["before"] == "02:00"
    assert mistake.values["after"] == "03:00"


ZONES = ("Asia/Almaty", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "UTC")
#: Days around a change of clocks, among any others.
CHANGES = "2024-02-29 2024-03-01 2024-03-31 2024-10-27 2024-03-10 2024-11-03 2024-04-07 2024-10-06"
DAYS = st.dates(date(2023, 1, 1), date(2025, 12, 31)) | st.sampled_from(
    [date.fromisoformat(day) for day in CHANGES.split()]
)


@given(day=DAYS, minute=st.integers(0, 1439), name=st.sampled_from(ZONES))
def test_every_local_time_is_the_instant_that_the_zone_data_say(
    day: date, minute: int, name: str
) -> None:
    zone = ZoneInfo(name)
    local = datetime(day.year, day.month, day.day, *divmod(minute, 60), tzinfo=zone)
    exists = local.astimezone(UTC).astimezone(zone) == local
    is_twice = exists and local.utcoffset() != local.replace(fold=1).utcoffset()
    calendar = Calendar(day, day, name)
    doubts: list[Mistake] = []
    if not exists:
        assert mistake_in(f"{local:%Y-%m-%d %H:%M}", calendar).key == "T304"
        return
    when = read_when(f"{local:%Y-%m-%d %H:%M}", calendar, doubts.append)
    assert when.start is not None
    assert isinstance(when.start, datetime)
    assert when.start.astimezone(UTC) == local.astimezone(UTC)
    assert (when.start.fold, when.start.tzinfo) == (0, zone)
    assert [doubt.key for doubt in doubts] == ["T305"] * is_twice


@given(day=DAYS, minute=st.integers(0, 1439), name=st.sampled_from(ZONES))
def test_every_instant_can_be_written_with_its_offset(day: date, minute: int, name: str) -> None:
    moment = datetime(day.year, day.month, day.day, *divmod(minute, 60), tzinfo=UTC)
    local = moment.astimezone(ZoneInfo(name))
    start = read(local.isoformat(timespec="minutes"), Calendar(day, day, name)).start
    assert isinstance(start, datetime)
    assert start.astimezone(UTC) == moment
    assert start.fold == local.fold


DAY_FORMS: list[Callable[[date], str]] = [
    lambda day: f"{day}",
    lambda day: f"{day:%d.%m.%Y}",
    lambda day: f"{day.day}.{day:%m}",
    *(
        (lambda day, pattern=pattern, locale=locale: format_date(day, pattern, locale=locale))
        for locale in ("en", "ru", "kk")
        for pattern in (
            "d MMM", "d MMMM", "d LLLL", "EEE d MMM", "EEEE, d MMMM", "d MMMM, EEEE",
            "d MMMM y", "EE dd MMM y", "y MMMM d", "LLLL d, y",
        )
    ),
]  # fmt: skip
#: An opening, what stands between, a closing.
RANGES = [("", "–", ""), ("", " - ", ""), ("с ", " до ", ""), ("from ", " to ", ""),
          ("", "-ден ", "-ға дейін"), (", ", " — ", "."), ("at ", "/", "")]  # fmt: skip


@given(
    day=st.dates(date(2019, 1, 1), date(2019, 12, 31)),
    form=st.sampled_from(DAY_FORMS),
    opens=st.integers(0, 1438),
    length=st.integers(1, 1439),
    around=st.sampled_from(RANGES),
    colon=st.sampled_from(":."),
)
def test_what_is_written_in_any_form_and_language_is_read_back(
    day: date,
    form: Callable[[date], str],
    opens: int,
    length: int,
    around: tuple[str, str, str],
    colon: str,
) -> None:
    assume(colon == ":" or not re.match(r"\d+\.\d", form(day)))
    closes = min(opens + length, 1440)
    before, between, after = around
    times = [f"{minute // 60:02}{colon}{minute % 60:02}" for minute in (opens, closes)]
    calendar = Calendar(date(2019, 1, 1), date(2019, 12, 31), "UTC")
    start = datetime(day.year, day.month, day.day, tzinfo=ZoneInfo("UTC"))
    written = f"{form(day)} {before}{times[0]}{between}{times[1]}{after}"
    assert read(written, calendar) == When(
        start=start + timedelta(minutes=opens), end=start + timedelta(minutes=closes)
    )


@given(
    first=st.dates(date(2019, 1, 1), date(2020, 12, 31)),
    length=st.integers(1, 170),
    form=st.sampled_from([form for form in DAY_FORMS if "2019" in form(date(2019, 5, 5))]),
    dash=st.sampled_from(["–", " - ", " до ", " по ", " to ", " until ", " дейін ", "/"]),
)
def test_ranges_of_days_in_any_form_are_read_back(
    first: date, length: int, form: Callable[[date], str], dash: str
) -> None:
    last = first + timedelta(days=length)
    when = read(f"{form(first)}{dash}{form(last)}")
    assert when == When(start=first, end=last + DAY)
