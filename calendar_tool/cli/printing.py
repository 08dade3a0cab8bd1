"""What `print` is asked for: an edition, through the public gate or for the team, week by week."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from msgspec.structs import replace

from calendar_tool.cli.choosing import selections, unknown
from calendar_tool.cli.language import messages
from calendar_tool.cli.misuse import misuse
from calendar_tool.cli.opening import language_in, named, nothing_left, ready, today
from calendar_tool.cli.selection import Asked
from calendar_tool.errors import CalendarToolError, RefusedError
from calendar_tool.exporters.format import Edition
from calendar_tool.exporters.news import lines
from calendar_tool.exporters.pdf import LAYOUTS, Layout, Paper, Standing, printed
from calendar_tool.exporters.pdf.weeks import weeks
from calendar_tool.load import Loaded, load
from calendar_tool.model import Programme
from calendar_tool.site import Public, Recipe, made, open_to_public
from calendar_tool.wording import words

_OWN = ("person", "staff")


class Order(NamedTuple):
    """A print: its layout and paper, what it is of and for whom, and what its file is called."""

    layout: Layout
    paper: Paper
    edition: Edition
    standing: Standing
    people: tuple[str, ...]

    @property
    def name(self) -> str:
        """The name of its file, if no other is asked for."""
        id_, language = self.edition.programme.id, self.edition.language
        return f"{id_}-{self.layout}-{self.paper}-{language}.pdf"


def order(
    file: str, layout: Layout, paper: Paper | None, lang: str | None, private: bool, asked: Asked
) -> Order:
    """Return what is to be printed of a file.

    Exits with 1 if the file is broken and with 2 if it has no such language, person and so on, or
    the layout no such paper; raises CalendarToolError if nothing is left.
    """
    loaded = load(file, today().date())
    programme = ready(loaded)
    says = words(messages(None, programme.languages))
    papers = LAYOUTS[layout].papers
    if paper is not None and paper not in papers:
        raise unknown("--paper", paper, papers, says)
    if private and layout not in _OWN:
        raise misuse(says.say("sheet.private_layouts", layouts=", ".join(_OWN)))
    language = language_in(programme, lang)
    whole = private or layout == "staff"
    shown = _all_of(loaded, programme) if whole else _public(loaded, programme)
    people = tuple(asked["person"]) if layout == "person" else ()
    edition = _chosen(shown, language, asked, keep=people)
    return Order(
        layout=layout,
        paper=paper or papers[0],
        edition=edition,
        standing=Standing()
        if whole
        else Standing(version=shown.version, news=lines(shown.latest, language)),
        people=people,
    )


def refuse_many(asked: Order, output: str | None) -> None:
    """Exit with 2 if several files were to go to standard output."""
    if output == "-" and len(list(weeks(asked.edition))) > 1:
        languages = asked.edition.programme.languages
        raise misuse(words(messages(None, languages)).say("sheet.many"))


def prints(asked: Order) -> Iterator[tuple[str, bytes]]:
    """Yield the print or, of very many events, one for each week, with what its name ends with."""
    shown = (asked.layout, asked.paper, asked.standing, asked.people)
    recipes = [
        Recipe(suffix, "", _print, (edition, *shown), len(edition.occurrences))
        for suffix, edition in weeks(asked.edition)
    ]
    try:
        yield from ((file.path, file.content) for file in made(recipes))
    except RefusedError as refused:
        says = words(messages(None, asked.edition.programme.languages))
        raise CalendarToolError(says.say(refused.key, **refused.values)) from refused


def _print(
    edition: Edition, layout: Layout, paper: Paper, standing: Standing, people: tuple[str, ...]
) -> bytes:
    return printed(edition, layout, paper, standing=standing, people=people)


def _public(loaded: Loaded, programme: Programme) -> Public:
    return open_to_public(
        programme, loaded.occurrences, loaded.told, loaded.ledger, loaded.pictures
    )


def _all_of(loaded: Loaded, programme: Programme) -> Public:
    """Return all of a programme, what is private too: for sheets that only the team gets."""
    return Public(
        programme=programme,
        occurrences=loaded.occurrences,
        told=loaded.told,
        pictures=loaded.pictures,
    )


def _chosen(shown: Public, language: str, asked: Asked, keep: Sequence[str]) -> Edition:
    """Return what the options ask for; of whom a layout is, it sorts out itself."""
    asked_for = selections(asked, shown.programme)
    narrowed = [replace(one, people=()) for one in asked_for] if keep else asked_for
    chosen = shown.chosen(narrowed)
    if not chosen.occurrences:
        raise nothing_left(asked, shown.programme.languages)
    days = asked_for[0].days
    path, title = named({**asked, "person": []} if keep else asked, days, shown, language)
    return shown.edition(language, chosen, path, title, days)
