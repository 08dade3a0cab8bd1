"""A document opened for editing: what is found in it, and what cannot be edited safely.

Must not know how an edit is written.
"""

from collections.abc import Sequence

from calendar_tool.source.document import Document, Node
from calendar_tool.source.emit import Data, misfit
from calendar_tool.source.layout import Habit, Layout, items_of, nearest
from calendar_tool.source.splice import Unsafe


class Opened:
    """A document under edit; raises Unsafe if it cannot be edited at all."""

    def __init__(self, document: Document) -> None:
        self.layout = Layout(document.text)
        for trouble in document.diagnostics:
            if trouble.is_error:
                raise Unsafe("unsafe.broken", self.layout.number(trouble.span.start))
        if document.root is None:
            raise Unsafe("unsafe.broken", 1)
        self.root = document.root
        self.habits: dict[int, Habit] = {}
        self.entries = self.map_of(self.root)

    def refuse(self, key: str, node: Node) -> Unsafe:
        """Return a refusal that names the line of a node."""
        start = node.key_start if key == "unsafe.shape" else node.start
        return Unsafe(key, self.layout.number(start))

    def admit(self, data: Data) -> None:
        """Refuse what cannot stand in a file."""
        if (char := misfit(data)) is not None:
            raise Unsafe("unsafe.character", 1, character=f"U+{ord(char):04X}")

    # -- finding

    def own(self, node: Node) -> None:
        """Refuse what is written elsewhere, or here and meant elsewhere too."""
        if self.layout.is_alias(node):
            raise self.refuse("unsafe.alias", node)
        if node.anchor is not None:
            raise self.refuse("unsafe.anchor", node)

    def check_anchors(self, node: Node) -> None:
        """Refuse to lose what may be meant elsewhere too."""
        if node.anchor is not None:
            raise self.refuse("unsafe.anchor", node)
        for one in [] if self.layout.is_alias(node) else items_of(node):
            self.check_anchors(one)

    def map_of(self, node: Node) -> dict[str, Node]:
        """Return the entries of a map; refuse anything else."""
        self.own(node)
        if not isinstance(node.value, dict):
            raise self.refuse("unsafe.not_map", node)
        first = next(iter(node.value.values()), node)
        expected = first.key_start == node.start
        if node.style == "flow":
            expected = self.layout.text[node.start] == "{"
        if not expected:
            raise self.refuse("unsafe.shape", node)
        return node.value

    def list_of(self, node: Node) -> list[Node]:
        """Return the items of a list; refuse anything else."""
        self.own(node)
        if not isinstance(node.value, list):
            raise self.refuse("unsafe.not_list", node)
        return node.value

    def find(self, path: Sequence[int]) -> tuple[Node, Node]:
        """Return the list that holds an event, and the event."""
        event = self.root
        for index in path:
            listed = self.map_of(event)["events"]
            event = self.list_of(listed)[index]
        return listed, event

    def habit(self, listed: Node | None, index: int) -> Habit:
        """Return how the file writes near an item of a list; for all edits of a list the same."""
        found = self.habits.get(id(listed))
        if found is None:
            near = [*nearest(items_of(listed), index), listed] if listed is not None else []
            found = self.habits[id(listed)] = self.layout.habit(near, self.root)
        return found
