"""Tells what libical reads in feeds: `read_with_libical.py LIBRARY` gets a JSON list of paths.

Of each feed: the number of errors, and of each entry UID, both ends (seconds, whether it is a date;
null for none), title, status, SEQUENCE. A process of its own, since C may crash.
"""

import ctypes
import json
import sys
from collections.abc import Callable, Iterator
from ctypes import c_char_p, c_int, c_int64, c_void_p
from pathlib import Path
from typing import Any


class Time(ctypes.Structure):
    """`struct icaltimetype` of libical 3."""

    _fields_ = (
        *((name, c_int) for name in ("year", "month", "day", "hour", "minute", "second")),
        ("is_date", c_int),
        ("is_daylight", c_int),
        ("zone", c_void_p),
    )


ical = ctypes.CDLL(sys.argv[1])


def function(name: str, result: Any, *arguments: Any) -> Callable[..., Any]:
    found = ical[f"ical{name}"]
    found.restype, found.argtypes = result, arguments
    return found


parse = function("parser_parse_string", c_void_p, c_char_p)
free = function("component_free", None, c_void_p)
count_errors = function("component_count_errors", c_int, c_void_p)
component_kind = function("component_string_to_kind", c_int, c_char_p)
property_kind = function("property_string_to_kind", c_int, c_char_p)
first = function("component_get_first_component", c_void_p, c_void_p, c_int)
following = function("component_get_next_component", c_void_p, c_void_p, c_int)
has = function("component_get_first_property", c_void_p, c_void_p, c_int)
uid = function("component_get_uid", c_char_p, c_void_p)
summary = function("component_get_summary", c_char_p, c_void_p)
status = function("component_get_status", c_int, c_void_p)
status_name = function("property_status_to_string", c_char_p, c_int)
sequence = function("component_get_sequence", c_int, c_void_p)
start = function("component_get_dtstart", Time, c_void_p)
end = function("component_get_dtend", Time, c_void_p)
seconds = function("time_as_timet_with_zone", c_int64, Time, c_void_p)

VEVENT = component_kind(b"VEVENT")
DTEND = property_kind(b"DTEND")


def events(calendar: int) -> Iterator[int]:
    event = first(calendar, VEVENT)
    while event:
        yield event
        event = following(calendar, VEVENT)


def told(event: int) -> list[object]:
    begins, ends = start(event), end(event) if has(event, DTEND) else None
    return [
        uid(event).decode(),
        (seconds(begins, begins.zone), bool(begins.is_date)),
        ends and (seconds(ends, ends.zone), bool(ends.is_date)),
        summary(event).decode(),
        status_name(status(event)).decode(),
        sequence(event),
    ]


def read(path: str) -> dict[str, object]:
    calendar = parse(Path(path).read_bytes())
    try:
        return {"errors": count_errors(calendar), "entries": [*map(told, events(calendar))]}
    finally:
        free(calendar)


print(json.dumps([read(path) for path in json.load(sys.stdin)]))
