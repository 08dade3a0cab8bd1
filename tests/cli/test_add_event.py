"""`add-event`: options, files of events, and what is refused."""

import os
import subprocess
import sys
from collections.abc import Iterator
from difflib import ndiff
from pathlib import Path

import pytest

from tests.cli.running import HERON, MOSCOW, PROGRAMME, Done, call, hang, run, written

TEA = ("--title", "Tea", "--title-ru", "Чай", "--title-kk", "Шай", "--when", "15 Sep 15:00–16:00")


def added(before: str, after: str) -> str:
    """Return what is new, once it is sure that nothing else differs."""
    old, new = before.splitlines(True), after.splitlines(True)
    pairs = zip(old[::-1], new[::-1], strict=False)
    below = next((at for at, (one, two) in enumerate(pairs) if one != two), len(old))
    above = len(old) - below
    assert new[:above] == old[:above]
    return "".join(new[above : len(new) - below])


def test_an_event_of_title_and_time(tmp_path: Path) -> None:
    path = written(tmp_path)
    done = call("add-event", path, *TEA)
    assert done == (0, b"", f"{path}: added “Tea”, Sun, 15 September, 15:00–16:00 (tea)\n")
    assert added(PROGRAMME, path.read_text("utf-8")) == (
        "  - title:\n      en: Tea\n      ru: Чай\n      kk: Шай\n"
        "    id: tea\n    when: 15 Sep 15:00–16:00\n"
    )
    assert call("validate", path).out.endswith(": 5 events, everything is in order\n")


def test_every_option_has_its_key(tmp_path: Path) -> None:
    path = written(tmp_path)
    done = call(
        "add-event", path, "--title", "Tea", "--when", "15 Sep 15:00", "--duration", "90 min",
        "--venue", "hall", "--room", "main", "--track", "music", "--kind", "talk", "--id", "cup",
        "--person", "speaker=serova", "--description", "One:\ntwo", "--description-kk=Бір",
        "--set", "tags=tea, cake", "--set", "tickets.price=5 €", "--set", "hours=",
        "--force", "--at", "end",
    )  # fmt: skip
    assert (done.status, done.err[:6]) == (2, "hours:")
    done = call(
        "add-event", path, "--title", "Tea", "--when", "15 Sep 15:00", "--duration", "90 min",
        "--venue", "hall", "--room", "main", "--track", "music", "--kind", "talk", "--id", "cup",
        "--person", "speaker=serova", "--description", "One:\ntwo", "--description-kk=Бір",
        "--set", "tags=tea, cake", "--set", "tickets.price=5 €",
    )  # fmt: skip
    assert done.status == 0
    assert added(PROGRAMME, path.read_text("utf-8")) == (
        "  - title: Tea\n    id: cup\n    when: 15 Sep 15:00\n    duration: 90 min\n"
        "    venue: hall\n    room: main\n    track: music\n    kind: talk\n"
        "    people:\n      speaker: serova\n"
        "    description:\n      en: |-\n        One:\n        two\n      kk: Бір\n"
        "    tags:\n      - tea\n      - cake\n    tickets:\n      price: 5 €\n"
    )


@pytest.mark.parametrize(
    "title",
    [
        "'", '"', "a: b", "a #b", "#", "@home", "`x`", "1e3", "0o17", "y", "No", "~", "null",
        "[18+]", "{a, b}", "a, b}", "- a", "?", "!tag", "%", "|", ">", "&a", "*a", "2019-09-14",
        "10:30", "🎭", "=", "<<", "…", "a\nb", "  a\n  b\n", "a\\b", "a\tb", "tail:",
        "“x”: ‘y’", ".5", "+7",
    ],
)  # fmt: skip
def test_any_title_comes_back(tmp_path: Path, title: str) -> None:
    path = written(tmp_path, PROGRAMME + "# end\n")
    assert call("add-event", path, "--title", title, "--when", "15 Sep 15:00–16:00").status == 0
    shown = call("agenda", path, "--lang", "en")
    assert all(line.strip() in shown.out for line in title.replace("\t", " ").split("\n"))
    assert path.read_text("utf-8").endswith("# end\n")


def test_the_id_is_made_from_the_title_in_latin_letters_and_is_unique(tmp_path: Path) -> None:
    path = written(tmp_path)
    for number in ("", "-2", "-3"):
        done = call("add-event", path, "--title", "Қала чайы", "--when", "TBA")
        assert done.err.endswith(f"(qala-chayy{number})\n")


