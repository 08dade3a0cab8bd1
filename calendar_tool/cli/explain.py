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
    from calendar_tool.cli.misuse import misuse
    from calendar_tool.diagnostics import WARNINGS
    from calendar_tool.wording import words

    says = words(messages(language, ()))
    code = code.upper()
    sentences = says.sentences(code)
    if not sentences:
        raise misuse(says.say("misuse.code", code=code))
    level = "warning" if code in WARNINGS else "error"
    typer.echo(f"{code} ({says.say(f'report.{level}')})")
    for sentence in sentences.values():
        typer.echo(f"\n  {sentence.message}")
        if sentence.hint:
            typer.echo(f"  = {says.say('report.help')}: {sentence.hint}")
    page = PAGES.get(code)
    if page is not None:
        text = page.text
        for name in ("Wrong", "Right"):
            text = text.replace(f"\n{name}::\n", f"\n{says.say(f'explain.{name.lower()}')}:\n")
        typer.echo(f"\n{text}")
