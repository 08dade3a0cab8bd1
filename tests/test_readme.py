"""The README is true: every command of its tour runs, and its programme is one."""

import re
import shlex
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from calendar_tool.cli import app
from calendar_tool.load import load_bytes

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")

TOUR = [
    line
    for block in re.findall(r"```sh\n(.*?)```", README, re.DOTALL)
    for line in block.splitlines()
    if line.startswith("calendar-tool ")
]


@pytest.mark.parametrize("command", TOUR)
def test_every_command_of_the_tour_runs(command: str, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "events", tmp_path / "events")
    shutil.copy(ROOT / "tests" / "golden" / "logs" / "nginx.log", tmp_path / "access.log")
    tool, *arguments = shlex.split(command)
    done = subprocess.run(
        [Path(sys.executable).parent / tool, *arguments],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert (done.returncode, "Traceback" in done.stderr) == (0, False), done.stderr


def test_the_tour_shows_every_command() -> None:
    named = {command.name for command in app.registered_commands}
    served = re.findall(r"^\$ calendar-tool (serve) ", README, re.MULTILINE)  # it ends by Ctrl-C
    assert named == {command.split()[1] for command in TOUR} | set(served)


def test_the_programme_of_the_readme_is_one() -> None:
    programme = re.findall(r"```yaml\n(.*?)```", README, re.DOTALL)[0]
    loaded = load_bytes(programme.encode(), "README.md", date(2026, 6, 1), None)
    assert {one.code for one in loaded.diagnostics} == {"P702", "P707"}
    assert len(loaded.occurrences) == 4


def test_both_commands_stand_where_ci_finds_them() -> None:
    for name in ("build", "tests"):
        assert re.search(rf"<!-- {name} -->\n```sh\n\S.*\n```", README)


def test_links_lead_somewhere() -> None:
    for target in re.findall(r"\]\(([^)#]+)\)", README):
        assert (ROOT / target).exists(), target
