"""The real programmes in `events`: without a finding, and telling what they mean to tell."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from calendar_tool.agenda import Mark, agenda
from calendar_tool.load import Loaded, load_bytes
from calendar_tool.model import Every, Opening, Programme, Role, Status, Text, Visibility, When
from calendar_tool.occurrences import Occurrence, unfold
from calendar_tool.site import open_to_public
from calendar_tool.views import localize, select

FOLDER = Path(__file__).parents[1] / "events"
PATHS = sorted(FOLDER.glob("*.yaml"))
MOSCOW = "days-of-moscow-almaty-2019"
FESTIVAL = "white-heron-festival-2027"
_CHANGED = datetime(2026, 1, 1, tzinfo=UTC)


def opened(name: str, today: date = date(2019, 10, 1)) -> Loaded:
    data = (FOLDER / f"{name}.yaml").read_bytes()
    return load_bytes(data, f"events/{name}.yaml", today, _CHANGED)


def programme_of(name: str) -> Programme:
    programme = opened(name).programme
    assert programme is not None
    return programme


def dates(name: str) -> dict[str, list[Occurrence]]:
    found: dict[str, list[Occurrence]] = {}
    for one in opened(name).occurrences:
        assert one.event.id is not None
        found.setdefault(one.event.id, []).append(one)
    return found


@pytest.fixture(scope="module")
def festival() -> dict[str, list[Occurrence]]:
    return dates(FESTIVAL)


def test_there_are_two() -> None:
    assert [path.stem for path in PATHS] == [MOSCOW, FESTIVAL]


@pytest.mark.parametrize(
    ("name", "today"),
    [
        (MOSCOW, date(2019, 10, 31)),
        (MOSCOW, date(2019, 12, 1)),
        (FESTIVAL, date(2026, 1, 1)),
        (FESTIVAL, date(2027, 6, 1)),
    ],
)
def test_nothing_is_wrong_or_doubtful(name: str, today: date) -> None:
    assert opened(name, today).diagnostics == ()


@pytest.mark.parametrize(("name", "today"), [(MOSCOW, date(2019, 11, 10)),
                                             (FESTIVAL, date(2027, 5, 15))])  # fmt: skip
def test_shortly_before_only_what_is_not_announced_is_doubtful(name: str, today: date) -> None:
    assert {one.code for one in opened(name, today).diagnostics} == {"T308"}


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
def test_every_event_has_an_id_and_every_uid_is_its_own(path: Path) -> None:
    occurrences = opened(path.stem).occurrences
    assert all(one.event.id for one in occurrences)
    assert len({one.uid for one in occurrences}) == len(occurrences)


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
def test_every_text_is_in_three_languages(path: Path) -> None:
    programme = programme_of(path.stem)
    assert programme.languages == ("ru", "kk", "en")
    for language in programme.languages:
        shown, _ = localize(programme, (), language)
        assert shown.title.language == language
        texts: list[Text | None] = [venue.name for venue in shown.venues.values()]
        texts += [person.name for person in shown.people.values()]
        texts += [event.title for event in shown.events if event.id != "jazz"]
        texts += [event.description for event in shown.events]
        assert {text.language for text in texts if text is not None} == {language}


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
def test_the_order_of_events_changes_neither_findings_nor_calendars(path: Path) -> None:
    head, _, events = path.read_text(encoding="utf-8").partition("\nevents:\n")
    pieces = events.split("\n  - title:")
    written = [piece.rstrip("\n") for piece in pieces[1:]]
    text = head + "\nevents:\n" + "".join(f"\n  - title:{one}\n" for one in reversed(written))
    other = load_bytes(text.encode(), path.name, date(2019, 10, 1), _CHANGED)
    assert other.diagnostics == ()
    assert other.occurrences == opened(path.stem).occurrences


# -- Days of Moscow in Almaty: nothing is made up


def test_the_days_of_moscow_tell_no_time_that_the_release_does_not() -> None:
    occurrences = opened(MOSCOW).occurrences
    assert len(occurrences) == 6
    assert all(one.when.tba for one in occurrences)
    known = {one.event.id: one.when.first_day for one in occurrences if one.when.start}
    friday = date(2019, 11, 15)
    assert known == {"conference": friday, "memorandum": friday}


def test_the_memorandum_is_a_part_of_the_conference_and_inherits() -> None:
    found = dates(MOSCOW)
    (memorandum,), (conference,) = found["memorandum"], found["conference"]
    assert memorandum.whole_uid == conference.uid
    assert (memorandum.event.venue, memorandum.event.track) == ("TBA", "business")
    assert conference.event.people == (Role("speaker", "babakumarov"), Role("speaker", "bobrov"))
    assert memorandum.event.people == (Role("", "cheremin"), Role("", "babakumarov"))


def test_only_the_exhibition_has_a_place() -> None:
    venues = {one.event.id: one.event.venue for one in opened(MOSCOW).occurrences}
    assert {id_ for id_, venue in venues.items() if venue != "TBA"} == {"photo-exhibition"}


# -- White Heron Festival: every key


def starts(found: list[Occurrence]) -> list[str]:
    return [f"{one.when.start:%d %H:%M}" for one in found]


@pytest.mark.parametrize(
    ("id_", "expected"),
    [
        ("bird-walk", ["20 06:00", "22 06:00", "22 18:30", "23 07:00"]),
        ("morning-exercises", ["20 08:00", "21 08:00", "22 08:00"]),
        ("pottery", ["20 12:00", "21 12:00", "22 12:00"]),
        ("boat-rides", ["20 14:00", "21 14:00", "22 11:00"]),
        ("heron-and-moon", ["20 15:00", "21 15:00", "22 11:00", "23 15:00"]),
        ("bicycle-tour", ["20 15:00", "22 15:00"]),
        ("craft-fair", ["20 10:00", "21 10:00", "22 10:00", "23 10:00"]),
        ("hundred-herons", ["20 10:00", "21 10:00", "22 10:00", "23 12:00"]),
        ("symposium-keynote", ["21 10:00"]),
        ("museum-signals", ["22 23:30"]),
        ("ringing", ["21 21:00"]),
    ],
)
def test_dates_are_those_that_the_file_means(
    festival: dict[str, list[Occurrence]], id_: str, expected: list[str]
) -> None:
    assert starts(festival[id_]) == expected


def test_ends_are_those_that_the_file_means(festival: dict[str, list[Occurrence]]) -> None:
    ends = {
        "cinema-ferryman": "21 00:15",
        "boat-rides": "20 15:00",
        "felt": "21 15:30",
        "jazz": "22 00:00",
        "film-in-a-day": "23 12:00",
        "museum-night": "23 01:00",
    }
    assert {id_: f"{festival[id_][0].when.end:%d %H:%M}" for id_ in ends} == ends
    assert festival["bay-run"][0].when.end is None
    assert f"{festival['hundred-herons'][2].when.end:%d %H:%M}" == "23 01:00"


def test_changes_of_a_date_are_that_dates_alone(festival: dict[str, list[Occurrence]]) -> None:
    shows = festival["heron-and-moon"]
    assert [one.event.room for one in shows] == ["main", "main", "small", "main"]
    assert [one.event.status for one in shows][2:] == [Status.CONFIRMED, Status.CANCELLED]
    assert shows[3].event.notice is not None
    walk = festival["bird-walk"][-1].event
    assert (walk.venue, walk.room, walk.previous_venue) == ("park", "meadow", "pier")


def test_defaults_hold_for_the_festival() -> None:
    programme = programme_of(FESTIVAL)
    by_id = {event.id: event for event in programme.events}
    assert (by_id["opening"].venue, by_id["opening"].room) == ("park", "stage")
    assert (by_id["cinema-ferryman"].venue, by_id["cinema-ferryman"].room) == ("park", "meadow")
    assert (by_id["bay-run"].venue, by_id["bay-run"].room) == ("stadium", None)
    assert programme.day_starts == 300
    repeat = by_id["bicycle-tour"].repeat
    assert repeat is not None
    assert (repeat.every, repeat.interval) == (Every.DAY, 2)
    hours = programme.venues["museum"].hours
    assert hours is not None
    assert hours.on(date(2027, 5, 22)) == Opening(600, 1560)
    assert hours.on(date(2027, 5, 24)) is None


def test_private_events_are_nowhere_in_public() -> None:
    one = opened(FESTIVAL)
    assert one.programme is not None
    everything = [occurrence.event for occurrence in one.occurrences]
    hidden = {event.id for event in everything if event.visibility is Visibility.PRIVATE}
    assert hidden >= {"press-briefing", "rehearsal", "symposium-lunch"}
    shown = open_to_public(one.programme, one.occurrences, one.told)
    assert not hidden & {occurrence.event.id for occurrence in shown.occurrences}
    assert not any(repr(id_) in repr(shown) for id_ in hidden)
    assert "Staff(" not in repr(shown)


def test_the_feeds_of_the_festival_choose_something() -> None:
    one = opened(FESTIVAL)
    assert one.programme is not None
    shown = open_to_public(one.programme, one.occurrences, one.told)
    chosen = {
        feed.id: len(select(shown.occurrences, feed.select, shown.programme.day_starts))
        for feed in shown.programme.feeds
    }
    assert all(chosen.values()), chosen


def test_the_agenda_of_the_festival_marks_what_has_changed() -> None:
    one = opened(FESTIVAL)
    assert one.programme is not None
    shown = open_to_public(one.programme, one.occurrences, one.told)
    drawn = agenda(shown.programme, shown.occurrences)
    assert [day.number for day in drawn.days][:4] == [1, 2, 3, 4]
    marks = {mark for day in drawn.days for row in day.rows for mark in row.marks}
    assert {Mark.CANCELLED, Mark.MOVED} <= marks


def test_clocks_of_the_sister_town_are_its_own() -> None:
    programme = programme_of(FESTIVAL)
    far = [one for one in unfold(programme) if one.event.venue == "sister-town"]
    assert far
    for one in far:
        assert isinstance(one.when, When)
        if isinstance(one.when.start, datetime):
            assert str(one.when.start.tzinfo) == "Asia/Omsk"
