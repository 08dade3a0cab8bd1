"""Changes as their readers were told them: words that are kept, and never put otherwise later.

Must not know how they are written down, nor what the words say.
"""

from collections.abc import Collection, Iterable
from datetime import datetime

from msgspec import Struct

from calendar_tool.changes.kinds import ChangeKind
from calendar_tool.model import Text

#: How many are kept, but for those of the last version, which are kept all.
_KEPT = 30


class Notice(Struct, frozen=True, kw_only=True, gc=False):
    """A change as it was told with a version of the programme, at the UTC instant `at`.

    `uids` are the entries that it is about, `id` is the event of the first of them if that still
    takes place; `text` is one line in each language of the programme.
    """

    version: int
    at: datetime
    kind: ChangeKind
    uids: tuple[str, ...]
    id: str | None = None
    text: Text


def latest(notices: Iterable[Notice]) -> tuple[Notice, ...]:
    """Return the notices to keep, the newest version first; within one the order stays."""
    ordered = sorted(notices, key=lambda one: -one.version)
    return tuple(
        one
        for number, one in enumerate(ordered)
        if number < _KEPT or one.version == ordered[0].version
    )


def without(notices: Iterable[Notice], hidden: Collection[str]) -> tuple[Notice, ...]:
    """Return the notices that are about none of these entries, by UID or by id of the event."""
    return tuple(
        one for one in notices if not any(name in hidden for name in (*one.uids, one.id or ""))
    )
