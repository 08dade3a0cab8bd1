"""Findings on their way to the terminal."""

import os
import sys
from collections.abc import Sequence
from typing import TextIO

import typer

from calendar_tool.cli.language import messages
from calendar_tool.load import Loaded
from calendar_tool.occurrences import Occurrence
from calendar_tool.reports import printable, render
from calendar_tool.wording import words


def language_of(loaded: Sequence[Loaded], asked: str | None) -> str:
    """Return the language in which findings of these files are told."""
    programmes = [one.programme for one in loaded if one.programme is not None]
    return messages(asked, programmes[0].languages if programmes else ())


def tell(loaded: Loaded, language: str, form: str, *, err: bool) -> None:
    """Print the findings of one file."""
    says, width = words(language), columns(sys.stderr if err else sys.stdout)
    for finding in render(loaded.diagnostics, loaded.source, says, form, width):
        typer.echo(finding, err=err)
        if form == "frames":
            typer.echo(err=err)


def columns(stream: TextIO) -> int | None:
    """Return how wide the terminal behind a stream is; None if it is none, or does not say."""
    return os.get_terminal_size(stream.fileno()).columns or None if stream.isatty() else None


def tell_left_out(left_out: Sequence[Occurrence], language: str) -> None:
    """Say on stderr what a format could not hold."""
    if left_out:
        titles = "; ".join(printable(str(one.event.title)) for one in left_out[:5])
        more = " …" if len(left_out) > 5 else ""
        said = words(language).count("report.left_out", len(left_out))
        typer.echo(f"{said} ({titles}{more})", err=True)
