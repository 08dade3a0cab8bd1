"""The pages before the page: a choice of languages, a list of programmes; and what robots read.

Knows programmes in all their languages; must not know events.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from types import SimpleNamespace
from typing import NamedTuple
from xml.sax.saxutils import quoteattr

from calendar_tool.exporters import exchange
from calendar_tool.exporters.direction import direction
from calendar_tool.exporters.html.texts import Texts
from calendar_tool.model import Programme, Text
from calendar_tool.wording import words

_SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
_XHTML = "http://www.w3.org/1999/xhtml"


class Door(NamedTuple):
    """One language of a programme; `address` is None where it is published nowhere."""

    tag: str
    direction: str
    own_name: str
    title: str
    address: str | None


def doors(programme: Programme) -> list[Door]:
    """Return the languages of a programme, its first one first."""
    return [
        Door(
            tag,
            direction(tag),
            own_name(tag),
            Texts(words(tag)).plain(in_language(programme.title, tag)),
            exchange.page(programme, tag),
        )
        for tag in programme.languages
    ]


def own_name(tag: str) -> str:
    """Return how a language calls itself; its tag where we do not know."""
    said = words(tag)
    key = f"own_name.{tag.partition('-')[0].lower()}"
    return said.say(key) if said.has(key) else tag


def in_language(text: Text, tag: str) -> str:
    """Return a text in a language, else in its first one."""
    return text.get(tag) or str(text)


def choice(programme: Programme) -> dict[str, object]:
    """Return what the template of a programme's own index spells out."""
    first = programme.languages[0]
    return {
        "language": first,
        "direction": direction(first),
        "name": Texts(words(first)).plain(in_language(programme.title, first)),
        "title": Texts(words(first)).words(in_language(programme.title, first)),
        "editions": doors(programme),
    }


def listing(programmes: Sequence[Programme]) -> dict[str, object]:
    """Return what the template of the list of programmes spells out, in the first language."""
    first = programmes[0].languages[0] if programmes else "en"
    return {
        "language": first,
        "direction": direction(first),
        "name": words(first).say("page.programmes"),
        "programmes": [
            SimpleNamespace(
                id=one.id,
                language=one.languages[0],
                direction=direction(one.languages[0]),
                title=Texts(words(one.languages[0])).words(
                    in_language(one.title, one.languages[0])
                ),
                dates=words(one.languages[0]).date_range(one.first_day, one.last_day),
                editions=doors(one),
            )
            for one in programmes
        ],
    }


def sitemap(programmes: Iterable[tuple[Programme, datetime]]) -> bytes | None:
    """Return a map (sitemaps.org) of the pages of published programmes, None if there are none.

    With each programme comes the UTC instant at which its present state was told.
    """
    entries = [entry for programme, told in programmes for entry in _entries(programme, told)]
    if not entries:
        return None
    spaces = f'xmlns="{_SITEMAP}" xmlns:xhtml="{_XHTML}"'
    head = f'<?xml version="1.0" encoding="UTF-8"?>\n<urlset {spaces}>\n'
    return f"{head}{''.join(entries)}</urlset>\n".encode()


def _entries(programme: Programme, told: datetime) -> Iterator[str]:
    known = [door for door in doors(programme) if door.address]
    others = "".join(
        f'<xhtml:link rel="alternate" hreflang="{door.tag}" href={quoteattr(door.address)}/>\n'
        for door in known
        if door.address
    )
    for door in known:
        location = quoteattr(door.address or "")[1:-1]
        yield f"<url>\n<loc>{location}</loc>\n<lastmod>{told:%Y-%m-%d}</lastmod>\n{others}</url>\n"


def robots(programmes: Iterable[Programme]) -> bytes:
    """Return what robots may read (RFC 9309): everything, for calendars in the web are robots too.

    Where the map of the site is can be told if the address of a programme ends with its id.
    """
    lines = ["User-agent: *", "Allow: /"]
    for programme in programmes:
        address = exchange.uri(programme.url)
        folder = f"/{programme.id}"
        if address and address.rstrip("/").endswith(folder):
            root = address.rstrip("/").removesuffix(folder)
            lines += ["", f"Sitemap: {root}/sitemap.xml"]
            break
    return "".join(f"{line}\n" for line in lines).encode()
