"""Entries of block style (a line of its own for each) written, replaced and taken out.

Must not know what a key means, nor which event is meant.
"""

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from calendar_tool.source.document import Node
from calendar_tool.source.emit import Data, ends_with_line, head_and_body, indented
from calendar_tool.source.layout import Habit, Layout, items_of
from calendar_tool.source.splice import Splice, Unsafe

_COLON = re.compile(r"[ \t]*:(?!\S)")


class Lines(NamedTuple):
    """New lines without line breaks; `ended` if the last one must have a line break after it."""

    lines: Sequence[str]
    ended: bool = False


def colon_after(layout: Layout, value: Node) -> int:
    """Return where the colon after the key of a value ends."""
    found = _COLON.match(layout.text, value.key_end)
    if found is None:
        raise Unsafe("unsafe.shape", layout.number(value.key_start))
    return found.end()


def insert(layout: Layout, at: int, before: Node, new: Lines) -> Splice:
    """Put lines where a line begins, after a node; a missing last line break stays missing.

    Raises Unsafe if a line break would become part of that node.
    """
    line_break = layout.line_break(at)
    text = line_break.join(new.lines)
    if not layout.is_open(at):
        return Splice(at, at, text + line_break)
    marks = layout.marks(last := layout.last_text(before))
    if marks is not None and "-" not in marks and last.value and layout.below(last) == at:
        raise Unsafe("unsafe.line_break", layout.number(at))
    return Splice(at, at, line_break + text + (line_break if new.ended else ""))


def replace(layout: Layout, habit: Habit, value: Node, new: Data) -> list[Splice]:
    """Write another value for a key; a comment in its line stays there.

    Raises Unsafe if there are comments within the old value.
    """
    if quoted := value.style in ("'", '"'):
        habit = habit._replace(quote=value.style)
    head, body = head_and_body(new, habit, quoted=quoted)
    colon = colon_after(layout, value)
    start, end, below, bottom = _extent(layout, value, colon)
    if not isinstance(value.value, str) and (
        layout.has_comment(start, end) or layout.has_comment(below, bottom)
    ):
        raise Unsafe("unsafe.comment", layout.number(value.start))
    if not head and layout.line_start(start) == layout.line_start(colon):
        start = colon
    if head and start == colon:
        head = f" {head}"
    column = layout.column(value.key_start)
    line_break = layout.line_break(layout.next_line(start))
    lines = "".join(line_break + line for line in indented(body, column))
    if ends_with_line(new) and bottom == len(layout.text):
        lines += line_break
    return [Splice(start, end, head), Splice(below, bottom, lines)]


def _extent(layout: Layout, value: Node, colon: int) -> tuple[int, int, int, int]:
    """Return the stretch of a value in the line of its key, and the stretch of lines below."""
    marks = layout.marks(value)
    if value.style == "block":
        below = layout.line_end(colon)
        bottom = layout.after(value, layout.column(value.key_start))
        return colon, colon, below, layout.before_break(bottom)
    if marks is not None:
        below, bottom = layout.line_end(value.start), layout.below(value)
        return value.start, value.start + 1 + len(marks), below, layout.before_break(bottom)
    below = layout.line_end(value.end)
    return value.start, value.end, below, below


def put_keys_after(layout: Layout, node: Node, above: Node, new: Lines) -> Splice:
    """Write new keys in a map, after the value of one of its keys."""
    column = layout.column(node.start)
    lines = Lines(indented(new.lines, column), new.ended)
    return insert(layout, layout.after(above, column), above, lines)


def put_keys_before(layout: Layout, node: Node, below: Node, new: Lines) -> Splice:
    """Write new keys in a map, before the key of one of its values."""
    at, column = below.key_start, layout.column(node.start)
    line_break = layout.line_break(layout.next_line(at))
    first, *rest = new.lines
    text = line_break.join([first, *indented(rest, column), " " * column])
    return Splice(at, at, text)


def take_keys(layout: Layout, node: Node, keys: Sequence[str], names: set[str]) -> list[Splice]:
    """Take out some of the `keys` of a map, but not all, with the comments in their lines.

    If the first stands beside a dash, the first of the others moves there, unless there are
    comments between: then the dash is left alone.
    """
    values = items_of(node)
    left = next(at for at, name in enumerate(keys) if name not in names)
    first, kept = values[0].key_start, values[left].key_start
    found = []
    start = 0
    if left and not layout.is_first(first):
        gaps = pairwise(values[: left + 1])
        if all(layout.below(one) == layout.line_start(two.key_start) for one, two in gaps):
            found.append(Splice(first, kept, ""))
            start = left
        else:
            dash = len(layout.text[:first].rstrip(" "))
            found.append(Splice(dash, layout.before_break(layout.below(values[0])), ""))
            start = 1
    above: Node | None = None
    for at, (name, value) in enumerate(zip(keys, values, strict=True)):
        if name not in names:
            above = value
        elif at >= start:
            end = layout.below(value)
            if above is not None and layout.keeps_blanks(above):
                end = layout.blank_lines(end)
            found.append(Splice(layout.line_start(value.key_start), end, ""))
    return found


def put_items(layout: Layout, node: Node, after: int, new: Sequence[Lines]) -> Splice:
    """Write new items after the item of an index, -1: before the first, as blank lines are usual.

    Day headings, which are comments no deeper in than the dash, stay above what they are above.
    """
    items, column = items_of(node), layout.column(node.start)
    if not layout.is_first(node.start):
        raise Unsafe("unsafe.shape", layout.number(node.start))
    gap = [""] * layout.blanks_between(node, items, after)
    written = [indented(one.lines, column) for one in new]
    ended = new[-1].ended
    if after < 0:
        top = layout.comments_from(layout.next_line(node.key_end), column)
        at = layout.blank_lines(top)
        lines = [line for one in written for line in (*one, *gap)]
        return insert(layout, at, node, Lines(lines, ended))
    before = items[after]
    at = layout.after(before, column)
    if layout.keeps_blanks(before) and at == layout.below(before):
        is_last = after + 1 == len(items)
        lines = [line for one in written for line in (*one, *([] if is_last else gap))]
    else:
        lines = [line for one in written for line in (*gap, *one)]
    return insert(layout, at, before, Lines(lines, ended))


def take_item(layout: Layout, node: Node, index: int) -> list[Splice]:
    """Take out an item with its lines, the comments deeper in below it, and usual blank lines.

    The last one leaves `[]`.
    """
    items, column = items_of(node), layout.column(node.start)
    if not layout.is_first(node.start):
        raise Unsafe("unsafe.shape", layout.number(node.start))
    start, end = layout.dash_line(node, items[index]), layout.after(items[index], column)
    if len(items) == 1:
        colon = colon_after(layout, node)
        return [Splice(colon, colon, " []"), Splice(start, end, "")]
    above = items[index - 1] if index else None
    if above is not None and layout.keeps_blanks(above):
        return [Splice(start, layout.blank_lines(end), "")]
    for _ in range(layout.blanks_between(node, items, index)):
        if layout.blank_lines(end) > end:
            end = layout.next_line(end)
        elif above is not None and layout.after(above, column) < start:
            previous = layout.line_start(start - 1)
            start = previous if layout.blank_lines(previous) >= start else start
    return [Splice(start, end, "")]
