"""What a small reader of values raises: a sentence by its key, not yet the place in a file.

Knows no file and no language. `fields` catches it and makes it a diagnostic at the value's place.
"""

from collections.abc import Mapping

from calendar_tool.diagnostics import Value


class Mistake(Exception):  # noqa: N818 - an author's mistake, which becomes a finding, not an error
    """A value that cannot be read, or one read with a doubt.

    `key` and `values` are those of a `Diagnostic`. `fix` is the corrected value. `offset` is the
    (start, end) of the offending piece inside the text that was read, in code points; None stands
    for all of it.
    """

    def __init__(
        self,
        key: str,
        values: Mapping[str, Value] | None = None,
        fix: str | None = None,
        offset: tuple[int, int] | None = None,
    ) -> None:
        super().__init__(key)
        self.key = key
        self.values = dict(values or {})
        self.fix = fix
        self.offset = offset
