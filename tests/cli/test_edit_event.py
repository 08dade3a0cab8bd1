"""Events edited, moved, cancelled, postponed, removed and named: exactly what was asked for."""

import difflib
from pathlib import Path

import pytest

from tests.cli.running import NOTHING, PROGRAMME, Done, call, written

NAMELESS = PROGRAMME.replace("    id: run\n", "").replace("    id: songs\n", "")
PARTS = PROGRAMME + (
    "  - title: Fair\n    id: fair\n    when: 15 Sep 14:00–18:00\n    venue: park\n    events:\n"
    "      - title: Puppets\n        id: puppets\n        when: 15:00–16:00\n"
    "      - title: Songs\n        when: 16:00–17:00\n"
)


def difference(before: str, after: str) -> list[str]:
    lines = difflib.ndiff(before.splitlines(), after.splitlines())
    return [line for line in lines if line[:2] in ("- ", "+ ")]


def edited(path: Path, *arguments: str) -> tuple[Done, list[str]]:
    """Run a command on a file; return what came of it, and how the file differs."""
    before = path.read_text("utf-8")
    command, *rest = arguments
    done = call(command, path, *rest)
    return done, difference(before, path.read_text("utf-8"))


def test_keys_are_set_and_removed(tmp_path: Path) -> None:
    path = written(tmp_path)
    done, lines = edited(path, "edit-event", "run", "kind=workshop", "tags=", "url=https://a.org/")
    assert done == (0, b"", f"{path}: changed “Run” (run)\n")
    assert lines == [
        "-     kind: sport",
        "-     tags: [family, open-air]",
        "+     kind: workshop",
        "+     url: https://a.org/",
    ]


def test_a_translation_joins_the_text_that_is_there(tmp_path: Path) -> None:
    path = written(tmp_path, PROGRAMME.replace("{en: Run, ru: Забег, kk: Жүгіру}", "Run"))
    _, lines = edited(path, "edit-event", "run", "title.ru=Забег")
    assert lines == ["-   - title: Run", "+   - title:", "+       en: Run", "+       ru: Забег"]
    _, lines = edited(path, "edit-event", "run", "title.kk=Жүгіру", "title.ru=Бег")
    assert lines == ["-       ru: Забег", "+       ru: Бег", "+       kk: Жүгіру"]


def test_a_key_below_another_is_set_alone(tmp_path: Path) -> None:
    path = written(tmp_path)
    _, lines = edited(path, "edit-event", "run", "tickets.price=5", "tickets.url=https://a.org/")
    assert [line[2:].strip() for line in lines] == [
        "tickets:", "price: '5'", "url: https://a.org/"
    ]  # fmt: skip
    _, lines = edited(path, "edit-event", "run", "tickets.price=7 €")
    assert lines == ["-       price: '5'", "+       price: '7 €'"]
    _, lines = edited(path, "edit-event", "run", "tickets.price=")
    assert lines == ["-       price: '7 €'"]


def test_of_keys_however_deep_no_other_is_touched(tmp_path: Path) -> None:
    path = written(tmp_path)
    key = "repeat.changes.15 Sep"
    edited(path, "edit-event", "concert", "repeat.every=day", "repeat.count=2")
    edited(path, "edit-event", "concert", f"{key}.venue=hall")
    edited(path, "edit-event", "concert", f"{key}.notice.en=Rain", f"{key}.notice.ru=Дождь")
    _, lines = edited(path, "edit-event", "concert", f"{key}.status=cancelled", f"{key}.venue=")
    assert lines == ["-           venue: hall", "+           status: cancelled"]
    _, lines = edited(path, "edit-event", "concert", f"{key}.notice.ru=Ливень")
    assert lines == ["-             ru: Дождь", "+             ru: Ливень"]


def test_a_part_is_an_event_too_and_its_clock_time_is_enough(tmp_path: Path) -> None:
    path = written(tmp_path, PARTS)
    done, lines = edited(path, "move-event", "puppets", "17:00–18:00")
    assert done.status == 0
    assert lines == [
        "-         when: 15:00–16:00",
        "+         when: 17:00–18:00",
        "+         previous: 15:00–16:00",
    ]


