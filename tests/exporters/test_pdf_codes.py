"""Codes that a telephone reads from the printed sheet lead where they say."""

import pytest

from calendar_tool.exporters.pdf import LAYOUTS, Layout
from tests.exporters.sheets import codes, many, sheet
from tests.programmes import full

PAGE = "https://days.example/almaty/ru/"


@pytest.mark.parametrize("layout", ["agenda", "poster", "large-print", "pocket", "person"])
def test_the_first_sheet_leads_to_the_page(layout: Layout) -> None:
    assert PAGE in codes(sheet(many(6), layout))[0]


@pytest.mark.parametrize("paper", LAYOUTS["agenda"].papers)
def test_every_sheet_of_an_agenda_leads_to_the_page(paper: str) -> None:
    found = codes(sheet(many(40), "agenda", paper))  # type: ignore[arg-type]
    assert len(found) > 1
    assert all(PAGE in page for page in found)


def test_each_venue_leads_to_its_place_on_the_page() -> None:
    found = codes(sheet(many(6)))[-1]
    assert {f"{PAGE}#venue_h{n}" for n in range(6)} <= found


def test_a_door_leads_to_its_venue() -> None:
    assert codes(sheet(many(1), "door")) == [{f"{PAGE}#venue_h0"}]


def test_without_a_page_there_are_no_codes() -> None:
    assert codes(sheet(full())) == [set()]
