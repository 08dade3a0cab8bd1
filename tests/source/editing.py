"""Edits of texts, each of them proved, and read by another reader too."""

import re
from random import Random
from typing import Any

import yaml
from hypothesis import HealthCheck, assume, settings
from hypothesis import strategies as st

from calendar_tool.source import edit, edited
from calendar_tool.source.document import Document, read
from calendar_tool.source.edit import Data
from calendar_tool.source.edited import Changes
from tests.source.edit_files import Writer


def opened(text: str) -> tuple[Document, Data]:
    document = read(text.encode())
    assert document.root is not None
    return document, edit.data_of(document.root)


def events_of(data: Data) -> list[Data]:
    events = data.get("events") if isinstance(data, dict) else None
    return events if isinstance(events, list) else []


def event_at(data: Data, path: tuple[int, ...]) -> dict[str, Data]:
    for index in path:
        data = events_of(data)[index]
    assert isinstance(data, dict)
    return data


def comments(text: str) -> list[str]:
    return re.findall(r"# c\d+;", text)


def added(text: str, event: dict[str, Data], after: int | None) -> str:
    document, data = opened(text)
    new = edit.add(document, event, after)
    expected = edited.added(data, [(event, after)])
    edit.prove(document, new, expected)
    assert texts(new) == expected
    return new


def changed(text: str, path: tuple[int, ...], changes: Changes) -> str:
    document, data = opened(text)
    new = edit.change(document, path, changes)
    expected = edited.changed(data, path, changes)
    edit.prove(document, new, expected)
    assert texts(new) == expected
    return new


def removed(text: str, path: tuple[int, ...]) -> str:
    document, data = opened(text)
    new = edit.remove(document, path)
    edit.prove(document, new, edited.removed(data, path))
    return new


def texts(text: str) -> Any:
    """Return what PyYAML makes of a file in which everything is text."""
    return yaml.load(text, yaml.CBaseLoader)  # noqa: S506 - it makes nothing but text


def is_insertion(old: str, new: str) -> bool:
    same = next((at for at, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), len(old))
    return new.endswith(old[same:])


def random_file(random: Random) -> tuple[str, Data]:
    text = Writer(random).programme()
    document, data = opened(text)
    assume(not any(one.is_error for one in document.diagnostics))
    return text, data


randoms = st.randoms(use_true_random=False)
RANDOMLY = settings(
    max_examples=300, deadline=None, suppress_health_check=[HealthCheck.large_base_example]
)
