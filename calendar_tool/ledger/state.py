"""The ledger as a value. Knows what was told; must not know how it is written down."""

from collections.abc import Mapping
from datetime import datetime

from msgspec import Struct

from calendar_tool.changes.notices import Notice
from calendar_tool.model import Text, When
from calendar_tool.told import Stamp, Told


class Was(Struct, frozen=True, kw_only=True, gc=False):
    """When and where an entry was before it last moved, and the UTC instant `until` which."""

    when: When
    place: Text | None = None
    until: datetime


class Revision(Struct, frozen=True, kw_only=True, gc=False):
    """The present state of one entry.

    `told` is what subscribers know of it, or last knew. `gone` is the UTC instant at which it was
    found to have vanished: it is a tombstone then, shown as cancelled, and the digest in `told` is
    that of the tombstone. An empty digest is that of nothing: what was told is not known for sure,
    so the entry will be told again.
    """

    told: Told
    stamp: Stamp
    was: Was | None = None
    gone: datetime | None = None


class Version(Struct, frozen=True, kw_only=True, gc=False):
    """A state of the whole programme: a number from 1 on, the UTC instant at which it was told."""

    number: int
    at: datetime
    digest: str


class Ledger(Struct, frozen=True, kw_only=True):
    """What subscribers were told, by UID.

    `entries` are in the feed, tombstones included. `past` are those that have left it, with nothing
    but the stamp that they must outdo should they come back. `versions` are in order of number.
    `notices` are the changes that people were told of, the newest first.
    """

    entries: Mapping[str, Revision] = {}
    past: Mapping[str, Stamp] = {}
    versions: tuple[Version, ...] = ()
    notices: tuple[Notice, ...] = ()

    @property
    def told(self) -> dict[str, Told]:
        """What subscribers know to take place: every entry but the tombstones."""
        return {uid: one.told for uid, one in self.entries.items() if one.gone is None}

    @property
    def stamps(self) -> dict[str, Stamp]:
        """The stamps of all that is in the feed, tombstones included, in one order of UIDs."""
        return {uid: one.stamp for uid, one in sorted(self.entries.items())}
