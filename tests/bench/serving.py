"""What our own server can do: `python -m tests.bench.serving [SECONDS]`, by hand; wrk and nginx.

How long it takes until the first answer, page and paper. The same published festival, from our
memory and from nginx with the files: a small feed and the one of everything, 200 and 304, taken by
turns, median of the ratios. How 64 readers fare while a programme of a hundred events is saved
every second, and published again and again: every answer must be whole, and the memory flat.
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
from tests.hosting.servers import serving as hosted
from tests.hosting.servers import snippets
from tests.serving.running import CITY, Served, serving

TURNS, TURN = 7, 2
READERS, PAUSE = 64, 0.1
GOALS = {"200": 0.4, "304": 0.2}

#: A programme of a hundred events.
TEXT = CITY + "".join(
    f"  - {{title: Talk {n}, id: talk-{n}, when: '15 Sep 12:00–13:00', track: sport}}\n"
    for n in range(100)
)

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
    """Readers who come again and again; `seen` counts answers, `torn` those that are not whole."""

    def __init__(self, served: Served, paths: Iterable[str]) -> None:
        self._served, self._paths = served, [*paths]
        self._over = threading.Event()
        self.seen = Counter[str]()
        self.torn = 0

    def read(self) -> None:
        wire = HTTPConnection("127.0.0.1", self._served.port, timeout=30)
        held: dict[str, str] = {}
        seen = Counter[str]()
        while not self._over.wait(PAUSE):
            for path in self._paths:
                headers = {"If-None-Match": held[path]} if path in held else {}
                wire.request("GET", f"/{path}", headers=headers)
                answer = wire.getresponse()
                content = answer.read()
                seen[str(answer.status)] += 1
                if answer.status == 200:
                    held[path] = str(answer.headers["ETag"])
                    self.torn += not is_whole(content, held[path])
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


class Editor:
    """Somebody who saves a programme every second, and publishes it as soon as that is done."""

    def __init__(self, folder: Path) -> None:
        self.file = folder / "city-day.yaml"
        self._new, self._site = folder / ".new", folder / "site"
        self.saved = self.published = 0
        self.save()
        self.publish()

    def save(self) -> None:
        self._new.write_text(TEXT.replace("Run", f"Run {self.saved}"), "utf-8")
        self._new.replace(self.file)
        self.saved += 1

    def publish(self) -> None:
        options = ("publish", str(self.file), "--to", str(self._site))
        command = [sys.executable, "-m", "calendar_tool", *options]
        subprocess.run(command, check=True, capture_output=True)
        self.published += 1

    def work(self, seconds: int, each: Callable[[], None]) -> None:
        """Do so for some seconds, and something else after each save."""
        over = threading.Event()

        def publish() -> None:
            while not over.is_set():
                self.publish()

        beside = threading.Thread(target=publish)
        beside.start()
        for _ in range(seconds):
            self.save()
            time.sleep(1)
            each()
        over.set()
        beside.join()


def republish(folder: Path, seconds: int) -> None:
    """Print what readers see and the server keeps while a programme is saved every second."""
    editor = Editor(folder)
    memory: list[float] = []
    with serving(editor.file, life=900) as served:
        readers = Readers(served, ("city-day/en/all.ics", "city-day/en/event/run.ics"))
        readers.during(lambda: editor.work(seconds, lambda: memory.append(resident(served) / 1024)))
        served.process.terminate()
        rebuilt = served.process.communicate()[1].count("read again")
    print(
        f"{seconds} s, {READERS} readers, saved {editor.saved} times, published {editor.published} "
        f"times, read again {rebuilt} times: {dict(readers.seen)}, {readers.torn} torn; memory "
        f"{memory[min(10, seconds - 1)]:.0f} MB after ten, {memory[-1]:.0f} MB at the end"
    )


def main() -> None:
    """Print everything beside its goals."""
    seconds = int(sys.argv[1]) if len(sys.argv) > 1 else 60
    first_times()
    with TemporaryDirectory() as name:
        folder = Path(name)
        file = folder / "heron.yaml"
        file.write_text(HERON.read_text("utf-8"), "utf-8")
        assert call("publish", file, "--to", folder / "site").status == 0
        snippet = re.sub("access_log .*;", "access_log off;", snippets("nginx")[0])
        (folder / "nginx").mkdir()
        with (
            serving(file, life=900) as served,
            hosted(snippet, "nginx", folder / "site", folder / "nginx") as other,
        ):
            compare(served.address, other)
    with TemporaryDirectory() as name:
        republish(Path(name), seconds)


if __name__ == "__main__":
    main()
