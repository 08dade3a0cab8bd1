"""Questions and answers: HTTP (RFC 9110) over ASGI 3. Only GET and HEAD, only what is in the site.

The path alone decides, neither Host nor query; nothing that a reader sends is kept or repeated.
"""

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import Protocol, cast

from calendar_tool.errors import CalendarToolError
from calendar_tool.serving.resources import (
    IDENTITY,
    SAFE,
    Header,
    Resource,
    Variant,
    coding_for,
    is_known,
)
from calendar_tool.site import abandon

Scope = Mapping[str, object]
Receive = Callable[[], Awaitable[Mapping[str, object]]]
Send = Callable[[Mapping[str, object]], Awaitable[None]]

_PLAIN: Header = (b"content-type", b"text/plain; charset=utf-8")
#: So many sheets of paper are made at a time, while texts need not wait for them.
_SHEETS = 2

_FRESH: Header = (b"cache-control", b"no-store")


class Shelf(Protocol):
    """Where files are found by path; it may have another content at each look."""

    def find(self, path: str) -> Resource | None:
        """Return the file at a path without its first slash."""

    def has_folder(self, path: str) -> bool:
        """Return whether there is an index at `path/`."""


class Application:
    """Answers from a shelf."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf
        self._making: dict[tuple[Resource, str], asyncio.Future[Variant]] = {}
        self._paper = ThreadPoolExecutor(_SHEETS)

    async def __call__(self, scope: Scope, _receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            return
        path, method = str(scope["path"])[1:], scope["method"]
        if method not in ("GET", "HEAD"):
            await _plain(send, 405, b"only GET and HEAD\n", [(b"allow", b"GET, HEAD")])
        elif (found := self._shelf.find(path)) is not None:
            await self._file(found, scope, send, with_content=method == "GET")
        elif self._shelf.has_folder(path):
            there = path.rpartition("/")[2].encode() + b"/"
            await _plain(send, 308, b"", [(b"location", there)])
        else:
            await _plain(send, 404, b"not found\n", [], method == "GET")

    def close(self) -> None:
        """Give up what is being made, whoever waits for it."""
        self._paper.shutdown(wait=False, cancel_futures=True)
        abandon()
        self._paper.shutdown()

    async def _file(self, found: Resource, scope: Scope, send: Send, *, with_content: bool) -> None:
        asked = _asked(scope)
        coding = coding_for(asked[b"accept-encoding"]) if b"accept-encoding" in asked else IDENTITY
        variant = found.ready(coding)
        if variant is None:
            try:
                variant = await self._made(found, coding)
            except CalendarToolError as refused:
                await _plain(send, 500, f"{refused}\n".encode(), [_FRESH], with_content)
                return
        if b"if-none-match" in asked:
            same = is_known(variant.tag, asked[b"if-none-match"])
        else:
            same = found.knows(asked.get(b"if-modified-since", b""))
        headers = variant.known if same else variant.headers
        await _answer(
            send,
            304 if same else 200,
            headers,
            b"" if same or not with_content else variant.content,
        )

    async def _made(self, found: Resource, coding: str) -> Variant:
        """Make a file beside the loop, once however many ask for it meanwhile."""
        key = (found, coding)
        making = self._making.get(key)
        if making is None:
            beside = None if found.is_text else self._paper
            making = asyncio.get_running_loop().run_in_executor(beside, found.variant, coding)
            making.add_done_callback(lambda _: self._making.pop(key))
            self._making[key] = making
        return await asyncio.shield(making)


def _asked(scope: Scope) -> dict[bytes, bytes]:
    """Return the headers that decide about an answer; of what is sent twice, all of it."""
    found: dict[bytes, bytes] = {}
    for name, value in cast(Iterable[Header], scope["headers"]):
        if name in (b"accept-encoding", b"if-none-match", b"if-modified-since"):
            found[name] = found[name] + b"," + value if name in found else value
    return found


async def _plain(
    send: Send, status: int, text: bytes, headers: list[Header], with_content: bool = True
) -> None:
    length = (b"content-length", str(len(text)).encode())
    await _answer(send, status, [_PLAIN, length, *headers, *SAFE], text if with_content else b"")


async def _answer(send: Send, status: int, headers: list[Header], content: bytes) -> None:
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": content})
