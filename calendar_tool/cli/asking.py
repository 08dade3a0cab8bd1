"""Questions on a terminal: in the writer's language, asked again with our own sentences.

Must not know what the answers are for.
"""

import os
import sys
from collections.abc import Callable, Iterable
from contextlib import suppress
from shutil import get_terminal_size
from textwrap import fill

import typer

from calendar_tool.reports import printable
from calendar_tool.source.emit import misfit
from calendar_tool.wording import Words

#: What people answer, in any language and keyboard layout.
_YES = frozenset({"yes", "y", "да", "д", "иә", "ия", "и"})
_NO = frozenset({"no", "n", "нет", "н", "жоқ", "жок", "ж"})

#: What parts the ids of an answer.
_PARTING = " ,="

#: Tells what is wrong with an answer, if anything is.
Check = Callable[[str], Iterable[str]]


def is_terminal() -> bool:
    """Return whether somebody is there to answer."""
    return sys.stdin.isatty() and sys.stdout.isatty()


def never_wrong(_answer: str) -> Iterable[str]:
    """Accept any answer."""
    return ()


class Asker:
    """Asks; exits with 2 when the terminal is closed, lets Ctrl-C pass."""

    def __init__(self, says: Words) -> None:
        self.says = says
        _mind_letters()

    def ask(
        self,
        question: str,
        check: Check = never_wrong,
        *,
        known: Iterable[str] = (),
        needed: bool = False,
        default: str = "",
    ) -> str:
        """Return an answer that is right, the default for none; `known` are completed by Tab."""
        ids = list(known)
        aside = f" [{default}]" if default else "" if needed else f" {self.says.say('ask.skip')}"
        if ids:
            shown = ", ".join(ids[:8]) + (", …" if len(ids) > 8 else "")
            self.tell(f"  {self.says.say('ask.known', ids=shown)} {self.says.say('ask.tab')}")
        while True:
            answer = self._line(f"{question}{aside}", ids) or default
            if misfit(answer) is not None:
                wrong = [self.says.say("ask.broken")]
            elif not answer:
                wrong = [self.says.say("ask.required")] if needed else []
            else:
                wrong = list(check(answer))
            if not wrong:
                return answer
            for line in wrong:
                self.tell(f"  {line}")

    def confirm(self, question: str) -> bool:
        """Return whether the answer is yes."""
        yes, no = self.says.say("ask.yes"), self.says.say("ask.no")
        while True:
            answer = self._line(f"{question} [{yes}/{no}]", ()).casefold()
            if answer in _YES or answer in _NO:
                return answer in _YES
            self.tell(f"  {self.says.say('ask.answer')}")

    def tell(self, line: str) -> None:
        """Say something between two questions, words whole."""
        text, width = printable(line), get_terminal_size().columns
        indent = " " * (len(text) - len(text.lstrip()))
        told = fill(text, width, subsequent_indent=indent, break_long_words=False)
        typer.echo(told, err=True)

    def _line(self, question: str, known: Iterable[str]) -> str:
        """Ask on a line of its own: what a narrow terminal wraps, readline would scroll away."""
        self.tell(question)
        _complete(known)
        try:
            return input("> ").strip()
        except EOFError:
            typer.echo(f"\n{self.says.say('ask.stopped')}", err=True)
            raise typer.Exit(2) from None
        except KeyboardInterrupt:
            typer.echo(f"\n{self.says.say('ask.stopped')}", err=True)
            raise


def _mind_letters() -> None:
    """Let letters be typed where `LC_ALL` names no UTF-8, or a locale that is not installed.

    Python goes over to UTF-8 then (PEP 540); readline would take a letter for several keys.
    """
    if sys.flags.utf8_mode and (asked := os.environ.pop("LC_ALL", "")):
        os.environ |= {"LC_MESSAGES": asked, "LC_CTYPE": "C.UTF-8"}


def _complete(known: Iterable[str]) -> None:
    """Let Tab complete ids, where there is readline; it also erases whole letters, not octets."""
    with suppress(ImportError):
        import readline

        ids = sorted(known)

        def completion(begun: str, number: int) -> str | None:
            fitting = [id for id in ids if id.startswith(begun)]
            return fitting[number] if number < len(fitting) else None

        readline.set_completer(completion)
        readline.set_completer_delims(_PARTING)
        editline = "libedit" in (readline.__doc__ or "")
        readline.parse_and_bind("bind ^I rl_complete" if editline else "tab: complete")
