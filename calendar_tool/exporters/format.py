"""What a format is given, and what a format is. Formats live in a world of one language."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import NamedTuple

from msgspec import Struct

from calendar_tool.model import Programme
from calendar_tool.occurrences import Occurrence
from calendar_tool.pictures import Picture
from calendar_tool.told import Stamp


class Edition(Struct, frozen=True, kw_only=True):
    """A programme as one reader gets it: one language, one selection, nothing private.

    `programme` is localized: every Text holds one translation. `occurrences` are what was selected,
    in order of start, then UID. `path` is the edition's address inside a language's folder, without
    the language (`all.ics`, `track-music.ics`); `title` names the selection, and is None for the
    whole. `days` are the only days that an agenda shows, all if empty: what lasts longer was chosen
    for one of them. `told` is the UTC instant at which subscribers were told of the present state;
    `stamps` are what the ledger knows of single entries, by UID. `gone` are entries that have
    vanished from the programme: calendars are to show them as cancelled, nothing else shows them.
    `pictures` are those of which the programme names files, by `src`.
    """

    programme: Programme
    language: str
    occurrences: tuple[Occurrence, ...]
    path: str
    told: datetime
    title: str | None = None
    days: tuple[date, ...] = ()
    stamps: Mapping[str, Stamp] = {}
    gone: tuple[Occurrence, ...] = ()
    pictures: Mapping[str, Picture] = {}

    def stamp(self, occurrence: Occurrence) -> Stamp:
        """Return what calendars are told of an entry; one that no ledger knows is new."""
        return self.stamps.get(occurrence.uid) or Stamp(0, self.told, self.told)


class Rendering(NamedTuple):
    """The bytes of an edition, and what the format could not hold."""

    content: bytes
    left_out: tuple[Occurrence, ...] = ()


class Format(Struct, frozen=True, kw_only=True):
    """A way to write an edition down."""

    name: str
    suffix: str
    media_type: str
    render: Callable[[Edition], Rendering]
