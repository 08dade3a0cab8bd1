"""`calendar-tool validate`: every finding of every file, and a summary."""

from enum import StrEnum
from typing import Annotated

import typer

from calendar_tool.cli.parameters import Messages, Paths


class Form(StrEnum):
    """How findings are told."""

    FRAMES = "frames"
    CONCISE = "concise"
    JSON = "json"
    GITHUB = "github"


def validate(
    paths: Paths = None,
    *,
    strict: Annotated[bool, typer.Option("--strict", help="Warnings count too.")] = False,
    form: Annotated[
        Form, typer.Option("--output-format", help="How to tell the findings.")
    ] = Form.FRAMES,
    lang: Annotated[
        str | None,
        typer.Option("--lang", metavar="LANG", help="Only what is not translated into this."),
    ] = None,
    language: Messages = None,
) -> None:
    """Read programmes and tell every mistake: where, what, and how to put it right."""
    from calendar_tool.cli.opening import today
    from calendar_tool.cli.reporting import language_of, tell
    from calendar_tool.cli.summary import summary, untranslated
    from calendar_tool.load import load_all
    from calendar_tool.wording import words

    loaded = load_all(paths or ["events"], today().date())
    spoken = language_of(loaded, language)
    if lang is not None:
        loaded = [untranslated(one, lang, today().date(), words(spoken)) for one in loaded]
    for one in loaded:
        tell(one, spoken, form, err=False)
    for line in summary(loaded, words(spoken)):
        typer.echo(line, err=form is not Form.FRAMES)
    if any(one.is_broken or (strict and one.diagnostics) for one in loaded):
        raise typer.Exit(1)
