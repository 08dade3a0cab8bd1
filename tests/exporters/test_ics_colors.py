"""The CSS3 name of a colour."""

import pytest

from calendar_tool.exporters.ics.colors import nearest_name


@pytest.mark.parametrize(
    ("color", "name"),
    [
        ("#ff0000", "red"),
        ("#FF0000", "red"),
        ("#000000", "black"),
        ("#ffffff", "white"),
        ("#663399", "indigo"),
        ("#AD1457", "mediumvioletred"),
        ("#2E7D32", "seagreen"),
        ("#fe0001", "red"),
    ],
)
def test_a_colour_has_the_nearest_name(color: str, name: str) -> None:
    assert nearest_name(color) == name


@pytest.mark.parametrize("color", ["red", "#fff", "#gggggg", ""])
def test_a_colour_that_is_written_otherwise_is_refused(color: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        nearest_name(color)
