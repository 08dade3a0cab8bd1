"""Calendars of what single readers chose: any events of a programme, in one language.

Knows programmes and feeds; must not know who chose, nor keep what they did.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cached_property

from msgspec.structs import replace

from calendar_tool.exporters.format import Edition
from calendar_tool.exporters.ics import Entry
from calendar_tool.site.feeds import ALL
from calendar_tool.site.public import Public
from calendar_tool.wording import words

#: More events than these nobody stars one by one.
MOST = 200


class Personal:
    """Calendars of some events of a programme that is open to the public, in one language."""

    def __init__(self, shown: Public, language: str) -> None:
        self._shown = shown
        self._language = language

    def known(self, ids: Iterable[str]) -> tuple[str, ...]:
        """Return those ids that are known, the first `MOST` of them, sorted.

        Who has vanished is known for as long as calendars are told that it is cancelled.
        """
        return tuple(sorted(set(ids) & self._uids.keys())[:MOST])

    def feed(self, ids: Sequence[str]) -> bytes:
        """Return the calendar of events that are `known`, with all their dates."""
        from calendar_tool.exporters import ics

        title = words(self._language).say("feed.chosen")
        path = f"my/{'+'.join(ids)}.ics"
        edition = replace(self._whole, path=path, title=title)
        uids = (uid for id in ids for uid in self._uids[id])
        return ics.join(edition, [self._entries[uid] for uid in uids if uid in self._entries])

    @cached_property
    def _whole(self) -> Edition:
        return self._shown.edition(self._language, self._shown.everything, ALL)

    @cached_property
    def _entries(self) -> dict[str, Entry]:
        from calendar_tool.exporters import ics

        return ics.encode(self._whole).entries

    @cached_property
    def _uids(self) -> dict[str, list[str]]:
        found = defaultdict(list)
        for one in (*self._shown.everything.occurrences, *self._shown.everything.gone):
            if one.event.id is not None:
                found[one.event.id].append(one.uid)
        return dict(found)
