"""What all commands share: help, streams, encodings, pipes, interruption."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from calendar_tool import __version__
from tests.cli.running import (
    BARE,
    BEFORE,
    HERON,
    MOSCOW,
    PROGRAMME,
    ROOT,
    call,
    command,
    run,
    written,
)

COMMANDS = ("validate", "export", "build", "agenda", "print", "schema", "explain")

posix = pytest.mark.skipif(sys.platform == "win32", reason="signals and pipes of POSIX")


def test_the_version_is_the_packages_own() -> None:
    assert call("--version") == (0, f"calendar-tool {__version__}\n".encode(), "")


def test_help_names_every_command() -> None:
    done = call("--help")
    assert done.status == 0
    assert all(f"\n  {name} " in done.out for name in COMMANDS)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_explains_itself(name: str) -> None:
    done = call(name, "--help")
    assert (done.status, done.err) == (0, "")
    assert done.out.startswith("Usage: ")
    assert max(map(len, done.out.splitlines())) <= 80


@pytest.mark.parametrize("arguments", [(), ("frobnicate",), ("export",), ("validate", "--wrong")])
def test_a_wrong_use_has_status_2_and_leaves_standard_output_alone(
    arguments: tuple[str, ...],
) -> None:
    done = call(*arguments)
    assert (done.status, done.out) == (2, "")
    assert "Usage: " in done.err


def test_a_wrong_use_is_told_in_the_readers_language() -> None:
    done = call("exprt", env={"LANG": "ru_RU.UTF-8"})
    assert done.status == 2
    assert done.err.endswith("\nОшибка: команды «exprt» нет; может быть, «export»?\n")


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish", "powershell"])
def test_every_shell_gets_its_completion(shell: str) -> None:
    done = call(env={"_CALENDAR_TOOL_COMPLETE": f"source_{shell}"})
    assert (done.status, done.err) == (0, "")
    assert "_CALENDAR_TOOL_COMPLETE" in done.out


@pytest.mark.parametrize("name", ["C", "POSIX", "en_US.ISO-8859-1"])
def test_output_is_utf_8_whatever_the_locale(name: str) -> None:
    environment = {"LC_ALL": name, "PYTHONIOENCODING": "ascii"}
    refused = run("export", "нет.yaml", env=environment)
    assert refused == (3, b"", "нет.yaml: there is no such file or folder\n")
    environment["PYTHONUTF8"] = "0"
    told = run("validate", "--messages", "ru", MOSCOW, env=environment)
    assert told.out.endswith("всё в порядке\n")
    assert run("export", MOSCOW, env=environment).output == run("export", MOSCOW).output


def test_what_is_said_of_a_programme_stays_off_standard_output(tmp_path: Path) -> None:
    path = written(tmp_path, PROGRAMME.replace("19:00–21:00", "19:00"))
    done = run("export", path)
    assert done.output.startswith(b"BEGIN:VCALENDAR")
    assert b"T309" not in done.output
    assert "T309" in done.err


@posix
@pytest.mark.parametrize(
    "arguments", [("agenda", MOSCOW), ("export", HERON), ("validate",), ("schema",)]
)
def test_a_reader_who_leaves_early_is_not_complained_of(arguments: tuple[str | Path, ...]) -> None:
    ours, theirs = os.pipe()
    os.close(ours)
    done = subprocess.run(
        command(*arguments),
        cwd=ROOT,
        env=BARE | BEFORE,
        stdout=theirs,
        stderr=subprocess.PIPE,
        check=False,
    )
    os.close(theirs)
    assert (done.returncode, done.stderr) == (0, b"")


@posix
@pytest.mark.parametrize("closed", [">&-", "2>&-", ">&- 2>&-"])
def test_streams_may_be_closed_from_the_start(tmp_path: Path, closed: str) -> None:
    target = tmp_path / "x.ics"
    line = f'exec "$@" {closed}'
    arguments = ["sh", "-c", line, "sh", *command("export", MOSCOW, "-o", target)]
    done = subprocess.run(arguments, cwd=ROOT, env=BARE, capture_output=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
    assert target.stat().st_size > 1000


@posix
@pytest.mark.parametrize("name", ["export", "validate", "agenda"])
def test_an_interruption_ends_in_silence_with_status_130(tmp_path: Path, name: str) -> None:
    fifo = tmp_path / "programme.yaml"
    os.mkfifo(fifo)
    with (
        subprocess.Popen(
            command(name, fifo), cwd=ROOT, env=BARE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
        ) as process,
        fifo.open("wb"),
    ):  # opens only when the tool has begun to read
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=60)
    assert (process.returncode, out, err) == (130, b"", b"")


#: Imports of the tool's own modules are interrupted at one of them.
INTERRUPTED = """
import runpy, sys

class CtrlC:
    def find_spec(self, name, path=None, target=None):
        if name == "calendar_tool.cli.build":
            raise KeyboardInterrupt

sys.meta_path.insert(0, CtrlC())
runpy.run_module("calendar_tool", run_name="__main__")
"""


def test_an_interruption_while_the_tool_is_being_loaded_is_silent_too() -> None:
    done = subprocess.run(
        [sys.executable, "-c", INTERRUPTED], cwd=ROOT, env=BARE, capture_output=True, check=False
    )
    assert (done.returncode, done.stdout, done.stderr) == (130, b"", b"")
