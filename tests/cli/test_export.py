import re
from os import utime
from pathlib import Path

import pytest
from icalendar import Calendar

from tests.cli.running import HERON, MOSCOW, PROGRAMME, call, run, written


def titles(feed: bytes) -> list[str]:
    return [str(event["SUMMARY"]) for event in Calendar.from_ical(feed).walk("VEVENT")]


def test_the_feed_is_all_that_standard_output_gets() -> None:
    done = call("export", MOSCOW)
    assert (done.status, done.err) == (0, "")
    assert done.output.startswith(b"BEGIN:VCALENDAR\r\n")
    assert done.output.endswith(b"END:VCALENDAR\r\n")
    assert b"\n" not in done.output.replace(b"\r\n", b"")
    assert len(titles(done.output)) == 6


def test_text_is_the_agenda_without_a_line_end_of_its_own(tmp_path: Path) -> None:
    path = written(tmp_path)
    done = call("export", "--format", "text", "--lang", "ru", path)
    assert done.status == 0
    assert done.output == call("agenda", "--lang", "ru", path).output
    assert done.out.splitlines()[0] == "ДЕНЬ ГОРОДА"


@pytest.mark.parametrize(
    ("lang", "title"), [(None, "Opening"), ("en", "Opening"), ("ru", "Открытие"), ("kk", "Ашылуы")]
)
def test_the_first_language_is_taken_unless_another_is_asked_for(
    tmp_path: Path, lang: str | None, title: str
) -> None:
    options = [] if lang is None else ["--lang", lang]
    assert titles(call("export", written(tmp_path), *options).output)[0] == title


def test_a_language_that_the_programme_lacks_is_refused(tmp_path: Path) -> None:
    done = call("export", "--lang", "de", written(tmp_path))
    assert (done.status, done.out) == (2, "")
    assert "--lang: there is no “de”; known: en, ru, kk" in done.err


@pytest.mark.parametrize(
    ("options", "chosen"),
    [
        (["--day", "14 Sep"], ["Opening", "Concert"]),
        (["--day", "2019-09-15"], ["Run", "Songs"]),
        (["--day", "воскресенье, 15 сентября"], ["Run", "Songs"]),
        (["--track", "music"], ["Concert", "Songs"]),
        (["--venue", "park"], ["Concert", "Run"]),
        (["--room", "hall/main"], ["Opening"]),
        (["--person", "serova"], ["Opening"]),
        (["--kind", "concert"], ["Concert", "Songs"]),
        (["--tag", "open-air"], ["Run"]),
        (["--feed", "children"], ["Run", "Songs"]),
        (["--track", "music", "--track", "sport"], ["Concert", "Run", "Songs"]),
        (["--track", "music", "--venue", "park"], ["Concert"]),
        (["--feed", "children", "--kind", "concert"], ["Songs"]),
        (["--kind", "sport", "--kind", "ceremony", "--day", "14 Sep"], ["Opening"]),
    ],
)
def test_options_widen_among_their_like_and_narrow_each_other(
    tmp_path: Path, options: list[str], chosen: list[str]
) -> None:
    assert titles(call("export", written(tmp_path), *options).output) == chosen


@pytest.mark.parametrize(
    ("option", "value", "told"),
    [
        ("--track", "musik", "did you mean “music”?"),
        ("--track", "x", "known: music, sport"),
        ("--venue", "hal", "did you mean “hall”?"),
        ("--room", "main", "did you mean “hall/main”?"),
        ("--room", "attic", "known: hall/main"),
        ("--person", "serowa", "did you mean “serova”?"),
        ("--kind", "concerto", "did you mean “concert”?"),
        ("--tag", "familie", "did you mean “family”?"),
        ("--feed", "child", "did you mean “children”?"),
        ("--day", "someday", "cannot be understood"),
        ("--day", "31 Sep", "does not exist"),
        ("--day", "1 Jan", "is not in the programme"),
    ],
)
def test_what_the_programme_has_not_is_refused_with_a_guess(
    tmp_path: Path, option: str, value: str, told: str
) -> None:
    done = call("export", written(tmp_path), option, value)
    assert (done.status, done.out) == (2, "")
    assert done.err.startswith(f"{option}: ")
    assert f"“{value}”" in done.err
    assert told in done.err


def test_where_there_is_nothing_to_know_a_dash_says_so() -> None:
    done = call("export", MOSCOW, "--feed", "children", env={"LANG": "en"})
    assert "known: –" in done.err


