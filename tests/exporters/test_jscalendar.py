import json
import re
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from icalendar import Calendar

from calendar_tool.exporters import ics
from calendar_tool.exporters.format import Edition
from calendar_tool.exporters.jscalendar import FORMAT
from calendar_tool.model import Person, PersonKind, Role, Room, Status, Venue, When
from calendar_tool.told import Stamp
from tests.exporters.editions import REAL, hostile, only, real
from tests.exporters.jscalendar_rules import mistakes
from tests.programmes import TBA, at, days, event, text, timed

HOUR = timed(15, "10:00", "11:00")


def written(edition: Edition) -> Any:
    return json.loads(FORMAT.render(edition).content)


def one(*events: Any, **keys: Any) -> Any:
    """Return the first entry of a programme."""
    return written(only(*events, **keys))["entries"][0]


@pytest.mark.parametrize(("path", "language"), REAL)
def test_real_programmes_keep_the_rules_of_the_standard(path: Path, language: str) -> None:
    assert list(mistakes(written(real(path, language)))) == []


@settings(deadline=None, max_examples=30)
@given(hostile())
def test_hostile_texts_keep_the_rules_and_are_read_as_they_were_typed(edition: Edition) -> None:
    group = written(edition)
    assert list(mistakes(group)) == []
    titles = {one.uid: str(one.event.title).replace("\n", " ") for one in edition.occurrences}
    assert all(titles[entry["uid"]] in entry["title"] for entry in group["entries"])


def moments(entry: Any) -> tuple[Any, Any]:
    """Return start and end of an entry as RFC 8984 tells to find them."""
    start = datetime.fromisoformat(entry["start"])
    found = re.fullmatch(r"P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?)?", entry.get("duration", "PT0M"))
    assert found is not None
    number, hours, minutes = (int(part or 0) for part in found.groups())
    if entry.get("showWithoutTime"):
        return start.date(), start.date() + timedelta(days=number)
    start = start.replace(tzinfo=ZoneInfo(entry["timeZone"])).astimezone(UTC)
    return start, start + timedelta(days=number, hours=hours, minutes=minutes)


@pytest.mark.parametrize(("path", "language"), REAL)
def test_every_entry_is_at_the_instants_of_the_feed(path: Path, language: str) -> None:
    edition = real(path, language)
    entries: list[Any] = Calendar.from_ical(ics.render(edition).content).walk("VEVENT")
    told = {}
    for entry in entries:
        start = entry["DTSTART"].dt
        end = entry["DTEND"].dt if "DTEND" in entry else start
        ends = (start, end)
        utc = [at.astimezone(UTC) if isinstance(at, datetime) else at for at in ends]
        told[str(entry["UID"])] = (*utc, str(entry["SUMMARY"]), str(entry["STATUS"]).lower())
    found = {
        entry["uid"]: (*moments(entry), entry["title"], entry["status"])
        for entry in written(edition)["entries"]
    }
    assert found == told
    assert FORMAT.render(edition).left_out == ics.render(edition).left_out


def test_an_event_over_days_has_no_clock_and_no_zone() -> None:
    entry = one(event("Ярмарка", days(15, 16)))
    assert (entry["start"], entry["duration"]) == ("2019-11-15T00:00:00", "P2D")
    assert entry["showWithoutTime"] is True
    assert "timeZone" not in entry


def test_a_start_without_an_end_has_no_duration() -> None:
    entry = one(event("Бал", timed(15, "19:00")))
    assert "duration" not in entry
    assert entry["timeZone"] == "Asia/Almaty"


def test_a_time_that_clocks_show_twice_is_told_in_utc() -> None:
    start = at(15, "23:30").replace(year=2024, month=2, day=29, fold=1)
    entry = one(event("Бал", When(start=start, end=start + timedelta(hours=2))))
    assert (entry["start"], entry["timeZone"]) == ("2024-02-29T18:30:00", "Etc/UTC")


def test_a_duration_is_the_time_that_passes() -> None:
    london = ZoneInfo("Europe/London")
    night = When(
        start=datetime(2024, 3, 30, 22, tzinfo=london), end=datetime(2024, 3, 31, 4, tzinfo=london)
    )
    assert one(event("Ночь", night))["duration"] == "PT5H"


