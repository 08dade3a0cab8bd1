"""The proof that an edit did what was meant and nothing else: the new text is read again.

Must not know how an edit is made.
"""

from collections import Counter
from collections.abc import Sequence

from calendar_tool.source.document import Document, Node, read
from calendar_tool.source.emit import Data
from calendar_tool.source.layout import Layout
from calendar_tool.source.splice import Unsafe


def data_of(node: Node) -> Data:
    """Return what a node says, the order of keys kept."""
    value = node.value
    if isinstance(value, str):
        return value
    if isinstance(value, list):
        return [data_of(one) for one in value]
    return {name: data_of(one) for name, one in value.items()}


def says(node: Node, data: Data) -> bool:
    """Tell whether a node says this, in this order of keys."""
    value = node.value
    if isinstance(value, str):
        return value == data
    if isinstance(value, list):
        return isinstance(data, list) and len(value) == len(data) and all(map(says, value, data))
    return (
        isinstance(data, dict)
        and list(value) == list(data)
        and all(map(says, value.values(), data.values()))
    )


def prove(before: Document, after_text: str, expected: Data) -> Document:
    """Return the new text, read; raise Unsafe(`unsafe.unproved`) unless the edit did no more.

    It must say what is `expected`, in that order of keys, hold no new mistake of YAML, and be the
    old text but for one stretch: nothing of the old where events were only added, else what lies
    between the events that are as before.
    """
    after = read(after_text.encode())
    new_troubles = Counter(one.key for one in after.diagnostics)
    new_troubles.subtract(Counter(one.key for one in before.diagnostics))
    if (
        after.root is None
        or not says(after.root, expected)
        or any(count > 0 for count in new_troubles.values())
        or not _is_kept(before, after_text, expected)
    ):
        raise Unsafe(
            "unsafe.unproved", Layout(before.text).number(_common(before.text, after_text))
        )
    return after


def _is_kept(before: Document, new: str, expected: Data) -> bool:
    """Tell whether the old text outside the events that differ is in the new one."""
    old = before.text
    first, last = _replaceable(before, expected)
    if first == last:
        start = _common(old, new)
        return new.endswith(old[start:])
    added = len(new) - len(old) + last - first
    return added >= 0 and new.startswith(old[:first]) and new.endswith(old[last:])


def _replaceable(before: Document, expected: Data) -> tuple[int, int]:
    """Return the stretch of the old text of which something may be gone; (0, 0): of none."""
    root = before.root
    listed = root.value.get("events") if root and isinstance(root.value, dict) else None
    data = expected.get("events") if isinstance(expected, dict) else None
    if listed is None or not isinstance(listed.value, list) or not isinstance(data, list):
        return 0, 0
    old = listed.value
    if not old:
        return listed.key_end, Layout(before.text).line_end(listed.end)
    shorter = min(len(old), len(data))
    head = _same(old, data)
    tail = _same(old[::-1], data[::-1])
    if head + tail >= len(old) <= len(data):
        return 0, 0
    head, tail = min(head, shorter - min(tail, shorter)), min(tail, shorter - head)
    above, last, below = old[:head], old[len(old) - tail - 1], old[len(old) - tail :]
    layout = Layout(before.text)
    if listed.style == "flow":
        return above[-1].end if above else listed.start, below[0].start if below else listed.end
    end = layout.blank_lines(layout.after(last, layout.column(listed.start)))
    if above:
        return layout.below(above[-1]), end
    return layout.line_start(listed.start) if data else listed.key_end, end


def _same(old: Sequence[Node], new: Sequence[Data]) -> int:
    """Return how many events at the beginning are the same."""
    pairs = enumerate(zip(old, new, strict=False))
    return next((at for at, (node, data) in pairs if not says(node, data)), min(len(old), len(new)))


def _common(one: str, other: str) -> int:
    """Return how many characters two texts begin with alike."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        if one[low:middle] == other[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low
