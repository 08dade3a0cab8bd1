"""All layouts: what they say, in which order, to whom, and how they are tagged."""

import re
from collections.abc import Sequence
from io import BytesIO
from typing import Any

import pikepdf
import pypdfium2  # type: ignore[import-untyped]
import pytest
from msgspec.structs import replace
from PIL import Image as Drawing
from pypdf import PdfReader

from calendar_tool.changes.kinds import ChangeKind
from calendar_tool.errors import CalendarToolError
from calendar_tool.exporters.news import Line
from calendar_tool.exporters.pdf import LAYOUTS, Layout, Paper, Standing, printed
from calendar_tool.exporters.pdf.grid import poster
from calendar_tool.exporters.pdf.sheet import Sheet
from calendar_tool.model import Event, Image, Person, Programme, Role, Room, Venue
from calendar_tool.pictures import Picture, recognized
from calendar_tool.views import public
from tests.exporters.sheets import (
    PRINTS,
    arabic,
    backstage,
    chinese,
    drawn,
    in_order,
    many,
    overprinted,
    pages,
    read,
    sheet,
)
from tests.programmes import (
    TBA,
    days,
    edition,
    event,
    full,
    programme,
    text,
    timed,
    winter_time,
)

#: Points of each paper, upright.
SIZES = {"a3": (842, 1191), "a4": (595, 842), "a5": (420, 595), "letter": (612, 792)}


def told(whole: Programme, *lines: Line, version: int | None = None) -> str:
    standing = Standing(version=version, news=lines)
    return read(printed(edition(whole), "agenda", "a4", standing=standing))


# -- every layout, in every language


@pytest.mark.parametrize("language", ["ru", "kk", "en"])
@pytest.mark.parametrize("layout", list(LAYOUTS))
def test_it_is_tagged_titled_and_says_its_language(layout: Layout, language: str) -> None:
    content = sheet(full(), layout, language=language)
    with pikepdf.open(BytesIO(content)) as pdf:
        assert pdf.Root.Lang == language
        assert pdf.Root.MarkInfo.Marked
        assert "/StructTreeRoot" in pdf.Root
        assert pdf.Root.ViewerPreferences.DisplayDocTitle
        with pdf.open_metadata() as about:
            assert about["dc:title"]
            assert about["pdfuaid:part"] == "1"


@pytest.mark.parametrize(("layout", "paper"), PRINTS)
def test_it_is_on_the_paper_asked_for(layout: Layout, paper: Paper) -> None:
    with pikepdf.open(BytesIO(sheet(full(), layout, paper))) as pdf:
        box = sorted(round(float(side)) for side in pdf.pages[0].MediaBox[2:])
        assert box == list(SIZES[paper])
        lies = layout in ("poster", "pocket")
        assert (pdf.pages[0].MediaBox[2] > pdf.pages[0].MediaBox[3]) is lies


@pytest.mark.parametrize("layout", list(LAYOUTS))
def test_every_sheet_says_which_version_and_whose_clocks(layout: Layout) -> None:
    found = read(sheet(full(), layout))
    assert "Черновик · 12 ноября 2019, 14:30" in found
    assert "ремя — по Алматы, UTC+6" in found


@pytest.mark.parametrize("layout", ["agenda", "poster", "large-print", "pocket", "staff"])
def test_nothing_of_the_programme_is_missing(layout: Layout) -> None:
    found = read(sheet(full(), layout))
    for one in full().events:
        assert str(one.title).split()[0] in found
    assert "ОТМЕНЕНО" in found
    assert "перенос" in found
    assert "12+" in found


@pytest.mark.parametrize("layout", list(LAYOUTS))
def test_one_event_is_enough(layout: Layout) -> None:
    person = {"p": Person(id="p", name=text("Ержан Бабакумаров"))}
    one = event("Концерт", timed(15, "19:00"), venue="opera", people=(Role("", "p"),))
    content = sheet(programme(one, people=person), layout)
    assert pages(content) == 1
    assert "Концерт" in read(content)


@pytest.mark.parametrize("layout", ["agenda", "poster", "large-print", "pocket", "staff"])
def test_where_there_is_nothing_the_sheet_says_so(layout: Layout) -> None:
    content = sheet(programme(), layout)
    assert pages(content) == 1
    in_order(read(content), ("Дни Москвы в Алматы", "Событий нет"))


