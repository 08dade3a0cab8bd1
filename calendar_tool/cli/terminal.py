"""The agenda on a terminal of any width from 40 columns.

Knows agendas and rich; must not know files, or other formats. Nothing that could steer the terminal
or turn the direction of its text is ever printed.
"""

from collections.abc import Iterable, Iterator

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from calendar_tool.agenda import Day, Mark, Row, agenda
from calendar_tool.exporters import hours, palette, phrases
from calendar_tool.exporters.format import Edition
from calendar_tool.model import Shape, Venue
from calendar_tool.wording import words

#: Columns below which the place stands under the title.
_WIDE = 84
_PLACE = 28
_HOURS = 12
#: Levels of indentation, so that something is left of the line.
_DEEPEST = 4

_SHAPES = {
    Shape.SQUARE: "■",
    Shape.DIAMOND: "◆",
    Shape.TRIANGLE: "▲",
    Shape.RING: "○",
    Shape.CIRCLE: "●",
    Shape.STAR: "★",
}
_MARKS = {Mark.CANCELLED: "bold red", Mark.TENTATIVE: "bold"}


def draw(edition: Edition, console: Console | None = None) -> None:
    """Print the agenda of an edition, as wide as the console is; by default standard output."""
    console = console or Console()
    view = _View(edition, wide=console.width >= _WIDE)
    for part in view.parts():
        console.print(part, highlight=False, markup=False, emoji=False)


def _seen(text: object, style: str = "") -> Text:
    return Text(phrases.visible(str(text)), style, overflow="fold")


class _View:
    """An edition under the pen; `wide`: the place has a column of its own."""

    def __init__(self, edition: Edition, *, wide: bool) -> None:
        self._edition = edition
        self._programme = edition.programme
        self._words = words(edition.language)
        self._agenda = agenda(edition.programme, edition.occurrences, days=edition.days)
        self._looks = palette.looks(edition.programme)
        self._wide = wide

    def parts(self) -> Iterator[RenderableType]:
        """Give the agenda from top to bottom."""
        yield from self._head()
        if self._agenda.long:
            yield from self._title(self._words.say("agenda.long"))
            yield self._table(self._agenda.long)
        for day in self._agenda.days:
            yield from self._day(day)
        if self._agenda.unannounced:
            yield from self._title(phrases.capital(self._words.say("time.date_tba")))
            yield self._table(self._agenda.unannounced)
        if self._agenda.venues:
            yield from self._title(self._words.say("agenda.venues"))
            yield from map(self._venue, self._agenda.venues)

    def _head(self) -> Iterator[RenderableType]:
        programme, says = self._programme, self._words
        yield _seen(programme.title, "bold")
        dates = says.date_range(programme.first_day, programme.last_day)
        about = (dates, programme.subtitle, self._edition.title)
        yield _seen(" · ".join(str(fact) for fact in about if fact))
        yield _seen(phrases.zone(programme, self._agenda.first_day, says), "dim")
        if not self._edition.occurrences:
            yield _seen(says.say("agenda.nothing"))

    def _title(self, title: str, aside: str = "") -> Iterator[RenderableType]:
        yield Text()
        yield Text.assemble(_seen(title, "bold"), "  ", _seen(aside, "dim"))
        yield Rule(style="dim")

    def _day(self, day: Day) -> Iterator[RenderableType]:
        says = self._words
        clocks = phrases.other_zone(self._programme, day.date, self._agenda.first_day, says)
        aside = filter(None, (says.count("agenda.events", len(day.rows)), clocks))
        yield from self._title(phrases.heading(self._programme, day.date, says), " · ".join(aside))
        if day.unannounced:
            yield _seen(phrases.capital(says.say("time.time_tba")), "italic")
            yield self._table(day.unannounced)
        if day.unannounced and day.announced:
            yield Text()
        if day.announced:
            yield self._table(day.announced)

    def _table(self, rows: Iterable[Row]) -> Table:
        table = Table.grid(padding=(0, 1, 1, 0), collapse_padding=False, expand=True)
        table.add_column(width=_HOURS, justify="right", overflow="fold")
        table.add_column(width=1)
        table.add_column(ratio=1, overflow="fold")
        if self._wide:
            table.add_column(width=_PLACE, overflow="fold")
        for row, level in _levels(rows):
            cells = [self._hours(row), self._shape(row), self._event(row, level)]
            table.add_row(*cells, *([self._place(row)] if self._wide else []))
        return table

    def _hours(self, row: Row) -> Text:
        start, rest = hours.times(row, self._words)
        style = "dim strike" if row.gone else "bold"
        return Text.assemble(_seen(start, style), "\n" if rest else "", _seen(rest, "dim"))

    def _shape(self, row: Row) -> Text:
        look = self._looks.get(row.event.track or "")
        return Text(_SHAPES[look.shape], look.color) if look else Text()

    def _place(self, row: Row) -> Text:
        number, name = phrases.place(row, self._agenda, self._programme, self._words)
        return _seen(f"({number}) {name}" if number else name)

    def _event(self, row: Row, level: int) -> RenderableType:
        event, says = row.event, self._words
        lines = [_seen(event.title, "dim strike" if row.gone else "bold")]
        for mark, word in phrases.marks(row, says):
            lines[0] = Text.assemble(lines[0], " ", _seen(f"[{word}]", _MARKS.get(mark, "yellow")))
        lines += [_seen(event.subtitle)] if event.subtitle else []
        lines += [_seen(line, "yellow") for line in phrases.news(row, self._programme, says)]
        place = self._place(row)
        lines += [place] if place and not self._wide else []
        lines += [_seen(event.description, "dim")] if event.description else []
        lines += [_seen(f"– {line}", "dim") for line in phrases.lines(event)]
        lines += [_seen(line) for line in phrases.people(event, self._programme, says)]
        facts = " · ".join(self._facts(row))
        lines += [_seen(facts, "dim")] if facts else []
        lines += [_seen(url, "dim") for url in phrases.addresses(event)]
        return Padding(Group(*lines), (0, 0, 0, 2 * level))

    def _facts(self, row: Row) -> Iterator[str]:
        own = phrases.own(row)
        track = phrases.track(own, self._programme)
        if track:
            yield str(track.name)
        yield from phrases.facts(row, self._programme, self._words)
        if own.age:
            yield own.age

    def _venue(self, venue: Venue) -> Text:
        facts = [str(fact) for fact in (venue.name, venue.address, venue.note) if fact]
        return _seen(f"({self._agenda.numbers[venue.id]}) {', '.join(facts)}")


def _levels(rows: Iterable[Row], level: int = 0) -> Iterator[tuple[Row, int]]:
    """Give each row, and after it its parts, with how deep they stand."""
    for row in rows:
        yield row, level
        yield from _levels(row.parts, min(level + 1, _DEEPEST))
