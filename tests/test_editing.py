"""A file under edit: no work of anybody is lost, whatever happens meanwhile."""

import errno
import os
import sys
import threading
from datetime import date
from pathlib import Path

import pytest

from calendar_tool.editing import Edit, Make, Sheet, Speak, apply, attempt, open_sheet
from calendar_tool.edits import adding
from calendar_tool.errors import CalendarToolError
from calendar_tool.saving import ChangedError, create, locked, swap, sweep
from calendar_tool.wording import words
from tests.cli.running import PROGRAMME, written

DAY = date(2019, 9, 1)


def speak(*_languages: object) -> "Speak":
    return lambda _: words("en")


SPEAK: Speak = speak()


def adds(title: str, when: str = "15 Sep 15:00–16:00", **more: str) -> Make:
    event = {"title": title, "id": title.lower(), "when": when, **more}
    return lambda sheet: adding(sheet, [{**event}], at_end=False)


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def ids(path: Path) -> list[str | None]:
    programme = open_sheet(str(path), DAY).programme
    assert programme is not None
    return [event.id for event in programme.events]


def test_an_edit_is_written_and_nothing_lies_beside(tmp_path: Path) -> None:
    path = written(tmp_path)
    outcome = apply(str(path), adds("Tea"), SPEAK, DAY)
    assert path.read_bytes() == outcome.after.data != outcome.before.data
    assert ids(path) == ["opening", "concert", "run", "songs", "tea"]
    assert names(tmp_path) == ["city-day.yaml"]


@pytest.mark.parametrize(
    ("when", "place"),
    [
        ("14 Sep 09:00–09:30", 4),
        ("14 Sep 10:00–10:30", 1),
        ("14 Sep 11:00–12:00", 1),
        ("14 Sep 21:00–22:00", 2),
        ("15 Sep", 2),
        ("15 Sep 09:00–09:30", 3),
        ("TBA", 4),
        ("15 Sep TBA", 2),
    ],
)
def test_an_event_goes_after_the_last_that_is_not_later_else_at_the_end(
    tmp_path: Path, when: str, place: int
) -> None:
    path = written(tmp_path)
    apply(str(path), adds("Tea", when), SPEAK, DAY)
    assert ids(path).index("tea") == place


def test_what_somebody_else_wrote_meanwhile_is_kept_and_the_edit_made_again(
    tmp_path: Path,
) -> None:
    path = written(tmp_path)
    turns = []

    def make(sheet: Sheet) -> Edit:
        turns.append(sheet.data)
        if len(turns) < 3:
            path.write_bytes(path.read_bytes() + f"# {len(turns)}\n".encode())
        return adds("Tea")(sheet)

    apply(str(path), make, SPEAK, DAY)
    assert len(turns) == 3
    assert path.read_text("utf-8").endswith("# 1\n# 2\n")
    assert "tea" in ids(path)


def test_a_file_that_changes_again_and_again_is_left_to_the_other(tmp_path: Path) -> None:
    path = written(tmp_path)

    def make(sheet: Sheet) -> Edit:
        path.write_bytes(path.read_bytes() + b"#\n")
        return adds("Tea")(sheet)

    with pytest.raises(CalendarToolError, match="changed by another program"):
        apply(str(path), make, SPEAK, DAY)
    assert path.read_text("utf-8") == PROGRAMME + "#\n" * 3
    assert names(tmp_path) == ["city-day.yaml"]


def test_one_waits_for_the_other(tmp_path: Path) -> None:
    path = written(tmp_path)
    with locked(path):
        other = threading.Thread(target=apply, args=(str(path), adds("Tea"), SPEAK, DAY))
        other.start()
        before = path.read_bytes()
        swap(path, before, before + b"# mine\n")
    other.join()
    assert path.read_text("utf-8").endswith("# mine\n")
    assert "tea" in ids(path)
    assert names(tmp_path) == ["city-day.yaml"]


def test_an_error_that_was_not_there_is_not_written(tmp_path: Path) -> None:
    path = written(tmp_path)
    for make in (
        adds("Tea", venue="nowhere"),
        adds("Tea", "14 Sep 10:30–11:30", venue="hall", room="main"),
        adds("Tea", "15 Sep 15:00–14:00"),
    ):
        outcome = apply(str(path), make, SPEAK, DAY)
        assert outcome.is_wrong
        assert path.read_text("utf-8") == PROGRAMME
    assert apply(str(path), adds("Tea", venue="nowhere"), SPEAK, DAY, force=True).is_wrong
    assert "tea" in ids(path)


def test_a_mistake_that_was_there_before_stops_nothing_and_is_not_told(tmp_path: Path) -> None:
    path = written(tmp_path, PROGRAMME.replace("venue: park", "venue: lake"))
    outcome = apply(str(path), adds("Tea"), SPEAK, DAY)
    assert [one.code for one in outcome.news] == ["I601"]
    assert len([one for one in outcome.after.findings if one.code == "R401"]) == 2


