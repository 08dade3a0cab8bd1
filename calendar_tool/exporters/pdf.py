"""The agenda as PDF/UA-1, through Typst.

Knows sheets and templates; must not know other formats. Data are never markup, and no font comes
from the machine.
"""

import json
import re
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Literal

import typst

from calendar_tool.errors import CalendarToolError
from calendar_tool.exporters import phrases
from calendar_tool.exporters.format import Edition, Format, Rendering
from calendar_tool.exporters.sheet import Sheet

Layout = Literal["agenda"]
Paper = Literal["a4"]

_TEMPLATES = Path(str(files("calendar_tool.exporters"))) / "templates"
_INK, _PAPER = "#111827", "#FFFFFF"

_UNKNOWN_CHARACTER = re.compile(r'the (?:text|.* codepoint) `"(\\u\{[0-9a-f]+\}|\\?.)', re.DOTALL)


def render(edition: Edition) -> Rendering:
    """Return the agenda of an edition on A4; CalendarToolError if no font has a character of it."""
    return printed(edition, layout="agenda", paper="a4")


PDF = Format(name="pdf", suffix=".pdf", media_type="application/pdf", render=render)


def printed(edition: Edition, *, layout: Layout, paper: Paper) -> Rendering:
    """Return a layout of an edition, dated with what it was told; the same bytes on any machine."""
    page = phrases.page_address(edition.programme, edition.language)
    sheet = Sheet(edition, qr=_qr(page) if page else None)
    compiler = typst.Compiler(
        _TEMPLATES / f"{layout}.typ",
        root=_TEMPLATES,
        font_paths=_fonts(),
        ignore_system_fonts=True,
        sys_inputs={"data": json.dumps(sheet.data, ensure_ascii=False), "paper": paper},
    )
    try:
        content = compiler.compile(
            format="pdf", pdf_standards=["ua-1"], timestamp=int(edition.told.timestamp())
        )
    except typst.TypstError as refused:
        raise _refusal(refused, sheet) from refused
    assert isinstance(content, bytes)  # noqa: S101 - a PDF is one file, however many pages
    return Rendering(content)


@cache
def _fonts() -> typst.Fonts:
    """Return the fonts of the packages: 20 scripts, found in a twentieth of a second."""
    folder = str(files("manimgx_fonts"))
    return typst.Fonts(include_system_fonts=False, font_paths=[folder])


def _qr(address: str) -> str:
    """Return a QR code as SVG, with the quiet zone of four modules (ISO/IEC 18004)."""
    import segno  # noqa: PLC0415 - only what is published needs a code

    code = segno.make_qr(address, error="m")
    return code.svg_inline(border=4, dark=_INK, light=_PAPER, omitsize=True)


def _refusal(refused: typst.TypstError, sheet: Sheet) -> Exception:
    """Return the compiler's refusal of a character in words; any other is our bug."""
    found = _UNKNOWN_CHARACTER.search(refused.message)
    if not found:
        return refused
    code = re.fullmatch(r"\\u\{(.+)\}", found[1])
    character = chr(int(code[1], 16)) if code else found[1][-1]
    return CalendarToolError(sheet.without_glyph(character))
