import hashlib
import os
import re
import subprocess
import sys
from datetime import date
from io import BytesIO
from typing import Any

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from calendar_tool.errors import CalendarToolError
from calendar_tool.exporters import pdf
from calendar_tool.exporters.pdf import Standing
from calendar_tool.exporters.pdf.sheet import Sheet
from calendar_tool.model import Contact, Person, Programme, Role, Text, When
from tests.programmes import days, edition, event, full, programme, text, timed, venue

HOSTILE = (
    '#panic("x")',
    "*b* _i_ `r` $x^2$ @ref <label>",
    "= heading / term: - item + item",
    '#import "x": * // no comment /* either */ ~ -- --- ...',
    "\"кавычки\" «ёлочки» 'x'",
    "</script><script>alert(1)</script>",
    r"C:\New \u{41} \\server\n",
    "{{7*7}} {% raw %} ${HOME} %s {n}",
)


def printed(whole: Programme, language: str = "ru") -> bytes:
    return pdf.printed(edition(whole, language), "agenda", "a4")


def read(content: bytes) -> str:
    """Return the text of all pages, every gap a space."""
    pages = PdfReader(BytesIO(content)).pages
    return re.sub(r"\s+", " ", " ".join(page.extract_text() for page in pages))


def pages(content: bytes) -> int:
    return len(PdfReader(BytesIO(content)).pages)


def fonts(content: bytes) -> set[str]:
    with pikepdf.open(BytesIO(content)) as pdf:
        return {
            str(font.get("/BaseFont")).partition("+")[2]
            for page in pdf.pages
            for font in page.resources.get("/Font", {}).values()
        }


def addresses(content: bytes) -> list[str]:
    with pikepdf.open(BytesIO(content)) as pdf:
        links: list[Any] = [note for page in pdf.pages for note in page.get("/Annots", [])]
        return [str(link.A.URI) for link in links]


def test_it_is_tagged_titled_and_says_its_language() -> None:
    with pikepdf.open(BytesIO(printed(full()))) as pdf:
        assert pdf.Root.Lang == "ru"
        assert pdf.Root.MarkInfo.Marked
        assert pdf.Root.ViewerPreferences.DisplayDocTitle
        with pdf.open_metadata() as about:
            assert about["dc:title"] == "Дни Москвы в Алматы"
            assert about["pdfuaid:part"] == "1"


def test_its_text_is_in_reading_order() -> None:
    found = read(printed(full()))
    wanted = (
        "ПРОГРАММА",
        "Дни Москвы в Алматы",
        "15–16 ноября 2019",
        "Пятница, 15 ноября",
        "Время уточняется",
        "Круглый стол",
        "весь день 10:00–18:00",
        "10:30 – 10:50",
        "Подписание меморандума о сотрудничестве на 2020–2023 годы",
        "Суббота, 16 ноября",
        "Экскурсия",
        "Гала-концерт",
        "Дата уточняется",
        "Спектакль «Царевна-Лягушка»",
        "Площадки",
        "ул. Кабанбай батыра, 110",
    )
    places = [found.find(phrase) for phrase in wanted]
    assert -1 not in places, wanted[places.index(-1)]
    assert places == sorted(places)


def test_what_a_reader_must_know_is_said_in_words() -> None:
    found = read(printed(full()))
    for phrase in (
        "Выступает: Ержан Бабакумаров, заместитель акима",
        "Официальные по приглашениям",
        "ОТМЕНЕНО",
        "Дождь",
        "перенос",
        "Было: 18:00",
        "место уточняется",
        "12+",
        "вход до 17:30",
    ):
        assert phrase in found, phrase


def test_what_goes_on_for_weeks_is_one_section() -> None:
    season = event("Сезон", When(start=date(2027, 3, 1), end=date(2027, 9, 17)))
    found = read(printed(programme(season, first_day=date(2027, 3, 1), last_day=date(2027, 9, 30))))
    assert "Идёт несколько недель 1 событие" in found
    assert "1 марта – 16 сентября Сезон" in found
    assert found.count("Сезон") == 1


def test_a_title_of_two_lines_is_one_line_in_the_running_head() -> None:
    many = [event(f"Событие {n}", timed(15, f"{8 + n % 14}:00")) for n in range(40)]
    whole = programme(*many, title=text("Дни\nМосквы"))
    second = PdfReader(BytesIO(printed(whole))).pages[1].extract_text()
    assert second.lstrip().startswith("Дни Москвы Пятница")


