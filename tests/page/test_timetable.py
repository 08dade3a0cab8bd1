"""The timetable of a page as it is drawn: its words are whole, and it stays in its box."""

import pytest

from tests.page.reading import Reader

HERONS = "white-heron-festival-2027"
RU = f"{HERONS}/ru/index.html"

#: Whether each word of an element stands on one line.
_UNBROKEN = r"""all => all.every(one => {
    const range = document.createRange();
    let text = one;
    while (!text.data) text = text.firstChild;
    return [...text.data.matchAll(/\p{L}+/gu)].every(({index, 0: word}) => {
        range.setStart(text, index);
        range.setEnd(text, index + word.length);
        return range.getClientRects().length === 1;
    });
})"""


@pytest.mark.parametrize("width", [840, 1100, 1400])
@pytest.mark.parametrize("path", [RU, f"{HERONS}/kk/index.html"])
def test_words_are_not_cut_in_a_timetable_which_rather_scrolls_in_its_own_box(
    reader: Reader, path: str, width: int
) -> None:
    page = reader.open(path, width=width)
    names = page.locator(".cell:not(.short) > b, .cell > .chip, .column > b")
    assert names.count() > 50
    assert names.evaluate_all(_UNBROKEN)
    inside = ".grid, .cell:not(.short), .column"
    assert page.locator(inside).evaluate_all(
        "all => all.every(e => e.scrollHeight <= e.clientHeight)"
    )
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_word_wider_than_any_timetable_is_broken(reader: Reader) -> None:
    page = reader.open(RU)
    page.locator(".cell > b").first.evaluate("one => { one.textContent = 'ы'.repeat(400) }")
    box = page.locator(".cell > b").first.bounding_box()
    assert box is not None
    assert box["width"] <= 22 * 16
    assert box["height"] > 100


def test_a_wide_timetable_takes_the_room_beside_the_text_before_it_scrolls(reader: Reader) -> None:
    page = reader.open(f"{HERONS}/kk/index.html", width=1400)
    grids = page.locator(".grid")
    assert grids.evaluate_all("all => all.every(one => one.scrollWidth === one.clientWidth)")
    widths = grids.evaluate_all("all => all.map(one => one.clientWidth)")
    assert min(widths) < max(widths) < 1200
