"""A line of an access log → the request that it tells of.

Three formats are read, each line by itself, so that a log may hold several: the Common Log Format
of Apache and nginx, the Combined one, and the JSON of Caddy.
"""

import re
from datetime import date
from functools import lru_cache
from typing import NamedTuple

import msgspec
from msgspec import Struct

#: The most octets of a line that is read; no web server accepts a request that fills it.
LONGEST = 65_536

#: Between quotation marks Apache and nginx write `\"`, `\xHH` and the like for what is not ASCII.
_QUOTED = r'"([^"\\]*(?:\\.[^"\\]*)*)"'

_COMMON = re.compile(
    r"(\S+) \S+ \S+ \[(\d\d/[A-Z][a-z]{2}/\d{4}):(\d\d):(\d\d):(\d\d) ([+-]\d{4})\]"
    rf" {_QUOTED} (\d{{3}}) (\d{{1,15}}|-)(?: {_QUOTED} {_QUOTED})?\s*"
)

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_EPOCH = date(1970, 1, 1).toordinal()

#: The first second after those of the years that a datetime can have.
_END_OF_TIME = (date.max.toordinal() - _EPOCH) * 86_400


class Request(NamedTuple):
    """What somebody asked for: `at` in seconds since 1970 UTC, `path` without a query.

    `agent` is what the client calls itself, `-` if it does not; `octets` is what the server says
    that it sent.
    """

    address: str
    agent: str
    at: int
    method: str
    path: str
    status: int
    octets: int


class _Headers(Struct):
    agent: list[str] = msgspec.field(name="User-Agent", default_factory=list)


class _Asked(Struct):
    method: str
    uri: str
    remote_ip: str
    client_ip: str = ""
    headers: _Headers = msgspec.field(default_factory=_Headers)


class _Handled(Struct):
    """An entry of Caddy's log, of which nothing else is read."""

    request: _Asked
    ts: float
    status: int
    size: int


_decode = msgspec.json.Decoder(_Handled).decode


def parse(line: bytes) -> Request | None:
    """Return the request that a line tells of, None if it is no line of an access log."""
    if len(line) > LONGEST:
        return None
    return _json(line) if line.startswith(b"{") else _common(line)


def _common(line: bytes) -> Request | None:
    try:
        text = line.rstrip().decode("ascii")
    except UnicodeDecodeError:
        return None
    found = _COMMON.fullmatch(text) if text.isprintable() else None
    if found is None:
        return None
    address, day, hour, minute, second, offset, asked, status, octets, _, agent = found.groups()
    midnight = _midnight(day, offset)
    if midnight is None:
        return None
    method, _, rest = asked.partition(" ")
    at = midnight + int(hour) * 3600 + int(minute) * 60 + int(second)
    if not 0 <= at < _END_OF_TIME:
        return None
    sent = 0 if octets == "-" else int(octets)
    return Request(address, agent or "-", at, method, _path(rest), int(status), sent)


@lru_cache(maxsize=64)
def _midnight(day: str, offset: str) -> int | None:
    """Return when `22/Nov/2026` begins where clocks differ from UTC by `+0500`."""
    number, month, year = day.split("/")
    try:
        there = date(int(year), _MONTHS.index(month) + 1, int(number))
    except ValueError:
        return None
    east = int(offset[1:3]) * 3600 + int(offset[3:]) * 60
    return (there.toordinal() - _EPOCH) * 86_400 + (east if offset[0] == "-" else -east)


def _json(line: bytes) -> Request | None:
    try:
        told = _decode(line)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None
    asked = told.request
    path = _path(asked.uri)
    if not (0 <= told.ts < _END_OF_TIME and path.isascii() and path.isprintable()):
        return None
    if not (0 <= told.status <= 999 and 0 <= told.size < 10**15):
        return None
    agent = asked.headers.agent[0] if asked.headers.agent else "-"
    address = asked.client_ip or asked.remote_ip
    return Request(address, agent or "-", int(told.ts), asked.method, path, told.status, told.size)


def _path(target: str) -> str:
    """Return the path of a request's target; its query and protocol are left out."""
    return target.partition(" ")[0].partition("?")[0]
