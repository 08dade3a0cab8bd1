"""A file becomes nodes with places; nothing is interpreted yet, so every scalar is text.

After a mistake of syntax the rest is read without it. Must not know what any key means.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple

from calendar_tool.diagnostics import Diagnostic, Span
from calendar_tool.source import syntax
from calendar_tool.source.builder import Builder
from calendar_tool.source.decode import decode
from calendar_tool.source.lines import (
    Line,
    blanked,
    entries_around,
    line_at,
    lines_ended_by_lf,
    lines_within,
)
from calendar_tool.source.nodes import Node

__all__ = ["Document", "Node", "read"]

#: How often a text is read again without the entry that holds a mistake of syntax.
_ATTEMPTS = 20


class Document(NamedTuple):
    """A text, its nodes, and what is wrong with it as YAML.

    `root` is None if nothing could be read. `blanked` are the stretches that were left out because
    of a mistake of syntax within: nothing in them is among the nodes, so what is missing there
    (and whatever refers to it) must not be complained of.
    """

    text: str
    root: Node | None
    diagnostics: tuple[Diagnostic, ...]
    blanked: tuple[Span, ...] = ()

    def has_lost(self, node: Node) -> bool:
        """Tell whether an entry of a node, at any depth, is among what was left out.

        After the node's end this is decided by indentation.
        """
        lines = lines_ended_by_lf(self.text) if self.blanked else ""
        end = node.end
        for hole in sorted(self.blanked):
            if node.start <= hole.start < end:
                return True
            if hole.start < end:
                continue
            after = Span(line_at(lines, end).end + 1, hole.start)
            if any(line.is_content for line in lines_within(lines, after)):
                return False
            if _is_below(lines, node, line_at(lines, hole.start)):
                return True
            end = hole.end - 1
        return False


def _is_below(lines: str, node: Node, line: Line) -> bool:
    """Tell whether a line after a node is indented as the node's own entries are."""
    first = line_at(lines, node.start)
    if node.value == "":
        return line.depth > first.depth or (line.depth == first.depth and line.is_item)
    return line.depth >= node.start - first.start


def read(data: bytes) -> Document:
    """Return the nodes of a YAML file and all that is wrong with it; any octets are accepted."""
    decoded = decode(data)
    if not decoded.legible:
        return Document(decoded.text, None, decoded.diagnostics)
    with _collector_off():
        root, found, holes = _read(decoded.text, decoded.plain)
    found = [*decoded.diagnostics, *found]
    found.sort(key=lambda diagnostic: diagnostic.span)
    return Document(decoded.text, root, tuple(found), tuple(holes))


@contextmanager
def _collector_off() -> Iterator[None]:
    """Spare the garbage collector its walks over a growing tree: most of the time of a reading."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _read(text: str, plain: str) -> tuple[Node | None, list[Diagnostic], list[Span]]:
    """Read `plain`; after a mistake of syntax again, with blanks for the entry that holds it."""
    broken: list[Diagnostic] = []
    found: dict[tuple[str, Span], Diagnostic] = {}
    holes: list[Span] = []
    root = None
    for _ in range(_ATTEMPTS):
        builder = Builder(text, plain, holes)
        root = builder.build()
        found |= {(trouble.key, trouble.span): trouble for trouble in builder.found}
        if builder.failure is None:
            break
        here = syntax.diagnose(builder.lines, builder.failure)
        broken += here
        around = entries_around(builder.lines, here[0].span.start)
        hole = next((entry for entry in around if plain[slice(*entry)].strip()), None)
        if hole is None:
            break
        plain = blanked(plain, hole)
        holes.append(hole)
    # What a broken line looked like before it broke is not worth a word of its own.
    whole = [
        trouble
        for trouble in found.values()
        if not any(b.span.start <= trouble.span.start <= b.span.end for b in broken)
    ]
    return root, broken + whole, holes
