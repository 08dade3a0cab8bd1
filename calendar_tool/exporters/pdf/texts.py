"""Texts as they are set: what can be seen of them, each with the typography of its own language.

Knows languages; must not know Typst, fonts or paper sizes.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import TypedDict
from unicodedata import bidirectional

from calendar_tool.exporters import phrases
from calendar_tool.exporters.direction import direction
from calendar_tool.model import Text
from calendar_tool.wording import words

#: A language as PDF and Typst take it: `lang` of two or three letters, and a `region` or None.
Tongue = dict[str, str | None]


class Stretch(TypedDict):
    """A stretch of a text: the address that it is, if any, and its language if it is another."""

    text: str
    url: str
    tongue: Tongue


#: A text as it is set: a string if all of it is in the language of the sheet and no address.
Shown = str | list[Stretch]


def tongue(language: str) -> Tongue:
    """Return a BCP 47 tag as a language and a region; the script of Taiwan stands for the place."""
    primary, *rest = language.split("-")
    region = next((part.upper() for part in rest if len(part) == 2), None)
    script = next((part for part in rest if len(part) == 4), "")
    return {"lang": primary.lower(), "region": region or ("TW" if script == "Hant" else None)}


def joined(*parts: Shown) -> Shown:
    """Return texts as one, with nothing between them."""
    strings = [part for part in parts if isinstance(part, str)]
    if len(strings) == len(parts):
        return "".join(strings)
    return [stretch for part in parts for stretch in _stretches(part)]


def spelled(shown: Shown) -> str:
    """Return the letters of a text as it is set."""
    return "".join(stretch["text"] for stretch in _stretches(shown))


def _stretches(shown: Shown) -> list[Stretch]:
    if isinstance(shown, str):
        return [{"text": shown, "url": "", "tongue": {}}] if shown else []
    return shown


class Texts:
    """Sets texts on a sheet in one language; what occurs again is not set again."""

    def __init__(self, language: str) -> None:
        self.words = words(language)
        self.language = language
        primary = tongue(language)["lang"]
        self.from_right = direction(language) == "rtl"
        self._wording = language if primary == self.words.base else self.words.base
        self._known: dict[tuple[str, str], str] = {}

    def set(self, text: Text | str | None) -> Shown:
        """Return a text: one of the programme in its own language, a string in the sheet's."""
        if not text:
            return ""
        if isinstance(text, str) or text.language == self.language:
            return self.plain(str(text))
        return self._put([(str(text), text.language)])

    def say(self, key: str, **values: object) -> Shown:
        """Return one of the tool's own words as the beginning of a line."""
        return self.line(phrases.capital(self.words.say(key, **values)))

    def line(self, line: str, *texts: Text | None) -> Shown:
        """Return a line in the tool's own words, in which texts of the programme may stand.

        In a language without a wording of its own the words are English. Addresses lead there.
        """
        own = self._wording == self.language
        inside = [text for text in texts if text and not (own and text.language == self.language)]
        if own and not inside and "://" not in line:
            return self.plain(line)
        return self._put(self._parted(line, inside))

    def paragraphs(self, text: Text | None) -> list[Shown]:
        """Return the paragraphs of a text; addresses in them lead there."""
        if text is None:
            return []
        return [self._put([(part, text.language)]) for part in phrases.paragraphs(str(text))]

    def address(self, url: str) -> Shown:
        """Return an address as one would type it."""
        return [{"text": self.plain(phrases.short_address(url)), "url": url, "tongue": {}}]

    def plain(self, text: str, language: str = "") -> str:
        """Return a text in a language, the sheet's if none is named, without saying which."""
        tag = language or self.language
        known = self._known.get((text, tag))
        if known is None:
            known = words(tag).typographic(phrases.visible(text))
            if _runs_from_right(known) is not self.from_right:
                known = self.apart(known)
            self._known[text, tag] = known
        return known

    def apart(self, text: str) -> str:
        """Return a text around which nothing is turned, in a sentence that runs the other way."""
        from_right = _runs_from_right(text)
        if not text or not (from_right or self.from_right):
            return text
        begin = "\u2067" if from_right else "\u2066"
        return f"{begin}{text}\u2069"

    def _parted(self, line: str, texts: Sequence[Text]) -> Iterator[tuple[str, str]]:
        """Yield a line in pieces, each with its language."""
        for number, text in enumerate(texts):
            before, found, after = line.partition(str(text))
            if found:
                yield from self._parted(before, texts[number + 1 :])
                yield found, text.language
                yield from self._parted(after, texts[number:])
                return
        if line:
            yield line, self._wording

    def _put(self, pieces: Iterable[tuple[str, str]]) -> Shown:
        """Return pieces of text, each with its language; what has no letters is in any."""
        stretches: list[Stretch] = []
        for piece, language in pieces:
            foreign = language != self.language and any(map(str.isalpha, piece))
            for text, url in phrases.linked(phrases.visible(piece)):
                shown = self.plain(text, language)
                stretches.append(
                    {"text": shown, "url": url, "tongue": tongue(language) if foreign else {}}
                )
        told = any(one["url"] or one["tongue"] for one in stretches)
        return stretches if told else "".join(one["text"] for one in stretches)


def _runs_from_right(text: str) -> bool:
    """Return whether the first letter of a text is written from the right (UAX #9, P2)."""
    strong = (bidirectional(char) for char in text)
    return next((kind for kind in strong if kind in ("L", "R", "AL")), "L") != "L"
