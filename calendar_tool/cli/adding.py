"""What `add-event` does with what it was given: one event, asked for if need be, or many."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from calendar_tool.cli.asking import is_terminal
from calendar_tool.cli.changing import How, carry_out, tell_news
from calendar_tool.cli.finding import told
from calendar_tool.cli.given import Pair, given_event, programme_of
from calendar_tool.cli.misuse import misuse
from calendar_tool.cli.opening import today
from calendar_tool.cli.questions import Questions, preview
from calendar_tool.editing import Edit, Found, Make, Outcome, Sheet, attempt, in_words, open_sheet
from calendar_tool.edits import adding
from calendar_tool.errors import CalendarToolError
from calendar_tool.load import STANDARD_INPUT
from calendar_tool.reports import Source, printable, render
from calendar_tool.source import edit
from calendar_tool.source.decode import taken
from calendar_tool.source.document import read
from calendar_tool.source.edit import Data
from calendar_tool.source.edited import in_order
from calendar_tool.source.given import events_of, first_text, misread_in
from calendar_tool.source.naming import id_from
from calendar_tool.source.table import is_table, read_table
from calendar_tool.wording import Words

if TYPE_CHECKING:
    from calendar_tool.diagnostics import Diagnostic

_REQUIRED = ("title", "when")


class Adding:
    """One run of `add-event`."""

    def __init__(self, file: str, how: How, *, at_end: bool) -> None:
        self._file = file
        self._how = how
        self._at_end = at_end
        self._events: list[dict[str, Data]] = []
        self._told: tuple[Diagnostic, ...] = ()

    def one(self, pairs: Sequence[Pair]) -> None:
        """Add the event of the options; ask for what it must have."""
        given = {path[0] for path, _ in pairs}
        missing = [f"--{name}" for name in _REQUIRED if name not in given]
        if missing and not is_terminal():
            raise misuse(self._how.speak().say("editing.needed", options=", ".join(missing)))
        if missing:
            pairs = self._asked(pairs)
        self._carry_out(self._make(pairs))

    def many(self, source: str, pairs: Sequence[Pair]) -> None:
        """Add the events of a file; exits with 1 if some of them cannot be read."""
        if pairs:
            raise misuse(self._how.speak().say("editing.whole"))
        if source == STANDARD_INPUT:
            data = taken(sys.stdin.buffer)
        else:
            with Path(source).open("rb") as file:
                data = taken(file)
        self._carry_out(lambda sheet: self._edit(sheet, self._read(data, source, sheet)))

    def _carry_out(self, make: Make) -> None:
        carry_out(self._file, make, self._how, self._done, self._told)

    def _done(self, outcome: Outcome, says: Words) -> str:
        if len(self._events) != 1:
            return f"{self._file}: {says.count('editing.added_many', len(self._events))}"
        new = self._new(outcome)
        when = says.when(new.event.when) if new.event and new.event.when else "?"
        return says.say("editing.added", path=self._file, **told(new), when=when)

    def _new(self, outcome: Outcome) -> Found:
        """Return the event that was added, though another may have its id."""
        (event,) = self._events
        same = outcome.after.named(first_text(event["id"]))
        return next(found for found in same if edit.data_of(found.node) == event)

    def _make(self, pairs: Sequence[Pair]) -> Make:
        def make(sheet: Sheet) -> Edit:
            return self._edit(sheet, [given_event(pairs, sheet, self._how.speak(sheet.languages))])

        return make

    def _edit(self, sheet: Sheet, events: Sequence[dict[str, Data]]) -> Edit:
        taken = sheet.ids | set(programme_of(sheet).unread)
        taken |= {id for event in events if isinstance(id := event.get("id"), str)}
        self._events = []
        for event in events:
            name = first_text(event.get("id", "")) or id_from(first_text(event["title"]), taken)
            self._events.append(in_order({**event, "id": name}))
            taken.add(name)
        return adding(sheet, self._events, at_end=self._at_end)

    # -- asking

    def _asked(self, pairs: Sequence[Pair]) -> list[Pair]:
        """Return the pairs with the answers, once they are approved of; else exit."""
        sheet = open_sheet(self._file, today().date())
        says = self._how.speak(sheet.languages)
        with in_words(self._file, says):
            edit.check(sheet.document)
            questions = Questions(programme_of(sheet), says, pairs)
            given_event(pairs, sheet, says)
        while True:
            questions.ask()
            outcome = attempt(sheet, self._make(questions.pairs), self._how.speak)
            event = self._new(outcome).event
            if event is not None:
                for line in preview(event, outcome.after.programme, says):
                    questions.asker.tell(f"  {line}")
            tell_news(outcome, says)
            self._told = outcome.news
            if not outcome.is_wrong or self._how.force:
                break
            if not questions.may_mend(outcome.news):
                typer.echo(says.say("editing.refused"), err=True)
                raise typer.Exit(1)
            questions.forget_when_and_where()
        if not questions.asker.confirm(says.say("ask.write", path=self._file)):
            typer.echo(says.say("ask.stopped"), err=True)
            raise typer.Exit(0)
        return questions.pairs

    # -- reading a file of events

    def _read(self, data: bytes, name: str, sheet: Sheet) -> list[dict[str, Data]]:
        programme = programme_of(sheet)
        says = self._how.speak(programme.languages)
        with in_words(name, says):
            is_one = is_table(data, name)
            document = read_table(data, programme.languages[0]) if is_one else read(data)
        events = events_of(document)
        found = [*document.diagnostics, *misread_in(events, document, programme)]
        for finding in render(found, Source(name, document.text), says, "frames"):
            typer.echo(f"{finding}\n", err=True)
        if any(one.is_error for one in found):
            raise typer.Exit(1)
        if not events:
            raise CalendarToolError(says.say("editing.none", path=printable(name)))
        return [said for one in events if isinstance(said := edit.data_of(one), dict)]
