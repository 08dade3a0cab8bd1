"""A text in the languages that it has."""

from msgspec import Struct


class Text(Struct, frozen=True, gc=False):
    """A text in one language or more: pairs of BCP 47 tag and cleaned text, as ordered."""

    translations: tuple[tuple[str, str], ...]

    def __str__(self) -> str:
        """Return the text in the first of its languages: the only one, once localized."""
        return self.translations[0][1]

    @property
    def language(self) -> str:
        """The tag of the text that `str` gives."""
        return self.translations[0][0]

    def get(self, language: str) -> str | None:
        """Return the text in exactly this language."""
        for tag, text in self.translations:
            if tag == language:
                return text
        return None
