"""Findings as people and programs read them."""

import json
from datetime import date
from typing import Any
from unicodedata import category

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from calendar_tool.diagnostics import Diagnostic, Span, Value
from calendar_tool.reports import FORMS, Source, as_json, concise, frame, github, render
from calendar_tool.wording import words

EN, RU = words("en"), words("ru")
TEXT = "format: 1\ncolor: green\nvenues:\n  hall:\n    name: Hall\n"
SOURCE = Source("day.yaml", TEXT)


def finding(
    piece: str = "green",
    key: str = "S206.color",
    text: str = TEXT,
    fix: str | None = None,
    other: str | None = None,
    **values: Value,
) -> Diagnostic:
    """Return a finding at a piece of a text."""
    start = text.index(piece)
    beside = text.index(other) if other else 0
    return Diagnostic(
        key=key,
        span=Span(start, start + len(piece)),
        values={"value": piece, **values},
        fix=fix,
        other=Span(beside, beside + len(other)) if other else None,
    )


# -- places


@pytest.mark.parametrize(
    ("offset", "place"),
    [(0, (1, 1)), (9, (1, 10)), (10, (2, 1)), (17, (2, 8)), (len(TEXT), (6, 1))],
)
def test_a_place_is_counted_from_one(offset: int, place: tuple[int, int]) -> None:
    assert SOURCE.place(offset) == place


def test_columns_are_counted_in_code_points() -> None:
    source = Source("x", "a\nимя: «é»👩 x")
    assert source.place(source.text.index("x")) == (2, 11)


def test_a_line_is_without_its_end() -> None:
    source = Source("x", "a\r\nb\r\n\nc\rd")
    assert [source.line(offset) for offset in (0, 3, 6, 7, 9)] == ["a", "b", "", "c", "d"]
    assert source.line(1) == source.line(2) == "a"
    assert Source("x", "").line(0) == ""


@given(st.text(st.sampled_from("ab\n\r")), st.data())
def test_a_place_leads_back_to_its_offset(text: str, data: st.DataObject) -> None:
    source = Source("x", text)
    offset = data.draw(st.integers(0, len(text)))
    line, column = source.place(offset)
    before = text.splitlines(keepends=True)[: line - 1]
    assert sum(map(len, before)) + column - 1 == offset


# -- frames


def test_a_frame_shows_the_line_with_a_caret_and_the_remedy() -> None:
    assert frame(finding(), SOURCE, EN) == (
        "error[S206]: “green” is not a colour\n"
        " --> day.yaml:2:8\n"
        "  |\n"
        "2 | color: green\n"
        "  |        ^^^^^\n"
        "  = help: write # and six digits or letters A–F, in quotes: '#AD1457'"
    )


def test_a_frame_is_in_the_readers_language() -> None:
    lines = frame(finding(), SOURCE, RU).split("\n")
    assert lines[0] == "ошибка[S206]: «green» — не цвет"
    assert lines[-1].startswith("  = подсказка: ")


def test_a_warning_is_called_one() -> None:
    doubt = Diagnostic(key="T309", span=Span(0, 6), values={"title": "Gala"})
    assert frame(doubt, SOURCE, EN).startswith("warning[T309]: ")


def test_on_a_narrow_terminal_sentences_are_folded_and_the_line_is_cut_around_the_place() -> None:
    text = f"title: {'a' * 30} and here green is {'b' * 30}\n"
    found = finding(text=text, fix="color: 'green, which is longer than the terminal'")
    assert frame(found, Source("day.yaml", text), RU, 40).split("\n") == [
        "ошибка[S206]: «green» — не цвет",
        " --> day.yaml:1:48",
        "  |",
        "1 | …a and here green is bbbbbbbbbbbbbb…",
        "  |             ^^^^^",
        "  = подсказка: напишите # и шесть цифр",
        "    или букв A–F, в кавычках: '#AD1457'",
        "  = подсказка: color: 'green, which is longer than the terminal'",
    ]


@given(
    line=st.text(st.characters(codec="utf-8", exclude_characters="\r\n"), min_size=1, max_size=300),
    width=st.integers(30, 130),
    data=st.data(),
)
def test_whatever_the_line_its_frame_fits_the_terminal_and_the_caret_is_in_sight(
    line: str, width: int, data: st.DataObject
) -> None:
    at = data.draw(st.integers(0, len(line) - 1))
    found = Diagnostic(key="S206.color", span=Span(at, at + 1), values={"value": "x"})
    lines = frame(found, Source("x", line), EN, width).split("\n")
    shown, caret = lines[lines.index("  |") + 1 :][:2]
    assert cell_len(shown) <= width
    assert len(caret) <= width
    assert caret.endswith("^")


def test_what_contradicts_an_earlier_place_shows_both() -> None:
    found = finding("name", other="color", key="S206.hours")
    lines = frame(found, SOURCE, EN).split("\n")
    assert lines[1:-1] == [
        " --> day.yaml:5:5",
        "  |",
        "2 | color: green",
        "  | -----",
        "...",
        "5 |     name: Hall",
        "  |     ^^^^",
    ]


