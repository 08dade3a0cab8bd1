"""From a path to a programme, its occurrences, and all that is wrong with it."""

import io
import os
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from calendar_tool.errors import CalendarToolError
from calendar_tool.load import STANDARD_INPUT, Loaded, load, load_all, load_bytes
from tests.building import HEAD, loaded

TODAY = date(2026, 7, 1)
MODIFIED = datetime(2026, 6, 1, 12, tzinfo=UTC)
GOOD = HEAD.replace("[en, ru]", "en") + (
    "url: https://example.org/\nevents: [{id: a, title: A, when: 12 Sep 10:00–11:00}]\n"
)


@pytest.fixture(autouse=True)
def _no_epoch(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)


def written(path: Path, text: str = GOOD) -> str:
    path.write_text(text, encoding="utf-8")
    os.utime(path, (MODIFIED.timestamp(),) * 2)
    return str(path)


def test_a_file_is_read_parsed_and_unfolded(tmp_path: Path) -> None:
    one = load(written(tmp_path / "day.yaml"), TODAY)
    assert one.programme is not None
    assert one.programme.id == "city-day-2026"
    assert [str(occurrence.event.title) for occurrence in one.occurrences] == ["A"]
    assert one.diagnostics == ()
    assert one.source.name == str(tmp_path / "day.yaml")
    assert one.source.text == GOOD
    assert not one.is_broken


def test_what_is_wrong_with_it_is_told_together() -> None:
    one = loaded(GOOD.replace("title: A", "title: A, venue: park, age: [6]"))
    assert [found.key for found in one.diagnostics] == ["S203.text-list", "R401"]
    assert one.is_broken


def test_a_doubt_alone_breaks_nothing() -> None:
    one = loaded(GOOD.replace("–11:00", ""))
    assert [found.code for found in one.diagnostics] == ["T309"]
    assert not one.is_broken


def test_a_doubt_of_reading_can_be_silenced_and_a_mistake_cannot() -> None:
    head = GOOD.replace("Asia/Almaty", "Europe/Berlin").replace("12–13 Sep", "25 Oct")
    twice = head.replace("12 Sep 10:00–11:00", "25 Oct 02:30–04:00")
    assert [one.code for one in loaded(twice).diagnostics] == ["T305"]
    silenced = twice.replace("{id: a,", "{id: a, ignore: [T305],")
    assert loaded(silenced).diagnostics == ()


def test_a_file_that_is_no_programme_is_broken() -> None:
    one = loaded("just a text")
    assert one.programme is None
    assert one.occurrences == ()
    assert one.is_broken


@pytest.mark.parametrize("data", [b"", b"\xff\xfe\x00", b"\x00", b"%YAML 9.9\n---\n", b"a: [\n"])
def test_no_octets_make_it_stumble(data: bytes) -> None:
    one = load_bytes(data, "x", TODAY, None)
    assert isinstance(one, Loaded)


def test_a_missing_file_is_the_worlds_refusal(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        load(str(tmp_path / "missing.yaml"), TODAY)
    with pytest.raises(FileNotFoundError):
        load_all([str(tmp_path / "missing.yaml")], TODAY)
    with pytest.raises(IsADirectoryError):
        load(str(tmp_path), TODAY)


def test_standard_input_is_a_file_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(GOOD.encode())))
    (one,) = load_all([STANDARD_INPUT], TODAY)
    assert one.source.name == "<stdin>"
    assert one.programme is not None
    assert one.told == datetime(2026, 9, 12, tzinfo=UTC)


# -- of which moment subscribers are told


def test_the_files_own_time_is_told(tmp_path: Path) -> None:
    assert load(written(tmp_path / "day.yaml"), TODAY).told == MODIFIED


def test_fractions_of_a_second_are_not_told(tmp_path: Path) -> None:
    path = written(tmp_path / "day.yaml")
    os.utime(path, ns=(0, 1_500_000_000_999_999_999))
    assert load(path, TODAY).told == datetime(2017, 7, 14, 2, 40, tzinfo=UTC)


def test_the_environment_goes_before_the_files_own_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "86400")
    told = datetime(1970, 1, 2, tzinfo=UTC)
    assert load(written(tmp_path / "day.yaml"), TODAY).told == told
    assert load_bytes(GOOD.encode(), "x", TODAY, None).told == told


@pytest.mark.parametrize("epoch", ["", "soon", "-1", "1.5", "9" * 30])
def test_an_environment_that_tells_no_time_is_passed_over(
    monkeypatch: pytest.MonkeyPatch, epoch: str
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    assert load_bytes(GOOD.encode(), "x", TODAY, MODIFIED).told == MODIFIED


def test_when_nobody_knows_it_is_the_first_day() -> None:
    assert load_bytes(GOOD.encode(), "x", TODAY, None).told == datetime(2026, 9, 12, tzinfo=UTC)
    assert load_bytes(b"", "x", TODAY, None).told == datetime(1970, 1, 1, tzinfo=UTC)


# -- folders and several files


def test_a_folder_stands_for_its_programmes_in_order_of_name(tmp_path: Path) -> None:
    written(tmp_path / "b.yaml", GOOD.replace("city-day-2026", "b"))
    written(tmp_path / "a.yml", GOOD.replace("city-day-2026", "a"))
    written(tmp_path / "notes.txt", "no programme")
    written(tmp_path / ".a.yaml", "an editor's own copy")
    (tmp_path / "c.yaml").mkdir()
    found = load_all([str(tmp_path)], TODAY)
    assert [one.programme and one.programme.id for one in found] == ["a", "b"]


def test_a_folder_without_a_programme_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CalendarToolError, match=r"no \.yaml file in this folder"):
        load_all([str(tmp_path)], TODAY)


def test_a_file_named_twice_is_read_once(tmp_path: Path) -> None:
    path = written(tmp_path / "day.yaml")
    other = str(tmp_path / "." / "sub" / ".." / "day.yaml")
    (tmp_path / "sub").mkdir()
    found = load_all([path, str(tmp_path), other, path], TODAY)
    assert len(found) == 1
    assert found[0].diagnostics == ()


def test_two_files_with_one_id_are_an_error_in_the_second(tmp_path: Path) -> None:
    first, second = written(tmp_path / "a.yaml"), written(tmp_path / "b.yaml")
    one, other = load_all([first, second], TODAY)
    assert one.diagnostics == ()
    (twice,) = other.diagnostics
    assert (twice.key, twice.values) == ("P701.files", {"id": "city-day-2026", "first": first})
    assert GOOD[slice(*twice.span)] == "city-day-2026"
    assert other.is_broken


def test_files_whose_ids_cannot_be_read_do_not_share_one(tmp_path: Path) -> None:
    text = GOOD.replace("id: city-day-2026\n", "")
    paths = [written(tmp_path / name, text) for name in ("a.yaml", "b.yaml")]
    for one in load_all(paths, TODAY):
        assert [found.key for found in one.diagnostics] == ["S202"]


def test_of_a_reference_that_leads_nowhere_one_thing_is_told() -> None:
    written = GOOD.partition("events:")[0] + (
        "events: &all\n  - title: A\n    id: a\n    when: 12 Sep\n"
        "    venue: *hall\n    people: *all\n    tickets: *all\n"
    )
    found = load_bytes(written.encode(), "x.yaml", TODAY, None).diagnostics
    assert [one.code for one in found if one.is_error] == ["Y108", "Y106", "Y106"]
