"""Parameters that several commands share, each declared once."""

from typing import Annotated

import typer

Paths = Annotated[
    list[str] | None,
    typer.Argument(help="Programmes or folders of them; - is standard input.", metavar="[PATH]..."),
]
File = Annotated[str, typer.Argument(help="A programme; - is standard input.", metavar="FILE")]
Output = Annotated[
    str | None, typer.Option("--output", "-o", metavar="FILE", help="Where to write it.")
]
Lang = Annotated[
    str | None,
    typer.Option("--lang", help="One of the programme's languages; its first if not given."),
]


def _complete(language: str | None) -> str | None:
    from calendar_tool.cli.choosing import unknown
    from calendar_tool.cli.language import messages
    from calendar_tool.wording import COMPLETE, words

    if language is not None and language not in COMPLETE:
        raise unknown("--messages", language, COMPLETE, words(messages(None, ())))
    return language


Messages = Annotated[
    str | None,
    typer.Option(
        "--messages",
        metavar="LANG",
        callback=_complete,
        help="The language of messages, such as ru.",
    ),
]
