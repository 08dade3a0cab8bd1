"""What subscribers were told of one entry of a calendar, in all languages.

Small enough to be kept for years, complete enough to say how the entry changed and, once it has
vanished from its file, that it is gone. Must not know files, formats or clocks.
"""

from datetime import datetime
from typing import NamedTuple

from msgspec import Struct

from calendar_tool.model import Kind, Role, Status, Text, When


class Stamp(NamedTuple):
    """How often an entry changed, since when calendars have it, and when it changed last.

    `created` and `modified` are UTC instants; DTSTAMP is `modified` (RFC 5545 3.8.7.2, no METHOD).
    """

    sequence: int
    created: datetime
    modified: datetime


class Told(Struct, frozen=True, kw_only=True, gc=False):
    """An occurrence as subscribers know it.

    `place` is room and venue in one readable line per language. `venue` and all below it are what
    a selection asks for, so that a vanished entry stays in the feeds that it was in; `whole` is the
    UID of the event that it was a part of. `digest` is over everything that a subscriber can see:
    references resolved, all languages, never rendered bytes. What else is kept here does not count.
    """

    uid: str
    id: str | None
    key: str = ""
    title: Text
    when: When
    status: Status = Status.CONFIRMED
    previous: When | None = None
    notice: Text | None = None
    place: Text | None = None
    venue: str | None = None
    room: str | None = None
    track: str | None = None
    kind: Kind | None = None
    people: tuple[Role, ...] = ()
    tags: tuple[str, ...] = ()
    whole: str | None = None
    digest: str
