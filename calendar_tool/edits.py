"""What can be done to a programme in its file: events added, changed, moved, removed, named.

Knows the keys that a move or a postponement touches; must not know disk or terminal.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime

from calendar_tool.editing import Edit, Found, Sheet, text_at
from calendar_tool.model import Programme
from calendar_tool.source import edit, edited
from calendar_tool.source.document import Node
from calendar_tool.source.edit import Data
from calendar_tool.source.edited import Changes
from calendar_tool.source.given import first_text, is_text, when_of
from calendar_tool.source.naming import id_from
from calendar_tool.source.when import is_tba


def adding(sheet: Sheet, events: Sequence[dict[str, Data]], *, at_end: bool) -> Edit:
    """Return the edit that adds events: each after the last one that is not later, or at the end.

    Those that go to one place are ordered by their starts.
    """
    placed = [(event, None if at_end else sheet.after(event)) for event in events]
    if not at_end:
        latest = datetime.max.replace(tzinfo=UTC)
        placed.sort(key=lambda one: sheet.start_of(one[0]) or latest)
    return Edit(edit.add_all(sheet.document, placed), edited.added(sheet.said, placed))


def changing(sheet: Sheet, path: tuple[int, ...], changes: Changes) -> Edit:
    """Return the edit that changes one event."""
    text = edit.change(sheet.document, path, changes)
    return Edit(text, edited.changed(sheet.said, path, changes))


def removing(sheet: Sheet, path: tuple[int, ...]) -> Edit:
    """Return the edit that removes one event."""
    text = edit.remove(sheet.document, path)
    return Edit(text, edited.removed(sheet.said, path))


def naming(sheet: Sheet, names: Mapping[tuple[int, ...], str]) -> Edit:
    """Return the edit that gives ids to events, to wholes before their parts."""
    document, expected = sheet.document, sheet.said
    for depth in sorted({len(path) for path in names}):
        changes: dict[tuple[int, ...], Changes] = {
            path: {("id",): name} for path, name in names.items() if len(path) == depth
        }
        text = edit.change_all(document, changes)
        for path, change in changes.items():
            expected = edited.changed(expected, path, change)
        document = edit.prove(document, text, expected)
    return Edit(document.text, expected)


def title_of(event: Node) -> str:
    """Return the title of an event, or the first of its translations; be it readable or not."""
    title = event.value.get("title") if isinstance(event.value, dict) else None
    return first_text(edit.data_of(title)) if title is not None else ""


def missing_ids(sheet: Sheet) -> dict[tuple[int, ...], str]:
    """Return ids for the events and parts that have none, made from their titles."""
    taken = sheet.ids
    names = {}
    for found in sheet.events:
        if isinstance(found.node.value, dict) and "id" not in found.node.value:
            names[found.path] = id_from(title_of(found.node), taken)
            taken.add(names[found.path])
    return names


def changes_to(
    node: Node,
    event: Mapping[str, Data],
    gone: Iterable[tuple[str, ...]],
    languages: Sequence[str],
) -> dict[tuple[str, ...], Data | None]:
    """Return the changes that set the keys of an event as given, and take out those `gone`.

    A translation joins the text that is there, be it one without a language.
    """
    changes: dict[tuple[str, ...], Data | None] = {}
    for name, data in event.items():
        child = node.value.get(name) if isinstance(node.value, dict) else None
        is_plain = child is not None and isinstance(child.value, str)
        if is_plain and isinstance(data, dict) and is_text(name):
            changes[(name,)] = {languages[0]: text_at(node, name) or "", **data}
        else:
            changes |= _set((name,), data, child)
    return changes | {path: None for path in gone if _has(node, path)}


def _set(
    path: tuple[str, ...], data: Data, old: Node | None
) -> Iterator[tuple[tuple[str, ...], Data]]:
    """Yield what is to be set at a path, key by key where there are keys already."""
    if isinstance(data, dict) and old is not None and isinstance(old.value, dict):
        for key, below in data.items():
            yield from _set((*path, key), below, old.value.get(key))
    else:
        yield path, data


def _has(node: Node, path: tuple[str, ...]) -> bool:
    first, *rest = path
    child = node.value.get(first) if isinstance(node.value, dict) else None
    return child is not None and (not rest or _has(child, tuple(rest)))


def moved(found: Found, event: Mapping[str, Data], programme: Programme | None) -> Changes:
    """Return the changes that keep what was of an event that moves; `event` holds what will be.

    An event without a date keeps the one that it was postponed from, and is postponed no longer.
    A time that has its end needs no duration beside it; a room is left that the new venue has not.
    """
    node = found.node
    place = text_at(node, "venue") or (found.event.venue if found.event is not None else None)
    old = {"when": text_at(node, "when") or "", "venue": place or ""}
    now, before = (when_of(one, programme, found.whole) for one in ({**old, **event}, old))
    venue = event.get("venue", place)
    if now == before and venue == place:
        return {}
    changes: dict[tuple[str, ...], Data | None] = {**_kept(node)}
    if venue != place:
        changes[("previous_venue",)] = place
        if text_at(node, "room") not in _rooms(programme, venue):
            changes[("room",)] = None
    if text_at(node, "duration") and now is not None and now.end is not None and not now.tba:
        changes[("duration",)] = None
    if text_at(node, "status") == "postponed":
        changes[("status",)] = None
    return changes


def postponed(found: Found, _event: Mapping[str, Data], _programme: Programme | None) -> Changes:
    """Return the changes that leave an event without a date."""
    return {**_kept(found.node), ("when",): "TBA"}


def _kept(event: Node) -> Changes:
    """Return the changes that keep the time of an event, if it has been told one."""
    old = text_at(event, "when")
    if old is None or is_tba(old):
        return {}
    return {("previous",): old, ("previous_venue",): None}


def _rooms(programme: Programme | None, venue: Data | None) -> Collection[str]:
    known = programme.venues if programme is not None else {}
    return known[venue].rooms if isinstance(venue, str) and venue in known else ()
