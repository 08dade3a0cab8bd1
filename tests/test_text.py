"""The one cleaner of text."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calendar_tool.text import clean, one_line


@pytest.mark.parametrize(
    ("written", "cleaned"),
    [
        ("  Гала-концерт \n", "Гала-концерт"),
        ("a\r\nb\rc\u0085d\u2028e\u2029f", "a\nb\nc\nd\ne\nf"),
        ("a\tb", "a b"),
        ("a\x00b\x07c\x1bd\x7fe\x9bf", "abcdef"),
        ("и\u0306", "й"),
        ("e\u0301", "é"),
        ("\u00a0Москва\u00a0", "Москва"),
        ("«Алматы — Москва: 25 лет»", "«Алматы — Москва: 25 лет»"),
        ("👩‍👩‍👧", "👩‍👩‍👧"),
        ("a\n\nb", "a\n\nb"),
        (" \t\n", ""),
    ],
)
def test_text_is_cleaned(written: str, cleaned: str) -> None:
    assert clean(written) == cleaned


@given(st.text())
def test_clean_text_is_left_alone(text: str) -> None:
    assert clean(clean(text)) == clean(text)


@given(st.text())
def test_clean_text_is_normal_and_holds_no_control_but_the_line_end(text: str) -> None:
    cleaned = clean(text)
    assert unicodedata.is_normalized("NFC", cleaned)
    assert cleaned == cleaned.strip()
    assert not any(unicodedata.category(char) == "Cc" for char in cleaned if char != "\n")
    assert not set(cleaned) & set("\u2028\u2029")


@given(st.text(st.characters(exclude_categories=["Cc", "Zl", "Zp", "Cs"])))
def test_what_people_can_see_is_kept(text: str) -> None:
    assert clean(text) == unicodedata.normalize("NFC", text).strip()


def test_one_line_has_no_line_end() -> None:
    assert one_line("a\nb\n\nc") == "a b  c"
