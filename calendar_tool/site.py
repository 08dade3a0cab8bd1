"""Feeds × languages × formats as (path, bytes): what `build` writes, one generator for all of it.

Knows which files there are; must not know what is inside them, nor touch a disk.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from msgspec.structs import replace

from calendar_tool.exporters.format import Edition
from calendar_tool.model import Event, Programme, Selection
from calendar_tool.occurrences import Occurrence, unfold
from calendar_tool.views import localize, public, select

#: The feed of everything.
ALL = "all.ics"


class SiteFile(NamedTuple):
    """A file of the site: its path with `/`, its bytes, and what its format could not hold."""

    path: str
    content: bytes
    left_out: tuple[Occurrence, ...]


@dataclass(frozen=True, kw_only=True)
class Public:
    """What anybody may see of a programme: the one gate between an author's file and its readers.

    `told` is the UTC instant at which subscribers were told of it.
    """

    programme: Programme
    occurrences: tuple[Occurrence, ...]
    told: datetime

    def edition(
        self,
        language: str,
        chosen: Iterable[Occurrence],
        path: str,
        title: str | None = None,
        days: tuple[date, ...] = (),
    ) -> Edition:
        """Return chosen occurrences as the edition of one language."""
        programme, occurrences = localize(self.programme, chosen, language)
        return Edition(
            programme=programme,
            language=language,
            occurrences=occurrences,
            path=path,
            told=self.told,
            title=title,
            days=days,
        )

    def chosen(self, selections: Iterable[Selection]) -> tuple[Occurrence, ...]:
        """Return the occurrences that every one of the selections asks for."""
        occurrences = self.occurrences
        for selection in selections:
            occurrences = select(occurrences, selection, self.programme.day_starts)
        return occurrences


def open_to_public(
    programme: Programme, occurrences: tuple[Occurrence, ...], told: datetime
) -> Public:
    """Return what anybody may see of a programme that unfolds into `occurrences`."""
    shown = public(programme)
    seen = occurrences if shown is programme else unfold(shown)
    return Public(programme=shown, occurrences=seen, told=told)


def site(shown: Public, chosen: tuple[Occurrence, ...]) -> Iterator[SiteFile]:
    """Yield the files of one programme, below `<programme>/`: feeds, single events, the agenda."""
    from calendar_tool.exporters import ics, pdf

    for language in shown.programme.languages:
        whole = shown.edition(language, chosen, ALL)
        folder = f"{shown.programme.id}/{language}"
        yield SiteFile(f"{folder}/{ALL}", *ics.render(whole))
        for event, occurrences in _by_event(whole.occurrences):
            path = f"event/{event.id}.ics"
            single = replace(whole, occurrences=occurrences, path=path, title=str(event.title))
            rendering = ics.render(single)
            if len(rendering.left_out) < len(occurrences):
                yield SiteFile(f"{folder}/{path}", rendering.content, ())
        yield SiteFile(f"{folder}/agenda.pdf", *pdf.render(whole))


def _by_event(
    occurrences: Iterable[Occurrence],
) -> Iterator[tuple[Event, tuple[Occurrence, ...]]]:
    """Yield events that have an id, each with all its dates, in order of id."""
    found: dict[str, list[Occurrence]] = {}
    for occurrence in occurrences:
        if occurrence.event.id is not None:
            found.setdefault(occurrence.event.id, []).append(occurrence)
    for _, dates in sorted(found.items()):
        yield dates[0].event, tuple(dates)
