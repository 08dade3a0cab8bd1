"""Pictures, known by their content: which of them a page and a sheet can hold.

Must not know what they show, nor a disk.
"""

import re
from enum import StrEnum
from io import BytesIO
from xml.parsers import expat

import imagesize  # type: ignore[import-untyped]  # it has no types of its own
from msgspec import Struct

#: The most octets of one picture, and of all that a programme names: a page holds them itself.
LARGEST, TOGETHER = 1_000_000, 4_000_000

#: The most dots of one picture: a small file may unfold into more than a machine has memory.
_DOTS = 16_000_000

#: How pictures of dots begin.
_KINDS = (
    ("image/png", re.compile(rb"\x89PNG\r\n\x1a\n")),
    ("image/jpeg", re.compile(rb"\xff\xd8\xff")),
    ("image/gif", re.compile(rb"GIF8[79]a")),
    ("image/webp", re.compile(rb"RIFF....WEBP", re.DOTALL)),
)

SVG = "image/svg+xml"
_ROOT = "http://www.w3.org/2000/svg svg"

#: What runs in a drawing, or brings another language into it.
_ALIVE = frozenset({"script", "foreignObject"})

#: Where a drawing may lead: to a place in itself, or to dots within it.
_INSIDE = re.compile(r"#|data:image/(?!svg)")
_OUTSIDE_STYLE = re.compile(r"@import|url\(\s*+[\"']?+(?!#|data:image/(?!svg))", re.IGNORECASE)


class Picture(Struct, frozen=True, kw_only=True, gc=False):
    """A picture: its media type, one of five, and its bytes; those of a drawing are UTF-8."""

    media_type: str
    content: bytes


class Fault(StrEnum):
    """Why a picture that a programme names cannot be shown."""

    MISSING = "missing"
    OUTSIDE = "outside"
    LARGE = "large"
    MANY = "many"
    KIND = "kind"
    ALIVE = "alive"


def recognized(content: bytes) -> Picture | Fault:
    """Return bytes as a picture, whatever their file is called; or what is amiss with them.

    `KIND` if they are none that browsers and paper know, `LARGE` for too many octets or dots,
    `ALIVE` for a drawing (SVG 2) that would run a script or load something.
    """
    if len(content) > LARGEST:
        return Fault.LARGE
    for media_type, start in _KINDS:
        if start.match(content):
            width, height = imagesize.get(BytesIO(content))
            if width < 1 or height < 1:
                return Fault.KIND
            if width * height > _DOTS:
                return Fault.LARGE
            return Picture(media_type=media_type, content=content)
    return _drawing(content)


class _AliveError(Exception):
    """A drawing is more than a drawing."""


def _drawing(content: bytes) -> Picture | Fault:
    """Return SVG as a picture if it is whole, and nothing but a drawing."""
    try:
        text = content.decode("utf-8-sig")
        _read(text)
    except (UnicodeDecodeError, expat.ExpatError):
        return Fault.KIND
    except _AliveError:
        return Fault.ALIVE
    return Picture(media_type=SVG, content=text.encode())


def _read(text: str) -> None:
    """Read a drawing through; raises _AliveError, and ExpatError if it is none."""
    parser = expat.ParserCreate("utf-8", " ")
    names: list[str] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        names.append(name)
        if names[0] != _ROOT:
            raise expat.ExpatError
        if _local(name) in _ALIVE or any(map(_leads_out, attributes, attributes.values())):
            raise _AliveError

    def refuse(*_: object) -> None:
        raise _AliveError

    parser.StartElementHandler = start
    parser.EntityDeclHandler = refuse  # a few lines of entities unfold into gigabytes
    parser.ProcessingInstructionHandler = refuse  # a style sheet
    parser.Parse(text, True)
    if _OUTSIDE_STYLE.search(text):
        raise _AliveError


def _leads_out(name: str, value: str) -> bool:
    """Return whether an attribute reacts to something, or leads out of its drawing."""
    local = _local(name)
    return local.startswith("on") or (local == "href" and not _INSIDE.match(value.strip()))


def _local(name: str) -> str:
    return name.rpartition(" ")[2]
