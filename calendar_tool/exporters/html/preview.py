"""The picture that messengers show beside a link to a page, through Typst.

Must not know pages. Data are never markup, and no font comes from the machine.
"""

from calendar_tool.exporters import palette, phrases
from calendar_tool.exporters.format import Edition
from calendar_tool.exporters.html.texts import Texts
from calendar_tool.exporters.pdf.typesetting import compiler
from calendar_tool.wording import words

#: Pixels of the picture for each point of the template, which is 900 points wide: 1200 × 630.
_PIXELS_PER_INCH = 96


def preview(edition: Edition) -> bytes:
    """Return a PNG of 1200 × 630 pixels with the programme's title and dates."""
    programme, says = edition.programme, words(edition.language)
    texts = Texts(says)
    accent = programme.color or palette.DEEP_RED
    address = phrases.page_address(programme, edition.language)
    data = {
        "language": edition.language,
        "title": says.typographic(texts.plain(programme.title)),
        "dates": says.date_range(programme.first_day, programme.last_day),
        "kicker": phrases.capital(says.say("agenda.programme")),
        "address": phrases.short_address(address) if address else "",
        "accent": accent,
        "on-accent": palette.text_on(accent),
    }
    content = compiler("preview", data).compile(format="png", ppi=_PIXELS_PER_INCH)
    assert isinstance(content, bytes)  # noqa: S101 - one page is one picture
    return content
