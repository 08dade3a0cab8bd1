"""What a run of `validate` amounts to: a line for every file."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from calendar_tool import checks
from calendar_tool.checks import Facts
from calendar_tool.cli.choosing import unknown
from calendar_tool.load import Loaded
from calendar_tool.model import Event, Programme
from calendar_tool.reports import printable
from calendar_tool.wording import Words


def summary(loaded: Sequence[Loaded], says: Words) -> Iterator[str]:
    """Yield for every file how many events it has, what is open in it, and what was found."""
    for one in loaded:
        facts = [] if one.programme is None else list(_facts(one.programme, says))
        errors = sum(finding.is_error for finding in one.diagnostics)
        warnings = len(one.diagnostics) - errors
        if errors:
            facts.append(says.count("summary.errors", errors))
        if warnings:
            facts.append(says.count("summary.warnings", warnings))
        if not one.diagnostics:
            facts.append(says.say("summary.ok"))
        yield f"{printable(one.source.name)}: {', '.join(facts)}"


def untranslated(loaded: Loaded, language: str, today: date, says: Words) -> Loaded:
    """Return a file with nothing found in it but what lacks a text in one of its languages.

    Exits with 2 if it has no such language.
    """
    if loaded.programme is None:
        return loaded
    languages = loaded.programme.languages
    if language not in languages:
        raise unknown("--lang", language, languages, says)
    facts = Facts(programme=loaded.programme, occurrences=loaded.occurrences, today=today)
    return replace(loaded, diagnostics=tuple(checks.untranslated(facts, language)))


def _facts(programme: Programme, says: Words) -> Iterator[str]:
    """Yield how many events there are, how many have no time yet, what is not translated."""
    events = list(_all(programme.events))
    yield says.count("summary.events", len(events))
    waiting = sum(event.when is not None and event.when.tba for event in events)
    if waiting:
        yield says.count("summary.no_time", waiting)
    missing = Counter(
        language
        for event in _all(programme.events, "I601")
        for language in programme.languages
        if any(
            text is not None and text.get(language) is None
            for text in (event.title, event.subtitle, event.description, event.notice)
        )
    )
    for language, number in missing.items():
        into = f"into.{language}"
        name = says.say(into) if says.has(into) else says.say("into.other", tag=language)
        yield says.say("summary.untranslated", into=name, n=number)


def _all(events: Sequence[Event], silenced: str | None = None) -> Iterator[Event]:
    """Yield events and their parts, but none of those that silence a code."""
    for event in events:
        if silenced not in event.ignore:
            yield event
            yield from _all(event.events, silenced)
