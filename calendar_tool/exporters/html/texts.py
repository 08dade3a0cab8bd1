"""Texts as HTML: what can be seen of them, escaped, marked with their language, addresses linked.

Must not know what the texts are about.
"""

import re
from collections.abc import Iterable

from markupsafe import Markup, escape

from calendar_tool.exporters import phrases
from calendar_tool.exporters.direction import direction
from calendar_tool.exporters.exchange import uri
from calendar_tool.model import Text
from calendar_tool.wording import Words

_LINKED = Markup('<a href="{}">{}</a>')
_TAGGED = Markup('<span lang="{}" dir="{}">{}</span>')
_BREAK = Markup("<br>")
_APART = Markup("<bdi>{}</bdi>")

#: What runs from the left, and the signs which a text from the right would set before it.
_RUN, _SIGNS = re.compile(r"[A-Za-z\u00c0-\u04ff][^()\u0590-\u08ff]*"), "+#%"


class Texts:
    """Makes texts fit a page in one language; what occurs again is not made again."""

    def __init__(self, words: Words) -> None:
        self._words = words
        self._from_right = direction(words.language) == "rtl"
        self._known: dict[str, Markup] = {}

    def plain(self, text: object) -> str:
        """Return what can be seen of a text, on one line, for a place that holds no elements."""
        return " ".join(phrases.visible(str(text)).split())

    def words(self, text: object) -> Markup:
        """Return what can be seen of a text that is in the page's language."""
        written = str(text)
        found = self._known.get(written)
        if found is None:
            found = self._run(self._words.typographic(phrases.visible(written)))
            self._known[written] = found
        return found

    def _run(self, text: str) -> Markup:
        """Return a text in which signs stay with the words that they follow: «(Hall 12+)»."""
        if not self._from_right:
            return escape(text)
        parts: list[str] = []
        at = 0
        for run in _RUN.finditer(text):
            end = 1 + max(text.rfind(sign, *run.span()) for sign in _SIGNS)
            if end:
                parts += (text[at : run.start()], _APART.format(text[run.start() : end]))
                at = end
        return Markup().join((*parts, text[at:]))

    def own(self, text: object) -> Markup:
        """Return words of this tool: where it has none in the page's language, they are English."""
        if not text or self._words.language.partition("-")[0].lower() == self._words.base:
            return self.words(text)
        return self._tagged(str(text), self._words.base)

    def said(self, text: Text | None) -> Markup:
        """Return a text; one in another language than the page says in which. None is empty."""
        if text is None:
            return Markup()
        if text.language == self._words.language:
            return self.words(text)
        return self._tagged(str(text), text.language)

    def line(self, line: str, foreign: Iterable[Text] = ()) -> Markup:
        """Return a line of the page's language in which any of the `foreign` texts may occur."""
        for text in foreign:
            before, found, after = line.partition(str(text))
            if found:
                tagged = self._tagged(found, text.language)
                return self.line(before, foreign) + tagged + self.line(after, foreign)
        return self.linked(line)

    def linked(self, text: str) -> Markup:
        """Return a text whose http(s) addresses are links; its line ends are kept."""
        if "\n" in text:
            return _BREAK.join(map(self.linked, text.split("\n")))
        if "://" not in text:
            return self.words(text)
        stretches = phrases.linked(phrases.visible(text))
        return Markup().join(
            _LINKED.format(address, stretch) if (address := uri(url)) else self.words(stretch)
            for stretch, url in stretches
        )

    def paragraphs(self, text: Text | None) -> Markup:
        """Return a text with an element for each of its paragraphs; None is empty."""
        if text is None:
            return Markup()
        parts = map(self.linked, phrases.paragraphs(str(text)))
        found = Markup("".join(f"<p>{part}</p>" for part in parts))  # noqa: S704 - escaped
        if text.language == self._words.language:
            return found
        attributes = Markup('<div lang="{}" dir="{}">{}</div>')
        return attributes.format(text.language, direction(text.language), found)

    def _tagged(self, text: str, language: str) -> Markup:
        return _TAGGED.format(language, direction(language), phrases.visible(text))
