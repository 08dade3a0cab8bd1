"""Entries put between brackets or braces, and taken out, with their commas.

Must not know what an entry says.
"""

import re
from collections.abc import Sequence

from calendar_tool.diagnostics import Span
from calendar_tool.source.document import Node
from calendar_tool.source.layout import Layout, items_of
from calendar_tool.source.splice import Splice, Unsafe

_COMMA_LAST = re.compile(r"[ \t]*,[ \t]*(#.*)?")


def entries_of(node: Node) -> list[Span]:
    """Return the places of the entries of a list or map, keys included."""
    return [Span(one.key_start, one.end) for one in items_of(node)]


def put_in(layout: Layout, node: Node, after: int, written: Sequence[str]) -> Splice:
    """Put new entries after the entry of an index, -1: before the first, in the lines' manner."""
    entries = entries_of(node)
    if not entries:
        return Splice(node.start + 1, node.start + 1, ", ".join(written))
    first = entries[0].start
    if after < 0:
        if layout.line_start(first) == layout.line_start(node.start):
            return Splice(first, first, "".join(f"{one}, " for one in written))
        end = layout.line_end(node.start)
        return _on_lines(layout, end, first, [f"{one}," for one in written])
    end = entries[after].end
    beside = entries[after + 1].start if after + 1 < len(entries) else node.end - 1
    if layout.line_start(end) == layout.line_start(beside):
        gap = " " if layout.text[end - 1] == ":" else ""
        return Splice(end, end, gap + "".join(f", {one}" for one in written))
    line_end = layout.line_end(end)
    rest = layout.text[end:line_end].strip()
    if rest.startswith(","):
        return _on_lines(layout, line_end, first, [f"{one}," for one in written])
    if rest:  # a comment, which ends the line: the comma goes below it
        return _on_lines(layout, line_end, first, [f", {one}" for one in written])
    lines = _on_lines(layout, end, first, [*(f"{one}," for one in written[:-1]), written[-1]])
    return lines._replace(text=("" if layout.text[end - 1] != ":" else " ") + "," + lines.text)


def _on_lines(layout: Layout, at: int, first: int, written: Sequence[str]) -> Splice:
    start = layout.line_break(first) + " " * layout.column(first)
    return Splice(at, at, "".join(start + one for one in written))


def take_out(
    layout: Layout, node: Node, first: int, last: int, instead: Sequence[str] = ()
) -> Splice:
    """Take out the entries from one index to another with their commas, or write others instead.

    What has lines of its own goes with the comment there. Raises Unsafe if a comment would be lost.
    """
    entries = entries_of(node)
    start, end = entries[first].start, entries[last].end
    rest = layout.text[end : layout.line_end(end)]
    if not instead and layout.is_first(start) and _COMMA_LAST.fullmatch(rest):
        if layout.has_comment(start, end):
            raise Unsafe("unsafe.comment", layout.number(start))
        return Splice(layout.line_start(start), layout.next_line(end), "")
    if not instead and first == 0 and last + 1 == len(entries):
        start, end = node.start + 1, node.end - 1
    elif not instead and last + 1 < len(entries):
        end = entries[last + 1].start
    elif not instead:
        start = entries[first - 1].end
    if layout.has_comment(start, end):
        raise Unsafe("unsafe.comment", layout.number(start))
    return Splice(start, end, ", ".join(instead))
