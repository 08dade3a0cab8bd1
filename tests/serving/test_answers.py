"""What the server answers to programs, polite and rude, over one connection or many."""

import gzip
import re
from hashlib import sha256

import brotli  # type: ignore[import-untyped]
import pytest

from tests.hosting.asking import Asker, asking
from tests.serving.running import Served, rest

FEED = "/city-day/en/all.ics"

#: A file that is large enough to be compressed.
LARGE = "/city-day/en/"

_CODINGS = {"identity": bytes, "gzip": gzip.decompress, "br": brotli.decompress}

_ASK = b"GET /robots.txt HTTP/1.1\r\nHost: x\r\n"
_LAST = _ASK + b"Connection: close\r\n\r\n"
_END = b"\nSitemap: https://example.org/sitemap.xml\n"
_OK = b"HTTP/1.1 200 OK\r\n"


def test_each_coding_has_a_tag_of_its_own_that_comes_from_the_bytes(ask: Asker) -> None:
    plain = ask(LARGE)
    tags = set()
    for coding, decoded in _CODINGS.items():
        answer = ask(LARGE, Accept_Encoding=coding)
        assert decoded(answer.content) == plain.content
        assert answer.headers.get("content-encoding", "identity") == coding
        assert int(answer.headers["content-length"]) == len(answer.content)
        assert answer.headers["vary"] == "Accept-Encoding"
        assert answer.headers["etag"].startswith(f'"{sha256(plain.content).hexdigest()[:24]}')
        tags.add(answer.headers["etag"])
        again = ask(LARGE, Accept_Encoding=coding, If_None_Match=answer.headers["etag"])
        assert (again.status, again.content) == (304, b"")
        assert {"etag", "cache-control", "vary"} <= again.headers.keys()
        assert "content-length" not in again.headers or again.headers["content-length"] == "0"
    assert len(tags) == 3


@pytest.mark.parametrize(
    ("accepted", "coding"),
    [
        ("gzip, deflate, br, zstd", "br"),
        ("gzip", "gzip"),
        ("GZIP", "gzip"),
        ("br;q=0.5, gzip;q=0.9", "gzip"),
        ("br;q=0, gzip", "gzip"),
        ("*", "br"),
        ("br;q=0, *", "gzip"),
        ("gzip;q=0", None),
        ("identity;q=1, gzip;q=0.5", None),
        ("identity, *;q=0.9", None),
        ("identity;q=0.5, gzip;q=0.5", "gzip"),
        ("gzip;q=0.0, br; q=0", None),
        ("gzip;q=many", None),
        ("identity", None),
        ("identity;q=0", None),
        ("deflate, zstd", None),
        ("", None),
    ],
)
def test_nothing_is_compressed_for_who_did_not_ask(
    ask: Asker, accepted: str, coding: str | None
) -> None:
    answer = ask(LARGE, Accept_Encoding=accepted)
    assert (answer.status, answer.headers.get("content-encoding")) == (200, coding)


def test_pictures_and_paper_and_what_is_small_are_sent_as_they_are(ask: Asker) -> None:
    for path in ("/city-day/en/preview.png", "/city-day/en/agenda.pdf", FEED):
        assert "content-encoding" not in ask(path, Accept_Encoding="br, gzip").headers, path
    assert "vary" not in ask("/city-day/en/agenda.pdf").headers


def test_the_date_of_a_file_is_good_for_who_keeps_no_tags(ask: Asker) -> None:
    changed = ask(FEED).headers["last-modified"]
    assert ask(FEED, If_Modified_Since=changed).status == 304
    assert ask(FEED, If_Modified_Since=changed, If_None_Match='"other"').status == 200
    assert ask(FEED, If_Modified_Since="Thu, 01 Jan 1970 00:00:00 GMT").status == 200


def test_who_may_do_what_is_said_to_who_tries_something_else(ask: Asker) -> None:
    before = ask(FEED)
    for method in ("PUT", "POST", "DELETE", "PATCH", "PROPFIND", "OPTIONS", "REPORT", "get"):
        answer = ask(FEED, method, Content_Length="0")
        assert (answer.status, answer.headers["allow"]) == (405, "GET, HEAD"), method
    assert ask(FEED) == before._replace(headers=ask(FEED).headers)


@pytest.mark.parametrize(
    "path",
    [
        "/..%2f..%2fetc/passwd",
        "/%2e%2e/%2e%2e/etc/passwd",
        "/../city-day.yaml",
        "//city-day/en/all.ics",
        "/city-day//en/all.ics",
        "/city-day/en/all.ics/",
        "/city-day/en/ALL.ICS",
        "/city-day%2Fen%2Fall.ics%00",
        "/city-day/en/./all.ics",
        "/.city-day.yaml.lock",
        "/%ff%fe",
        "/%f0%28%8c%28",
        "/%zz",
        "/%",
        "/city-day/en/my/",
        "/" + "a/" * 4000,
    ],
)
def test_what_is_no_file_of_the_site_is_not_found(ask: Asker, path: str) -> None:
    answer = ask(path)
    assert (answer.status, answer.content) == (404, b"not found\n")
    assert answer.headers["content-type"] == "text/plain; charset=utf-8"


