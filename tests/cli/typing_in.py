"""Somebody at a terminal: waits for a question, types an answer."""

import os
import select
import struct
import subprocess
from collections.abc import Iterable, Mapping
from pathlib import Path

import pytest

from tests.cli.running import BARE, NOTHING, ROOT, command

fcntl, termios = pytest.importorskip("fcntl"), pytest.importorskip("termios")

CTRL_C, CTRL_D, BACKSPACE, TAB, ENTER = "\x03", "\x04", "\x7f", "\t", "\r"

#: Seconds after which a question that has not come will not come.
_PATIENCE = 60


class Typist:
    """A run of the tool on a terminal of its own; `shown` is all that it has shown so far."""

    def __init__(
        self,
        *arguments: str | Path,
        columns: int = 80,
        cwd: Path = ROOT,
        env: Mapping[str, str] = NOTHING,
    ) -> None:
        self._ours, theirs = os.openpty()
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 50, columns, 0, 0))
        self._process = subprocess.Popen(
            command(*arguments),
            cwd=cwd,
            env={**BARE, "LC_ALL": "C.UTF-8", "TERM": "dumb", **env},
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            start_new_session=True,
            preexec_fn=lambda: fcntl.ioctl(theirs, termios.TIOCSCTTY, 0),  # noqa: PLW1509
        )
        os.close(theirs)
        self._seen = b""
        self._from = 0

    @property
    def shown(self) -> str:
        return self._seen.decode("utf-8", "replace").replace("\r\n", "\n")

    def answer(self, question: str, text: str, end: str = ENTER) -> None:
        """Type a text once a question has been shown."""
        self.wait(question)
        self.wait("> ")
        os.write(self._ours, (text + end).encode())

    def wait(self, text: str) -> None:
        """Wait until a text has been shown since the last one waited for."""
        wanted = text.encode()
        while (at := self._seen.find(wanted, self._from)) < 0:
            assert self._more(), f"{text!r} was not shown: {self.shown}"
        self._from = at + len(wanted)

    def leave(self, key: str) -> int:
        """Press a key that ends the run, again if it was pressed before anybody listened."""
        self.wait("> ")
        for _ in range(_PATIENCE):
            os.write(self._ours, key.encode())
            if select.select([self._ours], [], [], 1)[0]:
                return self.end()
        pytest.fail(f"{key!r} is not heard: {self.shown}")

    def end(self) -> int:
        """Return the status with which the run ends."""
        while self._more():
            pass
        os.close(self._ours)
        return self._process.wait(_PATIENCE)

    def _more(self) -> bool:
        ready, _, _ = select.select([self._ours], [], [], _PATIENCE)
        try:
            piece = os.read(self._ours, 65536) if ready else b""
        except OSError:  # the other end is gone
            return False
        self._seen += piece
        return bool(piece)


def typed(
    steps: Iterable[tuple[str, str]],
    *arguments: str | Path,
    columns: int = 80,
    cwd: Path = ROOT,
    env: Mapping[str, str] = NOTHING,
) -> tuple[int, str]:
    """Run the tool, answer its questions, each by (what is shown, what is typed)."""
    typist = Typist(*arguments, columns=columns, cwd=cwd, env=env)
    for question, text in steps:
        typist.answer(question, text)
    return typist.end(), typist.shown
