"""`calendar-tool stats`: who reads the feeds of a site, from the access log of its web server."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from calendar_tool.cli.parameters import Messages


def stats(
    logs: Annotated[
        list[str],
        typer.Argument(help="Access logs, also *.gz; - is standard input.", metavar="LOG..."),
    ],
    site: Annotated[
        Path | None,
        typer.Option("--site", metavar="DIR", help="The site as published: who is behind it?"),
    ] = None,
    json: Annotated[
        bool, typer.Option("--json", help="Report for programs, on standard output.")
    ] = False,
    language: Messages = None,
) -> None:
    """Tell who reads the feeds of a site: by program, by feed, and what it costs."""
    import msgspec

    from calendar_tool.cli.language import messages
    from calendar_tool.cli.logs import changes, lines
    from calendar_tool.cli.readers import draw
    from calendar_tool.readership import Tally
    from calendar_tool.wording import words

    tally = Tally(changes(site) if site else None)
    for log in logs:
        tally.read(lines(log))
    figures = tally.figures()
    if json:
        sys.stdout.buffer.write(msgspec.json.format(msgspec.json.encode(figures), indent=2) + b"\n")
    else:
        draw(figures, words(messages(language, ())))
