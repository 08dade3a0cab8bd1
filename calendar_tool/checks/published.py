"""Rules about a programme that people follow already: what they were told, and what it says now.

They ask what the ledger knows, and find nothing where there is none (P703, P705, P706).
"""
# ruff: noqa: D401 - the docstring of a rule is its page

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import datetime

from calendar_tool.checks.registry import Facts, check, finding
from calendar_tool.diagnostics import Diagnostic
from calendar_tool.ledger import is_over, is_still_on
from calendar_tool.model import TBA, Event, Status, Visibility, When
from calendar_tool.occurrences import Occurrence, instant
from calendar_tool.told import Told


@check("P703")
def another_id(facts: Facts) -> Iterator[Diagnostic]:
    """An event that has been published has another id now.

    Calendars know it by the old one: people would be told that the event is cancelled, and get a
    second one beside it. It is known again by its title, or by its time and place.

    Published::

        events:
          - title: Chess
            id: chess
            when: 12 Sep 10:00–12:00

    Wrong::

        events:
          - title: Chess
            id: chess-tournament
            when: 12 Sep 10:00–12:00

    Right::

        events:
          - title: Chess
            id: chess
            when: 12 Sep 10:00–12:00
    """
    for one, known in _renamed(facts):
        span = one.event.origin.at("id")
        yield finding("P703", span, title=str(one.event.title), id=known.id or known.uid)


@check("P705")
def vanished(facts: Facts) -> Iterator[Diagnostic]:
    """An event that has been published is no longer in the file.

    Calendars will show it as cancelled for a while, and then no more; nobody will know why. An
    event that does not take place says so itself, with the reason.

    Published::

        events:
          - title: Chess
            id: chess
            when: 12 Sep 10:00–12:00
          - title: Fireworks
            id: fireworks
            when: 12 Sep 21:00–21:30

    Wrong::

        events:
          - title: Chess
            id: chess
            when: 12 Sep 10:00–12:00

    Right::

        events:
          - title: Chess
            id: chess
            when: 12 Sep 10:00–12:00
          - title: Fireworks
            id: fireworks
            when: 12 Sep 21:00–21:30
            status: cancelled
            notice: Cancelled because of strong wind.
    """
    renamed = {known.uid for _, known in _renamed(facts)}
    for known in _missing(facts):
        if known.status is not Status.CANCELLED and known.uid not in renamed:
            span = facts.programme.origin.at("events")
            yield finding("P705.event", span, title=str(known.title))
    yield from _dates(facts)


@check("P706")
def moved(facts: Facts) -> Iterator[Diagnostic]:
    """An event that has been published has moved, and does not say from when.

    Whoever wrote the old time on a wall has to learn that it is the old one: with `previous`, every
    calendar, the page and paper say so.

    Published::

        events:
          - title: Chess
            id: chess
            when: 12 Sep 10:00–12:00

    Wrong::

        events:
          - title: Chess
            id: chess
            when: 12 Sep 14:00–16:00

    Right::

        events:
          - title: Chess
            id: chess
            when: 12 Sep 14:00–16:00
            previous: 12 Sep 10:00–12:00
    """
    told = set()
    for one in facts.occurrences:
        event, known = one.event, facts.told.get(one.uid)
        if known is None or known.when.start is None or event.id in told or _is_away(event):
            continue
        if event.previous is None and _has_moved(known.when, one.when) and not _over(facts, known):
            told.add(event.id)
            span, title = facts.place(event, "when"), str(event.title)
            yield finding("P706", span, title=title, was=known.when.start)


def _renamed(facts: Facts) -> Iterator[tuple[Occurrence, Told]]:
    """Yield what is new beside what is missing and must be the same."""
    missing = list(_missing(facts))
    if not missing:
        return
    ids = {known.id for known in facts.told.values()}
    new = [
        one
        for one in facts.occurrences
        if not one.key
        and one.event.id is not None
        and one.event.id not in ids
        and one.uid not in facts.told
        and not _is_away(one.event)
    ]
    titles = _counted(known.title.translations for known in missing)
    titles_now = _counted(one.event.title.translations for one in new)
    for one in new:
        for known in missing:
            same = set(known.title.translations) & set(one.event.title.translations)
            by_title = any(titles[text] == titles_now[text] == 1 for text in same)
            if by_title or _is_there_then(one, known):
                missing.remove(known)
                yield one, known
                break


def _missing(facts: Facts) -> Iterator[Told]:
    """Yield what was told of events that the file no longer has, and that are not over."""
    if not facts.told:
        return
    ids = {event.id for event, _ in facts.events} | set(facts.programme.unread)
    uids = {one.uid for one in facts.occurrences}
    for uid, known in facts.told.items():
        if uid not in uids and known.id not in ids and not known.key and not _over(facts, known):
            yield known


def _dates(facts: Facts) -> Iterator[Diagnostic]:
    """Yield the dates that are missing of events which go on."""
    uids = {one.uid for one in facts.occurrences}
    missing = [known for uid, known in facts.told.items() if uid not in uids]
    if not missing:
        return
    events = {event.id: event for event, _ in facts.events if event.id is not None}
    going_on: dict[str | None, list[Told]] = {}
    for one in facts.occurrences:
        now = Told(uid=one.uid, id=one.event.id, title=one.event.title, when=one.when, digest="")
        going_on.setdefault(one.event.id, []).append(now)
    for known in missing:
        event, day = events.get(known.id or ""), known.when.first_day
        if event is None or day is None or _is_away(event) or known.status is Status.CANCELLED:
            continue
        if not _over(facts, known) and not is_still_on(known, going_on.get(known.id, ())):
            sentence = "P705.repeat" if event.hours is None else "P705.hours"
            span = facts.place(event, sentence.removeprefix("P705."))
            yield finding(sentence, span, title=str(event.title), date=day)


def _is_there_then(one: Occurrence, known: Told) -> bool:
    event = one.event
    return (
        event.venue is not None
        and event.venue != TBA
        and (event.venue, event.room) == (known.venue, known.room)
        and one.when.start is not None
        and one.when == known.when
    )


def _has_moved(was: When, now: When) -> bool:
    """Return whether it begins at another time; a time that is told for the first time is none."""
    if was.start is None or now.start is None:
        return False
    if isinstance(was.start, datetime) and isinstance(now.start, datetime):
        return was.start != now.start
    return was.first_day != now.first_day


def _is_away(event: Event) -> bool:
    """Return whether nobody is told of an event, or only that it does not take place."""
    return event.visibility is Visibility.PRIVATE or event.status is Status.CANCELLED


def _over(facts: Facts, known: Told) -> bool:
    return is_over(known, instant(facts.today))


def _counted(texts: Iterable[Iterable[tuple[str, str]]]) -> Counter[tuple[str, str]]:
    return Counter(text for one in texts for text in one)
