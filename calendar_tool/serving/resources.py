"""A file of a site as it is sent: its bytes in each coding, its tag, the headers that go with it.

Must not know what the file shows, nor who asks for it.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from email.utils import format_datetime
from functools import lru_cache
from hashlib import sha256
from typing import NamedTuple

from calendar_tool.publishing.compressed import CODINGS, is_compressible, is_wanted
from calendar_tool.publishing.headers import headers

Header = tuple[bytes, bytes]

IDENTITY = "identity"

#: Of every answer: types are not guessed, addresses of personal calendars are told to nobody.
SAFE: tuple[Header, ...] = (
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
)


class Variant(NamedTuple):
    """A file in one coding: its entity tag, what is sent with it and, if it is known, instead."""

    tag: bytes
    headers: list[Header]
    known: list[Header]
    content: bytes


class Resource:
    """A file that is made and compressed when it is first asked for; it never changes.

    `cause` is what it is made from: equal causes make equal files.
    """

    def __init__(
        self, path: str, make: Callable[[], bytes], cause: object, modified: datetime
    ) -> None:
        self.cause = cause
        self._path = path
        self._make = make
        self._modified = format_datetime(modified, usegmt=True).encode()
        self._variants: dict[str, Variant] = {}

    def ready(self, coding: str) -> Variant | None:
        """Return the file in a coding if nothing has to be made for it."""
        return self._variants.get(coding)

    def variant(self, coding: str) -> Variant:
        """Return the file in a coding, in none where it would not be smaller; this may take long.

        Raises CalendarToolError for what cannot be made.
        """
        found = self._variants.get(coding)
        if found is None:
            found = self._identity() if coding == IDENTITY else self._coded(coding)
            self._variants[coding] = found
        return found

    @property
    def is_text(self) -> bool:
        """Whether it is made in no time: paper and pictures are not."""
        return is_compressible(self._path)

    def knows(self, date: bytes) -> bool:
        """Return whether somebody who has the file of this date has this one."""
        return date == self._modified

    def _identity(self) -> Variant:
        content = self._make()
        return self._sent(IDENTITY, content, sha256(content).hexdigest()[:24].encode())

    def _coded(self, coding: str) -> Variant:
        whole = self.variant(IDENTITY)
        if not is_wanted(self._path, len(whole.content)):
            return whole
        return self._sent(coding, CODINGS[coding].compress(whole.content), whole.tag[1:-1])

    def _sent(self, coding: str, content: bytes, name: bytes) -> Variant:
        """Return what is sent; `name` is the tag of the identity without its quotes."""
        told = {name.lower(): value for name, value in headers(self._path).items()}
        tag = b'"%b"' % (name if coding == IDENTITY else b"%b-%b" % (name, coding.encode()))
        known = {"cache-control": told["cache-control"]}
        if is_compressible(self._path):
            known["vary"] = "Accept-Encoding"
        told |= known | {"content-length": str(len(content))}
        if coding != IDENTITY:
            told["content-encoding"] = coding
        always = [(b"etag", tag), (b"last-modified", self._modified), *SAFE]
        return Variant(tag, always + _encoded(told), always + _encoded(known), content)


def _encoded(headers: Mapping[str, str]) -> list[Header]:
    return [(name.encode(), value.encode()) for name, value in headers.items()]


@lru_cache(maxsize=512)
def coding_for(accepted: bytes) -> str:
    """Return the coding that an Accept-Encoding asks for, as far as we make it (RFC 9110 12.5.3).

    What it does not name is not asked for, and the identity only rather than a coding where it is
    named as better; whoever refuses even the identity gets it all the same.
    """
    asked: dict[str, float] = {}
    for part in accepted.decode("latin-1").lower().split(","):
        name, *parameters = (piece.strip() for piece in part.split(";"))
        asked[name] = _quality(parameters)
    found = {name: asked.get(name, asked.get("*", 0)) for name in CODINGS}
    best = max(found, key=lambda name: found[name])
    return best if found[best] > 0 and found[best] >= asked.get(IDENTITY, 0) else IDENTITY


def _quality(parameters: list[str]) -> float:
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip() == "q":
            try:
                return float(value)
            except ValueError:
                return 0
    return 1


def is_known(tag: bytes, listed: bytes) -> bool:
    """Return whether an If-None-Match names a tag, by weak comparison (RFC 9110 13.1.2)."""
    return listed.strip() == b"*" or tag in (
        one.strip().removeprefix(b"W/") for one in listed.split(b",")
    )
