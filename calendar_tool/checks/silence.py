"""What authors have said is all right: `ignore` of the programme and of events (N901)."""
# ruff: noqa: D401 - the docstring of a rule is its page

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import NamedTuple

from calendar_tool.checks.registry import finding
from calendar_tool.checks.rules import CODES
from calendar_tool.diagnostics import Diagnostic, Span
from calendar_tool.model import Event, Programme

#: What cannot be read cannot be all right.
_NEVER = re.compile("[YS][0-9]{3}|T301")


class _Item(NamedTuple):
    """A code in an `ignore`: where it is written, and for which stretch of the file (None: all)."""

    code: str
    place: Span
    scope: Span | None


def silence(diagnostics: Iterable[Diagnostic], programme: Programme) -> list[Diagnostic]:
    """A code in `ignore` silences nothing.

    What it was written for has been put right, so the next real finding of that kind would go
    unheard. Codes that begin with Y or S, and T301, cannot be silenced: what cannot be read is not
    in the programme.

    Wrong::

        events:
          - title: Fireworks
            id: fireworks
            when: 12 Sep 21:00–21:30
            ignore: [T309]

    Right::

        events:
          - title: Fireworks
            id: fireworks
            when: 12 Sep 21:00
            ignore: [T309]
    """
    ignored = _Ignored(programme)
    kept = ignored.sift(diagnostics)
    kept += ignored.sift(ignored.idle())
    return kept + ignored.idle(about_idle=True)


class _Ignored:
    """All that is to be ignored, and what of it has been met so far."""

    def __init__(self, programme: Programme) -> None:
        place = programme.origin.at
        self.by_file = [_Item(c, place("ignore", n), None) for n, c in enumerate(programme.ignore)]
        by_scope: dict[Span, list[_Item]] = {}
        for event in programme.events:
            items = list(_of_event(event, programme))
            if items:
                by_scope.setdefault(event.origin.at(), []).extend(items)
        self.by_event = sorted(by_scope.items())
        self.starts = [scope.start for scope, _ in self.by_event]
        self.met: set[tuple[str, Span]] = set()

    def sift(self, diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
        """Return what is not to be ignored."""
        kept = []
        for diagnostic in diagnostics:
            met = {(item.code, item.place) for item in self._matching(diagnostic)}
            self.met |= met
            if not met:
                kept.append(diagnostic)
        return kept

    def _matching(self, diagnostic: Diagnostic) -> Iterator[_Item]:
        code = diagnostic.code
        if _NEVER.fullmatch(code):
            return
        yield from (item for item in self.by_file if item.code == code)
        for span in (diagnostic.span, diagnostic.other):
            if span is not None:
                last = bisect_right(self.starts, span.start)
                for _, items in self.by_event[max(last - 1, 0) : last]:
                    yield from (item for item in items if item.code == code and _holds(item, span))

    def idle(self, *, about_idle: bool = False) -> list[Diagnostic]:
        """Return a finding for each code that was not met: for N901 itself, or the others."""
        items = chain(self.by_file, *(items for _, items in self.by_event))
        wanted = (item for item in items if (item.code == "N901") is about_idle)
        idle = dict.fromkeys((item.code, item.place) for item in wanted)
        return [_told(code, place) for code, place in idle if (code, place) not in self.met]


def _holds(item: _Item, span: Span) -> bool:
    return item.scope is not None and (
        item.scope.start <= span.start and span.end <= item.scope.end
    )


def _told(code: str, place: Span) -> Diagnostic:
    never, known = _NEVER.fullmatch(code), code in CODES
    sort = "never" if never else "unused" if known else "unknown"
    return finding(f"N901.{sort}", place, code=code)


def _of_event(event: Event, programme: Programme) -> Iterator[_Item]:
    """Yield the items of an event and its parts; those from the defaults have their place there."""
    for n, code in enumerate(event.ignore):
        place = event.origin.at("ignore", n)
        if place == event.origin.at():
            place = programme.origin.at("defaults", "ignore", n)
        yield _Item(code, place, event.origin.at())
    for part in event.events:
        yield from _of_event(part, programme)
