"""An id from a title: Latin letters, digits and hyphens, whatever it was written in.

Must not know which ids are taken elsewhere than it is told.
"""

import re
from collections.abc import Collection
from itertools import count
from unicodedata import combining, normalize

from calendar_tool.source.mistake import Mistake
from calendar_tool.source.values import slug

#: Characters of an id at most, and of one that was made, so that it can be read at a glance.
_LONGEST, _READABLE = 64, 40

_CYRILLIC = "абвгдежзийклмнопрстуфхцчшщъыьэюяёәғқңөұүһіїєґў"
_LATIN = (
    "a b v g d e zh z i y k l m n o p r s t u f kh ts ch sh shch - y - e yu ya yo "
    "a g q n o u u h i yi ye g u"
)
_LETTERS = str.maketrans(
    {letter: latin.strip("-") for letter, latin in zip(_CYRILLIC, _LATIN.split(), strict=True)}
    | {"ß": "ss", "ı": "i", "ø": "o", "æ": "ae", "œ": "oe", "ł": "l", "đ": "d", "ð": "d", "þ": "th"}
)


def id_from(title: str, taken: Collection[str]) -> str:
    """Return an id that says what a title says, and that none of those taken is."""
    stem = _stem(title)
    for number in count(1):
        tail = f"-{number}" if number > 1 else ""
        name = stem[: _LONGEST - len(tail)].rstrip("-") + tail
        if name not in taken and _is_slug(name):
            return name
    raise AssertionError  # pragma: no cover - the numbers do not end


def _stem(title: str) -> str:
    latin = normalize("NFC", title).lower().translate(_LETTERS)
    bare = "".join(char for char in normalize("NFKD", latin) if not combining(char))
    words = re.findall("[a-z0-9]+", re.sub("['’`ʼ]", "", bare))
    stem = "-".join(words)
    if len(stem) > _READABLE:
        stem = stem[: _READABLE + 1].rpartition("-")[0] or stem[:_READABLE]
    return stem or "event"


def _is_slug(name: str) -> bool:
    try:
        slug(name)
    except Mistake:
        return False
    return True
