"""A site that is a plain folder: file by file."""

from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path

import pytest

from calendar_tool.errors import CalendarToolError
from calendar_tool.publishing import Disk, PublishingError, Report
from tests.publishing.sites import NEW, NOW, OLD, File, build, put, tree, whole


def test_a_folder_is_filled(tmp_path: Path) -> None:
    report = build(OLD, tmp_path / "a" / "site")
    assert report == Report(("en/all.ics", "en/gone.ics", "index.html"), (), (), at_once=False)
    assert whole(tmp_path / "a" / "site", OLD)
    assert sorted(tree(tmp_path / "a")) == [
        "site",
        "site/en",
        "site/en/all.ics",
        "site/en/gone.ics",
        "site/index.html",
        "site/manifest.json",
    ]


def test_only_what_changed_is_written_and_what_vanished_is_removed(tmp_path: Path) -> None:
    build(OLD, tmp_path)
    before = (tmp_path / "en" / "all.ics").stat()
    report = build([file for file in NEW if file.path != "en/all.ics"], tmp_path)
    assert report == Report(
        ("index.html", "kk/new.ics"), (), ("en/all.ics", "en/gone.ics"), at_once=False
    )
    assert not (tmp_path / "en").exists()
    build(OLD, tmp_path)
    build(NEW, tmp_path, now=NOW + timedelta(hours=1))
    after = (tmp_path / "en" / "all.ics").stat()
    assert (before.st_mtime, after.st_mtime) == (NOW.timestamp(), NOW.timestamp())
    assert whole(tmp_path, NEW)


def test_what_is_not_ours_stays(tmp_path: Path) -> None:
    build(OLD, tmp_path)
    (tmp_path / "en" / "mine.txt").write_bytes(b"mine")
    build(NEW[:1], tmp_path)
    assert sorted(tree(tmp_path)) == ["en", "en/mine.txt", "index.html", "manifest.json"]


def test_a_file_of_others_is_not_overwritten(tmp_path: Path) -> None:
    build(OLD, tmp_path)
    (tmp_path / "kk").mkdir()
    (tmp_path / "kk" / "new.ics").write_bytes(b"mine")
    before = tree(tmp_path)
    with pytest.raises(PublishingError) as caught:
        build(NEW, tmp_path)
    assert (caught.value.key, caught.value.values["path"]) == (
        "publishing.stranger",
        tmp_path / "kk" / "new.ics",
    )
    assert tree(tmp_path) == before


@pytest.mark.parametrize("path", ["index.html/a.txt", "en"])
def test_a_folder_and_a_file_do_not_change_places(tmp_path: Path, path: str) -> None:
    build(OLD, tmp_path)
    before = tree(tmp_path)
    with pytest.raises(PublishingError) as caught:
        build([File(path, b"")], tmp_path)
    assert caught.value.key == "publishing.stranger"
    assert tree(tmp_path) == before


@pytest.mark.skipif("sys.platform == 'win32'", reason="links need rights there")
def test_nothing_is_written_or_removed_through_a_link(tmp_path: Path) -> None:
    target, outside = tmp_path / "site", tmp_path / "outside"
    build(OLD, target)
    (target / "en").rename(outside)
    (target / "en").symlink_to(outside)
    with pytest.raises(PublishingError):
        build([File("en/all.ics", b"other")], target)
    build([File("index.html", b"page")], target)
    assert sorted(tree(outside)) == ["all.ics", "gone.ics"]


def test_a_fault_leaves_the_folder_as_it_was(tmp_path: Path) -> None:
    def refuse(site: Mapping[str, bytes]) -> None:
        assert site["en/all.ics"] == b"feed"
        assert site["index.html"] == b"new page"
        raise CalendarToolError("no good")

    build(OLD, tmp_path)
    before = tree(tmp_path)
    with pytest.raises(CalendarToolError, match="no good"):
        Disk(tmp_path).fill(NEW, now=NOW, inputs="", expires=None, verify=refuse)
    assert tree(tmp_path) == before


def test_a_published_site_is_not_built_over(tmp_path: Path) -> None:
    if not put(OLD, tmp_path / "site").at_once:
        pytest.skip("no links here")
    before = tree(tmp_path)
    with pytest.raises(PublishingError) as caught:
        build(NEW, tmp_path / "site")
    assert caught.value.key == "publishing.published"
    assert tree(tmp_path) == before


@pytest.mark.skipif("os.geteuid() == 0", reason="root may write anywhere")
def test_a_folder_below_one_that_is_read_only_is_filled(tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    tmp_path.chmod(0o555)
    try:
        assert not put(OLD, tmp_path / "site").at_once
    finally:
        tmp_path.chmod(0o755)
    assert whole(tmp_path / "site", OLD)


def test_there_is_nothing_to_finish_where_nothing_was_begun(tmp_path: Path) -> None:
    Disk(tmp_path / "none").begin()
    build(OLD, tmp_path / "site")
    before = tree(tmp_path)
    Disk(tmp_path / "site").begin()
    assert tree(tmp_path) == before
    assert not (tmp_path / "none").exists()
