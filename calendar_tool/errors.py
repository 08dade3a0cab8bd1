"""What the world refuses: a disk, a port, a font. An author's mistake is a Diagnostic instead."""


class CalendarToolError(Exception):
    """It could not be done; `str` is one line for the person who asked (exit status 3)."""


class RefusedError(CalendarToolError):
    """One whose line is in `wording`: `key` names it, `values` fill its gaps; `str` is English."""

    def __init__(self, key: str, **values: object) -> None:
        super().__init__(key)
        self.key = key
        self.values = values

    def __str__(self) -> str:
        from calendar_tool.wording import words  # noqa: PLC0415 - `--help` refuses nothing

        return words("en").say(self.key, **self.values)