def test_at_the_end_is_at_the_end(tmp_path: Path) -> None:
    path = written(tmp_path)
    call("add-event", path, "--title", "Tea", "--when", "14 Sep 12:00–13:00", "--at", "end")
    assert path.read_text("utf-8").startswith(PROGRAMME)


def test_a_dry_run_shows_the_difference_and_writes_nothing(tmp_path: Path) -> None:
    path = written(tmp_path)
    done = call("add-event", path, *TEA, "--dry-run")
    assert done.status == 0
    assert path.read_text("utf-8") == PROGRAMME
    patch = tmp_path / "tea.patch"
    patch.write_bytes(done.output)
    assert "+    id: tea\n" in done.out
    assert not [line for line in done.out.splitlines()[2:] if line.startswith("-")]
    subprocess.run(["patch", "-s", str(path), str(patch)], check=True)
    dry = path.read_text("utf-8")
    path.write_text(PROGRAMME, "utf-8")
    call("add-event", path, *TEA)
    assert path.read_text("utf-8") == dry


def test_a_difference_tells_of_the_missing_last_line_end(tmp_path: Path) -> None:
    path = written(tmp_path, PROGRAMME.rstrip())
    done = call("add-event", path, *TEA, "--dry-run")
    assert done.out.count("\\ No newline at end of file\n") == 2


def test_what_is_missing_names_itself_where_nobody_can_be_asked(tmp_path: Path) -> None:
    path = written(tmp_path)
    for options, named in (
        ((), "--title, --when"),
        (("--title", "x"), "--when"),
        (("--when", "TBA"), "--title"),
    ):
        done = call("add-event", path, *options, "--messages", "ru")
        assert done == (2, b"", f"{named}: не указано, а спросить некого\n")
    assert path.read_text("utf-8") == PROGRAMME


def test_a_closed_standard_input_is_nobody(tmp_path: Path) -> None:
    path = written(tmp_path)
    assert run("add-event", path).status == 2


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (("--when", "32 Sep"), "the last day of this month is 30"),
        (("--when", "Mon 15 Sep 10:00"), "falls on “Sun”"),
        (("--kind", "party"), "kind: “party” is not one of the words"),
        (("--id", "A b"), "id: “A b” is not an id"),
        (("--duration", "60"), "duration: “60” of what"),
        (("--set", "collor=red"), "collor: unknown key “collor”"),
        (("--set", "url=www.example.org"), " → https://www.example.org\n"),
        (("--set", "nothing"), "“nothing”: write it as key=value"),
        (("--set", "=x"), "“=x”: write it as key=value"),
        (("--title-de", "Tee"), "title: the programme has no language “de”"),
        (("--person", "serova", "--person", "host=serova"), "people: either everybody"),
        (("--set", "image=a", "--set", "image.alt=b", "--person", "host=serova"), "image: "),
        (("--title", " "), "title: there is nothing here"),
        (("--description", "\udcff"), "U+DCFF"),
    ],
)
def test_a_value_that_cannot_be_read_is_told_in_the_sentences_of_the_file(
    tmp_path: Path, options: tuple[str, ...], told: str
) -> None:
    path = written(tmp_path)
    named = [*options]
    for name, usual in (("--title", "Tea"), ("--when", "TBA")):
        named += [] if name in named else [name, usual]
    done = call("add-event", path, *named, env={"LC_ALL": "en_GB.UTF-8"})
    assert done.status == 2
    assert told in done.err
    assert done.err.count("\n") == 1
    assert path.read_text("utf-8") == PROGRAMME


@pytest.mark.parametrize(
    ("options", "code"),
    [
        (("--venue", "nowhere"), "R401"),
        (("--person", "nobody"), "R402"),
        (("--track", "rock"), "R403"),
        (("--venue", "park", "--room", "x"), "R405"),
        (("--id", "run"), "P701"),
        (("--when", "14 Sep 10:30–11:30", "--venue", "hall", "--room", "main"), "L501"),
    ],
)
def test_an_error_is_shown_and_not_written_unless_forced(
    tmp_path: Path, options: tuple[str, ...], code: str
) -> None:
    path = written(tmp_path)
    command = ("add-event", str(path), *TEA, *options)
    done = call(*command)
    assert done.status == 1
    assert f"error[{code}]" in done.err
    assert done.err.endswith("--force writes it all the same\n")
    assert path.read_text("utf-8") == PROGRAMME
    assert call(*command, "--dry-run").status == 1
    assert call(*command, "--force").status == 0
    assert path.read_text("utf-8") != PROGRAMME


