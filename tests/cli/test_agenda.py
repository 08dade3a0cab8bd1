import os
import re
import struct
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest
from rich.cells import cell_len

from tests.cli.running import (
    BARE,
    BEFORE,
    HERON,
    MOSCOW,
    NOTHING,
    PROGRAMME,
    ROOT,
    call,
    command,
    written,
)

#: What bends text or ends lines, written as YAML allows it.
HOSTILE = r'"Open\u202e\u2066\u2028\u2029ing"'

pty = pytest.importorskip("pty", reason="there are no pseudo-terminals here")
fcntl, termios = pytest.importorskip("fcntl"), pytest.importorskip("termios")

_STYLE = re.compile(r"\x1b\[[0-9;]*m")


def test_in_a_pipe_it_is_plain_text(tmp_path: Path) -> None:
    done = call("agenda", written(tmp_path))
    assert (done.status, done.err) == (0, "")
    assert done.out.startswith("CITY DAY\n14–15 September 2019\ntimes are Almaty time, UTC+6\n")
    assert all(char.isprintable() or char == "\n" for char in done.out)
    for word in ("10:00", "Opening", "Great Hall", "Concert", "Anna Serova"):
        assert word in done.out


def test_it_is_in_the_language_asked_for_and_narrowed(tmp_path: Path) -> None:
    done = call("agenda", "--lang", "kk", "--day", "15 Sep", written(tmp_path))
    assert "Жүгіру" in done.out
    assert "Концерт" not in done.out
    assert "ЖЕКСЕНБІ, 15 ҚЫРКҮЙЕК" in done.out


def test_nothing_that_an_author_writes_bends_the_text(tmp_path: Path) -> None:
    path = written(tmp_path, PROGRAMME.replace("en: Opening", f"en: {HOSTILE}"))
    done = call("agenda", path)
    assert done.status == 0
    assert all(char.isprintable() or char == "\n" for char in done.out)
    assert "Open" in done.out


def on_terminal(
    columns: int, *arguments: str | Path, env: Mapping[str, str] = NOTHING
) -> tuple[int, str]:
    """Run the tool on a terminal of so many columns; return the status and what it showed."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 50, columns, 0, 0))
    with subprocess.Popen(
        command(*arguments),
        cwd=ROOT,
        env={**BARE, "TERM": "xterm-256color", **env},
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
    ) as process:
        os.close(theirs)
        shown = bytearray()
        while True:
            try:
                some = os.read(ours, 65536)
            except OSError:  # Linux says so when the other side is gone
                break
            if not some:
                break
            shown += some
        os.close(ours)
    return process.returncode, shown.decode().replace("\r\n", "\n")


@pytest.mark.parametrize("columns", [40, 80, 120])
def test_a_terminal_of_any_width_shows_every_event_and_no_line_too_long(columns: int) -> None:
    status, shown = on_terminal(columns, "agenda", HERON, env={"LC_ALL": "C", **BEFORE})
    plain = _STYLE.sub("", shown)
    assert status == 0
    assert "\x1b[" in shown
    assert max(map(cell_len, plain.splitlines())) <= columns
    flowing = "".join(plain.split())
    for title in ("Открытиефестиваля", "Полётнавоздушномшаре", "OpenAirJazz"):
        assert title in flowing


def test_a_terminal_gets_colours_and_nothing_else_that_steers_it(tmp_path: Path) -> None:
    path = written(tmp_path, PROGRAMME.replace("en: Opening", f"en: {HOSTILE}"))
    status, shown = on_terminal(80, "agenda", path)
    assert status == 0
    assert all(char.isprintable() or char == "\n" for char in _STYLE.sub("", shown))


def test_who_wants_no_colour_gets_none() -> None:
    status, shown = on_terminal(80, "agenda", MOSCOW, env={"NO_COLOR": "1"})
    assert status == 0
    assert not re.search(r"\x1b\[[0-9;]*3[0-9]", shown)
    assert "Экономическая конференция" in _STYLE.sub("", shown)
