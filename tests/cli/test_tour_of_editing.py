"""The tour of editing, as the README tells it: after each step git shows only what was asked."""

import subprocess
from pathlib import Path

from icalendar import Calendar

from tests.cli.running import BARE, call
from tests.cli.typing_in import typed

VENUES = """\

venues:
  hall:
    name: Большой зал
  park:
    name: Парк
"""


def git(folder: Path, *arguments: str) -> str:
    settings = {"GIT_CONFIG_GLOBAL": "/dev/null", "HOME": str(folder)}
    names = ("-c", "user.name=x", "-c", "user.email=x@example.org")
    done = subprocess.run(
        ["git", *names, *arguments],
        cwd=folder, env={**BARE, **settings}, capture_output=True, check=True,
    )  # fmt: skip
    return done.stdout.decode()


def changed(folder: Path) -> list[str]:
    """Return the lines that differ from the last step, and begin the next one."""
    lines = git(folder, "diff", "-U0").splitlines()
    git(folder, "commit", "-aqm", "step")
    return [line for line in lines if line[:1] in "+-" and line[:3] not in ("+++", "---")]


def test_the_tour(tmp_path: Path) -> None:
    path = tmp_path / "day.yaml"
    git(tmp_path, "init", "-q")
    assert call(
        "init", path, "--title", "День города", "--languages", "ru", "--time-zone", "Asia/Almaty",
        "--dates", "12–13 сентября 2026", "--id", "city-day-2026", "--messages", "ru",
    ).status == 0  # fmt: skip
    path.write_text(path.read_text("utf-8") + VENUES, "utf-8")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-qm", "begun")

    add = ("add-event", path, "--title", "Открытие", "--when", "12 сентября 10:00–11:30")
    assert call(*add, "--venue", "hall").status == 0
    assert changed(tmp_path) == [
        "-events: []",
        "+events:",
        "+  - title: Открытие",
        "+    id: otkrytie",
        "+    when: 12 сентября 10:00–11:30",
        "+    venue: hall",
    ]

    add = ("add-event", path, "--title", "Гала-концерт", "--when", "13 сентября 19:00–21:00")
    assert call(*add, "--venue", "park", "--kind", "concert").status == 0
    assert changed(tmp_path) == [
        "+  - title: Гала-концерт",
        "+    id: gala-kontsert",
        "+    when: 13 сентября 19:00–21:00",
        "+    venue: park",
        "+    kind: concert",
    ]

    steps = [("Название", "Забег"), ("Когда", "вс 13 сентября 08:00–10:00"), ("Площадка", "park"),
             ("Записать", "да")]  # fmt: skip
    status, shown = typed(steps, "add-event", path)
    assert (status, "вс, 13 сентября, 08:00–10:00" in shown) == (0, True)
    assert changed(tmp_path) == [
        "+  - title: Забег",
        "+    id: zabeg",
        "+    when: вс 13 сентября 08:00–10:00",
        "+    venue: park",
    ]

    move = ("move-event", path, "gala-kontsert", "13 сентября 18:00–20:00", "--venue", "hall")
    assert call(*move, "--notice", "Ждём дождя").status == 0
    assert changed(tmp_path) == [
        "-    when: 13 сентября 19:00–21:00",
        "-    venue: park",
        "+    when: 13 сентября 18:00–20:00",
        "+    venue: hall",
        "+    previous: 13 сентября 19:00–21:00",
        "+    previous_venue: park",
        "+    notice: Ждём дождя",
    ]

    assert call("cancel-event", path, "zabeg", "--notice", "Гололёд").status == 0
    assert changed(tmp_path) == ["+    status: cancelled", "+    notice: Гололёд"]

    assert call("validate", "--strict", path).out == f"{path}: 3 события, всё в порядке\n"
    feed = Calendar.from_ical(call("export", path).output)
    events = {str(event["SUMMARY"]): event for event in feed.walk("VEVENT")}
    assert len(events) == 3
    assert [title for title, event in events.items() if event.get("STATUS") == "CANCELLED"]