@pytest.mark.parametrize("host", ["evil.example", "evil.example:80", "[::1", "", "a@b", "%00"])
def test_whom_one_thinks_to_ask_does_not_matter(ask: Asker, host: str) -> None:
    for path in (FEED, "/city-day/en/", "/city-day/en", "/none"):
        usual = ask(path)
        answer = ask(path, Host=host, X_Forwarded_Host="evil.example", Forwarded="host=evil")
        assert (answer.status, answer.content) == (usual.status, usual.content)
        assert answer.lasting == usual.lasting
        assert "evil" not in str(answer)


def test_many_questions_are_answered_over_one_connection_in_their_order(served: Served) -> None:
    paths = [b"/robots.txt", FEED.encode(), b"/none", b"/city-day/en"] * 10
    asked = b"".join(b"GET %b HTTP/1.1\r\nHost: x\r\n\r\n" % path for path in paths)
    found = served.raw(asked + _LAST)
    assert re.findall(rb"HTTP/1\.1 (\d+) ", found) == [b"200", b"200", b"404", b"308"] * 10 + [
        b"200"
    ]
    assert found.count(b"END:VCALENDAR\r\n") == 10


def test_an_old_program_is_answered_and_its_connection_closed(served: Served) -> None:
    found = served.raw(b"GET /robots.txt HTTP/1.0\r\n\r\n")
    assert found.startswith(b"HTTP/1.0 200 OK\r\n")
    assert found.endswith(_END)


@pytest.mark.parametrize(
    "sent",
    [
        b"Expect: 100-continue\r\nContent-Length: 5\r\nConnection: close\r\n\r\n",
        b"Content-Length: 5\r\nConnection: close\r\n\r\nhello",
        b"Content-Length: 100000\r\nConnection: close\r\n\r\n",
        b"Transfer-Encoding: chunked\r\nConnection: close\r\n\r\n5\r\nhello\r\n0\r\n\r\n",
        b"Content-Length: 0\r\n\r\n" + _LAST,
        b"Content-Length: 5\r\n\r\nhello" + _LAST,
        b"Range: bytes=0-1,2-3\r\nConnection: close\r\n\r\n",
        b"Upgrade: websocket\r\nConnection: close\r\n\r\n",
    ],
)
def test_what_comes_with_a_question_is_left_alone(served: Served, sent: bytes) -> None:
    answers = served.raw(_ASK + sent).split(_OK)[1:]
    assert len(answers) == (2 if _LAST in sent else 1)
    assert all(answer.endswith(_END) for answer in answers)


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        (b"GET / HTTP/1.1\r\nX: " + b"a" * 20_000 + b"\r\n\r\n", b"431"),
        (b"GET / HTTP/1.1\r\n" + b"X: a\r\n" * 1000 + b"\r\n", b"431"),
        (b"GET /a b HTTP/1.1\r\n\r\n", b"400"),
        (b"GET /a\x00b HTTP/1.1\r\n\r\n", b"400"),
        (b"GET / HTTP/1.1\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello", b"400"),
        (b"GET / HTTP/1.1\r\nX\r\n\r\n", b"400"),
        (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", b"400"),
        (b"GET /\r\n\r\n", b"400"),
    ],
)
def test_who_speaks_wrongly_is_turned_away_and_nobody_else(
    served: Served, ask: Asker, sent: bytes, status: bytes
) -> None:
    before = ask(FEED)
    found = served.raw(sent)
    assert found.startswith(b"HTTP/1.1 " + status)
    assert found.count(b"HTTP/1.1") == 1
    assert ask(FEED).content == before.content


def test_a_question_is_not_smuggled_in_with_another(served: Served) -> None:
    both = b"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"
    found = served.raw(_ASK + both + b"GET /none HTTP/1.1\r\nHost: x\r\n\r\n")
    assert (found.count(b"HTTP/1.1"), found.count(b"404")) == (1, 0)


def test_a_whole_address_may_stand_in_a_question(served: Served) -> None:
    sent = _LAST.replace(b"GET /", b"GET http://evil.example/")
    assert served.raw(sent).startswith(_OK)


def test_who_hangs_up_disturbs_nobody(served: Served, ask: Asker) -> None:
    for length in range(0, len(_LAST), 7):
        with served.connect() as wire:
            wire.sendall(_LAST[:length])
    asked = f"GET {FEED} HTTP/1.1\r\nHost: x\r\n\r\n".encode()
    for _ in range(20):
        with served.connect() as wire:
            wire.sendall(asked * 20)
    assert ask(FEED).status == 200


def test_one_connection_may_be_silent_while_others_are_answered(served: Served) -> None:
    with served.connect() as silent:
        for _ in range(20):
            with asking(served.address) as ask:
                assert ask(FEED).status == 200
        silent.sendall(_LAST)
        assert rest(silent).startswith(_OK)
