"""The visible list of rules, and their pages."""

import pytest

from calendar_tool.checks import (
    CODES,
    HEAD,
    PAGES,
    RULES,
    Page,
    Rule,
    identity,
    places,
    published,
    references,
    schedule,
    times,
    words,
)
from calendar_tool.wording import words as wording


def test_every_rule_is_in_the_list_once_in_the_order_of_codes() -> None:
    rooms = (identity, places, published, references, schedule, times, words)
    written = [each for room in rooms for each in vars(room).values() if isinstance(each, Rule)]
    assert len(RULES) == len(written) == len({rule.code for rule in RULES})
    assert set(RULES) == set(written)
    codes = [rule.code for rule in RULES]
    assert codes == sorted(codes, key=lambda code: ("TRLIP".index(code[0]), code))


def test_every_code_that_can_be_silenced_has_the_form_of_a_code() -> None:
    assert {rule.code for rule in RULES} < CODES
    assert all(code[0] in "TRLIPN" and code[1:].isdigit() for code in CODES)


@pytest.mark.parametrize("page", PAGES.values(), ids=PAGES.keys())
def test_every_page_has_a_line_a_reason_and_two_programmes(page: Page) -> None:
    line, reason, *_ = page.text.split("\n\n")
    assert line.endswith(".")
    assert "\n" not in line
    assert reason
    assert "events:" in page.wrong
    assert "events:" in page.right
    assert page.wrong != page.right
    assert "Right" not in page.wrong


def test_a_page_leaves_the_head_out_or_parts_of_it() -> None:
    text = "Line.\n\nWhy.\n\nWrong::\n\n    url: https://a.example/\n    events: []\n\nRight::\n"
    written = Page(code="X100", text=text).wrong
    assert written.endswith("url: https://a.example/\nevents: []\n")
    assert written.count("url:") == 1
    assert written.startswith(HEAD.partition("url:")[0])


@pytest.mark.parametrize("code", PAGES)
@pytest.mark.parametrize("language", ["en", "ru", "kk"])
def test_every_code_has_a_sentence_and_a_remedy(code: str, language: str) -> None:
    said = wording(language).sentences(code)
    assert said
    assert all(sentence.message and sentence.hint for sentence in said.values())
