"""Content lines: whatever people type comes back as typed, from lines that every reader takes."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from calendar_tool.exporters.ics.content import escape, fold, is_address, line, text_line
from calendar_tool.text import clean

from .feed_rules import Property

HOSTILE = st.lists(
    st.one_of(
        st.sampled_from(["\\", "\\N", "\\n", "C:\\New", ";", ",", '"', "\n", " ", "  ", "🎉", "ә"]),
        st.sampled_from(
            ["\x85", "\u2028", "\r\n", "\t", "BEGIN:VEVENT", "^n", "👨‍👩‍👧‍👦", "e\u0301", "ы" * 40]
        ),
        st.text(st.characters(codec="utf-8"), max_size=12),
        st.integers(60, 90).map("\\".__mul__),
        st.integers(60, 90).map(" ".__mul__),
    ),
    min_size=1,
    max_size=12,
).map(lambda pieces: clean("".join(pieces)))


@given(HOSTILE)
def test_a_text_comes_back_as_typed(text: str) -> None:
    assert Property("SUMMARY", {}, escape(text)).text == text


@pytest.mark.parametrize("text", ["C:\\New", "\\N", "\\n", "\\\\n", "a\\;b", "\\,", "100%; да, да"])
def test_a_backslash_is_a_backslash(text: str) -> None:
    assert Property("SUMMARY", {}, escape(text)).text == text


@settings(max_examples=2000)
@given(HOSTILE)
def test_a_line_is_folded_where_every_reader_can_join_it(text: str) -> None:
    content = text_line("DESCRIPTION", text, "ru")

    lines = content.removesuffix(b"\r\n").split(b"\r\n")
    assert max(map(len, lines)) <= 75
    assert all(piece.decode() for piece in lines)
    for piece in lines[:-1]:
        assert (len(piece) - len(piece.rstrip(b"\\"))) % 2 == 0
        assert not piece.endswith(b" ") or not piece.strip(b" \\")
    joined = content.replace(b"\r\n ", b"").decode()
    assert joined == f"DESCRIPTION;LANGUAGE=ru:{escape(text)}\r\n"


@pytest.mark.parametrize("run", [1, 2, 36, 37, 38, 73, 74, 75, 76, 149])
def test_no_run_of_backslashes_is_lost_or_torn(run: int) -> None:
    for before in range(80):
        value = "x" * before + escape("\\" * run + "\nя")

        lines = fold(value.encode()).split(b"\r\n ")

        assert b"".join(lines).decode() == value
        assert all(re.search(rb"(?<!\\)(\\\\)*$", piece) for piece in lines)
        assert max(map(len, lines)) <= 75


@pytest.mark.parametrize("run", [73, 74, 75, 76, 77, 151])
def test_an_address_keeps_even_an_odd_run_of_backslashes_at_its_end(run: int) -> None:
    address = "https://example.org/" + "\\" * run

    assert fold(address.encode()).replace(b"\r\n ", b"").decode() == address


@pytest.mark.parametrize("length", [74, 75, 76])
def test_a_line_of_75_octets_is_not_folded(length: int) -> None:
    name = "X" * (length - 2)

    assert (line(name, "1").count(b"\r\n") == 1) is (length <= 75)


@pytest.mark.parametrize(
    ("text", "fits"),
    [
        ("https://example.org/a?b=c,d;e", True),
        ("HTTP://example.org", True),
        ("https://президент.рф/путь", True),
        ("https://example.org/a b", False),
        ("https://example.org/\nURL:x", False),
        ("mailto:a@example.org", False),
        ("poster.jpg", False),
        (None, False),
    ],
)
def test_only_an_address_is_written_as_one(text: str | None, fits: bool) -> None:
    assert is_address(text) is fits


ROOT = Path(__file__).parent.parent.parent
PRINT = (
    "import sys; from tests.exporters.test_ics_golden import FORMAT, edition;"
    "sys.stdout.buffer.write(FORMAT.render(edition('ru')).content)"
)


@pytest.mark.parametrize(
    "surroundings",
    [
        {"PYTHONHASHSEED": "1", "TZ": "America/New_York", "LC_ALL": "tr_TR.UTF-8"},
        {"PYTHONHASHSEED": "2", "TZ": "Asia/Tokyo", "LC_ALL": "C", "PYTHONUTF8": "0"},
    ],
)
def test_the_bytes_do_not_depend_on_the_machine(surroundings: dict[str, str]) -> None:
    printed = subprocess.run(
        [sys.executable, "-c", PRINT],
        cwd=ROOT,
        env=os.environ | surroundings,
        capture_output=True,
        check=True,
    )

    assert printed.stdout == (ROOT / "tests" / "golden" / "ics" / "ru.ics").read_bytes()


def test_a_feed_is_written_without_importing_icalendar() -> None:
    code = "import sys, calendar_tool.exporters.ics; print('icalendar' in sys.modules)"

    printed = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, check=True
    )

    assert printed.stdout.strip() == b"False"
