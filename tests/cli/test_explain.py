import pytest

from calendar_tool.checks import PAGES
from calendar_tool.diagnostics import WARNINGS
from calendar_tool.wording import words
from tests.cli.running import call
from tests.test_cases import sentences

CODES = sorted({key.partition(".")[0] for key in sentences()})


@pytest.mark.parametrize("code", CODES)
def test_every_code_is_explained_with_all_its_sentences(code: str) -> None:
    done = call("explain", code)
    level = "warning" if code in WARNINGS else "error"
    assert done.status == 0
    assert done.out.startswith(f"{code} ({level})\n")
    for sentence in words("en").sentences(code).values():
        assert sentence.message in done.out
        assert sentence.hint in done.out
    if code in PAGES:
        assert "\nWrong:\n" in done.out
        assert "\nRight:\n" in done.out


def test_a_code_may_be_written_small_and_is_explained_in_the_language_of_the_reader() -> None:
    done = call("explain", "l501", env={"LC_ALL": "ru_RU.UTF-8"})
    assert done.out.startswith("L501 (ошибка)\n")
    assert "«…» начинается (…), когда зал …/… ещё занят" in done.out
    assert "подсказка" in done.out
    assert "\nНеправильно:\n\n    events:" in done.out
    assert "\nПравильно:\n\n    events:" in done.out


@pytest.mark.parametrize("language", ["en", "ru", "kk"])
def test_no_gap_of_a_sentence_is_shown_raw(language: str) -> None:
    found = [call("explain", "--messages", language, code).out.partition("\n\n") for code in CODES]
    assert not any("{" in told.partition("    events:")[0] for _, _, told in found)


@pytest.mark.parametrize("code", ["X999", "", "L", "T301.weekday", "чепуха"])
def test_a_code_that_there_is_not_is_refused(code: str) -> None:
    done = call("explain", code)
    assert (done.status, done.out) == (2, "")
    assert "there is no code" in done.err
