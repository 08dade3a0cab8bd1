"""The walk of the README: a festival is published, changed by hand and by command, and told of."""

import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from icalendar import Calendar

from tests.cli.running import BARE, HERON, ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")
SECTION = README.partition("\n## A programme that changes\n")[2].partition("\n## ")[0]
WALK = re.findall(r"```console\n(.*?)```", SECTION, re.DOTALL)[0]

#: The day on which the walk is taken, wherever and whenever it is.
DAY = {"SOURCE_DATE_EPOCH": "1795305600", "LC_ALL": "en_US.UTF-8"}


def steps() -> Iterator[tuple[str, list[str]]]:
    """Yield each command, and the lines that it says; `…` stands for some more."""
    for step in WALK.removeprefix("$ ").split("\n$ "):
        command, *lines = step.splitlines()
        yield command, lines


def run(command: str, folder: Path) -> str:
    program, *arguments = shlex.split(command)
    if program == "calendar-tool":
        program, *arguments = sys.executable, "-m", "calendar_tool", *arguments
    done = subprocess.run(
        [program, *arguments],
        cwd=folder, env={**BARE, **DAY}, capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stderr + done.stdout


def entries(feed: Path) -> dict[str, Any]:
    return {str(one["UID"]): one for one in Calendar.from_ical(feed.read_bytes()).events}


@pytest.mark.skipif(shutil.which("sed") is None, reason="the walk renames a venue with sed")
def test_the_walk(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "events", tmp_path / "events")
    feed = tmp_path / "site" / HERON.stem / "en" / "all.ics"
    seen = []
    for command, lines in steps():
        said = run(command, tmp_path).splitlines()
        expected = [line for line in lines if line != "…"]
        assert said[len(said) - len(expected) :] == expected, command
        assert "…" in lines or said == expected
        if "publish" in command:
            seen.append(entries(feed))
    before, after = seen
    assert before.keys() == after.keys()
    changed = {uid for uid in before if before[uid].to_ical() != after[uid].to_ical()}
    told = {uid for uid in changed if after[uid]["SEQUENCE"] == before[uid]["SEQUENCE"] + 1}
    assert told == changed
    assert all(after[uid]["LAST-MODIFIED"].dt > before[uid]["LAST-MODIFIED"].dt for uid in changed)
    titles = {str(after[uid]["SUMMARY"]) for uid in changed}
    assert "Closing of the festival" in titles
    assert "Cancelled: Craft fair" in titles
    assert "Cancelled: The potter’s wheel: your first pot" in titles
    others = {uid for uid in changed if "Seven Winds Stadium" in str(after[uid]["LOCATION"])}
    named = ("Closing", "Cancelled: Craft", "Cancelled: The potter")
    assert all(str(after[uid]["SUMMARY"]).startswith(named) for uid in changed - others)
    news = feed.with_name("changes.txt").read_text("utf-8")
    for line in list(steps())[-2][1][2:]:
        assert line in news
        assert line in feed.with_name("changes.atom").read_text("utf-8")
