"""A line to a server on which something happens: a request is refused, altered, or the last one."""

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Lock, Thread
from typing import NamedTuple


class Request(NamedTuple):
    """What passes: `number` counts those that change something, from 0."""

    method: str
    path: str
    headers: dict[str, str]
    number: int


#: Told of each request, also of several at once; it may alter the headers, and returns a status
#: to answer instead.
Meddle = Callable[[Request], int | None]


@contextmanager
def line(port: int, meddle: Meddle) -> Iterator[int]:
    """Give the port of a line to another port."""
    numbers = iter(range(1_000_000))
    lock = Lock()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def handle_any(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            headers = dict(self.headers)
            with lock:
                number = next(numbers) if self.command not in ("GET", "HEAD") else -1
            status = meddle(Request(self.command, self.path, headers, number))
            if status is not None:
                self._answer(status, [], b"")
                return
            with closing(HTTPConnection("127.0.0.1", port)) as connection:
                connection.request(self.command, self.path, body, headers)
                answer = connection.getresponse()
                self._answer(answer.status, answer.getheaders(), answer.read())

        do_GET = do_HEAD = do_PUT = do_POST = do_DELETE = handle_any  # noqa: N815 - the server's

        def _answer(self, status: int, headers: list[tuple[str, str]], body: bytes) -> None:
            self.send_response_only(status)
            own = {"content-length", "transfer-encoding", "connection"}
            for name, value in headers:
                if name.lower() not in own:
                    self.send_header(name, value)
            length = dict(headers).get("Content-Length") if self.command == "HEAD" else None
            self.send_header("Content-Length", length or str(len(body)))
            with suppress(ConnectionError):  # who asked may be dead by now
                self.end_headers()
                self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Keep silent."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        server.daemon_threads = True
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield server.server_address[1]
        finally:
            server.shutdown()
            thread.join()
