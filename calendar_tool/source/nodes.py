"""A YAML node with its place: what is left of a file before anything is interpreted.

Must not know the parser, nor what any key means.
"""

from msgspec import Struct

from calendar_tool.diagnostics import Span

# A place is one number: four offsets of 25 bits, for 16 MiB are at most 2**24 code points. Nodes
# stay alive as long as the programme does; four numbers would make each of them twice as large.
_BITS = 25
_MASK = (1 << _BITS) - 1

#: A place is `start | end << END_BITS | key start << KEY_START_BITS | key end << KEY_END_BITS`.
END_BITS = _BITS
KEY_START_BITS = 2 * _BITS
KEY_END_BITS = 3 * _BITS


class Node(Struct, eq=False, gc=False):
    """A YAML node with its place; nothing is interpreted, so every scalar is text.

    `value` is text exactly as YAML gives it (after quotes and folding, not cleaned), a list of
    nodes, or a map of nodes by key; nothing written is "". `style` is "" (plain), "'", '"', "|" or
    ">" for a text, "flow" or "block" for a list or map. An alias has its own place and shares the
    value of the node it stands for. Offsets are code points of `Document.text`; a node begins at
    its anchor, if it has one, and ends after its last content: no blank line, no comment.
    """

    value: "str | list[Node] | dict[str, Node]"
    place: int
    style: str = ""
    anchor: str | None = None

    def __repr__(self) -> str:
        return f"Node({self.value!r}, {self.start}, {self.end})"

    @property
    def kind(self) -> str:
        """`text`, `list` or `map`."""
        value = self.value
        return "text" if isinstance(value, str) else "list" if isinstance(value, list) else "map"

    @property
    def start(self) -> int:
        """Where the value begins."""
        return self.place & _MASK

    @property
    def end(self) -> int:
        """Where the value ends."""
        return self.place >> END_BITS & _MASK

    @property
    def key_start(self) -> int:
        """Where the key begins, for a value of a map; else where the value begins."""
        key = self.place >> KEY_START_BITS
        return key & _MASK if key else self.start

    @property
    def key_end(self) -> int:
        """Where the key ends, for a value of a map; else where the value begins."""
        return self.place >> KEY_END_BITS or self.start

    @property
    def span(self) -> Span:
        """The place of the value."""
        return Span(self.place & _MASK, self.place >> END_BITS & _MASK)

    @property
    def key_span(self) -> Span:
        """The place of the key, for a value of a map."""
        return Span(self.key_start, self.key_end)

    @property
    def size(self) -> int:
        """How many nodes there are from here down, itself included, each alias as what it is."""
        if isinstance(self.value, str):
            return 1
        below = self.value.values() if isinstance(self.value, dict) else self.value
        return 1 + sum(node.size for node in below)

    def at(self, *path: str | int) -> Span:
        """Return the place of the node at keys and indices, or of the nearest one around it."""
        node = self
        for step in path:
            below: Node | None = None
            if isinstance(step, str) and isinstance(node.value, dict):
                below = node.value.get(step)
            elif isinstance(step, int) and isinstance(node.value, list):
                below = node.value[step] if 0 <= step < len(node.value) else None
            if below is None:
                break
            node = below
        return node.span
