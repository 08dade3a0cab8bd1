from hypothesis import given
from hypothesis import strategies as st

from calendar_tool.exporters.palette import (
    LEAST_CONTRAST,
    WHITE,
    contrast,
    looks,
    on_white,
    text_on,
)
from calendar_tool.model import Shape, Track
from tests.programmes import programme, text

COLORS = st.binary(min_size=3, max_size=3).map(lambda rgb: "#" + rgb.hex())


def test_contrast_is_the_one_of_wcag() -> None:
    assert round(contrast("#FFFFFF", "#000000"), 2) == 21
    assert round(contrast("#777777", "#FFFFFF"), 2) == 4.48


@given(COLORS)
def test_text_can_be_read_on_any_colour(color: str) -> None:
    assert contrast(text_on(color), color) >= LEAST_CONTRAST


@given(COLORS)
def test_any_colour_can_be_read_on_white_and_a_dark_one_stays(color: str) -> None:
    assert contrast(on_white(color), WHITE) >= LEAST_CONTRAST
    if contrast(color, WHITE) >= LEAST_CONTRAST:
        assert on_white(color) == color


def test_tracks_without_a_look_get_what_the_others_leave() -> None:
    tracks = {
        "a": Track(id="a", name=text("А")),
        "b": Track(id="b", name=text("Б"), color="#112233", shape=Shape.SQUARE),
        "c": Track(id="c", name=text("В")),
    }
    found = looks(programme(tracks=tracks))
    assert found["b"] == ("#112233", Shape.SQUARE)
    assert [look.shape for look in found.values()] == ["diamond", "square", "triangle"]
    assert len({look.color for look in found.values()}) == 3


def test_no_two_of_forty_tracks_look_alike() -> None:
    tracks = {str(n): Track(id=str(n), name=text(str(n))) for n in range(40)}
    assert len(set(looks(programme(tracks=tracks)).values())) == 40
