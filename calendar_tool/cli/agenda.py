"""`calendar-tool agenda`: the agenda on the terminal; plain text in a pipe."""

import sys

from calendar_tool.cli.parameters import File, Lang
from calendar_tool.cli.selection import Asked, selecting


@selecting
def agenda(file: File, lang: Lang = None, *, asked: Asked) -> None:
    """Show a programme day by day."""
    from calendar_tool.cli.opening import open_edition
    from calendar_tool.exporters import format_named

    edition = open_edition(file, lang, asked)
    if sys.stdout.isatty():
        from calendar_tool.cli.terminal import draw

        draw(edition)
    else:
        sys.stdout.buffer.write(format_named("text").render(edition).content)
