"""Feeds × languages × formats as files."""

from datetime import UTC, date, datetime, timedelta

import pytest
from icalendar import Calendar

from calendar_tool.exporters import ics
from calendar_tool.load import load, load_bytes
from calendar_tool.model import Event, Every, Programme, Repeat, Selection, Visibility, When
from calendar_tool.occurrences import unfold
from calendar_tool.site import (
    ALL,
    PAPERS,
    Chosen,
    Public,
    SiteFile,
    feeds,
    made,
    open_to_public,
    site,
)
from tests.cli.running import HERON
from tests.programmes import SATURDAY, TBA, at, event, programme, timed, venue

TOLD = datetime(2019, 11, 12, 8, 30, tzinfo=UTC)

EVENTS = (
    event("Концерт", timed(15, "10:00", "11:00"), id="concert", venue="hall"),
    event("Балет", timed(15, "12:00", "13:00"), id="ballet", repeat=Repeat(every=Every.DAY)),
    event("Без имени", timed(15, "14:00", "15:00")),
    event("Тайна", timed(16, "10:00"), id="secret", visibility=Visibility.PRIVATE, venue="opera"),
)


def opened(*events: Event, **keys: object) -> Public:
    whole = programme(*events, **keys)
    return open_to_public(whole, unfold(whole), TOLD)


def built(shown: Public, *selections: Selection) -> dict[str, SiteFile]:
    files = list(made(site([(shown, shown.chosen(selections))])))
    by_path = {file.path: file for file in files if isinstance(file, SiteFile)}
    assert len(by_path) == len(files)
    return by_path


def uids(file: SiteFile) -> set[str]:
    return {str(one["UID"]) for one in Calendar.from_ical(file.content).walk("VEVENT")}


@pytest.fixture(scope="module")
def files() -> dict[str, SiteFile]:
    return built(opened(*EVENTS, languages=("ru", "en")))


FEEDS = [
    "all.ics",
    "day-2019-11-15.ics",
    "day-2019-11-16.ics",
    "event/ballet.ics",
    "event/concert.ics",
    "venue-hall.ics",
    "venue-square.ics",
]


def test_every_language_has_its_feeds_events_news_and_agenda(files: dict[str, SiteFile]) -> None:
    papers = ["agenda.pdf", "door.pdf", "large-print.pdf", "pocket.pdf", "poster.pdf"]
    names = [*FEEDS, *papers, "changes.atom", "changes.txt", "index.html", "preview.png"]
    once = ["events.csv", "index.html", "jscalendar.json", "schedule.json", "schedule.xml"]
    assert sorted(files) == sorted(
        ["index.html", "robots.txt", *(f"days/{name}" for name in once)]
        + [f"days/{language}/{name}" for language in ("ru", "en") for name in names]
    )


def test_paper_is_in_pdf_and_feeds_are_calendars(files: dict[str, SiteFile]) -> None:
    papers = [path for path in files if path.endswith(".pdf")]
    assert len(papers) == 10
    assert all(files[path].content.startswith(b"%PDF") for path in papers)
    for name in FEEDS:
        assert files[f"days/en/{name}"].content.startswith(b"BEGIN:VCALENDAR")


def test_a_single_event_has_all_its_dates_and_their_uids(files: dict[str, SiteFile]) -> None:
    everything = uids(files["days/ru/all.ics"])
    assert len(everything) == 4
    assert len(uids(files["days/ru/event/ballet.ics"])) == 2
    assert uids(files["days/ru/event/ballet.ics"]) < everything
    assert uids(files["days/en/all.ics"]) == everything


def test_nothing_private_is_in_any_file(files: dict[str, SiteFile]) -> None:
    for file in files.values():
        assert "Тайна".encode() not in file.content
        assert "secret" not in file.path


def test_the_same_programme_gives_the_same_bytes(files: dict[str, SiteFile]) -> None:
    again = built(opened(*EVENTS, languages=("ru", "en")))
    assert {path: file.content for path, file in again.items()} == {
        path: file.content for path, file in files.items()
    }


def test_the_order_of_events_changes_no_calendar(files: dict[str, SiteFile]) -> None:
    again = built(opened(*reversed(EVENTS), languages=("ru", "en")))
    for path, file in again.items():
        if path.endswith(".ics"):
            assert file.content == files[path].content


def test_only_what_was_chosen_is_written() -> None:
    shown = opened(*EVENTS)
    files = built(shown, Selection(ids=("ballet", "concert")), Selection(days=(SATURDAY,)))
    assert [path for path in files if "/event/" in path] == ["days/ru/event/ballet.ics"]
    assert len(uids(files["days/ru/all.ics"])) == 1


def test_what_a_calendar_cannot_hold_is_counted_and_has_no_file_of_its_own() -> None:
    long = {"last_day": SATURDAY.replace(month=12)}
    files = built(opened(*EVENTS, event("Когда-нибудь", TBA, id="someday"), **long))
    whole = files[f"days/ru/{ALL}"]
    assert [one.event.id for one in whole.left_out] == ["someday"]
    assert "days/ru/event/someday.ics" not in files


def test_an_edition_is_of_one_language_and_tells_when() -> None:
    shown = opened(*EVENTS, languages=("ru", "en"))
    first = Chosen(shown.occurrences[:1])
    edition = shown.edition("en", first, "event/concert.ics", "Concert")
    assert (edition.language, edition.path, edition.title) == ("en", "event/concert.ics", "Concert")
    assert edition.told == TOLD
    assert len(edition.occurrences) == 1


