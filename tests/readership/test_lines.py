import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calendar_tool.readership.lines import LONGEST, Request, parse

AGENT = "iOS/17.4.1 (21E236) dataaccessd/1.0"
COMBINED = (
    f'192.0.2.7 - - [22/Nov/2026:10:30:05 +0500] "GET /a/all.ics?x=1 HTTP/1.1" 304 0 "-" "{AGENT}"'
)
FOUND = Request("192.0.2.7", AGENT, 1795325405, "GET", "/a/all.ics", 304, 0)


def caddys(**changed: Any) -> dict[str, Any]:
    """Return an entry as Caddy writes it."""
    asked = {
        "remote_ip": "192.0.2.7",
        "proto": "HTTP/2.0",
        "method": "GET",
        "host": "example.org",
        "uri": "/a/all.ics?x=1",
        "headers": {"User-Agent": [AGENT], "Accept": ["*/*"]},
    }
    return {
        "level": "info",
        "ts": 1795325405.75,
        "msg": "handled request",
        "request": asked | changed.pop("request", {}),
        "size": 0,
        "status": 304,
        "resp_headers": {"Etag": ['"abc"']},
    } | changed


def encoded(entry: dict[str, Any]) -> bytes:
    return json.dumps(entry, ensure_ascii=False).encode(errors="surrogatepass")


def test_a_request_is_the_same_in_every_format() -> None:
    common = COMBINED.removesuffix(f' "-" "{AGENT}"')
    assert parse(COMBINED.encode() + b"\n") == FOUND
    assert parse(encoded(caddys())) == FOUND
    assert parse(common.encode() + b"\r\n") == FOUND._replace(agent="-")


def test_behind_a_proxy_caddy_names_the_client() -> None:
    found = parse(encoded(caddys(request={"client_ip": "2001:db8::1"})))
    assert found is not None
    assert found.address == "2001:db8::1"


@pytest.mark.parametrize(
    ("written", "at"),
    [
        ("01/Jan/1970:00:00:00 +0000", 0),
        ("29/Feb/2024:23:59:60 -0330", 1709263800),
        ("01/Jan/1970:05:00:00 +0500", 0),
    ],
)
def test_a_time_has_the_offset_of_its_server(written: str, at: int) -> None:
    found = parse(COMBINED.replace("22/Nov/2026:10:30:05 +0500", written).encode())
    assert found is not None
    assert found.at == at


def test_what_is_escaped_between_quotation_marks_does_not_end_them() -> None:
    agent = r"x\" 200 1 \"-\" \"y\\ \x1b[2J"
    found = parse(COMBINED.replace(AGENT, agent).encode())
    assert found is not None
    assert (found.agent, found.status) == (agent, 304)


@pytest.mark.parametrize(
    "line",
    [
        b"",
        b"\n",
        b"\x00\xff\xfe binary",
        COMBINED.replace(AGENT, "\x1b[31m").encode(),
        COMBINED.replace(AGENT, "\x9b31m").encode(),
        COMBINED.replace(AGENT, "кот").encode(),
        COMBINED.replace(AGENT, 'a"b').encode(),
        COMBINED.replace("22/Nov", "31/Nov").encode(),
        COMBINED.replace("22/Nov", "22/Foo").encode(),
        COMBINED.replace("2026", "0000").encode(),
        COMBINED.replace("22/Nov/2026", "01/Jan/1969").encode(),
        COMBINED.replace("304", "3040").encode(),
        COMBINED.replace(" 0 ", f" {'9' * 400} ").encode(),
        COMBINED.replace(AGENT, "x" * LONGEST).encode(),
        (COMBINED + " more").encode(),
        b"\xef\xbb\xbf" + COMBINED.encode(),
        b"{",
        b"[" * LONGEST,
        b'{"request":' * 5000,
        b'{"x":' + b"[" * 60_000,
        encoded(caddys(request={"uri": "/\x1b[2J/all.ics"})),
        encoded(caddys(request={"uri": "/\u202e/all.ics"})),
        encoded(caddys(request={"uri": "/\ud800/all.ics"})),
        encoded(caddys(request={"uri": 1})),
        encoded(caddys(ts=-1)),
        encoded(caddys(ts=1e300)),
        encoded(caddys(ts="now")),
        encoded(caddys(status=10**9)),
        encoded(caddys(size=-1)),
        encoded(caddys(size=10**30)),
        encoded(caddys()).replace(b"304", b"NaN"),
        encoded(caddys())[:-5],
    ],
)
def test_what_no_server_writes_is_no_request(line: bytes) -> None:
    assert parse(line) is None


@given(st.binary(max_size=300) | st.binary(max_size=200).map(lambda noise: b"{" + noise))
def test_any_bytes_are_a_request_or_none(line: bytes) -> None:
    found = parse(line)
    assert found is None or isinstance(found, Request)


@given(st.integers(0, len(COMBINED)), st.integers(0, 20), st.binary(max_size=20))
def test_a_line_with_a_hole_is_read_or_not(at: int, width: int, noise: bytes) -> None:
    line = COMBINED.encode()
    found = parse(line[:at] + noise + line[at + width :])
    if found is not None:
        assert 0 <= found.at < 10**12
        assert found.path.isprintable()
        assert found.path.isascii()
