"""A mapping under reading: unknown, missing, empty and wrong keys, each with its place."""

from typing import Any

import pytest

from calendar_tool.diagnostics import Diagnostic
from calendar_tool.source.document import read
from calendar_tool.source.fields import Field, Reading, Reported, Table, entries_of
from calendar_tool.source.mistake import Mistake
from calendar_tool.source.values import PLAIN, WHOLE, list_of
from tests.building import HEAD, assert_found, loaded

TABLE = Table(
    "thing",
    {
        "name": Field(PLAIN, required=True),
        "capacity": Field(WHOLE),
        "time_zone": Field(PLAIN),
        "tags": Field(list_of(PLAIN)),
        "description": Field(PLAIN),
    },
)


def taken(text: str) -> tuple[dict[str, Any], list[Diagnostic]]:
    """Return what a table takes from a mapping, and what is told of the rest."""
    document = read(text.encode())
    assert document.root is not None
    reading = Reading(document)
    return TABLE.take(document.root, reading), reading.diagnostics


def test_keys_are_taken_by_their_kinds_in_the_order_written() -> None:
    values, diagnostics = taken("capacity: 5\nname: no\ntags: [a]\n")
    assert diagnostics == []
    assert list(values.items()) == [("capacity", 5), ("name", "no"), ("tags", ("a",))]


@pytest.mark.parametrize(
    ("key", "reason", "letters"),
    [
        ("Name", "case", ""),
        ("NAME", "case", ""),
        ("nаmе", "cyrillic", "ае"),
        ("тфьу", "layout", ""),
        ("название", "synonym", ""),
        ("атауы", "synonym", ""),
        ("title", "synonym", ""),
        ("nmae", "spelling", ""),
        ("nam", "spelling", ""),
    ],
)
def test_a_key_that_means_another_says_how_it_went_wrong(
    key: str, reason: str, letters: str
) -> None:
    values, (found,) = taken(f"{key}: x\ncapacity: 5\n")
    assert values == {"capacity": 5}
    assert found.key == f"S201.{reason}"
    assert found.values == {"key": key, "guess": "name", "letters": letters}
    assert found.fix == "name:"
    assert found.span == (0, len(key))


def test_a_key_that_means_nothing_is_told_what_there_is() -> None:
    _, (found,) = taken("name: x\nxyzzy: 1\n")
    assert found.key == "S201"
    assert found.values == {
        "key": "xyzzy",
        "known": "name, capacity, time_zone, tags, description",
    }
    assert (found.span, found.fix) == ((8, 13), None)


def test_a_key_that_is_there_already_is_not_what_was_meant() -> None:
    _, (found,) = taken("name: x\nnames: y\n")
    assert found.key == "S201"


def test_what_is_missing_is_told_at_the_first_key() -> None:
    _, (found,) = taken("capacity: 5\ntags: a\n")
    assert (found.key, found.values, found.span) == ("S202", {"key": "name"}, (0, 8))


def test_what_is_missing_in_nothing_is_told_at_the_braces() -> None:
    _, (found,) = taken("{}\n")
    assert (found.key, found.span) == ("S202", (0, 2))


def test_what_was_meant_is_not_missing() -> None:
    _, found = taken("nmae: x\n")
    assert [one.key for one in found] == ["S201.spelling"]


@pytest.mark.parametrize("text", ["name:\n", "name: \n", "name: # nothing yet\n", "{name: }\n"])
def test_an_empty_value_is_told_of_once(text: str) -> None:
    values, (found,) = taken(text)
    assert values == {}
    assert (found.key, found.values) == ("S206.empty", {"key": "name"})


def test_an_empty_value_in_quotes_is_a_value_and_the_kind_says_what_it_thinks() -> None:
    _, (found,) = taken("name: ''\n")
    assert (found.key, found.span) == ("S206.blank", (6, 8))


def test_one_wrong_value_does_not_take_the_others_away() -> None:
    values, found = taken("name: x\ncapacity: many\ntags: [a, [b], c]\nxyzzy: 1\n")
    assert values == {"name": "x", "tags": ("a", "c")}
    assert sorted(one.key for one in found) == ["S201", "S203.text-list", "S206.whole"]


def test_a_whole_record_needs_what_is_required() -> None:
    document = read(b"name: [x]\n")
    assert document.root is not None
    reading = Reading(document)
    with pytest.raises(Reported):
        TABLE.whole(document.root, reading)
    assert [one.key for one in reading.diagnostics] == ["S203.text-list"]


@pytest.mark.parametrize("text", ["text\n", "- a\n"])
def test_what_is_no_mapping_has_no_entries(text: str) -> None:
    root = read(text.encode()).root
    assert root is not None
    with pytest.raises(Mistake, match=r"S203\.map"):
        entries_of(root)


# -- the place of a piece of a value


@pytest.mark.parametrize(
    "line",
    [
        "when: 12 Sep ⟦25:00⟧",
        "when: '12 Sep ⟦25:00⟧'",
        'when: "12 Sep ⟦25:00⟧"',
        "when: '  12 Sep ⟦25:00⟧'",
        # escapes, folding and blocks: the value does not stand in the file as it is
        'when: ⟦"12\\x20Sep 25:00"⟧',
        "when: ⟦>-\n      12 Sep\n      25:00⟧",
        "when: ⟦12 Sep\n      25:00⟧",
    ],
)
def test_a_caret_stands_under_the_wrong_piece_if_that_can_be_told(line: str) -> None:
    assert_found(f"{HEAD}events:\n  - title: A\n    {line}\n", "T301.clock")


def test_a_syntax_mistake_hides_what_it_took_away() -> None:
    head = HEAD.replace("[en, ru]", "en") + "url: https://example.org/\n"
    text = """\
venues:
  hall:
    name: Hall: the big one
events:
  - title: A: B
    when: 12 Sep
    id: a
  - title: C
    when: 12 Sep
    id: c
    related: [a]
"""
    keys = sorted(one.key for one in loaded(head + text).diagnostics)
    assert [key[:1] for key in keys] == ["Y", "Y"], keys


def test_a_syntax_mistake_hides_an_empty_value_that_it_made() -> None:
    head = HEAD.replace("[en, ru]", "en") + "url: https://example.org/\n"
    text = "events:\n  - {title: A, when: 12 Sep, id: a\n"
    keys = [one.key for one in loaded(head + text).diagnostics]
    assert [key[:1] for key in keys] == ["Y"], keys
