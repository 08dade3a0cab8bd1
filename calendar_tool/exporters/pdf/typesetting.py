"""Templates, data and pictures in; PDF/UA-1 out, through Typst. Must not know what is printed.

Data are never markup, and no font comes from the machine.
"""

import json
import re
from base64 import b64encode
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from importlib.resources import files
from importlib.util import find_spec

import typst

from calendar_tool.pictures import SVG, Picture

_UNKNOWN_CHARACTER = re.compile(r'the (?:text|.* codepoint) `"(\\u\{[0-9a-f]+\}|\\?.)', re.DOTALL)

#: Packages of fonts: 20 scripts, and the extra for Chinese, Japanese and Korean.
_FONTS = "manimgx_fonts"
_EAST_ASIAN_FONTS = "manimgx_fonts_cjk"

#: What is set in fonts of its own; other signs look the same whether those are installed or not.
_EAST_ASIAN = re.compile(
    "[\u1100-\u11ff\u2e80-\u303e\u3041-\u9fff\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff"
    "\ufe30-\ufe4f\uff00-\uffef\U00020000-\U0003ffff]"
)


_SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100">'


class MissingGlyphError(Exception):
    """No font has this character."""

    def __init__(self, character: str) -> None:
        super().__init__(character)
        self.character = character


class PictureError(Exception):
    """A picture cannot be read."""


def typeset(
    template: str,
    data: Mapping[str, object],
    *,
    told: datetime,
    logo: Picture | None = None,
) -> bytes:
    """Return a template filled with data, dated with what it was told; the same bytes anywhere.

    Raises MissingGlyphError, and PictureError for a logo that is damaged.
    """
    try:
        content = compiler(template, data, logo).compile(
            format="pdf", pdf_standards=["ua-1"], timestamp=int(told.timestamp())
        )
    except typst.TypstError as refused:
        raise _refusal(refused) from refused
    assert isinstance(content, bytes)  # noqa: S101 - a PDF is one file, however many pages
    return content


def is_drawable(picture: Picture) -> bool:
    """Return whether a picture is whole, as far as one can see before it is on paper."""
    read = {"main": b'#image("logo.svg")', "logo.svg": _drawing(picture)}
    try:
        typst.Compiler(read, ignore_system_fonts=True).compile(format="pdf")  # type: ignore[type-var]
    except typst.TypstError:
        return False
    return True


def compiler(
    template: str, data: Mapping[str, object], logo: Picture | None = None
) -> typst.Compiler:
    """Return a compiler that holds all it will ever read: it sees neither disk nor network."""
    read = dict(_templates())
    read["main"] = read.pop(f"{template}.typ")
    told = json.dumps({**data, "has-logo": logo is not None}, ensure_ascii=False)
    read["data.json"] = told.encode()
    if logo is not None:
        read["logo.svg"] = _drawing(logo)
    fonts = _fonts(east_asian=bool(_EAST_ASIAN.search(told)))
    # its stubs do not know of files in memory
    return typst.Compiler(read, font_paths=fonts, ignore_system_fonts=True)  # type: ignore[type-var]


def _drawing(picture: Picture) -> bytes:
    """Return a picture as SVG, the one kind that needs no file."""
    if picture.media_type == SVG:
        return picture.content
    inside = f"data:{picture.media_type};base64,{b64encode(picture.content).decode()}"
    return f'{_SVG}<image width="100" height="100" href="{inside}"/></svg>'.encode()


@cache
def _templates() -> Mapping[str, bytes]:
    folder = files("calendar_tool.exporters") / "templates"
    return {one.name: one.read_bytes() for one in folder.iterdir() if one.name.endswith(".typ")}


@cache
def _fonts(*, east_asian: bool) -> typst.Fonts:
    """Return the fonts of the packages, found in a twentieth of a second."""
    names = (_FONTS, _EAST_ASIAN_FONTS) if east_asian else (_FONTS,)
    folders = [str(files(name)) for name in names if find_spec(name)]
    return typst.Fonts(include_system_fonts=False, font_paths=folders)


def _refusal(refused: typst.TypstError) -> Exception:
    """Return the compiler's refusal of a character or a picture; any other is our bug."""
    found = _UNKNOWN_CHARACTER.search(refused.message)
    if found:
        code = re.fullmatch(r"\\u\{(.+)\}", found[1])
        return MissingGlyphError(chr(int(code[1], 16)) if code else found[1][-1])
    if re.search(r"image|svg|SVG|decode|UTF-8", refused.message):
        return PictureError(refused.message)
    return refused
