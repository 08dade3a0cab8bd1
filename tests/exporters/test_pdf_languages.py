"""What is in another language than the sheet says so, for those who listen to it."""

import ctypes
import re
from collections import defaultdict
from collections.abc import Iterator
from io import BytesIO

import pikepdf
import pypdfium2  # type: ignore[import-untyped]
import pytest

from calendar_tool.changes.kinds import ChangeKind
from calendar_tool.exporters.news import Line
from calendar_tool.exporters.pdf import LAYOUTS, Layout, Standing, printed
from calendar_tool.exporters.pdf.texts import Texts, spelled
from calendar_tool.model import (
    Event,
    Person,
    Programme,
    Role,
    Room,
    Staff,
    Status,
    Text,
    Tickets,
    Track,
    Venue,
)
from tests.exporters.sheets import overprinted, read, sheet
from tests.programmes import TBA, edition, programme, text, timed

raw = pypdfium2.raw


def kk(written: str) -> Text:
    return text(written, "kk")


def half_translated() -> Programme:
    """Return a programme in Kazakh in which each kind of text occurs in Russian too."""
    rooms = {
        "small": Room(id="small", name=text("Малый зал")),
        "main": Room(id="main", name=kk("Үлкен")),
    }
    return programme(
        Event(
            title=text("Открытие"),
            subtitle=text("Подзаголовок"),
            description=text("Первый абзац.\n\nВторой: https://example.org/memo."),
            notice=text("Ждём дождя"),
            audience=text("Для всех желающих"),
            tickets=Tickets(price=text("тысяча тенге")),
            when=timed(15, "10:00", "12:00"),
            previous=timed(15, "09:00"),
            previous_venue="square",
            id="opening",
            venue="opera",
            room="small",
            track="music",
            people=(Role("speaker", "mayor"),),
            staff=Staff(responsible="mayor", note=text("Два рояля")),
            events=(Event(title=text("Гимн"), when=None),),
        ),
        Event(
            title=kk("Концерт кеші"), when=timed(15, "19:00", "21:00"), venue="opera", room="main"
        ),
        Event(title=text("Тайный гость"), when=TBA, status=Status.TENTATIVE),
        venues={
            "opera": Venue(
                id="opera",
                name=text("Театр оперы"),
                address=text("Улица Абая"),
                note=text("Вход справа"),
                rooms=rooms,
            ),
            "square": Venue(id="square", name=text("Площадь")),
        },
        people={
            "mayor": Person(
                id="mayor", name=text("Ержан Бабакумаров"), position=text("заместитель акима")
            )
        },
        tracks={"music": Track(id="music", name=text("Музыка"))},
        title=kk("Алматы күндері"),
        subtitle=text("Двадцать пять лет"),
        organizer=("mayor",),
        languages=("kk", "ru"),
        url="https://days.example/almaty/",
    )


def spoken(content: bytes) -> dict[str, str]:
    """Return the words of all pages by the language that a reader is told for them."""
    document = pypdfium2.PdfDocument(content)
    with pikepdf.open(BytesIO(content)) as pdf:
        usual = str(pdf.Root.Lang)
    words: dict[str, list[str]] = defaultdict(list)
    for page in document:
        languages = dict(_structure(page))
        told = page.get_textpage()
        for number in range(raw.FPDFPage_CountObjects(page)):
            thing = raw.FPDFPage_GetObject(page, number)
            if raw.FPDFPageObj_GetType(thing) != raw.FPDF_PAGEOBJ_TEXT:
                continue
            own = _marked(thing)
            language = own or languages.get(raw.FPDFPageObj_GetMarkedContentID(thing)) or usual
            words[language].append(_string(raw.FPDFTextObj_GetText, thing, told))
    return {tag: re.sub(r"[\s\u00ad]+", " ", " ".join(some)) for tag, some in words.items()}


def _string(ask: object, *of: object) -> str:
    """Return what pdfium answers in UTF-16."""
    length = ask(*of, None, 0)  # type: ignore[operator]
    buffer = ctypes.create_string_buffer(max(length, 2) * 2)
    cast = ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort))
    ask(*of, cast if ask is raw.FPDFTextObj_GetText else buffer, length)  # type: ignore[operator]
    return buffer.raw[:length].decode("utf-16-le").rstrip("\0")


def _marked(thing: object) -> str:
    """Return the language that the marks of a stretch of text tell."""
    length, buffer = ctypes.c_ulong(), (ctypes.c_ushort * 32)()
    for number in range(raw.FPDFPageObj_CountMarks(thing)):
        mark = raw.FPDFPageObj_GetMark(thing, number)
        found = raw.FPDFPageObjMark_GetParamStringValue(mark, b"Lang", buffer, 64, length)
        if found and length.value > 2:
            return bytes(buffer)[: length.value].decode("utf-16-le").rstrip("\0")
    return ""


