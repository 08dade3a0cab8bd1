"""`calendar-tool diff`: what became different between two states of a programme."""

import sys
from enum import StrEnum
from typing import Annotated

import typer

from calendar_tool.cli.parameters import Lang


class Form(StrEnum):
    """How changes are told."""

    TEXT = "text"
    MARKDOWN = "markdown"
    JSON = "json"


def diff(
    old: Annotated[
        str, typer.Argument(help="A programme, or a git revision of NEW.", metavar="OLD")
    ],
    new: Annotated[str, typer.Argument(help="A programme; - is standard input.", metavar="NEW")],
    form: Annotated[Form, typer.Option("--format", help="How to tell it.")] = Form.TEXT,
    lang: Lang = None,
) -> None:
    """Tell what changed from one file to another, or in a file since a git revision."""
    from calendar_tool.changes import compare
    from calendar_tool.cli.opening import language_in, today
    from calendar_tool.cli.stating import stated, stated_before
    from calendar_tool.exporters.changes import json, markdown, text
    from calendar_tool.exporters.news import news
    from calendar_tool.load import load

    before = stated_before(old, new)
    after = stated(load(new, today().date()))
    language = language_in(after.programme, lang)
    changes = compare(before.ledger.told, after.ledger.told)
    lines = news(changes, language, after.programme.languages)
    told = [line.text for line in lines]
    if form is Form.JSON:
        content = json.render(changes, lines)
    elif form is Form.MARKDOWN:
        content = markdown.render(told, language)
    else:
        content = text.render(told, language)
    sys.stdout.buffer.write(content)
