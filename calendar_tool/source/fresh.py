"""The text of a new programme: a head, and comments that teach what comes next.

Must not know any language: the comments are told.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import date

from calendar_tool.diagnostics import Diagnostic
from calendar_tool.source.document import Document
from calendar_tool.source.emit import Data, in_braces, key, text_in_line
from calendar_tool.source.fields import Reading
from calendar_tool.source.given import node_of
from calendar_tool.source.parse import PROGRAMME_TABLE
from calendar_tool.source.when import read_dates

#: The column at which the comments beside the keys begin.
_COLUMN = 39

#: Gives a comment by its name.
Says = Callable[[str], str]


def misread_head(head: Mapping[str, Data]) -> Iterator[tuple[str, Diagnostic]]:
    """Yield what cannot be read of the head of a programme, and under which of its keys."""
    for name, data in head.items():
        reading = Reading(Document("", None, ()))
        listed = head.get("languages")
        if isinstance(listed, list) and listed:
            reading.languages = tuple(one for one in listed if isinstance(one, str))
        reading.attempt(PROGRAMME_TABLE.fields[name].kind, node_of(data))
        yield from ((name, one) for one in reading.diagnostics if one.is_error)


def first_day(dates: str) -> date:
    """Return the first day of dates that can be read."""
    return read_dates(dates)[0]


def fresh(head: Mapping[str, Data], dates: str, says: Says) -> str:
    """Return a programme without events: the keys of `head`, as they come, and comments."""
    lines = [
        "# yaml-language-server: $schema=programme.schema.json",
        f"# {says('editor')}",
        "",
        *(line for name, data in head.items() for line in _entry(name, data, says)),
        "",
        f"# {says('url')}:",
        f"# url: https://example.org/{head['id']}/",
        "ignore:",
        _beside("  - P707", says("url_ignore")),
        "",
        f"# {says('venues')}:",
        "#",
        "# venues:",
        "#   hall:",
        f"#     name: {text_in_line(says('venue_name'), _QUOTE)}",
        "",
        f"# {says('events')}:",
        "#",
        f"#   - title: {text_in_line(says('event_title'), _QUOTE)}",
        f"#     when: {first_day(dates)} 10:00–11:30",
        "#     venue: hall",
        "events: []",
    ]
    return "\n".join(lines) + "\n"


_QUOTE = "'"

#: What could be taken for a number, and nobody would mind.
_NEVER_QUOTED = ("format", "uid_seed")


def _entry(name: str, data: Data, says: Says) -> list[str]:
    if isinstance(data, dict):
        below = (f"  {key(tag, _QUOTE)}: {in_braces(text, _QUOTE)}" for tag, text in data.items())
        return [_beside(f"{name}:", says("text")), *below]
    if isinstance(data, list):
        written = in_braces(data, _QUOTE)
    else:
        written = data if name in _NEVER_QUOTED else text_in_line(data, _QUOTE)
    return [f"{name}: {written}" if name == "title" else _beside(f"{name}: {written}", says(name))]


def _beside(line: str, comment: str) -> str:
    return f"{line:<{_COLUMN - 1}} # {comment}"
