"""What all commands that alter a file have in common: make the edit, tell what came of it."""

import re
import sys
from collections.abc import Callable, Collection, Sequence
from difflib import unified_diff
from typing import NamedTuple

import typer

from calendar_tool.cli.language import messages
from calendar_tool.cli.opening import today
from calendar_tool.diagnostics import Diagnostic
from calendar_tool.editing import Make, Outcome, apply, attempt, open_sheet
from calendar_tool.reports import printable, render
from calendar_tool.wording import Words, words


class How(NamedTuple):
    """How a file is to be altered, and in which language that is told."""

    language: str | None
    dry_run: bool
    force: bool

    def speak(self, languages: Sequence[str] = ()) -> Words:
        """Return the words for the person who edits a programme in some languages."""
        return words(messages(self.language, languages))


def carry_out(
    file: str,
    make: Make,
    how: How,
    done: Callable[[Outcome, Words], str],
    told: Collection[Diagnostic] = (),
) -> None:
    """Make an edit, write it or show the difference, and tell what came of it.

    `told` are findings that were told before. Exits with 1 if it would bring an error about and is
    not forced.
    """
    if how.dry_run:
        outcome = attempt(open_sheet(file, today().date()), make, how.speak)
        sys.stdout.buffer.write(difference(outcome).encode())
    else:
        outcome = apply(file, make, how.speak, today().date(), force=how.force)
    says = how.speak(outcome.after.languages)
    tell_news(outcome, says, told)
    if outcome.is_wrong and not how.force:
        typer.echo(says.say("editing.refused"), err=True)
        raise typer.Exit(1)
    if outcome.is_idle:
        typer.echo(says.say("editing.idle", path=printable(file)), err=True)
    elif not how.dry_run:
        typer.echo(printable(done(outcome, says)), err=True)


def tell_news(outcome: Outcome, says: Words, told: Collection[Diagnostic] = ()) -> None:
    """Print the findings that an edit brings about, but for those told before."""
    news = [one for one in outcome.news if one not in told]
    for finding in render(news, outcome.after.source, says, "frames"):
        typer.echo(f"{finding}\n", err=True)


def difference(outcome: Outcome) -> str:
    """Return what an edit alters, as a unified diff."""
    name = outcome.before.name
    old, new = (_lines(sheet.document.text) for sheet in (outcome.before, outcome.after))
    same = next(
        (at for at, pair in enumerate(zip(old, new, strict=False)) if pair[0] != pair[1]), 0
    )
    skipped = max(0, same - 3)
    found = list(unified_diff(old[skipped:], new[skipped:], name, name))
    return "".join(_shifted(line, skipped) for line in found)


def _lines(text: str) -> list[str]:
    lines = [f"{line}\n" for line in text.split("\n")]
    last = lines.pop().removesuffix("\n")
    return [*lines, f"{last}\n\\ No newline at end of file\n"] if last else lines


def _shifted(line: str, by: int) -> str:
    """Return a line of a difference; the head of a hunk counts the lines that were skipped."""
    head = re.fullmatch(r"@@ -(\d+)(.*) \+(\d+)(.*) @@\n", line)
    if head is None:
        return line
    return f"@@ -{int(head[1]) + by}{head[2]} +{int(head[3]) + by}{head[4]} @@\n"
