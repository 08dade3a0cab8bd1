"""A site that is a link: one rename from old to new."""

import os
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path

import pytest

from calendar_tool.errors import CalendarToolError
from calendar_tool.publishing import Disk, PublishingError, Report
from tests.publishing.sites import NEW, NOW, OLD, File, accept, build, put, site_at, tree, whole

pytestmark = pytest.mark.skipif("sys.platform == 'win32'", reason="links cannot be swapped there")


def releases(folder: Path) -> list[str]:
    return sorted(entry.name for entry in (folder / "site.releases").iterdir())


def test_a_site_is_a_link_to_its_first_release(tmp_path: Path) -> None:
    report = put(OLD, tmp_path / "site")
    assert report == Report(("en/all.ics", "en/gone.ics", "index.html"), (), (), at_once=True)
    assert (tmp_path / "site").readlink() == Path("site.releases/1")
    assert whole(tmp_path / "site", OLD)
    assert sorted(entry.name for entry in tmp_path.iterdir()) == ["site", "site.releases"]


def test_the_next_release_takes_its_place_and_the_report_says_what_changed(tmp_path: Path) -> None:
    put(OLD, tmp_path / "site")
    report = put(NEW, tmp_path / "site")
    assert report == Report(
        ("index.html", "kk/new.ics"), ("en/all.ics",), ("en/gone.ics",), at_once=True
    )
    assert whole(tmp_path / "site", NEW)
    assert not (tmp_path / "site" / "en" / "gone.ics").exists()


def test_the_release_before_stays_and_older_ones_go(tmp_path: Path) -> None:
    for number in range(1, 5):
        put([File("a.txt", b"%d" % number)], tmp_path / "site")
        assert releases(tmp_path) == [str(n) for n in (number - 1, number) if n]
    assert (tmp_path / "site.releases" / "3" / "a.txt").read_bytes() == b"3"


def test_unchanged_files_are_the_same_files_with_their_time_of_change(tmp_path: Path) -> None:
    put(OLD, tmp_path / "site")
    before = (tmp_path / "site" / "en" / "all.ics").stat()
    put(NEW, tmp_path / "site", now=NOW + timedelta(days=1))
    after = (tmp_path / "site" / "en" / "all.ics").stat()
    assert (after.st_ino, after.st_mtime) == (before.st_ino, before.st_mtime)
    assert after.st_mtime == NOW.timestamp()
    changed = (tmp_path / "site" / "index.html").stat()
    assert changed.st_mtime == (NOW + timedelta(days=1)).timestamp()


def test_a_file_that_somebody_altered_by_hand_is_written_anew(tmp_path: Path) -> None:
    put(OLD, tmp_path / "site")
    (tmp_path / "site" / "index.html").write_bytes(b"my page!")
    assert put(OLD, tmp_path / "site").written == ("index.html",)
    assert whole(tmp_path / "site", OLD)


def test_who_reads_the_old_release_reads_it_to_its_end(tmp_path: Path) -> None:
    put(OLD, tmp_path / "site")
    folder = os.open(tmp_path / "site", os.O_RDONLY)
    try:
        put(NEW, tmp_path / "site")
        with open("index.html", "rb", opener=lambda name, _: os.open(name, 0, dir_fd=folder)) as f:
            assert f.read() == b"old page"
        os.stat("en/gone.ics", dir_fd=folder)
    finally:
        os.close(folder)


def test_a_fault_ends_the_attempt_before_anybody_sees_it(tmp_path: Path) -> None:
    def refuse(site: Mapping[str, bytes]) -> None:
        assert site["index.html"] == b"new page"
        assert sorted(site) == ["en/all.ics", "index.html", "kk/new.ics", "manifest.json"]
        raise CalendarToolError("index.html: no good")

    put(OLD, tmp_path / "site")
    before = tree(tmp_path)
    with pytest.raises(CalendarToolError, match="no good"):
        Disk(tmp_path / "site").publish(NEW, now=NOW, inputs="", expires=None, verify=refuse)
    assert tree(tmp_path) == before


def test_a_first_attempt_that_fails_leaves_nothing(tmp_path: Path) -> None:
    def refuse(_: Mapping[str, bytes]) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        Disk(tmp_path / "site").publish(NEW, now=NOW, inputs="", expires=None, verify=refuse)
    assert tree(tmp_path) == {}


