"""The festival published twice, a web server that has one of both, and our own, which follows."""

import http.server
import threading
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import pytest

from tests.clients.entries import Feeds, expected
from tests.festival import ID, Festival, Life
from tests.serving.running import LONG, Served, serving


class Publication(NamedTuple):
    """A site as it was published once, and what its feeds must hold."""

    site: Path
    feeds: Feeds

    def path(self, feed: str) -> Path:
        return self.site / ID / feed


@pytest.fixture(scope="session")
def publications(life: Life) -> list[Publication]:
    """Return the festival as it was first published, and after it had changed."""
    first, second = (Publication(one.site, expected(one)) for one in (life.first, life.last))
    assert first.feeds.keys() >= second.feeds.keys()
    assert first.feeds != second.feeds
    return [first, second]


@pytest.fixture(scope="module")
def memory() -> Iterator[Path]:
    """Return a folder in memory where there is one: some clients flush each entry to the disk."""
    disk = Path("/dev/shm")  # noqa: S108 - the folder made in it is ours alone
    with TemporaryDirectory(dir=disk if disk.is_dir() else None) as name:
        yield Path(name)


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, format: str, *_: object) -> None:  # noqa: A002 - its name above
        pass


class Host(NamedTuple):
    """A web server: `address` is that of a site, of which it shows the publication put there."""

    address: str
    link: Path

    def show(self, publication: Publication) -> None:
        self.link.unlink(missing_ok=True)
        self.link.symlink_to(publication.site, target_is_directory=True)


@pytest.fixture
def host(tmp_path: Path) -> Iterator[Host]:
    root = tmp_path / "www"
    root.mkdir()

    class Handler(_Quiet):
        def __init__(self, *args: object) -> None:
            super().__init__(*args, directory=root)  # type: ignore[arg-type]

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield Host(f"http://127.0.0.1:{server.server_port}/site", root / "site")
        finally:
            server.shutdown()
            thread.join()


class OnShow(NamedTuple):
    """The festival, which was published, on our own server; `address` is that of its site."""

    festival: Festival
    feeds: Feeds
    served: Served

    @property
    def address(self) -> str:
        return self.served.address

    def change(self) -> Feeds:
        """Change it, publish it, wait until that is on show; return what the feeds must hold."""
        self.festival.change()
        self.festival.publish()
        path = "en/all.ics"
        published = (self.festival.site / ID / path).read_bytes()
        self.served.reads_until(lambda: self.feed(path) == published)
        return expected(self.festival)

    def feed(self, path: str) -> bytes:
        """Return what the server shows at a path below the festival's."""
        with urllib.request.urlopen(f"{self.address}/{ID}/{path}") as answer:  # noqa: S310 - ours
            content: bytes = answer.read()
        return content


@pytest.fixture
def on_show(life: Life, tmp_path: Path) -> Iterator[OnShow]:
    festival = life.first.kept(tmp_path / "festival")
    with serving(festival.file, life=LONG) as served:
        served.told("Ctrl-C")
        yield OnShow(festival, expected(festival), served)
