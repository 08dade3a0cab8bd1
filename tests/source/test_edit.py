"""Edits change what they are told to, prove it, and touch no other byte."""

import re

import pytest

from calendar_tool.source import edit, edited
from calendar_tool.source.document import read
from calendar_tool.source.edit import Data, Unsafe
from calendar_tool.source.edited import Changes
from calendar_tool.wording import COMPLETE, words
from tests.source.edit_files import paths_of
from tests.source.edit_fixtures import GOOD, REFUSED
from tests.source.editing import added, changed, event_at, events_of, is_insertion, opened, removed

EVENT: dict[str, Data] = {
    "id": "new",
    "title": {"ru": "Приём: «Ночь»", "kk": "it's #1"},
    "when": "16 Nov 19:00–21:00",
    "description": "one\n\ntwo\n",
    "tags": ["a, b", "1e3"],
}


def refusal(text: str, path: tuple[int, ...], changes: Changes) -> tuple[str, object]:
    with pytest.raises(Unsafe) as refused:
        edit.change(opened(text)[0], path, changes)
    return refused.value.key, refused.value.values["line"]


@pytest.mark.parametrize("name", GOOD)
def test_an_event_goes_anywhere_and_nothing_else_moves(name: str) -> None:
    text = opened(GOOD[name])[0].text
    count = len(events_of(opened(text)[1]))
    for after in (-1, *range(min(count, 4)), None):
        new = added(text, EVENT, after)
        assert is_insertion(text, new) or name == "empty list"
        assert text.count("#") + 1 == new.count("#")


@pytest.mark.parametrize("name", GOOD)
def test_a_byte_order_mark_and_a_missing_last_line_break_stay(name: str) -> None:
    data = GOOD[name].encode()
    document = read(data)
    new = edit.encoded(edit.add(document, EVENT, None), data)
    assert new.startswith(b"\xef\xbb\xbf") == data.startswith(b"\xef\xbb\xbf")
    assert new.endswith((b"\n", b"\r")) == data.endswith((b"\n", b"\r"))
    assert (b"\r\n" in new) == (b"\r\n" in data)


@pytest.mark.parametrize("name", GOOD)
def test_every_event_can_be_changed_and_removed(name: str) -> None:
    text = opened(GOOD[name])[0].text
    for path in list(paths_of(events_of(opened(text)[1])))[:5]:
        if name == "anchors and aliases" and path == (0,):
            continue  # refused: a test below
        if name != "anchors and aliases":
            removed(text, path)
        new = changed(text, path, {("title",): "T: 1", ("status",): "cancelled", ("id",): "x"})
        new = changed(new, path, {("notice", "ru"): "a\nb\n", ("notice", "kk"): "no"})
        new = changed(new, path, {("notice", "kk"): None, ("status",): None, ("title",): "A"})
        last = changed(new, path, {("notice",): None, ("id",): None})
        assert not {"notice", "id", "status"} & event_at(opened(last)[1], path).keys()


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_edited_safely_is_refused_with_the_line_to_open(name: str) -> None:
    text, key, line = REFUSED[name]
    with pytest.raises(Unsafe) as refused:
        edit.add(read(text.encode()), EVENT, None)
    assert (refused.value.key, refused.value.values["line"]) == (key, line)


def test_what_is_shared_is_not_changed() -> None:
    text = GOOD["anchors and aliases"]
    assert refusal(text, (0,), {("title",): "X"}) == ("unsafe.anchor", 6)
    assert refusal(text, (1,), {("venue",): "X"}) == ("unsafe.alias", 9)
    with pytest.raises(Unsafe, match=r"unsafe\.anchor"):
        edit.remove(opened(text)[0], (0,))
    shared = "a: &a {title: A}\nevents:\n  - *a\n  - title: &t T\n  - {title: *t}\n"
    assert refusal(shared, (0,), {("title",): "X"}) == ("unsafe.alias", 3)
    assert refusal(shared, (1,), {("title",): "X"}) == ("unsafe.anchor", 4)
    assert refusal(shared, (1,), {("title",): None, ("id",): "x"}) == ("unsafe.anchor", 4)


def test_what_would_lose_a_comment_or_has_no_keys_is_refused() -> None:
    text = (
        "events:\n  - title:\n      ru: A # a\n      kk: B\n    when: TBA\n  - [a]\n  - title: C\n"
    )
    assert refusal(text, (0,), {("title",): "X"}) == ("unsafe.comment", 3)
    assert refusal(text, (0,), {("when", "x"): "X"}) == ("unsafe.text", 5)
    assert refusal(text, (1,), {("title",): "X"}) == ("unsafe.not_map", 6)
    assert refusal(text, (2,), {("title",): None}) == ("unsafe.last", 7)
    odd = "events:\n  - ? title\n    : A\n    when: TBA\n"
    assert refusal(odd, (0,), {("title",): "X"}) == ("unsafe.shape", 2)
    in_braces = "events: [\n  {title: A,  # a\n   when: B}]\n"
    assert refusal(in_braces, (0,), {("title",): None}) == ("unsafe.comment", 2)