@pytest.mark.parametrize("layout", ["agenda", "poster"])
def test_two_hundred_events_are_all_there(layout: Layout) -> None:
    found = read(sheet(many(200), layout))
    assert set(range(200)) - {int(n) for n in re.findall(r"Событие (\d+)", found)} == set()


def test_the_same_programme_gives_the_same_bytes() -> None:
    for layout in LAYOUTS:
        assert sheet(many(6), layout) == sheet(many(6), layout)


# -- versions and changes


def test_a_published_version_has_its_number() -> None:
    assert "Версия 3 · 12 ноября 2019" in told(full(), version=3)


def test_changes_are_in_a_box_and_what_is_new_is_marked() -> None:
    whole = programme(event("Концерт", timed(15, "19:00"), uid="new"))
    found = told(
        whole,
        Line(ChangeKind.ADDED, "Концерт: добавлен", "new"),
        Line(ChangeKind.CANCELLED, "Прогулка отменена", "gone"),
        version=4,
    )
    in_order(found, ("(3 → 4)", "+ Концерт: добавлен", "× Прогулка отменена", "Пятница"))
    assert "новое" in found


def test_of_very_many_changes_the_rest_is_counted() -> None:
    lines = [Line(ChangeKind.MOVED, f"Перенос {n}", str(n)) for n in range(20)]
    found = told(full(), *lines)
    assert "Перенос 11" in found
    assert "Перенос 12" not in found
    assert "и ещё 8 изменений" in found


# -- the agenda


def test_on_a_small_sheet_the_place_stands_beneath_the_event() -> None:
    whole = programme(event("Гала", timed(15, "19:00"), venue="opera", age="12+"))
    in_order(read(sheet(whole, "agenda", "a5")), ("Гала", "12+", "Театр оперы и балета"))


@pytest.mark.parametrize(("paper", "number"), [("a4", 1), ("letter", 1), ("a5", 2)])
def test_each_paper_has_a_plan_of_its_own(paper: Paper, number: int) -> None:
    assert pages(sheet(full(), "agenda", paper)) == number


def test_in_large_print_no_text_of_an_event_is_smaller_than_16_points() -> None:
    page = pypdfium2.PdfDocument(sheet(full(), "large-print"))[0]
    shown = page.get_textpage()
    text_ = shown.get_text_range()
    for phrase in ("Круглый стол", "Второй абзац", "по приглашениям", "Большой зал"):
        index = text_.index(phrase.split()[-1])
        assert pypdfium2.raw.FPDFText_GetFontSize(shown, index) >= 16, phrase


@pytest.mark.parametrize("layout", ["agenda", "large-print", "staff"])
def test_the_titles_of_main_events_are_larger(layout: Layout) -> None:
    whole = programme(
        event("Гала", timed(15, "19:00", "21:00"), highlight=True),
        event("Хор", timed(15, "12:00", "13:00")),
    )
    told = pypdfium2.PdfDocument(sheet(whole, layout))[0].get_textpage()
    main, other = (
        pypdfium2.raw.FPDFText_GetFontSize(told, told.get_text_range().index(title))
        for title in ("Гала", "Хор")
    )
    assert main == pytest.approx(other * 1.25 / 1.1)


@pytest.mark.parametrize("layout", list(LAYOUTS))
def test_a_day_after_the_clocks_were_changed_says_so(layout: Layout) -> None:
    found = read(sheet(winter_time(), layout))
    assert "UTC+2" in found
    for day in (25, 26):
        of_day = found.partition(f", {day} октября")[2].partition("октября")[0]
        assert "UTC+1" in of_day
    ligature = "'f' 'f'"  # of the word “staff”
    for language in ("ru", "kk", "en"):
        faults = overprinted(sheet(winter_time(language), layout, language=language))
        assert [fault for fault in faults if ligature not in fault] == []


def test_a_range_of_hours_is_not_torn() -> None:
    talks = [
        event(f"{'Очень ' * n}долго 10:00–18:00 и 2020–2023", timed(15, "10:00"), id=f"e{n}")
        for n in range(24)
    ]
    found = read(sheet(programme(*talks), "agenda", "a5"))
    assert found.count("10:00–18:00") == found.count("2020–2023") == len(talks)


