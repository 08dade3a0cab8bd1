"""What is not ours is not touched, and what no site can hold is not written."""

import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calendar_tool.publishing import PublishingError, Report
from calendar_tool.publishing.paths import is_portable
from calendar_tool.wording import words
from tests.publishing.sites import OLD, File, build, put, tree

Put = Callable[[list[File], Path], Report]

either = pytest.mark.parametrize("act", [put, build])
with_links = pytest.mark.skipif("sys.platform == 'win32'", reason="links need rights there")


def refused(act: Put, files: list[File], target: Path, root: Path) -> str:
    """Return why it was refused; nothing was touched."""
    before = tree(root)
    with pytest.raises(PublishingError) as caught:
        act(files, target)
    assert tree(root) == before
    return caught.value.key.removeprefix("publishing.")


# -- places


@either
def test_a_folder_with_anything_in_it_is_not_ours(act: Put, tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "photo.jpg").write_bytes(b"photo")
    assert refused(act, OLD, tmp_path / "site", tmp_path) == "foreign"


@either
@with_links
@pytest.mark.parametrize(
    "leads", ["www", "site.releases/x", "other.releases/1", "site.releases/0", "/"]
)
def test_a_link_elsewhere_is_not_ours(act: Put, tmp_path: Path, leads: str) -> None:
    (tmp_path / "www").mkdir()
    (tmp_path / "site").symlink_to(leads)
    assert refused(act, OLD, tmp_path / "site", tmp_path) == "elsewhere"


@either
@with_links
def test_a_link_to_something_that_only_looks_like_a_release_is_not_ours(
    act: Put, tmp_path: Path
) -> None:
    (tmp_path / "site.releases" / "1").mkdir(parents=True)
    (tmp_path / "site.releases" / "1" / "photo.jpg").write_bytes(b"photo")
    (tmp_path / "site").symlink_to("site.releases/1")
    assert refused(act, OLD, tmp_path / "site", tmp_path) == "foreign"


@either
def test_a_file_is_no_folder(act: Put, tmp_path: Path) -> None:
    (tmp_path / "site").write_bytes(b"mine")
    with pytest.raises(NotADirectoryError):
        act(OLD, tmp_path / "site")
    assert tree(tmp_path) == {"site": b"mine"}


@either
def test_a_file_above_is_no_folder(act: Put, tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"mine")
    with pytest.raises((NotADirectoryError, FileExistsError)):
        act(OLD, tmp_path / "a" / "site")
    assert tree(tmp_path) == {"a": b"mine"}


@with_links
def test_a_file_where_releases_would_be_is_refused(tmp_path: Path) -> None:
    (tmp_path / "site.releases").write_bytes(b"mine")
    with pytest.raises(FileExistsError):
        put(OLD, tmp_path / "site")
    assert tree(tmp_path) == {"site.releases": b"mine"}


# -- paths

UNFIT = [
    "",
    "/etc/passwd",
    "../a.txt",
    "a/../../b.txt",
    "a//b.txt",
    "./a.txt",
    "a/.",
    "a/",
    "~/a\x00.txt",
    "C:/a.txt",
    "a.txt:stream",
    "a\\b.txt",
    "\\\\server\\a.txt",
    "con",
    "a/NUL.ics",
    "Com1.tar.gz",
    "lpt¹.txt",
    "conin$",
    "a.",
    "a ",
    "a./b",
    "what?.html",
    "a|b",
    "line\nbreak",
    "й" * 128,
]


@either
@pytest.mark.parametrize("path", UNFIT)
def test_a_path_that_is_unfit_for_some_disk_is_refused(act: Put, tmp_path: Path, path: str) -> None:
    build([File("old.txt", b"")], tmp_path / "site")
    files = [File("fit.txt", b""), File(path, b"")]
    assert refused(act, files, tmp_path / "site", tmp_path) == "path"
    assert refused(act, files, tmp_path / "new", tmp_path) == "path"


@pytest.mark.parametrize(
    "path",
    ["a", "index.html", ".nojekyll", "a/b/c.ics", "..a", "console.txt", "nullity", "күн.ics"],
)
def test_a_path_that_every_disk_takes_is_taken(path: str, tmp_path: Path) -> None:
    assert put([File(path, b"")], tmp_path / "site").written == (path,)


@given(st.text(max_size=20))
def test_whatever_a_path_holds_it_stays_inside(path: str) -> None:
    if is_portable(path):
        assert os.path.normpath(path) == path.replace("/", os.sep)
        assert not Path(path).is_absolute()
        assert not path.startswith("..\\")
        assert not re.search(r'[\x00-\x1f\\:*?"<>|]', path)


@either
@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("a.txt", "a.txt"),
        ("a.txt", "A.TXT"),
        ("й.ics", "и\u0306.ics"),
        ("a", "a/b"),
        ("a/b", "A"),
        ("a/b", "A/c"),
        ("a", "manifest.json"),
        ("a", ".calendar-tool/plan.json"),
    ],
)
def test_files_that_a_disk_cannot_tell_apart_are_refused(
    act: Put, tmp_path: Path, first: str, second: str
) -> None:
    build([File("old.txt", b"")], tmp_path / "site")
    files = [File(first, b"1"), File(second, b"2")]
    assert refused(act, files, tmp_path / "site", tmp_path) == "twice"


# -- sentences


def test_every_refusal_has_its_sentence() -> None:
    source = Path(__file__).parents[2] / "calendar_tool" / "publishing"
    raised = {
        key
        for path in source.glob("*.py")
        for key in re.findall(r'PublishingError\(\s*"(\w+)"', path.read_text("utf-8"))
    }
    assert len(raised) == 22
    for language in ("en", "ru", "kk"):
        for key in raised:
            assert "site" in words(language).say(
                f"publishing.{key}", path="site", answer="500", minutes=5, name="X"
            )
    assert str(PublishingError("foreign", path="site")).startswith("site: this folder")