def test_the_same_mistake_once_more_is_a_new_one_at_its_place(tmp_path: Path) -> None:
    path = written(tmp_path, PROGRAMME.replace("venue: park", "venue: lake"))
    outcome = attempt(open_sheet(str(path), DAY), adds("Tea", venue="lake"), SPEAK)
    (error,) = [one for one in outcome.news if one.is_error]
    line = outcome.after.document.text.count("\n", 0, error.span.start)
    assert outcome.after.document.text.split("\n")[line - 2 : line + 1] == [
        "    id: tea",
        "    when: 15 Sep 15:00–16:00",
        "    venue: lake",
    ]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (PROGRAMME + "---\na: b\n", 55),
        (PROGRAMME.replace("events:\n", "events: &all\n"), 27),
        (PROGRAMME + "\tx", 55),
        ("- a\n", 1),
        ("", 1),
        ("format: 1\nevents: none\n", 2),
    ],
)
def test_what_cannot_be_edited_safely_is_refused_with_its_line(
    tmp_path: Path, text: str, line: int
) -> None:
    path = written(tmp_path, text)
    with pytest.raises(CalendarToolError) as refused:
        apply(str(path), adds("Tea"), SPEAK, DAY)
    assert str(refused.value).startswith(f"{path}:{line}: nothing changed")
    assert "\n" not in str(refused.value)
    assert path.read_text("utf-8") == text


def test_a_file_that_is_no_utf_8_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "x.yaml"
    path.write_bytes(PROGRAMME.encode("cp1251", "replace"))
    before = path.read_bytes()
    with pytest.raises(CalendarToolError):
        apply(str(path), adds("Tea"), SPEAK, DAY)
    assert path.read_bytes() == before


def test_byte_order_mark_and_line_ends_stay(tmp_path: Path) -> None:
    path = tmp_path / "x.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + PROGRAMME.replace("\n", "\r\n").encode())
    apply(str(path), adds("Tea"), SPEAK, DAY)
    data = path.read_bytes()
    assert data.startswith(b"\xef\xbb\xbfformat")
    assert data.count(b"\n") == data.count(b"\r\n") == PROGRAMME.count("\n") + 3


def test_an_edit_that_alters_nothing_leaves_the_file_untouched(tmp_path: Path) -> None:
    path = written(tmp_path)
    os.utime(path, ns=(1, 1))
    outcome = apply(str(path), lambda sheet: Edit(sheet.document.text, sheet.said), SPEAK, DAY)
    assert outcome.is_idle
    assert path.stat().st_mtime_ns == 1


# -- writing


def test_a_link_is_followed_and_both_names_share_a_lock(tmp_path: Path) -> None:
    folder = tmp_path / "there"
    folder.mkdir()
    path = written(folder)
    link = tmp_path / "link.yaml"
    link.symlink_to(path)
    apply(str(link), adds("Tea"), SPEAK, DAY)
    assert link.is_symlink()
    assert "tea" in ids(path)
    with locked(link):
        assert names(folder) == [".city-day.yaml.lock", "city-day.yaml"]
    assert names(tmp_path) == ["link.yaml", "there"]


def test_the_mode_stays(tmp_path: Path) -> None:
    path = written(tmp_path)
    path.chmod(0o640)
    apply(str(path), adds("Tea"), SPEAK, DAY)
    assert path.stat().st_mode & 0o777 == 0o640


@pytest.mark.skipif(
    sys.platform == "win32" or os.geteuid() != 0, reason="nobody else may give files away"
)
def test_the_owner_stays(tmp_path: Path) -> None:
    path = written(tmp_path)
    os.chown(path, 12345, 23456)
    path.chmod(0o640)
    apply(str(path), adds("Tea"), SPEAK, DAY)
    after = path.stat()
    assert (after.st_uid, after.st_gid, after.st_mode & 0o777) == (12345, 23456, 0o640)


def test_a_file_that_nobody_may_write_to_stays(tmp_path: Path) -> None:
    path = written(tmp_path)
    path.chmod(0o444)
    with pytest.raises(PermissionError) as refused:
        apply(str(path), adds("Tea"), SPEAK, DAY)
    assert refused.value.filename == str(path)
    assert path.read_text("utf-8") == PROGRAMME
    assert names(tmp_path) == ["city-day.yaml"]


def test_bytes_that_are_not_those_that_were_read_stay(tmp_path: Path) -> None:
    path = tmp_path / "x"
    path.write_bytes(b"theirs")
    with pytest.raises(ChangedError):
        swap(path, b"old", b"new")
    assert path.read_bytes() == b"theirs"
    assert names(tmp_path) == ["x"]


def test_a_new_file_is_never_written_over_another(tmp_path: Path) -> None:
    path = tmp_path / "a" / "x"
    create(path, b"first")
    with pytest.raises(FileExistsError):
        create(path, b"second")
    assert path.read_bytes() == b"first"
    (tmp_path / "gone").symlink_to("nowhere")
    with pytest.raises(FileExistsError):
        create(tmp_path / "gone", b"second")
    assert names(tmp_path) == ["a", "gone"]


def test_a_file_in_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(OSError, match=r"nothing\.yaml") as refused:
        apply(str(tmp_path / "no" / "nothing.yaml"), adds("Tea"), SPEAK, DAY)
    assert refused.value.errno == errno.ENOENT
    with pytest.raises(FileNotFoundError):
        apply(str(tmp_path / "nothing.yaml"), adds("Tea"), SPEAK, DAY)
    assert names(tmp_path) == []


def test_what_a_killed_writer_left_is_swept_away_and_nothing_else(tmp_path: Path) -> None:
    path = written(tmp_path)
    kept = [".city-day.yaml.mine.tmp", ".other.yaml.abcdefgh.tmp", ".city-day.yaml.fresh__1.tmp"]
    for name in [".city-day.yaml.abcdefgh.tmp", *kept]:
        (tmp_path / name).write_bytes(b"")
        if "fresh" not in name:
            os.utime(tmp_path / name, (1, 1))
    sweep(path)
    assert names(tmp_path) == sorted([*kept, "city-day.yaml"])
