"""The README's tour of `serve`: the command runs, and a change that is saved reaches a reader."""

import re
import shlex
import shutil
import signal
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from datetime import datetime, time
from pathlib import Path

import pytest
from icalendar import Calendar

from tests.cli.running import BARE, ROOT
from tests.serving.running import put

README = (ROOT / "README.md").read_text(encoding="utf-8")
FESTIVAL = "white-heron-festival-2027"


class Served:
    """The command of the README on a port that is free, and what it says."""

    def __init__(self, folder: Path) -> None:
        shutil.copytree(ROOT / "events", folder / "events")
        self.yaml = folder / "events" / f"{FESTIVAL}.yaml"
        found = re.search(r"^\$ (calendar-tool serve .*)$", README, re.MULTILINE)
        assert found
        tool, *arguments = shlex.split(found[1])
        self.process = subprocess.Popen(
            [Path(sys.executable).parent / tool, *arguments, "--port", "0"],
            cwd=folder,
            env={**BARE, "LC_ALL": "en_US.UTF-8"},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )
        assert self.process.stdout
        self.address = self.process.stdout.readline().strip()

    def told(self, words: str) -> str:
        """Return the next line on stderr that holds these words."""
        assert self.process.stderr
        return next(line for line in self.process.stderr if words in line)

    def get(self, path: str) -> bytes:
        with urllib.request.urlopen(f"{self.address}{path}") as answer:  # noqa: S310 - our own
            content = answer.read()
            assert isinstance(content, bytes)
            return content

    def closing(self) -> time:
        feed = Calendar.from_ical(self.get(f"{FESTIVAL}/en/event/closing.ics"))
        (event,) = feed.events
        start = event.start
        assert isinstance(start, datetime)
        return start.time()


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    served = Served(tmp_path)
    served.told("Ctrl-C")
    yield served
    if served.process.poll() is None:
        served.process.kill()
    served.process.communicate()


def test_what_is_saved_is_served_and_a_mistake_leaves_the_last_good_state(served: Served) -> None:
    assert served.closing() == time(20)
    text = served.yaml.read_text(encoding="utf-8")
    moved = text.replace("23 May 2027 20:00–21:00", "23 May 2027 21:00–22:00")
    assert moved != text
    put(served.yaml, moved)
    served.told("read again")
    assert served.closing() == time(21)
    put(served.yaml, f"{moved}\nfrmat: 1\n")
    served.told("frmat")
    served.told("read again")
    assert served.closing() == time(21)
    put(served.yaml, text)
    served.told("read again")
    assert served.closing() == time(20)


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGTERM")
def test_it_ends_when_it_is_asked_to(served: Served) -> None:
    assert served.closing() == time(20)
    served.process.send_signal(signal.SIGTERM)
    assert served.process.wait(20) == 0
