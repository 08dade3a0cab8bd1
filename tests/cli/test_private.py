"""What is for the staff alone is in no output: no word of it, and no file named after it."""

import os
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from calendar_tool.exporters import FORMATS
from tests.cli.running import PROGRAMME, call, written

#: Each of these words is private for a reason of its own.
CANARIES = ("kanarek", "vrabec", "slavik", "sojka", "straka", "kavka", "havran", "vrana", "krkavec")

SECRETS = """\
  - title: {en: Kanarek, ru: Kanarek, kk: Kanarek}
    id: vrabec
    when: 14 Sep 08:00–09:00
    visibility: private
    venue: slavik
    room: sojka
    track: straka
    people: {speaker: kavka}
    description: {en: Havran, ru: Havran, kk: Havran}
    tags: [vrana]
  - title: {en: Market, ru: Рынок, kk: Базар}
    id: market
    when: 14 Sep 12:00–18:00
    staff:
      responsible: kavka
      note: {en: Krkavec, ru: Krkavec, kk: Krkavec}
    related: [vrabec]
    events:
      - title: {en: Kanarek, ru: Kanarek, kk: Kanarek}
        id: vrabec-2
        when: 13:00–14:00
        visibility: private
        events:
          - title: {en: Kanarek, ru: Kanarek, kk: Kanarek}
            id: vrabec-3
            visibility: public
"""

TEXT = (
    PROGRAMME.replace("venues:\n", "venues:\n  slavik: {name: Slavik, rooms: {sojka: Sojka}}\n")
    .replace("people:\n", "people:\n  kavka: {name: Kavka}\n", 1)
    .replace("tracks:\n", "tracks:\n  straka: {name: Straka}\n")
    + SECRETS
)


@pytest.fixture(scope="module")
def secret(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = written(tmp_path_factory.mktemp("private"), f"ignore: [I601]\n{TEXT}")
    os.utime(path, (1_700_000_000, 1_700_000_000))  # packed bytes are the same in each run
    return path


def assert_silent(output: bytes) -> None:
    text = output.replace(b"\r\n ", b"").lower()
    if output.startswith(b"%PDF-"):
        pages = (page.extract_text() for page in PdfReader(BytesIO(output)).pages)
        text += "".join(pages).lower().encode()
        assert any(title.encode() in text for title in ("city day", "день города", "қала күні"))
    assert [word for word in CANARIES if word.encode() in text] == []


@pytest.mark.parametrize("lang", ["en", "ru", "kk"])
@pytest.mark.parametrize("form", FORMATS)
def test_export_says_nothing_of_it(secret: Path, lang: str, form: str) -> None:
    done = call("export", "--format", form, "--lang", lang, secret)
    assert done.status == 0
    assert_silent(done.output)


def test_the_agenda_says_nothing_of_it(secret: Path) -> None:
    done = call("agenda", secret)
    assert "Market" in done.out
    assert_silent(done.output)


def test_paper_says_nothing_of_it(secret: Path, tmp_path: Path) -> None:
    target = tmp_path / "a.pdf"
    assert call("print", secret, "-o", target).status == 0
    assert_silent(target.read_bytes())


def test_no_file_of_a_site_says_anything_of_it(secret: Path, tmp_path: Path) -> None:
    assert call("build", secret, "--to", tmp_path / "site").status == 0
    found = [path for path in (tmp_path / "site").rglob("*") if path.is_file()]
    assert len(found) > 3 * 17
    for path in found:
        assert not any(word in path.name for word in CANARIES)
        assert_silent(path.read_bytes())


@pytest.mark.parametrize(
    ("option", "value"),
    [
        ("--venue", "slavik"),
        ("--room", "slavik/sojka"),
        ("--track", "straka"),
        ("--person", "kavka"),
        ("--tag", "vrana"),
    ],
)
def test_nothing_private_can_be_asked_for_nor_guessed(
    secret: Path, option: str, value: str
) -> None:
    done = call("export", secret, option, value)
    assert (done.status, done.out) == (2, "")
    typo = call("export", secret, option, f"{value[:-1]}x")
    assert value not in typo.err
