"""The programme as web pages: files for any server, and for none.

Each page is one file that loads nothing. Must not know other formats, but for JSON-LD, nor a disk.
"""

import re
from collections.abc import Mapping, Sequence
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined, Template
from markupsafe import Markup

from calendar_tool.exporters import palette
from calendar_tool.exporters.format import Edition
from calendar_tool.exporters.html import doors, style
from calendar_tool.exporters.html.calendars import Feed
from calendar_tool.exporters.html.doors import robots, sitemap
from calendar_tool.exporters.html.page import Extras, Page
from calendar_tool.model import Programme

__all__ = ["Extras", "Feed", "choice", "page", "programmes", "robots", "sitemap"]

#: Notes and indents in styles and scripts.
_FOR_AUTHORS = re.compile(r"^ *//.*\n|^ +", re.MULTILINE)


def page(edition: Edition, extras: Extras = Extras()) -> bytes:  # noqa: B008 - a frozen value
    """Return the page of an edition, for `<programme>/<language>/index.html`."""
    drawn = Page(edition, extras)
    rules = style.masthead(edition.programme.color or palette.DEEP_RED)
    rules += style.tracks(drawn.colors) + style.timetables(drawn.places)
    return _spelled("page.html.j2", _source("page.css") + rules, _source("page.js"), drawn.data)


def choice(programme: Programme) -> bytes:
    """Return `<programme>/index.html`: it leads to the reader's language, or lets one choose.

    The programme is in all its languages.
    """
    rules = _source("choice.css") + style.masthead(programme.color or palette.DEEP_RED)
    return _spelled("choice.html.j2", rules, _source("choice.js"), doors.choice(programme))


def programmes(shown: Sequence[Programme]) -> bytes:
    """Return `index.html`, the list of the programmes of a site, each in all its languages."""
    rules = _source("choice.css") + style.masthead(palette.DEEP_RED)
    return _spelled("programmes.html.j2", rules, "", doors.listing(shown))


def _spelled(name: str, rules: str, script: str, data: Mapping[str, object]) -> bytes:
    """Return a template filled, with a policy that allows this style and this script alone."""
    text = _template(name).render(
        data,
        policy=style.policy(rules, script),
        style=Markup(rules),  # noqa: S704 - our own, and colours
        script=Markup(script),  # noqa: S704 - our own
    )
    return text.encode()


class _Templates(Environment):
    """Templates that look a name up as Python does, at once: a page asks for 70,000 of them.

    What they are given has attributes, and no keys.
    """

    getattr = staticmethod(getattr)  # type: ignore[assignment]


@cache
def _templates() -> Environment:
    return _Templates(
        loader=PackageLoader("calendar_tool.exporters"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )


@cache
def _template(name: str) -> Template:
    return _templates().get_template(name)


@cache
def _source(name: str) -> str:
    """Return a file of the templates that is no template, without what only its authors read."""
    environment = _templates()
    assert environment.loader is not None  # noqa: S101 - it was given one
    return _FOR_AUTHORS.sub("", environment.loader.get_source(environment, name)[0])
