"""The timetables of a page as its template spells them out, every word already chosen.

Knows agendas and words; must not know markup, but for what `texts` makes.
"""

from types import SimpleNamespace

from calendar_tool.agenda import Agenda
from calendar_tool.exporters import hours, phrases
from calendar_tool.exporters.format import Edition
from calendar_tool.exporters.html import timetable
from calendar_tool.exporters.html.rows import Rows
from calendar_tool.exporters.html.texts import Texts
from calendar_tool.wording import Words


class Timetables:
    """The timetables of one edition, none of a programme of many days; `rows` knows its anchors."""

    def __init__(
        self, edition: Edition, agenda: Agenda, words: Words, texts: Texts, rows: Rows
    ) -> None:
        self._programme = edition.programme
        self._agenda = agenda
        self._words = words
        self._texts = texts
        self._rows = rows
        days = agenda.days if len(agenda.days) <= timetable.DAYS else ()
        self._grids = [grid for day in days for grid in timetable.grids(day, agenda.numbers)]

    @property
    def places(self) -> dict[str, set[int]]:
        """The places that are used, by what they number."""
        columns = [column for grid in self._grids for column in grid.columns]
        cells = [cell for grid in self._grids for cell in grid.cells]
        return {
            "lanes": {grid.lanes for grid in self._grids},
            "lane": {column.first for column in columns} | {cell.column for cell in cells},
            "wide": {column.after - column.first for column in columns},
            "line": {line for grid in self._grids for line, _ in grid.hours}
            | {cell.line for cell in cells},
            "span": {cell.span for cell in cells},
        }

    def all(self) -> list[SimpleNamespace]:
        """Return the timetables, once the rows have been spelled out to which they lead."""
        return list(map(self._grid, self._grids))

    def _grid(self, grid: timetable.Grid) -> SimpleNamespace:
        day = phrases.heading(self._programme, grid.day, self._words)
        zone = phrases.other_zone(self._programme, grid.day, self._agenda.first_day, self._words)
        return SimpleNamespace(
            day=self._texts.words(day),
            zone=self._texts.own(zone),
            lanes=grid.lanes,
            hours=[(line, f"{hour:%H:%M}") for line, hour in grid.hours],
            columns=list(map(self._column, grid.columns)),
            cells=list(map(self._cell, grid.cells)),
        )

    def _column(self, column: timetable.Column) -> SimpleNamespace:
        return SimpleNamespace(
            number=self._agenda.numbers[column.venue],
            name=self._texts.said(self._programme.venues[column.venue].name),
            first=column.first,
            lanes=column.after - column.first,
        )

    def _cell(self, cell: timetable.Cell) -> SimpleNamespace:
        row = cell.row
        return SimpleNamespace(
            column=cell.column,
            line=cell.line,
            span=cell.span,
            anchor=self._rows.anchors.get(row.occurrence.uid, ""),
            time=self._texts.words(hours.times(row, self._words)),
            title=self._texts.said(row.event.title),
            track=self._rows.track(row.event),
            gone=row.gone,
            off=self._rows.marks(row)[:1] if row.gone else (),
        )
