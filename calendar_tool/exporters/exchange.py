"""What the formats for other programs have in common: ids, addresses, titles, JSON.

Knows events and the words on them; must not know any one format.
"""

import re
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import quote
from uuid import UUID, uuid5

import msgspec

from calendar_tool.exporters.format import Edition
from calendar_tool.exporters.ics.content import is_address
from calendar_tool.exporters.standing import Standing
from calendar_tool.model import Event, Programme
from calendar_tool.occurrences import instant
from calendar_tool.text import one_line
from calendar_tool.wording import Words

#: An object of JSON.
Object = dict[str, Any]

_UUID = re.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
_HOST = re.compile("(?i)(https?://)([^/?#:]*)(.*)", re.DOTALL)
_UNFIT = re.compile("%(?![0-9A-Fa-f]{2})|[^A-Za-z0-9._~:/?#@!$&'()*+,;=%-]")


def guid(seed: UUID, uid: str) -> str:
    """Return a UID as the UUID that a format demands: as it stands where it is one."""
    return uid if _UUID.fullmatch(uid) else str(uuid5(seed, uid))


def uri(address: str | None) -> str | None:
    """Return an http(s) address as a URI (RFC 3986), None if it is no such address.

    A host that is not ASCII is written in Punycode, all else that a URI has no room for with `%`.
    """
    if address is None or not is_address(address):
        return None
    found = _HOST.fullmatch(address)
    assert found is not None  # noqa: S101 - it is an address
    scheme, host, rest = found.groups()
    rest, mark, fragment = rest.partition("#")
    parts = (scheme, _ascii(host), _escaped(rest), mark, _escaped(fragment.replace("#", "%23")))
    return "".join(parts)


def _ascii(host: str) -> str:
    try:
        return _escaped(host if host.isascii() else host.encode("idna").decode())
    except UnicodeError:
        return _escaped(host)


def _escaped(text: str) -> str:
    return _UNFIT.sub(lambda found: quote(found[0], safe=""), text)


def own_uid(edition: Edition) -> str:
    """Return the UID by which an edition itself is known, the same in every language."""
    return str(uuid5(edition.programme.uid_seed, f"feed:{edition.path}"))


def page(programme: Programme, language: str) -> str | None:
    """Return the address of a programme's page in a language, None if it is published nowhere."""
    address = uri(programme.url)
    return address and f"{address.rstrip('/')}/{language}/"


def own_page(event: Event, programme_page: str | None) -> str | None:
    """Return the event's own page, else its place on the programme's."""
    if address := uri(event.url):
        return address
    return uri(f"{programme_page}#{event.id}") if programme_page and event.id else programme_page


def marked(title: str, stands: Standing, words: Words) -> str:
    """Return a title on one line, with what must be said of how its event stands."""
    title = one_line(title)
    for key in filter(None, (stands.suffix, stands.prefix)):
        title = words.say(f"feed.{key}", title=title)
    return title


def modified(edition: Edition) -> datetime:
    """Return the UTC instant at which something in an edition changed last, or vanished."""
    entries = (*edition.occurrences, *edition.gone)
    return max((edition.stamp(one).modified for one in entries), default=edition.told)


def utc(at: datetime) -> str:
    """Return an instant as `2019-11-15T04:30:00Z` (RFC 3339)."""
    return f"{instant(at).isoformat()[:19]}Z"


def lasts(start: datetime, end: datetime) -> timedelta:
    """Return the time that really passes between two local times."""
    return instant(end) - instant(start)


def given(fields: Mapping[str, Any]) -> Object:
    """Return the fields that say something."""
    return {key: value for key, value in fields.items() if value or value == 0}


def to_json(data: Object) -> str:
    """Return data as JSON (RFC 8259), readable, and ending in a line end."""
    return msgspec.json.format(msgspec.json.encode(data), indent=1).decode() + "\n"
