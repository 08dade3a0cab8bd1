from datetime import UTC, datetime
from pathlib import Path

import pytest

from calendar_tool.ledger import write
from calendar_tool.load import load
from calendar_tool.site import open_to_public
from tests.cli.running import PROGRAMME, Done, call, run, written

TOLD = datetime(2019, 9, 1, 12, tzinfo=UTC)
TO_COME = PROGRAMME.replace("14–15 Sep 2019", "14–15 Sep 2099")
SONGS = "  - title: {en: Songs" + PROGRAMME.partition("  - title: {en: Songs")[2]


def publish(path: Path) -> Path:
    """Put beside a programme the ledger that its publishing leaves; return its path."""
    loaded = load(str(path), TOLD.date())
    assert loaded.programme is not None
    shown = open_to_public(loaded.programme, loaded.occurrences, TOLD)
    ledger = path.with_suffix(".ledger.jsonl")
    ledger.write_bytes(write(shown.ledger))
    return ledger


def changed(folder: Path, *changes: tuple[str, str], text: str = TO_COME, lang: str = "en") -> Done:
    """Return the status of a programme that was published and then changed."""
    publish(written(folder, text))
    for old, new in changes:
        assert text.count(old) == 1
        text = text.replace(old, new)
    return call("status", "--lang", lang, written(folder, text))


def test_before_anything_is_published_the_events_are_counted(tmp_path: Path) -> None:
    path = written(tmp_path)
    said = "Nothing has been published yet: subscribers would get 4 events.\n"
    assert call("status", path) == Done(0, said.encode(), "")
    assert call("status", "-", given=PROGRAMME.encode()).out == said
    path.with_suffix(".ledger.jsonl").write_bytes(b"")
    assert call("status", path).out == said


def test_what_subscribers_know_is_not_told_again(tmp_path: Path) -> None:
    done = changed(tmp_path)
    assert done.out == "Subscribers know everything: there is nothing to publish.\n"
    assert (done.status, done.err) == (0, "")


@pytest.mark.parametrize(
    ("lang", "told"),
    [
        ("en", ["The next publish would tell subscribers:",
                "Cancelled: Opening (Mon 14 September, 10:00–11:00) — rain",
                "Moved: Concert — Mon 14 September, 20:00 (was 19:00)",
                "No longer in the programme: Songs (Tue 15 September, 12:00–13:00)"]),
        ("ru", ["При следующей публикации подписчики узнают:",
                "Отменено: Открытие (пн 14 сентября, 10:00–11:00) — rain",
                "Перенесено: Концерт — пн 14 сентября, 20:00 (было 19:00)",
                "Больше нет в программе: Песни (вт 15 сентября, 12:00–13:00)"]),
        ("kk", ["Келесі жариялауда жазылушылар мынаны біледі:",
                "Өтпейді: Ашылуы (дс 14 қыркүйек, 10:00–11:00) — rain",
                "Ауыстырылды: Концерт — дс 14 қыркүйек, 20:00 (бұрын 19:00)",
                "Бағдарламадан алынды: Әндер (сс 15 қыркүйек, 12:00–13:00)"]),
    ],
)  # fmt: skip
def test_what_they_do_not_know_is_told(tmp_path: Path, lang: str, told: list[str]) -> None:
    cancelled = "    id: opening\n", "    id: opening\n    status: cancelled\n    notice: rain\n"
    moved = "14 Sep 19:00–21:00", "14 Sep 20:00–22:00"
    assert changed(tmp_path, cancelled, moved, (SONGS, ""), lang=lang).out.splitlines() == told


def test_a_venue_with_a_new_name_is_told_once(tmp_path: Path) -> None:
    done = changed(tmp_path, ("{en: Park, ru", "{en: Lenin Garden, ru"))
    assert done.out.splitlines()[1:] == ["The place has a new name: Lenin Garden (was: Park)"]


def test_what_becomes_private_leaves_without_a_word(tmp_path: Path) -> None:
    done = changed(tmp_path, ("    id: songs\n", "    id: songs\n    visibility: private\n"))
    assert done.out == "There is nothing to tell subscribers, but publishing would change files.\n"


def test_what_is_long_over_is_not_called_off(tmp_path: Path) -> None:
    done = changed(tmp_path, (SONGS, ""), text=PROGRAMME)
    assert done.out == "There is nothing to tell subscribers, but publishing would change files.\n"


def test_no_git_is_needed_and_nothing_is_written(tmp_path: Path) -> None:
    publish(written(tmp_path, TO_COME))
    before = {path: path.read_bytes() for path in tmp_path.iterdir()}
    done = run("status", tmp_path / "city-day.yaml", env={"PATH": ""})
    assert (done.status, done.err) == (0, "")
    assert {path: path.read_bytes() for path in tmp_path.iterdir()} == before


@pytest.mark.parametrize("content", [b"<<<<<<< HEAD\n", b'{"line": "entry"', b"[1]\n", b"\xff\n"])
def test_a_ledger_that_cannot_be_read_is_refused_on_one_line(
    tmp_path: Path, content: bytes
) -> None:
    path = written(tmp_path)
    ledger = publish(path)
    ledger.write_bytes(ledger.read_bytes() + content)
    done = call("status", path)
    assert (done.status, done.out) == (3, "")
    assert f"{ledger}:6: " in done.err
    assert len(done.err.splitlines()) == 1


def test_a_language_that_the_programme_lacks_is_refused(tmp_path: Path) -> None:
    assert call("status", "--lang", "de", written(tmp_path)).status == 2


def test_a_broken_programme_is_reported(tmp_path: Path) -> None:
    done = call("status", written(tmp_path, PROGRAMME.replace("14 Sep 19:00", "14 Spe 19:00")))
    assert (done.status, done.out) == (1, "")
