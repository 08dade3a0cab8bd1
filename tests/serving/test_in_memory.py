"""The site in memory without a server: what a keeper keeps, and what an application answers."""

import asyncio
import os
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from calendar_tool.errors import CalendarToolError
from calendar_tool.serving import Application, Keeper
from tests.serving.running import CITY, city

NOW = datetime(2026, 5, 1, 12, tzinfo=UTC)


def told(read: Any) -> list[str]:
    if isinstance(read, (CalendarToolError, OSError)):
        return ["nothing can be read"]
    return ["<b>broken</b>" for one in read if one.is_broken]


def ask(keeper: Keeper, path: str, method: str = "GET", **headers: str) -> tuple[int, Any, bytes]:
    """Return status, headers and content of an answer; a browser of other tests may have the loop
    of this thread.
    """
    sent: list[Mapping[str, Any]] = []

    async def send(message: Mapping[str, Any]) -> None:
        sent.append(message)

    async def question() -> None:
        application = Application(keeper)
        listed = [
            (name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()
        ]
        scope = {"type": "http", "path": path, "method": method, "headers": listed}
        await application(scope, None, send)  # type: ignore[arg-type]  # nothing is received
        application.close()

    with ThreadPoolExecutor(1) as thread:
        thread.submit(asyncio.run, question()).result()
    begin, body = sent
    return begin["status"], dict(begin["headers"]), body["body"]


def test_a_feed_is_answered_once_and_known_after_that(tmp_path: Path) -> None:
    city(tmp_path)
    keeper = Keeper([str(tmp_path)], lambda: NOW, told, watches=True)
    keeper.read()
    feed = "/city-day/en/all.ics"
    status, headers, content = ask(keeper, feed)
    assert (status, content[:15]) == (200, b"BEGIN:VCALENDAR")
    tag, changed = headers[b"etag"].decode(), headers[b"last-modified"].decode()
    assert ask(keeper, feed, if_none_match=f'"x", W/{tag}')[::2] == (304, b"")
    assert ask(keeper, feed, if_modified_since=changed)[::2] == (304, b"")
    assert ask(keeper, feed, "HEAD")[::2] == (200, b"")
    assert ask(keeper, feed, "PUT")[0] == 405
    assert ask(keeper, "/none")[0] == 404
    assert ask(keeper, "/city-day/en")[1][b"location"] == b"en/"
    assert ask(keeper, "/city-day/en/agenda.pdf")[2].startswith(b"%PDF")
    page = ask(keeper, "/city-day/en/", accept_encoding="gzip;q=0.5, br;q=x")
    assert page[1][b"content-encoding"] == b"gzip"
    chosen = ask(keeper, "/city-day/en/my/run+none+opening.ics")
    assert chosen[2].count(b"BEGIN:VEVENT") == 2
    assert ask(keeper, "/city-day/en/my/none.ics")[0] == 404


def test_what_cannot_be_read_leaves_all_as_it_was_and_is_told_on_the_page(tmp_path: Path) -> None:
    path = city(tmp_path)
    saved = path.stat().st_mtime_ns  # events that were never published have the time of their file
    keeper = Keeper([str(path)], lambda: NOW, told, watches=True)
    before = keeper.read()
    path.write_text(f"{CITY}\nfrmat: 1\n", "utf-8")
    keeper.read_again()
    assert b"&lt;b&gt;broken&lt;/b&gt;" in ask(keeper, "/city-day/en/")[2]
    path.unlink()
    keeper.read_again()
    assert b"nothing can be read" in ask(keeper, "/city-day/en/")[2]
    path.write_text(CITY, "utf-8")
    os.utime(path, ns=(saved, saved))
    keeper.read_again()
    assert keeper.standing is not None
    feed = "city-day/en/event/run.ics"
    assert (
        keeper.standing.resources[feed].variant("identity").content
        == before.resources[feed].variant("identity").content
    )