@pytest.mark.parametrize(
    "text", ["a\x85b", "a\u2028b", "a\u2029", "\ud83c", "\x00", "\x1b[0m", "\ufeffa"]
)
def test_what_cannot_stand_in_a_file_is_refused_before(text: str) -> None:
    document, _ = opened("events:\n  - title: A\n")
    for event in ({"title": text}, {"title": {"ru": [text]}}, {text: "a"}):
        with pytest.raises(Unsafe, match=r"unsafe\.character"):
            edit.add(document, event, None)  # type: ignore[arg-type]
    with pytest.raises(Unsafe, match=r"unsafe\.character"):
        edit.change(document, (0,), {("title", text): "a"})


@pytest.mark.parametrize("language", COMPLETE)
def test_every_refusal_has_a_sentence(language: str) -> None:
    keys = "broken alias anchor not_map not_list text last comment shape line_break unproved"
    for key in keys.split():
        assert "7" in words(language).say(f"unsafe.{key}", line=7)
    assert "U+2028" in words(language).say("unsafe.character", line=1, character="U+2028")


# -- how it looks


def test_headings_stay_above_what_they_are_above_and_blank_lines_as_usual() -> None:
    text = GOOD["day headings"].partition("events:\n")[2]
    for after, expected in {
        -1: f"  - title: X\n\n{text}",
        1: text.replace("  # Sunday", "  - title: X\n\n  # Sunday"),
        2: f"{text}\n  - title: X\n",
    }.items():
        assert added(f"events:\n{text}", {"title": "X"}, after) == f"events:\n{expected}"


def test_a_new_event_is_written_as_its_neighbours_are() -> None:
    assert added(
        GOOD["mixed indents"], {"title": "X", "tags": ["x"], "people": {"host": "y"}}, 0
    ) == (
        GOOD["mixed indents"].replace(
            "   -  title: B",
            "   - title: X\n     tags:\n     - x\n     people:\n        host: 'y'\n   -  title: B",
        )
    )
    double = 'events:\n- title: "A"\n- title: "B"\n'
    assert added(double, {"title": "no"}, None) == double + '- title: "no"\n'
    braces = "events:\n  - {title: A}\n  - {title: B}\n"
    assert added(braces, {"title": "X, x"}, 0) == (
        "events:\n  - {title: A}\n  - {title: 'X, x'}\n  - {title: B}\n"
    )
    windows = "events:\r\n  - title: A\r\n"
    assert added(windows, {"title": "X"}, -1) == "events:\r\n  - title: X\r\n  - title: A\r\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("events: []\n", "events:\n  - title: X\n"),
        ("events: [ ] # c\n", "events: # c\n  - title: X\n"),
        ("events: [ # c\n]\n", "events: [{title: X} # c\n]\n"),
        ("events:\n", "events:\n  - title: X\n"),
        ("events:", "events:\n  - title: X"),
        ("a: b\n", "a: b\nevents:\n  - title: X\n"),
        ("a:\n- b\n# c", "a:\n- b\n# c\nevents:\n- title: X"),
        ("{a: b}", "{a: b, events: [{title: X}]}"),
        ("{events: }", "{events: [{title: X}] }"),
        ("{events: [], a: b}", "{events: [{title: X}], a: b}"),
        ("events: [{title: A},]", "events: [{title: A}, {title: X},]"),
        ("events: [\n  {title: A}\n]", "events: [\n  {title: A},\n  {title: X}\n]"),
        ("events: [\n  {title: A} # a\n]", "events: [\n  {title: A} # a\n  , {title: X}\n]"),
        ("events: [\n  {title: A}, # a\n]", "events: [\n  {title: A}, # a\n  {title: X},\n]"),
        ("events: [{a: }]", "events: [{a: }, {title: X}]"),
    ],
)
def test_the_first_event_and_brackets(text: str, expected: str) -> None:
    assert added(text, {"title": "X"}, None) == expected


def test_blank_lines_that_belong_to_a_text_stay_its_own() -> None:
    text = "events:\n  - title: A\n\n  - title: |+\n      B\n\n  - title: C\n"
    assert added(text, {"title": "X"}, 1) == text.replace(
        "  - title: C", "  - title: X\n\n  - title: C"
    )
    assert removed(text, (2,)) == text.replace("  - title: C\n", "")


