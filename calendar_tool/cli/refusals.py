"""What a command does when the world refuses: one line on stderr, status 3; 130 for Ctrl-C."""

import errno
import functools
from collections.abc import Callable
from typing import ParamSpec

import typer

from calendar_tool.errors import CalendarToolError

P = ParamSpec("P")

#: Refusals of the operating system that we have words for.
_KNOWN = {
    errno.ENOENT: "missing",
    errno.EACCES: "forbidden",
    errno.EPERM: "forbidden",
    errno.EROFS: "forbidden",
    errno.EISDIR: "folder",
    errno.ENOTDIR: "no_folder",
    errno.ENOSPC: "full",
    errno.EDQUOT: "full",
}


def refusing(command: Callable[P, None]) -> Callable[P, None]:
    """Return the command with the world's refusals turned into an exit status."""

    @functools.wraps(command)
    def run(*args: P.args, **kwargs: P.kwargs) -> None:
        try:
            command(*args, **kwargs)
        except BrokenPipeError:
            raise typer.Exit(0) from None  # the reader has seen enough: `… | head`
        except OSError as error:
            _say(_told(error))
            raise typer.Exit(3) from error
        except CalendarToolError as error:
            _say(str(error))
            raise typer.Exit(3) from error
        except KeyboardInterrupt:
            raise typer.Exit(130) from None

    return run


def _say(line: str) -> None:
    from calendar_tool.reports import printable

    typer.echo(printable(line), err=True)


def _told(error: OSError) -> str:
    from calendar_tool.cli.language import messages
    from calendar_tool.wording import words

    name = error.filename or ""
    known = _KNOWN.get(error.errno or 0)
    if known is None:
        return f"{name}: {error.strerror}" if name else str(error)
    return words(messages(None, ())).say(f"refusal.{known}", path=name)