def test_a_new_event_is_told_from_another_of_its_id(tmp_path: Path) -> None:
    done = call("add-event", written(tmp_path), *TEA, "--id", "run", "--force")
    assert done.err.endswith("added “Tea”, Sun, 15 September, 15:00–16:00 (run)\n")


def test_warnings_are_shown_and_stop_nothing(tmp_path: Path) -> None:
    done = call("add-event", written(tmp_path), "--title", "Tea", "--when", "15 Sep 15:00")
    assert done.status == 0
    assert "warning[T309]" in done.err
    assert "warning[I601]" in done.err


def test_what_is_said_is_in_the_language_asked_for(tmp_path: Path) -> None:
    path = written(tmp_path)
    done = call("add-event", path, "--title", "Чай", "--when", "32 Sep", "--messages", "ru")
    assert "такого дня нет" in done.err
    done = call("add-event", path, *TEA, "--venue", "x", env={"LC_ALL": "kk_KZ.UTF-8"})
    assert "--force" in done.err.splitlines()[-1]
    assert "қате" in done.err


@pytest.mark.parametrize("file", [MOSCOW, HERON])
def test_the_programmes_of_the_house_take_an_event(tmp_path: Path, file: Path) -> None:
    text = file.read_text("utf-8")
    path = written(hang(tmp_path), text)
    when = {"days": "16 Nov 23:00–23:30", "white": "23 May TBA"}[file.name.split("-")[0]]
    done = call(
        "add-event",
        path,
        "--title",
        "Чай",
        "--title-kk",
        "Шай",
        "--title-en",
        "Tea",
        "--when",
        when,
    )
    assert done.status == 0
    new = added(text, path.read_text("utf-8"))
    assert new.strip().startswith("- title:")
    assert call("validate", path, "--strict").status == call("validate", file, "--strict").status


# -- many at once


CSV = """\
title;title.ru;title.kk;when;venue;people.speaker;tags
Tea;Чай;Шай;15 Sep 15:00–16:00;park;serova;tea, cake
"Cake; pie";Торт;Торт;14 Sep 12:00–13:00;hall;;
"""


def check_csv(done: Done, path: Path) -> None:
    assert done == (0, b"", f"{path}: 2 events added\n")
    text = path.read_text("utf-8")
    lines = list(ndiff(PROGRAMME.splitlines(), text.splitlines()))
    assert not [line for line in lines if line.startswith("- ")]
    assert len([line for line in lines if line.startswith("+ ")]) == 19
    order = [line.split(": ")[1] for line in text.splitlines() if line.startswith("    id:")]
    assert order == ["opening", "cake-pie", "concert", "run", "songs", "tea"]
    assert call("validate", path).out.endswith(": 6 events, everything is in order\n")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_events_from_a_spreadsheet(tmp_path: Path, encoding: str) -> None:
    path, table = written(tmp_path), tmp_path / "new.csv"
    table.write_bytes(CSV.replace("\n", "\r\n").encode(encoding))
    check_csv(call("add-event", path, "--from", table), path)


def test_events_from_standard_input(tmp_path: Path) -> None:
    path = written(tmp_path)
    check_csv(call("add-event", path, "--from", "-", given=CSV.encode()), path)
    path.write_text(PROGRAMME, "utf-8")
    yaml = b"- title: Tea\n  when: 15 Sep 15:00\n  duration: 1 h\n- {title: Pie, when: TBA}\n"
    done = call("add-event", path, "--from", "-", given=yaml)
    assert done.err.endswith(f"{path}: 2 events added\n")


@pytest.mark.parametrize(
    "text", ["title: Tea\nwhen: TBA\n", "events:\n  - title: Tea\n    when: TBA\n"]
)
def test_one_event_or_a_whole_programme_from_yaml(tmp_path: Path, text: str) -> None:
    path, source = written(tmp_path), tmp_path / "new.yaml"
    source.write_text(text, "utf-8")
    assert call("add-event", path, "--from", source).err.endswith(
        "added “Tea”, date to be announced (tea)\n"
    )


def test_mistakes_of_a_file_are_told_at_their_places_and_nothing_is_written(tmp_path: Path) -> None:
    path, table = written(tmp_path), tmp_path / "new.csv"
    table.write_text("title,wenn,when\nTea,x,32 Sep\nPie,y,TBA\n", "utf-8")
    done = call("add-event", path, "--from", table)
    assert done.status == 1
    assert f"--> {table}:2:1\n" in done.err
    assert done.err.count("unknown key “wenn”") == 1
    assert path.read_text("utf-8") == PROGRAMME
    table.write_text("title,when\nTea,TBA\nPie,\n", "utf-8")
    done = call("add-event", path, "--from", table)
    assert "“when” is missing" in done.err
    assert f"--> {table}:3:1\n" in done.err
    source = tmp_path / "new.yaml"
    source.write_text("- title: Tea\n- when: TBA\n- Pie\n", "utf-8")
    done = call("add-event", path, "--from", source)
    assert (done.status, done.err.count("error[S202]")) == (1, 2)
    assert f"--> {source}:3:3\n" in done.err


