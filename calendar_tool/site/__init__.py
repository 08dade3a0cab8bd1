"""Feeds × languages × formats as (path, bytes): one generator behind `build` and `publish`.

Knows which files there are; must not know what is inside them, nor touch a disk.
"""

from collections.abc import Iterator, Sequence
from itertools import chain
from typing import TYPE_CHECKING

from calendar_tool.exporters import format_named
from calendar_tool.exporters.format import Edition
from calendar_tool.site.feeds import ALL, Calendar, SiteFile, calendars, feeds
from calendar_tool.site.public import Chosen, Public, open_to_public

if TYPE_CHECKING:
    from calendar_tool.exporters.news import Line

__all__ = [
    "ALL",
    "Calendar",
    "Chosen",
    "Part",
    "Public",
    "SiteFile",
    "calendars",
    "feeds",
    "open_to_public",
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


def site(parts: Sequence[Part]) -> Iterator[SiteFile]:
    """Yield the files of a site that holds these programmes, the entrance last."""
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
    """Yield the files of one programme, below `<programme>/`."""
    from calendar_tool.exporters import html

    first = shown.edition(shown.programme.languages[0], chosen, ALL)
    for path, name in FOR_PROGRAMS.items():
        yield SiteFile(f"{shown.programme.id}/{path}", *format_named(name).render(first))
    yield SiteFile(f"{shown.programme.id}/index.html", html.choice(shown.programme))
    for language in shown.programme.languages:
        folder = f"{shown.programme.id}/{language}"
        for path, content, left_out in feeds(shown, chosen, language):
            yield SiteFile(f"{folder}/{path}", content, left_out)
        whole = shown.edition(language, chosen, ALL)
        for path, content, _ in chain(_news(shown, whole), _shown(shown, chosen, whole)):
            yield SiteFile(f"{folder}/{path}", content)


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


def _shown(shown: Public, chosen: Chosen, whole: Edition) -> Iterator[SiteFile]:
    """Yield the page with its picture for messengers, and the printed agenda."""
    from calendar_tool.exporters import html
    from calendar_tool.exporters.html.preview import preview
    from calendar_tool.exporters.news import lines

    language = whole.language
    news = lines(shown.latest, language)
    papers = []
    for suffix, paper in _papers(shown, whole, news):
        papers.append((suffix, paper.path))
        yield paper
    extras = html.Extras(
        feeds=[
            html.Feed(path, one.name(language) or str(whole.programme.title))
            for one in calendars(shown.programme, chosen)
            for path in one.paths
        ],
        papers=[(path, f"PDF{suffix.replace('-', ' ', 1)}") for suffix, path in papers],
        version=shown.version,
        changes=news,
        preview=True,
    )
    yield SiteFile("index.html", html.page(whole, extras))
    yield SiteFile("preview.png", preview(whole))


def _papers(
    shown: Public, whole: Edition, news: tuple["Line", ...]
) -> Iterator[tuple[str, SiteFile]]:
    """Yield the printed agenda; of very many events one for each week, with the week's name."""
    from calendar_tool.exporters import pdf
    from calendar_tool.exporters.pdf.weeks import weeks

    standing = pdf.Standing(version=shown.version, news=news)
    for suffix, edition in weeks(whole):
        rendering = pdf.printed(edition, "agenda", "a4", standing=standing, apart=bool(suffix))
        yield suffix, SiteFile(f"agenda{suffix}.pdf", *rendering)
