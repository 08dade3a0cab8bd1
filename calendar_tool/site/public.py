"""What anybody may see of a programme, and what subscribers know of it: before, and once told.

The one gate between an author's file and its readers. Must not know files or formats.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cached_property
from typing import NamedTuple

from msgspec.structs import replace as replaced

from calendar_tool.changes import Change, compare
from calendar_tool.changes.notices import Notice, latest
from calendar_tool.exporters.format import Edition
from calendar_tool.ledger import Ledger, advance, hidden, is_hidden, tell, tombstones
from calendar_tool.model import Programme, Selection
from calendar_tool.occurrences import Occurrence, unfold
from calendar_tool.pictures import Picture
from calendar_tool.told import Stamp
from calendar_tool.views import localize, public, select


class Chosen(NamedTuple):
    """Some of a programme: what takes place, and what has vanished and is shown as cancelled."""

    occurrences: tuple[Occurrence, ...]
    gone: tuple[Occurrence, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Public:
    """What anybody may see of a programme: the one gate between an author's file and its readers.

    `told` is the UTC instant at which subscribers are told of its present state, `before` what they
    knew until then by the ledger; `published` is the same by the feeds that they read, None if
    those say nothing else. `announced`: they are being told right now; else what nobody was told of
    is as new as the file. `hidden` are UIDs and ids of what is private. `pictures` are those that
    lie beside the file, by `src`.
    """

    programme: Programme
    occurrences: tuple[Occurrence, ...]
    told: datetime
    before: Ledger = field(default_factory=Ledger)
    published: Ledger | None = None
    announced: bool = False
    hidden: frozenset[str] = field(default=frozenset(), repr=False)
    pictures: Mapping[str, Picture] = field(default_factory=dict, repr=False)

    @cached_property
    def _advanced(self) -> Ledger:
        told = tell(self.programme, self.occurrences)
        return advance(self.reached, self.programme, told, self.told, self.hidden)

    @property
    def reached(self) -> Ledger:
        """What subscribers knew until then: by the feeds that they read, else by the ledger."""
        return self.published if self.published is not None else self.before

    @cached_property
    def changes(self) -> tuple[Change, ...]:
        """What subscribers do not know yet, and are told; nothing, when they are told of it all.

        What leaves without a word, since it is over or for everybody no longer, is not in it. Who
        was told in a feed alone, when a publication was interrupted, is told here as well.
        """
        after = self._advanced
        if not self.before.versions:
            return ()
        doubtful = {uid: one for uid, one in self.reached.told.items() if not one.digest}
        known = (self.before.told | doubtful).items()
        return compare({uid: one for uid, one in known if uid in after.entries}, after.told)

    @cached_property
    def conceals(self) -> bool:
        """Whether something that everybody could see is private now."""
        return any(is_hidden(one.told, self.hidden) for one in self.reached.entries.values())

    @cached_property
    def ledger(self) -> Ledger:
        """What subscribers know once they have been told."""
        after = self._advanced
        if after is self.before or not self.changes:
            return after
        from calendar_tool.exporters.news import notices

        version = after.versions[-1]
        new = notices(self.changes, version.number, version.at, self.programme.languages)
        return replaced(after, notices=latest((*new, *after.notices)))

    @cached_property
    def _known(self) -> Ledger:
        """The ledger as far as it says more than that everything is as new as the file."""
        return self.ledger if self.announced or self.reached != Ledger() else self.reached

    @property
    def version(self) -> int | None:
        """The number of the publication that this is; None for a draft."""
        is_draft = not self.announced and self._known is not self.before
        return None if is_draft or not self._known.versions else self._known.versions[-1].number

    @property
    def latest(self) -> tuple[Notice, ...]:
        """What the last publication told people of, or what the next one will."""
        versions = self._known.versions
        return tuple(one for one in self.notices if one.version == versions[-1].number)

    @property
    def since(self) -> datetime:
        """The UTC instant since which subscribers know the present state."""
        return self._known.versions[-1].at if self._known.versions else self.told

    @property
    def notices(self) -> tuple[Notice, ...]:
        """What people were told of changes, the newest first."""
        return self._known.notices

    @cached_property
    def stamps(self) -> Mapping[str, Stamp]:
        """What calendars are told of entries, by UID; what is not among them is new."""
        return self._known.stamps

    @cached_property
    def everything(self) -> Chosen:
        """All of the programme."""
        return Chosen(self.occurrences, tombstones(self._known))

    def announcing(self, published: Ledger | None) -> "Public":
        """Return the same for subscribers who are told now, and had this in their calendars."""
        return replace(self, published=published, announced=True)

    def chosen(self, selections: Iterable[Selection]) -> Chosen:
        """Return what every one of the selections asks for."""
        occurrences, gone = self.everything
        for selection in selections:
            occurrences = select(occurrences, selection, self.programme.day_starts)
            gone = select(gone, selection, self.programme.day_starts)
        return Chosen(occurrences, gone)

    def edition(
        self,
        language: str,
        chosen: Chosen,
        path: str,
        title: str | None = None,
        days: tuple[date, ...] = (),
    ) -> Edition:
        """Return what was chosen as the edition of one language."""
        number = len(chosen.occurrences)
        both = (*chosen.occurrences, *chosen.gone)
        programme, shown = localize(self.programme, both, language)
        return Edition(
            programme=programme,
            language=language,
            occurrences=shown[:number],
            gone=shown[number:],
            path=path,
            told=self.since,
            title=title,
            days=days,
            stamps=self.stamps,
            pictures=self.pictures,
        )


def open_to_public(
    programme: Programme,
    occurrences: tuple[Occurrence, ...],
    told: datetime,
    before: Ledger = Ledger(),  # noqa: B008 - a frozen value
    pictures: Mapping[str, Picture] | None = None,
) -> Public:
    """Return what anybody may see of a programme that unfolds into `occurrences`."""
    shown = public(programme)
    seen = occurrences if shown is programme else unfold(shown)
    return Public(
        programme=shown,
        occurrences=seen,
        told=told,
        before=before,
        hidden=hidden(programme, occurrences),
        pictures=pictures or {},
    )