def test_a_table_whose_header_holds_other_words_is_told_the_keys(tmp_path: Path) -> None:
    path, table = written(tmp_path), tmp_path / "New.CSV"
    table.write_text("Название;When;Цвет\nTea;TBA;red\n", "utf-8")
    done = call("add-event", path, "--from", table)
    assert done.status == 1
    assert "write “title”" in done.err
    assert "write “when”" in done.err
    assert "unknown key “Цвет”" in done.err
    assert done.err.count(f"--> {table}:1:1\n") == 3


def test_a_table_in_windows_1251_is_told_so(tmp_path: Path) -> None:
    path, table = written(tmp_path), tmp_path / "new.csv"
    table.write_bytes(CSV.encode("cp1251"))
    done = call("add-event", path, "--from", table)
    assert done.status == 1
    assert "the file is saved as Windows-1251, not as UTF-8" in done.err


@pytest.mark.parametrize(
    ("data", "line"),
    [("title,when\nA,15 Sep, 10:00\n", 2), ("title,title\nA,B\n", 1), ('title\n"A\n', 2)],
)
def test_what_is_no_table_is_refused(tmp_path: Path, data: str, line: int) -> None:
    path, table = written(tmp_path), tmp_path / "new.csv"
    table.write_text(data, "utf-8")
    done = call("add-event", path, "--from", table)
    assert done.status == 3
    assert done.err.startswith(f"{table}:{line}: ")
    assert done.err.count("\n") == 1


def test_a_file_without_events(tmp_path: Path) -> None:
    path, source = written(tmp_path), tmp_path / "new.yaml"
    source.write_text("[]\n", "utf-8")
    assert call("add-event", path, "--from", source).status == 3
    assert call("add-event", path, "--from", tmp_path / "no.csv").status == 3
    assert call("add-event", path, "--from", source, "--title", "x").status == 2


# -- refusals


def test_what_cannot_be_edited_is_one_line_with_the_line_to_open(tmp_path: Path) -> None:
    path = written(tmp_path, PROGRAMME + "---\nformat: 1\n")
    done = call("add-event", path, *TEA)
    assert done.status == 3
    assert done.err.startswith(f"{path}:55: nothing changed")
    assert done.err.count("\n") == 1


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    path = tmp_path / "no.yaml"
    done = call("add-event", path, *TEA)
    assert done == (3, b"", f"{path}: there is no such file or folder\n")
    assert list(tmp_path.iterdir()) == []


def test_a_read_only_file_stays(tmp_path: Path) -> None:
    path = written(tmp_path)
    path.chmod(0o444)
    assert call("add-event", path, *TEA) == (3, b"", f"{path}: no permission\n")
    assert path.read_text("utf-8") == PROGRAMME
    assert [one.name for one in tmp_path.iterdir()] == [path.name]


@pytest.mark.skipif(
    sys.platform == "win32" or os.geteuid() == 0, reason="who may do everything is refused nothing"
)
def test_a_read_only_folder_stays(tmp_path: Path) -> None:
    path = written(tmp_path)
    tmp_path.chmod(0o555)
    done = call("add-event", path, *TEA)
    tmp_path.chmod(0o755)
    assert done == (3, b"", f"{path}: no permission\n")
    assert path.read_text("utf-8") == PROGRAMME


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """Mount a disk with room for a programme, not for two."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(disk)]
    try:
        subprocess.run(mount, check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("no disk can be mounted here")
    try:
        yield disk
    finally:
        subprocess.run(["umount", str(disk)], check=True, capture_output=True)


def test_a_full_disk_keeps_the_file(small_disk: Path) -> None:
    text = PROGRAMME + "# " + "x" * 40_000 + "\n"
    path = written(small_disk, text)
    done = run("add-event", path, *TEA)
    assert done == (3, b"", f"{path}: the disk is full; nothing was changed\n")
    assert path.read_text("utf-8") == text
    assert [one.name for one in small_disk.iterdir()] == [path.name]


def test_a_disk_that_nobody_may_write_to(small_disk: Path) -> None:
    path = written(small_disk)
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
    assert run("add-event", path, *TEA) == (3, b"", f"{path}: no permission\n")
