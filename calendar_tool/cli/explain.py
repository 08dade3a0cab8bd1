"""`calendar-tool explain`: what a code means, with an example of wrong and of right."""

from typing import Annotated

import typer

from calendar_tool.cli.parameters import Messages


def explain(
    code: Annotated[str, typer.Argument(help="A code such as L501.", metavar="CODE")],
    language: Messages = None,
) -> None:
    """Explain a code that `validate` has shown."""
    from calendar_tool.checks import PAGES
    from calendar_tool.cli.language import messages
    from calendar_tool.diagnostics import WARNINGS
    from calendar_tool.wording import words

    says = words(messages(language, ()))
    code = code.upper()
    sentences = says.sentences(code)
    if not sentences:
        raise typer.BadParameter(f"there is no code {code!r}", param_hint="CODE")
    level = "warning" if code in WARNINGS else "error"
    typer.echo(f"{code} ({says.say(f'report.{level}')})")
    for sentence in sentences.values():
        typer.echo(f"\n  {sentence.message}")
        if sentence.hint:
            typer.echo(f"  = {says.say('report.help')}: {sentence.hint}")
    page = PAGES.get(code)
    if page is not None:
        typer.echo(f"\n{page.text}")
