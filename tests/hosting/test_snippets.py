"""The snippets of `docs/hosting.md`: each server against the rules for all, and what moves."""

import json
import re
import time
from gzip import decompress
from pathlib import Path

import pytest

from tests.hosting.asking import Answer, Asker, asking
from tests.hosting.behaviour import RULES, RULES_OF_BROTLI, RULES_OF_FOLDERS, Rule
from tests.hosting.conftest import Served
from tests.hosting.servers import LOG, SERVERS, serving, snippets
from tests.publishing.sites import File, put

_ADDRESS = "https://calendar.example.org"
_CODINGS = ("identity", "gzip")


@pytest.mark.parametrize("rule", RULES + RULES_OF_FOLDERS, ids=lambda rule: rule.__name__)
def test_a_server_of_others_does_what_calendars_need(served: Served, rule: Rule) -> None:
    with asking(served.base) as ask:
        rule(ask, served.site)


@pytest.mark.parametrize("rule", RULES_OF_BROTLI, ids=lambda rule: rule.__name__)
def test_two_of_three_know_brotli(
    served: Served, rule: Rule, request: pytest.FixtureRequest
) -> None:
    if "nginx" in request.node.name:
        pytest.skip("nginx of Debian does not know brotli")
    with asking(served.base) as ask:
        rule(ask, served.site)


@pytest.fixture(params=SERVERS)
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def folder(ground: Path, request: pytest.FixtureRequest) -> Path:
    """Give a server a folder of its own."""
    made = ground / re.sub(r"\W", "-", request.node.name)
    made.mkdir()
    return made


def test_a_new_release_is_served_at_once(name: str, folder: Path) -> None:
    site, kept = folder / "site", _text("kept.ics", "kept")
    put([_text("all.ics", "old"), kept, _text("gone.ics", "gone")], site)
    with serving(snippets(name)[0], name, site, folder) as base, asking(base) as ask:
        before = {path: _both(ask, path) for path in ("/all.ics", "/kept.ics", "/gone.ics")}
        assert {one.status for answers in before.values() for one in answers} == {200}
        put([new := _text("all.ics", "new"), kept], site)
        identity, gzip = _both(ask, "/all.ics", before["/all.ics"])
        assert identity.content == decompress(gzip.content) == new.content
        assert [one.status for one in _both(ask, "/kept.ics", before["/kept.ics"])] == [304, 304]
        assert [one.status for one in _both(ask, "/gone.ics")] == [404, 404]


def test_an_address_that_has_moved_leads_to_the_new_one_in_one_step(
    name: str, folder: Path
) -> None:
    put([_text("all.ics", "all")], folder / "site")
    whole, moved = snippets(name)[:2]
    end = whole.rstrip().rindex("}" if name != "apache" else "</VirtualHost>")
    snippet = f"{whole[:end]}{moved}{whole[end:]}"
    with serving(snippet, name, folder / "site", folder) as base, asking(base) as ask:
        answer = ask("/old-name/en/all.ics")
        assert ask("/all.ics").status == 200
    place = f"{_ADDRESS}/city-day/en/all.ics"
    assert (answer.status, answer.headers["location"]) == (308, place)


@pytest.mark.parametrize("name", ["nginx", "apache"])
def test_what_is_asked_in_the_clear_is_asked_again_with_tls(name: str, folder: Path) -> None:
    with serving(snippets(name)[2], name, folder, folder) as base, asking(base) as ask:
        for path in ("/city-day/en/all.ics", "/city-day/en/?q=1"):
            answer = ask(path)
            assert (answer.status, answer.headers["location"]) == (308, _ADDRESS + path)


def test_who_asked_for_what_is_written_into_a_log(name: str, folder: Path) -> None:
    put([_text("all.ics", "all")], folder / "site")
    with serving(snippets(name)[0], name, folder / "site", folder) as base, asking(base) as ask:
        ask("/all.ics?v=2", User_Agent="Calendar/1.0")
        tag = ask("/all.ics").headers["etag"]
        ask("/all.ics", If_None_Match=tag, User_Agent="Calendar/1.0")
        until = time.monotonic() + 20
        while (folder / LOG).read_bytes().count(b"\n") < 3 and time.monotonic() < until:
            pass  # it is written after the answer
    lines = (folder / LOG).read_text("utf-8").splitlines()
    assert [_logged(line) for line in lines] == [
        ("/all.ics?v=2", 200, "Calendar/1.0"),
        ("/all.ics", 200, "-"),
        ("/all.ics", 304, "Calendar/1.0"),
    ]


_COMBINED = re.compile(r'127\.0\.0\.1 - - \[.*?\] "GET (\S+) HTTP/1\.1" (\d+) \d+ "-" "(.*)"')


def _logged(line: str) -> tuple[str, int, str]:
    """Return path, status and program of a line in the combined format, or of Caddy's JSON."""
    if line.startswith("{"):
        entry = json.loads(line)
        agent = entry["request"]["headers"].get("User-Agent", ["-"])[0]
        return entry["request"]["uri"], entry["status"], agent
    found = _COMBINED.fullmatch(line)
    assert found, line
    return found[1], int(found[2]), found[3]


def _text(path: str, word: str) -> File:
    """Make a file that is large enough to lie there compressed too."""
    return File(path, f"{word}\r\n".encode() * 1000)


def _both(ask: Asker, path: str, known: tuple[Answer, ...] = ()) -> tuple[Answer, ...]:
    """Ask for a file plain and as gzip, perhaps with the tags of earlier answers."""
    tags = [{"If_None_Match": one.headers["etag"]} for one in known] or [{}, {}]
    return tuple(
        ask(path, Accept_Encoding=coding, **tag) for coding, tag in zip(_CODINGS, tags, strict=True)
    )
