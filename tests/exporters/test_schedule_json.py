import json
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import fromstring

import pytest
from hypothesis import given, settings
from jsonschema import Draft6Validator, FormatChecker

from calendar_tool.exporters import schedule_xml
from calendar_tool.exporters.exchange import guid
from calendar_tool.exporters.format import Edition
from calendar_tool.exporters.schedule_json import FORMAT
from calendar_tool.model import Image, Link, Person, Role
from tests.exporters.editions import REAL, hostile, only, real, schema
from tests.programmes import event, text, timed


def written(edition: Edition) -> Any:
    return json.loads(FORMAT.render(edition).content)


def sessions(edition: Edition) -> list[Any]:
    days = written(edition)["schedule"]["conference"]["days"]
    return [one for day in days for room in day["rooms"].values() for one in room]


def mistakes(edition: Edition) -> list[str]:
    rules = json.loads(schema("schedule.schema.json").read_bytes())
    validator = Draft6Validator(rules, format_checker=FormatChecker())
    return [mistake.message for mistake in validator.iter_errors(written(edition))]


@pytest.mark.parametrize(("path", "language"), REAL)
def test_real_programmes_are_valid(path: Path, language: str) -> None:
    assert mistakes(real(path, language)) == []


@settings(deadline=None, max_examples=30)
@given(hostile())
def test_hostile_texts_are_valid_and_read_as_they_were_typed(edition: Edition) -> None:
    assert mistakes(edition) == []
    conference = written(edition)["schedule"]["conference"]
    assert conference["title"] == str(edition.programme.title).replace("\n", " ")
    seed = edition.programme.uid_seed
    told = {guid(seed, one.uid): one.event for one in edition.occurrences}
    for session in sessions(edition):
        description = told[session["guid"]].description
        assert description is None or str(description) in session["description"]


@pytest.mark.parametrize(("path", "language"), REAL)
def test_it_tells_what_the_xml_tells(path: Path, language: str) -> None:
    edition = real(path, language)
    xml = schedule_xml.FORMAT.render(edition)
    told = [
        (one.get("guid"), one.findtext("date"), one.findtext("title"), one.findtext("room"))
        for one in fromstring(xml.content).iter("event")  # noqa: S314 - we wrote it
    ]
    found = [(one["guid"], one["date"], one["title"], one["room"]) for one in sessions(edition)]
    assert found == told
    assert FORMAT.render(edition).left_out == xml.left_out


def test_what_is_not_known_is_null_and_an_event_without_a_page_has_a_name_for_its_address() -> None:
    (session,) = sessions(only(event("Доклад", timed(15, "10:00", "11:00"), id="talk")))
    uid = session["guid"]
    assert session == {
        "guid": uid,
        "id": session["id"],
        "date": "2019-11-15T10:00:00+06:00",
        "start": "10:00",
        "duration": "01:00",
        "room": "Место не указано",
        "slug": f"days-{uid}",
        "url": f"urn:uuid:{uid}",
        "title": "Доклад",
        "subtitle": None,
        "track": None,
        "type": "other",
        "language": None,
        "abstract": None,
        "persons": [],
        "links": [],
    }


def test_persons_are_described() -> None:
    kim = Person(
        id="kim",
        name=text("Анна Ким"),
        bio=text("Родилась в Алматы."),
        image=Image(src="https://example.org/kim.jpg"),
        url="https://example.org/kim",
    )
    talk = event(
        "Доклад",
        timed(15, "10:00", "11:00"),
        people=(Role("speaker", "kim"),),
        links=(Link(url="https://example.org/a"),),
        url="https://example.org/talk",
    )
    (session,) = sessions(only(talk, people={"kim": kim}))
    (person,) = session["persons"]
    assert (session["url"], session["links"]) == (
        "https://example.org/talk",
        [{"url": "https://example.org/a", "title": "https://example.org/a"}],
    )
    assert {key: person[key] for key in ("name", "biography", "avatar", "url")} == {
        "name": "Анна Ким",
        "biography": "Родилась в Алматы.",
        "avatar": "https://example.org/kim.jpg",
        "url": "https://example.org/kim",
    }


def test_a_zone_that_the_schema_does_not_know_is_not_told() -> None:
    talk = event("Доклад", timed(15, "10:00", "11:00"))
    conferences = [
        written(only(talk, time_zone=zone))["schedule"]["conference"]
        for zone in ("America/New_York", "CET")
    ]
    assert [one.get("time_zone_name") for one in conferences] == ["America/New_York", None]
