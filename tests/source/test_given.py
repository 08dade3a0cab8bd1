"""Events given as keys and texts are read as the file's own are."""

from datetime import UTC, datetime

import pytest

from calendar_tool.source.edit import Data
from calendar_tool.source.edited import in_order
from calendar_tool.source.given import (
    calendar_of,
    event_of,
    misread,
    start_of,
    when_of,
)
from calendar_tool.source.mistake import Mistake
from tests.programmes import days, event, programme, timed


@pytest.mark.parametrize(
    ("pairs", "said"),
    [
        ([("title", "Tea")], {"title": "Tea"}),
        ([("title", "Чай"), ("title.kk", "Шай")], {"title": {"ru": "Чай", "kk": "Шай"}}),
        ([("title.kk", "Шай"), ("title", "Чай")], {"title": {"kk": "Шай", "ru": "Чай"}}),
        ([("title.kk", "Шай")], {"title": {"kk": "Шай"}}),
        ([("title", "Tea, cake")], {"title": "Tea, cake"}),
        ([("tags", "tea, cake")], {"tags": ["tea", "cake"]}),
        ([("tags", "tea")], {"tags": "tea"}),
        ([("tags", "tea"), ("tags", "cake,pie")], {"tags": ["tea", "cake", "pie"]}),
        ([("links", "https://a,b"), ("links", "https://c")],
         {"links": ["https://a,b", "https://c"]}),
        ([("people.host", "ana"), ("people.speaker", "ben")],
         {"people": {"host": "ana", "speaker": "ben"}}),
        ([("repeat.every", "day"), ("repeat.count", "3")],
         {"repeat": {"every": "day", "count": "3"}}),
    ],
)  # fmt: skip
def test_pairs_become_an_event(pairs: list[tuple[str, str]], said: Data) -> None:
    assert event_of([(path.split("."), text) for path, text in pairs], "ru") == said


@pytest.mark.parametrize("paths", [("people", "people.host"), ("people.host", "people")])
def test_a_key_has_a_value_or_keys_of_its_own(paths: tuple[str, str]) -> None:
    with pytest.raises(Mistake, match=r"S203\.map"):
        event_of([(path.split("."), "ana") for path in paths], "ru")


@pytest.mark.parametrize(
    ("said", "key"),
    [
        ({"when": "32 Nov"}, "T301.no-such-day"),
        ({"titel": "x"}, "S201.spelling"),
        ({"kind": "party"}, "S204"),
        ({"title": ["a", "b"]}, "S203.text-list"),
        ({"title": {"de": "Tee"}}, "I602.unlisted"),
        ({"id": "A b"}, "S206.slug"),
        ({"title": ""}, "S206.blank"),
        ({"tickets": {"prise": "5"}}, "S201.spelling"),
    ],
)
def test_what_cannot_be_read_is_told_under_its_key(said: dict[str, Data], key: str) -> None:
    whole = programme()
    found = list(misread(said, whole, calendar_of(whole, None)))
    assert [name for name, _ in found] == list(said)
    assert found[0][1].code == key.partition(".")[0]


def test_what_can_be_read_is_not_told() -> None:
    whole = programme()
    said: dict[str, Data] = {"title": "x", "when": "Fri 15 Nov 10:00–11:00", "tags": ["a", "b"]}
    assert not list(misread(said, whole, calendar_of(whole, "opera")))


def test_in_a_part_of_a_day_a_clock_time_is_enough() -> None:
    whole = event("Conference", timed(15, "10:00", "18:00"))
    calendar = calendar_of(programme(whole), None, whole)
    assert not list(misread({"when": "11:00–12:00"}, programme(whole), calendar))
    long = event("Fair", days(15, 18))
    calendar = calendar_of(programme(long), None, long)
    assert list(misread({"when": "11:00–12:00"}, programme(long), calendar))


def test_an_instant_is_when_it_begins_and_a_day_its_midnight() -> None:
    whole = programme()
    noon = when_of({"when": "15 Nov 12:00"}, whole)
    assert start_of(noon, "Asia/Almaty") == datetime(2019, 11, 15, 6, tzinfo=UTC)
    day = when_of({"when": "15 Nov"}, whole)
    assert start_of(day, "Asia/Almaty") == datetime(2019, 11, 14, 18, tzinfo=UTC)
    assert start_of(when_of({"when": "TBA"}, whole), "Asia/Almaty") is None
    assert when_of({"when": "nonsense"}, whole) is None
    assert when_of({}, whole) is None


def test_keys_are_in_the_order_in_which_people_read_them() -> None:
    said: dict[str, Data] = {"tags": "a", "venue": "hall", "when": "TBA", "title": "x", "id": "x"}
    assert list(in_order(said)) == ["title", "id", "when", "venue", "tags"]