@pytest.mark.parametrize(
    ("text", "changes", "expected"),
    [
        ("- title: A # a\n  when: B\n", {"title": None}, "- when: B\n"),
        ("- title: A # a\n  # b\n  when: B\n", {"title": None}, "-\n  # b\n  when: B\n"),
        ("- title: A # a\n  when: B\n", {"title": "a: b"}, "- title: 'a: b' # a\n  when: B\n"),
        ("- title: A # a\n", {"title": "a\nb"}, "- title: |- # a\n    a\n    b\n"),
        ("- title: | # a\n    a\n    b\n", {"title": "A"}, "- title: A # a\n"),
        ("- title: A # a\n", {"title": {"ru": "A"}}, "- title: # a\n    ru: A\n"),
        ("- title:\n    ru: A\n", {"title": "A"}, "- title: A\n"),
        ("- title:  # a\n", {"title": "A"}, "- title: A  # a\n"),
        ("- title: [a,\n    b] # a\n", {"title": "A"}, "- title: A # a\n"),
        ("- title: 'A'\n", {"title": "B"}, "- title: 'B'\n"),
        ('- title: "A"\n', {"title": "B"}, '- title: "B"\n'),
        ("- title: A\n", {"id": "a"}, "- title: A\n  id: a\n"),
        ("- title: A\n  # b\n  id: b\n", {"url": "B"}, "- title: A\n  # b\n  id: b\n  url: B\n"),
        ("- title: A\n  url: B\n", {"notice": "X"}, "- title: A\n  notice: X\n  url: B\n"),
        ("- title: A", {"when": "a\nb\n"}, "- title: A\n  when: |\n    a\n    b\n"),
        ("- title: A\n", {"title": None, "when": "B"}, "- when: B\n"),
        ("- {title: A, when: B}\n", {"title": None}, "- {when: B}\n"),
        ("- {title: A, id: b}\n", {"id": None, "when": "a, b"}, "- {title: A, when: 'a, b'}\n"),
        ("- {title: A}\n", {"title": None, "when": "B"}, "- {when: B}\n"),
        ('- {"title":"A"}\n', {"title": "B"}, '- {"title": B}\n'),
        ("- {title: A}\n", {"title": "A"}, "- {title: A}\n"),
        ("- {}\n", {"title": "A"}, "- {title: A}\n"),
    ],
)  # fmt: skip
def test_a_change_is_as_small_as_can_be(
    text: str, changes: dict[str, Data | None], expected: str
) -> None:
    new = changed(f"events:\n{text}", (0,), {(name,): value for name, value in changes.items()})
    assert new == f"events:\n{expected}"


@pytest.mark.parametrize(
    ("text", "index", "expected"),
    [
        ("- title: A\n\n- title: B\n\n- title: C\n", 0, "- title: B\n\n- title: C\n"),
        ("- title: A\n\n- title: B\n\n- title: C\n", 2, "- title: A\n\n- title: B\n"),
        ("# a\n- title: A\n  # of A\n# b\n- title: B\n", 0, "# a\n# b\n- title: B\n"),
    ],
)
def test_a_removal_takes_lines_comments_of_its_own_and_a_usual_blank_line(
    text: str, index: int, expected: str
) -> None:
    assert removed(f"events:\n{text}", (index,)) == f"events:\n{expected}"


def test_the_last_event_leaves_an_empty_list() -> None:
    assert removed("events: # c\n  - title: A\na: b\n", (0,)) == "events: [] # c\na: b\n"
    assert removed("events: [{title: A},]\na: b\n", (0,)) == "events: []\na: b\n"
    lines = "events: [ # c\n  {title: A}, # a\n  {title: B}, # b\n]\n"
    assert removed(lines, (0,)) == "events: [ # c\n  {title: B}, # b\n]\n"
    assert removed(lines, (1,)) == "events: [ # c\n  {title: A}, # a\n]\n"


def test_several_edits_at_once_are_those_one_by_one() -> None:
    text = "events:\n  - title: A\n  - title: B\n"
    document, data = opened(text)
    pairs: list[tuple[dict[str, Data], int | None]] = [
        ({"title": "X"}, None), ({"title": "W"}, 0), ({"title": "Z"}, None)
    ]  # fmt: skip
    new = edit.add_all(document, pairs)
    edit.prove(document, new, edited.added(data, pairs))
    assert re.findall(r"title: (.)", new) == ["A", "W", "B", "X", "Z"]
    new = edit.change_all(document, {(0,): {("id",): "a"}, (1,): {("id",): "b"}})
    assert new == "events:\n  - title: A\n    id: a\n  - title: B\n    id: b\n"
