"""Requests a second of a web server: `python -m tests.bench.hosting [URL]`, by hand.

Without a URL it publishes the festival and starts nginx with the snippet of `docs/hosting.md`. With
one it asks the server there, which shows a site at its root; `URL` is the address of a feed.
wrk asks for 10 seconds over 64 connections that stay open, then over new ones: feeds are fetched
by programs that ask once and go.
"""

import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlsplit

from tests.festival import ID, Festival
from tests.hosting.asking import Answer, asking
from tests.hosting.servers import serving, snippets

SECONDS, CONNECTIONS = 10, 64


def measure(url: str) -> None:
    """Print how often a feed is sent each second, in each of the ways in which it is asked for."""
    tag = ask_once(url, {"Accept_Encoding": "gzip"}).headers["etag"]
    for headers in (
        {"Accept_Encoding": "gzip", "If_None_Match": tag},
        {"Accept_Encoding": "gzip"},
        {},
    ):
        answer = ask_once(url, headers)
        coding = answer.headers.get("content-encoding", "plain")
        print(f"{answer.status}, {len(answer.content):,} bytes, {coding}")
        kept, new = requests(url, headers), requests(url, {**headers, "Connection": "close"})
        print(f"  connections kept open: {kept:,.0f} a second, one for each: {new:,.0f}")


def ask_once(url: str, headers: dict[str, str]) -> Answer:
    with asking(url) as ask:
        return ask(urlsplit(url).path, **headers)


def requests(url: str, headers: dict[str, str]) -> float:
    """Return how many requests a second are answered."""
    command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{SECONDS}s"]
    for name, value in headers.items():
        command += ["-H", f"{name.replace('_', '-')}: {value}"]
    done = subprocess.run([*command, url], capture_output=True, text=True, check=True)
    found = re.search(r"Requests/sec:\s+([\d.]+)", done.stdout)
    assert found, done.stdout
    errors = re.search(r"Non-2xx or 3xx responses: \d+|Socket errors: .*", done.stdout)
    if errors:
        print(f"  {errors[0]}")
    return float(found[1])


@contextmanager
def nginx() -> Iterator[str]:
    """Publish the festival, and give the address of a feed of it."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        festival = Festival.begun(folder / "festival")
        festival.publish()
        with serving(snippets("nginx")[0], "nginx", festival.site, folder) as base:
            yield f"{base}/{ID}/en/all.ics"


def main() -> None:
    """Print the requests a second of the server at a URL, or of nginx."""
    if len(sys.argv) > 1:
        measure(sys.argv[1])
        return
    with nginx() as url:
        measure(url)


if __name__ == "__main__":
    main()