# -- the poster


def test_the_poster_reads_place_by_place() -> None:
    whole = programme(
        event("Хор", timed(15, "12:00", "13:00"), venue="opera"),
        event("Бокс", timed(15, "10:00", "11:00"), venue="hall"),
        event("Опера", timed(15, "19:00", "21:00"), venue="opera"),
    )
    found = read(sheet(whole, "poster"))
    in_order(found, ("Пятница, 15 ноября", "Театр", "Большой зал", "Хор", "Опера", "Бокс"))


def test_a_box_is_as_wide_as_there_is_room_beside_it() -> None:
    whole = programme(
        event("Долгий", timed(15, "10:00", "14:00"), venue="hall"),
        event("Второй", timed(15, "10:00", "11:00"), venue="hall"),
        event("Третий", timed(15, "10:30", "11:00"), venue="hall"),
        event("Поздний", timed(15, "12:00", "13:00"), venue="hall"),
    )
    shown: Any = poster(Sheet(edition(whole), Standing()))
    boxes = shown["sheets"][0]["panels"][0]["columns"][0]["boxes"]
    found = {box["title"]: (box["lane"], box["span"], box["lanes"]) for box in boxes}
    assert found == {
        "Долгий": (0, 1, 3),
        "Второй": (1, 1, 3),
        "Третий": (2, 1, 3),
        "Поздний": (1, 2, 3),
    }


def test_parts_in_the_same_place_are_told_in_the_box_of_their_whole() -> None:
    parts = tuple(event(f"Заезд {n}", timed(15, f"1{n}:00"), venue="square") for n in (0, 1))
    whole = programme(event("Регата", timed(15, "10:00", "13:00"), venue="square", events=parts))
    in_order(read(sheet(whole, "poster")), ("Регата", "10:00 Заезд 0", "11:00 Заезд 1"))


def test_what_has_no_date_stands_beneath_the_grid() -> None:
    whole = programme(
        event("Хор", timed(15, "12:00", "13:00"), venue="opera"), event("Тайный гость", TBA)
    )
    content = sheet(whole, "poster")
    assert pages(content) == 1
    in_order(read(content), ("Хор", "Дата уточняется", "Тайный гость"))


def test_what_has_no_room_in_the_grid_is_told_after_it() -> None:
    long = " ".join(["Долгое название"] * 40)
    crowd = [
        event(f"{long} {n}", timed(day, "10:00", "10:15"), venue="opera", id=f"e{n}")
        for n, day in enumerate([15] * 6 + [16] * 4)
    ]
    late = event("Поздно", timed(15, "13:00", "13:30"), venue="opera")
    found = read(sheet(programme(*crowd, late), "poster", "a4"))
    assert found.count("10:00 …") == 10
    lists = found.partition("Не вошло в сетку · Пятница, 15 ноября")[2]
    first, said, second = lists.partition("Не вошло в сетку · Суббота, 16 ноября")
    assert said
    in_order(first, tuple(f"название {n}" for n in range(6)))
    in_order(second, tuple(f"название {n}" for n in range(6, 10)))


def test_hours_are_higher_where_not_all_would_be_told_otherwise() -> None:
    def hour(title: str) -> float:
        crowd = [
            event(f"{title} {n}", timed(15, "10:00", "10:10"), venue="opera", id=f"e{n}")
            for n in range(4)
        ]
        content = sheet(programme(*crowd), "poster", "a4")
        assert "Не вошло" not in read(content)
        found = pypdfium2.PdfDocument(content)[0].get_textpage()
        places = [found.get_rect(n) for n in range(found.count_rects())]
        ten, eleven = (
            next(place[3] for place in places if found.get_text_bounded(*place) == label)
            for label in ("10", "11")
        )
        return float(ten - eleven)

    assert hour("Чтение стихов о городе и горах " * 4) > 1.5 * hour("Чтение")


# -- doors


def doors(*events: Event, rooms: Sequence[str] = ()) -> list[str]:
    venue = Venue(
        id="opera",
        name=text("Опера"),
        address=text("ул. Абая, 1"),
        rooms={name: Room(id=name, name=text(f"Зал {name}")) for name in rooms},
    )
    content = sheet(programme(*events, venues={"opera": venue}), "door")
    found = PdfReader(BytesIO(content)).pages
    return [" ".join(page.extract_text().split()) for page in found]


