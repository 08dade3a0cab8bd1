import json
import os
import sys
from pathlib import Path

import pytest

from tests.cli.running import MOSCOW, PROGRAMME, call, run, written

WRONG = PROGRAMME.replace("kind: ceremony", "kind: party").replace("track: sport", "track: musik")
WRONG = WRONG.replace("  sport:\n    name: {en: Sport, ru: Спорт, kk: Спорт}\n", "")
DOUBTFUL = PROGRAMME.replace("19:00–21:00", "19:00")

FRAMES = """\
error[S204]: “party” is not one of the words that may stand here
  --> {path}:31:11
   |
31 |     kind: party
   |           ^^^^^
   = help: one of: conference, session, talk, concert, exhibition, sport, theater, ceremony, \
screening, workshop, tour, festival, meeting, break, other

error[R403]: there is no track “musik”
  --> {path}:43:12
   |
43 |     track: musik
   |            ^^^^^
   = help: did you mean “music”?

{path}: 4 events, 2 errors
"""


@pytest.mark.skipif(sys.platform == "win32", reason="terminals of POSIX")
def test_on_a_terminal_findings_are_as_wide_as_it_is(tmp_path: Path) -> None:
    from tests.cli.typing_in import typed  # noqa: PLC0415 - it needs a terminal of POSIX

    path = written(tmp_path, WRONG)
    status, shown = typed((), "validate", path.name, columns=40, cwd=tmp_path)
    assert status == 1
    assert max(map(len, shown.splitlines())) <= 40
    assert "  = help: one of: conference, session," in shown


def test_a_good_programme_is_told_in_one_line(tmp_path: Path) -> None:
    path = written(tmp_path)
    assert call("validate", path) == (0, f"{path}: 4 events, everything is in order\n".encode(), "")


def test_mistakes_are_framed_and_the_status_is_1(tmp_path: Path) -> None:
    path = written(tmp_path, WRONG)
    done = call("validate", path)
    assert done == (1, FRAMES.format(path=path).encode(), "")


def test_a_file_larger_than_any_memory_is_refused_as_one_that_is_too_large(tmp_path: Path) -> None:
    path = tmp_path / "large.yaml"
    path.touch()
    os.truncate(path, 1 << 40)  # of zeros, which take no place on the disk
    done = call("validate", "--output-format", "concise", path)
    assert (done.status, done.err) == (1, f"{path}: 1 error\n")
    assert " Y101 the file is larger than 16 MiB" in done.out


def test_warnings_count_only_if_they_are_to(tmp_path: Path) -> None:
    path = written(tmp_path, DOUBTFUL)
    assert call("validate", path).status == 0
    assert call("validate", "--strict", path).status == 1
    assert call("validate", path).out.endswith(": 4 events, 1 warning\n")


@pytest.mark.parametrize("form", ["concise", "json", "github"])
def test_findings_for_programs_stand_alone_on_standard_output(tmp_path: Path, form: str) -> None:
    path = written(tmp_path, WRONG)
    done = call("validate", "--output-format", form, path)
    assert done.status == 1
    assert len(done.out.splitlines()) == 2
    assert done.err == f"{path}: 4 events, 2 errors\n"


def test_a_concise_finding_is_a_line_that_editors_understand(tmp_path: Path) -> None:
    path = written(tmp_path, WRONG)
    lines = call("validate", "--output-format", "concise", path).out.splitlines()
    assert lines[1] == f"{path}:43:12: R403 there is no track “musik” [did you mean “music”?]"


def test_json_carries_code_place_and_values(tmp_path: Path) -> None:
    path = written(tmp_path, WRONG)
    lines = call("validate", "--output-format", "json", path).out.splitlines()
    found = [json.loads(line) for line in lines]
    assert [one["code"] for one in found] == ["S204", "R403"]
    assert found[1] == {
        "code": "R403",
        "key": "R403.guess",
        "severity": "error",
        "message": "there is no track “musik”",
        "hint": "did you mean “music”?",
        "fix": None,
        "filename": str(path),
        "location": {"row": 43, "column": 12},
        "end_location": {"row": 43, "column": 17},
        "other": None,
        "values": {"id": "musik", "guess": "music"},
    }


def test_a_workflow_command_annotates_the_line(tmp_path: Path) -> None:
    path = written(tmp_path, WRONG)
    lines = call("validate", "--output-format", "github", path).out.splitlines()
    place = f"file={path},line=43,col=12"
    told = "there is no track “musik”%0Adid you mean “music”?"
    assert lines[1] == f"::error title=R403,{place}::{told}"


@pytest.mark.parametrize(
    ("environment", "options", "said"),
    [
        ({}, [], "4 events, everything is in order"),
        ({"LANG": "ru_RU.UTF-8"}, [], "4 события, всё в порядке"),
        ({"LANG": "kk_KZ"}, [], "4 іс-шара, бәрі дұрыс"),
        ({"LANG": "ru_RU.UTF-8", "LC_ALL": "kk_KZ.UTF-8"}, [], "4 іс-шара, бәрі дұрыс"),
        ({"LANG": "ru_RU.UTF-8", "LC_MESSAGES": "en_GB"}, [], "4 events, everything is in order"),
        ({"LC_ALL": "ru_RU.UTF-8"}, ["--messages", "kk"], "4 іс-шара, бәрі дұрыс"),
        ({"LC_ALL": "de_DE.UTF-8"}, [], "4 events, everything is in order"),
    ],
)
def test_the_language_is_the_one_asked_for_else_that_of_the_environment(
    tmp_path: Path, environment: dict[str, str], options: list[str], said: str
) -> None:
    path = written(tmp_path)
    assert call("validate", *options, path, env=environment).out == f"{path}: {said}\n"


