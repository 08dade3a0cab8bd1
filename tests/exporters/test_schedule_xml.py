from datetime import date, datetime, time, timedelta
from pathlib import Path
from xml.etree.ElementTree import Element, fromstring

import pytest
from hypothesis import given, settings
from lxml import etree  # type: ignore[import-untyped]  # it has no types of its own

from calendar_tool.exporters.exchange import guid
from calendar_tool.exporters.format import Edition
from calendar_tool.exporters.schedule_xml import FORMAT
from calendar_tool.model import Link, Person, Role, Room, Status, Track, Venue, When
from calendar_tool.occurrences import Occurrence
from tests.exporters.editions import REAL, hostile, lasting, only, real, schema
from tests.programmes import TBA, at, days, event, text, timed

_DAY = timedelta(days=1)


def written(edition: Edition) -> Element:
    return fromstring(FORMAT.render(edition).content)  # noqa: S314 - we wrote it


def left_out(edition: Edition) -> tuple[Occurrence, ...]:
    return FORMAT.render(edition).left_out


def said(element: Element, name: str) -> str:
    found = element.find(name)
    assert found is not None
    return found.text or ""


def sessions(edition: Edition) -> list[Element]:
    return list(written(edition).iter("event"))


@pytest.fixture(scope="module")
def validator() -> etree.XMLSchema:
    return etree.XMLSchema(etree.parse(schema("schedule.xml.xsd")))


@pytest.mark.parametrize(("path", "language"), REAL)
def test_real_programmes_are_valid(validator: etree.XMLSchema, path: Path, language: str) -> None:
    content = FORMAT.render(real(path, language)).content
    assert validator.validate(etree.fromstring(content)), validator.error_log


@settings(deadline=None, max_examples=30)
@given(hostile())
def test_hostile_texts_are_valid(edition: Edition) -> None:
    validator = etree.XMLSchema(etree.parse(schema("schedule.xml.xsd")))
    assert validator.validate(etree.fromstring(FORMAT.render(edition).content)), validator.error_log


@settings(deadline=None, max_examples=30)
@given(hostile())
def test_what_is_written_is_read_as_it_was_typed(edition: Edition) -> None:
    root = written(edition)
    fit = {ord(char): None for char in "\ufffe\uffff"}
    title = str(edition.programme.title).replace("\n", " ").translate(fit)
    assert root.findtext("conference/title") == title
    seed = edition.programme.uid_seed
    told = {guid(seed, one.uid): one.event for one in edition.occurrences}
    for session in root.iter("event"):
        wanted = str(told[session.attrib["guid"]].title).replace("\n", " ").translate(fit)
        assert wanted in said(session, "title")


@pytest.mark.parametrize(("path", "language"), REAL)
def test_phones_can_read_it(path: Path, language: str) -> None:
    """Held against how Giggity and EventFahrplan parse: one wrong value and they show nothing."""
    edition = real(path, language)
    root = written(edition)
    ids = [session.attrib["id"] for session in root.iter("event")]
    assert len(set(ids)) == len(ids)
    for number, day in enumerate(root.iter("day"), start=1):
        assert int(day.attrib["index"]) == number
        assert date.fromisoformat(day.attrib["date"])
        starts, ends = (datetime.fromisoformat(day.attrib[name]) for name in ("start", "end"))
        assert ends - starts == _DAY
        for room in day.iter("room"):
            for session in room.iter("event"):
                assert said(session, "room") == room.attrib["name"]
                assert 0 < int(session.attrib["id"]) < 2**31
                start = datetime.fromisoformat(said(session, "date"))
                assert start.utcoffset() is not None
                assert said(session, "start") == f"{start:%H:%M}"
                assert time.fromisoformat(said(session, "duration")) > time(0)
                assert said(session, "title").strip()


@pytest.mark.parametrize(("path", "language"), REAL)
def test_each_session_is_at_the_instant_of_its_event(path: Path, language: str) -> None:
    edition = real(path, language)
    seed = edition.programme.uid_seed
    shown = {guid(seed, one.uid): one.shown for one in edition.occurrences}
    found = {}
    for session in written(edition).iter("event"):
        hours, minutes = map(int, said(session, "duration").split(":"))
        start = datetime.fromisoformat(said(session, "date"))
        found[session.attrib["guid"]] = start, timedelta(hours=hours, minutes=minutes)
    told = {
        uid: (when.start, lasts)
        for uid, when in shown.items()
        if (lasts := lasting(when)) and lasts < _DAY
    }
    assert found == told
    assert {guid(seed, one.uid) for one in left_out(edition)} == shown.keys() - told.keys()


def test_what_has_no_clock_time_or_no_end_is_left_out_and_told() -> None:
    edition = only(
        event("Час", timed(15, "10:00", "11:00")),
        event("Без конца", timed(15, "12:00")),
        event("Весь день", days(15, 16)),
        event("Время уточняется", days(15, tba=True)),
        event("Дата уточняется", TBA),
        event("Сутки", When(start=at(15, "10:00"), end=at(16, "10:00"))),
    )
    assert [said(session, "title") for session in sessions(edition)] == ["Час"]
    assert {str(one.event.title) for one in left_out(edition)} == {
        "Без конца", "Весь день", "Время уточняется", "Дата уточняется", "Сутки",
    }  # fmt: skip


