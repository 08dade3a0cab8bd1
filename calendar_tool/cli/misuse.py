"""A command that was used wrongly, told on one line in the writer's language (status 2)."""

import typer

from calendar_tool.reports import printable


def misuse(told: str) -> typer.Exit:
    """Tell what is wrong with what was asked for; return the end of the run."""
    typer.echo(printable(told), err=True)
    return typer.Exit(2)
