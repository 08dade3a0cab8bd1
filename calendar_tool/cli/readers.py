"""Who reads the feeds, drawn: a table on a terminal, and plain, one row a line, in a pipe.

Knows figures and rich; must not know logs.
"""

import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime

from rich.console import Console, RenderableType
from rich.table import Table
from rich.text import Text

from calendar_tool.readership import ClientFigures, FeedFigures, Figures
from calendar_tool.readership.clients import BROWSER, NAMELESS
from calendar_tool.wording import Words

#: How many rows of a table people are shown; programs get all.
_ROWS = 20

#: The part of answers that is 304 where servers and files are as they should be.
_GOAL = 0.95

#: What stands for programs that have no name.
_WORDS = {BROWSER: "stats.browser", NAMELESS: "stats.nameless"}

#: As good as endless: in a pipe nothing is folded.
_PIPE = 10_000


def draw(figures: Figures, says: Words, console: Console | None = None) -> None:
    """Print figures, as wide as the console is; by default standard output."""
    console = console or Console(width=None if sys.stdout.isatty() else _PIPE)
    for part in _View(figures, says).parts():
        console.print(part, highlight=False, markup=False, emoji=False)


class _View:
    """Figures under the pen."""

    def __init__(self, figures: Figures, says: Words) -> None:
        self._figures = figures
        self._says = says
        self._shared = [one.client for one in figures.clients if one.is_shared]
        self._has_site = any(feed.modified for feed in figures.feeds)

    def parts(self) -> Iterator[RenderableType]:
        """Give all there is to tell, from top to bottom."""
        figures, say = self._figures, self._says.say
        if figures.first is None or figures.last is None:
            yield Text(say("stats.nothing"))
        else:
            period = {"first": self._moment(figures.first), "last": self._moment(figures.last)}
            yield Text(say("stats.period", **period), "bold")
        yield Text()
        yield _table([], self._summary())
        if figures.clients:
            yield Text()
            yield from self._clients(figures.clients)
            yield Text()
            yield from self._feeds(figures.feeds)
        for note in self._notes():
            yield Text()
            yield Text(note, "dim")

    def _summary(self) -> Iterator[Sequence[str]]:
        figures, say, number = self._figures, self._says.say, self._says.number
        yield say("stats.subscribers"), self._people(figures.subscribers, self._shared)
        yield say("stats.requests"), number(figures.requests)
        goal = self._says.share(_GOAL)
        yield say("stats.unmodified", goal=goal), self._share(figures.share)
        yield say("stats.full"), number(figures.full)
        rest = {status: n for status, n in figures.answers.items() if status not in (200, 304)}
        if rest:
            yield say("stats.answers"), self._counted(rest)
        yield say("stats.sent"), self._says.octets(figures.octets)
        yield say("stats.others"), number(figures.others)
        yield say("stats.skipped"), number(figures.skipped)
        if self._has_site:
            yield from self._behind()

    def _behind(self) -> Iterator[Sequence[str]]:
        feeds, say, number = self._figures.feeds, self._says.say, self._says.number
        yield say("stats.behind"), number(sum(feed.behind or 0 for feed in feeds))
        oldest = min((feed.oldest for feed in feeds if feed.oldest), default=None)
        if oldest:
            yield say("stats.oldest"), f"{self._moment(oldest)} UTC"
        yield say("stats.gone"), number(sum(feed.gone for feed in feeds))
        later = sum(feed.modified is not None and feed.behind is None for feed in feeds)
        if later:
            yield say("stats.later"), number(later)

    def _clients(self, clients: Sequence[ClientFigures]) -> Iterator[RenderableType]:
        say, number = self._says.say, self._says.number
        head = ["stats.client", "stats.subscribers", "stats.once", "stats.fetches", "stats.share"]
        rows = (
            (
                self._name(one.client),
                say("stats.unknown") if one.is_shared else number(one.subscribers),
                number(one.once),
                number(one.full + one.unmodified),
                self._share(one.share),
            )
            for one in clients[:_ROWS]
        )
        yield _table(list(map(say, head)), rows)
        yield from self._more(clients)

    def _feeds(self, feeds: Sequence[FeedFigures]) -> Iterator[RenderableType]:
        say, number = self._says.say, self._says.number
        head = ["stats.feed", "stats.subscribers", "stats.fetches", "stats.share"]
        head += ["stats.unasked"] * self._has_site
        rows = (
            (
                feed.path,
                self._people(feed.subscribers, feed.shared),
                number(feed.full + feed.unmodified),
                self._share(feed.share),
                *(["–" if feed.behind is None else number(feed.behind)] * self._has_site),
            )
            for feed in feeds[:_ROWS]
        )
        yield _table(list(map(say, head)), rows)
        yield from self._more(feeds)

    def _more(self, rows: Sequence[object]) -> Iterator[RenderableType]:
        if len(rows) > _ROWS:
            yield Text(self._says.count("stats.more", len(rows) - _ROWS), "dim")

    def _notes(self) -> Iterator[str]:
        figures, say = self._figures, self._says.say
        if figures.harmful:
            yield say("stats.harmful", answers=self._counted(figures.harmful))
        if not figures.clients:
            return
        yield say("stats.explained")
        if self._shared:
            yield say("stats.shared", clients=", ".join(self._shared))
        if not figures.is_complete:
            yield say("stats.incomplete")
        if not self._has_site:
            yield say("stats.hint")

    def _name(self, client: str) -> str:
        return self._says.say(_WORDS[client]) if client in _WORDS else client

    def _people(self, subscribers: int, shared: Sequence[str]) -> str:
        return self._says.number(subscribers) + "+" * bool(shared)

    def _moment(self, at: datetime) -> str:
        says = self._says
        return says.say("stats.moment", date=says.full_date(at.date()), clock=says.clock(at))

    def _share(self, share: float | None) -> str:
        return "–" if share is None else self._says.share(share)

    def _counted(self, answers: Mapping[int, int]) -> str:
        return ", ".join(f"{status} × {self._says.number(n)}" for status, n in answers.items())


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> Table:
    """Return a table whose first column is text and may be folded; the others are numbers."""
    table = Table.grid(padding=(0, 2, 0, 0), pad_edge=False)
    table.add_column(overflow="fold")
    for _ in head[1:] or [""]:
        table.add_column(justify="right", no_wrap=not head, overflow="fold")
    if head:
        table.add_row(*(Text(word, "bold") for word in head))
    for row in rows:
        table.add_row(*(Text(cell) for cell in row))
    return table
