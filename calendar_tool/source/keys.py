"""Keys of a map set, added and removed, in lines of their own or between braces.

Must not know where in a programme the map stands.
"""

from collections.abc import Callable, Sequence
from itertools import groupby

from calendar_tool.source import block, brackets
from calendar_tool.source.block import Lines
from calendar_tool.source.document import Node
from calendar_tool.source.edited import Changes, by_key, changed_map, place_at_end
from calendar_tool.source.emit import Data, ends_with_line, entry, entry_in_braces, in_braces, key
from calendar_tool.source.layout import Habit
from calendar_tool.source.opened import Opened
from calendar_tool.source.proof import data_of, says
from calendar_tool.source.splice import Splice


def change(
    opened: Opened,
    node: Node,
    changes: Changes,
    habit: Habit,
    place: Callable[[str, Sequence[str]], int] = place_at_end,
) -> list[Splice]:
    """Set and remove keys of a map, and of maps in it."""
    old = opened.map_of(node)
    found: list[Splice] = []
    for name, below in by_key(changes).items():
        if name in old:
            found += _change_value(opened, node, old[name], below, habit)
    now = changed_map({name: data_of(one) for name, one in old.items()}, changes, place)
    if not now:
        raise opened.refuse("unsafe.last", node)
    gone = {name for name in old if name not in now}
    if old and gone == set(old):  # something must stay in its place: the first becomes another
        former, name = next(iter(old)), next(iter(now))
        found.append(Splice(*old[former].key_span, key(name, habit.quote)))
        found += _replace(opened, node, old[former], now[name], habit)
        old = {name if one == former else one: value for one, value in old.items()}
        gone.remove(former)
    if node.style == "flow":
        return found + _rearrange(opened, node, old, now, habit)
    if gone:
        found += block.take_keys(opened.layout, node, list(old), gone)
    return found + _put_keys(opened, node, old, now, habit)


def _change_value(
    opened: Opened, node: Node, value: Node, changes: Changes, habit: Habit
) -> list[Splice]:
    """Write another value for a key, or change what is in it; of a removal, check that it can be.

    In `changes`, () stands for the value itself.
    """
    if () not in changes:
        if not isinstance(value.value, dict):
            raise opened.refuse("unsafe.text", value)
        return change(opened, value, changes, habit)
    new = changes[()]
    if new is None:
        opened.check_anchors(value)
    elif not says(value, new):
        return _replace(opened, node, value, new, habit)
    return []


def _replace(opened: Opened, node: Node, value: Node, new: Data, habit: Habit) -> list[Splice]:
    """Write another value for a key."""
    if opened.layout.is_alias(value):
        raise opened.refuse("unsafe.alias", value)
    opened.check_anchors(value)
    if node.style == "block":
        return block.replace(opened.layout, habit, value, new)
    start, end = value.span
    if not isinstance(value.value, str) and opened.layout.has_comment(start, end):
        raise opened.refuse("unsafe.comment", value)
    gap = " " if opened.layout.text[start - 1] == ":" else ""
    return [Splice(start, end, gap + in_braces(new, habit.quote))]


def _put_keys(
    opened: Opened, node: Node, old: dict[str, Node], now: dict[str, Data], habit: Habit
) -> list[Splice]:
    """Write the keys that a block map lacks, each after the one it follows."""
    found = []
    for above, names, below in _runs(now, old):
        lines = [line for name in names for line in entry(name, now[name], habit)]
        new = Lines(lines, ends_with_line(now[names[-1]]))
        if above is not None:
            found.append(block.put_keys_after(opened.layout, node, above, new))
        elif below is not None:
            found.append(block.put_keys_before(opened.layout, node, below, new))
    return found


def _rearrange(
    opened: Opened, node: Node, old: dict[str, Node], now: dict[str, Data], habit: Habit
) -> list[Splice]:
    """Write the keys that a map in braces lacks, and take out those that are gone."""
    keys = list(old)
    runs = [
        [at for at, _ in run]
        for is_kept, run in groupby(enumerate(keys), key=lambda one: one[1] in now)
        if not is_kept
    ]
    instead: dict[int, list[str]] = {}
    found = []
    for above, names, _ in _runs(now, old):
        written = [entry_in_braces(name, now[name], habit.quote) for name in names]
        after = -1 if above is None else list(old.values()).index(above)
        if after + 1 < len(keys) and keys[after + 1] not in now:
            instead[after + 1] = written
        else:
            found.append(brackets.put_in(opened.layout, node, after, written))
    found += [
        brackets.take_out(opened.layout, node, run[0], run[-1], instead.get(run[0], ()))
        for run in runs
    ]
    return found


def _runs(
    now: dict[str, Data], old: dict[str, Node]
) -> list[tuple[Node | None, list[str], Node | None]]:
    """Return the new keys of a map, together if they follow each other, and what they are between.

    That is the values of old keys, None if there is none.
    """
    groups = [(is_old, list(run)) for is_old, run in groupby(now, key=old.__contains__)]
    return [
        (
            old[groups[at - 1][1][-1]] if at else None,
            names,
            old[groups[at + 1][1][0]] if at + 1 < len(groups) else None,
        )
        for at, (is_old, names) in enumerate(groups)
        if not is_old
    ]
