"""Questions to a web server as programs put them: nothing is followed, decoded or kept."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPResponse, RemoteDisconnected
from types import TracebackType
from typing import NamedTuple, Self
from urllib.parse import urlsplit

#: What differs from one answer to the next, or belongs to the connection.
_PASSING = frozenset({"connection", "date", "keep-alive", "transfer-encoding"})


class Answer(NamedTuple):
    """What a server says; the names of headers are in lower case."""

    status: int
    headers: Mapping[str, str]
    content: bytes

    @property
    def lasting(self) -> dict[str, str]:
        """The headers that are the same whenever the same is asked."""
        return {name: value for name, value in self.headers.items() if name not in _PASSING}


class Asker:
    """Asks one server, over one connection for as long as the server keeps it open."""

    def __init__(self, base: str) -> None:
        self._host = urlsplit(base).netloc
        self._connection = HTTPConnection(self._host, timeout=120)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._connection.close()

    def __call__(self, path: str, method: str = "GET", /, **headers: str) -> Answer:
        """Ask for a path as it stands; `If_None_Match` becomes the header If-None-Match.

        If the server has meanwhile ended the connection, as it may, ask over another one.
        """
        try:
            answer = self._asked(method, path, headers)
        except (RemoteDisconnected, ConnectionResetError, BrokenPipeError):
            self._connection.close()
            answer = self._asked(method, path, headers)
        content = answer.read()
        found: dict[str, str] = {}
        for name, value in answer.getheaders():
            assert name.lower() not in found, f"{name} twice"
            found[name.lower()] = value
        return Answer(answer.status, found, content)

    def _asked(self, method: str, path: str, headers: Mapping[str, str]) -> HTTPResponse:
        self._connection.putrequest(
            method, path, skip_host="Host" in headers, skip_accept_encoding=True
        )
        for name, value in headers.items():
            self._connection.putheader(name.replace("_", "-"), value)
        self._connection.endheaders()
        return self._connection.getresponse()


@contextmanager
def asking(base: str) -> Iterator[Asker]:
    """Give somebody who asks the server at an address such as `http://127.0.0.1:8000`."""
    with Asker(base) as ask:
        yield ask
