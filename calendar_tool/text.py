"""The one cleaner of text: all that people write passes here once; nothing else alters it."""

import re
from unicodedata import is_normalized, normalize

_UNCLEAN = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029]")
_LINE_END = re.compile("\r\n|[\r\x85\u2028\u2029]")
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")


def clean(text: str) -> str:
    """Return NFC text with stripped ends, LF as the only line end, and no other C0 or C1 control.

    A tab is the one control that stands for a gap between words, so it becomes a space.
    """
    if not text.isprintable() and _UNCLEAN.search(text):
        text = _CONTROL.sub("", _LINE_END.sub("\n", text).replace("\t", " "))
    if not is_normalized("NFC", text):
        text = normalize("NFC", text)
    return text.strip()


def one_line(text: str) -> str:
    """Return cleaned text fit for a place that holds a single line: each line end is a space."""
    return text.replace("\n", " ")
