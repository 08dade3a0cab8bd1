"""Content lines (RFC 5545 3.1): names, values and octets.

Must not know what an event is. All text has passed `calendar_tool.text.clean` before.
"""

import re
from datetime import datetime

_LIMIT = 75

#: What may stand on a line of its own after the leading space: whole characters, whole escapes, no
#: space at the end, where it is easily lost. The second kind is for runs of backslashes and spaces
#: too long to find a better end, the third for an odd backslash that ends an address.
_STRETCH = re.compile(rb".{1,74}(?<![\\ ])(?![\x80-\xbf])|(?:\\\\| ){1,37}|.", re.DOTALL)

_ADDRESS = re.compile(r"https?://[^\s\x00-\x20\x7f]+", re.IGNORECASE)


def escape(text: str) -> str:
    r"""Return cleaned text as a TEXT value (RFC 5545 3.3.11): `\` `;` `,` and LF escaped."""
    return text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def fold(content: bytes) -> bytes:
    """Return a content line as lines of at most 75 octets, without the last line end.

    No fold falls inside a UTF-8 character, or after an odd number of backslashes.
    """
    if len(content) <= _LIMIT:
        return content
    return b"\r\n ".join(_STRETCH.findall(content))


def line(name: str, value: str) -> bytes:
    """Return a whole content line: `name` with its parameters, `value` as it stands in a file."""
    return fold(f"{name}:{value}".encode()) + b"\r\n"


def text_line(name: str, text: str, language: str | None = None) -> bytes:
    """Return a content line with a TEXT value, and the BCP 47 tag of the text if there is one."""
    return line(f"{name};LANGUAGE={language}" if language else name, escape(text))


def digits(at: datetime) -> str:
    """Return the digits of a datetime, as its own clock shows it; no zone is told."""
    clock = (at.year, at.month, at.day, at.hour, at.minute, at.second)
    return "%04d%02d%02dT%02d%02d%02d" % clock  # noqa: UP031 - twice as fast as any other way


def is_address(text: str | None) -> bool:
    """Return whether a text is an http or https address that fits a URI value as it stands."""
    return text is not None and _ADDRESS.fullmatch(text) is not None
