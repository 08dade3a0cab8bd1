"""Pictures on a page that loads nothing: each of them is in it, as an address of kind `data:`.

Must not know where they lay. What lies in the web is not shown: it would be fetched from there.
"""

from base64 import b64encode
from collections.abc import Mapping
from typing import NamedTuple
from urllib.parse import quote

from markupsafe import Markup

from calendar_tool.exporters.format import Edition
from calendar_tool.exporters.html.texts import Texts
from calendar_tool.model import Image
from calendar_tool.pictures import SVG, Picture

#: What need not be written as a number in an address of kind `data:`.
_SAFE = " !$&'()*+,-./:;=?@_~"


class Figure(NamedTuple):
    """A picture: its `data:` address (RFC 2397), what it shows, in which language, whom to thank.

    `alt` is empty where nobody said what it shows, `language` where it is the page's.
    """

    source: str
    alt: str
    language: str
    credit: Markup


class Portrait(NamedTuple):
    """A picture that is drawn again and again: the anchor of its only copy, and what it shows."""

    anchor: str
    alt: str
    language: str


class Gallery:
    """The pictures of one page; each is in it once, however many events share it."""

    def __init__(self, edition: Edition, texts: Texts) -> None:
        self._pictures = edition.pictures
        self._language = edition.language
        self._texts = texts
        self._figures: set[str] = set()
        self._portraits: dict[str, str] = {}
        self._credits: dict[Markup, None] = {}

    def figure(self, image: Image | None) -> Figure | None:
        """Return a picture where it is named first; None if there is none, or it was there."""
        picture = self._pictures.get(image.src) if image else None
        if image is None or picture is None or image.src in self._figures:
            return None
        self._figures.add(image.src)
        return Figure(_address(picture), *self._said(image), self._texts.said(image.credit))

    def emblem(self, image: Image | None) -> Figure | None:
        """Return a picture that has no room for thanks beside it."""
        found = self.figure(image)
        if found is not None:
            self._credits[found.credit] = None
        return found

    def portrait(self, image: Image | None) -> Portrait | None:
        """Return a small picture, None if there is none."""
        if image is None or image.src not in self._pictures:
            return None
        anchor = self._portraits.setdefault(image.src, f"portrait_{len(self._portraits)}")
        self._credits[self._texts.said(image.credit)] = None
        return Portrait(anchor, *self._said(image))

    @property
    def portraits(self) -> Mapping[str, str]:
        """The `data:` addresses of the portraits, by anchor."""
        return {anchor: _address(self._pictures[src]) for src, anchor in self._portraits.items()}

    @property
    def credits(self) -> list[Markup]:
        """Whom to thank for pictures that have no room for it."""
        return [credit for credit in self._credits if credit]

    def _said(self, image: Image) -> tuple[str, str]:
        if image.alt is None:
            return "", ""
        language = image.alt.language
        return self._texts.plain(image.alt), "" if language == self._language else language


def _address(picture: Picture) -> str:
    """Return a picture as an address; a drawing stays text, which packs to half of base 64."""
    if picture.media_type == SVG:
        return f"data:{SVG},{quote(picture.content, safe=_SAFE)}"
    return f"data:{picture.media_type};base64,{b64encode(picture.content).decode()}"