def test_nothing_to_change_is_said(tmp_path: Path) -> None:
    path = written(tmp_path)
    done, lines = edited(path, "edit-event", "run", "kind=sport", "notice=")
    assert (done.status, done.err, lines) == (0, f"{path}: nothing to change\n", [])


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("edit-event", "rum", "kind=sport"), "there is no event with the id “rum”"),
        (("edit-event", "run", "kind"), "key=value"),
        (("edit-event", "run", "kind=party"), "is not one of the words"),
        (("edit-event", "run"), "Missing argument"),
        (("move-event", "run", "32 Sep"), "when: “32 Sep”"),
        (("move-event", "run"), "Missing argument"),
        (("cancel-event", "rum"), "did you mean “run”?"),
        (("postpone-event", "x"), "there is no event"),
        (("remove-event", "rum", "--yes"), "there is no event"),
    ],
)
def test_what_cannot_be_understood_is_a_wrong_use(
    tmp_path: Path, arguments: tuple[str, ...], told: str
) -> None:
    done, lines = edited(written(tmp_path), *arguments)
    assert (done.status, lines) == (2, [])
    assert told in done.err


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("edit-event", "run", "venue=nowhere"), "R401"),
        (("edit-event", "run", "when="), "S202"),
        (("move-event", "run", "15 Sep 12:00–13:00", "--venue", "nowhere"), "R401"),
        (("edit-event", "songs", "id=run"), "P701"),
    ],
)
def test_an_error_needs_force(tmp_path: Path, arguments: tuple[str, ...], code: str) -> None:
    path = written(tmp_path)
    done, lines = edited(path, *arguments)
    assert (done.status, lines) == (1, [])
    assert f"error[{code}]" in done.err
    done, lines = edited(path, *arguments, "--force")
    assert done.status == 0
    assert lines


def test_a_file_that_cannot_be_read_whole_is_told_before_an_id_that_is_not_there(
    tmp_path: Path,
) -> None:
    path = written(tmp_path, PROGRAMME.replace("    id: run\n", "\tid: run\n"))
    done, lines = edited(path, "cancel-event", "run")
    assert (done.status, lines) == (3, [])
    assert done.err.startswith(f"{path}:42: nothing changed")


def test_a_wrong_use_is_told_in_the_writers_language_and_by_the_key(tmp_path: Path) -> None:
    path = written(tmp_path)
    done, _ = edited(path, "edit-event", "run", "when=32 Sep", "--messages", "ru")
    assert done.status == 2
    assert done.err.startswith("when: «32 Sep» — такого дня нет")
    done, _ = edited(path, "edit-event", "run", "when", "--messages", "ru")
    assert done.err == "«when»: нужно «ключ=значение», например kind=concert\n"
    done, _ = edited(path, "cancel-event", "rum", "--messages", "kk")
    assert "«run»" in done.err
    assert done.err.count("\n") == 1


def test_an_event_that_others_refer_to_is_not_removed_unless_forced(tmp_path: Path) -> None:
    path = written(
        tmp_path, PROGRAMME.replace("    id: songs\n", "    id: songs\n    related: run\n")
    )
    done, lines = edited(path, "remove-event", "run", "--yes")
    assert (done.status, lines) == (1, [])
    assert "error[R406]" in done.err


def test_an_event_that_cannot_be_read_is_called_by_its_title(tmp_path: Path) -> None:
    path = written(tmp_path, PROGRAMME.replace("15 Sep 09:00–10:00", "31 Sep"))
    done, _ = edited(path, "cancel-event", "run", "--notice", "Ice")
    assert done == (0, b"", f"{path}: cancelled “Run” (run)\n")


def test_an_option_for_a_translation_is_none_where_keys_are_given_as_they_are(
    tmp_path: Path,
) -> None:
    done, lines = edited(written(tmp_path), "edit-event", "run", "kind=sport", "--title-kk", "X")
    assert (done.status, lines) == (2, [])
    assert "--title-kk" in done.err


def test_two_events_of_one_id_are_told_with_their_lines(tmp_path: Path) -> None:
    path = written(tmp_path, PROGRAMME.replace("id: songs", "id: run"))
    done, lines = edited(path, "cancel-event", "run")
    assert (done.status, lines) == (3, [])
    assert done.err == (
        f"{path}:41: the id “run” stands there and on line 48 too; "
        "nothing changed, give one of them another id\n"
    )


def test_what_is_an_alias_is_refused_with_its_line(tmp_path: Path) -> None:
    text = PROGRAMME.replace("kind: ceremony", "kind: &k ceremony").replace(
        "kind: sport", "kind: *k"
    )
    done, lines = edited(written(tmp_path, text), "edit-event", "run", "kind=sport")
    assert (done.status, lines) == (3, [])
    assert ":46: nothing changed" in done.err


