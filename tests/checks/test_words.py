"""I601, I603, I604 and I606."""

from datetime import date
from typing import Any

import pytest

from calendar_tool.model import (
    Change,
    Every,
    Feed,
    Image,
    Link,
    Repeat,
    Selection,
    Staff,
    Text,
    Tickets,
)
from tests.checks.build import (
    clock,
    event,
    found,
    keys,
    person,
    room,
    text,
    track,
    venue,
    written,
)

WHEN = clock(12, "19:00", "21:00")
BOTH = text("Show", ru="Показ")
HALF = text("Show")
TWO: dict[str, Any] = {"languages": ("en", "ru"), "title": text("City Day", ru="День города")}


def test_what_an_event_lacks_is_told_in_one_line() -> None:
    show = event("show", WHEN, title=BOTH, notice=Text((("ru", "Снег"),)), description=HALF)
    (told,) = found(show, **TWO)
    assert told.values == {"name": "Show", "missing": "description (ru); notice (en)"}
    assert (told.key, told.span) == ("I601", show.origin.at("description"))


def test_a_programme_in_one_language_lacks_nothing() -> None:
    assert keys(event("show", WHEN)) == []


@pytest.mark.parametrize(
    ("fields", "missing"),
    [
        ({"subtitle": HALF}, "subtitle (ru)"),
        ({"audience": HALF}, "audience (ru)"),
        ({"image": Image(src="a.jpg", alt=HALF, credit=HALF)}, "image.alt, image.credit (ru)"),
        ({"tickets": Tickets(price=HALF)}, "tickets.price (ru)"),
        ({"links": (Link(url="https://example.org", title=HALF),)}, "links (ru)"),
        ({"attachments": (Link(url="https://example.org", title=HALF),)}, "attachments (ru)"),
        (
            {
                "repeat": Repeat(
                    every=Every.DAY, changes=(Change(date=date(2026, 9, 13), title=HALF),)
                )
            },
            "repeat.changes (ru)",
        ),
        ({"staff": Staff(note=HALF)}, None),
        ({"links": (Link(url="https://example.org"),)}, None),
    ],
)
def test_every_text_that_readers_see_is_asked_for(
    fields: dict[str, Any], missing: str | None
) -> None:
    told = found(event("show", WHEN, title=BOTH, **fields), **TWO)
    assert [one.values["missing"] for one in told] == ([missing] if missing else [])


def test_records_are_told_too() -> None:
    mine = Feed(id="mine", title=text("Mine"), select=Selection(), origin=written({"title": None}))
    records = (
        venue("park", room("stage")),
        person("ann", bio=HALF),
        track("music"),
    )
    show = event("show", WHEN, title=BOTH, venue="park", track="music", related=())
    told = found(
        show,
        records=records,
        organizer=("ann",),
        feeds=(mine,),
        languages=("en", "ru"),
        title=HALF,
    )
    assert sorted(str(one.values["name"]) for one in told) == [
        "Dr ann",
        "Mine",
        "Show",
        "The music",
        "The park",
        "The stage",
    ]


def test_a_text_of_the_defaults_is_told_once_there() -> None:
    events = [
        event(f"e{n}", WHEN, taken_over=("notice",), title=BOTH, notice=HALF) for n in range(3)
    ]
    (told,) = found(*events, **TWO)
    assert (told.key, told.values["missing"]) == ("I601.defaults", "notice (ru)")


@pytest.mark.parametrize(("length", "told"), [(120, []), (121, ["I603"])])
def test_a_long_title_is_told(length: int, told: list[str]) -> None:
    assert keys(event("show", WHEN, title=text("x" * length))) == told


def test_each_language_of_a_title_is_measured() -> None:
    show = event("show", WHEN, title=text("Show", ru="ж" * 121))
    (told,) = found(show, **TWO)
    assert told.values == {"length": 121, "limit": 120}


def test_pictures_need_words() -> None:
    bare, told_of = Image(src="a.jpg"), Image(src="a.jpg", alt=HALF)
    show = event("show", WHEN, image=bare, people=())
    (told,) = found(show)
    assert (told.key, told.values["src"]) == ("I604", "a.jpg")
    assert keys(event("show", WHEN, image=told_of)) == []
    assert keys(event("show", WHEN), logo=bare) == ["I604"]
    assert keys(event("show", WHEN), records=(person("ann", image=bare),), organizer=("ann",)) == [
        "I604"
    ]


@pytest.mark.parametrize("age", ["0+", "6+", "12+", "18+", "21+"])
def test_an_age_with_a_plus_is_right(age: str) -> None:
    assert keys(event("show", WHEN, age=age)) == []


@pytest.mark.parametrize(
    ("age", "fix"), [("12", "12+"), ("12 +", "12+"), ("+12", "12+"), ("adults", None)]
)
def test_any_other_age_is_told_with_the_right_form(age: str, fix: str | None) -> None:
    (told,) = found(event("show", WHEN, age=age))
    assert (told.key, told.fix) == ("I606", fix)


def test_an_age_that_a_part_takes_over_is_told_once() -> None:
    part = event("part", WHEN, taken_over=("age",), age="12")
    assert keys(event("whole", WHEN, age="12", events=(part,))) == ["I606"]
