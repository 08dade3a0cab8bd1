"""In which language the tool speaks to the person at the terminal."""

import os
from collections.abc import Sequence

from calendar_tool.wording import COMPLETE, words


def messages(asked: str | None, languages: Sequence[str]) -> str:
    """Return the language of messages: the one asked for, the environment's, the file's first."""
    return words(asked or _environment() or next(iter(languages), COMPLETE[0])).base


def _environment() -> str | None:
    """Return the language of the locale; the C locale names none."""
    for variable in ("LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(variable, "")
        if value:
            language = value.partition(".")[0].partition("@")[0].partition("_")[0]
            return language.lower() if language.upper() not in ("C", "POSIX") else None
    return None
