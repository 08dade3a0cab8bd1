"""One mapping under reading: each key is taken by the kind its table names; the rest are mistakes.

A table of fields is both the reader and the reference: the JSON Schema comes out of it too. Knows
nodes and mistakes; must not know which records there are.
"""

import re
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, Generic, TypeVar

from calendar_tool.diagnostics import ENOUGH, Diagnostic, Span
from calendar_tool.source.document import Document, Node
from calendar_tool.source.mistake import Mistake
from calendar_tool.source.suggest import suggest
from calendar_tool.source.when import Calendar

T = TypeVar("T")

Schema = Mapping[str, Any]


#: The languages of a programme that names none (BCP 47: undetermined).
NO_LANGUAGE = ("und",)

_WORD = re.compile("[a-z0-9]+(?:-[a-z0-9]+)*")

#: The calendar of a programme whose own dates could not be read.
ANY_TIME = Calendar(date(1990, 1, 1), date(2099, 12, 31), "UTC", None)


class Reported(Mistake):
    """A value of which nothing is left, each reason having been reported already."""

    def __init__(self) -> None:
        super().__init__("")


class Reading:
    """One reading of one document: what is known so far, and every mistake found.

    `languages` are the programme's; `calendar` is where and when clock times are meant at the
    moment. `silent` are prefixes of sentence keys that would only repeat an earlier mistake.
    `unread` are ids that the file has and that could not be read; of what a syntax mistake took
    away it holds every word that may be one.
    """

    def __init__(self, document: Document) -> None:
        self.text = document.text
        self.diagnostics: list[Diagnostic] = list(document.diagnostics)
        self._kept = Counter[bool]()
        self.document = document
        self.languages: tuple[str, ...] = NO_LANGUAGE
        self.calendar = ANY_TIME
        self.silent: tuple[str, ...] = ()
        self.unread: list[str] = [
            word for start, end in document.blanked for word in _WORD.findall(self.text, start, end)
        ]

    def has_lost(self, node: Node) -> bool:
        """Tell whether a mistake of syntax took something away from a node, at any depth."""
        merged = (one.span.start for one in self.document.diagnostics if one.key == "Y113")
        return self.document.has_lost(node) or any(node.start <= at < node.end for at in merged)

    def report(self, mistake: Mistake, node: Node) -> None:
        """Add a mistake at its piece of a value."""
        self.add(mistake, self._piece(mistake.offset, node))

    def add(self, mistake: Mistake, span: Span, other: Span | None = None) -> None:
        """Add a mistake at a place."""
        if isinstance(mistake, Reported) or mistake.key.startswith(self.silent):
            return
        found = Diagnostic(
            key=mistake.key, values=mistake.values, span=span, other=other, fix=mistake.fix
        )
        self._kept[found.is_error] += 1
        if self._kept[found.is_error] <= ENOUGH:
            self.diagnostics.append(found)

    def attempt(self, kind: "Kind[T]", node: Node) -> T | None:
        """Return the value of a node, or None after its mistake has been added."""
        try:
            return kind.read(node, self)
        except Mistake as mistake:
            self.report(mistake, node)
            return None

    def _piece(self, offset: tuple[int, int] | None, node: Node) -> Span:
        """Return the place of a piece of a value, where the value stands in the file as it is."""
        if offset is None or not isinstance(node.value, str):
            return node.span
        begin = node.start + (node.style in ("'", '"'))
        if self.text[begin : begin + len(node.value)] != node.value:
            return node.span
        return Span(begin + offset[0], begin + offset[1])


@dataclass(frozen=True, slots=True)
class Kind(Generic[T]):
    """A kind of value: how it is read from a node (raises Mistake), and its JSON Schema."""

    read: Callable[[Node, Reading], T]
    schema: Schema


@dataclass(frozen=True, slots=True)
class Field:
    """A key of a record: the kind of its value, and whether it must be there."""

    kind: Kind[Any]
    required: bool = False


