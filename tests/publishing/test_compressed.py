"""Twins: the same text as gzip and brotli beside it, of the same age, in the same moment."""

import gzip
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import brotli  # type: ignore[import-untyped]
import pytest

from calendar_tool.publishing import Disk, Report
from tests.publishing.sites import NOW, File, build, put, tree, whole
from tests.publishing.test_interrupted import killed

Put = Callable[..., Report]

LATER = NOW + timedelta(hours=1)


def text(path: str, word: str, size: int = 5000) -> File:
    return File(path, (word * size)[:size].encode())


ALL, LIST = text("en/all.ics", "all "), text("list.csv", "list ")
SMALL, PAPER = text("en/event.ics", "one ", 4095), text("agenda.pdf", "%PDF ")
SITE = [ALL, LIST, SMALL, PAPER]

EXPAND = {".br": brotli.decompress, ".gz": gzip.decompress}

both_ways = pytest.mark.parametrize("act", [put, build])


def twins(target: Path) -> list[str]:
    """Return the texts that have a twin in each coding; none has it in one alone."""
    found = [path for path in tree(target) if path.endswith((".br", ".gz"))]
    texts = {path.rpartition(".")[0] for path in found}
    assert sorted(found) == sorted(f"{path}.{end}" for path in texts for end in ("br", "gz"))
    return sorted(texts)


def states(target: Path) -> dict[str, tuple[int, float]]:
    found = {path: (target / path).stat() for path in tree(target)}
    return {path: (one.st_ino, one.st_mtime) for path, one in found.items()}


@both_ways
def test_large_texts_have_twins_and_nothing_else_has(act: Put, tmp_path: Path) -> None:
    report = act(SITE, tmp_path / "site")
    assert whole(tmp_path / "site", SITE)
    assert twins(tmp_path / "site") == ["en/all.ics", "list.csv"]
    assert report.written == ("agenda.pdf", "en/all.ics", "en/event.ics", "list.csv")


@both_ways
def test_a_twin_is_as_old_as_its_text_and_says_nothing_else(act: Put, tmp_path: Path) -> None:
    act(SITE, tmp_path / "site")
    act([ALL, text("list.csv", "new ")], tmp_path / "site", now=LATER)
    for file, when in ((ALL, NOW), (text("list.csv", "new "), LATER)):
        for end, expand in EXPAND.items():
            path = tmp_path / "site" / f"{file.path}{end}"
            content = path.read_bytes()
            assert expand(content) == file.content
            assert len(content) < 200
            assert path.stat().st_mtime == when.timestamp()
        assert content[3:8] == bytes(5), "a name or a time"


@both_ways
def test_what_has_not_changed_is_not_compressed_again(act: Put, tmp_path: Path) -> None:
    act(SITE, tmp_path / "site")
    before = states(tmp_path / "site")
    report = act([text("list.csv", "new "), ALL], tmp_path / "site", now=LATER)
    after = states(tmp_path / "site")
    for end in EXPAND:
        assert after[f"en/all.ics{end}"] == before[f"en/all.ics{end}"]
        assert after[f"list.csv{end}"] != before[f"list.csv{end}"]
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
@pytest.mark.parametrize("end", [".br", ".gz"])
@pytest.mark.parametrize("harm", ["removed", "edited"])
def test_a_twin_that_is_missing_or_edited_is_put_right(
    act: Put, harm: str, end: str, tmp_path: Path
) -> None:
    act(SITE, tmp_path / "site")
    twin = tmp_path / "site" / "en" / f"all.ics{end}"
    if harm == "removed":
        twin.unlink()
    else:
        twin.write_bytes(gzip.compress(b"other"))
    assert not Disk(tmp_path / "site").is_current("some", NOW)
    assert Disk(tmp_path / "site").compare(SITE) == ["en/all.ics"]
    manifest = Disk(tmp_path / "site").manifest()
    report = act(SITE, tmp_path / "site", now=LATER)
    assert report.written == ()
    assert Disk(tmp_path / "site").manifest() == manifest
    assert Disk(tmp_path / "site").is_current("some", NOW)
    assert whole(tmp_path / "site", SITE)


@pytest.mark.parametrize(("end", "compress"), [(".gz", gzip.compress), (".br", brotli.compress)])
@pytest.mark.parametrize(
    "harm", ["empty", "other", "torn", "followed", "longer", "shorter", "bomb"]
)
def test_a_comparison_notices_a_twin_of_something_else(
    end: str, compress: Callable[[bytes], bytes], harm: str, tmp_path: Path
) -> None:
    content = {
        "empty": b"",
        "other": b"no twin",
        "torn": compress(ALL.content)[:-1],
        "followed": compress(ALL.content) + b"more",
        "longer": compress(ALL.content + b"more"),
        "shorter": compress(ALL.content[:-1]),
        "bomb": compress(bytes(5_000_000)),
    }[harm]
    build(SITE, tmp_path)
    assert Disk(tmp_path).compare(SITE) == []
    (tmp_path / "en" / f"all.ics{end}").write_bytes(content)
    assert Disk(tmp_path).compare(SITE) == ["en/all.ics"]


def test_a_twin_of_another_zlib_is_one_too(tmp_path: Path) -> None:
    build(SITE, tmp_path)
    (tmp_path / "en" / "all.ics.gz").write_bytes(gzip.compress(ALL.content, 1))
    assert Disk(tmp_path).compare(SITE) == []


@both_ways
def test_what_others_put_in_a_twins_place_is_ours(act: Put, tmp_path: Path) -> None:
    act([SMALL], tmp_path / "site")
    for name in ("en/event.ics.gz", "en/mine.txt.br", "en/mine.txt.gz"):
        (tmp_path / "site" / name).write_bytes(b"theirs")
    assert Disk(tmp_path / "site").compare([SMALL]) == ["en/event.ics"]
    act([SMALL], tmp_path / "site")
    assert twins(tmp_path / "site") == ["en/mine.txt"]
    grown = text(SMALL.path, "one ")
    (tmp_path / "site" / "en" / "event.ics.gz").write_bytes(b"theirs")
    act([grown], tmp_path / "site")
    assert whole(tmp_path / "site", [grown])


def test_the_release_before_keeps_its_twins(tmp_path: Path) -> None:
    if not put(SITE, tmp_path / "site").at_once:
        pytest.skip("no links here")
    put([text("list.csv", "new ")], tmp_path / "site")
    assert twins(tmp_path / "site.releases" / "1") == ["en/all.ics", "list.csv"]
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
            if Disk(target).is_current(inputs, NOW):
                assert whole(target, files)
        act(new, target, inputs="again")
        assert whole(target, new)
        assert twins(target) == ["en/all.ics", "new.txt"]
        steps += 1
    assert steps > 25
