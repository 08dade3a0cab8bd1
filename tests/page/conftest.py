"""A real browser for the pages; where none is installed, the tests that need one are skipped."""

import os
import shutil
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.page.reading import Reader
from tests.page.sites import write

_NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Give a headless Chromium: that of CALENDAR_TOOL_CHROMIUM, else one that is installed."""
    known = (os.environ.get("CALENDAR_TOOL_CHROMIUM"), *map(shutil.which, _NAMES))
    path = next(filter(None, known), None)
    if path is None:
        pytest.skip("no Chromium is installed: the pages are not opened in a browser")
    with sync_playwright() as running:
        started = running.chromium.launch(executable_path=path)
        yield started
        started.close()


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a folder with the pages of the real programmes and of some made for these tests."""
    folder = tmp_path_factory.mktemp("site")
    write(folder)
    return folder


class _Silent(SimpleHTTPRequestHandler):
    def log_message(self, *_: Any) -> None:
        pass


@pytest.fixture(scope="session")
def served(site: Path) -> Iterator[str]:
    """Give the address at which a web server of this machine has the site."""
    handler = partial(_Silent, directory=str(site))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


@pytest.fixture
def reader(browser: Browser, site: Path) -> Iterator[Reader]:
    """Give somebody who opens pages; everything that went wrong on them fails the test."""
    one = Reader(browser, site.as_uri())
    yield one
    one.close()
    assert one.faults == []
