"""Feeds × languages × formats as (path, bytes): one generator behind `build` and `publish`.

Knows which files there are; must not know what is inside them, nor touch a disk.
"""

from collections.abc import Callable, Iterator, Sequence
from itertools import chain
from typing import TYPE_CHECKING

from calendar_tool.exporters import format_named
from calendar_tool.exporters.format import Edition
from calendar_tool.site.feeds import ALL, Calendar, SiteFile, calendars, feeds
from calendar_tool.site.making import abandon, made
from calendar_tool.site.personal import Personal
from calendar_tool.site.public import Chosen, Public, open_to_public
from calendar_tool.site.recipes import Recipe, digest, program

if TYPE_CHECKING:
    from calendar_tool.exporters.pdf import Layout, Standing

__all__ = [
    "ALL",
    "PAPERS",
    "Calendar",
    "Chosen",
    "Part",
    "Personal",
    "Public",
    "Recipe",
    "SiteFile",
    "abandon",
    "calendars",
    "feeds",
    "made",
    "open_to_public",
    "program",
    "site",
]

#: A programme, and what is to be shown of it.
Part = tuple[Public, Chosen]

#: What other programs read, in the programme's first language: file and format.
FOR_PROGRAMS = {
    "schedule.xml": "schedule-xml",
    "schedule.json": "schedule-json",
    "jscalendar.json": "jscalendar",
    "events.csv": "csv",
}

#: What is printed for everybody; of a very long programme, by weeks, the first alone.
PAPERS: tuple["Layout", ...] = ("agenda", "poster", "large-print", "door", "pocket", "person")


def site(parts: Sequence[Part]) -> Iterator[SiteFile | Recipe]:
    """Yield the files of a site that holds these programmes, the entrance last.

    What takes long to make comes first, as recipes: see `made`.
    """
    for shown, chosen in parts:
        for language in shown.programme.languages:
            yield from _shown(shown, chosen, language)
    for shown, chosen in parts:
        yield from _programme(shown, chosen)
    yield from _entrance([shown for shown, _ in parts])


def _entrance(publics: Sequence[Public]) -> Iterator[SiteFile]:
    """Yield the list of programmes, the latest first, and what robots read."""
    from calendar_tool.exporters import html

    publics = sorted(
        publics, key=lambda one: (one.programme.first_day, one.programme.id), reverse=True
    )
    programmes = [shown.programme for shown in publics]
    yield SiteFile("index.html", html.programmes(programmes))
    yield SiteFile("robots.txt", html.robots(programmes))
    sitemap = html.sitemap((shown.programme, shown.since) for shown in publics)
    if sitemap is not None:
        yield SiteFile("sitemap.xml", sitemap)


def _programme(shown: Public, chosen: Chosen) -> Iterator[SiteFile]:
    """Yield what is made at once of one programme, below `<programme>/`."""
    from calendar_tool.exporters import html

    first = shown.edition(shown.programme.languages[0], chosen, ALL)
    for path, name in FOR_PROGRAMS.items():
        yield SiteFile(f"{shown.programme.id}/{path}", *format_named(name).render(first))
    yield SiteFile(f"{shown.programme.id}/index.html", html.choice(shown.programme))
    for language in shown.programme.languages:
        folder = f"{shown.programme.id}/{language}"
        whole = shown.edition(language, chosen, ALL)
        for file in chain(feeds(shown, chosen, language), _news(shown, whole)):
            yield file._replace(path=f"{folder}/{file.path}")


def _news(shown: Public, whole: Edition) -> Iterator[SiteFile]:
    """Yield what changed, for feed readers and for messengers."""
    from calendar_tool.exporters.changes import atom, text
    from calendar_tool.exporters.exchange import page
    from calendar_tool.exporters.news import lines

    programme, language, notices = whole.programme, whole.language, shown.notices
    yield SiteFile("changes.atom", atom.render(programme, language, notices, whole.told))
    told = [line.text for line in lines(notices, language)]
    content = text.render(told, language, str(programme.title), page(programme, language))
    yield SiteFile("changes.txt", content)


def _shown(shown: Public, chosen: Chosen, language: str) -> Iterator[Recipe]:
    """Yield everything for eyes in one language: paper, the page, its picture for messengers."""
    from calendar_tool.exporters import html
    from calendar_tool.exporters.html.preview import preview
    from calendar_tool.exporters.news import lines
    from calendar_tool.exporters.pdf import Standing

    whole = shown.edition(language, chosen, ALL)
    folder, known = f"{shown.programme.id}/{language}", digest(whole)
    standing = Standing(version=shown.version, news=lines(shown.latest, language))

    def recipe(name: str, make: Callable[..., bytes], weight: int, *given: object) -> Recipe:
        path = f"{folder}/{name}"
        return Recipe(path, digest(known, path, given[1:]), make, given, weight)

    papers = list(_papers(whole))
    for path, layout, edition in papers:
        yield recipe(path, paper, len(edition.occurrences), edition, layout, standing)
    extras = html.Extras(
        feeds=[
            html.Feed(path, one.name(language) or str(whole.programme.title))
            for one in calendars(shown.programme, chosen)
            for path in one.paths
        ],
        papers=[(path, layout) for path, layout, _ in papers],
        version=shown.version,
        changes=standing.news,
        preview=True,
    )
    yield recipe("index.html", html.page, len(whole.occurrences), whole, extras)
    yield recipe("preview.png", preview, 1, whole)


def _papers(whole: Edition) -> Iterator[tuple[str, "Layout", Edition]]:
    """Yield all that is printed for everybody: path, layout, edition; if it is very long, weeks."""
    from calendar_tool.exporters.pdf import fits
    from calendar_tool.exporters.pdf.weeks import weeks

    for suffix, edition in weeks(whole):
        for layout in PAPERS[:1] if suffix else PAPERS:
            if fits(edition, layout):
                yield f"{layout}{suffix}.pdf", layout, edition


def paper(edition: Edition, layout: "Layout", standing: "Standing") -> bytes:
    """Return a layout on its usual paper, as a PDF."""
    from calendar_tool.exporters.pdf import LAYOUTS, printed

    return printed(edition, layout, LAYOUTS[layout].papers[0], standing=standing)
