"""Twins: the same text as gzip beside it, of the same age, in the same moment."""

import gzip
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest

from calendar_tool.publishing import Report, compare, is_current, published
from tests.publishing.sites import NOW, File, build, put, tree, whole
from tests.publishing.test_interrupted import killed

Put = Callable[..., Report]

LATER = NOW + timedelta(hours=1)


def text(path: str, word: str, size: int = 5000) -> File:
    return File(path, (word * size)[:size].encode())


ALL, LIST = text("en/all.ics", "all "), text("list.csv", "list ")
SMALL, PAPER = text("en/event.ics", "one ", 4095), text("agenda.pdf", "%PDF ")
SITE = [ALL, LIST, SMALL, PAPER]

both_ways = pytest.mark.parametrize("act", [put, build])


def twins(target: Path) -> list[str]:
    return sorted(path for path in tree(target) if path.endswith(".gz"))


def states(target: Path) -> dict[str, tuple[int, float]]:
    found = {path: (target / path).stat() for path in tree(target)}
    return {path: (one.st_ino, one.st_mtime) for path, one in found.items()}


@both_ways
def test_large_texts_have_twins_and_nothing_else_has(act: Put, tmp_path: Path) -> None:
    report = act(SITE, tmp_path / "site")
    assert whole(tmp_path / "site", SITE)
    assert twins(tmp_path / "site") == ["en/all.ics.gz", "list.csv.gz"]
    assert report.written == ("agenda.pdf", "en/all.ics", "en/event.ics", "list.csv")


@both_ways
def test_a_twin_is_as_old_as_its_text_and_says_nothing_else(act: Put, tmp_path: Path) -> None:
    act(SITE, tmp_path / "site")
    act([ALL, text("list.csv", "new ")], tmp_path / "site", now=LATER)
    for file, when in ((ALL, NOW), (text("list.csv", "new "), LATER)):
        path = tmp_path / "site" / f"{file.path}.gz"
        content = path.read_bytes()
        assert gzip.decompress(content) == file.content
        assert len(content) < 200
        assert content[3:8] == bytes(5), "a name or a time"
        assert path.stat().st_mtime == when.timestamp()


@both_ways
def test_what_has_not_changed_is_not_compressed_again(act: Put, tmp_path: Path) -> None:
    act(SITE, tmp_path / "site")
    before = states(tmp_path / "site")
    report = act([text("list.csv", "new "), ALL], tmp_path / "site", now=LATER)
    after = states(tmp_path / "site")
    assert after["en/all.ics.gz"] == before["en/all.ics.gz"]
    assert after["list.csv.gz"] != before["list.csv.gz"]
    assert report.written == ("list.csv",)


@both_ways
def test_a_twin_goes_with_its_text_and_when_that_is_small(act: Put, tmp_path: Path) -> None:
    act(SITE, tmp_path / "site")
    short = File("list.csv", b"list")
    report = act([short, SMALL], tmp_path / "site")
    assert report.removed == ("agenda.pdf", "en/all.ics")
    assert whole(tmp_path / "site", [short, SMALL])
    assert twins(tmp_path / "site") == []


@both_ways
@pytest.mark.parametrize("harm", ["removed", "edited"])
def test_a_twin_that_is_missing_or_edited_is_put_right(act: Put, harm: str, tmp_path: Path) -> None:
    act(SITE, tmp_path / "site")
    twin = tmp_path / "site" / "en" / "all.ics.gz"
    if harm == "removed":
        twin.unlink()
    else:
        twin.write_bytes(gzip.compress(b"other"))
    assert not is_current(tmp_path / "site", "some", date.min)
    assert compare(SITE, tmp_path / "site") == ["en/all.ics"]
    manifest = published(tmp_path / "site")
    report = act(SITE, tmp_path / "site", now=LATER)
    assert report.written == ()
    assert published(tmp_path / "site") == manifest
    assert is_current(tmp_path / "site", "some", date.min)
    assert whole(tmp_path / "site", SITE)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"no gzip",
        gzip.compress(ALL.content)[:-1],
        gzip.compress(ALL.content) + b"more",
        gzip.compress(ALL.content + b"more"),
        gzip.compress(ALL.content[:-1]),
        gzip.compress(bytes(50_000_000)),
    ],
    ids=["empty", "other", "torn", "followed", "longer", "shorter", "bomb"],
)
def test_a_comparison_notices_a_twin_of_something_else(content: bytes, tmp_path: Path) -> None:
    build(SITE, tmp_path)
    assert compare(SITE, tmp_path) == []
    (tmp_path / "en" / "all.ics.gz").write_bytes(content)
    assert compare(SITE, tmp_path) == ["en/all.ics"]


def test_a_twin_of_another_zlib_is_one_too(tmp_path: Path) -> None:
    build(SITE, tmp_path)
    (tmp_path / "en" / "all.ics.gz").write_bytes(gzip.compress(ALL.content, 1))
    assert compare(SITE, tmp_path) == []


@both_ways
def test_what_others_put_in_a_twins_place_is_ours(act: Put, tmp_path: Path) -> None:
    act([SMALL], tmp_path / "site")
    for name in ("en/event.ics.gz", "en/mine.txt.gz"):
        (tmp_path / "site" / name).write_bytes(b"theirs")
    assert compare([SMALL], tmp_path / "site") == ["en/event.ics"]
    act([SMALL], tmp_path / "site")
    assert twins(tmp_path / "site") == ["en/mine.txt.gz"]
    grown = text(SMALL.path, "one ")
    (tmp_path / "site" / "en" / "event.ics.gz").write_bytes(b"theirs")
    act([grown], tmp_path / "site")
    assert whole(tmp_path / "site", [grown])


def test_the_release_before_keeps_its_twins(tmp_path: Path) -> None:
    if not put(SITE, tmp_path / "site").at_once:
        pytest.skip("no links here")
    put([text("list.csv", "new ")], tmp_path / "site")
    assert twins(tmp_path / "site.releases" / "1") == ["en/all.ics.gz", "list.csv.gz"]
    assert whole(tmp_path / "site.releases" / "1", SITE)


@pytest.mark.skipif("not hasattr(os, 'fork')", reason="no processes to be killed")
@both_ways
def test_killed_before_any_step_a_twin_is_that_of_its_text_after_the_next_run(
    act: Put, tmp_path: Path
) -> None:
    new = [text("en/all.ics", "new "), File("list.csv", b"short"), text("new.txt", "new ")]
    steps, dead = 0, True
    while dead:
        target = tmp_path / str(steps) / "site"
        act([ALL, LIST], target, inputs="old")
        dead = killed(act, new, target, "new", steps)
        for inputs, files in (("old", [ALL, LIST]), ("new", new)):
            if is_current(target, inputs, date.min):
                assert whole(target, files)
        act(new, target, inputs="again")
        assert whole(target, new)
        assert twins(target) == ["en/all.ics.gz", "new.txt.gz"]
        steps += 1
    assert steps > 25
