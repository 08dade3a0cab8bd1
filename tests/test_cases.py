"""Files that people might write, and what they are told: `cases/err/x.yaml` and its `x.out`.

A case is named after the first thing that is wrong in it. All cases are read on 1 September 2026.
"""

import re
import tomllib
from datetime import date
from pathlib import Path

import pytest

from calendar_tool import wording
from calendar_tool.checks import PAGE_DAY, PAGES, Page
from calendar_tool.diagnostics import Diagnostic
from calendar_tool.ledger import Ledger, advance, tell
from calendar_tool.load import Loaded, load_all, load_bytes
from calendar_tool.reports import render
from calendar_tool.source.decode import MAX_OCTETS
from calendar_tool.wording import COMPLETE, FINDINGS, words
from tests.conftest import Golden

WORDING = Path(wording.__file__).parent
CASES = Path(__file__).parent / "cases"
WRONG = sorted((CASES / "err").glob("*.yaml"))
RIGHT = sorted((CASES / "ok").glob("*.yaml"))
TODAY = date(2026, 9, 1)

#: Sentences that no file of the corpus can bring about, and why.
ELSEWHERE = {
    "Y101": "its file has 17 MiB: a test below",
    "P701.files": "it takes two files: a test below",
    **dict.fromkeys(
        ("P703", "P705.event", "P705.repeat", "P705.hours", "P706"),
        "it takes a ledger: tests/checks/test_published.py",
    ),
    **dict.fromkeys(
        ("I607.outside", "I607.large", "I607.many"), "it takes links and large files: test_load.py"
    ),
    "N901.never": "programmes in Python alone can ask for it: tests/checks/test_silence.py",
}


def read(path: Path) -> Loaded:
    return load_bytes(path.read_bytes(), path.name, TODAY, None, folder=path.parent)


def report(loaded: Loaded, language: str = "en") -> str:
    found = render(loaded.diagnostics, loaded.source, words(language), "concise")
    return "".join(f"{line}\n" for line in found)


def sentences() -> set[str]:
    """Return the keys of all sentences, from the data themselves."""
    files = (WORDING / "en" / f"{name}.toml" for name in FINDINGS)
    return {key for file in files for key in tomllib.loads(file.read_text("utf-8"))}


def codes_and_places(told: str) -> list[str]:
    return [line[: re.search(r" [A-Z]\d{3}", line).end()] for line in told.splitlines()]  # type: ignore[union-attr]


@pytest.mark.parametrize("path", WRONG, ids=lambda path: path.stem)
def test_a_mistake_is_told_where_it_is_and_how_to_put_it_right(path: Path, golden: Golden) -> None:
    told = report(read(path))
    golden(path.with_suffix(".out"), told.encode())
    assert path.stem.partition("-")[0] in {line.split()[1] for line in told.splitlines()}


@pytest.mark.parametrize("path", RIGHT, ids=lambda path: path.stem)
def test_of_a_good_file_nothing_is_said(path: Path) -> None:
    assert report(read(path)) == ""


@pytest.mark.parametrize("path", WRONG, ids=lambda path: path.stem)
def test_every_language_tells_the_same_mistakes_at_the_same_places(path: Path) -> None:
    loaded = read(path)
    english, russian, kazakh = (report(loaded, language) for language in COMPLETE)
    assert codes_and_places(english) == codes_and_places(russian) == codes_and_places(kazakh)
    assert len({english, russian, kazakh}) == 3


def test_every_sentence_is_said_somewhere_in_the_corpus() -> None:
    said = {one.key for path in WRONG for one in read(path).diagnostics}
    assert sentences() - said == set(ELSEWHERE)


def test_every_answer_belongs_to_a_case() -> None:
    assert {path.stem for path in (CASES / "err").glob("*.out")} == {path.stem for path in WRONG}


def test_every_trap_of_yaml_has_a_sentence_of_its_own() -> None:
    traps = [path for path in WRONG if path.stem.startswith("Y") and "at-once" not in path.stem]
    found = [
        next(one for one in read(path).diagnostics if path.stem.startswith(one.code))
        for path in traps
    ]
    assert len({words("en").sentence(one).message for one in found}) == len(traps) > 40


def test_a_file_beyond_16_mib_is_refused() -> None:
    loaded = load_bytes(b"#" * (MAX_OCTETS + 1), "big.yaml", TODAY, None)
    assert report(loaded).startswith("big.yaml:1:1: Y101 the file is larger than 16 MiB")


def test_two_programmes_with_one_id_are_told_in_the_second(tmp_path: Path) -> None:
    first, second = tmp_path / "a.yaml", tmp_path / "b.yaml"
    for path in (first, second):
        path.write_bytes((CASES / "ok" / "minimal.yaml").read_bytes())
    one, two = load_all([str(tmp_path)], TODAY)
    assert one.diagnostics == ()
    told = "P701 the id “city-day-2026” belongs to another programme already"
    assert report(two).startswith(f"{second}:2:5: {told}: {first}")
    assert two.is_broken


@pytest.mark.parametrize("page", PAGES.values(), ids=PAGES.keys())
def test_the_wrong_programme_of_a_page_yields_its_code_and_no_other(page: Page) -> None:
    found = _of_page(page.wrong, page.published)
    assert {diagnostic.code for diagnostic in found} == {page.code}


@pytest.mark.parametrize("page", PAGES.values(), ids=PAGES.keys())
def test_the_right_programme_of_a_page_yields_nothing(page: Page) -> None:
    assert _of_page(page.right, page.published) == ()


def _of_page(written: str, published: str) -> tuple[Diagnostic, ...]:
    known = _published(published) if published else Ledger()
    beside = CASES / "beside"
    return load_bytes(written.encode(), "page.yaml", PAGE_DAY, None, known, beside).diagnostics


def _published(written: str) -> Ledger:
    loaded = load_bytes(written.encode(), "page.yaml", PAGE_DAY, None)
    assert loaded.programme is not None
    told = tell(loaded.programme, loaded.occurrences)
    return advance(Ledger(), loaded.programme, told, loaded.told)