def test_a_venue_has_a_sheet_for_each_day() -> None:
    found = doors(
        event("Хор", timed(15, "12:00"), venue="opera"),
        event("Бал", timed(16, "12:00"), venue="opera"),
        event("Дома", timed(16, "12:00")),
    )
    assert len(found) == 2
    in_order(found[0], ("1", "Опера", "ул. Абая, 1", "Пятница, 15 ноября", "12:00", "Хор"))
    assert "Бал" in found[1]


def test_an_entrance_names_the_rooms_and_each_room_has_a_sheet_of_its_own() -> None:
    found = doors(
        event("Хор", timed(15, "12:00"), venue="opera", room="А"),
        event("Бал", timed(15, "13:00"), venue="opera", room="Б"),
        rooms=("А", "Б", "В"),
    )
    assert len(found) == 3
    in_order(found[0], ("Опера", "Хор", "Зал А", "Бал", "Зал Б"))
    in_order(found[1], ("Зал А", "Опера, ул. Абая, 1", "Хор"))
    assert "Бал" not in found[1]
    in_order(found[2], ("Зал Б", "Бал"))


def test_a_venue_that_uses_one_room_has_that_room_at_its_door() -> None:
    (found,) = doors(event("Хор", timed(15, "12:00"), venue="opera", room="А"), rooms=("А",))
    in_order(found, ("Зал А", "Опера", "Хор"))


@pytest.mark.parametrize("lines", range(10, 40, 3))
def test_what_is_as_high_as_the_sheet_follows_the_sign_of_its_door(lines: int) -> None:
    about = "\n\n".join(f"Абзац {n} о том, что будет" for n in range(lines))
    found = doors(
        event("Хор", timed(15, "10:00"), venue="opera"),
        event("Бал", timed(16, "10:00"), venue="opera", description=about),
    )
    assert "продолжение" not in found[0] + found[1]
    assert all("Суббота, 16 ноября" in page and "о том, что будет" in page for page in found[1:])


def test_a_full_door_goes_on_overleaf_and_says_so() -> None:
    found = doors(*(event(f"Хор {n}", timed(15, f"{n}:00"), venue="opera") for n in range(5, 24)))
    assert len(found) == 2
    in_order(found[1], ("Опера", "Пятница, 15 ноября — продолжение"))


def test_without_places_there_are_no_doors() -> None:
    with pytest.raises(CalendarToolError, match="no event has both a place and a day"):
        sheet(programme(event("Хор", TBA, venue="opera"), event("Бал", days(15))), "door")


# -- persons and the team


def own(whole: Programme, *people: str) -> str:
    return read(printed(edition(whole), "person", "a4", people=people))


def test_a_person_has_a_running_order_with_addresses() -> None:
    found = own(public(backstage()))
    in_order(found, ("ЛИЧНОЕ РАСПИСАНИЕ", "Анна Серова", "19:00", "Концерт", "ул. Кабанбай"))
    assert "Репетиция" not in found
    assert "Орлов" not in found


def test_with_private_events_they_have_what_they_answer_for_too() -> None:
    assert "Репетиция" in own(backstage(), "serova")
    orlov = own(backstage(), "orlov")
    in_order(orlov, ("Пётр Орлов", "Концерт"))
    assert "Репетиция" not in orlov


def test_each_person_counts_their_own_pages() -> None:
    people = {id_: Person(id=id_, name=text(f"Артист {id_}")) for id_ in ("a", "b")}
    roles = tuple(Role("performer", id_) for id_ in people)
    found = own(programme(event("Хор", timed(15, "12:00"), people=roles), people=people))
    assert found.count("стр. 1 из 1") == 2


def test_without_people_there_are_no_sheets_for_them() -> None:
    with pytest.raises(CalendarToolError, match="nobody takes part"):
        sheet(programme(event("Хор", TBA)), "person")


def test_a_person_without_events_is_refused() -> None:
    with pytest.raises(CalendarToolError, match="nothing is left"):
        own(full(), "nobody")


