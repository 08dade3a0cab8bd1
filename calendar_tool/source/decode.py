"""Bytes of a file become text, or a diagnosis of why they cannot.

Knows encodings and the characters that YAML forbids; must not know anything of YAML's grammar.
"""

import codecs
import re
from typing import IO, NamedTuple

from calendar_tool.diagnostics import NOWHERE, Diagnostic, Span

MAX_OCTETS = 16 * 2**20

_MIB = 2**20
#: Mistakes of one kind that are worth naming one by one.
_ENOUGH = 20
_BOMS = (
    (codecs.BOM_UTF32_LE, "UTF-32"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "UTF-32"),
    (codecs.BOM_UTF16_LE, "UTF-16"),
    (codecs.BOM_UTF16_BE, "UTF-16"),
)
_CYRILLIC = ("cp1251", "kz1048", "koi8-r", "cp866", "mac-cyrillic")
_NAMES = {
    "cp1251": "Windows-1251",
    "cp1252": "Windows-1252",
    "kz1048": "KZ-1048",
    "koi8-r": "KOI8-R",
    "cp866": "IBM 866",
    "mac-cyrillic": "MacCyrillic",
}
_CYRILLIC_WORD = re.compile("[А-ЯЁӘҒҚҢӨҰҮҺІ]?[а-яёәғқңөұүһі]{2,}")
_LATIN_WORD = re.compile("(?<=[A-Za-z])[ß-ÿ]|[À-ÿ](?=[a-z])")
_LINE_SEPARATORS = "\u2028\u2029\x85"
#: The characters that YAML forbids (YAML 1.2 5.1), surrogates apart: no decoded text holds any.
_FORBIDDEN = (
    "".join(map(chr, (*range(9), 11, 12, *range(14, 32), 127, *range(128, 133), *range(134, 160))))
    + "\ufeff\ufffe\uffff"
)
_LINE = re.compile("[^\r\n]*")
_BROKEN = re.compile("[\udc80-\udcff]+")
_MISFIT = re.compile(f"[{_FORBIDDEN}{_LINE_SEPARATORS}]")
_ESCAPED = re.compile(f"[{_FORBIDDEN}\ud800-\udfff]")


class Decoded(NamedTuple):
    """Text with the mistakes in its characters; `legible` when it is worth reading further.

    `plain` is as long as `text`, with a blank for each character that YAML forbids or breaks at.
    """

    text: str
    plain: str
    diagnostics: tuple[Diagnostic, ...] = ()
    legible: bool = True


def taken(file: IO[bytes]) -> bytes:
    """Return the octets of an open file; of one that is too large, enough to tell."""
    return file.read(MAX_OCTETS + 1)


def decode(data: bytes) -> Decoded:
    """Return the text of a file, without its byte order mark; any octets are accepted."""
    if len(data) > MAX_OCTETS:
        trouble = Diagnostic(key="Y101", span=NOWHERE, values={"limit": MAX_OCTETS // _MIB})
        return Decoded("", "", (trouble,), legible=False)
    data = data.removeprefix(codecs.BOM_UTF8)
    codec = _wide(data)
    if codec is None:
        try:
            return _screened(data.decode(), ())
        except UnicodeDecodeError as error:
            if not data[: error.start].isascii() or _is_surrogate(data, error):
                return _patched(data)
            codec = _likely(data)
    text = data.decode(codec, "replace")
    place = next((at for at, char in enumerate(text) if char > "\x7f"), 0)
    values = {"encoding": _NAMES.get(codec, codec[:6])}
    trouble = Diagnostic(key="Y102", span=Span(place, place + 1), values=values)
    return Decoded(text, text, (trouble,), legible=False)


def _wide(data: bytes) -> str | None:
    """Name a codec of two or four octets a character, by its mark or by where its zeros are."""
    for mark, codec in _BOMS:
        if data.startswith(mark):
            return codec
    head = data[:1024]
    zeros = head.count(0)
    if zeros < 2 or zeros * 8 < len(head):
        return None
    if zeros * 2 > len(head):
        return "UTF-32-BE" if head[0] == 0 else "UTF-32-LE"
    if zeros == head[::2].count(0):
        return "UTF-16-BE"
    return "UTF-16-LE" if zeros == head[1::2].count(0) else None


def _likely(data: bytes) -> str:
    """Name the codec of one octet a character in which the start of a file reads best."""
    head = data[: 2**16]
    scores = {codec: _score(head, codec, _CYRILLIC_WORD) for codec in _CYRILLIC}
    scores["cp1252"] = _score(head, "cp1252", _LATIN_WORD)
    return max(scores, key=scores.__getitem__)


def _score(data: bytes, codec: str, word: re.Pattern[str]) -> int:
    try:
        text = data.decode(codec)
    except UnicodeDecodeError:
        return -1
    return sum(len(match.group()) for match in word.finditer(text))


def _is_surrogate(data: bytes, error: UnicodeDecodeError) -> bool:
    """Tell whether the octets are half of a surrogate pair, as some programs write emoji."""
    return data[error.start] == 0xED and data[error.start + 1 : error.start + 2] >= b"\xa0"


def _patched(data: bytes) -> Decoded:
    """Return UTF-8 with a replacement character for each octet that is not."""
    text = data.decode("utf-8", "surrogateescape")
    troubles = []
    for match in _BROKEN.finditer(text):
        octets = " ".join(f"{ord(char) - 0xDC00:02X}" for char in match.group()[:6])
        surrogate = re.match("ED [AB]", octets)
        troubles.append(
            Diagnostic(
                key="Y103.surrogate" if surrogate else "Y102.octets",
                span=Span(*match.span()),
                values={"octets": octets},
            )
        )
        if len(troubles) == _ENOUGH:
            break
    return _screened(re.sub("[\udc80-\udcff]", "\ufffd", text), tuple(troubles))


def _screened(text: str, troubles: tuple[Diagnostic, ...]) -> Decoded:
    """Find the characters that cannot stand in YAML, and those that only look like a space."""
    if not any(char in text for char in _FORBIDDEN + _LINE_SEPARATORS):
        return Decoded(text, text, troubles)
    found = []
    for match in _MISFIT.finditer(text):
        found.append(_misfit(text, match.start()))
        if len(found) == _ENOUGH:
            break
    return Decoded(text, _MISFIT.sub(" ", text), (*troubles, *found))


def _misfit(text: str, at: int) -> Diagnostic:
    char = text[at]
    start = max(text.rfind("\n", 0, at), text.rfind("\r", 0, at)) + 1
    line = _LINE.match(text, start)
    mended = (line.group() if line else "").replace(char, " " if char in _LINE_SEPARATORS else "")
    return Diagnostic(
        key="Y104" if char in _LINE_SEPARATORS else "Y103",
        span=Span(at, at + 1),
        values={"character": f"U+{ord(char):04X}"},
        fix=mended.strip(),
    )


def is_forbidden(text: str) -> bool:
    """Tell whether a text, written with escapes, holds NUL or another character YAML forbids."""
    return _ESCAPED.search(text) is not None
