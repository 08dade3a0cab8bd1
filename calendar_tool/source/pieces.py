"""A text about time → its pieces: numbers, clock times, words, dashes.

Knows how dates and times are spelled; must not know what they mean: no calendar, no zone.
"""

import re
from typing import NamedTuple

from calendar_tool.source.mistake import Mistake
from calendar_tool.source.time_words import guess, look_up, suffix

#: Longer texts are no times; the limit keeps a mistake cheap to report.
LONGEST = 160

_PIECE = re.compile(
    r"""
      (?P<iso> [0-9]{4}-[0-9]{1,2}-[0-9]{1,2} (?![0-9]) )
    | (?P<stamp> (?<=[0-9]) T [0-9]{1,2}:[0-9]{2} (?: :[0-9]{2} (?: [.,][0-9]+ )? )?
                 (?: Z | [+−-] [0-9]{2} (?: :?[0-9]{2} )? )? (?![0-9]) )
    | (?P<slashed> [0-9]{1,4}/[0-9]{1,2}/[0-9]{1,4} )
    | (?P<dotted> [0-9]{1,2}\.[0-9]{1,2}\.[0-9]{2,4} (?![0-9]) )
    | (?P<twelve> [0-9]{1,2} (?: [:.][0-9]{2} )? \s* [ap]\.?\s?m\b\.? )
    | (?P<letter> [0-9]{1,2} \s* (?: h | ч | час(?:а|ов|у|ам)? ) (?![^\W\d_]) \.?
                  (?: \s*[0-9]{2} (?![0-9:.]) (?: \s*(?: мин(?:ут)? | min ) \b )? )?
                | [0-9]{1,2}[hч][0-9]{2}\b )
    | (?P<time> [0-9]+:[0-9]+ (?: :[0-9]+ )? )
    | (?P<pair> [0-9]{1,2}\.[0-9]{1,2} (?![0-9]) )
    | (?P<number> [0-9]+ )
    | (?P<dash> [-‐‑‒–—―−/…] | \.{2,3} )
    | (?P<word> [^\W\d_] (?: [^\W\d_] | ['’\u0300-\u036f] )* )
    | (?P<gap> [\s,;.()\u00ad\u200b-\u200f\u2060\ufeff]+ )
    | (?P<other> . )
    """,
    re.VERBOSE | re.IGNORECASE,
)
_HYPHENS = ("-", "‐", "‑")
_NUMERIC = frozenset({"iso", "stamp", "dotted", "time", "pair", "number"})


class Piece(NamedTuple):
    """One piece of a text.

    `kind`: iso, dotted, pair (`15.11` or `19.00`), number, month, weekday, time, stamp (`T10:00Z`),
    list, dash, after (a word that closes a range: «дейін»). `number` is the value of a number, of a
    month (from 1) or of a weekday (Monday is 0).
    """

    kind: str
    text: str
    start: int
    number: int = 0

    @property
    def end(self) -> int:
        """The offset after the last character."""
        return self.start + len(self.text)

    @property
    def offset(self) -> tuple[int, int]:
        """The place inside the text."""
        return self.start, self.start + len(self.text)


def refuse(key: str, text: str, piece: tuple[int, int], instead: str | None = None) -> Mistake:
    """Return the mistake of a piece of a text; `instead` of it makes the corrected value."""
    start, end = piece
    fix = None if instead is None else text[:start] + instead + text[end:]
    return Mistake(key, {"text": text[start:end]}, fix, piece)


def two_digits(hours: int, minutes: int) -> str:
    """Return a clock time as the documentation writes it: 09:05."""
    return f"{hours:02}:{minutes:02}"


def pieces(text: str) -> list[Piece]:
    """Return the pieces of a text, without what says nothing (fillers, commas, endings of cases).

    Raises Mistake: T301.empty, .long, .word, .guess, .slash, .twelve, .form, .digits.
    """
    if len(text) > LONGEST:
        raise Mistake("T301.long", {"limit": LONGEST})
    found: list[Piece] = []
    is_open = False  # a Kazakh «-дан» opened a range whose «дейін» has not come yet
    for match in _PIECE.finditer(text):
        kind = match.lastgroup or "other"
        piece = Piece(kind, match[0], match.start())
        if kind == "word":
            is_open = _take_word(piece, found, is_open, text)
        elif kind in _NUMERIC:
            _take_number(piece, found, text)
        elif kind == "dash" and not _is_opened(found):
            found.append(piece)
        elif kind not in ("gap", "dash"):
            raise _refused(piece, text)
    if _is_opened(found):
        found.pop()  # «19:00-ден бастап»: from 19:00, and no end was meant
    if not found:
        raise Mistake("T301.empty")
    return found


