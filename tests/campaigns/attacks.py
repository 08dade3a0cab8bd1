"""Attacks on the server of `serve`, while somebody with good manners asks for a feed.

By hand: `python -m tests.campaigns.attacks [SHARE]`; the suite runs a hundredth of it. Bounded in
number and time, on loopback alone. Of each attack: what was answered, how long the good client
waited; at last what the server has kept of all this.
"""

import random
import re
import selectors
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from http.client import HTTPConnection
from pathlib import Path
from socket import SO_RCVBUF, SOL_SOCKET, socket
from tempfile import TemporaryDirectory
from typing import NamedTuple

import msgspec

from tests.cli.running import HERON, call
from tests.serving.running import Served, serving

ID = "white-heron-festival-2027"
FEED = f"/{ID}/en/all.ics"

#: Words of the source, the ledger and the machine that no answer may hold.
SECRETS = (b"uid_seed:", b"time_zone: Asia", b'"digest"', b"root:x:0", b"Traceback")

_STATUS = re.compile(rb"HTTP/1\.[01] (\d{3}) ")
_GOOD = ("-m", "tests.campaigns.attacks", "visit")


class Outcome(NamedTuple):
    """What came of an attack: answers by status ("" for none), and the good client's waits."""

    answers: Counter[str]
    waits: Sequence[float]

    @property
    def slowest(self) -> float:
        """The seconds that the good client waited at most in 99 of 100 cases."""
        return sorted(self.waits)[int(len(self.waits) * 0.99)]


def ask(port: int, *sent: bytes, hasty: bool = False) -> bytes:
    """Send bytes over a connection of their own; return what comes until it is closed."""
    with socket() as wire:
        wire.settimeout(30)
        wire.connect(("127.0.0.1", port))
        found = b""
        try:
            for piece in sent:
                wire.sendall(piece)
            while not hasty and (piece := wire.recv(1 << 16)):
                found += piece
        except (ConnectionResetError, BrokenPipeError):
            pass  # it has heard enough
        return found


def get(path: str, *headers: str, last: bool = True) -> bytes:
    lines = [f"GET {path} HTTP/1.1", "Host: x", *headers, *(["Connection: close"] if last else [])]
    return ("\r\n".join(lines) + "\r\n\r\n").encode("utf-8", "surrogateescape")


def statuses(answers: bytes) -> Counter[str]:
    return Counter(code.decode() for code in _STATUS.findall(answers)) or Counter([""])


# -- attacks: each is given a port and how often, and tells how it was answered


def slow_heads(port: int, number: int) -> Counter[str]:
    """Send the head of a request, a byte a second on each connection, until all are ended."""
    with ExitStack() as stack:
        wires = [stack.enter_context(socket()) for _ in range(number)]
        for wire in wires:
            wire.connect(("127.0.0.1", port))
            wire.setblocking(False)
        waiting, head = selectors.DefaultSelector(), get(FEED, "X: " + "a" * 100)
        for wire in wires:
            waiting.register(wire, selectors.EVENT_READ)
        for at in range(40):
            if not waiting.get_map():
                break
            for key in [*waiting.get_map().values()]:
                try:
                    assert isinstance(key.fileobj, socket)
                    key.fileobj.send(head[at : at + 1])
                except OSError:
                    waiting.unregister(key.fileobj)
            until = time.monotonic() + 1
            while (left := until - time.monotonic()) > 0:
                for key, _ in waiting.select(left):
                    waiting.unregister(key.fileobj)
                if not waiting.get_map():
                    break
        return Counter({"ended": number - len(waiting.get_map() or ())})


def never_read(port: int, number: int) -> Counter[str]:
    """Ask for far more than the system keeps for a connection, and read nothing of it."""
    with ExitStack() as stack:
        for _ in range(number):
            wire = stack.enter_context(socket())
            wire.setsockopt(SOL_SOCKET, SO_RCVBUF, 4096)
            wire.connect(("127.0.0.1", port))
            wire.sendall(get(FEED, last=False) * 50)
        return sum((statuses(ask(port, get(FEED))) for _ in range(number)), Counter())