def test_every_page_says_whose_programme_which_version_which_page_and_whose_clocks() -> None:
    many = [event(f"Событие {n}", timed(15 + n % 2, f"{8 + n % 14}:00")) for n in range(60)]
    reader = PdfReader(BytesIO(printed(programme(*many))))
    total = len(reader.pages)
    assert total > 2
    for number, page in enumerate(reader.pages, 1):
        found = re.sub(r"\s+", " ", page.extract_text())
        assert "Дни Москвы в Алматы" in found
        assert "Черновик · 12 ноября 2019, 14:30" in found
        assert f"стр. {number} из {total}" in found
        assert "Время — по Алматы, UTC+6" in found
        assert re.search(r"(Пятница, 15|Суббота, 16) ноября", found)


def test_a_page_that_begins_within_a_day_names_the_day() -> None:
    many = [event(f"Событие {n}", timed(15, f"{8 + n % 14}:00")) for n in range(40)]
    second = PdfReader(BytesIO(printed(programme(*many)))).pages[1].extract_text()
    assert "Пятница, 15 ноября — продолжение" in re.sub(r"\s+", " ", second)


def undated(long: int, number: int) -> list[str]:
    """Return the pages of a day as long as so many words, and so many events without a date."""
    told = " ".join(["слово"] * long)
    hall = venue("hall", "Зал", address=text("Улица, 1"))
    whole = programme(
        event("Днём", timed(15, "10:00"), venue="hall", description=told),
        *(event(f"Позже {n}", When(start=None, end=None, tba=True)) for n in range(number)),
        venues={"hall": hall},
    )
    return [page.extract_text() for page in PdfReader(BytesIO(printed(whole))).pages]


@pytest.mark.parametrize("long", range(60, 420, 60))
def test_what_has_no_date_yet_begins_where_two_rows_fit(long: int) -> None:
    first, *_ = undated(long, 12)
    assert first.count("Позже") >= 2


@pytest.mark.parametrize("number", range(3, 13))
def test_the_venues_are_not_left_alone_on_a_page(number: int) -> None:
    last = undated(60, number)[-1]
    assert "Площадки" in last
    assert "Позже" in last


def test_a_short_programme_fits_on_one_sheet() -> None:
    assert pages(printed(full())) == 1


def test_a_description_taller_than_a_page_is_not_cut_off() -> None:
    long = " ".join(f"слово{n}" for n in range(3000))
    content = printed(programme(event("Долгое", timed(15, "10:00"), description=long)))
    assert pages(content) > 1
    assert "слово2999" in read(content)


@pytest.mark.parametrize("written", HOSTILE)
def test_markup_of_any_kind_comes_out_as_typed(written: str) -> None:
    whole = programme(
        event(written, timed(15, "10:00"), description=written, venue="x", notice=written),
        venues={"x": venue("x", written, address=text(written))},
    )
    found = re.sub(r"\s+", "", read(printed(whole)))
    assert found.count(re.sub(r"\s+", "", written)) >= 4


def test_what_cannot_be_seen_is_not_printed() -> None:
    whole = programme(event("a\x07б\u202eв\ufeffг\u2066д\ud800е", timed(15, "10:00"), id="a"))
    assert "aбвгде" in read(printed(whole))


@pytest.mark.parametrize("character", ["𐘀", "\u0378"])
def test_a_character_that_no_font_has_is_refused_with_its_event(character: str) -> None:
    whole = programme(
        event("Хорошее", timed(15, "09:00")),
        event("Плохое", timed(15, "10:00"), description=f"Вот он: {character}"),
    )
    with pytest.raises(CalendarToolError) as refused:
        printed(whole)
    assert "«Плохое»" in str(refused.value)
    assert character in str(refused.value)
    assert f"U+{ord(character):04X}" in str(refused.value)
    assert "\n" not in str(refused.value)


def test_a_character_that_no_font_has_in_the_title_is_refused_too() -> None:
    with pytest.raises(CalendarToolError, match="𐘀"):
        printed(programme(title=text("Дни 𐘀")))


def test_for_chinese_the_fonts_that_can_be_installed_are_named() -> None:
    sheet = Sheet(edition(programme()), Standing())
    assert "calendar-tool[cjk]" in sheet.without_glyph("漢", {"title": "Дни"})
    assert "calendar-tool[cjk]" not in sheet.without_glyph("𐘀", {"title": "Дни"})


