"""A text as lines: their indentation, the entries they belong to, and quoting.

Knows indentation only; must not know what the lines say. Texts here have LF as the only line end.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from calendar_tool.diagnostics import Span

_CONTENT = re.compile(r"^[^\S\n]*(?=[^\s#])", re.MULTILINE)
_ITEM = re.compile(r"-(\s|$)")


class Line(NamedTuple):
    """A line without its end: its place in the text and its characters."""

    start: int
    text: str

    @property
    def end(self) -> int:
        """The offset after the last character."""
        return self.start + len(self.text)

    @property
    def indent(self) -> int:
        """How many characters of white space of any kind it begins with."""
        return len(self.text) - len(self.text.lstrip())

    @property
    def depth(self) -> int:
        """How far in it looks: a tab, which YAML does not allow there, counts as four blanks."""
        return self.indent + 3 * self.text[: self.indent].count("\t")

    @property
    def content(self) -> str:
        """The line without white space around it."""
        return self.text.strip()

    @property
    def is_content(self) -> bool:
        """Whether it holds more than blanks and a comment."""
        return bool(self.content) and not self.content.startswith("#")

    @property
    def span(self) -> Span:
        """The place of the content."""
        start = self.start + self.indent
        return Span(start, start + len(self.content))

    @property
    def is_item(self) -> bool:
        """Whether it begins a list item: a hyphen and a blank."""
        return _ITEM.match(self.text, self.indent) is not None

    @property
    def column(self) -> int:
        """The column of its first key or text, after the hyphens of list items."""
        return len(self.text) - len(self.text.lstrip("- \t\xa0"))


def lines_ended_by_lf(text: str) -> str:
    """Return a text of the same length with LF as the only line end: CRLF becomes blank and LF."""
    return text.replace("\r\n", " \n").replace("\r", "\n")


def line_at(text: str, at: int) -> Line:
    """Return the line that holds an offset."""
    start = text.rfind("\n", 0, at) + 1
    end = text.find("\n", at)
    return Line(start, text[start:] if end < 0 else text[start:end])


def lines_above(text: str, line: Line) -> Iterator[Line]:
    """Yield the lines before, nearest first, without blank lines and comments."""
    at = line.start - 1
    while at >= 0:
        if text[at].isspace():
            at -= 1
            continue
        line = line_at(text, at)
        if line.is_content:
            yield line
        at = line.start - 1


def lines_within(text: str, span: Span) -> Iterator[Line]:
    """Yield the lines that begin in a stretch of text."""
    at = line_at(text, span.start).start
    while at < span.end:
        line = line_at(text, at)
        yield line
        at = line.end + 1


def entries_around(text: str, at: int) -> Iterator[Span]:
    """Yield the stretches that could be taken out whole to be rid of an offset, smallest first.

    They are the list items that hold it, the entry of a map at the top (one venue), and the entry
    of the file (all venues).
    """
    line = line_at(text, at)
    holders = [line]
    astray = False
    for above in lines_above(text, line):
        last = holders[-1]
        if last.depth == 0 and not last.is_item:
            break
        beside = above.depth == last.depth and above.is_item != last.is_item
        if above.depth < last.depth or (beside and (last.is_item or last is line)):
            astray = astray or (beside and above.is_item)  # a key right under an item's hyphen
            holders.append(above)
    own_end = _end_of_entry(text, line, to_item=astray)
    for height, holder in enumerate(holders):
        if holder.is_item or height >= len(holders) - 2:
            end = own_end if holder is line else _end_of_entry(text, holder)
            yield Span(holder.start, max(end, own_end))


def _end_of_entry(text: str, line: Line, *, to_item: bool = False) -> int:
    at = line.end
    while match := _CONTENT.search(text, at):
        below = line_at(text, match.end())
        if below.depth < line.depth or (
            below.depth == line.depth and (to_item or line.is_item or not below.is_item)
        ):
            return below.start
        at = below.end
    return len(text)


def blanked(text: str, span: Span) -> str:
    """Return a text of the same length with blanks in a stretch, all but its line ends."""
    hole = re.sub(r"[^\r\n]", " ", text[span.start : span.end])
    return text[: span.start] + hole + text[span.end :]


def quoted(text: str) -> str:
    """Return a text in single quotes, as YAML reads it back unchanged."""
    return "'" + text.replace("'", "''") + "'"


def replaced(text: str, span: Span, instead: str) -> str | None:
    """Return the line that holds a span, mended; None if the span is not within one line."""
    line = line_at(text, span.start)
    if span.end > line.end:
        return None
    before, after = span.start - line.start, span.end - line.start
    return (line.text[:before] + instead + line.text[after:]).strip()