def test_the_team_sees_private_events_set_up_times_and_who_answers() -> None:
    found = read(sheet(backstage(), "staff"))
    assert "Только для команды, не для посетителей" in found
    in_order(found, ("15:00", "Репетиция", "для команды"))
    in_order(found, ("подготовка с 17:30", "Концерт", "Пётр Орлов", "300 человек", "Два рояля"))


@pytest.mark.parametrize("layout", [layout for layout in LAYOUTS if layout != "staff"])
def test_what_is_for_the_team_is_on_no_other_sheet(layout: Layout) -> None:
    found = read(sheet(public(backstage()), layout))
    for word in ("Репетиция", "Орлов", "рояля", "17:30"):
        assert word not in found


def test_even_the_sheet_of_the_team_has_nothing_that_the_gate_has_kept_back() -> None:
    found = read(sheet(public(backstage()), "staff"))
    assert "Концерт" in found
    for word in ("Репетиция", "Орлов", "рояля", "17:30"):
        assert word not in found


# -- the pocket


def test_the_pocket_is_read_as_a_booklet() -> None:
    content = sheet(full(), "pocket")
    assert pages(content) == 1
    found = read(content)
    in_order(found, ("Дни Москвы в Алматы", "Пятница", "Суббота", "Дата уточняется", "Площадки"))


def test_what_does_not_fit_one_pocket_goes_into_a_second() -> None:
    content = sheet(many(90), "pocket")
    assert pages(content) > 1
    assert f"часть 1 из {pages(content)}" in read(content)


# -- logo, other scripts


def _pixel() -> bytes:
    drawing = BytesIO()
    Drawing.new("RGB", (4, 4), "#0B6E4F").save(drawing, format="PNG")
    return drawing.getvalue()


PIXEL = _pixel()
MARK = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><circle r="4"/></svg>'


@pytest.mark.parametrize("layout", ["agenda", "poster", "door", "pocket"])
@pytest.mark.parametrize("picture", [PIXEL, MARK], ids=["png", "svg"])
def test_the_logo_is_described(layout: Layout, picture: bytes) -> None:
    whole = programme(
        event("Хор", timed(15, "12:00"), venue="opera"),
        logo=Image(src="logo.png", alt=text("Белая цапля")),
    )
    paper = LAYOUTS[layout].papers[0]
    known = recognized(picture)
    assert isinstance(known, Picture)
    shown = replace(edition(whole), pictures={"logo.png": known})
    content = printed(shown, layout, paper)
    with pikepdf.open(BytesIO(content)) as pdf:
        alts = [
            str(one.Alt)
            for one in pdf.objects
            if isinstance(one, pikepdf.Dictionary) and "/Alt" in one
        ]
    assert "Белая цапля" in alts


def test_a_logo_that_is_damaged_is_refused_by_name() -> None:
    whole = programme(event("Хор", timed(15, "12:00")), logo=Image(src="logo.png"))
    damaged = recognized(PIXEL[:-20])
    assert isinstance(damaged, Picture)
    with pytest.raises(CalendarToolError, match=r"logo\.png"):
        printed(replace(edition(whole), pictures={"logo.png": damaged}), "agenda", "a4")


def test_words_from_the_right_turn_the_sheet_round() -> None:
    content = sheet(arabic(), language="ar")
    with pikepdf.open(BytesIO(content)) as pdf:
        assert pdf.Root.Lang == "ar"
    page = pypdfium2.PdfDocument(content)[0]
    width = page.get_size()[0]
    found = [one for one in drawn(page) if one.char in "0123456789"]
    assert max(one.right for one in found) > width - 60
    assert "SOPRANO" in read(content)


def test_a_name_from_the_right_turns_nothing_beside_it() -> None:
    whole = programme(event("שלום 12", timed(15, "10:00"), age="12+", venue="opera"))
    found = read(sheet(whole, "poster"))
    assert "10:00" in found
    assert "12+" in found
    assert "םולש" in found or "שלום" in found


def test_chinese_is_set_in_a_font_of_its_own() -> None:
    pytest.importorskip("manimgx_fonts_cjk")
    content = sheet(chinese(), language="zh")
    assert "音乐会《长江之夜》" in read(content)
    with pikepdf.open(BytesIO(content)) as pdf:
        fonts = {str(font.BaseFont) for page in pdf.pages for font in page.resources.Font.values()}
    assert any("NotoSansCJK" in font for font in fonts)
