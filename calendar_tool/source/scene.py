"""A place where a parser stumbled, with the lines around it, and ways to mend a line.

Must not know what the writer did wrong. Texts here have LF as the only line end.
"""

import re
from functools import cached_property
from itertools import islice
from typing import NamedTuple

from calendar_tool.diagnostics import Diagnostic, Span, Value
from calendar_tool.source.lines import (
    Line,
    line_at,
    lines_above,
    lines_within,
    quoted,
    replaced,
)

#: A line that begins with a key and a colon.
KEYED = re.compile(r"\s*(?:- +)*[^\s#:'\"\[\]{},&*!|>%@`-][^:#\n]*:(?:\s|$)")

#: A mistake does not show itself later than this.
_MANY_LINES = 1000
_PROPERTIES = re.compile(r"(?:[&!]\S*\s+)*")
_COMMENT = re.compile(r"\s+#.*")
_AFTER_VALUE = re.compile(r",(?=\s)|[}\]]")


class Failure(NamedTuple):
    """Where a parser stumbled, in its words.

    `start` is where the construct began that it was reading, `at` where it could not go on, `last`
    the place of what it read before, `brace` the innermost open brace or bracket.
    """

    context: str
    problem: str
    start: int
    at: int
    last: Span
    brace: int | None


class Scene:
    """A failure with the lines around it."""

    def __init__(self, text: str, failure: Failure) -> None:
        self.text = text
        self.context, self.problem = failure.context, failure.problem
        self.start, self.at = failure.start, failure.at
        anchor = _PROPERTIES.match(text, *failure.last)
        self.last = Span(anchor.end() if anchor else failure.last.start, failure.last.end)
        self.brace = failure.brace
        line = line_at(text, self.at)
        self.here = line if line.content else next(lines_above(text, line), line)
        self.began = line_at(text, self.last.start)
        self.char = text[self.at : self.at + 1]
        self.opening = text[slice(*self.last)][:1]

    @property
    def follows(self) -> bool:
        """Whether what the parser stumbled on follows the last thing read, on the same line."""
        return self.at >= self.last.end and "\n" not in self.text[self.last.end : self.at]

    @property
    def key_before(self) -> bool:
        """Whether the last thing read is a value with its key on the same line."""
        return self.began.text[: self.last.start - self.began.start].rstrip().endswith(":")

    @cached_property
    def suspects(self) -> list[Line]:
        """The lines from the last thing read to the failure."""
        first = min(self.began.start, self.here.start)
        return list(islice(lines_within(self.text, Span(first, self.here.end)), _MANY_LINES))

    def value_from(self, start: int) -> Span:
        """Return the stretch from an offset that was meant as one text: to a comment or line end.

        Where braces are open it ends at what ends an entry there.
        """
        line = line_at(self.text, start)
        rest = line.text[start - line.start :]
        rest = _COMMENT.split(rest, maxsplit=1)[0].rstrip() or rest.rstrip()
        if self.brace is not None:
            rest = _AFTER_VALUE.split(rest, maxsplit=1)[0].rstrip() or rest
        return Span(start, start + len(rest))

    def in_quotes(self, key: str, span: Span, content: str | None = None) -> list[Diagnostic]:
        """Tell that a stretch must be quoted; `content` is its text where that differs."""
        written = self.text[span.start : span.end]
        fix = replaced(self.text, span, quoted(written if content is None else content))
        return self.tell(key, span, fix, text=written, character=written[:1])

    def tell(
        self, key: str, span: Span, fix: str | None = None, **values: Value
    ) -> list[Diagnostic]:
        """Return one diagnostic."""
        return [Diagnostic(key=key, span=span, fix=fix, values=values)]

    def indented(self, line: Line) -> str:
        """Return a line moved under the nearest level of the lines above it."""
        levels = set()
        deepest = None
        for above in lines_above(self.text, line):
            if line.is_item and not above.is_item:
                continue
            column = above.depth + (0 if line.is_item else above.column - above.indent)
            if deepest is None or column <= deepest:
                deepest = column
                levels.add(column)
            if above.indent == 0:
                break
        nearest = min(levels, key=lambda n: (abs(n - line.depth), -n), default=line.depth)
        return " " * nearest + line.content