@pytest.mark.parametrize("locale", ["C", "C.UTF-8", "POSIX", ""])
def test_a_locale_without_a_language_leaves_it_to_the_programme(
    tmp_path: Path, locale: str
) -> None:
    path = written(tmp_path, PROGRAMME.replace("[en, ru, kk]", "[ru, kk, en]"))
    done = call("validate", path, env={"LC_ALL": locale})
    assert done.out == f"{path}: 4 события, всё в порядке\n"


def test_dates_in_a_finding_are_in_the_language_of_the_finding(tmp_path: Path) -> None:
    path = written(tmp_path, PROGRAMME.replace("14 Sep 10:00", "16 Sep 2019 10:00"))
    told = call("validate", "--output-format", "concise", path, env={"LC_ALL": "de_DE.UTF-8"}).out
    assert "T303 16 September 2019 is outside the dates of the programme" in told


def test_a_language_without_sentences_is_refused() -> None:
    done = call("validate", "--messages", "de", MOSCOW)
    assert (done.status, done.out) == (2, "")
    assert "--messages: there is no “de”; known: en, ru, kk" in done.err


def test_the_summary_says_what_is_still_open(tmp_path: Path) -> None:
    text = PROGRAMME.replace("14 Sep 19:00–21:00", "TBA").replace(
        "title: {en: Run, ru: Забег, kk: Жүгіру}", "title: Run"
    )
    path = written(tmp_path, text)
    summary = call("validate", path).out.splitlines()[-1]
    assert summary == (
        f"{path}: 4 events, 1 event has no time yet, "
        "not translated into Russian: 1, not translated into Kazakh: 1, 1 warning"
    )


def test_what_is_not_to_be_translated_is_not_counted(tmp_path: Path) -> None:
    title = "title: {en: Run, ru: Забег, kk: Жүгіру}"
    path = written(tmp_path, PROGRAMME.replace(title, "title: Run\n    ignore: [I601]"))
    assert call("validate", path).out == f"{path}: 4 events, everything is in order\n"


def test_a_folder_stands_for_the_programmes_in_it(tmp_path: Path) -> None:
    second = written(tmp_path, PROGRAMME.replace("id: city-day", "id: b"), "b.yml")
    first = written(tmp_path, PROGRAMME.replace("id: city-day", "id: a"), "a.yaml")
    written(tmp_path, "not a programme", "notes.txt")
    done = call("validate", tmp_path)
    assert [line.partition(":")[0] for line in done.out.splitlines()] == [str(first), str(second)]


def test_without_a_path_the_folder_events_is_read(tmp_path: Path) -> None:
    (tmp_path / "events").mkdir()
    written(tmp_path / "events")
    done = run("validate", cwd=tmp_path)
    assert done.out == "events/city-day.yaml: 4 events, everything is in order\n"


def test_a_file_named_twice_is_read_once(tmp_path: Path) -> None:
    path = written(tmp_path)
    done = call("validate", path, tmp_path, f"{tmp_path}/./{path.name}")
    assert done.status == 0
    assert len(done.out.splitlines()) == 1


def test_two_files_with_one_id_are_a_mistake_of_the_second(tmp_path: Path) -> None:
    first, second = written(tmp_path, name="a.yaml"), written(tmp_path, name="b.yaml")
    done = call("validate", "--output-format", "concise", tmp_path)
    assert done.status == 1
    assert done.out.startswith(f"{second}:2:5: P701")
    assert str(first) in done.out


def test_a_hyphen_is_standard_input() -> None:
    done = run("validate", "--output-format", "concise", "-", given=WRONG.encode())
    assert done.status == 1
    assert done.out.startswith("<stdin>:31:11: S204 ")
    assert done.err == "<stdin>: 4 events, 2 errors\n"


def test_nothing_in_a_file_or_its_name_can_steer_the_terminal(tmp_path: Path) -> None:
    text = PROGRAMME.replace("kind: ceremony", "kind: \x1b[31mred\x9b\u202e\u2066")
    path = written(tmp_path, text, "\x1b]0;title\x07.yaml")
    for form in ("frames", "concise", "github"):
        done = call("validate", "--output-format", form, path)
        assert done.status == 1
        assert "".join((done.out + done.err).split("\n")).isprintable()
    assert "\x1b" not in call("validate", tmp_path / "\x1b[31m.yaml").err


def test_what_is_not_translated_is_told_for_one_language(tmp_path: Path) -> None:
    text = PROGRAMME.replace("{en: Run, ru: Забег, kk: Жүгіру}", "{en: Run, ru: Забег}")
    path = written(tmp_path, f"ignore: [I601]\n{text}")
    assert "I601" not in call("validate", path).out
    done = call("validate", path, "--lang", "kk", "--output-format", "concise")
    assert done.status == 0
    assert [line.partition("I601")[2] for line in done.out.splitlines()] != []
    assert done.out.count("I601") == 1
    assert "Run" in done.out
    assert "(kk)" in done.out
    assert call("validate", path, "--lang", "ru", "--output-format", "concise").out == ""
    assert call("validate", path, "--lang", "kk", "--strict").status == 1
    assert call("validate", path, "--lang", "de").status == 2