def test_without_sessions_there_is_a_day_all_the_same() -> None:
    root = written(only(event("Когда-нибудь", TBA)))
    assert [day.attrib["date"] for day in root.iter("day")] == ["2019-11-15"]
    assert list(root.iter("event")) == []


def test_a_show_after_midnight_belongs_to_the_evening_before() -> None:
    root = written(only(event("Сеанс", timed(16, "00:30", "02:00"))))
    (day,) = root.iter("day")
    assert day.attrib == {
        "index": "1",
        "date": "2019-11-15",
        "start": "2019-11-15T04:00:00+06:00",
        "end": "2019-11-16T04:00:00+06:00",
    }


def test_what_does_not_take_place_says_so_in_its_title() -> None:
    edition = only(
        event("Концерт", timed(15, "18:00", "19:00"), status=Status.CANCELLED, notice="Болен"),
        event("Матч", TBA, previous=timed(15, "20:00", "21:00")),
        event("Бал", timed(16, "20:00", "21:00"), previous=timed(15, "20:00", "21:00")),
    )
    found = [(said(one, "title"), said(one, "abstract")) for one in sessions(edition)]
    lost = "Перенесено, новая дата пока не известна."
    was = "Раньше планировалось: пт, 15 ноября, 20:00–21:00."
    assert found == [
        ("Отменено: Концерт", "Болен"),
        ("Перенесено: Матч", f"{lost} {was}"),
        ("Бал", f"Перенесено. {was}"),
    ]


def test_a_room_is_named_with_its_venue_and_known_by_an_id_that_outlives_the_name() -> None:
    def hall(name: str) -> Venue:
        return Venue(id="hall", name=text("Дворец"), rooms={"a": Room(id="a", name=text(name))})

    def room(name: str) -> dict[str, str]:
        talk = event("Доклад", timed(15, "10:00", "11:00"), venue="hall", room="a")
        found = written(only(talk, venues={"hall": hall(name)})).find("day/room")
        assert found is not None
        return found.attrib

    before, after = room("Зал А"), room("Зал Б")
    assert (before["name"], after["name"]) == ("Дворец, Зал А", "Дворец, Зал Б")
    assert before["guid"] == after["guid"]


def test_what_has_no_venue_stands_in_a_column_that_says_why() -> None:
    hour = timed(15, "10:00", "11:00")
    edition = only(
        event("Эфир", hour, online="https://example.org/live"),
        event("Встреча", hour, venue="TBA"),
        event("Прогулка", hour),
        event("Бал", hour, venue="hall"),
    )
    names = [room.attrib["name"] for room in written(edition).iterfind("day/room")]
    assert names == ["Большой зал", "Место уточняется", "Онлайн", "Место не указано"]


def test_persons_tracks_and_links_have_fields_of_their_own() -> None:
    talk = event(
        "Доклад",
        timed(15, "10:00", "11:00"),
        people=(Role("speaker", "kim"), Role("moderator", "kim")),
        track="one",
        links=(Link(url="https://example.org/a", title=text("Статья")),),
        attachments=(Link(url="https://мосты.рф/план"),),
        language=("ru", "kk"),
    )
    kim = Person(id="kim", name=text("Анна Ким"))
    one = Track(id="one", name=text("Наука"), color="#AD1457")
    edition = only(talk, people={"kim": kim}, tracks={"one": one})
    (session,) = sessions(edition)
    assert [person.text for person in session.iter("person")] == ["Анна Ким"]
    assert said(session, "track") == "Наука"
    assert said(session, "language") == "ru, kk"
    assert [(one.text, one.get("href")) for one in session.iter("link")] == [
        ("Статья", "https://example.org/a")
    ]
    assert [one.get("href") for one in session.iter("attachment")] == [
        "https://xn--l1aeje9b.xn--p1ai/%D0%BF%D0%BB%D0%B0%D0%BD"
    ]
    track = written(edition).find("conference/track")
    assert track is not None
    assert track.attrib == {"name": "Наука", "color": "#ad1457", "slug": "one"}


def test_ids_depend_on_the_event_alone() -> None:
    talk = event("Доклад", timed(15, "10:00", "11:00"), id="talk")
    others = [event(f"Другое {n}", timed(15, "09:00", "11:00"), id=f"o{n}") for n in range(9)]
    later = event("Лекция", timed(16, "20:00", "21:00"), id="talk")
    ids = {
        session.attrib["guid"]: session.attrib["id"]
        for edition in (only(talk), only(*others, talk), only(later))
        for session in sessions(edition)
    }
    guid = only(talk).occurrences[0].uid
    assert [one.attrib["id"] for one in sessions(only(later))] == [ids[guid]]
    assert len(set(ids.values())) == len(ids) == 10


def test_no_tool_version_and_no_time_of_building_is_in_it() -> None:
    edition = only(event("Доклад", timed(15, "10:00", "11:00")))
    root = written(edition)
    assert root.findtext("version") == "2019-11-12T08:30:00Z"
    generator = root.find("generator")
    assert generator is not None
    assert generator.attrib == {"name": "calendar_tool"}