def _is_opened(found: list[Piece]) -> bool:
    """Return whether the last piece is the dash that a Kazakh «-дан» stands for."""
    return bool(found) and found[-1].kind == "dash" and not found[-1].text


def _take_number(piece: Piece, found: list[Piece], text: str) -> None:
    if piece.kind == "number":
        if len(piece.text) > 4:
            raise refuse("T301.digits", text, piece.offset)
        piece = piece._replace(number=int(piece.text))
        if len(piece.text) == 4 and _hangs_on(found, piece.start) == "month":
            found.pop()  # 15-Nov-2019
    found.append(piece)


def _hangs_on(found: list[Piece], start: int) -> str:
    """Return the kind of what is joined by a hyphen to the piece that starts there, if anything."""
    if len(found) < 2 or found[-1].text not in _HYPHENS or found[-1].end != start:
        return ""
    return found[-2].kind if found[-2].end == found[-1].start else ""


def _take_word(piece: Piece, found: list[Piece], is_open: bool, text: str) -> bool:
    """Add a word to the pieces found; return whether a Kazakh range is open after it."""
    joined = _hangs_on(found, piece.start)
    is_glued = found and found[-1].kind in _NUMERIC and found[-1].end == piece.start
    ending = suffix(piece.text) if joined in _NUMERIC or is_glued else None
    word = look_up(piece.text)
    is_date = joined == "number" and len(found[-2].text) < 3 and word and word.kind == "month"
    if joined and (ending is not None or is_date):
        found.pop()  # 15-і, 15-қараша
    if ending is not None:
        if ending == "from":
            found.append(Piece("dash", "", piece.end))
        return is_open or ending == "from"
    if word is None:
        raise _unknown(piece, text)
    if word.kind == "after" and is_open:
        return False
    if word.kind != "skip":
        found.append(Piece(word.kind, piece.text, piece.start, word.number))
    if word.is_from:
        found.append(Piece("dash", "", piece.end))
    return is_open or word.is_from


def _unknown(piece: Piece, text: str) -> Mistake:
    """Return the mistake of a word that is in no table."""
    close = guess(piece.text)
    if close is None:
        return Mistake("T301.word", {"word": piece.text}, None, piece.offset)
    close = close.capitalize() if piece.text[0].isupper() else close
    fix = text[: piece.start] + close + text[piece.end :]
    return Mistake("T301.guess", {"word": piece.text, "guess": close}, fix, piece.offset)


def _refused(piece: Piece, text: str) -> Mistake:
    """Return the mistake of a piece that has a meaning elsewhere, but not here."""
    numbers = [int(digits) for digits in re.findall("[0-9]+", piece.text)]
    if piece.kind == "slashed":
        return refuse("T301.slash", text, piece.offset, _iso_of(numbers))
    hours, minutes = (*numbers, 0, 0)[:2]
    if piece.kind == "twelve":
        is_clock = 1 <= hours <= 12 and minutes < 60
        hours = hours % 12 + (12 if "p" in piece.text.lower() else 0)
        instead = two_digits(hours, minutes) if is_clock else None
        return refuse("T301.twelve", text, piece.offset, instead)
    if piece.kind == "letter":
        is_clock = hours < 24 and minutes < 60
        instead = two_digits(hours, minutes) if is_clock else None
        return refuse("T301.form", text, piece.offset, instead)
    return Mistake("T301.word", {"word": piece.text}, None, piece.offset)


def _iso_of(numbers: list[int]) -> str | None:
    """Return a date written with slashes in ISO form if it has one reading only."""
    first, second, third = numbers
    if first > 999 and 1 <= second <= 12 and 1 <= third <= 31:
        return f"{first}-{second:02}-{third:02}"
    if third > 999 and 1 <= min(first, second) <= 12 < max(first, second) <= 31:
        return f"{third}-{min(first, second):02}-{max(first, second):02}"
    return None
