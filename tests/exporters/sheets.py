"""Programmes that are hard to print, and eyes that look at what came out."""

import re
from collections.abc import Iterator
from datetime import timedelta
from io import BytesIO
from typing import NamedTuple

import pypdfium2  # type: ignore[import-untyped]
import zxingcpp
from pypdf import PdfReader

from calendar_tool.exporters.pdf import LAYOUTS, Layout, Paper, printed
from calendar_tool.model import (
    Access,
    Event,
    Person,
    Programme,
    Role,
    Room,
    Shape,
    Staff,
    Status,
    Text,
    Track,
    Venue,
    Visibility,
)
from tests.programmes import TBA, days, edition, event, programme, text, timed

#: Every layout on every paper that it has a plan for.
PRINTS: list[tuple[Layout, Paper]] = [
    (layout, paper) for layout, how in LAYOUTS.items() for paper in how.papers
]

#: Sixty letters without a place to breathe.
LONG = "Қазақстандықтардыңынтымақтастықтандырылғандарыныңыздағылардан"

#: What stands between letters only to say where a word may be divided, or which way it runs.
_UNSEEN = dict.fromkeys(map(ord, "\u00ad\u200b\u2066\u2067\u2069\ufffe\x02"))

#: Points.
_MARGIN, _OVERLAP = 14.0, 0.5


def sheet(
    whole: Programme, layout: Layout = "agenda", paper: Paper | None = None, language: str = "ru"
) -> bytes:
    """Return a print of a whole programme on a paper, or the layout's usual one."""
    chosen = paper or LAYOUTS[layout].papers[0]
    return printed(edition(whole, language), layout, chosen)


def read(content: bytes) -> str:
    """Return the text of all pages, every gap a space, words that were divided put together."""
    pages = [page.extract_text() for page in PdfReader(BytesIO(content)).pages]
    joined = re.sub(r"[\u00ad\u2010-]\s*\n\s*(?=\w)", "", "\n".join(pages))
    return re.sub(r"\s+", " ", joined.translate(_UNSEEN))


def letters(content: bytes) -> str:
    """Return the text of all pages without any gap or hyphen."""
    pages = (page.extract_text() for page in PdfReader(BytesIO(content)).pages)
    return re.sub(r"[\s\u00ad\u2010-]+", "", "".join(pages).translate(_UNSEEN))


def pages(content: bytes) -> int:
    return len(PdfReader(BytesIO(content)).pages)


def codes(content: bytes) -> list[set[str]]:
    """Return what a telephone reads in the codes of each page."""
    document = pypdfium2.PdfDocument(content)
    pictures = (page.render(scale=3).to_pil() for page in document)
    return [{code.text for code in zxingcpp.read_barcodes(picture)} for picture in pictures]


class Letter(NamedTuple):
    """A letter where it is printed, in points from the lower left corner of its page."""

    left: float
    bottom: float
    right: float
    top: float
    char: str


def drawn(page: pypdfium2.PdfPage) -> list[Letter]:
    """Return the letters of a page from left to right."""
    told = page.get_textpage()
    found = []
    for index in range(told.count_chars()):
        char = told.get_text_range(index, 1)
        left, bottom, right, top = told.get_charbox(index)
        if char.translate(_UNSEEN).strip() and right > left:
            found.append(Letter(left, bottom, right, top, char))
    return sorted(found)


def overprinted(content: bytes) -> Iterator[str]:
    """Yield letters that are printed over others, or outside of the margins of their page."""
    for number, page in enumerate(pypdfium2.PdfDocument(content), 1):
        width, height = page.get_size()
        found = drawn(page)
        for index, one in enumerate(found):
            inside = one.left >= _MARGIN and one.right <= width - _MARGIN
            if not (inside and one.bottom >= _MARGIN - 4 and one.top <= height - _MARGIN + 4):
                yield f"page {number}: {one.char!r} in the margin at {one.left:.0f} {one.top:.0f}"
            for other in found[index + 1 :]:
                if other.left >= one.right:
                    break
                if _overlaps(one, other):
                    yield f"page {number}: {one.char!r} {other.char!r} at {one.left:.0f}"


def _overlaps(one: Letter, other: Letter) -> bool:
    across = min(one.right, other.right) - other.left
    along = min(one.top, other.top) - max(one.bottom, other.bottom)
    narrow = min(one.right - one.left, other.right - other.left)
    low = min(one.top - one.bottom, other.top - other.bottom)
    return across > _OVERLAP * narrow and along > _OVERLAP * low


def in_order(found: str, wanted: tuple[str, ...]) -> None:
    """Assert that phrases stand in a text one after the other."""
    at = 0
    for phrase in wanted:
        place = found.find(phrase, at)
        assert place >= 0, f"{phrase!r} not after {found[max(0, at - 60) : at]!r}"
        at = place + len(phrase)


