"""What a programme says after an edit: the half of the proof that knows nothing of the text.

Must not know YAML. What is given is left as it is.
"""

from collections.abc import Callable, Mapping, Sequence
from itertools import chain

from calendar_tool.source.emit import Data
from calendar_tool.source.event_keys import EVENT_TABLE

#: Key paths with their new values; None removes a key.
Changes = Mapping[tuple[str, ...], Data | None]

_FIRST = (
    "title", "subtitle", "id", "when", "duration", "venue", "room", "online", "track", "kind",
    "people",
)  # fmt: skip

#: The keys of an event in the order in which people write them; its parts come last of all.
_ORDER = {name: at for at, name in enumerate(dict.fromkeys((*_FIRST, *EVENT_TABLE.fields)))}
del _ORDER["events"]


def added(programme: Data, events: Sequence[tuple[dict[str, Data], int | None]]) -> Data:
    """Return a programme with more events, each after the event of an index; as `edit.add_all`."""
    root = _map(programme)
    old = _list(root.get("events") or [])
    places: dict[int, list[Data]] = {}
    for event, after in events:
        places.setdefault(len(old) - 1 if after is None else after, []).append(event)
    new = [places.get(-1, []), *([event, *places.get(at, [])] for at, event in enumerate(old))]
    return {**root, "events": [*chain.from_iterable(new)]}


def changed(programme: Data, path: Sequence[int], changes: Changes) -> Data:
    """Return a programme with one event changed; as `edit.change`."""

    def change(events: list[Data], at: int) -> list[Data]:
        event = changed_map(_map(events[at]), changes, place_in_event)
        return [*events[:at], event, *events[at + 1 :]]

    return _within(programme, path, change)


def removed(programme: Data, path: Sequence[int]) -> Data:
    """Return a programme without one event; as `edit.remove`."""
    return _within(programme, path, lambda events, at: [*events[:at], *events[at + 1 :]])


def _within(
    whole: Data, path: Sequence[int], alter: Callable[[list[Data], int], list[Data]]
) -> Data:
    """Return a programme, or a whole, with the list of events at the end of a path altered."""
    first, *rest = path
    events = _list(_map(whole)["events"])
    if rest:
        part = _within(events[first], rest, alter)
        return {**_map(whole), "events": [*events[:first], part, *events[first + 1 :]]}
    return {**_map(whole), "events": [*alter(events, first)]}


def by_key(changes: Changes) -> dict[str, Changes]:
    """Return changes by the first key of their paths, without it: () stands for the key itself."""
    found: dict[str, dict[tuple[str, ...], Data | None]] = {}
    for (name, *rest), value in changes.items():
        found.setdefault(name, {})[tuple(rest)] = value
    return {**found}


def in_order(event: Mapping[str, Data]) -> dict[str, Data]:
    """Return an event with its keys in the order in which people write them."""
    names = sorted(event, key=lambda name: _ORDER.get(name, len(_ORDER)))
    return {name: event[name] for name in names}


def place_in_event(name: str, keys: Sequence[str]) -> int:
    """Return where a new key goes: after the last of those that people write before it."""
    own = _ORDER.get(name)
    if own is None:
        return len(keys)
    before = [one for one in keys if _ORDER.get(one, own) < own]
    return keys.index(max(before, key=_ORDER.__getitem__)) + 1 if before else 0


def place_at_end(name: str, keys: Sequence[str]) -> int:  # noqa: ARG001 - one of two of a kind
    """Return where a new key goes in a map whose order means nothing."""
    return len(keys)


def changed_map(
    old: Mapping[str, Data],
    changes: Changes,
    place: Callable[[str, Sequence[str]], int] = place_at_end,
) -> dict[str, Data]:
    """Return a map with keys changed, removed, and new ones at the place that `place` gives."""
    new = dict(old)
    for name, below in by_key(changes).items():
        value = below[()] if () in below else changed_map(_map(new.get(name, {})), below)
        if value is None or (name not in new and () not in below and not value):
            new.pop(name, None)
        elif name in new:
            new[name] = value
        else:
            pairs = list(new.items())
            pairs.insert(place(name, list(new)), (name, value))
            new = dict(pairs)
    return new


def _map(data: Data) -> dict[str, Data]:
    if not isinstance(data, dict):
        raise TypeError("not a map")
    return data


def _list(data: Data) -> list[Data]:
    if not isinstance(data, list):
        raise TypeError("not a list")
    return data
