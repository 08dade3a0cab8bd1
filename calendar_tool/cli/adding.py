"""What `add-event` does with what it was given: one event, asked for if need be, or many."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from calendar_tool.cli.asking import is_terminal
from calendar_tool.cli.changing import carry_out, speaking, tell_news
from calendar_tool.cli.given import Pair, given_event, programme_of
from calendar_tool.cli.opening import today
from calendar_tool.cli.questions import Questions, preview
from calendar_tool.editing import Edit, Make, Outcome, Sheet, attempt, open_sheet
from calendar_tool.edits import adding
from calendar_tool.errors import CalendarToolError
from calendar_tool.load import STANDARD_INPUT
from calendar_tool.reports import Source, printable, render
from calendar_tool.source.document import read
from calendar_tool.source.edit import Data, Unsafe
from calendar_tool.source.given import events_of, first_text, in_order, misread_in
from calendar_tool.source.naming import id_from
from calendar_tool.source.table import is_table, read_table
from calendar_tool.wording import Words

if TYPE_CHECKING:
    from calendar_tool.diagnostics import Diagnostic

_REQUIRED = ("title", "when")


class Adding:
    """One run of `add-event`."""

    def __init__(
        self, file: str, language: str | None, *, at_end: bool, dry_run: bool, force: bool
    ) -> None:
        self._file = file
        self._speak = speaking(language)
        self._at_end = at_end
        self._dry_run, self._force = dry_run, force
        self._ids: list[str] = []
        self._told: tuple[Diagnostic, ...] = ()

    def one(self, pairs: Sequence[Pair]) -> None:
        """Add the event of the options; ask for what it must have."""
        given = {path[0] for path, _ in pairs}
        missing = [name for name in _REQUIRED if name not in given]
        if missing and not is_terminal():
            raise typer.BadParameter(
                "needed, and nobody is here to ask", param_hint=[f"--{name}" for name in missing]
            )
        if missing:
            pairs = self._asked(pairs)
        self._carry_out(self._make(pairs))

    def many(self, source: str) -> None:
        """Add the events of a file; exits with 1 if some of them cannot be read."""
        data = sys.stdin.buffer.read() if source == STANDARD_INPUT else Path(source).read_bytes()
        self._carry_out(lambda sheet: self._edit(sheet, self._read(data, source, sheet)))

    def _carry_out(self, make: Make) -> None:
        carry_out(
            self._file,
            make,
            self._speak,
            self._done,
            dry_run=self._dry_run,
            force=self._force,
            told=self._told,
        )

    def _done(self, outcome: Outcome, says: Words) -> str:
        if len(self._ids) != 1:
            return f"{self._file}: {says.count('editing.added_many', len(self._ids))}"
        event = outcome.after.named(self._ids[0])[0].event
        title = str(event.title) if event is not None else "?"
        when = says.when(event.when) if event is not None and event.when is not None else "?"
        return says.say("editing.added", path=self._file, title=title, when=when, id=self._ids[0])

    def _make(self, pairs: Sequence[Pair]) -> Make:
        def make(sheet: Sheet) -> Edit:
            return self._edit(sheet, [given_event(pairs, sheet, self._speak(sheet.languages))])

        return make

    def _edit(self, sheet: Sheet, events: Sequence[dict[str, Data]]) -> Edit:
        taken = sheet.ids | set(programme_of(sheet).unread)
        taken |= {id for event in events if isinstance(id := event.get("id"), str)}
        named = []
        for event in events:
            name = first_text(event.get("id", "")) or id_from(first_text(event["title"]), taken)
            named.append(in_order({**event, "id": name}))
            taken.add(name)
        self._ids = [first_text(event["id"]) for event in named]
        return adding(sheet, named, at_end=self._at_end)

    # -- asking

    def _asked(self, pairs: Sequence[Pair]) -> list[Pair]:
        """Return the pairs with the answers, once they are approved of; else exit."""
        sheet = open_sheet(self._file, today().date())
        says = self._speak(sheet.languages)
        try:
            questions = Questions(programme_of(sheet), says, pairs)
        except Unsafe as unsafe:
            told = says.say(unsafe.key, **unsafe.values)
            raise CalendarToolError(f"{self._file}:1: {told}") from unsafe
        if pairs:
            given_event(pairs, sheet, says)
        while True:
            questions.ask()
            outcome = attempt(sheet, self._make(questions.pairs), self._speak)
            event = outcome.after.named(self._ids[0])[0].event
            if event is not None:
                for line in preview(event, outcome.after.programme, says):
                    questions.asker.tell(f"  {line}")
            tell_news(outcome, says)
            self._told = outcome.news
            if not outcome.is_wrong or self._force:
                break
            questions.forget_when_and_where()
        if not questions.asker.confirm(says.say("ask.write", path=self._file)):
            typer.echo(says.say("ask.stopped"), err=True)
            raise typer.Exit(0)
        return questions.pairs

    # -- reading a file of events

    def _read(self, data: bytes, name: str, sheet: Sheet) -> list[dict[str, Data]]:
        programme = programme_of(sheet)
        says = self._speak(programme.languages)
        try:
            document = read_table(data, programme.languages[0]) if is_table(data) else read(data)
        except Unsafe as unsafe:
            told = says.say(unsafe.key, **unsafe.values)
            raise CalendarToolError(f"{name}:{unsafe.values['line']}: {told}") from unsafe
        events = events_of(document)
        found = [*document.diagnostics, *misread_in(events, document, programme)]
        shown = Source(name, document.text)
        for finding in render(found, shown, says, "frames"):
            typer.echo(f"{finding}\n", err=True)
        if any(one.is_error for one in found):
            raise typer.Exit(1)
        if not events:
            raise CalendarToolError(says.say("editing.none", path=printable(name)))
        return [event for event, _ in events]
