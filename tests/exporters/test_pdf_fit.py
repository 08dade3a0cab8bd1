"""Nothing is printed over anything else, nor cut off: measured letter by letter."""

import pytest

from calendar_tool.exporters.pdf import Layout, Paper
from tests.exporters.sheets import LONG, PRINTS, kazakh, letters, many, overprinted, sheet
from tests.programmes import full


@pytest.mark.parametrize(("layout", "paper"), PRINTS)
def test_long_kazakh_words_stay_in_their_columns(layout: Layout, paper: Paper) -> None:
    content = sheet(kazakh(), layout, paper, "kk")
    assert list(overprinted(content)) == []
    assert letters(content).count(LONG[5:35]) >= 8


@pytest.mark.parametrize("layout", ["agenda", "poster", "door", "pocket"])
def test_forty_events_stay_apart(layout: Layout) -> None:
    assert list(overprinted(sheet(many(40), layout))) == []


@pytest.mark.parametrize(("layout", "paper"), PRINTS)
def test_everything_that_can_occur_stays_apart(layout: Layout, paper: Paper) -> None:
    assert list(overprinted(sheet(full(), layout, paper))) == []
