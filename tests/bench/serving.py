"""What our own server can do: `python -m tests.bench.serving [SECONDS]`, by hand; wrk and nginx.

The same published festival, from our memory and from nginx with the files: a small feed and the
one of everything, 200 and 304, taken by turns, median of the ratios. Then how long it takes until
the first answer, page and paper; and how 64 readers fare who never stop while the programme is
published every second: every answer must be whole, and the memory flat.
"""

import re
import subprocess
import sys
import threading
import time
import urllib.request
from collections import Counter
from collections.abc import Callable, Iterable
from hashlib import sha256
from http.client import HTTPConnection
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from tests.campaigns.attacks import resident
from tests.cli.running import HERON, MOSCOW, call
from tests.servers import nginx
from tests.serving.running import Served, serving

TURNS, TURN = 7, 2
READERS = 64
GOALS = {"200": 0.4, "304": 0.2}

ID = "white-heron-festival-2027"
FEEDS = {"small": f"{ID}/en/event/poems.ics", "all": f"{ID}/en/all.ics"}


def rate(address: str, etag: str = "") -> float:
    """Return how many answers a second wrk gets, over 64 connections."""
    headers = ("-H", f"If-None-Match: {etag}") if etag else ()
    command = ["wrk", "-t", "1", "-c", "64", "-d", f"{TURN}s", *headers, address]
    out = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert "Socket errors" not in out, out
    assert "Non-2xx" not in out or etag, out
    found = re.search(r"Requests/sec:\s+([\d.]+)", out)
    assert found
    return float(found[1])


def tag(address: str) -> str:
    with urllib.request.urlopen(address) as answer:  # noqa: S310 - loopback
        return str(answer.headers["ETag"])


def compare(ours: str, theirs: str) -> None:
    """Print how our rates are to those of nginx."""
    for name, path in FEEDS.items():
        addresses = f"{ours}/{path}", f"{theirs}/{path}"
        for status, goal in GOALS.items():
            tags = [tag(address) if status == "304" else "" for address in addresses]
            pairs = [[*map(rate, addresses, tags)] for _ in range(TURNS)]
            ratio = median(one / other for one, other in pairs)
            mine, its = (median(column) for column in zip(*pairs, strict=True))
            print(
                f"{name}, {status}: {mine:,.0f} a second, nginx {its:,.0f}: "
                f"{ratio:.2f} (goal: {goal})",
                flush=True,
            )


def first_times() -> None:
    """Print how long it takes from the command to the first answer, and to page and paper."""
    for path in (MOSCOW, HERON):
        since = time.perf_counter()
        with serving(path) as served:

            def seconds(what: str, since: float, served: Served = served, path: Path = path) -> str:
                with urllib.request.urlopen(f"{served.address}/{path.stem}/ru/{what}") as answer:  # noqa: S310
                    answer.read()
                return f"{what or 'page'} {time.perf_counter() - since:.2f} s"

            told = [seconds("all.ics", since)]
            told += [
                seconds(what, time.perf_counter()) for what in ("", "agenda.pdf", "poster.pdf")
            ]
            print(f"{path.stem}: {', '.join(told)}", flush=True)


class Readers:
    """Readers who never stop; `seen` counts answers by status, and those that are not whole."""

    def __init__(self, served: Served, paths: Iterable[str]) -> None:
        self._served, self._paths = served, [*paths]
        self._over = threading.Event()
        self.seen = Counter[str]()

    def read(self) -> None:
        wire = HTTPConnection("127.0.0.1", self._served.port, timeout=30)
        held: dict[str, str] = {}
        seen = Counter[str]()
        while not self._over.is_set():
            for path in self._paths:
                headers = {"If-None-Match": held[path]} if path in held else {}
                wire.request("GET", f"/{path}", headers=headers)
                answer = wire.getresponse()
                content = answer.read()
                seen[str(answer.status)] += 1
                if answer.status == 200:
                    held[path] = str(answer.headers["ETag"])
                    seen["torn"] += not is_whole(content, held[path])
        wire.close()
        self.seen += seen

    def during(self, act: Callable[[], None]) -> None:
        """Read while something is done."""
        threads = [threading.Thread(target=self.read) for _ in range(READERS)]
        for thread in threads:
            thread.start()
        try:
            act()
        finally:
            self._over.set()
            for thread in threads:
                thread.join()
        assert self.seen["200"] > READERS


def is_whole(content: bytes, etag: str) -> bool:
    """Return whether a feed is all there, and the one that its tag names."""
    digest = sha256(content).hexdigest()[:24]
    return content.endswith(b"END:VCALENDAR\r\n") and etag == f'"{digest}"'


def republish(folder: Path, seconds: int) -> None:
    """Print what readers see and the server keeps while a programme is published every second."""
    file = folder / "heron.yaml"
    text = HERON.read_text("utf-8")
    file.write_text(text, "utf-8")
    assert call("publish", file, "--to", folder / "site").status == 0
    memory: list[int] = []
    with serving(file, life=900) as served:
        drain = threading.Thread(target=served.process.stderr.read)  # type: ignore[union-attr]
        drain.start()

        def act() -> None:
            end = time.monotonic() + seconds
            while (now := time.monotonic()) < end:
                file.write_text(text.replace("Craft fair", f"Craft fair {len(memory)}"), "utf-8")
                publish = ("publish", str(file), "--to", str(folder / "site"))
                subprocess.run(
                    [sys.executable, "-m", "calendar_tool", *publish],
                    check=True,
                    capture_output=True,
                )
                memory.append(resident(served))
                time.sleep(max(0, now + 1 - time.monotonic()))

        readers = Readers(served, FEEDS.values())
        readers.during(act)
        print(
            f"{seconds} s, {READERS} readers, published {len(memory)} times: {dict(readers.seen)}; "
            f"memory {memory[min(10, len(memory) - 1)] / 1024:.0f} MB after ten, "
            f"{memory[-1] / 1024:.0f} MB at the end"
        )
    drain.join()


def main() -> None:
    """Print everything beside its goals."""
    seconds = int(sys.argv[1]) if len(sys.argv) > 1 else 60
    first_times()
    with TemporaryDirectory() as name:
        folder = Path(name)
        file = folder / "heron.yaml"
        file.write_text(HERON.read_text("utf-8"), "utf-8")
        assert call("publish", file, "--to", folder / "site").status == 0
        with serving(file, life=900) as served, nginx(folder / "nginx", folder / "site") as other:
            compare(served.address, f"http://127.0.0.1:{other.port}")
    with TemporaryDirectory() as name:
        republish(Path(name), seconds)


if __name__ == "__main__":
    main()
