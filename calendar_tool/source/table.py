"""A table saved from a spreadsheet → nodes with places: a row is an event, the header its keys.

The counterpart of `document`. Must not know what a key means.
"""

import csv
import re
from collections.abc import Iterator

from calendar_tool.diagnostics import Span
from calendar_tool.source.decode import decode
from calendar_tool.source.document import Document
from calendar_tool.source.event_keys import EVENT_TABLE
from calendar_tool.source.given import event_of, node_of
from calendar_tool.source.mistake import Mistake
from calendar_tool.source.nodes import END_BITS, Node
from calendar_tool.source.splice import Unsafe

_DELIMITERS = ";,\t"


def is_table(data: bytes, name: str = "") -> bool:
    """Tell whether octets are a table and no YAML: by their name, or a first line of keys."""
    header = decode(data[:4096]).text.partition("\n")[0].strip()
    cells = [_key(cell) for cell in header.split(_delimiter(header))]
    return name.lower().endswith((".csv", ".tsv")) or any(
        cell.partition(".")[0] in EVENT_TABLE.fields for cell in cells
    )


def read_table(data: bytes, language: str) -> Document:
    """Return the rows of a table as a list of maps: all at the row, but for keys that nobody knows.

    `language` is that of texts in a column without one. Cells may hold line ends, empty ones are
    left out. Raises Unsafe for what is no table.
    """
    decoded = decode(data)
    if not decoded.legible or decoded.diagnostics:
        return Document(decoded.text, None, decoded.diagnostics)
    text = re.sub("\r\n?", "\n", decoded.text)
    rows = _rows(text)
    first = next(rows, None)
    if first is None:
        raise Unsafe("table.empty", 1)
    header = [_key(cell) for cell in first[0]]
    while header and not header[-1]:
        header.pop()
    if len(set(header)) < len(header) or not all(header):
        raise Unsafe("table.header", 1)
    unknown = {name.partition(".")[0] for name in header} - EVENT_TABLE.fields.keys()
    keys = dict.fromkeys(unknown, first[1])
    events = []
    for cells, at in rows:
        if any(cell.strip() for cell in cells[len(header) :]):
            raise Unsafe("table.cells", text.count("\n", 0, at.start) + 1)
        texts = zip(header, map(str.strip, cells), strict=False)
        pairs = [(name.split("."), text) for name, text in texts if text]
        try:
            event = event_of(pairs, language)
        except Mistake:
            raise Unsafe("table.both", text.count("\n", 0, at.start) + 1) from None
        if event:
            events.append(node_of(event, at, keys))
    return Document(text, Node(events, len(text) << END_BITS, "block"), ())


def _key(cell: str) -> str:
    return cell.strip().strip('"').strip()


def _delimiter(header: str) -> str:
    return max(_DELIMITERS, key=header.count)


def _rows(text: str) -> Iterator[tuple[list[str], Span]]:
    """Yield the cells of each row that has any, and the place of the row."""
    lines = [line + "\n" for line in text.split("\n")]
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line))
    reader = csv.reader(lines, delimiter=_delimiter(lines[0]), strict=True)
    before = 0
    try:
        for cells in reader:
            at = Span(starts[before], starts[before] + len(lines[before]) - 1)
            before = reader.line_num
            if any(map(str.strip, cells)):
                yield cells, at
    except csv.Error:
        raise Unsafe("table.quotes", before + 1) from None
