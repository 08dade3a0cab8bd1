"""Diagnostics as people and programs read them: frames with a caret, concise, JSON, GitHub.

Knows places, sentences and the four shapes; must not know what a programme is, nor where the report
goes.
"""

import json
import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple
from unicodedata import category, east_asian_width

from calendar_tool.diagnostics import Diagnostic, Span
from calendar_tool.wording import Sentence, Words

#: The most code points of a line that a frame shows, and how many of them before the place.
_LONGEST = 120
_BEFORE = 40

#: A corrected line longer than this is shown to programs alone.
_LONGEST_FIX = 2000

#: An end of a line, as the reader of programmes knows them.
_LINE_END = re.compile("\r\n?|\n")


class Place(NamedTuple):
    """A place as people count: line and column from 1, columns in code points."""

    line: int
    column: int


@dataclass(frozen=True)
class Source:
    """A file under report: the name to show, and its text."""

    name: str
    text: str

    @cached_property
    def _starts(self) -> list[int]:
        return [0, *(match.end() for match in _LINE_END.finditer(self.text))]

    def place(self, offset: int) -> Place:
        """Return the place of an offset in code points."""
        line = bisect_right(self._starts, offset)
        return Place(line, offset - self._starts[line - 1] + 1)

    def line(self, number: int) -> str:
        """Return a line by its number, without its end."""
        start = self._starts[number - 1]
        end = _LINE_END.search(self.text, start)
        return self.text[start : end.start() if end else len(self.text)]


class View(NamedTuple):
    """What a frame shows of a line: from which character on, and the text, cut by `…`."""

    start: int
    text: str

    def shows(self, column: int) -> bool:
        """Return whether a column of the line, from 1, is in sight."""
        return self.start < column <= self.start + max(len(self.text), 1)


def render(
    diagnostics: Iterable[Diagnostic], source: Source, words: Words, form: str
) -> Iterator[str]:
    """Yield the report of one file in a form of `FORMS`, a finding at a time."""
    shape = FORMS[form]
    for diagnostic in in_order(diagnostics):
        yield shape(diagnostic, source, words)


