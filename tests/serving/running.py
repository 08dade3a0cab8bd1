"""The server as its users run it, and questions to it, byte by byte where that matters."""

import re
import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from socket import create_connection, socket

from tests.cli.running import BARE, PROGRAMME, command, written

#: Seconds after which a server is ended that a test has forgotten, or waits for in vain; a quarter
#: of an hour is for one that all tests of a process share.
_LIFE, LONG = 200, 900

#: A programme in English alone.
CITY = re.sub(r", (ru|kk)(: [^,}\]]*)?", "", PROGRAMME)


class Served:
    """A server at work: `address` is what it has printed first, without the slash at its end."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process
        assert process.stdout
        self.address = process.stdout.readline().strip().removesuffix("/")
        assert self.address, process.communicate()[1]
        self.port = int(self.address.rpartition(":")[2])

    def told(self, words: str) -> str:
        """Return the next line of its messages that holds these words."""
        assert self.process.stderr
        seen = []
        for line in self.process.stderr:
            seen.append(line)
            if words in line:
                return line
        raise AssertionError(f"{words!r} was not said: {seen}")

    def reads(self) -> None:
        """Wait until it has read the files anew."""
        self.told("read again")

    def reads_until(self, holds: Callable[[], bool]) -> None:
        """Wait until something is so, because the files that make it so have been read."""
        while not holds():
            self.reads()

    def connect(self) -> socket:
        return create_connection(("127.0.0.1", self.port), timeout=20)

    def raw(self, sent: bytes) -> bytes:
        """Send bytes over a connection of their own; return all that comes until it is closed."""
        with self.connect() as wire:
            wire.sendall(sent)
            return rest(wire)


def rest(wire: socket) -> bytes:
    """Return what comes until the other side closes."""
    found = b""
    try:
        while piece := wire.recv(65536):
            found += piece
    except ConnectionResetError:
        pass  # it did not want to hear the rest
    return found


def started(*arguments: str | Path, life: float = _LIFE) -> subprocess.Popen[str]:
    """Start a server on a free port, to be ended after a while in any case."""
    process = subprocess.Popen(
        command("serve", "--port", "0", *arguments),
        env={**BARE, "LC_ALL": "en_US.UTF-8"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )
    end = threading.Timer(life, process.kill)
    end.daemon = True
    end.start()
    return process


@contextmanager
def serving(*arguments: str | Path, life: float = _LIFE) -> Iterator[Served]:
    """Serve programmes as long as it is needed, for some seconds at most."""
    process = started(*arguments, life=life)
    try:
        yield Served(process)
    finally:
        process.terminate()
        process.communicate()


def put(file: Path, text: str) -> None:
    """Save a file at once, so that it cannot be read before it is whole."""
    new = file.with_name(f".{file.name}.new")
    new.write_text(text, "utf-8")
    new.replace(file)


def city(folder: Path) -> Path:
    """Write a small programme in one language; return its file."""
    return written(folder, CITY)
