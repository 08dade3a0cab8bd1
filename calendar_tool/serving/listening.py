"""A server that answers until it is told to stop. Knows sockets; must not know what it serves.

Granian does the serving: it speaks HTTP in compiled code, and ends who is slow, idle or too wordy.
"""

import asyncio
import errno
import signal
import socket
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import NamedTuple

from granian.constants import HTTPModes, Interfaces
from granian.http import HTTP1Settings
from granian.server.embed import Server

from calendar_tool.errors import RefusedError

#: How long a request's head may take, and a connection may be idle, in milliseconds.
_PATIENCE = 10_000

#: Octets of a request's head.
_LONGEST_HEAD = 16_384

#: Connections at a time; more of them wait.
_CONNECTIONS = 4_096

#: How long answers that are on their way may take when the server stops, in seconds.
_LAST = 5


class Listener(NamedTuple):
    """Where a server listens."""

    host: str
    port: int


def claim(host: str, port: int) -> Listener:
    """Return where one can listen, with a free port for 0; raises RefusedError where one cannot."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
            probe.listen()
        except OSError as error:
            key = "serve.taken" if error.errno == errno.EADDRINUSE else "serve.refused"
            raise RefusedError(key, host=host, port=port, reason=error.strerror) from error
        return Listener(host, probe.getsockname()[1])


async def listen(
    application: Callable[..., Awaitable[None]],
    where: Listener,
    beside: Callable[[asyncio.Event], Awaitable[None]] | None,
    ready: Callable[[], None],
) -> None:
    """Serve an ASGI application until SIGINT or SIGTERM; `beside` runs along until its event.

    `ready` is called when connections are accepted.
    """
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in (signal.SIGINT, signal.SIGTERM):
        with suppress(NotImplementedError):  # Windows: Ctrl-C arrives as an exception
            loop.add_signal_handler(name, stop.set)
    server = Server(
        application,
        address=where.host,
        port=where.port,
        interface=Interfaces.ASGINL,
        http=HTTPModes.http1,
        http1_settings=HTTP1Settings(header_read_timeout=_PATIENCE, max_buffer_size=_LONGEST_HEAD),
        websockets=False,
        backlog=1024,
        backpressure=_CONNECTIONS,
        log_enabled=False,
    )
    serving = asyncio.create_task(server.serve())
    following = asyncio.ensure_future(beside(stop) if beside is not None else stop.wait())
    accepting = asyncio.create_task(_accepts(where))
    await asyncio.wait({serving, accepting}, return_when=asyncio.FIRST_COMPLETED)
    if accepting.done():
        ready()
    await asyncio.wait({serving, following}, return_when=asyncio.FIRST_COMPLETED)
    stop.set()
    server.stop()  # type: ignore[no-untyped-call]
    done, _ = await asyncio.wait({serving, following}, timeout=_LAST)
    for task in done:
        task.result()


async def _accepts(where: Listener) -> None:
    """Wait until connections are accepted: the server says nothing of it."""
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(where.host, where.host)  # noqa: S104 - compared
    while True:
        try:
            _, connection = await asyncio.open_connection(host, where.port)
        except OSError:
            await asyncio.sleep(0.01)
        else:
            connection.close()
            return