def test_an_empty_folder_becomes_the_link(tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    assert put(OLD, tmp_path / "site").at_once
    assert (tmp_path / "site").is_symlink()


def test_the_folder_one_stands_in_does_not_vanish_under_ones_feet(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert not put(OLD, Path()).at_once
    assert whole(tmp_path, OLD)


def test_missing_folders_above_are_made_and_links_above_are_followed(tmp_path: Path) -> None:
    (tmp_path / "disk").mkdir()
    (tmp_path / "www").symlink_to("disk")
    target = tmp_path / "www" / "here" / "site"
    put(OLD, target)
    put(NEW, target)
    assert whole(target, NEW)
    assert (tmp_path / "disk/here/site").readlink() == Path("site.releases/2")


def test_a_site_may_be_moved_with_its_releases(tmp_path: Path) -> None:
    put(OLD, tmp_path / "a" / "site")
    (tmp_path / "a").rename(tmp_path / "b")
    put(NEW, tmp_path / "b" / "site")
    assert whole(tmp_path / "b" / "site", NEW)


def test_going_back_by_hand_is_a_change_like_any_other(tmp_path: Path) -> None:
    put(OLD, tmp_path / "site")
    put(NEW, tmp_path / "site")
    (tmp_path / "site").unlink()
    (tmp_path / "site").symlink_to("site.releases/1")
    assert put(NEW, tmp_path / "site").removed == ("en/gone.ics",)
    assert whole(tmp_path / "site", NEW)
    assert releases(tmp_path) == ["1", "2"]


def test_a_release_that_somebody_removed_is_published_anew(tmp_path: Path) -> None:
    put(OLD, tmp_path / "site")
    (tmp_path / "site.releases" / "1").rename(tmp_path / "elsewhere")
    assert Disk(tmp_path / "site").manifest() is None
    put(OLD, tmp_path / "site")
    assert whole(tmp_path / "site", OLD)


def test_folders_of_others_among_releases_are_left_alone(tmp_path: Path) -> None:
    photo = tmp_path / "site.releases" / "2019" / "photo.jpg"
    photo.parent.mkdir(parents=True)
    photo.write_bytes(b"photo")
    photo.with_name("manifest.json").write_bytes(b'{"name": "Album"}')
    for files in (OLD, NEW, OLD):
        put(files, tmp_path / "site")
    assert photo.read_bytes() == b"photo"
    assert whole(tmp_path / "site", OLD)


def test_what_others_put_into_a_site_stays_in_it(tmp_path: Path) -> None:
    put(OLD, tmp_path / "site")
    (tmp_path / "site" / "robots.txt").write_bytes(b"all")
    for files in (NEW, OLD, NEW):
        put(files, tmp_path / "site")
    assert (tmp_path / "site" / "robots.txt").read_bytes() == b"all"
    assert "robots.txt" not in [file.path for file in site_at(tmp_path / "site")]


def test_what_others_put_where_a_file_is_to_be_is_not_lost(tmp_path: Path) -> None:
    put(OLD, tmp_path / "site")
    (tmp_path / "site" / "kk").mkdir()
    (tmp_path / "site" / "kk" / "new.ics").write_bytes(b"mine")
    before = tree(tmp_path)
    with pytest.raises(PublishingError) as caught:
        put(NEW, tmp_path / "site")
    assert caught.value.key == "publishing.stranger"
    assert tree(tmp_path) == before


def test_a_site_that_was_built_stays_a_folder_when_it_is_published(tmp_path: Path) -> None:
    build(OLD, tmp_path / "site")
    assert put(NEW, tmp_path / "site") == Report(
        ("index.html", "kk/new.ics"), ("en/all.ics",), ("en/gone.ics",), at_once=False
    )
    assert not (tmp_path / "site").is_symlink()
    assert whole(tmp_path / "site", NEW)


def test_the_files_are_taken_one_by_one(tmp_path: Path) -> None:
    report = Disk(tmp_path / "site").publish(
        (file for file in OLD),
        now=NOW,
        inputs="",
        expires=None,
        verify=accept,
    )
    assert len(report.written) == 3