def test_neighbouring_lines_and_places_on_one_line_need_no_gap() -> None:
    found = finding("hall", other="venues", key="S206.hours")
    assert "..." not in frame(found, SOURCE, EN)
    same = finding("Hall", other="name", key="S206.hours")
    assert frame(same, SOURCE, EN).split("\n")[3:6] == [
        "5 |     name: Hall",
        "  |     ----",
        "  |           ^^^^",
    ]


def test_of_a_long_line_what_is_around_the_place_is_shown() -> None:
    text = f"{'a' * 300} green {'b' * 300}"
    lines = frame(finding(text=text), Source("x", text), EN).split("\n")
    assert lines[1] == " --> x:1:302"
    assert lines[3] == f"1 | …{'a' * 38} green {'b' * 73}…"
    assert lines[4] == f"  | {' ' * 40}^^^^^"


def test_two_places_far_apart_on_a_long_line_are_both_shown() -> None:
    text = f"color: {'a' * 300} green"
    lines = frame(finding(text=text, other="color"), Source("x", text), EN).split("\n")
    assert [line[4:9] for line in lines[3:5]] == ["color", "-----"]
    assert lines[5].endswith("a green")
    assert lines[6].index("^") == lines[5].index("green")


@given(st.text(st.sampled_from("ab \t漢"), min_size=1, max_size=400), st.data())
def test_a_frame_marks_the_place_on_a_line_of_any_length(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    found = Diagnostic(key="S206.blank", span=Span(start, start + 1))
    shown, marks = frame(found, Source("x", text), EN).split("\n")[3:5]
    assert len(shown) <= 120 + len("1 | ")
    assert marks.strip(" |") in ("^", "^^")


def test_what_is_quoted_or_mended_at_great_length_is_left_to_programs() -> None:
    value = "9" * 3000
    found = Diagnostic(key="S206.color", span=Span(0, 1), values={"value": value}, fix=value)
    assert len(frame(found, SOURCE, EN)) < 1000
    assert json.loads(as_json(found, SOURCE, EN))["fix"] == value


def test_the_margin_grows_with_the_number_of_the_line() -> None:
    text = "#\n" * 99 + "color: green\n"
    lines = frame(finding(text=text), Source("x", text), EN).split("\n")
    assert lines[1:5] == ["   --> x:100:8", "    |", "100 | color: green", "    |        ^^^^^"]


def test_a_fix_of_many_lines_is_shown_line_by_line() -> None:
    fix = "when: 15–16 Nov\nhours: 10:00–18:00"
    lines = frame(finding(fix=fix), SOURCE, EN).split("\n")
    assert lines[-2:] == ["  = help: when: 15–16 Nov", "  = help: hours: 10:00–18:00"]


def test_a_fix_that_the_hint_names_is_not_repeated() -> None:
    found = finding("green", key="S204.guess", fix="grin", known="grin", guess="grin")
    assert frame(found, SOURCE, EN).count("= help") == 1


@pytest.mark.parametrize(
    ("line", "caret"),
    [
        ("имя: X", "     ^"),
        ("名前: X", "      ^"),
        ("e\u0301te\u0301: X", "     ^"),
        ("\tkey: X", "      ^"),
        ("a\u200db: X", "    ^"),
        ("ㅤﾊ: X", "     ^"),
        ("\u202ekey: X", "      ^"),
        ("กำ: X", "    ^"),
        ("❤\ufe0f: X", "   ^"),
        ("ke\x07y: X", "      ^"),
    ],
)
def test_a_caret_stands_under_its_place(line: str, caret: str) -> None:
    text = f"{line}\n"
    shown = frame(finding("X", text=text), Source("x", text), EN).split("\n")[4]
    assert shown == f"  | {caret}"


@pytest.mark.parametrize(
    ("marked", "carets"), [("名前", "^^^^"), ("e\u0301", "^"), ("a\tb", "^^^"), ("é…", "^^")]
)
def test_carets_are_as_wide_as_what_they_mark(marked: str, carets: str) -> None:
    text = f"key: {marked}\n"
    shown = frame(finding(marked, text=text), Source("x", text), EN).split("\n")[4]
    assert shown == f"  |      {carets}"


def test_a_place_of_no_width_has_a_caret_all_the_same() -> None:
    empty = Diagnostic(key="S206.empty", span=Span(6, 6), values={"key": "title"})
    shown = frame(empty, Source("x", "title:\n"), EN).split("\n")
    assert shown[3:5] == ["1 | title:", "  |       ^"]


def test_a_place_of_many_lines_is_marked_on_its_first() -> None:
    text = "venues: [a,\n  b]\r\nx: 1\n"
    found = Diagnostic(key="S203.map", span=Span(8, 16))
    assert frame(found, Source("x", text), EN).split("\n")[3:5] == [
        "1 | venues: [a,",
        "  |         ^^^",
    ]


def test_a_file_of_windows_is_shown_without_its_line_ends() -> None:
    text = "format: 1\r\ncolor: green\r\n"
    shown = frame(finding(text=text), Source("x", text), EN)
    assert shown.split("\n")[3:5] == ["2 | color: green", "  |        ^^^^^"]
    assert "\r" not in shown


# -- the other forms


def test_concise_is_one_line() -> None:
    found = finding(fix="'#00FF00'")
    assert concise(found, SOURCE, EN) == (
        "day.yaml:2:8: S206 “green” is not a colour"
        " [write # and six digits or letters A–F, in quotes: '#AD1457'; '#00FF00']"
    )
    assert "\n" not in concise(finding(fix="a\nb"), SOURCE, EN)


def test_json_carries_code_place_and_values() -> None:
    found = finding("name", key="T309", other="color", title=date(2019, 11, 15), n=2, fix="x")
    report = as_json(found, SOURCE, words("kk"))
    assert "\n" not in report
    assert json.loads(report) | {"message": "", "hint": ""} == {
        "code": "T309",
        "key": "T309",
        "severity": "warning",
        "message": "",
        "hint": "",
        "fix": "x",
        "filename": "day.yaml",
        "location": {"row": 5, "column": 5},
        "end_location": {"row": 5, "column": 9},
        "other": {
            "location": {"row": 2, "column": 1},
            "end_location": {"row": 2, "column": 6},
        },
        "values": {"value": "name", "title": "2019-11-15", "n": 2},
    }


def test_json_is_the_same_in_every_language_but_for_its_sentences() -> None:
    def facts(language: str) -> dict[str, Any]:
        report: dict[str, Any] = json.loads(as_json(finding(), SOURCE, words(language)))
        return {key: value for key, value in report.items() if key not in ("message", "hint")}

    assert facts("en") == facts("ru") == facts("kk")
    assert json.loads(as_json(finding(), SOURCE, RU))["message"] == "«green» — не цвет"


def test_json_has_null_for_what_there_is_not() -> None:
    found = json.loads(as_json(Diagnostic(key="S203.map", span=Span(0, 0)), SOURCE, EN))
    assert (found["fix"], found["other"], found["values"]) == (None, None, {})


def test_github_is_a_workflow_command() -> None:
    assert github(finding(), Source("events/day.yaml", TEXT), EN) == (
        "::error title=S206,file=events/day.yaml,line=2,col=8::“green” is not a colour"
        "%0Awrite # and six digits or letters A–F, in quotes: '#AD1457'"
    )


def test_github_escapes_what_it_would_read_as_its_own() -> None:
    found = finding("100%: x", text="color: 100%: x\n", fix="a\nb")
    report = github(found, Source("a,b:c%.yaml", "color: 100%: x\n"), EN)
    assert report.startswith("::error title=S206,file=a%2Cb%3Ac%25.yaml,line=1,col=8::“100%25: x”")
    assert report.endswith("%0Aa%0Ab")
    assert "\n" not in report


# -- all of them


def test_findings_are_reported_in_the_order_of_the_file() -> None:
    found = [finding("Hall"), finding("green"), finding("green", key="S205")]
    lines = list(render(found, SOURCE, EN, "concise"))
    assert [line.split()[:2] for line in lines] == [
        ["day.yaml:2:8:", "S205"],
        ["day.yaml:2:8:", "S206"],
        ["day.yaml:5:11:", "S206"],
    ]


HOSTILE = "\x00\x07\x1b[31m\x7f\x85\x9b\u061c\u200e\u202e\u2066\u2028\u2029\ufeff\ud800\U000e0041"


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("char", HOSTILE)
def test_nothing_that_a_terminal_obeys_is_printed(form: str, char: str) -> None:
    if char in "[31m":
        return
    text = f"color: a{char}b\n"
    found = Diagnostic(
        key="S206.color",
        span=Span(7, 10),
        values={"value": f"a{char}b"},
        fix=f"'{char}'",
        other=Span(0, 5),
    )
    (report,) = render([found], Source(f"na{char}me", text), EN, form)
    assert char not in report
    report.encode()
    if form == "json":
        assert json.loads(report)["values"] == {"value": f"a{char}b"}
        assert json.loads(report)["filename"] == f"na{char}me"


@given(value=st.text(), line=st.text(), name=st.text(), form=st.sampled_from(sorted(FORMS)))
def test_any_file_can_be_reported(value: str, line: str, name: str, form: str) -> None:
    text = f"{line}\n"
    found = Diagnostic(
        key="S206.color", span=Span(0, len(line)), values={"value": value}, fix=value
    )
    (report,) = render([found], Source(name, text), EN, form)
    allowed = "\n\u200d" if form == "frames" else "\u200d"
    assert not any(category(char) in ("Cc", "Cf", "Zl", "Zp", "Cs", "Co", "Cn")
                   for char in report if char not in allowed)  # fmt: skip


@given(st.text())
def test_json_gives_back_what_was_written(value: str) -> None:
    found = Diagnostic(key="S206.color", span=Span(0, 0), values={"value": value})
    assert json.loads(as_json(found, SOURCE, EN))["values"] == {"value": value}