def kazakh() -> Programme:
    """Return two days in which every name is longer than its column."""
    tracks = {f"t{n}": Track(id=f"t{n}", name=text(f"{LONG[:30]} {n}", "kk")) for n in range(4)}
    venues = {
        f"v{n}": Venue(
            id=f"v{n}",
            name=text(f"{LONG[: 22 + n]} залы", "kk"),
            address=text(f"{LONG} көшесі, 1", "kk"),
            note=text(LONG, "kk"),
            rooms={"r": Room(id="r", name=text(LONG[10:40], "kk"))},
        )
        for n in range(5)
    }
    name, position = text(f"Ержан {LONG[:30]}", "kk"), text(f"әкімнің {LONG}", "kk")
    return programme(
        *(
            event(
                f"«{LONG[:40]}» {n} {LONG[5:35]}",
                timed(15 + n % 2, f"{8 + n % 14}:{n % 6}0", f"{9 + n % 14}:{n % 6}0"),
                id=f"e{n}",
                highlight=n % 2 > 0,
                venue=f"v{n % 5}",
                room="r" if n % 3 else None,
                track=f"t{n % 4}",
                age="12+",
                people=(Role("speaker", "p"),),
                description=f"{LONG} {LONG}",
                staff=Staff(responsible="p", note=text(LONG, "kk")),
            )
            for n in range(8)
        ),
        event(LONG, TBA, venue="v1"),
        event(LONG, days(15, tba=True), venue="TBA"),
        venues=venues,
        tracks=tracks,
        people={"p": Person(id="p", name=name, position=position)},
        title=text(f"Алматыдағы {LONG}", "kk"),
        subtitle=text(LONG, "kk"),
        languages=("kk",),
        url="https://days.example/almaty/",
    )


def many(number: int) -> Programme:
    """Return that many events in two days, six halls and their rooms."""
    halls = {
        f"h{n}": Venue(
            id=f"h{n}",
            name=text(f"Зал {n}"),
            address=text(f"ул. Абая, {n + 1}"),
            rooms={room: Room(id=room, name=text(f"Комната {room}")) for room in ("1", "2")},
        )
        for n in range(6)
    }
    music = Track(id="music", name=text("Музыка"), shape=Shape.STAR)
    return programme(
        *(
            event(
                f"Событие {n}",
                timed(15 + n % 2, f"{8 + n % 14}:{n % 4 * 15:02}", f"{9 + n % 14}:00"),
                id=f"e{n}",
                venue=f"h{n % 6}",
                room=str(1 + n % 2),
                track="music",
                access=Access.FREE,
                people=(Role("performer", "duo"),),
            )
            for n in range(number)
        ),
        venues=halls,
        tracks={"music": music},
        people={"duo": Person(id="duo", name=text("Дуэт"), position=text("лауреаты"))},
        url="https://days.example/almaty/",
    )


def backstage() -> Programme:
    """Return a programme with a rehearsal for the team alone, and notes on a public concert."""
    names = {"serova": "Анна Серова", "orlov": "Пётр Орлов"}
    people = {id_: Person(id=id_, name=text(name)) for id_, name in names.items()}
    return programme(
        event(
            "Концерт",
            timed(15, "19:00", "21:00"),
            id="concert",
            venue="opera",
            people=(Role("performer", "serova"),),
            expected=300,
            staff=Staff(setup=timedelta(minutes=90), responsible="orlov", note=text("Два рояля")),
        ),
        event(
            "Репетиция",
            timed(15, "15:00", "16:00"),
            venue="opera",
            people=(Role("performer", "serova"),),
            visibility=Visibility.PRIVATE,
        ),
        people=people,
    )


def arabic() -> Programme:
    """Return two days whose words run from the right, with numbers and Latin names among them."""
    music = Track(id="m", name=text("موسيقى", "ar"), shape=Shape.STAR)
    opera = Venue(
        id="opera", name=text("دار الأوبرا", "ar"), address=text("شارع الجمهورية 12", "ar")
    )
    park = Venue(id="park", name=text("الحديقة Park 7", "ar"))
    about = text("ترحيب وموسيقى من SOPRANO في الساعة 10:15.", "ar")
    return programme(
        Event(
            title=text("حفل الافتتاح", "ar"),
            when=timed(15, "10:00", "11:30"),
            venue="opera",
            track="m",
            age="12+",
            description=about,
        ),
        Event(
            title=text("سباق النهر 2019–2020", "ar"),
            when=timed(15, "12:00", "13:00"),
            venue="park",
        ),
        Event(
            title=text("مسرحية", "ar"),
            when=timed(16, "09:00", "09:40"),
            venue="opera",
            status=Status.CANCELLED,
        ),
        venues={"opera": opera, "park": park},
        tracks={"m": music},
        title=text("أيام المدينة", "ar"),
        languages=("ar",),
        url="https://days.example/",
    )


def chinese() -> Programme:
    """Return an evening in Chinese."""

    def zh(written: str) -> Text:
        return text(written, "zh")

    concert = Event(title=zh("音乐会《长江之夜》"), when=timed(15, "19:00", "21:00"), venue="opera")
    opera = Venue(id="opera", name=zh("歌剧院"), address=zh("人民路12号"))
    return programme(concert, venues={"opera": opera}, title=zh("城市文化日"), languages=("zh",))
