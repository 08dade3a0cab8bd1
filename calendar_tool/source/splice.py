"""Stretches of a text replaced, all at once; and the refusal to do so.

Must not know YAML.
"""

from collections.abc import Iterable
from typing import NamedTuple

from calendar_tool.diagnostics import Value


class Splice(NamedTuple):
    """What to write in place of a stretch of text, from `start` up to `end` in code points."""

    start: int
    end: int
    text: str


class Unsafe(Exception):  # noqa: N818 - a refusal, not a fault
    """An edit that cannot be made safely; nothing is altered.

    `key` names its sentence in `wording` (`unsafe.alias`); among `values` is always `line`, from 1:
    the line to open.
    """

    def __init__(self, key: str, line: int, **values: Value) -> None:
        super().__init__(key)
        self.key = key
        self.values: dict[str, Value] = {"line": line, **values}


def spliced(text: str, splices: Iterable[Splice]) -> str:
    """Return a text with stretches replaced, none of which overlap."""
    pieces = []
    at = 0
    for splice in sorted(splices, key=lambda one: one[:2]):
        pieces += [text[at : splice.start], splice.text]
        at = max(at, splice.end)
    return "".join([*pieces, text[at:]])
