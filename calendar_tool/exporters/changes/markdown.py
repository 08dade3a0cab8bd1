"""Changes as a list in Markdown, for pull requests and letters. Must not know other formats."""

import re
from collections.abc import Iterable

from calendar_tool.wording import words

#: What could begin a mark of CommonMark or of GitHub inside a line (CommonMark 2.4).
_MARK = re.compile(r"[\\`*_\[\]<>&~|#@!]")


def render(lines: Iterable[str], language: str) -> bytes:
    """Return lines as the points of a list, in UTF-8, with each character standing for itself."""
    points = "".join(f"- {_MARK.sub(_escaped, line)}\n" for line in lines)
    return (points or f"{words(language).say('news.nothing')}\n").encode()


def _escaped(found: re.Match[str]) -> str:
    return f"\\{found[0]}"
