"""What is wrong with a file of ours."""


class Fault(Exception):  # noqa: N818 - it becomes a CalendarToolError once the file is named
    """A file breaks a rule; `str` says which."""