def test_what_is_public_altogether_is_not_unfolded_again() -> None:
    whole: Programme = programme(*EVENTS[:3], venues={"hall": venue("hall", "Зал")})
    occurrences = unfold(whole)
    shown = open_to_public(whole, occurrences, TOLD)
    assert shown.programme is whole
    assert shown.occurrences is occurrences
    hidden = open_to_public(programme(*EVENTS), unfold(programme(*EVENTS)), TOLD)
    assert [one.event.id for one in hidden.occurrences] == ["concert", "ballet", None, "ballet"]
    assert list(hidden.programme.venues) == ["hall", "square"]


def festival() -> Public:
    one = load(str(HERON), date(2026, 11, 22))
    assert one.programme is not None
    return open_to_public(one.programme, one.occurrences, TOLD)


def test_a_feed_holds_what_its_selection_asks_for() -> None:
    shown = festival()
    whole = {file.path: file.content for file in feeds(shown, shown.everything, "en")}
    programme = shown.programme
    asked = {f"feed-{feed.id}.ics": feed.select for feed in programme.feeds}
    asked |= {f"track-{id}.ics": Selection(tracks=(id,)) for id in programme.tracks}
    asked |= {f"venue-{id}.ics": Selection(venues=(id,)) for id in programme.venues}
    asked |= {f"person-{id}.ics": Selection(people=(id,)) for id in programme.people}
    asked |= {
        f"room-{id}--{room}.ics": Selection(rooms=(f"{id}/{room}",))
        for id, venue in programme.venues.items()
        for room in venue.rooms
    }
    days = (date.fromisoformat(path[4:14]) for path in whole if path.startswith("day-"))
    asked |= {f"day-{day}.ics": Selection(days=(day,)) for day in days}
    for path, selection in asked.items():
        chosen = shown.chosen([selection])
        edition = shown.edition("en", chosen, path)
        expected = {one.uid for one in edition.occurrences} - {
            one.uid for one in ics.encode(edition).left_out
        }
        assert uids(SiteFile(path, whole[path])) == expected, path
    assert {path for path in whole if "/" not in path and ".alarms" not in path} == {ALL, *asked}


def test_only_a_feed_with_alarms_rings_and_only_for_what_takes_place() -> None:
    shown = festival()
    whole = {file.path: file.content for file in feeds(shown, shown.everything, "ru")}
    ringing = [path for path, content in whole.items() if b"BEGIN:VALARM" in content]
    assert ringing == ["feed-children.alarms.ics"]
    silent, loud = (
        Calendar.from_ical(whole[f"feed-children{suffix}.ics"]) for suffix in ("", ".alarms")
    )
    assert uids(SiteFile("", whole["feed-children.ics"])) == {str(e["UID"]) for e in loud.events}
    for entry in loud.events:
        if entry["STATUS"] == "CANCELLED":
            assert entry.alarms.times == []
    assert any(entry.alarms.times for entry in loud.events)
    assert not any(entry.alarms.times for entry in silent.events)


def test_of_very_many_events_there_is_paper_for_each_week_under_its_own_name() -> None:
    starts = [at(15, "10:00") + timedelta(days=7 * (n % 2), seconds=n) for n in range(2501)]
    many = [event(f"e{n}", When(start=one, end=None), id=f"e{n}") for n, one in enumerate(starts)]
    shown = opened(*many, last_day=date(2019, 11, 30))
    files = built(shown, Selection(ids=tuple(f"e{n}" for n in range(2501))))
    papers = [path for path in files if path.endswith(".pdf")]
    assert papers == ["days/ru/agenda-2019-w46.pdf", "days/ru/agenda-2019-w47.pdf"]
    page = files["days/ru/index.html"].content.decode()
    assert "PDF 2019-w46" in page
    assert "PDF 2019-w47" in page


def by_recipe(*events: Event, **keys: object) -> dict[str, str | None]:
    shown = opened(*events, **keys)
    return {file.path: file.recipe for file in site([(shown, shown.everything)]) if file.recipe}


def test_everything_for_eyes_has_a_recipe_that_changes_with_what_it_shows() -> None:
    before = by_recipe(*EVENTS, languages=("ru", "en"))
    assert len(before) == 2 * len(("page", "preview", *PAPERS[:-1]))
    assert by_recipe(*EVENTS, languages=("ru", "en")) == before
    after = by_recipe(*EVENTS[1:], languages=("ru", "en"))
    assert after
    assert all(before[path] != recipe for path, recipe in after.items())


def test_a_comment_or_a_private_event_changes_no_recipe() -> None:
    text = HERON.read_bytes()
    secret = b"events:\n  - title: Secret\n    when: 20 May 10:00\n    visibility: private\n"
    recipes = []
    for edited in (text, b"# more to come\n" + text, text.replace(b"\nevents:\n", b"\n" + secret)):
        one = load_bytes(edited, "heron.yaml", date(2026, 11, 22), TOLD)
        assert one.programme is not None
        shown = open_to_public(one.programme, one.occurrences, TOLD)
        recipes.append({file.path: file.recipe for file in site([(shown, shown.everything)])})
    assert recipes[0] == recipes[1] == recipes[2]
