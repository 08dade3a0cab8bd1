"""Where the events of YAML come from: libyaml, or its equal in Python where that is missing.

The only file that imports yaml.
"""

import re
from collections.abc import Callable
from typing import Any

from yaml import MarkedYAMLError
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)
from yaml.parser import Parser
from yaml.reader import Reader
from yaml.scanner import Scanner, ScannerError

try:
    from yaml._yaml import CParser
except ImportError:  # PyYAML was built without libyaml
    CParser = None  # type: ignore[assignment, misc]

__all__ = [
    "AliasEvent",
    "DocumentStartEvent",
    "Event",
    "MappingEndEvent",
    "MappingStartEvent",
    "MarkedYAMLError",
    "ScalarEvent",
    "SequenceEndEvent",
    "SequenceStartEvent",
    "events",
    "events_without_libyaml",
]

_SURROGATE = re.compile("[\ud800-\udfff]")


class _Events(Reader, Scanner, Parser):
    """The events of libyaml in Python; but a tab inside a plain text is a mistake here."""

    def __init__(self, text: str) -> None:
        Reader.__init__(self, text)
        Scanner.__init__(self)
        Parser.__init__(self)

    def get_event(self) -> Any:
        try:
            event: Any = super().get_event()  # type: ignore[no-untyped-call]
        except (ValueError, OverflowError) as error:  # an escape beyond Unicode
            mark: Any = self.get_mark()
            raise ScannerError("while scanning a quoted scalar", mark, "escape", mark) from error
        if type(event) is ScalarEvent and event.style == '"' and _SURROGATE.search(event.value):
            mark = event.start_mark
            raise ScannerError("while scanning a quoted scalar", mark, "escape", mark)
        return event


def events_without_libyaml(text: str) -> Callable[[], Any]:
    """Return a function that gives one event after the other, then None; thirty times slower."""
    return _Events(text).get_event


def events(text: str) -> Callable[[], Any]:
    """Return a function that gives one event after the other, then None.

    It raises MarkedYAMLError where the text is no YAML. Marks count code points.
    """
    return events_without_libyaml(text) if CParser is None else CParser(text).get_event
