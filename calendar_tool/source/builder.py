"""The parser's events become nodes, within limits, and what good YAML hides is told.

Must not know what any key means.
"""

from collections.abc import Callable, Sequence
from functools import cached_property
from typing import Any, NoReturn

from calendar_tool.diagnostics import ENOUGH, Diagnostic, Span, Value
from calendar_tool.source import pitfalls, syntax
from calendar_tool.source.decode import is_forbidden
from calendar_tool.source.libyaml import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    MarkedYAMLError,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    events,
)
from calendar_tool.source.lines import lines_ended_by_lf, quoted, replaced
from calendar_tool.source.nodes import END_BITS, KEY_END_BITS, KEY_START_BITS, Node

MAX_DEPTH = 32
MAX_NODES = 500_000

#: Stands for a key that has been complained of: its value is read and put nowhere.
_DROPPED = "\0"


class _Refused(Exception):  # noqa: N818 - the way out of a text beyond the limits
    """A text is beyond the limits; what to say of it is in `found`."""


class Builder:
    """One pass over a text: events become nodes; what is wrong in good YAML goes to `found`.

    `plain` is what is parsed: `text` with blanks in `holes`. Recurs no deeper than MAX_DEPTH.
    """

    def __init__(
        self,
        text: str,
        plain: str,
        holes: Sequence[Span] = (),
        parse: Callable[[str], Callable[[], Any]] = events,
    ) -> None:
        self.text = text
        self.plain = plain
        self.holes = holes
        self.found: list[Diagnostic] = []
        self.failure: syntax.Failure | None = None
        self.get_event = parse(plain)
        self.readers: dict[object, Callable[[Any, int], Node]] = {
            ScalarEvent: self.scalar,
            AliasEvent: self.alias,
            SequenceStartEvent: self.sequence,
            MappingStartEvent: self.mapping,
        }
        self.cuts = pitfalls.cuts(text)
        self.keys: dict[str, str] = {}
        self.anchors: dict[str, tuple[Node, int] | None] = {}
        self.unaliased: dict[int, Node] = {}
        self.bare: list[pitfalls.Bare] = []
        self.last: Any = None
        self.braces: list[int] = []
        self.total = self.depth = 0

    @cached_property
    def lines(self) -> str:
        """The text with LF as the only line end, in which places of mistakes are looked up."""
        return lines_ended_by_lf(self.text)

    def complain(self, key: str, span: Span, fix: str | None = None, **values: Value) -> None:
        """Add one diagnostic."""
        self.tell(Diagnostic(key=key, span=span, values=values, fix=fix))

    def tell(self, trouble: Diagnostic) -> None:
        """Add a diagnostic, unless there are more than anyone will read."""
        if len(self.found) < ENOUGH:
            self.found.append(trouble)

    def refuse(self, key: str, limit: int, event: Any) -> NoReturn:
        """Give up a text that is beyond a limit."""
        self.found.append(Diagnostic(key=key, span=_span(event), values={"limit": limit}))
        raise _Refused

    def build(self) -> Node | None:
        """Return the root; None if there is none, or the text is refused, or there is `failure`."""
        root = None
        try:
            while (event := self.get_event()) is not None:
                if type(event) is not DocumentStartEvent:
                    continue
                if root is not None:
                    self.complain("Y109", _span(event))
                    break
                event = self.get_event()
                root = self.readers[type(event)](event, 0)
        except MarkedYAMLError as error:
            self.failure = self.failed(error)
            return None
        except _Refused:
            return None
        finally:
            self.readers.clear()  # they hold this builder, and the collector is off
        self.look_back()
        if root is not None and root.value == "" and not root.style:
            root = None
        if root is None and not self.holes:
            self.complain("Y114", Span(0, 0))
        return root

    def failed(self, error: MarkedYAMLError) -> syntax.Failure:
        """Return where the parser stumbled."""
        last = _span(self.last) if self.last else Span(0, 0)
        at = error.problem_mark.index if error.problem_mark else last.end
        return syntax.Failure(
            context=error.context or "",
            problem=error.problem or "",
            start=error.context_mark.index if error.context_mark else at,
            at=at,
            last=last,
            brace=self.braces[-1] if self.braces else None,
        )

    def scalar(self, event: Any, key_place: int) -> Node:
        """Return a text."""
        self.last = event
        self.total += 1
        if self.total > MAX_NODES:
            self.refuse("Y112", MAX_NODES, event)
        start, end, style, anchor = (
            event.start_mark.index,
            event.end_mark.index,
            event.style,
            event.anchor,
        )
        if style is None:
            style = ""
        elif style in "|>":
            end = start + len(self.plain[start:end].rstrip())
        node = Node(event.value, start | end << END_BITS | key_place, style, anchor)
        if style == '"' or end in self.cuts or anchor or event.tag:
            self.look_at(event, node)
        return node

    def sequence(self, event: Any, key_place: int) -> Node:
        """Return a list, read to its end."""
        before = self.enter(event)
        items: list[Node] = []
        get_event, readers = self.get_event, self.readers
        item: Any
        while (kind := type(item := get_event())) is not SequenceEndEvent:
            items.append(readers[kind](item, 0))
        end = item.end_mark.index if event.flow_style or not items else items[-1].end
        return self.leave(event, items, end, key_place, before)

    def mapping(self, event: Any, key_place: int) -> Node:
        """Return a map, read to its end."""
        before = self.enter(event)
        pairs: dict[str, Node] = {}
        get_event, readers, scalar = self.get_event, self.readers, self.scalar
        keys, flow = self.keys, event.flow_style
        torn = False
        node: Node | None = None
        item: Any
        while (kind := type(item := get_event())) is not MappingEndEvent:
            if kind is ScalarEvent:
                self.last = item
                end = item.end_mark.index
                place = item.start_mark.index << KEY_START_BITS | end << KEY_END_BITS
                key = keys.get(item.value)
                if key is None or item.anchor or item.tag:
                    key = self.new_key(item)
            else:
                self.complain("Y111", readers[kind](item, 0).span)
                key, place, end = _DROPPED, 0, -1
            value = get_event()
            if type(value) is ScalarEvent:
                node = scalar(value, place)
            else:
                node = readers[type(value)](value, place)
            if flow and not node.value:
                node = self.empty_in_braces(pairs, node, end, place)
            if node is None:
                continue
            if key in pairs:
                torn = torn or self.repeated(pairs, key, node)
            elif key is not _DROPPED:
                pairs[key] = node
        end = node.end if node and not flow else item.end_mark.index
        return self.leave(event, pairs, end, key_place, before)

    def enter(self, event: Any) -> int:
        """Begin a list or map; return how many nodes came before it."""
        if self.depth == MAX_DEPTH:
            self.refuse("Y110", MAX_DEPTH, event)
        self.depth += 1
        self.total += 1
        if self.total > MAX_NODES:
            self.refuse("Y112", MAX_NODES, event)
        if event.flow_style:
            self.last = event
            written = event.start_mark.index < event.end_mark.index  # not so in [a: b]
            self.braces.append(event.end_mark.index - 1 if written else self.braces[-1])
        if event.anchor:
            self.anchors[event.anchor] = None
        if event.tag:
            self.tell(pitfalls.tag(self.lines, _span(event), None))
        return self.total - 1

    def leave(
        self, event: Any, value: list[Node] | dict[str, Node], end: int, place: int, before: int
    ) -> Node:
        """End a list or map."""
        self.depth -= 1
        start = event.start_mark.index
        style = "flow" if event.flow_style else "block"
        node = Node(value, start | end << END_BITS | place, style, event.anchor)
        if event.flow_style:
            self.last = node
            self.braces.pop()
        if event.anchor:
            self.anchors[event.anchor] = (node, self.total - before)
        return node

    def alias(self, event: Any, key_place: int) -> Node:
        """Return a node that shares the value of what is meant."""
        self.last = event
        name, span = event.anchor, _span(event)
        place = span.start | span.end << END_BITS | key_place
        meant, size = self.anchors.get(name) or (None, 1)
        self.total += size
        if self.total > MAX_NODES:
            self.refuse("Y112", MAX_NODES, event)
        if meant is not None:
            self.unaliased.pop(meant.start, None)
            return Node(meant.value, place, meant.style)
        if name in self.anchors:
            self.complain("Y106", span, name=name)
        elif not self.is_lost(f"&{name}"):
            fix = replaced(self.lines, span, quoted(f"*{name}"))
            self.complain("Y108", span, fix, name=name)
        return Node(f"*{name}", place, "")

    def is_lost(self, word: str) -> bool:
        """Tell whether a word is written in an entry that was left out."""
        return any(word in self.text[hole.start : hole.end] for hole in self.holes)

    def look_at(self, event: Any, node: Node) -> None:
        """Find what is wrong with an unusual scalar."""
        if event.anchor:
            self.anchors[event.anchor] = (node, 1)
            if not node.style and len(self.unaliased) < ENOUGH:
                self.unaliased[node.start] = node
        if len(self.found) >= ENOUGH:
            return
        if node.style == '"' and not event.value.isprintable() and is_forbidden(event.value):
            self.complain("Y103.escape", node.span)
        if not node.style and node.end in self.cuts:
            self.tell(pitfalls.cut(self.lines, node.span))
        if event.tag:
            self.tell(pitfalls.tag(self.lines, node.span, event.value))

    def new_key(self, event: Any) -> str:
        """Return a key not met before, or _DROPPED if it is none."""
        key: str = event.value
        start, end = _span(event)
        node = Node(key, start | end << END_BITS, event.style or "", event.anchor)
        self.look_at(event, node)
        if node.style == '"' and is_forbidden(key):
            return _DROPPED
        if not node.style:
            if key == "<<":
                self.complain("Y113", node.span)
                return _DROPPED
            if syntax.is_odd_key(key):
                raise MarkedYAMLError("odd key", event.start_mark, "odd key", event.start_mark)
        return self.keys.setdefault(key, key)

    def empty_in_braces(
        self, pairs: dict[str, Node], node: Node, key_end: int, place: int
    ) -> Node | None:
        """Return an empty value, right after its colon; None after noting that there is no colon.

        Libyaml puts it before the next comma or brace.
        """
        if key_end < 0 or node.style or node.anchor:
            return node
        colon = self.plain.find(":", key_end, node.end)
        if colon >= 0:
            return Node("", (colon + 1) * (1 + (1 << END_BITS)) | place, "")
        last = next(reversed(pairs.values()), None)
        is_text = last is not None and last.kind == "text"
        if len(self.bare) < ENOUGH:
            self.bare.append(pitfalls.Bare(node.key_span, last.span if last and is_text else None))
        return None

    def repeated(self, pairs: dict[str, Node], key: str, node: Node) -> bool:
        """Tell of a key written twice; return whether two list items seem to have run together."""
        if len(self.found) >= ENOUGH:
            return False
        is_first = next(iter(pairs)) == key
        trouble = pitfalls.repeated(self.lines, key, pairs[key].key_span, node.key_span, is_first)
        self.tell(trouble)
        return trouble.key == "Y105.item"

    def look_back(self) -> None:
        """Find what can be told only when all of the text has been read."""
        self.found += [
            pitfalls.swallowed(self.lines, node.span, node.anchor or "")
            for node in self.unaliased.values()
            if not self.is_lost(f"*{node.anchor}")
        ]
        self.found += pitfalls.bare_keys(self.lines, self.bare)


def _span(event: Any) -> Span:
    """Return the place of an event; a node has one already."""
    if isinstance(event, Node):
        return event.span
    return Span(event.start_mark.index, event.end_mark.index)
