"""How a file is laid out: its lines, where a node really ends, and what is habit in its lists.

Knows nodes and the text they stand in; must not know what any key means, and alters nothing.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from calendar_tool.source.document import Node
from calendar_tool.source.lines import lines_ended_by_lf

#: How many neighbours on each side, and how many nodes of the file, are asked about a habit.
_NEAR = 5
_FAR = 2000

_BLOCK_TEXT = re.compile(r"(?:&\S+\s+)?[|>]([-+0-9]*)")
_COMMENT = re.compile(r"(?<!\S)#")


class Habit(NamedTuple):
    """How a file writes: how far in nested keys and nested dashes stand, and which quotes."""

    step: int = 2
    dash: int = 2
    quote: str = "'"


class Layout:
    """The lines of a text and the whereabouts of its nodes; offsets are code points."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.lines = lines_ended_by_lf(text)

    def line_start(self, at: int) -> int:
        """Return where the line of an offset begins."""
        return self.lines.rfind("\n", 0, at) + 1

    def line_end(self, at: int) -> int:
        """Return where the line of an offset ends, before its line break."""
        end = self.lines.find("\n", at)
        if end < 0:
            return len(self.text)
        return end - 1 if self.text.startswith("\r\n", end - 1) and end > at else end

    def next_line(self, at: int) -> int:
        """Return where the line after that of an offset begins; the end, if there is none."""
        return self.lines.find("\n", at) + 1 or len(self.text)

    def column(self, at: int) -> int:
        """Return the column of an offset, from 0."""
        return at - self.line_start(at)

    def number(self, at: int) -> int:
        """Return the number of the line of an offset, from 1."""
        return self.lines.count("\n", 0, at) + 1

    def is_first(self, at: int) -> bool:
        """Tell whether nothing but blanks stands before an offset in its line."""
        return not self.text[self.line_start(at) : at].strip(" ")

    def is_open(self, at: int) -> bool:
        """Tell whether an offset is the end of a text whose last line lacks its line break."""
        return at == len(self.text) and self.line_start(at) < at

    def before_break(self, at: int) -> int:
        """Return where the line above ends, for an offset where a line begins or the text ends."""
        if self.is_open(at) or at == 0:
            return at
        return at - 2 if self.text.startswith("\r\n", at - 2) and at > 1 else at - 1

    def line_break(self, at: int) -> str:
        """Return the line break nearest before an offset, else the first after it, else LF."""
        end = self.lines.rfind("\n", 0, at)
        if end < 0:
            end = self.lines.find("\n", at)
        if end < 0:
            return "\n"
        return "\r\n" if self.text.startswith("\r\n", end - 1) and end else self.text[end]

    def has_comment(self, start: int, end: int) -> bool:
        """Tell whether a stretch may hold a comment: `#` after a blank."""
        return any(start <= found.start() for found in _COMMENT.finditer(self.text, start, end))

    # -- nodes

    def is_alias(self, node: Node) -> bool:
        """Tell whether a node is written as `*name`."""
        return node.start < node.end and self.text[node.start] == "*"

    def last_text(self, node: Node) -> Node:
        """Return the node at the very end of a node: a text, an alias or what has brackets."""
        while node.style == "block" and node.value and not self.is_alias(node):
            node = items_of(node)[-1]
        return node

    def marks(self, node: Node) -> str | None:
        """Return the signs after `|` or `>`; None if a node is no such text."""
        if node.style not in ("|", ">") or self.is_alias(node):
            return None
        found = _BLOCK_TEXT.match(self.text, node.start)
        return found.group(1) if found else ""

    def keeps_blanks(self, node: Node) -> bool:
        """Tell whether blank lines after a node are its own: its last text is `|+` or `>+`."""
        return "+" in (self.marks(self.last_text(node)) or "")

    def below(self, node: Node) -> int:
        """Return where the line after a node begins: after its last line and the comment there.

        Of the blank lines after a text begun by `|` or `>`, those that are part of it count.
        """
        last = self.last_text(node)
        at = end = self.next_line(last.end)
        marks = self.marks(last)
        if marks is None:
            return end
        indent = 0 if marks.strip("+-") else self._indent_of(last)
        while at < len(self.text) and not (line := self.text[at : self.line_end(at)]).strip():
            at = self.next_line(at)
            if "+" in marks or len(line) > indent:
                end = at
        return end

    def _indent_of(self, node: Node) -> int:
        """Return how far in the first line of a text begun by `|` or `>` stands."""
        at = self.next_line(node.start)
        while at < node.end and not self.text[at : self.line_end(at)].strip():
            at = self.next_line(at)
        line = self.text[at : self.line_end(at)]
        return len(line) - len(line.lstrip(" "))

    def after(self, node: Node, column: int) -> int:
        """Return where a node's own lines end: also comments deeper in than a column are its own.

        What stands less deep belongs to what follows: the heading of a day, for instance.
        """
        return self.comments_from(self.below(node), column)

    def comments_from(self, at: int, column: int) -> int:
        """Return where the comment lines deeper in than a column end, from where a line begins."""
        end = at
        while at < len(self.text):
            line = self.text[at : self.line_end(at)]
            content = line.lstrip(" \t")
            at = self.next_line(at)
            if content.startswith("#") and len(line) - len(content) > column:
                end = at
            elif content:
                break
        return end

    def blank_lines(self, at: int) -> int:
        """Return where the blank lines that begin at an offset end."""
        while at < len(self.text) and not self.text[at : self.line_end(at)].strip(" \t"):
            at = self.next_line(at)
        return at

    # -- lists whose items begin with a dash

    def dash_line(self, node: Node, item: Node) -> int:
        """Return where the line with an item's dash begins."""
        column = self.column(node.start)
        at = self.line_start(item.start)
        while at > node.start and not (
            self.text.startswith("-", at + column) and self.is_first(at + column)
        ):
            at = self.line_start(at - 1)
        return at

    def blanks_between(self, node: Node, items: Sequence[Node], index: int) -> int:
        """Return how many blank lines mostly stand between the items near an index."""
        column = self.column(node.start)
        near = range(max(0, index - _NEAR), min(len(items) - 1, index + _NEAR))
        found = Counter[int]()
        for at in sorted(near, key=lambda at: abs(at - index)):
            if self.keeps_blanks(items[at]):
                continue
            start = self.after(items[at], column)
            end = min(self.blank_lines(start), self.dash_line(node, items[at + 1]))
            found[self.lines.count("\n", start, end)] += 1
        return found.most_common(1)[0][0] if found else 0

    def key_offset(self, node: Node, near: Sequence[Node]) -> int:
        """Return how far after the dash the keys of an item begin, as in the nearest map."""
        for item in near:
            if isinstance(item.value, dict) and item.style == "block" and not self.is_alias(item):
                return max(2, self.column(item.start) - self.column(node.start))
        return 2

    def habit(self, near: Sequence[Node], root: Node) -> Habit:
        """Return the habits of nodes, nearest first; what they do not show, the root shows."""
        step = dash = None
        quotes = Counter[str]()
        for value in islice(self._values([*near, root]), _FAR):
            if not isinstance(value.value, str):
                inside = self.column(value.start) - self.column(value.key_start)
                if isinstance(value.value, dict):
                    step = step or max(inside, 1)
                elif dash is None:
                    dash = max(inside, 0)
            elif value.style in ("'", '"'):
                quotes[value.style] += 1
        quote = '"' if quotes['"'] > quotes["'"] else "'"
        return Habit(step or 2, 2 if dash is None else dash, quote)

    def _values(self, nodes: Sequence[Node]) -> Iterator[Node]:
        """Yield the texts below nodes, and the block lists and maps that are values of maps."""
        for node in nodes:
            if isinstance(node.value, str):
                yield node
                continue
            if self.is_alias(node):
                continue
            is_block = node.style == "block" and not node.anchor
            if is_block and node.key_start < node.start and self.is_first(node.start):
                yield node
            yield from self._values(items_of(node))


def items_of(node: Node) -> list[Node]:
    """Return what stands in a list, or the values of a map."""
    if isinstance(node.value, str):
        return []
    return [*(node.value.values() if isinstance(node.value, dict) else node.value)]


def nearest(items: Sequence[Node], index: int) -> list[Node]:
    """Return the items around an index, nearest first."""
    window = range(max(0, index - _NEAR), min(len(items), index + _NEAR + 1))
    return [items[at] for at in sorted(window, key=lambda at: abs(at - index))]
