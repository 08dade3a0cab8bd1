"""Printed sheets as PDF/UA-1: layouts on paper. Must not know other formats."""

from collections.abc import Callable, Mapping, Sequence
from typing import Literal, NamedTuple

from calendar_tool.errors import CalendarToolError, RefusedError
from calendar_tool.exporters.format import Edition
from calendar_tool.exporters.pdf import grid, layouts
from calendar_tool.exporters.pdf.sheet import Data, Sheet, Standing
from calendar_tool.exporters.pdf.typesetting import (
    MissingGlyphError,
    PictureError,
    typeset,
)
from calendar_tool.occurrences import agenda_days

__all__ = ["LAYOUTS", "Layout", "Paper", "Standing", "fits", "printed"]


#: What can be printed, and on what.
Layout = Literal["agenda", "poster", "large-print", "door", "pocket", "person", "staff"]
Paper = Literal["a3", "a4", "a5", "letter"]


class _Print(NamedTuple):
    """How a layout is made: its template, what fills it, the papers it has a plan for."""

    template: str
    fill: Callable[[Sheet], Data]
    papers: tuple[Paper, ...]


#: The first paper of each is the usual one.
LAYOUTS: Mapping[Layout, _Print] = {
    "agenda": _Print("agenda", layouts.agenda, ("a4", "a5", "letter")),
    "poster": _Print("poster", grid.poster, ("a3", "a4")),
    "large-print": _Print("agenda", layouts.agenda, ("a4", "letter")),
    "door": _Print("door", layouts.doors, ("a4", "letter")),
    "pocket": _Print("pocket", layouts.agenda, ("a4", "letter")),
    "person": _Print("person", layouts.persons, ("a4", "a5", "letter")),
    "staff": _Print("staff", layouts.staff, ("a4", "letter")),
}


def fits(edition: Edition, layout: Layout) -> bool:
    """Return whether a layout has something to show: doors need places and days, persons people."""
    programme, all_ = edition.programme, edition.occurrences
    match layout:
        case "door":
            placed = (one for one in all_ if one.event.venue in programme.venues)
            return any(agenda_days(one, programme.day_starts) for one in placed)
        case "person":
            return any(role.person in programme.people for one in all_ for role in one.event.people)
    return True


def printed(
    edition: Edition,
    layout: Layout,
    paper: Paper,
    *,
    standing: Standing = Standing(),  # noqa: B008 - a frozen value
    people: Sequence[str] = (),
) -> bytes:
    """Return a layout of an edition as PDF, dated with what it was told; the same bytes anywhere.

    `paper` is one of the layout's; `people` are those for whom the layout `person` is made, all if
    empty. What is for the team is in the layout `staff` alone, and only in an edition that did not
    come through the public gate. Raises CalendarToolError if no font has a character, the logo is
    damaged, or nothing is left.
    """
    how, sheet = LAYOUTS[layout], Sheet(edition, standing, people)
    data = {**sheet.head, **how.fill(sheet), "layout": layout, "paper": paper}
    logo = edition.programme.logo
    try:
        return typeset(
            how.template,
            data,
            told=edition.told,
            logo=edition.pictures.get(logo.src) if logo else None,
        )
    except MissingGlyphError as missing:
        raise CalendarToolError(sheet.without_glyph(missing.character, data)) from missing
    except PictureError as broken:
        raise RefusedError("sheet.logo", path=logo.src if logo else "") from broken