def test_only_the_fonts_that_come_along_are_used() -> None:
    whole = programme(event("Қазақ №1 ₸ ☂ 😀 שלום سلام ქართული", timed(15, "10:00")))
    assert all(
        re.match("NotoSans|NotoEmoji|LibertinusSerif", font) for font in fonts(printed(whole))
    )


def test_the_same_programme_gives_the_same_bytes_anywhere() -> None:
    script = (
        "import hashlib; from tests.programmes import edition, full;"
        "from calendar_tool.exporters.pdf import printed;"
        "print(hashlib.sha256(printed(edition(full()), 'agenda', 'a4')).hexdigest())"
    )
    elsewhere = subprocess.run(
        [sys.executable, "-c", script],
        env={**os.environ, "TZ": "America/New_York", "PYTHONHASHSEED": "7", "LC_ALL": "C"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert elsewhere.stdout.strip() == hashlib.sha256(printed(full())).hexdigest()


def test_without_an_address_there_is_no_code_and_no_call_to_subscribe() -> None:
    content = printed(full())
    assert "Подписаться" not in read(content)
    assert addresses(content) == ["https://example.org/memo"]


def test_with_an_address_the_sheet_leads_to_the_page() -> None:
    whole = programme(
        event("Открытие", timed(15, "10:00"), id="opening", venue="opera"),
        url="https://days.example/almaty/",
    )
    content = printed(whole)
    assert "Подписаться на календарь" in read(content)
    assert "days.example/almaty/ru" in read(content)
    assert "https://days.example/almaty/ru/" in addresses(content)
    assert "https://days.example/almaty/ru/#opening" in addresses(content)


def test_the_offset_is_the_one_of_the_day() -> None:
    year = {"first_day": days(15).start, "last_day": days(15).start}
    assert "UTC+6" in read(printed(programme(**year)))
    later = days(15).start.replace(year=2026)  # type: ignore[union-attr]
    assert "UTC+5" in read(printed(programme(first_day=later, last_day=later)))


def test_contacts_are_at_the_foot() -> None:
    whole = programme(contact=Contact(phone="+7 727 000-00-00", email="info@days.example"))
    assert "+7 727 000-00-00 · info@days.example" in read(printed(whole))


@pytest.mark.parametrize(
    ("language", "phrases"),
    [
        ("kk", ("Жұма, 15 қараша", "ӨТПЕЙДІ", "Уақыты хабарланады", "1 беттің 1-беті")),
        ("en", ("Friday, ", "CANCELLED", "Time to be announced", "page 1 of 1")),
        ("ar", ("CANCELLED",)),
    ],
)
def test_other_languages_have_words_of_their_own(language: str, phrases: tuple[str, ...]) -> None:
    found = read(printed(full(), language))
    for phrase in phrases:
        assert phrase in found


def test_a_longest_kazakh_title_stays_on_the_sheet() -> None:
    title = "Қазақстандық жоғарғы оқу орындарының ынтымақтастықтандырылғандарыныңыздағы " * 2
    content = printed(programme(event(title, timed(15, "10:00")), title=text(title, "kk")), "kk")
    assert "ынтымақтастықтандырылғандарыныңыздағы" in read(content).replace("\u200b", "")


WRITTEN = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cn", "Co")), min_size=1, max_size=20
)


@settings(max_examples=25, deadline=None)
@given(title=WRITTEN, name=WRITTEN, role=WRITTEN)
def test_any_text_is_printed_or_refused_by_name(title: str, name: str, role: str) -> None:
    person = Person(id="p", name=Text(translations=(("ru", name),)))
    whole = programme(
        event(title, timed(15, "10:00"), people=(Role(role, "p"),)), people={"p": person}
    )
    try:
        content = printed(whole)
    except CalendarToolError as refused:
        assert "U+" in str(refused)  # noqa: PT017 - either outcome is right
    else:
        assert content.startswith(b"%PDF")


def test_parts_of_parts_stay_on_the_sheet() -> None:
    part = event("глубоко", timed(15, "10:00"))
    for _ in range(30):
        part = event("часть", timed(15, "10:00"), events=(part,))
    assert "глубоко" in read(printed(programme(part)))
