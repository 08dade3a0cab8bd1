import gzip
from collections.abc import Iterator
from io import StringIO
from pathlib import Path

import msgspec
import pytest
from rich.cells import cell_len
from rich.console import Console

from calendar_tool.cli.readers import draw
from calendar_tool.publishing import Disk
from calendar_tool.readership import Tally
from calendar_tool.site import SiteFile
from calendar_tool.wording import words
from tests.cli.running import call, run
from tests.conftest import Golden
from tests.readership.logs import START, line
from tests.readership.recording import LOGS

NGINX = LOGS / "nginx.log"


@pytest.mark.parametrize("name", ["nginx", "apache2", "caddy", "common"])
def test_what_is_told_of_a_log(golden: Golden, name: str) -> None:
    done = call("stats", LOGS / f"{name}.log")
    assert (done.status, done.err) == (0, "")
    golden(LOGS / f"{name}.txt", done.output)


@pytest.mark.parametrize("language", ["ru", "kk"])
def test_it_is_told_in_the_language_of_the_reader(golden: Golden, language: str) -> None:
    done = call("stats", NGINX, "--messages", language)
    golden(LOGS / f"nginx.{language}.txt", done.output)
    assert call("stats", NGINX, env={"LANG": f"{language}.UTF-8"}) == done


def test_compressed_or_not_from_a_file_or_a_pipe_it_is_the_same_log(tmp_path: Path) -> None:
    plain = NGINX.read_bytes()
    packed = tmp_path / "access.log.2.gz"
    packed.write_bytes(gzip.compress(plain[:1000]) + gzip.compress(plain[1000:]))
    expected = run("stats", NGINX, "--json")
    assert expected.status == 0
    assert run("stats", packed, "--json") == expected
    assert run("stats", "-", "--json", given=plain) == expected
    assert run("stats", "-", "--json", given=packed.read_bytes()) == expected


def test_several_logs_are_one() -> None:
    told = msgspec.json.decode(call("stats", NGINX, LOGS / "caddy.log", "--json").output)
    alone = msgspec.json.decode(call("stats", NGINX, "--json").output)
    assert told["requests"] > alone["requests"]
    assert [feed["path"] for feed in told["feeds"]] == [feed["path"] for feed in alone["feeds"]]


def test_a_published_site_tells_who_is_behind(tmp_path: Path) -> None:
    site = tmp_path / "site"
    file = SiteFile("city-day/ru/all.ics", b"", ())
    Disk(site).publish(
        [file], now=START.replace(hour=1), inputs="", expires=None, verify=lambda _: None
    )
    log = tmp_path / "access.log"
    log.write_bytes(
        line() + line(START.replace(hour=2), address="192.0.2.2", path="sub/city-day/ru/all.ics")
    )
    done = call("stats", log, "--site", site, "--json")
    (feed,) = msgspec.json.decode(done.output)["feeds"]
    assert (feed["path"], feed["subscribers"], feed["behind"]) == ("city-day/ru/all.ics", 2, 1)
    assert feed["oldest"] == "2026-11-01T00:00:00Z"
    shown = call("stats", log, "--site", site).out
    assert "1 November 2026, 00:00 UTC" in shown
    assert "Older state" in shown


def test_an_empty_log() -> None:
    done = call("stats", "-")
    assert done.status == 0
    assert done.out.startswith("nobody asked for a feed in this log\n")


@pytest.mark.parametrize("noise", [b"\x1b]0;pwned\x07\x9b31m\n", b"x" * 1_000_000 + b"\n", b"\0"])
def test_hostile_lines_are_counted_and_never_shown(noise: bytes) -> None:
    done = call("stats", "-", "--json", given=noise + NGINX.read_bytes())
    told = msgspec.json.decode(done.output)
    expected = msgspec.json.decode(call("stats", NGINX, "--json").output)
    if noise.endswith(b"\n"):
        assert told.pop("skipped") == expected.pop("skipped") + 1
        assert told.pop("lines") == expected.pop("lines") + 1
        assert told == expected
    else:
        assert told["skipped"] == 1
    assert done.out.replace("\n", "").isprintable()


# -- refusals


def test_a_log_that_is_not_there_or_is_a_folder(tmp_path: Path) -> None:
    assert call("stats", "нет.log") == (3, b"", "нет.log: there is no such file or folder\n")
    told = f"{tmp_path}: this is a folder, a file was expected\n"
    assert call("stats", tmp_path) == (3, b"", told)


@pytest.mark.parametrize("damage", ["short", "broken", "tail"])
def test_a_damaged_archive(tmp_path: Path, damage: str) -> None:
    packed = gzip.compress(NGINX.read_bytes())
    content = {
        "short": packed[:300],
        "broken": packed[:200] + b"\xff" * 20 + packed[220:],
        "tail": packed + b"trailing",
    }[damage]
    path = tmp_path / "access.log.gz"
    path.write_bytes(content)
    told = f"{path}: this compressed file is damaged or incomplete\n"
    assert call("stats", path) == (3, b"", told)


@pytest.mark.parametrize(
    ("begin", "unpack"),
    [(b"\x28\xb5\x2f\xfd", "zstdcat"), (b"\xfd7zXZ\0", "xzcat"), (b"BZh91AY&SY", "bzcat")],
)
def test_an_archive_of_another_kind(tmp_path: Path, begin: bytes, unpack: str) -> None:
    path = tmp_path / "access log.old"
    path.write_bytes(begin + bytes(range(256)))
    done = call("stats", path)
    assert (done.status, done.out) == (3, "")
    assert done.err.endswith(f"place: {unpack} '{path}' | calendar-tool stats -\n")


def test_a_folder_without_a_site(tmp_path: Path) -> None:
    told = f"{tmp_path}: no published site is there\n"
    assert call("stats", NGINX, "--site", tmp_path) == (3, b"", told)


def test_nothing_to_read() -> None:
    assert call("stats").status == 2


# -- on a terminal


def _lines() -> Iterator[bytes]:
    for n in range(30):
        yield line(path=f"white-heron-festival-2055/ru/person-{n}.ics", address=f"192.0.2.{n}")
    yield line(status=503)
    yield line(agent="Google-Calendar-Importer")


@pytest.mark.parametrize("width", [40, 80, 200])
@pytest.mark.parametrize("language", ["en", "ru", "kk"])
def test_no_line_is_wider_than_the_terminal(width: int, language: str) -> None:
    out = StringIO()
    feed = "white-heron-festival-2055/ru/person-{}.ics"
    site = {feed.format(1): START, feed.format(2): START.replace(day=2)}
    tally = Tally(site, subscribers=20)
    tally.read(_lines())
    draw(tally.figures(), words(language), Console(file=out, width=width))
    shown = out.getvalue()
    assert max(map(cell_len, shown.splitlines())) <= width
    assert words(language).count("stats.more", 11) in shown
    flowing = " ".join(shown.split())
    assert words(language).say("stats.incomplete") in flowing
    assert (words(language).say("stats.later") in flowing) == (width > 40)  # or folded in its cell
    assert "503 × 1" in flowing
