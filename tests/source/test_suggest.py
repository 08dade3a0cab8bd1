"""What is suggested for a word nobody knows."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calendar_tool.source.suggest import Suggestion, distance, suggest

HEAD = ("format", "id", "title", "languages", "time_zone", "dates", "venues", "people", "events")
EVENT = ("title", "when", "id", "venue", "room", "track", "tags", "kind", "people", "status")


@pytest.mark.parametrize(
    ("word", "known", "meant"),
    [
        ("Title", EVENT, Suggestion("title", "case")),
        ("VENUE", EVENT, Suggestion("venue", "case")),
        ("titlе", EVENT, Suggestion("title", "cyrillic", "е")),
        ("rооm", EVENT, Suggestion("room", "cyrillic", "о")),
        ("ешеду", EVENT, Suggestion("title", "layout")),
        ("ешьуӨящту", HEAD, Suggestion("time_zone", "layout")),
        ("yfpdfybt", EVENT, Suggestion("title", "layout")),
        ("summary", EVENT, Suggestion("title", "synonym")),
        ("begin", EVENT, Suggestion("when", "synonym")),
        ("location", EVENT, Suggestion("venue", "synonym")),
        ("speaker", EVENT, Suggestion("people", "synonym")),
        ("ид", EVENT, Suggestion("id", "synonym")),
        ("название", EVENT, Suggestion("title", "synonym")),
        ("Когда", EVENT, Suggestion("when", "synonym")),
        ("место", EVENT, Suggestion("venue", "synonym")),
        ("атауы", EVENT, Suggestion("title", "synonym")),
        ("қашан", EVENT, Suggestion("when", "synonym")),
        ("орны", EVENT, Suggestion("venue", "synonym")),
        ("часовой пояс", HEAD, Suggestion("time_zone", "synonym")),
        ("назввание", EVENT, Suggestion("title", "synonym")),
        ("tittle", EVENT, Suggestion("title", "spelling")),
        ("whne", EVENT, Suggestion("when", "spelling")),
        ("time-zone", HEAD, Suggestion("time_zone", "spelling")),
        ("canceled", ("confirmed", "cancelled"), Suggestion("cancelled", "synonym")),
        ("отменён", ("confirmed", "cancelled"), Suggestion("cancelled", "synonym")),
    ],
)
def test_the_word_that_was_meant_is_found(
    word: str, known: tuple[str, ...], meant: Suggestion
) -> None:
    assert suggest(word, known) == meant


@pytest.mark.parametrize("word", ["zzz", "", "ti", "weather", "q" * 1000, "погода"])
def test_nothing_is_suggested_for_a_word_that_is_like_none(word: str) -> None:
    assert suggest(word, EVENT) is None


def test_a_synonym_means_the_key_that_is_known_in_its_place() -> None:
    assert suggest("название", ("name", "address")) == Suggestion("name", "synonym")
    assert suggest("адрес", ("name", "address")) == Suggestion("address", "synonym")


def test_two_letters_in_the_wrong_order_are_one_mistake() -> None:
    assert distance("whne", "when") == 1
    assert distance("ca", "abc") == 3


@given(st.text(max_size=12), st.text(max_size=12))
def test_the_distance_is_the_same_both_ways_and_nothing_between_equals(a: str, b: str) -> None:
    assert distance(a, b) == distance(b, a)
    assert (distance(a, b) == 0) == (a == b)


@given(st.text(max_size=80), st.lists(st.text(max_size=12), max_size=6))
def test_only_known_words_are_suggested(word: str, known: list[str]) -> None:
    found = suggest(word, known)
    assert found is None or found.word in known
