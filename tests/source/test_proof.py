"""An edit is proved only if the new text is the old one with what was asked for."""

import pytest

from calendar_tool.source import edit, edited
from calendar_tool.source.edit import Unsafe
from tests.source.editing import opened


@pytest.mark.parametrize(
    "spoiled",
    [
        "a: 1 # c\nevents:\n  - title: A # a\n",
        "a: 1 # c\nevents:\n  - title: A # a\n  - title: B\n",
        "a: 1 # c\nevents:\n  - title: A # a\n  - title: X\n    id: n\n",
        "a: 1 # c\nevents:\n  - title: A\n  - title: X\n",
        "a: 1\nevents:\n  - title: A # a\n  - title: X\n",
        "a: 1 # c\nevents:\n  - title: A # a\n  - title: &x X\n",
        "a: 1 # c\nevents:\n  - title: A # a\n  - title: X\n  - title: X\n",
        "events:\n  - title: A # a\n  - title: X\na: 1 # c\n",
        "a: [\n",
    ],
)
def test_what_is_not_the_edit_is_not_proved(spoiled: str) -> None:
    document, data = opened("a: 1 # c\nevents:\n  - title: A # a\n")
    expected = edited.added(data, [({"title": "X"}, None)])
    edit.prove(document, document.text + "  - title: X\n", expected)
    with pytest.raises(Unsafe, match=r"unsafe\.unproved"):
        edit.prove(document, spoiled, expected)


def test_a_change_that_reaches_a_neighbour_is_not_proved() -> None:
    document, data = opened("events:\n  - title: A # a\n  - title: B # b\n  - title: C # c\n")
    expected = edited.changed(data, (1,), {("title",): "X"})
    edit.prove(document, document.text.replace("B", "X"), expected)
    edit.prove(document, document.text.replace("B # b", "X"), expected)
    for comment in (" # a", " # c"):
        with pytest.raises(Unsafe, match=r"unsafe\.unproved"):
            edit.prove(document, document.text.replace("B", "X").replace(comment, ""), expected)


def test_what_differs_by_the_order_of_keys_alone_is_not_proved() -> None:
    document, _ = opened("events:\n  - title: A\n")
    new = "events:\n  - title: A\n    id: a\n"
    edit.prove(document, new, {"events": [{"title": "A", "id": "a"}]})
    with pytest.raises(Unsafe):
        edit.prove(document, new, {"events": [{"id": "a", "title": "A"}]})
