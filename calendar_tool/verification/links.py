"""Links from page to page and from page to feed: each leads to a file of the site."""

import posixpath
import re
from collections.abc import Collection, Iterable, Iterator
from html.parser import HTMLParser
from urllib.parse import unquote, urlsplit
from xml.etree import ElementTree as ET

from calendar_tool.verification.fault import Fault

#: Attributes that hold an address, in HTML, Atom and SVG.
_ADDRESSES = frozenset({"href", "src", "poster"})

#: Between the images of a `srcset`; a comma alone may belong to an address.
_CANDIDATES = re.compile(r",\s+")

_REFRESH = re.compile(r"\s*\d+\s*;\s*url\s*=\s*['\"]?([^'\"]*)", re.IGNORECASE)


class Links:
    """Follows links within a site; one that many files of a folder share is followed once."""

    def __init__(self, paths: Collection[str]) -> None:
        self._paths = paths
        self._followed: set[tuple[str, str]] = set()

    def check_html(self, path: str, content: bytes) -> None:
        """Raise Fault if a link of a page leads nowhere."""
        page = _Page()
        page.feed(content.decode())
        page.close()
        self._follow(path, page.links)

    def check_xml(self, path: str, content: bytes) -> None:
        """Raise Fault if this is no XML, or a link in it leads nowhere."""
        try:
            root = ET.fromstring(content)  # noqa: S314 - written by this program a moment ago
        except ET.ParseError as error:
            raise Fault(f"not XML: {error}") from error
        self._follow(path, _addresses(root))

    def _follow(self, path: str, links: Iterable[str]) -> None:
        folder = posixpath.dirname(path)
        for link in links:
            if (folder, link) not in self._followed:
                self._resolve(folder, link)
                self._followed.add((folder, link))

    def _resolve(self, folder: str, link: str) -> None:
        parts = urlsplit(link.strip())
        if parts.scheme or parts.netloc or not parts.path:
            return  # elsewhere on the web, or a place on the same page
        if parts.path.startswith("/"):
            raise Fault(f"{link!r} leads to the root of a server, wherever the site is")
        way = unquote(parts.path)
        target = posixpath.normpath(posixpath.join(folder, way))
        if way.rpartition("/")[2] in ("", ".", ".."):
            target = posixpath.normpath(posixpath.join(target, "index.html"))
        if target not in self._paths:
            raise Fault(f"{link!r} leads to no file of the site")


def _addresses(root: ET.Element) -> Iterator[str]:
    for element in root.iter():
        for name, value in element.attrib.items():
            if name.rpartition("}")[2] in _ADDRESSES:
                yield value


class _Page(HTMLParser):
    """Collects the links of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        self.links += (found[name] for name in _ADDRESSES & found.keys())
        if "srcset" in found:
            self.links += (
                one.split()[0] for one in _CANDIDATES.split(found["srcset"]) if one.strip()
            )
        if tag == "meta" and found.get("http-equiv", "").lower() == "refresh":
            self.links += _REFRESH.findall(found.get("content", ""))