def test_what_has_no_day_is_left_out_of_a_long_programme_and_told() -> None:
    edition = only(event("Когда-нибудь", TBA), last_day=date(2019, 12, 31))
    assert written(edition)["entries"] == []
    assert [str(one.event.title) for one in FORMAT.render(edition).left_out] == ["Когда-нибудь"]


def test_how_it_stands_is_in_the_title_and_in_the_status() -> None:
    entries = [
        one(event("Бал", HOUR, status=Status.CANCELLED)),
        one(event("Бал", TBA, previous=HOUR)),
        one(event("Бал", days(15, tba=True))),
        one(event("Бал", TBA)),
    ]
    assert [(entry["title"], entry["status"]) for entry in entries] == [
        ("Отменено: Бал", "cancelled"),
        ("Перенесено: Бал", "tentative"),
        ("Бал (время уточняется)", "confirmed"),
        ("Бал (дата уточняется)", "tentative"),
    ]


def test_people_are_named_and_not_invited() -> None:
    people = {
        "kim": Person(id="kim", name=text("Анна Ким"), position=text("профессор")),
        "choir": Person(id="choir", name=text("Хор"), kind=PersonKind.GROUP),
    }
    roles = (Role("speaker", "kim"), Role("moderator", "kim"), Role("", "choir"))
    entry = one(event("Бал", HOUR, people=roles), people=people)
    assert entry["participants"] == {
        "kim": {
            "@type": "Participant",
            "name": "Анна Ким",
            "description": "выступает, модератор, профессор",
            "kind": "individual",
            "roles": {"attendee": True, "chair": True},
        },
        "choir": {
            "@type": "Participant",
            "name": "Хор",
            "kind": "group",
            "roles": {"attendee": True},
        },
    }


def test_a_place_has_its_address_and_coordinates() -> None:
    hall = Venue(
        id="hall",
        name=text("Дворец"),
        address=text("пр. Абая, 1"),
        geo=(43.25, -0.0000001),
        rooms={"a": Room(id="a", name=text("Зал А"))},
    )
    entry = one(
        event("Бал", HOUR, venue="hall", room="a", online="https://example.org/live"),
        venues={"hall": hall},
    )
    assert entry["locations"] == {
        "hall--a": {
            "@type": "Location",
            "name": "Зал А, Дворец",
            "description": "пр. Абая, 1",
            "coordinates": "geo:43.250000,0.000000",
        }
    }
    assert entry["virtualLocations"] == {
        "online": {"@type": "VirtualLocation", "uri": "https://example.org/live"}
    }


def test_a_part_is_related_to_its_whole() -> None:
    part = event("Пленарное заседание", HOUR, id="plenary")
    whole = event("Съезд", days(15, 16), id="congress", events=(part,))
    first, second = written(only(whole))["entries"]
    assert second["relatedTo"] == {
        first["uid"]: {"@type": "Relation", "relation": {"parent": True}}
    }


def test_the_ledger_tells_how_often_and_when_something_changed() -> None:
    edition = only(event("Бал", HOUR, id="ball"), event("Матч", HOUR, id="match"))
    first = edition.occurrences[0].uid
    changed = datetime(2019, 11, 20, 12, tzinfo=UTC)
    stamped = Edition(
        programme=edition.programme,
        language="ru",
        occurrences=edition.occurrences,
        path="all.ics",
        told=edition.told,
        stamps={first: Stamp(3, edition.told, changed)},
    )
    group = written(stamped)
    entries = {entry["uid"]: entry for entry in group["entries"]}
    assert (entries[first]["sequence"], entries[first]["updated"]) == (3, "2019-11-20T12:00:00Z")
    other = edition.occurrences[1].uid
    assert "sequence" not in entries[other]
    assert (entries[other]["updated"], group["updated"]) == (
        "2019-11-12T08:30:00Z",
        "2019-11-20T12:00:00Z",
    )


def test_what_has_vanished_is_shown_as_cancelled() -> None:
    edition = only(event("Бал", HOUR, id="ball"))
    lost = only(event("Матч", HOUR, id="match", status=Status.CANCELLED)).occurrences
    later = Edition(
        programme=edition.programme,
        language="ru",
        occurrences=edition.occurrences,
        path="all.ics",
        told=edition.told,
        gone=lost,
    )
    found = {entry["title"]: entry["status"] for entry in written(later)["entries"]}
    assert found == {"Бал": "confirmed", "Отменено: Матч": "cancelled"}
