"""Many writers of one file, and writers killed at any moment: nobody's work is lost.

By hand: `python -m tests.campaigns.writing [WRITERS EVENTS KILLS]`; the suite runs a short one.
"""

import random
import signal
import subprocess
import sys
import time
from contextlib import suppress
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from calendar_tool.editing import open_sheet
from tests.cli.running import BARE, PROGRAMME, ROOT, command

#: Runs the command line for every title that it is given, as one process after another would.
_WRITER = """\
import sys
from calendar_tool.cli import app
for title in sys.argv[2:]:
    try:
        app(["add-event", sys.argv[1], "--title", title, "--when", "TBA"])
    except SystemExit as done:
        if done.code:
            sys.exit(done.code)
"""


def titles(path: Path) -> list[str]:
    """Return the titles of a programme; it must be one, and in order."""
    sheet = open_sheet(str(path), date(2019, 9, 1))
    assert sheet.programme is not None
    assert not any(one.is_error for one in sheet.findings)
    return [str(event.title) for event in sheet.programme.events]


def together(folder: Path, writers: int, events: int) -> int:
    """Let several processes add events to one file; return how many of them are there."""
    path = folder / "together.yaml"
    path.write_text(PROGRAMME, "utf-8")
    running = []
    for writer in range(writers):
        names = [f"Writer {writer} event {event}" for event in range(events)]
        script = [sys.executable, "-c", _WRITER, str(path), *names]
        running.append(subprocess.Popen(script, cwd=ROOT, env=BARE, stderr=subprocess.PIPE))
    for process in running:
        _, err = process.communicate()
        assert process.returncode == 0, err.decode()
    found = titles(path)
    assert len(set(found)) == len(found) == 4 + writers * events
    assert sorted(entry.name for entry in folder.iterdir()) == [path.name]
    return len(found) - 4


def killed(folder: Path, times: int, seed: int) -> tuple[int, int]:
    """Kill a writer again and again; return how often the file was the old one and the new one."""
    chance = random.Random(seed)  # noqa: S311 - not a secret
    path = folder / "killed.yaml"
    old = new = 0
    text = PROGRAMME + "# " + "x" * 2_000_000 + "\n"
    path.write_text(text, "utf-8")
    usual = _seconds(path)
    for number in range(times):
        path.write_text(text, "utf-8")
        process = _start(path, number)
        with suppress(subprocess.TimeoutExpired):
            process.wait(chance.uniform(0.3, 1.1) * usual)
        process.send_signal(signal.SIGKILL)
        process.communicate()
        after = path.read_text("utf-8")
        if after == text:
            old += 1
        else:
            assert f"Event {number}" in titles(path)
            assert after.endswith(text[text.index("# x") :])
            new += 1
    path.write_text(text, "utf-8")
    process = _start(path, times)
    _, err = process.communicate()
    assert process.returncode == 0, err.decode()
    return old, new


def _seconds(path: Path) -> float:
    since = time.perf_counter()
    _start(path, 0).communicate()
    return time.perf_counter() - since


def _start(path: Path, number: int) -> "subprocess.Popen[bytes]":
    options = ("--title", f"Event {number}", "--when", "TBA")
    return subprocess.Popen(
        command("add-event", path, *options), cwd=ROOT, env=BARE, stderr=subprocess.PIPE
    )


def main() -> None:
    """Run the campaign and print what came of it."""
    writers, events, kills = (int(number) for number in sys.argv[1:] or (8, 25, 200))
    with TemporaryDirectory() as name:
        folder = Path(name)
        since = time.perf_counter()
        present = together(folder, writers, events)
        spent = time.perf_counter() - since
        print(f"{writers} × {events}: {present} of {writers * events} present, {spent:.1f} s")
        old, new = killed(folder, kills, seed=0)
        print(f"killed {kills} times: {old} old, {new} new, 0 torn")


if __name__ == "__main__":
    main()
