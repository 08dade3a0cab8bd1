"""Codes that a telephone reads from the printed sheet lead where they say."""

from io import BytesIO

import pytest
from msgspec.structs import replace
from pypdf import PdfReader

from calendar_tool.exporters.pdf import Layout, Paper
from tests.exporters.sheets import codes, many, sheet
from tests.programmes import event, full, timed

PAGE = "https://days.example/almaty/ru/"


@pytest.mark.parametrize("layout", ["agenda", "poster", "large-print", "pocket", "person"])
def test_the_first_sheet_leads_to_the_page(layout: Layout) -> None:
    assert PAGE in codes(sheet(many(6), layout))[0]


@pytest.mark.parametrize(
    ("layout", "paper"),
    [("agenda", "a4"), ("agenda", "a5"), ("agenda", "letter"), ("poster", "a4"), ("staff", "a4")],
)
def test_every_sheet_leads_to_the_page(layout: Layout, paper: Paper) -> None:
    found = codes(sheet(many(60), layout, paper))
    assert len(found) > 1
    assert all(PAGE in page for page in found)


def test_each_venue_leads_to_its_place_on_the_page() -> None:
    found = codes(sheet(many(6)))[-1]
    assert {f"{PAGE}#venue_h{n}" for n in range(6)} <= found


def test_a_door_leads_to_its_venue() -> None:
    assert codes(sheet(many(1), "door")) == [{f"{PAGE}#venue_h0"}]


@pytest.mark.parametrize("number", [9, 21, 60])
def test_so_does_each_sheet_of_a_full_door_of_which_none_is_empty(number: int) -> None:
    talks = (
        event(f"Доклад {n}", timed(15, f"{8 + n // 4:02}:{n % 4 * 15:02}"), venue="h0", id=f"t{n}")
        for n in range(number)
    )
    content = sheet(replace(many(1), events=tuple(talks)), "door")
    found = codes(content)
    assert found == [{f"{PAGE}#venue_h0"}] * len(found)
    pages = PdfReader(BytesIO(content)).pages
    assert [page.extract_text() for page in pages if "Доклад" not in page.extract_text()] == []


def test_without_a_page_there_are_no_codes() -> None:
    assert codes(sheet(full())) == [set()]
