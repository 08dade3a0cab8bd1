"""manifest.json: what is there, since when, and made from what."""

import json
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calendar_tool.publishing import Disk, PublishingError
from tests.publishing.sites import NEW, NOW, OLD, File, build, put, tree

Act = Callable[[], object]

TODAY = date(2026, 5, 1)


def test_a_manifest_lists_every_file_in_order(tmp_path: Path) -> None:
    put([File("b/all.ics", b""), File("a.html", b"x")], tmp_path / "site", inputs="digest")
    assert json.loads((tmp_path / "site" / "manifest.json").read_bytes()) == {
        "generator": "calendar_tool",
        "format": 1,
        "inputs": "digest",
        "expires": None,
        "files": [
            {
                "path": "a.html",
                "sha256": "2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881",
                "media_type": "text/html; charset=utf-8",
                "modified": "2026-05-01T12:00:00Z",
            },
            {
                "path": "b/all.ics",
                "sha256": "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
                "media_type": "text/calendar; charset=utf-8",
                "modified": "2026-05-01T12:00:00Z",
            },
        ],
    }


def test_the_same_site_gives_the_same_bytes_in_either_mode_and_any_order(tmp_path: Path) -> None:
    almaty = NOW.astimezone(timezone(timedelta(hours=5)))
    put(OLD, tmp_path / "site")
    build(OLD[::-1], tmp_path / "plain", now=almaty)
    assert (tmp_path / "site/manifest.json").read_bytes() == (
        tmp_path / "plain/manifest.json"
    ).read_bytes()


def test_modified_is_when_the_bytes_changed_last(tmp_path: Path) -> None:
    put(OLD, tmp_path / "site")
    put(NEW, tmp_path / "site", now=NOW + timedelta(days=1))
    manifest = Disk(tmp_path / "site").manifest()
    assert manifest is not None
    assert {record.path: record.modified.day for record in manifest.files} == {
        "en/all.ics": 1,
        "index.html": 2,
        "kk/new.ics": 2,
    }


@pytest.mark.parametrize("step", [timedelta(), timedelta(microseconds=1), timedelta(days=-9)])
def test_a_change_is_later_by_a_second_at_least(tmp_path: Path, step: timedelta) -> None:
    put([File("a", b"1")], tmp_path / "site")
    put([File("a", b"2")], tmp_path / "site", now=NOW + step)
    for name in ("a", "manifest.json"):
        assert (tmp_path / "site" / name).stat().st_mtime == NOW.timestamp() + 1


def test_a_suffix_without_a_known_type_is_bytes(tmp_path: Path) -> None:
    put([File("CNAME", b""), File("a.bin", b"")], tmp_path / "site")
    manifest = Disk(tmp_path / "site").manifest()
    assert manifest is not None
    assert {record.media_type for record in manifest.files} == {"application/octet-stream"}


# -- nothing to do


def test_equal_inputs_are_current(tmp_path: Path) -> None:
    assert not Disk(tmp_path / "site").is_current("one", NOW)
    put(OLD, tmp_path / "site", inputs="one")
    assert Disk(tmp_path / "site").is_current("one", NOW)
    assert not Disk(tmp_path / "site").is_current("two", NOW)


@given(days=st.integers(-400, 400))
def test_a_site_is_current_until_the_day_it_expires(
    tmp_path_factory: pytest.TempPathFactory, days: int
) -> None:
    target = tmp_path_factory.mktemp("expiring") / "site"
    put(OLD[:1], target, expires=TODAY)
    assert Disk(target).is_current("some", NOW + timedelta(days)) == (days < 0)


# -- comparing


def test_an_equal_site_does_not_differ(tmp_path: Path) -> None:
    put(OLD, tmp_path / "site")
    assert Disk(tmp_path / "site").compare(OLD) == []
    assert Disk(tmp_path / "site").compare(reversed(OLD)) == []


def test_changed_missing_and_superfluous_files_differ(tmp_path: Path) -> None:
    put(OLD, tmp_path / "site")
    before = tree(tmp_path)
    assert Disk(tmp_path / "site").compare(NEW) == ["en/gone.ics", "index.html", "kk/new.ics"]
    assert tree(tmp_path) == before


def test_all_files_differ_from_nothing(tmp_path: Path) -> None:
    assert Disk(tmp_path / "site").compare(OLD) == ["en/all.ics", "en/gone.ics", "index.html"]
    assert Disk(tmp_path / "site").manifest() is None


def test_a_file_that_was_altered_or_lost_differs(tmp_path: Path) -> None:
    build(OLD, tmp_path)
    (tmp_path / "index.html").write_bytes(b"OLD page")
    (tmp_path / "en" / "all.ics").unlink()
    assert Disk(tmp_path).compare(OLD) == ["en/all.ics", "index.html"]


# -- what cannot be read


def listing(**changes: object) -> bytes:
    record = {
        "path": "a.txt",
        "sha256": "0",
        "media_type": "text/plain",
        "modified": "2026-05-01T12:00:00Z",
    }
    manifest = {
        "generator": "calendar_tool",
        "format": 1,
        "inputs": "",
        "expires": None,
        "files": [{**record, **{key: changes.pop(key) for key in record if key in changes}}],
    }
    return json.dumps({**manifest, **changes}).encode()


@pytest.mark.parametrize(
    ("content", "key"),
    [
        (b'{"name": "My app", "icons": []}', "foreign_manifest"),
        (b'{"generator": "other", "format": 1}', "foreign_manifest"),
        (b"[]", "foreign_manifest"),
        (listing(format=2, files={}), "newer"),
        (b"", "damaged"),
        (b"<<<<<<< HEAD\n" + listing(), "damaged"),
        (listing()[:-1], "damaged"),
        (b"\xff\xfe{}", "damaged"),
        (listing(files=None), "damaged"),
        (listing(path="../a.txt"), "damaged"),
        (listing(path="/etc/passwd"), "damaged"),
        (listing(modified="2026-05-01T12:00:00"), "damaged"),
        (listing(expires="soon"), "damaged"),
    ],
)
def test_a_manifest_that_is_foreign_or_broken_is_refused(
    tmp_path: Path, content: bytes, key: str
) -> None:
    (tmp_path / "manifest.json").write_bytes(content)
    (tmp_path / "a.txt").write_bytes(b"a")
    before = tree(tmp_path)
    refused: list[Act] = [
        lambda: Disk(tmp_path).manifest(),
        lambda: Disk(tmp_path).is_current("", NOW),
        lambda: Disk(tmp_path).compare(OLD),
        lambda: put(OLD, tmp_path),
        lambda: build(OLD, tmp_path),
    ]
    for act in refused:
        with pytest.raises(PublishingError) as caught:
            act()
        assert caught.value.key == f"publishing.{key}"
    assert tree(tmp_path) == before


def test_a_manifest_of_ours_is_read_as_it_was_written(tmp_path: Path) -> None:
    (tmp_path / "manifest.json").write_bytes(listing(expires="2026-06-01"))
    manifest = Disk(tmp_path).manifest()
    assert manifest is not None
    assert manifest.expires == date(2026, 6, 1)
    assert manifest.files[0].modified == datetime(2026, 5, 1, 12, tzinfo=UTC)