@dataclass(frozen=True)
class Table:
    """The keys of one kind of record, in the order of the reference.

    `name` is the record's in the descriptions of keys.
    """

    name: str
    fields: Mapping[str, Field]

    @cached_property
    def required(self) -> frozenset[str]:
        """The keys that must be there."""
        return frozenset(name for name, field in self.fields.items() if field.required)

    def take(self, node: Node, reading: Reading) -> dict[str, Any]:
        """Return the values of the keys that are there and right; report all that is not.

        Raises Mistake if the node is no mapping.
        """
        self.check_keys(node, reading)
        return self.read(entries_of(node), reading)

    def whole(self, node: Node, reading: Reading) -> dict[str, Any]:
        """Return the values as `take` does; raises Reported if a required one cannot be had."""
        values = self.take(node, reading)
        if not values.keys() >= self.required:
            raise Reported
        return values

    def check_keys(self, node: Node, reading: Reading) -> None:
        """Report keys that the table does not have, and required ones that the node lacks."""
        entries = entries_of(node)
        if not self.fields.keys() >= entries.keys():
            self._report_unknown(entries, reading)
        if not entries.keys() >= self.required:
            for name in self.fields:
                if name in self.required and name not in entries:
                    self.report_missing(name, node, reading)

    def read(self, entries: Mapping[str, Node], reading: Reading) -> dict[str, Any]:
        """Return the values of entries that the table has and that are right; report the wrong."""
        values = {}
        fields = self.fields
        for name, child in entries.items():
            field = fields.get(name)
            if field is None:
                continue
            try:
                if child.value == "" and child.style == "":
                    raise _empty(name, child, reading)
                values[name] = field.kind.read(child, reading)
            except Mistake as mistake:
                reading.report(mistake, child)
        return values

    def _report_unknown(self, entries: Mapping[str, Node], reading: Reading) -> None:
        for key, child in entries.items():
            if key in self.fields:
                continue
            found = suggest(key, [name for name in self.fields if name not in entries])
            if found is None:
                known = ", ".join(self.fields)
                mistake = Mistake("S201", {"key": key, "known": known})
            else:
                values = {"key": key, "guess": found.word, "letters": found.letters}
                mistake = Mistake(f"S201.{found.reason}", values, fix=f"{found.word}:")
            reading.add(mistake, child.key_span)

    def report_missing(self, name: str, node: Node, reading: Reading) -> None:
        """Report a missing key, unless an unknown one was meant as it or a mistake took it away."""
        meant = any(
            (found := suggest(key, [name])) is not None and found.word == name
            for key in entries_of(node)
            if key not in self.fields
        )
        if not meant and not reading.has_lost(node):
            first = next(iter(entries_of(node).values()), None)
            span = first.key_span if first else node.span
            reading.add(Mistake("S202", {"key": name}), span)

    def schema(self, describe: Callable[[str, str], str]) -> Schema:
        """Return the JSON Schema of a record; `describe(record, key)` gives what a key is for."""
        properties = {}
        for name, field in self.fields.items():
            about = describe(self.name, name)
            properties[name] = {**field.kind.schema, **({"description": about} if about else {})}
        required = [name for name in self.fields if name in self.required]
        return {
            "type": "object",
            "properties": properties,
            **({"required": required} if required else {}),
            "additionalProperties": False,
        }


def _empty(name: str, node: Node, reading: Reading) -> Mistake:
    """Return the mistake of a key without a value, unless another mistake took that away."""
    if reading.has_lost(node) or any(
        one.key == "Y139" and not reading.text[node.start : one.span.start].strip()
        for one in reading.diagnostics
        if node.start <= one.span.start
    ):
        return Reported()
    return Mistake("S206.empty", {"key": name})


def entries_of(node: Node) -> dict[str, Node]:
    """Return the entries of a mapping; raises Mistake if the node is none."""
    if not isinstance(node.value, dict):
        raise Mistake("S203.map")
    return node.value
