"""Changes as plain text, fit for a messenger: one a line, nothing is wrapped or marked up.

Must not know other formats.
"""

from collections.abc import Iterable

from calendar_tool.wording import words


def render(
    lines: Iterable[str], language: str, title: str | None = None, address: str | None = None
) -> bytes:
    """Return lines as UTF-8 with LF line ends, under the title and above the address of a page."""
    says = words(language)
    found = list(lines) or [says.say("news.nothing")]
    head = [says.say("news.title", programme=title), ""] if title else []
    foot = ["", address] if address else []
    return "".join(f"{line}\n" for line in (*head, *found, *foot)).encode()
