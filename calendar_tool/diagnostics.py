"""Mistakes of authors as values: a code, the values its sentence needs, and a place.

Must not know what a programme is, nor any language: sentences are in `wording`, by key.
"""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from msgspec import Struct, field


class Span(NamedTuple):
    """A stretch of a source text: `start` up to `end`, counted in code points from 0."""

    start: int
    end: int


NOWHERE = Span(0, 0)

#: More mistakes than this in how one file is written are not kept: nobody reads them all.
ENOUGH = 1000

Value = str | int | float | date

#: Codes that warn; every other code is an error.
# fmt: off
WARNINGS = frozenset({
    "Y135", "Y136", "T303", "T305", "T308", "T309", "T311", "T312", "R404",
    "L502", "L503", "L504", "L506", "L507", "I601", "I603", "I604", "I606", "I607",
    "P702", "P704", "P705", "P706", "P707", "N901",
})
# fmt: on


class Diagnostic(Struct, frozen=True, kw_only=True):
    """One finding: what is wrong, where, and how to put it right.

    `key` names the sentence: the code, and after a dot which of the code's sentences
    (`T301.weekday`). `values` fill its gaps. `span` is the place; `other` an earlier place that it
    contradicts; `fix` the corrected line or value, where one can be given.
    """

    key: str
    span: Span
    values: Mapping[str, Value] = field(default_factory=dict)
    other: Span | None = None
    fix: str | None = None

    @property
    def code(self) -> str:
        """The code alone: `T301`."""
        return self.key.partition(".")[0]

    @property
    def is_error(self) -> bool:
        """Whether the programme cannot be published as written."""
        return self.code not in WARNINGS
