"""Diagnostics as people and programs read them: frames with a caret, concise, JSON, GitHub.

Knows places, sentences and the four shapes; must not know what a programme is, nor where the report
goes.
"""

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, partial
from itertools import accumulate
from textwrap import wrap
from typing import NamedTuple
from unicodedata import category, east_asian_width

from calendar_tool.diagnostics import Diagnostic, Span
from calendar_tool.wording import Sentence, Words

#: The most columns of a line that a frame shows, the fewest, and how many before the place.
_LONGEST = 120
_SHORTEST = 16
_BEFORE = 40

#: A corrected line longer than this is shown to programs alone.
_LONGEST_FIX = 2000

#: Code points after which lines are counted anew.
_BLOCK = 2**16


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
    def _lines(self) -> str:
        """The text with LF as the only line end, of the same length."""
        return self.text.replace("\r\n", " \n").replace("\r", "\n")

    @cached_property
    def _ends(self) -> list[int]:
        """How many lines end before each block; a number for every line could fill the memory."""
        blocks = range(0, len(self.text), _BLOCK)
        ends = (self._lines.count("\n", start, start + _BLOCK) for start in blocks)
        return [0, *accumulate(ends)]

    def place(self, offset: int) -> Place:
        """Return the place of an offset in code points."""
        block = offset // _BLOCK
        ends = self._ends[block] + self._lines.count("\n", block * _BLOCK, offset)
        return Place(ends + 1, offset - self._lines.rfind("\n", 0, offset))

    def line(self, offset: int) -> str:
        """Return the line that holds an offset, without its end."""
        start = self._lines.rfind("\n", 0, offset) + 1
        end = self._lines.find("\n", offset)
        return self.text[start : end if end >= 0 else None].removesuffix("\r")


class View(NamedTuple):
    """What a frame shows of a line: from which character on, and the text, cut by `…`."""

    start: int
    text: str

    def shows(self, column: int) -> bool:
        """Return whether a column of the line, from 1, is in sight."""
        return self.start < column <= self.start + max(len(self.text), 1)


def render(
    diagnostics: Iterable[Diagnostic],
    source: Source,
    words: Words,
    form: str,
    width: int | None = None,
) -> Iterator[str]:
    """Yield the report of one file in a form of `FORMS`, a finding at a time.

    `width` is how many columns frames may take, None if that does not matter.
    """
    shape = partial(frame, width=width) if form == "frames" else FORMS[form]
    for diagnostic in in_order(diagnostics):
        yield shape(diagnostic, source, words)


def in_order(diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Return diagnostics in the order of the file."""
    return sorted(diagnostics, key=lambda one: (one.span, one.key))


def frame(diagnostic: Diagnostic, source: Source, words: Words, width: int | None = None) -> str:
    """Return a finding with its line, a caret under the place, and the remedy.

    Sentences are folded at `width` columns; names of files, addresses and corrected lines are not,
    so that they can be copied.
    """
    sentence = words.sentence(diagnostic)
    place = source.place(diagnostic.span.start)
    shown = [(diagnostic.span, "^")]
    if diagnostic.other is not None:
        shown = sorted([*shown, (diagnostic.other, "-")])
    margin = " " * len(str(max(source.place(span.start).line for span, _ in shown)))
    room = _LONGEST if width is None else max(_SHORTEST, width - len(margin) - 3)
    head = f"{_severity(diagnostic, words)}[{diagnostic.code}]: {printable(sentence.message)}"
    lines = [
        *_folded(head, width, "  "),
        f"{margin}--> {printable(source.name)}:{place.line}:{place.column}",
        f"{margin} |",
    ]
    last, view = 0, View(0, "")
    for span, mark in shown:
        number, column = source.place(span.start)
        if last and number > last + 1:
            lines.append("...")
        if number != last or not view.shows(column):
            view = _view(source.line(span.start), column, room)
            lines.append(f"{number:>{len(margin)}} | {printable(view.text)}")
        lines.append(f"{margin} | {_underline(view, column, span, mark)}")
        last = number
    for line in _remedy(diagnostic, sentence):
        said = f"{margin} = {words.say('report.help')}: {line}"
        lines += _folded(said, width, f"{margin}   ") if line == sentence.hint else [said]
    return "\n".join(lines)


def _folded(text: str, width: int | None, indent: str) -> list[str]:
    """Return a text as lines of at most `width` columns, as far as its words allow."""
    if width is None:
        return [text]
    return wrap(
        text,
        max(width, _SHORTEST),
        subsequent_indent=indent,
        break_long_words=False,
        break_on_hyphens=False,
    )


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


def _view(line: str, column: int, room: int) -> View:
    """Return the stretch of a line around a column that takes `room` columns at most."""
    room = min(room, _LONGEST)
    before = min(_BEFORE, room // 3)
    start = max(0, min(column - 1 - before, len(line) - room))
    end = min(start + room, len(line))
    while _width(printable(line[start:end])) > room:
        if column - 1 - start > before:
            start += 1
        else:
            end -= 1
    text = line[start:end]
    text = "…" + text[1:] if start else text
    return View(start, text if end == len(line) else text[:-1] + "…")


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
