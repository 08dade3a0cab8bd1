"""What YAML accepts and the writer did not mean: text lost to `#`, `&` or a comma inside braces.

Knows the text and places in it; must not know nodes, nor what any key means.
"""

import re
from itertools import groupby
from typing import NamedTuple

from calendar_tool.diagnostics import Diagnostic, Span
from calendar_tool.source.lines import line_at, quoted, replaced

#: After one blank, such a character makes `#` part of a text; `# note` and `#---` are comments.
_NO_COMMENT = re.compile(r"#[^\s#!=-]")
_TAG = re.compile(r"![^\s,\[\]{}]*")
#: `title:x`, but no web address and no clock time.
UNSPACED = re.compile(r"[^\s:/\d][^\s:/]*(:)(?!//)(?=\S)")


class Bare(NamedTuple):
    """A key in braces without a colon; `before` is the text that is the value before it, if any."""

    key: Span
    before: Span | None


def cuts(text: str) -> frozenset[int]:
    """Return the offsets where a plain text would be cut by one blank and ` #` with no blank after.

    Two blanks before `#`, or one after it, are how comments are written.
    """
    found = []
    at = text.find(" #")
    while at >= 0:
        if _NO_COMMENT.match(text, at + 1) and text[at - 1 : at] not in ("", " ", "\t", "\n", "\r"):
            found.append(at)
        at = text.find(" #", at + 2)
    return frozenset(found)


def cut(text: str, span: Span) -> Diagnostic:
    """Tell that a plain text, which may be empty, ends where ` #` begins a comment."""
    start, end = span
    line = line_at(text, end)
    lost = Span(end + 1, line.start + len(line.text.rstrip()))
    if start == end:
        start = lost.start
    whole = text[start : lost.end]
    return Diagnostic(
        key="Y136" if start < lost.start else "Y139",
        span=lost,
        values={"kept": text[start:end], "lost": text[lost.start : lost.end]},
        fix=replaced(text, Span(start, lost.end), quoted(whole)),
    )


def tag(text: str, span: Span, value: str | None) -> Diagnostic:
    """Tell that a word after `!` is taken for a YAML tag; `value` is the text it stands before."""
    match = _TAG.search(text, span.start)
    place = Span(*match.span()) if match else span
    fix = None
    if text.startswith("!!", place.start):
        fix = replaced(text, Span(place.start, place.end + 1), "")
    elif value is not None:
        fix = replaced(text, span, quoted(text[span.start : span.end]))
    return Diagnostic(key="Y107", span=place, values={"tag": text[slice(*place)]}, fix=fix)


def swallowed(text: str, span: Span, name: str) -> Diagnostic:
    """Tell that the first word of a text, after `&`, is taken for the name of an anchor."""
    return Diagnostic(
        key="Y135",
        span=span,
        values={"name": f"&{name}"},
        fix=replaced(text, span, quoted(text[span.start : span.end])),
    )


def repeated(text: str, name: str, first: Span, again: Span, is_first: bool) -> Diagnostic:
    """Tell of a key written twice in a map; `is_first` if it is the map's first key.

    Then, if the map is a list item, a hyphen is what is most likely missing.
    """
    line = line_at(text, first.start)
    torn = is_first and line.is_item and line.start + line.column == first.start
    return Diagnostic(
        key="Y105.item" if torn else "Y105",
        span=again,
        values={"name": name},
        other=first,
        fix=f"- {line_at(text, again.start).content}" if torn else None,
    )


def bare_keys(text: str, found: list[Bare]) -> list[Diagnostic]:
    """Tell of keys without a colon: most often a comma ended a text, and its rest became keys."""
    return [
        _bare_key(text, before, [bare.key for bare in group])
        for before, same in groupby(found, key=lambda bare: bare.before)
        for group in ([list(same)] if before else [[bare] for bare in same])
    ]


def _bare_key(text: str, before: Span | None, keys: list[Span]) -> Diagnostic:
    first, last = keys[0], keys[-1]
    name = text[first.start : first.end]
    if (colon := UNSPACED.match(name)) is not None:
        mended = f"{name[: colon.end(1)]} {name[colon.end(1) :]}"
        fix = replaced(text, first, mended)
        return Diagnostic(key="Y133", span=first, values={"text": name}, fix=fix)
    if before is None:
        return Diagnostic(key="Y126.braces", span=first, values={"text": name})
    whole = Span(before.start, last.end)
    written = text[whole.start : whole.end]
    simple = not any(quote in written for quote in "'\"")
    return Diagnostic(
        key="Y115",
        span=whole,
        values={"kept": text[before.start : before.end], "lost": text[first.start : last.end]},
        fix=replaced(text, whole, quoted(written)) if simple else None,
    )
