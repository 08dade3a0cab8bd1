from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from tests.cli.running import MOSCOW, PROGRAMME, call, written


def words_of(pdf: bytes) -> str:
    return " ".join(" ".join(page.extract_text().split()) for page in PdfReader(BytesIO(pdf)).pages)


def test_it_lands_here_named_after_programme_layout_paper_and_language(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    done = call("print", MOSCOW)
    name = "days-of-moscow-almaty-2019-agenda-a4-ru.pdf"
    assert done == (0, b"", f"{name}\n")
    assert [path.name for path in tmp_path.iterdir()] == [name]
    assert (tmp_path / name).read_bytes().startswith(b"%PDF-")


def test_it_lands_where_it_is_told_to_in_the_language_asked_for(tmp_path: Path) -> None:
    target = tmp_path / "paper" / "kk.pdf"
    done = call("print", written(tmp_path), "--lang", "kk", "-o", target)
    assert done == (0, b"", f"{target}\n")
    assert "Қала күні" in words_of(target.read_bytes())


def test_a_selection_is_all_that_is_printed(tmp_path: Path) -> None:
    target = tmp_path / "a.pdf"
    call("print", written(tmp_path), "--track", "sport", "-o", target)
    printed = words_of(target.read_bytes())
    assert "Run" in printed
    assert "Concert" not in printed


def test_a_broken_programme_is_not_printed(tmp_path: Path) -> None:
    target = tmp_path / "a.pdf"
    path = written(tmp_path, PROGRAMME.replace("10:00–11:00", "25:00"))
    done = call("print", path, "-o", target)
    assert done.status == 1
    assert "T301" in done.err
    assert not target.exists()


@pytest.mark.parametrize(("option", "value"), [("--layout", "poster"), ("--paper", "a0")])
def test_what_cannot_be_printed_is_refused(option: str, value: str) -> None:
    done = call("print", MOSCOW, option, value)
    assert done.status == 2
    assert option in done.err
