"""What the world refuses: a disk, a port, a font. An author's mistake is a Diagnostic instead."""


class CalendarToolError(Exception):
    """It could not be done; `str` is one line for the person who asked (exit status 3)."""