def _structure(page: pypdfium2.PdfPage) -> Iterator[tuple[int, str]]:
    """Yield the numbers of marked content with the language of the element that has it."""
    tree = raw.FPDF_StructTree_GetForPage(page)
    for number in range(raw.FPDF_StructTree_CountChildren(tree)):
        yield from _element(raw.FPDF_StructTree_GetChildAtIndex(tree, number), "")
    raw.FPDF_StructTree_Close(tree)


def _element(element: object, inherited: str) -> Iterator[tuple[int, str]]:
    language = _string(raw.FPDF_StructElement_GetLang, element) or inherited
    for number in range(raw.FPDF_StructElement_GetMarkedContentIdCount(element)):
        marked = raw.FPDF_StructElement_GetMarkedContentIdAtIndex(element, number)
        if marked >= 0:
            yield marked, language
    for number in range(raw.FPDF_StructElement_CountChildren(element)):
        child = raw.FPDF_StructElement_GetChildAtIndex(element, number)
        if child:
            yield from _element(child, language)


RUSSIAN = {
    "agenda": "Открытие Подзаголовок абзац Второй Ждём желающих тенге Площадь зал Музыка "
    "Ержан заместитель Гимн гость Театр Абая справа Двадцать",
    "poster": "Открытие Подзаголовок Театр зал Ержан Музыка гость Двадцать",
    "large-print": "Открытие Подзаголовок абзац Ждём Площадь зал Музыка Ержан гость Театр",
    "door": "Открытие Подзаголовок абзац Ждём зал Музыка Ержан Театр Абая",
    "pocket": "Открытие желающих тенге Музыка гость Театр Абая справа Двадцать",
    "person": "Открытие абзац Ждём зал Ержан заместитель Театр Абая",
    "staff": "Открытие Подзаголовок Ждём зал Музыка Ержан рояля гость",
}


@pytest.mark.parametrize("layout", list(LAYOUTS))
def test_what_is_not_translated_says_in_which_language_it_is(layout: Layout) -> None:
    content = sheet(half_translated(), layout, language="kk")
    found = spoken(content)
    for word in RUSSIAN[layout].split():
        assert word in found["ru"], word
        assert word not in found["kk"], word
    assert "қараша" in found["kk"]
    assert "қараша" not in found["ru"]


def test_what_is_translated_says_nothing() -> None:
    assert set(spoken(sheet(half_translated(), language="ru"))) == {"ru", "kk"}


def test_changes_say_in_which_language_a_title_is() -> None:
    whole = half_translated()
    shown = edition(whole, "kk")
    opening = next(one for one in shown.occurrences if one.event.id == "opening")
    line = Line(ChangeKind.ADDED, "Қосылды: Открытие", opening.uid)
    content = printed(shown, "agenda", "a4", standing=Standing(news=(line,)))
    assert "Қосылды" in spoken(content)["kk"]
    assert spoken(content)["ru"].count("Открытие") == 2


def test_words_of_ours_are_english_where_a_language_has_none() -> None:
    concert = Event(title=text("Konzert", "de"), when=timed(15, "19:00"), status=Status.CANCELLED)
    found = spoken(sheet(programme(concert, languages=("de",)), language="de"))
    assert "CANCELLED" in found["en"]
    assert "Konzert" in found["de"]
    assert "November" in found["de"]


def test_a_text_from_the_right_keeps_its_language_and_turns_nothing() -> None:
    texts = Texts("ru")
    shown = texts.line("Было: שלום 12, 10:00", text("שלום 12", "he"))
    assert isinstance(shown, list)
    assert [(one["text"], one["tongue"].get("lang")) for one in shown] == [
        ("Было: ", None),
        ("\u2067שלום 12\u2069", "he"),
        (", 10:00", None),
    ]


def test_regions_and_scripts_of_a_language_are_told() -> None:
    shown = Texts("ru").set(text("文化日", "zh-Hant"))
    assert shown == [{"text": "文化日", "url": "", "tongue": {"lang": "zh", "region": "TW"}}]
    assert spelled(shown) == "文化日"


@pytest.mark.parametrize("tag", ["ckb", "kk-Arab", "ar-Latn", "pa"])
@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_sheet_is_whole_from_whichever_side_its_script_is_written(
    tag: str, layout: Layout
) -> None:
    titles = ("Concert", "Reading", "Run")
    host = Person(id="host", name=text("Aynur", tag))
    whole = programme(
        *(
            Event(
                title=text(title, tag),
                when=timed(15 + n // 2, f"1{n}:00", f"1{n + 2}:00"),
                venue="opera",
                people=(Role(role="host", person="host"),),
            )
            for n, title in enumerate(titles)
        ),
        venues={"opera": Venue(id="opera", name=text("Opera", tag))},
        people={"host": host},
        title=text("Days", tag),
        languages=(tag,),
    )
    content = sheet(whole, layout, language=tag)
    ligature = "'f' 'f'"  # of the word “staff”
    assert [fault for fault in overprinted(content) if ligature not in fault] == []
    assert all(title in read(content) for title in titles)
