from pathlib import Path

import pytest
from icalendar import Calendar

from tests.cli.running import PROGRAMME, Done, call, written

FILES = sorted(
    f"city-day/{language}/{name}"
    for language in ("en", "kk", "ru")
    for name in (
        "agenda.pdf",
        "all.ics",
        "changes.atom",
        "changes.txt",
        "day-2019-09-14.ics",
        "day-2019-09-15.ics",
        "door.pdf",
        "event/concert.ics",
        "event/opening.ics",
        "event/run.ics",
        "event/songs.ics",
        "feed-children.ics",
        "index.html",
        "large-print.pdf",
        "person-serova.ics",
        "person.pdf",
        "pocket.pdf",
        "poster.pdf",
        "preview.png",
        "room-hall--main.ics",
        "track-music.ics",
        "track-sport.ics",
        "venue-hall.ics",
        "venue-park.ics",
    )
)
FILES += ["city-day/events.csv", "city-day/jscalendar.json"]
FILES += ["city-day/index.html", "city-day/schedule.json", "city-day/schedule.xml"]
FILES += ["index.html", "manifest.json", "robots.txt", "sitemap.xml"]

#: What is large enough to lie there compressed too.
TWINS = [
    f"city-day/{language}/index.html.{end}"
    for language in ("en", "kk", "ru")
    for end in ("br", "gz")
]


def files(folder: Path) -> list[str]:
    found = (path for path in folder.rglob("*") if path.is_file())
    return sorted(path.relative_to(folder).as_posix() for path in found)


class Built:
    """A folder of programmes, one of them broken, and what `build` made of it."""

    def __init__(self, folder: Path) -> None:
        self.programmes = folder / "programmes"
        self.site = folder / "site"
        self.programmes.mkdir()
        self.good = written(self.programmes)
        written(self.programmes, "format: 1\nid: broken\n", "broken.yaml")
        self.done = self.again()

    def again(self, *options: str) -> Done:
        return call("build", self.programmes, "--to", self.site, *options)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return Built(tmp_path_factory.mktemp("build"))


def test_every_language_gets_its_feeds_and_its_paper(built: Built) -> None:
    assert files(built.site) == sorted([*FILES, *TWINS])
    assert (built.site / "city-day/kk/agenda.pdf").read_bytes().startswith(b"%PDF-")


def test_the_feed_is_the_one_that_export_writes(built: Built) -> None:
    feed = (built.site / "city-day/ru/all.ics").read_bytes()
    assert feed == call("export", "--lang", "ru", built.good).output


def test_the_paper_is_the_one_that_print_writes(built: Built, tmp_path: Path) -> None:
    target = tmp_path / "agenda.pdf"
    call("print", "--lang", "ru", built.good, "-o", target)
    assert (built.site / "city-day/ru/agenda.pdf").read_bytes() == target.read_bytes()


def test_a_single_event_keeps_its_uid_and_has_a_calendar_of_its_own(built: Built) -> None:
    whole = Calendar.from_ical((built.site / "city-day/en/all.ics").read_bytes())
    uids = {str(event["SUMMARY"]): event["UID"] for event in whole.walk("VEVENT")}
    single = Calendar.from_ical((built.site / "city-day/en/event/concert.ics").read_bytes())
    assert [event["UID"] for event in single.walk("VEVENT")] == [uids["Concert"]]
    assert single["NAME"] != whole["NAME"]


def test_a_broken_programme_stops_no_other_and_is_told(built: Built) -> None:
    assert (built.done.status, built.done.out) == (1, "")
    assert "broken.yaml:1:1" in built.done.err
    assert f"{built.site}: {len(FILES) - 1} files\n" in built.done.err


def test_what_has_not_changed_is_not_touched(built: Built) -> None:
    before = {path: (built.site / path).stat().st_mtime_ns for path in [*FILES, *TWINS]}
    built.again()
    assert {path: (built.site / path).stat().st_mtime_ns for path in before} == before


def test_a_selection_narrows_every_file(built: Built, tmp_path: Path) -> None:
    done = call("build", built.good, "--to", tmp_path, "--track", "sport")
    assert done.status == 0
    events = [path for path in files(tmp_path) if "/event/" in path]
    assert {path.rpartition("/")[2] for path in events} == {"run.ics"}
    for name in ("all", "venue-park", "track-sport"):
        feed = (tmp_path / f"city-day/en/{name}.ics").read_bytes()
        assert [str(one["SUMMARY"]) for one in Calendar.from_ical(feed).events] == ["Run"]
    assert Calendar.from_ical((tmp_path / "city-day/en/track-music.ics").read_bytes()).events == []


def test_nothing_is_written_when_one_programme_lacks_what_is_asked_for(tmp_path: Path) -> None:
    first = written(tmp_path, name="a.yaml")
    second = written(
        tmp_path, PROGRAMME.replace("city-day", "b").replace("music", "song"), "b.yaml"
    )
    done = call("build", first, second, "--to", tmp_path / "site", "--track", "music")
    assert done.status == 2
    assert "known: song, sport" in done.err
    assert not (tmp_path / "site").exists()


def test_what_no_feed_can_hold_has_no_file_and_is_told_once(tmp_path: Path) -> None:
    text = PROGRAMME.replace("14–15 Sep", "1–30 Sep").replace("14 Sep 10:00–11:00", "TBA")
    done = call(
        "build", written(tmp_path, text), "--to", tmp_path / "site", env={"LC_ALL": "ru_RU.UTF-8"}
    )
    assert done.status == 0
    assert done.err.count("не вошло") == 1
    assert not any("opening" in path for path in files(tmp_path / "site"))


def test_the_same_id_twice_builds_the_first_alone(tmp_path: Path) -> None:
    first = written(tmp_path, name="a.yaml")
    second = written(tmp_path, PROGRAMME.replace("Opening", "Closing"), "b.yaml")
    done = call("build", first, second, "--to", tmp_path / "site")
    assert done.status == 1
    assert b"SUMMARY;LANGUAGE=en:Opening" in (tmp_path / "site/city-day/en/all.ics").read_bytes()
