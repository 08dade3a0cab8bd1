# ruff: noqa: PLC0415 - Babel costs a quarter of a short run, so it is imported when first needed
"""What CLDR knows of a language, through Babel."""

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from babel import Locale


@cache
def locale(language: str) -> "Locale":
    """Return the locale of a BCP 47 tag; English speaks for what nobody knows."""
    from babel import Locale, UnknownLocaleError

    if language.lower() == "en":
        return Locale("en", "001")  # day before month, as our readers write it
    try:
        return Locale.parse(language, sep="-")
    except (UnknownLocaleError, ValueError):
        return Locale("en")
