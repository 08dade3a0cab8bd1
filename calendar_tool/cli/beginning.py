"""What `init` does: ask for the head of a programme, write it with a seed of its own."""

import os
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from uuid import uuid4

import typer

from calendar_tool.cli.asking import Asker, Check, is_terminal
from calendar_tool.cli.given import Pair, cleaned, complaint, pairs_of
from calendar_tool.cli.language import messages
from calendar_tool.cli.misuse import misuse
from calendar_tool.errors import CalendarToolError
from calendar_tool.reports import printable
from calendar_tool.saving import HeldError, create
from calendar_tool.source.emit import Data, misfit
from calendar_tool.source.fresh import first_day, fresh, misread_head
from calendar_tool.source.naming import id_from
from calendar_tool.wording import Words, words

_REQUIRED = ("title", "languages", "time_zone", "dates")


def begin(
    path: Path | None,
    values: Mapping[str, str | None],
    others: Sequence[str] | None,
    language: str | None,
) -> None:
    """Write a new programme; exits with 2 for what cannot be read, or asked for.

    Raises OSError, and CalendarToolError if the file exists.
    """
    says = words(messages(language, ()))
    if path is not None and not path.is_dir():
        _refuse_existing(path, says)
    titles, given = _parted(pairs_of(values, others, says), says)
    known = {*given, *(["title"] if titles else [])}
    missing = [f"--{name.replace('_', '-')}" for name in _REQUIRED if name not in known]
    if missing and not is_terminal():
        raise misuse(says.say("editing.needed", options=", ".join(missing)))
    head = _Head(titles, given, says)
    if missing:
        head.ask()
    whole = head.read()
    folder = path if path is not None and path.is_dir() else Path()
    target = folder / f"{whole['id']}.yaml" if path is None or path.is_dir() else path
    text = fresh(whole, str(whole["dates"]), lambda name: says.say(f"init.{name}"))
    try:
        create(target, text.encode())
    except FileExistsError:
        _refuse_existing(target, says)
        raise
    except HeldError as error:
        raise CalendarToolError(says.say("editing.held", path=target)) from error
    typer.echo(printable(says.say("init.created", path=target)), err=True)


def _refuse_existing(path: Path, says: Words) -> None:
    if os.path.lexists(path):
        raise CalendarToolError(says.say("init.exists", path=path))


def _parted(pairs: Iterable[Pair], says: Words) -> tuple[dict[str, str], dict[str, str]]:
    """Return titles by language, "" for the one without, and all else by key."""
    titles: dict[str, str] = {}
    values: dict[str, str] = {}
    for path, text in cleaned(pairs):
        if path[0] == "title" and len(path) <= 2:
            titles["".join(path[1:])] = text
        elif path[1:] or path[0] not in (*_REQUIRED, "id"):
            raise misuse(says.say("editing.option", name=".".join(path)))
        else:
            values[path[0]] = text
    return titles, values


class _Head:
    """The head of a programme as far as it is known."""

    def __init__(self, titles: dict[str, str], values: dict[str, str], says: Words) -> None:
        self._titles, self._values, self._says = titles, values, says

    @property
    def _languages(self) -> list[str]:
        written = self._values.get("languages", "")
        return [tag.strip() for tag in written.split(",") if tag.strip()]

    def ask(self) -> None:
        """Ask for all that must be known."""
        asker = Asker(self._says)
        if not self._titles:
            self._titles[""] = asker.ask(self._says.say("ask.head_title"), needed=True)
        if "languages" not in self._values:
            usual = messages(None, ())
            question = self._says.say("ask.languages")
            asked = asker.ask(question, self._check("languages"), default=usual)
            self._values["languages"] = asked
            for tag in self._languages[1:]:
                if tag not in self._titles:
                    text = asker.ask(self._says.say("ask.title_in", language=tag))
                    self._titles |= {tag: text} if text else {}
        for name, example in (("time_zone", ""), ("dates", self._says.say("ask.dates_example"))):
            if name not in self._values:
                question = self._says.say(f"ask.{name}", example=example)
                self._values[name] = asker.ask(question, self._check(name), needed=True)

    def _check(self, name: str) -> Check:
        def check(text: str) -> Iterable[str]:
            value: Data = [*map(str.strip, text.split(","))] if name == "languages" else text
            yield from (complaint(one, self._says) for _, one in misread_head({name: value}))

        return check

    def read(self) -> dict[str, Data]:
        """Return the head in the order of the file; exits with 2 if it cannot be read."""
        languages = self._languages
        main = languages[0] if languages else ""
        titles = {tag or main: text for tag, text in self._titles.items()}
        title: Data = {**titles} if len(titles) > 1 or main not in titles else titles[main]
        head: dict[str, Data] = {
            "format": "1",
            "id": self._values.get("id", "?"),
            "title": title,
            "languages": [*languages],
            "time_zone": self._values["time_zone"],
            "dates": self._values["dates"],
            "uid_seed": str(uuid4()),
        }
        self._refuse({name: data for name, data in head.items() if name != "id"})
        if "id" not in self._values:
            year = first_day(self._values["dates"]).year
            head["id"] = id_from(f"{next(iter(titles.values()))} {year}", ())
        self._refuse(head)
        return head

    def _refuse(self, head: Mapping[str, Data]) -> None:
        for name, data in head.items():
            if (char := misfit(data)) is not None:
                told = self._says.say("unsafe.character", character=f"U+{ord(char):04X}", line=1)
                raise misuse(f"{name}: {told}")
        for name, wrong in misread_head(head):
            raise misuse(f"{name}: {complaint(wrong, self._says)}")
