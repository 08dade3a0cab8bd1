"""What a command does when the world refuses: one line on stderr, status 3; 130 for Ctrl-C."""

import errno
import functools
import os
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, ParamSpec

import typer

from calendar_tool.errors import CalendarToolError, RefusedError

if TYPE_CHECKING:
    from calendar_tool.wording import Words

P = ParamSpec("P")

#: Refusals of the operating system that we have words for.
_KNOWN = {
    errno.ENOENT: "missing",
    errno.EACCES: "forbidden",
    errno.EPERM: "forbidden",
    errno.EROFS: "forbidden",
    errno.EISDIR: "folder",
    errno.EEXIST: "no_folder",
    errno.ENOTDIR: "no_folder",
    errno.ENOSPC: "full",
    errno.EDQUOT: "full",
}


def refusing(command: Callable[P, None]) -> Callable[P, None]:
    """Return the command with the world's refusals turned into an exit status."""

    @functools.wraps(command)
    def run(*args: P.args, **kwargs: P.kwargs) -> None:
        status = 0
        try:
            try:
                command(*args, **kwargs)
            except typer.Exit as given:
                status = given.exit_code
            sys.stdout.flush()
        except BrokenPipeError:
            _drop_output()  # the reader has seen enough: `… | head`
        except OSError as error:
            if error.filename is None:
                _drop_output()
            _say(told(error, _words(kwargs.get("language"))))
            status = 3
        except CalendarToolError as error:
            _say(told(error, _words(kwargs.get("language"))))
            status = 3
        except KeyboardInterrupt:
            status = 130
        raise typer.Exit(status)

    return run


def told(refusal: Exception, says: "Words") -> str:
    """Return the line for what the world refused."""
    if isinstance(refusal, RefusedError):
        return says.say(refusal.key, **refusal.values)
    if not isinstance(refusal, OSError):
        return str(refusal)
    name = refusal.filename or "<stdout>"
    known = _KNOWN.get(refusal.errno or 0)
    if known is None:
        return f"{name}: {refusal.strerror or refusal}"
    return says.say(f"refusal.{known}", path=name)


def _drop_output() -> None:
    """Let what could not be written go nowhere: the interpreter would try again at its end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _say(line: str) -> None:
    from calendar_tool.reports import printable

    typer.echo(printable(line), err=True)


def _words(asked: object) -> "Words":
    from calendar_tool.cli.language import messages
    from calendar_tool.wording import words

    return words(messages(asked if isinstance(asked, str) else None, ()))
