"""A table as a spreadsheet saves it becomes events with places."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calendar_tool.source.edit import data_of
from calendar_tool.source.emit import Data
from calendar_tool.source.splice import Unsafe
from calendar_tool.source.table import is_table, read_table


def rows(data: bytes) -> Data:
    document = read_table(data, "ru")
    assert document.root is not None
    return data_of(document.root)


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("bom", [b"", b"\xef\xbb\xbf"])
def test_any_delimiter_line_end_and_mark(delimiter: str, end: str, bom: bytes) -> None:
    lines = [["title", "when", "venue"], ["Концерт", "15 ноября 19:00", "hall"], ["", "", ""]]
    data = bom + (end.join(delimiter.join(line) for line in lines) + end).encode()
    assert is_table(data)
    assert rows(data) == [{"title": "Концерт", "when": "15 ноября 19:00", "venue": "hall"}]


def test_dotted_keys_are_nested_and_translations_join_the_plain_text() -> None:
    data = "title;title.kk;when;tickets.price;people.host\nЧай;Шай;TBA;500 ₸;ana, ben\n".encode()
    assert rows(data) == [
        {
            "title": {"ru": "Чай", "kk": "Шай"},
            "when": "TBA",
            "tickets": {"price": "500 ₸"},
            "people": {"host": ["ana", "ben"]},
        }
    ]


def test_empty_cells_say_nothing_and_short_rows_are_filled() -> None:
    assert rows(b"title,when,room,venue\nTea,TBA,,\nChess,TBA\n") == [
        {"title": "Tea", "when": "TBA"},
        {"title": "Chess", "when": "TBA"},
    ]


def test_empty_columns_at_the_end_are_no_keys() -> None:
    assert rows(b"title,when,,\nTea,TBA,,\n") == [{"title": "Tea", "when": "TBA"}]


def test_a_cell_may_hold_the_delimiter_quotes_and_lines() -> None:
    data = b'title,when,description\n"Tea, ""green""",TBA,"One\nTwo"\n'
    assert rows(data) == [{"title": 'Tea, "green"', "when": "TBA", "description": "One\nTwo"}]


def test_values_are_at_their_row() -> None:
    document = read_table(b'title,when\n"A\nB",TBA\nTea,TBA\n', "ru")
    assert document.root is not None
    places = [document.root.at(number) for number in (0, 1)]
    assert [document.text[slice(*place)] for place in places] == ['"A', "Tea,TBA"]


def test_windows_1251_is_told_and_not_read() -> None:
    document = read_table("title;when\nКонцерт;15 ноября\n".encode("cp1251"), "ru")
    assert document.root is None
    assert [(one.key, one.values["encoding"]) for one in document.diagnostics] == [
        ("Y102", "Windows-1251")
    ]


@pytest.mark.parametrize(
    ("data", "key", "line"),
    [
        (b"", "table.empty", 1),
        (b"\n\n", "table.empty", 1),
        (b"title,title\nA,B\n", "table.header", 1),
        (b"title,,when\nA,B,C\n", "table.header", 1),
        (b"title,when\nA,TBA\nB,15 Nov, 19:00\n", "table.cells", 3),
        (b'title,when\nA,TBA\n"B,TBA\n', "table.quotes", 3),
        (b"people,people.host\nana,ben\n", "table.both", 2),
    ],
)
def test_what_is_no_table_is_refused_with_its_line(data: bytes, key: str, line: int) -> None:
    with pytest.raises(Unsafe) as refused:
        read_table(data, "ru")
    assert (refused.value.key, refused.value.values["line"]) == (key, line)


@pytest.mark.parametrize(
    "data",
    [
        b"- title: Tea\n  when: TBA\n",
        b"title: Tea\nwhen: TBA\n",
        b"[{title: Tea}]",
        b"",
        b"events:",
    ],
)
def test_yaml_is_no_table(data: bytes) -> None:
    assert not is_table(data)
    assert is_table(data, "New.CSV")


_LETTERS = st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp", "Cn", "Co"])
_CELLS = (
    st.text(_LETTERS, min_size=1)
    .map(str.strip)
    .filter(lambda cell: cell != "" and "\ufeff" not in cell)
)


@given(st.lists(st.tuples(_CELLS, _CELLS), min_size=1, max_size=5), st.sampled_from(",;\t"))
def test_what_a_spreadsheet_writes_comes_back(cells: list[tuple[str, str]], sign: str) -> None:
    file = io.StringIO()
    csv.writer(file, delimiter=sign).writerows([("title", "when"), *cells])
    assert rows(file.getvalue().encode()) == [
        {"title": title, "when": when} for title, when in cells
    ]
