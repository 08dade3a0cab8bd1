"""RFC 8984 as a table: which properties an object may have, which it must, and what they hold.

Written from the standard and its registry, apart from what writes it; whatever is not named here is
a mistake.
"""

import re
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any, NamedTuple
from zoneinfo import available_timezones

Test = Callable[[Any], bool]


def _matches(pattern: str) -> Test:
    return lambda value: isinstance(value, str) and re.fullmatch(pattern, value) is not None


def _one_of(*words: str) -> Test:
    return lambda value: bool(value in words)


def _is_moment(value: str) -> bool:
    try:
        return datetime.fromisoformat(value).isoformat() == value.replace("Z", "+00:00")
    except ValueError:
        return False


def _set_of(test: Test) -> Test:
    """Return the test of a map to `true` (1.4.10, 4.2.9)."""
    return lambda value: (
        isinstance(value, dict)
        and bool(value)
        and all(test(key) and mark is True for key, mark in value.items())
    )


def _text(value: Any) -> bool:
    return isinstance(value, str) and value != ""


def _whole(value: Any) -> bool:
    return type(value) is int and 0 <= value < 2**53


def _yes(value: Any) -> bool:
    """Return whether a value is `true`; `false` is the default, and not written."""
    return value is True


def _list(value: Any) -> bool:
    return isinstance(value, list)


def _local(value: Any) -> bool:
    return isinstance(value, str) and len(value) == 19 and _is_moment(value)


def _utc(value: Any) -> bool:
    return isinstance(value, str) and value[-1:] == "Z" and _local(value[:-1])


_id = _matches("[A-Za-z0-9_-]{1,255}")
_zone = _one_of(*available_timezones())
_duration = _matches(r"P(?=.)(\d+W)?(\d+D)?(T(?=.)(\d+H)?(\d+M)?(\d+S)?)?")
_uri = _matches(r"[a-z]+:[A-Za-z0-9._~:/?#\[\]@!$&'()*+,;=%-]+")
_color = _matches("#[0-9A-Fa-f]{6}|[a-z]+")
_tag = _matches("[a-zA-Z]{2,3}(-[A-Za-z0-9]{2,8})*")


class _Kind(NamedTuple):
    """The properties that an object must have, and those that it may have."""

    must: dict[str, Test]
    may: dict[str, Test | str]


#: A property whose value is a string here is a map from ids to objects of that type.
_COMMON: dict[str, Test | str] = {
    "created": _utc,
    "title": _text,
    "description": _text,
    "links": "Link",
    "locale": _tag,
    "keywords": _set_of(_text),
    "color": _color,
}
_KINDS = {
    "Group": _Kind(
        {"uid": _text, "updated": _utc, "entries": _list},
        {**_COMMON, "prodId": _text},
    ),
    "Event": _Kind(
        {"uid": _text, "updated": _utc, "start": _local},
        {
            **_COMMON,
            "sequence": _whole,
            "duration": _duration,
            "timeZone": _zone,
            "showWithoutTime": _yes,
            "status": _one_of("confirmed", "cancelled", "tentative"),
            "freeBusyStatus": _one_of("free", "busy"),
            "locations": "Location",
            "virtualLocations": "VirtualLocation",
            "participants": "Participant",
            "relatedTo": "Relation",
        },
    ),
    "Link": _Kind(
        {"href": _uri},
        {
            "rel": _matches("[a-z][a-z0-9.-]*"),
            "title": _text,
            "display": _one_of("badge", "graphic", "fullsize", "thumbnail"),
        },
    ),
    "Location": _Kind(
        {},
        {
            "name": _text,
            "description": _text,
            "coordinates": _matches(r"geo:-?[0-9.]+,-?[0-9.]+"),
        },
    ),
    "VirtualLocation": _Kind({"uri": _uri}, {"name": _text}),
    "Participant": _Kind(
        {"roles": _set_of(_one_of("owner", "attendee", "informational", "chair", "contact"))},
        {
            "name": _text,
            "description": _text,
            "kind": _one_of("individual", "group", "resource", "location"),
        },
    ),
    "Relation": _Kind({"relation": _set_of(_one_of("first", "next", "child", "parent"))}, {}),
}


def mistakes(thing: Any, kind: str = "Group") -> Iterator[str]:
    """Yield all that is wrong with an object and those within it."""
    if not isinstance(thing, dict) or thing.get("@type") != kind:
        yield f"no {kind}: {thing!r}"
        return
    yield from (f"{kind} without {name}" for name in _KINDS[kind].must if name not in thing)
    for name, value in thing.items():
        if name != "@type":
            yield from _mistakes_of(value, kind, name)
    for entry in thing.get("entries", ()):
        yield from mistakes(entry, "Event")
    if kind == "Event" and ("timeZone" in thing) == ("showWithoutTime" in thing):
        yield f"{thing['uid']}: a clock time without a zone, or a day with one"
    if thing.get("display") and thing.get("rel") != "icon":
        yield "Link.display is for icons (1.4.11)"


def _mistakes_of(value: Any, kind: str, name: str) -> Iterator[str]:
    test = _KINDS[kind].must.get(name) or _KINDS[kind].may.get(name)
    if test is None:
        yield f"{kind}.{name} is unknown"
    elif isinstance(test, str):
        yield from _mistakes_within(value, test, f"{kind}.{name}")
    elif not test(value):
        yield f"{kind}.{name}: {value!r}"


def _mistakes_within(value: Any, kind: str, place: str) -> Iterator[str]:
    if not isinstance(value, dict) or not value:
        yield f"{place}: {value!r}"
        return
    for key, thing in value.items():
        if kind != "Relation" and not _id(key):
            yield f"{place}: {key!r} is no Id (1.4.1)"
        yield from mistakes(thing, kind)
