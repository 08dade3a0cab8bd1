"""From which side a language is written. Must not know texts."""

from typing import Literal

#: Languages that are written from the right, and scripts, whatever the language.
_FROM_RIGHT = frozenset({"ar", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"})
_SCRIPTS_FROM_RIGHT = frozenset({"Arab", "Hebr", "Syrc", "Thaa"})


def direction(language: str) -> Literal["ltr", "rtl"]:
    """Return in which direction a language is written, by its BCP 47 tag."""
    primary, *subtags = language.split("-")
    script = next((tag for tag in subtags if len(tag) == 4), None)
    if script is not None:
        return "rtl" if script.title() in _SCRIPTS_FROM_RIGHT else "ltr"
    return "rtl" if primary.lower() in _FROM_RIGHT else "ltr"
