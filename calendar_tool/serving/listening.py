"""A server that answers until it is told to stop. Knows sockets; must not know what it serves.

Granian does the serving: it speaks HTTP in compiled code, and ends who is slow, idle or too wordy.
"""

import asyncio
import errno
import signal
import socket
import sys
from collections.abc import Awaitable, Callable
from contextlib import suppress

from granian.constants import HTTPModes, Interfaces
from granian.http import HTTP1Settings
from granian.net import SocketHolder  # type: ignore[attr-defined]  # its stubs lack it
from granian.server.embed import Server

from calendar_tool.errors import RefusedError

if sys.platform != "win32":
    import resource

#: How long a request's head may take, and a connection may be idle, in milliseconds.
_PATIENCE = 10_000

#: How long somebody may take nothing of what he asked for, in milliseconds: who reads slowly does.
_UNREAD = 60_000

#: Octets of a request's head.
_LONGEST_HEAD = 16_384

#: Connections at a time; more of them wait.
_CONNECTIONS = 4_096

#: What a process may have open besides connections.
_OTHER_FILES = 128

#: Of connections that wait, how many the system keeps.
_BACKLOG = 1024

#: How long answers that are on their way may take when the server stops, in seconds.
_LAST = 2


def claim(host: str, port: int) -> socket.socket:
    """Return where one listens from now on, on a free port for 0; raises RefusedError.

    Whoever connects waits until somebody answers. No other program can have the same address.
    """
    host = host.removeprefix("[").removesuffix("]")
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    claimed = socket.socket(family, socket.SOCK_STREAM)
    try:
        if sys.platform != "win32":  # where it would let another program in
            claimed.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if sys.platform == "linux":  # elsewhere who does not read is never ended
            claimed.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, _UNREAD)
        claimed.bind((host.encode("idna").decode(), port))
        claimed.listen(_BACKLOG)
    except (OSError, UnicodeError) as error:
        claimed.close()
        taken = isinstance(error, OSError) and error.errno == errno.EADDRINUSE
        reason = error.strerror if isinstance(error, OSError) else error
        key = "serve.taken" if taken else "serve.refused"
        raise RefusedError(key, host=host, port=port, reason=reason) from error
    return claimed


class _Server(Server):
    """Granian on a socket that listens already, which it has no argument for.

    So the port is ours alone from the moment it is told, and the system ends who does not read.
    """

    def __init__(self, application: Callable[..., Awaitable[None]], claimed: socket.socket) -> None:
        super().__init__(
            application,
            interface=Interfaces.ASGINL,
            http=HTTPModes.http1,
            http1_settings=HTTP1Settings(
                header_read_timeout=_PATIENCE, max_buffer_size=_LONGEST_HEAD
            ),
            websockets=False,
            backlog=_BACKLOG,
            backpressure=_connections(),
            log_enabled=False,
        )
        self._claimed = claimed

    def _init_shared_socket(self) -> None:
        self._ssp = None
        self._shd = SocketHolder(self._claimed.detach(), False, _BACKLOG)  # type: ignore[assignment, call-arg]


def _connections() -> int:
    """Return how many connections at a time the system lets us have, after asking for enough."""
    if sys.platform == "win32":
        return _CONNECTIONS
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = _CONNECTIONS + _OTHER_FILES
    if hard != resource.RLIM_INFINITY:
        wanted = min(wanted, hard)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
    return wanted - _OTHER_FILES


async def listen(
    application: Callable[..., Awaitable[None]],
    claimed: socket.socket,
    beside: Callable[[asyncio.Event], Awaitable[None]] | None,
    close: Callable[[], None],
) -> None:
    """Serve an ASGI application until SIGINT or SIGTERM; `beside` runs along until its event.

    `close` is called when nothing more is asked, so that nobody waits for what takes long.
    """
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in (signal.SIGINT, signal.SIGTERM):
        with suppress(NotImplementedError):  # Windows: Ctrl-C arrives as an exception
            loop.add_signal_handler(name, stop.set)
    server = _Server(application, claimed)
    serving = asyncio.create_task(server.serve())
    following = asyncio.ensure_future(beside(stop) if beside is not None else stop.wait())
    await asyncio.wait({serving, following}, return_when=asyncio.FIRST_COMPLETED)
    stop.set()
    server.stop()  # type: ignore[no-untyped-call]
    close()
    done, _ = await asyncio.wait({serving, following}, timeout=_LAST)
    loop.set_exception_handler(lambda *_: None)  # what was not done in time has nothing to say
    for task in done:
        task.result()