# -- moved, cancelled, postponed


def test_moving_keeps_what_was(tmp_path: Path) -> None:
    path = written(tmp_path)
    done, lines = edited(
        path, "move-event", "concert", "15 Sep 18:00–20:00", "--venue", "hall",
        "--notice", "Rain", "--notice-ru", "Дождь", "--notice-kk=Жаңбыр",
    )  # fmt: skip
    told = "moved “Concert” to Sun, 15 September, 18:00–20:00 (concert)"
    assert done == (0, b"", f"{path}: {told}\n")
    assert sorted(lines) == sorted(
        [
            "-     when: 14 Sep 19:00–21:00",
            "-     venue: park",
            "+     when: 15 Sep 18:00–20:00",
            "+     venue: hall",
            "+     previous: 14 Sep 19:00–21:00",
            "+     previous_venue: park",
            "+     notice:",
            "+       en: Rain",
            "+       ru: Дождь",
            "+       kk: Жаңбыр",
        ]
    )
    assert call("validate", path).out.endswith("everything is in order\n")


def test_moving_to_the_same_place_says_nothing_of_places(tmp_path: Path) -> None:
    path = written(tmp_path)
    _, lines = edited(path, "move-event", "concert", "15 Sep 18:00–20:00", "--venue", "park")
    assert not [line for line in lines if "venue" in line]


def test_moving_to_where_it_is_changes_nothing(tmp_path: Path) -> None:
    path = written(tmp_path)
    for when in ("14 Sep 19:00–21:00", "14 сентября, 19.00 - 21.00"):
        edited(path, "move-event", "concert", when, "--venue", "park")
        assert "previous" not in path.read_text("utf-8")
    assert edited(path, "move-event", "run", "15 Sep 09:00–10:00")[1] == []


def test_a_place_left_long_ago_is_forgotten(tmp_path: Path) -> None:
    for command in (("move-event", "concert", "15 Sep 20:00–21:00"), ("postpone-event", "concert")):
        path = written(tmp_path)
        edited(path, "move-event", "concert", "15 Sep 18:00–20:00", "--venue", "hall")
        _, lines = edited(path, *command)
        assert "-     previous_venue: park" in lines
        assert "+     previous: 15 Sep 18:00–20:00" in lines


def test_a_room_is_left_with_its_venue(tmp_path: Path) -> None:
    path = written(tmp_path)
    done, lines = edited(path, "move-event", "opening", "15 Sep 18:00–20:00", "--venue", "park")
    assert done.status == 0
    assert "-     room: main" in lines
    text = PROGRAMME.replace("Саябақ}\n", "Саябақ}\n    rooms: {main: Stage}\n")
    _, lines = edited(
        written(tmp_path, text), "move-event", "opening", "15 Sep 18:00–20:00", "--venue", "park"
    )
    assert not [line for line in lines if "room" in line]
    options = ("--venue", "hall", "--set", "room=main")
    _, lines = edited(path, "move-event", "concert", "15 Sep 18:00–20:00", *options)
    assert "+     room: main" in lines


def test_moving_again_replaces_what_was(tmp_path: Path) -> None:
    path = written(tmp_path)
    edited(path, "move-event", "concert", "15 Sep 18:00–20:00")
    _, lines = edited(path, "move-event", "concert", "15 Sep 20:00–21:00")
    assert "+     previous: 15 Sep 18:00–20:00" in lines
    assert "-     previous: 14 Sep 19:00–21:00" in lines


def test_a_duration_stays_beside_a_start_and_goes_beside_an_end(tmp_path: Path) -> None:
    text = PROGRAMME.replace("19:00–21:00", "19:00\n    duration: 2 h")
    path = written(tmp_path, text)
    _, lines = edited(path, "move-event", "concert", "15 Sep 18:00")
    assert not [line for line in lines if "duration" in line]
    _, lines = edited(path, "move-event", "concert", "15 Sep 18:00–19:00")
    assert "-     duration: 2 h" in lines


