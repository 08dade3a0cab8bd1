"""`changes.atom` (RFC 4287): a feed reader tells what changed, each change once.

Knows notices and XML; must not know how changes are found, nor other formats.
"""

import re
from collections.abc import Iterable
from datetime import datetime
from uuid import uuid5
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from calendar_tool.changes.notices import Notice
from calendar_tool.exporters.exchange import page, utc
from calendar_tool.exporters.phrases import visible
from calendar_tool.model import Programme
from calendar_tool.text import one_line
from calendar_tool.wording import words

#: Characters that no XML document may hold (XML 1.0, 2.2).
_UNFIT = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

MEDIA_TYPE = "application/atom+xml"


def render(programme: Programme, language: str, notices: Iterable[Notice], told: datetime) -> bytes:
    """Return the feed of notices, in their order, of a localized programme.

    The id of an entry follows from version, kind, UID and language, never from its words. `told`
    is the UTC instant of the last version, for a feed that has no entry yet.
    """
    told_of = list(notices)
    address = page(programme, language)
    title = _fit(str(programme.title)) or programme.id
    feed = Element("feed", {"xmlns": "http://www.w3.org/2005/Atom", "xml:lang": language})
    _text(feed, "id", _urn(programme, "changes", language))
    _text(feed, "title", words(language).say("news.title", programme=title))
    _text(feed, "updated", utc(max((one.at for one in told_of), default=told)))
    _text(SubElement(feed, "author"), "name", _author(programme) or title)
    if address is not None:
        SubElement(feed, "link", rel="self", type=MEDIA_TYPE, href=f"{address}changes.atom")
        SubElement(feed, "link", rel="alternate", type="text/html", href=address)
    for notice in told_of:
        entry = SubElement(feed, "entry")
        _entry(entry, notice, programme, language)
        if address is not None:
            href = f"{address}#{notice.id}" if notice.id else address
            SubElement(entry, "link", rel="alternate", type="text/html", href=href)
    indent(feed, " ")
    content: bytes = tostring(feed, "utf-8", xml_declaration=True)
    return content + b"\n"


def _entry(entry: Element, notice: Notice, programme: Programme, language: str) -> None:
    line = notice.text.get(language) or str(notice.text)
    told = (str(notice.version), utc(notice.at), notice.kind, notice.uids[0])
    _text(entry, "id", _urn(programme, "change", *told, language))
    _text(entry, "title", line)
    _text(entry, "updated", utc(notice.at))
    _text(entry, "content", line, type="text")


def _author(programme: Programme) -> str:
    known = (programme.people.get(id) for id in programme.organizer)
    return _fit(", ".join(str(person.name) for person in known if person is not None))


def _urn(programme: Programme, *name: str) -> str:
    """Return an id (RFC 4287 4.2.6) that the same name always gives, in this programme alone."""
    return uuid5(programme.uid_seed, "/".join(name)).urn


def _fit(text: str) -> str:
    """Return what can be seen of a text, on one line."""
    return _UNFIT.sub("", visible(one_line(text)))


def _text(parent: Element, name: str, text: str, **attributes: str) -> None:
    SubElement(parent, name, attributes).text = _UNFIT.sub("", text)
