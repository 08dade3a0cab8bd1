"""Events added, changed and removed in the text of a file, without touching another byte.

Each function gives the whole new text, whose line ends are the file's own; a byte order mark is
not part of it (`encoded` puts it back). Before anything is written, `prove` reads the new text
again; `edited` says what it has to say. Must not know what a value means.
"""

from codecs import BOM_UTF8
from collections.abc import Mapping, Sequence

from calendar_tool.source import block, brackets, keys
from calendar_tool.source.block import Lines
from calendar_tool.source.document import Document, Node
from calendar_tool.source.edited import Changes, place_in_event
from calendar_tool.source.emit import (
    Data,
    ends_with_line,
    entry,
    entry_in_braces,
    in_braces,
    indented,
    item,
)
from calendar_tool.source.layout import items_of, nearest
from calendar_tool.source.opened import Opened
from calendar_tool.source.proof import data_of, prove
from calendar_tool.source.splice import Splice, Unsafe, spliced

__all__ = [
    "Data",
    "Unsafe",
    "add",
    "add_all",
    "change",
    "change_all",
    "check",
    "data_of",
    "encoded",
    "prove",
    "remove",
]


def encoded(text: str, like: bytes) -> bytes:
    """Return the octets of a new text, with a byte order mark if the old ones begin with it."""
    return (BOM_UTF8 if like.startswith(BOM_UTF8) else b"") + text.encode()


def check(document: Document) -> None:
    """Raise Unsafe if nothing in a document can be edited, whatever is asked for."""
    Opened(document)


def add(document: Document, event: dict[str, Data], after: int | None) -> str:
    """Return the text with one more event.

    It goes after the event of an index in `events`, -1: before the first, None: at the end. Raises
    Unsafe.
    """
    return add_all(document, [(event, after)])


def add_all(document: Document, events: Sequence[tuple[dict[str, Data], int | None]]) -> str:
    """Return the text with more events, each after one of the document's; as `add`.

    Those that follow the same event follow each other as they are given.
    """
    opened = Opened(document)
    listed = opened.entries.get("events")
    count = len(items_of(listed)) if listed is not None else 0
    places: dict[int, list[Data]] = {}
    for event, after in events:
        opened.admit(event)
        places.setdefault(count - 1 if after is None else after, []).append(event)
    return spliced(
        document.text, [one for at, new in places.items() for one in _additions(opened, new, at)]
    )


def change(document: Document, path: tuple[int, ...], changes: Changes) -> str:
    """Return the text with keys of one event set or, where None is given, removed.

    `path` is the index of an event, then of a part in its `events`, and so on. A key that is not
    there yet is written where the format names it (`edited.place_in_event`). Raises Unsafe.
    """
    return change_all(document, {path: changes})


def change_all(document: Document, changes: Mapping[tuple[int, ...], Changes]) -> str:
    """Return the text with several events changed, none of them a part of another; as `change`."""
    opened = Opened(document)
    found = []
    for path, own in changes.items():
        opened.admit([value for value in own.values() if value is not None])
        opened.admit([name for names in own for name in names])
        listed, event = opened.find(path)
        opened.own(event)
        habit = opened.habit(listed, path[-1])
        found += keys.change(opened, event, own, habit, place_in_event)
    return spliced(document.text, found)


def remove(document: Document, path: tuple[int, ...]) -> str:
    """Return the text without one event; the last one of a list leaves `[]`. Raises Unsafe."""
    opened = Opened(document)
    listed, event = opened.find(path)
    opened.check_anchors(event)
    if listed.style == "block":
        return spliced(document.text, block.take_item(opened.layout, listed, path[-1]))
    return spliced(document.text, [brackets.take_out(opened.layout, listed, path[-1], path[-1])])


def _additions(opened: Opened, events: list[Data], after: int) -> list[Splice]:
    """Write events after the event of an index."""
    listed = opened.entries.get("events")
    if listed is None:
        return _add_list(opened, events)
    if listed.value == "" and not listed.style:
        opened.own(listed)
        return _fill(opened, listed, events)
    items = opened.list_of(listed)
    habit = opened.habit(listed, after)
    if listed.style == "block":
        return [
            block.put_items(opened.layout, listed, after, _written(opened, listed, after, events))
        ]
    if items or opened.root.style == "flow" or opened.layout.has_comment(*listed.span):
        written = [in_braces(one, habit.quote) for one in events]
        return [brackets.put_in(opened.layout, listed, after, written)]
    return block.replace(opened.layout, habit, listed, events)


def _written(opened: Opened, listed: Node, after: int, events: list[Data]) -> list[Lines]:
    """Return the lines of new items, in braces if those around are."""
    items = opened.list_of(listed)
    near, habit = nearest(items, after), opened.habit(listed, after)
    if all(one.style == "flow" and isinstance(one.value, dict) for one in near):
        return [Lines([f"- {in_braces(one, habit.quote)}"]) for one in events]
    offset = opened.layout.key_offset(listed, near)
    return [Lines(item(one, offset, habit), ends_with_line(one)) for one in events]


def _fill(opened: Opened, empty: Node, events: list[Data]) -> list[Splice]:
    """Write the first events below `events:`, after which nothing is written."""
    habit = opened.habit(None, 0)
    if opened.root.style == "flow":
        return [Splice(empty.start, empty.start, f" {in_braces(events, habit.quote)}")]
    column = opened.layout.column(empty.key_start)
    lines = [line for one in events for line in item(one, 2, habit)]
    new = Lines(indented(lines, column + habit.dash), ends_with_line(events))
    return [block.insert(opened.layout, opened.layout.after(empty, column), empty, new)]


def _add_list(opened: Opened, events: list[Data]) -> list[Splice]:
    """Write `events` with the first events, at the end of the programme."""
    habit = opened.habit(None, 0)
    if opened.root.style == "flow":
        new = [entry_in_braces("events", events, habit.quote)]
        return [brackets.put_in(opened.layout, opened.root, len(opened.entries) - 1, new)]
    last = next(reversed(opened.entries.values()))
    column = opened.layout.column(opened.root.start)
    lines = indented(entry("events", events, habit), column)
    at = opened.layout.after(last, column - 1)
    return [block.insert(opened.layout, at, last, Lines(lines, ends_with_line(events)))]