def test_postponing_and_then_a_new_date(tmp_path: Path) -> None:
    path = written(tmp_path)
    done, lines = edited(path, "postpone-event", "concert", "--notice", "Rain")
    assert done.status == 0
    assert done.err.endswith("postponed “Concert”, without a date for now (concert)\n")
    assert lines == [
        "-     when: 14 Sep 19:00–21:00",
        "+     when: TBA",
        "+     previous: 14 Sep 19:00–21:00",
        "+     notice: Rain",
    ]
    assert edited(path, "postpone-event", "concert")[1] == []
    _, lines = edited(path, "move-event", "concert", "15 Sep 18:00–20:00")
    assert lines == ["-     when: TBA", "+     when: 15 Sep 18:00–20:00"]


def test_a_new_date_ends_the_status_of_being_postponed(tmp_path: Path) -> None:
    text = PROGRAMME.replace(
        "    id: run\n", "    id: run\n    status: postponed\n    notice: Rain\n"
    )
    _, lines = edited(written(tmp_path, text), "move-event", "run", "15 Sep 10:00–11:00")
    assert "-     status: postponed" in lines


def test_cancelling_says_so_and_why(tmp_path: Path) -> None:
    path = written(tmp_path)
    done, lines = edited(path, "cancel-event", "run", "--notice", "Ice", "--set", "tags=")
    assert done.status == 0
    assert done.err.endswith("cancelled “Run” (run)\n")
    assert lines == [
        "-     tags: [family, open-air]",
        "+     status: cancelled",
        "+     notice: Ice",
    ]
    assert "warning[P704]" in edited(path, "cancel-event", "songs")[0].err


def test_every_command_can_run_dry(tmp_path: Path) -> None:
    path = written(tmp_path, NAMELESS)
    for arguments in (
        ("edit-event", "concert", "kind=other"),
        ("move-event", "concert", "15 Sep 15:00"),
        ("cancel-event", "concert"),
        ("postpone-event", "concert"),
        ("remove-event", "concert"),
        ("add-ids",),
    ):
        done, lines = edited(path, *arguments, "--dry-run")
        assert (done.status, lines) == (0, [])
        assert done.out.startswith(f"--- {path}\n+++ {path}\n@@ ")


# -- removed, named


def test_removing_takes_the_event_and_nothing_else(tmp_path: Path) -> None:
    path = written(tmp_path)
    done, lines = edited(path, "remove-event", "run", "--yes")
    assert done.status == 0
    assert done.err.endswith("removed “Run” (run)\n")
    assert len(lines) == 7
    assert all(line.startswith("- ") for line in lines)


def test_removing_wants_to_be_asked(tmp_path: Path) -> None:
    done, lines = edited(written(tmp_path), "remove-event", "run")
    assert (done.status, lines) == (2, [])
    assert "--yes" in done.err
    assert "cancel-event" in done.err


def test_all_events_removed_and_one_added(tmp_path: Path) -> None:
    path = written(tmp_path)
    for id in ("opening", "concert", "run", "songs"):
        assert edited(path, "remove-event", id, "--yes")[0].status == 0
    assert call("add-event", path, "--title", "Tea", "--when", "TBA").status == 0
    assert call("validate", path).out.startswith(str(path)) is False
    assert "1 event" in call("validate", path).out


def test_ids_that_are_missing_are_written_and_no_other_byte(tmp_path: Path) -> None:
    path = written(tmp_path, PARTS.replace("    id: run\n", ""))
    done, lines = edited(path, "add-ids")
    assert done == (0, b"", f"{path}: 2 ids written\n")
    assert sorted(line.replace("-", " ").strip("+ ") for line in lines if "id:" in line) == [
        "id: run",
        "id: songs 2",
    ]
    ids = [line.split("id: ")[1] for line in path.read_text("utf-8").splitlines() if "id: " in line]
    assert ids[2:] == ["opening", "concert", "run", "songs", "fair", "puppets", "songs-2"]
    assert edited(path, "add-ids")[0].err == f"{path}: nothing to change\n"


def test_ids_of_wholes_and_of_their_parts(tmp_path: Path) -> None:
    text = PARTS.replace("    id: fair\n", "").replace("        id: puppets\n", "")
    path = written(tmp_path, text)
    assert edited(path, "add-ids")[0].err == f"{path}: 3 ids written\n"
    assert "P702" not in call("validate", path).out


def test_help_names_every_command() -> None:
    shown = call("--help", env=NOTHING).out
    for name in ("init", "add-event", "edit-event", "move-event", "cancel-event",
                 "postpone-event", "remove-event", "add-ids"):  # fmt: skip
        assert name in shown
        assert call(name, "--help").status == 0