def test_a_selection_that_leaves_nothing_is_told_in_one_line(tmp_path: Path) -> None:
    path = written(tmp_path)
    done = call("export", path, "--track", "sport", "--day", "14 Sep", "-o", tmp_path / "x.ics")
    assert done == (3, b"", "nothing is left: no event fits this selection\n")
    assert not (tmp_path / "x.ics").exists()


def test_a_selection_is_named_in_the_calendar(tmp_path: Path) -> None:
    path = written(tmp_path)
    feed = Calendar.from_ical(call("export", path, "--feed", "children", "--lang", "ru").output)
    assert feed["NAME"] == "День города — Детям"
    assert feed["SOURCE"] == "https://example.org/city-day/ru/feed-children.ics"
    room = Calendar.from_ical(call("export", path, "--room", "hall/main").output)
    assert room["SOURCE"] == "https://example.org/city-day/en/room-hall--main.ics"


def test_a_file_is_written_in_place_of_standard_output(tmp_path: Path) -> None:
    path, target = written(tmp_path), tmp_path / "new" / "folder" / "feed.ics"
    done = call("export", path, "-o", target)
    assert done == (0, b"", "")
    assert target.read_bytes() == call("export", path).output
    assert [one.name for one in target.parent.iterdir()] == ["feed.ics"]


def test_a_broken_programme_leaves_what_there_was(tmp_path: Path) -> None:
    path = written(tmp_path, PROGRAMME.replace("10:00–11:00", "25:00"))
    target = tmp_path / "feed.ics"
    target.write_bytes(b"as it was")
    done = call("export", path, "-o", target)
    assert (done.status, done.out) == (1, "")
    assert "error[T301]: no clock shows “25:00”" in done.err
    assert target.read_bytes() == b"as it was"


def test_warnings_are_told_beside_the_feed_and_do_not_stop_it(tmp_path: Path) -> None:
    done = call("export", written(tmp_path, PROGRAMME.replace("19:00–21:00", "19:00")))
    assert done.status == 0
    assert "warning[T309]" in done.err
    assert len(titles(done.output)) == 4


def test_what_the_feed_cannot_hold_is_told_in_the_language_of_the_reader(tmp_path: Path) -> None:
    text = PROGRAMME.replace("14–15 Sep 2019", "1–30 Sep 2019").replace("14 Sep 10:00–11:00", "TBA")
    path = written(tmp_path, text)
    done = call("export", path, "--lang", "kk", env={"LC_ALL": "ru_RU.UTF-8"})
    assert done.status == 0
    assert done.err == "не вошло, формат этого не передаёт: 1 событие (Ашылуы)\n"
    assert len(titles(done.output)) == 3


def test_subscribers_are_told_of_the_time_at_which_the_file_was_saved(tmp_path: Path) -> None:
    path = written(tmp_path)
    utime(path, (1567296000, 1567296000))
    stamps = re.compile(rb"DTSTAMP:(\w+)")
    assert set(stamps.findall(call("export", path).output)) == {b"20190901T000000Z"}
    epoch = call("export", path, env={"SOURCE_DATE_EPOCH": "1546300800"}).output
    assert set(stamps.findall(epoch)) == {b"20190101T000000Z"}


def test_standard_input_is_told_of_as_of_the_first_day() -> None:
    done = run("export", "-", given=PROGRAMME.encode())
    assert done.status == 0
    assert b"DTSTAMP:20190914T000000Z" in done.output


def test_a_time_of_no_clock_is_no_source_date() -> None:
    for epoch in ("", "yesterday", "-1", "9" * 30):
        done = call("export", "-", given=PROGRAMME.encode(), env={"SOURCE_DATE_EPOCH": epoch})
        assert b"DTSTAMP:20190914T000000Z" in done.output


def test_every_language_of_a_real_programme_has_the_same_entries() -> None:
    feeds = [call("export", HERON, "--lang", lang).output for lang in ("ru", "kk", "en")]
    entries = [re.findall(rb"\nUID:.*\r\n|\nDTSTART.*\r\n", feed) for feed in feeds]
    assert len(entries[0]) > 100
    assert entries[0] == entries[1] == entries[2]


def test_an_unknown_format_is_refused() -> None:
    done = call("export", "--format", "pdf", MOSCOW)
    assert done.status == 2
    assert "--format" in done.err
    assert "ics" in done.err


@pytest.mark.parametrize("command", ["export", "agenda", "print"])
def test_a_programme_without_events_is_not_blamed_on_a_selection(
    tmp_path: Path, command: str
) -> None:
    path = written(tmp_path, PROGRAMME[: PROGRAMME.index("events:")] + "events: []\n")
    done = call(command, path)
    assert done.status == 3
    assert done.err.splitlines()[-1] == "the programme has no events to show yet"