def huge_heads(port: int, number: int) -> Counter[str]:
    """Send heads of 10 KB to 10 MB, and heads of many lines."""
    found = Counter[str]()
    for n in range(number):
        size = 10 ** (4 + n % 4)
        head = get(FEED, f"X: {'a' * size}") if n % 2 else get(FEED, *["X: a"] * (size // 100))
        found += statuses(ask(port, head))
    return found


def ranges(port: int, number: int) -> Counter[str]:
    """Ask for thousands of pieces of a feed, overlapping and in disorder, 10,000 at most."""
    found = Counter[str]()
    for n in range(number):
        pieces = ",".join(f"{at}-" for at in range((10, 100, 2_000, 10_000)[n % 4]))
        answer = ask(port, get(FEED, f"Range: bytes={pieces}", "If-Range: *"))
        assert len(answer) < 200_000
        found += statuses(answer)
    return found


def guesses(port: int, number: int) -> Counter[str]:
    """Ask for what is not to be had: source, ledger, releases, other folders, hidden files."""
    chance = random.Random(3)  # noqa: S311 - only to mix paths
    found = Counter[str]()
    for _ in range(number):
        answer = ask(port, get(_guess(chance)))
        assert not any(secret in answer for secret in SECRETS), answer
        found += statuses(answer)
    return found


_WAYS = (
    "..", "../..", "%2e%2e", "%2E%2E", "..%2f..", "%252e%252e", "..%5c..", "..;", "%c0%ae%c0%ae",
    ".", "", "%00", "~root", ".git", ".env", ".well-known", "site.releases/1", "proc/self", "event",
    ID, f"{ID}/en", f"{ID}/en/my", "\udcff", "%ff", "C:", "file:",
)  # fmt: skip
_ENDS = (
    "heron.yaml", "heron.ledger.jsonl", "manifest.json", ".manifest.json.lock", "etc/passwd",
    ".git/config", ".htaccess", "environ", "all.ics%00", "all.ics/", "all.ics::$DATA",
    "index.html~", "heron.yaml%20", "heron%2eyaml", "HERON.YAML", "", "*", "?x", "#", "none.ics",
    "secret+none.ics",
)  # fmt: skip


def _guess(chance: random.Random) -> str:
    parts = [*chance.choices(_WAYS, k=chance.randint(0, 4)), chance.choice(_ENDS)]
    return "/" + chance.choice(("/", "/", "//", "%2f", "\\")).join(parts)


def crowd(port: int, number: int) -> Counter[str]:
    """Open many connections at once; when all are there, each asks, and is answered."""
    found = Counter[str]()
    with ExitStack() as stack:
        wires = [stack.enter_context(socket()) for _ in range(number)]
        for wire in wires:
            wire.settimeout(30)
            wire.connect(("127.0.0.1", port))
        for wire in wires:
            wire.sendall(get("/robots.txt"))
        for wire in wires:
            found += statuses(wire.recv(1 << 16))
    return found


def floods(port: int, number: int) -> Counter[str]:
    """Send a hundred questions at once over each connection; every other one hangs up."""
    found = Counter[str]()
    for n in range(number):
        many = get("/robots.txt", last=False) * 99 + get("/robots.txt")
        answers = ask(port, many, hasty=bool(n % 2))
        if not n % 2:
            found += statuses(answers)
    return found


Attack = Callable[[int, int], Counter[str]]

#: How often each is done.
ATTACKS: dict[Attack, int] = {
    slow_heads: 300,
    never_read: 300,
    huge_heads: 400,
    ranges: 400,
    guesses: 5_000,
    crowd: 2_000,
    floods: 200,
}


# -- the good client, in a process of its own


def visit(port: int) -> None:
    """Ask for the feed again and again until standard input ends; print each wait as JSON."""
    ended, waits = selectors.DefaultSelector(), list[float]()
    ended.register(sys.stdin, selectors.EVENT_READ)
    print("asking", flush=True)
    while not (ended.select(0.01) and waits):
        since = time.perf_counter()
        wire = HTTPConnection("127.0.0.1", port, timeout=60)
        wire.request("GET", FEED, headers={"Accept-Encoding": "gzip"})
        answer = wire.getresponse()
        answer.read()
        wire.close()
        assert answer.status == 200
        waits.append(time.perf_counter() - since)
    print(msgspec.json.encode(waits).decode())


def under(attack: Attack, port: int, number: int) -> Outcome:
    """Attack while the good client asks."""
    visitor = subprocess.Popen(
        [sys.executable, *_GOOD, str(port)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert visitor.stdout
    assert visitor.stdout.readline() == "asking\n"
    answers = attack(port, number)
    out, _ = visitor.communicate("\n")
    assert visitor.returncode == 0
    return Outcome(answers, msgspec.json.decode(out, type=list[float]))


def resident(served: Served) -> int:
    """Return the kilobytes of memory that the server holds."""
    status = Path(f"/proc/{served.process.pid}/status").read_text("utf-8")
    found = re.search(r"VmRSS:\s+(\d+)", status)
    assert found
    return int(found[1])


def campaign(folder: Path, share: float, rounds: int) -> Iterator[tuple[str, Outcome, int]]:
    """Attack a server in every way; yield what came of each, and the memory held afterwards."""
    file = folder / "heron.yaml"
    file.write_text(HERON.read_text("utf-8"), "utf-8")
    assert call("publish", file, "--to", folder / "site").status == 0
    with serving(file, life=900) as served:
        for _ in range(rounds):
            for attack, number in ATTACKS.items():
                outcome = under(attack, served.port, max(4, int(number * share)))
                yield attack.__name__, outcome, resident(served)
        assert served.process.poll() is None


def main() -> None:
    """Run the campaign and print what came of it."""
    share = float(sys.argv[1]) if len(sys.argv) > 1 else 1.0
    with TemporaryDirectory() as name:
        for attack, outcome, memory in campaign(Path(name), share, 2):
            told = ", ".join(f"{n:,} × {code or 'ended'}" for code, n in outcome.answers.items())
            print(
                f"{attack}: {told}; the good client asked {len(outcome.waits)} times, "
                f"99 of 100 within {outcome.slowest * 1000:.0f} ms; {memory / 1024:.0f} MB",
                flush=True,
            )


if __name__ == "__main__":
    if sys.argv[1:2] == ["visit"]:
        visit(int(sys.argv[2]))
    else:
        main()