def in_order(diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Return diagnostics in the order of the file."""
    return sorted(diagnostics, key=lambda one: (one.span, one.key))


def frame(diagnostic: Diagnostic, source: Source, words: Words) -> str:
    """Return a finding with its line, a caret under the place, and the remedy."""
    sentence = words.sentence(diagnostic)
    place = source.place(diagnostic.span.start)
    shown = [(diagnostic.span, "^")]
    if diagnostic.other is not None:
        shown = sorted([*shown, (diagnostic.other, "-")])
    margin = " " * len(str(max(source.place(span.start).line for span, _ in shown)))
    lines = [
        f"{_severity(diagnostic, words)}[{diagnostic.code}]: {printable(sentence.message)}",
        f"{margin}--> {printable(source.name)}:{place.line}:{place.column}",
        f"{margin} |",
    ]
    last, view = 0, View(0, "")
    for span, mark in shown:
        number, column = source.place(span.start)
        if last and number > last + 1:
            lines.append("...")
        if number != last or not view.shows(column):
            view = _view(source.line(number), column)
            lines.append(f"{number:>{len(margin)}} | {printable(view.text)}")
        lines.append(f"{margin} | {_underline(view, column, span, mark)}")
        last = number
    lines += (
        f"{margin} = {words.say('report.help')}: {line}" for line in _remedy(diagnostic, sentence)
    )
    return "\n".join(lines)


def concise(diagnostic: Diagnostic, source: Source, words: Words) -> str:
    """Return a finding on one line."""
    sentence = words.sentence(diagnostic)
    place = source.place(diagnostic.span.start)
    remedy = "; ".join(_remedy(diagnostic, sentence))
    text = f"{sentence.message} [{remedy}]" if remedy else sentence.message
    name = printable(source.name)
    return f"{name}:{place.line}:{place.column}: {diagnostic.code} {printable(_flat(text))}"


def as_json(diagnostic: Diagnostic, source: Source, words: Words) -> str:
    """Return a finding as one JSON object on a line, for programs and editors."""
    sentence = words.sentence(diagnostic)
    found = {
        "code": diagnostic.code,
        "key": diagnostic.key,
        "severity": "error" if diagnostic.is_error else "warning",
        "message": sentence.message,
        "hint": sentence.hint or None,
        "fix": diagnostic.fix,
        "filename": source.name,
        **_extent(diagnostic.span, source),
        "other": _extent(diagnostic.other, source) if diagnostic.other is not None else None,
        "values": {
            name: value if isinstance(value, str | int | float) else str(value)
            for name, value in diagnostic.values.items()
        },
    }
    return _escaped(json.dumps(found, ensure_ascii=False))


def _escaped(text: str) -> str:
    """Return JSON in which only what a terminal shows stands for itself."""
    return "".join(char if char.isprintable() else json.dumps(char)[1:-1] for char in text)


def _extent(span: Span, source: Source) -> dict[str, dict[str, int]]:
    start, end = source.place(span.start), source.place(max(span.end, span.start))
    return {
        "location": {"row": start.line, "column": start.column},
        "end_location": {"row": end.line, "column": end.column},
    }


def github(diagnostic: Diagnostic, source: Source, words: Words) -> str:
    """Return a finding as a workflow command, which annotates the line in a pull request."""
    sentence = words.sentence(diagnostic)
    place = source.place(diagnostic.span.start)
    level = "error" if diagnostic.is_error else "warning"
    properties = (
        f"title={diagnostic.code},file={_property(printable(source.name))},"
        f"line={place.line},col={place.column}"
    )
    text = "\n".join([printable(sentence.message), *_remedy(diagnostic, sentence)])
    return f"::{level} {properties}::{_data(text)}"


#: The forms of a report, by name.
FORMS: dict[str, Callable[[Diagnostic, Source, Words], str]] = {
    "frames": frame,
    "concise": concise,
    "json": as_json,
    "github": github,
}


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def _remedy(diagnostic: Diagnostic, sentence: Sentence) -> list[str]:
    lines = [sentence.hint] if sentence.hint else []
    fix = diagnostic.fix or ""
    if fix and fix not in sentence.hint and len(fix) <= _LONGEST_FIX:
        lines += fix.split("\n")
    return [printable(line) for line in lines]


def _severity(diagnostic: Diagnostic, words: Words) -> str:
    return words.say("report.error" if diagnostic.is_error else "report.warning")


def _view(line: str, column: int) -> View:
    """Return the stretch of a line around a column: all of it unless it is long."""
    start = max(0, min(column - 1 - _BEFORE, len(line) - _LONGEST))
    text = line[start : start + _LONGEST]
    text = "…" + text[1:] if start else text
    return View(start, text if start + len(text) == len(line) else text[:-1] + "…")


def _underline(view: View, column: int, span: Span, mark: str) -> str:
    """Return the marks that stand under a span on its first line, as wide as what they mark."""
    at = column - 1 - view.start
    marked = view.text[at : at + max(span.end - span.start, 1)].rstrip()
    return " " * _width(printable(view.text[:at])) + mark * max(_width(printable(marked)), 1)


def _width(text: str) -> int:
    """Return how many columns of a terminal a text takes."""
    return sum(
        0 if category(char) in ("Mn", "Me", "Cf") else 1 + (east_asian_width(char) in "WF")
        for char in text
    )


def _flat(text: str) -> str:
    return " ".join(text.split("\n"))


def printable(text: str) -> str:
    """Return text that a terminal shows and does not obey: controls and bidi marks are pictured."""
    return "".join(
        char if char.isprintable() or char in " \u00a0\u200d" else " " if char == "\t" else "\ufffd"
        for char in text
    )
