"""Pictures beside a programme, on all that is made of it: by `print`, `build` and `publish`."""

import re
from base64 import b64encode
from pathlib import Path

import pikepdf
import pytest

from tests.cli.running import PROGRAMME, call, written
from tests.test_pictures import dots

LOGO = "logo:\n  src: img/heron.png\n  alt: {en: A heron, ru: Цапля, kk: Құтан}\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Give the folder of a programme with a logo."""
    (tmp_path / "img").mkdir()
    (tmp_path / "img" / "heron.png").write_bytes(dots())
    written(tmp_path, LOGO + PROGRAMME)
    return tmp_path


def programme(folder: Path) -> Path:
    (path,) = folder.glob("*.yaml")
    return path


def described(paper: Path) -> set[str]:
    """Return what is said of the pictures on paper."""
    with pikepdf.open(paper) as pdf:
        return {
            str(one.Alt)
            for one in pdf.objects
            if isinstance(one, pikepdf.Dictionary) and "/Alt" in one
        }


@pytest.mark.parametrize("command", ["build", "publish"])
def test_a_site_has_the_logo_on_paper_and_on_the_page(folder: Path, command: str) -> None:
    assert call(command, programme(folder), "--to", folder / "site").status == 0
    site = folder / "site" / "city-day" / "en"
    assert "A heron" in described(site / "agenda.pdf")
    page = (site / "index.html").read_text("utf-8")
    (logo,) = re.findall('<img src="data:image/png;base64,([^"]*)" alt="A heron">', page)
    assert logo == b64encode(dots()).decode()


def test_a_print_has_it_too(folder: Path) -> None:
    paper = folder / "a.pdf"
    assert call("print", programme(folder), "-o", paper, "--lang", "kk").status == 0
    assert "Құтан" in described(paper)
    assert call("print", programme(folder), "--layout", "staff", "-o", paper).status == 0
    assert "A heron" in described(paper)


def test_a_picture_that_has_changed_is_published(folder: Path) -> None:
    def publish() -> str:
        done = call("publish", programme(folder), "--to", folder / "site")
        assert done.status == 0
        return done.err

    publish()
    page = folder / "site" / "city-day" / "en" / "index.html"
    feed, before = page.with_name("all.ics").read_bytes(), page.read_bytes()
    assert "nothing" in publish()
    (folder / "img" / "heron.png").write_bytes(dots(size=5))
    publish()
    assert page.read_bytes() != before
    assert page.with_name("all.ics").read_bytes() == feed
    assert "nothing" in publish()


@pytest.mark.parametrize("command", ["build", "publish"])
def test_without_its_picture_all_is_made_and_it_is_told_where_it_is_named(
    folder: Path, command: str
) -> None:
    (folder / "img" / "heron.png").unlink()
    done = call(command, programme(folder), "--to", folder / "site")
    assert done.status == 0
    assert "warning[I607]" in done.err
    assert f"{programme(folder)}:2:" in done.err
    assert "<img" not in (folder / "site" / "city-day" / "en" / "index.html").read_text("utf-8")


@pytest.mark.parametrize("place", [200, -30])
def test_a_damaged_logo_is_told_where_it_is_named_and_all_is_made_without_it(
    folder: Path, place: int
) -> None:
    damaged = bytearray(dots(size=40))
    damaged[place if place < 0 else len(damaged) // 2] ^= 0xFF
    (folder / "img" / "heron.png").write_bytes(damaged)
    done = call("build", programme(folder), "--to", folder / "site")
    assert (done.status, "I607" in done.err) == (0, True)
    assert "A heron" not in described(folder / "site" / "city-day" / "en" / "agenda.pdf")
    assert "A heron" not in (folder / "site" / "city-day" / "en" / "index.html").read_text("utf-8")
