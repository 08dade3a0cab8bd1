"""What the parser of the command line complains of, told in the language of who asked (status 2).

Knows the parser's complaints by their kind; must not know commands.
"""

import re
import sys
from collections.abc import Iterable
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

import typer
from typer._click import exceptions as wrong  # typer brings a click of its own
from typer.core import TyperGroup

if TYPE_CHECKING:
    from calendar_tool.wording import Words

#: How the parser ends its complaint of words that are too many.
_WORDS = re.compile(r"extra argument\S* \((.+)\)")


class Commands(TyperGroup):
    """Commands whose misuse is told in the reader's language."""

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """Return the command that is meant; raises UsageError if there is none."""
        if self.get_command(ctx, args[0]) is None and not ctx.resilient_parsing:
            raise wrong.UsageError(_unknown("command", args[0], self.commands, _says()), ctx)
        return super().resolve_command(ctx, args)

    def main(self, *args: Any, **extra: Any) -> Any:
        """Run a command line; exits with its status."""
        try:
            status = super().main(*args, **{**extra, "standalone_mode": False})
        except wrong.NoArgsIsHelpError as asked:
            asked.show()
            status = asked.exit_code
        except wrong.UsageError as misuse:
            typer.echo(_told(misuse, _says()), err=True)
            status = misuse.exit_code
        sys.exit(status or 0)


def _says() -> "Words":
    from calendar_tool.cli.language import messages
    from calendar_tool.wording import words

    return words(messages(None, ()))


def _told(misuse: wrong.UsageError, says: "Words") -> str:
    """Return how the command is used, and what was wrong."""
    from calendar_tool.reports import printable

    error = says.say("usage.error", told=printable(_sentence(misuse, says)))
    context = misuse.ctx
    if context is None:
        return error
    path = context.command_path
    usage = " ".join([path, *context.command.collect_usage_pieces(context)])
    return "\n".join(
        (says.say("usage.line", usage=usage), says.say("usage.help", command=path), "", error)
    )


def _sentence(misuse: wrong.UsageError, says: "Words") -> str:
    if isinstance(misuse, wrong.NoSuchOption):
        return _unknown("option", misuse.option_name, misuse.possibilities or (), says)
    if isinstance(misuse, wrong.BadOptionUsage):
        key = "takes_none" if "does not take" in misuse.message else "needs_value"
        return says.say(f"usage.{key}", name=misuse.option_name)
    if isinstance(misuse, wrong.MissingParameter):
        return says.say("usage.missing", name=_name(misuse))
    if isinstance(misuse, wrong.BadParameter):
        choices = getattr(misuse.param and misuse.param.type, "choices", ())
        if choices:
            known = ", ".join(map(str, choices))
            return says.say("usage.choice", name=_name(misuse), known=known)
        return says.say("usage.value", name=_name(misuse), told=misuse.message)
    extra = _WORDS.search(misuse.message)
    return says.say("usage.too_many", words=extra[1]) if extra else misuse.message


def _name(misuse: wrong.BadParameter) -> str:
    """Return how an option or argument is written."""
    hint = misuse.param_hint
    if hint is not None:
        return hint if isinstance(hint, str) else ", ".join(hint)
    param = misuse.param
    if param is None:
        return "?"
    return param.opts[0] if param.param_type_name == "option" else param.human_readable_name


def _unknown(what: str, name: str, known: Iterable[str], says: "Words") -> str:
    """Return that there is no such command or option, and which was meant."""
    names = list(known)
    guess = get_close_matches(name, names, 1)
    if guess:
        return says.say(f"usage.{what}_guess", name=name, guess=guess[0])
    return says.say(f"usage.no_{what}", name=name, known=", ".join(names))
