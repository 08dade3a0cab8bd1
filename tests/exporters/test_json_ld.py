import json
from collections.abc import Iterator
from datetime import date, datetime
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings

from calendar_tool.exporters.format import Edition
from calendar_tool.exporters.json_ld import FORMAT
from calendar_tool.model import (
    Access,
    Kind,
    Link,
    Person,
    PersonKind,
    Role,
    Room,
    Status,
    Tickets,
    Venue,
    When,
)
from tests.exporters.editions import REAL, hostile, only, real
from tests.programmes import TBA, at, days, event, text, timed

HOUR = timed(15, "10:00", "11:00")


def written(edition: Edition) -> Any:
    return json.loads(FORMAT.render(edition).content)


def one(*events: Any, **keys: Any) -> Any:
    """Return what is said of the first event of a programme."""
    return written(only(*events, **keys))["subEvent"][0]


def below(thing: Any) -> Iterator[Any]:
    for part in thing.get("subEvent", ()):
        yield part
        yield from below(part)


class _Scripts(HTMLParser):
    """What a browser finds in a page."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        self.tags.append(tag)

    def handle_data(self, data: str) -> None:
        self.text += data


@settings(deadline=None, max_examples=30)
@given(hostile())
def test_it_stands_in_a_page_as_one_script_that_says_what_was_typed(edition: Edition) -> None:
    content = FORMAT.render(edition).content.decode()
    assert not set(content) & set("<>&\u2028\u2029")
    page = _Scripts()
    page.feed(f'<script type="application/ld+json">{content}</script>')
    page.close()
    assert page.tags == ["script"]
    said = json.loads(page.text)
    assert said["description"] == str(edition.programme.description)
    titles = {str(one.event.title).replace("\n", " ") for one in edition.occurrences}
    assert all(any(title in event["name"] for title in titles) for event in below(said))


@pytest.mark.parametrize(("path", "language"), REAL)
def test_each_event_is_at_the_instant_of_the_feed(path: Path, language: str) -> None:
    edition = real(path, language)
    found = {event["identifier"]: event["startDate"] for event in below(written(edition))}
    told = {
        one.uid: one.shown.start.isoformat()
        for one in edition.occurrences
        if one.shown.start is not None
    }
    assert found == told
    left_out = {one.uid for one in FORMAT.render(edition).left_out}
    assert found.keys() | left_out == {one.uid for one in edition.occurrences}
    assert not found.keys() & left_out


@pytest.mark.parametrize(
    ("when", "start", "end"),
    [
        (HOUR, "2019-11-15T10:00:00+06:00", "2019-11-15T11:00:00+06:00"),
        (timed(15, "10:00"), "2019-11-15T10:00:00+06:00", None),
        (days(15, 16), "2019-11-15", "2019-11-16"),
        (days(15, tba=True), "2019-11-15", "2019-11-15"),
    ],
)
def test_every_kind_of_time_with_a_day_has_a_start(when: When, start: str, end: str | None) -> None:
    said = one(event("Бал", when))
    assert (said["startDate"], said.get("endDate")) == (start, end)
    assert said["eventStatus"] == "https://schema.org/EventScheduled"


def test_what_has_no_day_is_left_out_and_told() -> None:
    edition = only(event("Когда-нибудь", TBA), event("Бал", HOUR))
    assert [event["name"] for event in written(edition)["subEvent"]] == ["Бал"]
    assert [str(one.event.title) for one in FORMAT.render(edition).left_out] == ["Когда-нибудь"]


@pytest.mark.parametrize(
    ("keys", "status", "start", "previous"),
    [
        ({"when": HOUR, "status": Status.CANCELLED}, "EventCancelled", HOUR, None),
        ({"when": HOUR, "status": Status.POSTPONED}, "EventPostponed", HOUR, None),
        ({"when": HOUR, "status": Status.TENTATIVE}, "EventScheduled", HOUR, None),
        ({"when": HOUR, "previous": days(16)}, "EventRescheduled", HOUR, "2019-11-16"),
        ({"when": TBA, "previous": HOUR}, "EventPostponed", HOUR, None),
        (
            {"when": TBA, "previous": HOUR, "status": Status.CANCELLED},
            "EventCancelled",
            HOUR,
            None,
        ),
        (
            {"when": HOUR, "previous": days(16), "status": Status.CANCELLED},
            "EventCancelled",
            HOUR,
            "2019-11-16",
        ),
    ],
)
def test_what_does_not_take_place_as_planned_says_so(
    keys: dict[str, Any], status: str, start: When, previous: str | None
) -> None:
    said = one(event("Бал", **keys))
    assert said["eventStatus"] == f"https://schema.org/{status}"
    assert isinstance(start.start, date)
    assert said["startDate"] == start.start.isoformat()
    assert said.get("previousStartDate") == previous


def test_parts_are_within_their_whole_and_alone_they_name_it() -> None:
    part = event("Пленарное заседание", HOUR, id="plenary")
    edition = only(event("Съезд", days(15, 16), id="congress", events=(part,)))
    (whole,) = written(edition)["subEvent"]
    assert [event["name"] for event in whole["subEvent"]] == ["Пленарное заседание"]

    parts = tuple(one for one in edition.occurrences if one.whole is not None)
    alone = Edition(
        programme=edition.programme,
        language="ru",
        occurrences=parts,
        path="event/plenary.ics",
        told=edition.told,
    )
    (said,) = written(alone)["subEvent"]
    assert said["superEvent"] == {"@type": "Event", "@id": whole["@id"], "name": "Съезд"}


@pytest.mark.parametrize(
    ("keys", "mode", "types"),
    [
        ({"venue": "hall"}, "Offline", ["Place"]),
        ({"venue": "TBA"}, "Offline", []),
        ({"online": "https://example.org/live"}, "Online", ["VirtualLocation"]),
        (
            {"venue": "hall", "online": "https://example.org/live"},
            "Mixed",
            ["Place", "VirtualLocation"],
        ),
        ({}, None, []),
    ],
)
def test_where_is_told_and_whether_one_must_go_there(
    keys: dict[str, Any], mode: str | None, types: list[str]
) -> None:
    said = one(event("Бал", HOUR, **keys))
    places = said.get("location", [])
    assert [place["@type"] for place in ([places] if isinstance(places, dict) else places)] == types
    wanted = f"https://schema.org/{mode}EventAttendanceMode" if mode else None
    assert said.get("eventAttendanceMode") == wanted


def test_a_place_has_an_address_and_coordinates() -> None:
    hall = Venue(
        id="hall",
        name=text("Дворец"),
        address=text("пр. Абая, 1"),
        geo=(43.25, 76.9),
        rooms={"a": Room(id="a", name=text("Зал А"), capacity=300)},
    )
    said = one(event("Бал", HOUR, venue="hall", room="a"), venues={"hall": hall})
    assert said["location"] == {
        "@type": "Place",
        "name": "Зал А, Дворец",
        "address": "пр. Абая, 1",
        "geo": {"@type": "GeoCoordinates", "latitude": 43.25, "longitude": 76.9},
        "maximumAttendeeCapacity": 300,
    }


def test_people_stand_by_their_roles() -> None:
    people = {
        "kim": Person(
            id="kim",
            name=text("Анна Ким"),
            position=text("профессор"),
            organization=text("КазНУ"),
            links=(Link(url="https://example.org/kim"),),
        ),
        "choir": Person(
            id="choir", name=text("Хор"), kind=PersonKind.GROUP, organization=text("Опера")
        ),
    }
    roles = (
        Role("performer", "choir"),
        Role("director", "kim"),
        Role("director", "choir"),
        Role("звук", "kim"),
    )
    said = one(event("Бал", HOUR, people=roles), people=people)
    kim = {
        "@type": "Person",
        "name": "Анна Ким",
        "jobTitle": "профессор",
        "affiliation": {"@type": "Organization", "name": "КазНУ"},
        "sameAs": ["https://example.org/kim"],
    }
    choir = {
        "@type": "PerformingGroup",
        "name": "Хор",
        "memberOf": {"@type": "Organization", "name": "Опера"},
    }
    assert {key: said[key] for key in ("performer", "director", "contributor")} == {
        "performer": [choir],
        "director": [kim],
        "contributor": [choir, kim],
    }


def test_an_athlete_competes_in_a_sports_event() -> None:
    people = {"kim": Person(id="kim", name=text("Анна Ким"))}
    run = event("Забег", HOUR, kind=Kind.SPORT, people=(Role("athlete", "kim"),))
    said = one(run, people=people)
    assert (said["@type"], said["competitor"][0]["name"]) == ("SportsEvent", "Анна Ким")


def test_how_to_get_in_is_told() -> None:
    tickets = Tickets(
        url="https://tickets.example/1", price=text("от 2000 ₸"), sale_from=timed(1, "09:00")
    )
    said = one(
        event("Бал", HOUR, access=Access.TICKET, tickets=tickets, age="12+", audience="для семей")
    )
    assert said["offers"] == {
        "@type": "Offer",
        "url": "https://tickets.example/1",
        "description": "от 2000 ₸",
        "validFrom": "2019-11-01T09:00:00+06:00",
    }
    assert said["isAccessibleForFree"] is False
    assert said["typicalAgeRange"] == "12-"
    assert said["audience"] == {"@type": "Audience", "audienceType": "для семей"}
    assert one(event("Бал", HOUR, access=Access.FREE))["isAccessibleForFree"] is True
    open_ = one(event("Бал", HOUR, registration="https://example.org/r"))
    assert open_["potentialAction"] == {
        "@type": "RegisterAction",
        "target": "https://example.org/r",
    }
    assert "isAccessibleForFree" not in open_


def test_a_time_has_the_offset_of_its_date() -> None:
    starts = [
        one(event("Бал", When(start=start, end=None)))["startDate"]
        for start in (at(15, "10:00"), at(15, "10:00").replace(year=2025))
    ]
    assert starts == ["2019-11-15T10:00:00+06:00", "2025-11-15T10:00:00+05:00"]
    assert all(datetime.fromisoformat(start).tzinfo for start in starts)
