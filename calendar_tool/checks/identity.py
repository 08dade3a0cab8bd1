"""Rules about what subscribers know an event by, and what they must be told (P701–P707)."""
# ruff: noqa: D401 - the docstring of a rule is its page

from collections.abc import Iterator

from calendar_tool.checks.registry import Facts, check, finding
from calendar_tool.diagnostics import Diagnostic
from calendar_tool.model import Event, Feed, Status

_OFF = (Status.CANCELLED, Status.POSTPONED)


@check("P701")
def id_twice(facts: Facts) -> Iterator[Diagnostic]:
    """Two events, or two feeds, have one id.

    Calendars know an event by it: one of the two would overwrite the other. Parts share the ids of
    the file, and `uid` must be unique too. A feed's id names its file.

    Wrong::

        events:
          - title: Chess
            id: games
            when: 12 Sep 10:00–12:00
          - title: Draughts
            id: games
            when: 12 Sep 14:00–16:00

    Right::

        events:
          - title: Chess
            id: chess
            when: 12 Sep 10:00–12:00
          - title: Draughts
            id: draughts
            when: 12 Sep 14:00–16:00
    """
    for name in ("id", "uid"):
        first: dict[str, Event] = {}
        for event, _ in facts.events:
            value = getattr(event, name)
            if value is not None and first.setdefault(value, event) is not event:
                place, other = event.origin.at(name), first[value].origin.at(name)
                yield finding(f"P701.{name}", place, other, id=value)
    feeds: dict[str, Feed] = {}
    for feed in facts.programme.feeds:
        if feeds.setdefault(feed.id, feed) is not feed:
            yield finding(
                "P701.feed", feed.origin.at("id"), feeds[feed.id].origin.at("id"), id=feed.id
            )


@check("P702")
def without_id(facts: Facts) -> Iterator[Diagnostic]:
    """An event has no id.

    Once published it must never lose its name, or subscribers get it twice: so it has to be there
    before. `calendar-tool add-ids` writes the missing ones. A part without a time needs none.

    Wrong::

        events:
          - title: Chess
            when: 12 Sep 10:00–12:00

    Right::

        events:
          - title: Chess
            id: chess
            when: 12 Sep 10:00–12:00
    """
    for event, _ in facts.events:
        if event.id is None and event.when is not None:
            yield finding("P702", event.origin.at("title"), title=str(event.title))


@check("P704")
def without_notice(facts: Facts) -> Iterator[Diagnostic]:
    """An event is cancelled or postponed, and no notice says why.

    It is the first thing that people ask, and the last that they forgive.

    Wrong::

        events:
          - title: Fireworks
            id: fireworks
            when: 12 Sep 21:00–21:30
            status: cancelled

    Right::

        events:
          - title: Fireworks
            id: fireworks
            when: 12 Sep 21:00–21:30
            status: cancelled
            notice: Cancelled because of strong wind. There will be music instead.
    """
    for event, whole in facts.events:
        if event.notice is not None:
            continue
        if event.status in _OFF and (whole is None or whole.status is not event.status):
            place = facts.place(event, "status")
            yield finding(f"P704.{event.status}", place, title=str(event.title))
        if event.repeat is not None:
            for change in event.repeat.changes:
                if change.status in _OFF and change.notice is None:
                    place, title = facts.place(event, "repeat", "changes"), str(event.title)
                    yield finding("P704.date", place, title=title, date=change.date)


@check("P707")
def without_address(facts: Facts) -> Iterator[Diagnostic]:
    """The programme does not say where it will be published.

    Without `url` there are no buttons to subscribe, no code to scan on paper, and calendars do not
    know where their feed came from.

    Wrong::

        format: 1
        id: city-day
        title: City Day
        languages: [en]
        time_zone: Asia/Almaty
        dates: 12–13 Sep 2026
        events:
          - title: Chess
            id: chess
            when: 12 Sep 10:00–12:00

    Right::

        format: 1
        id: city-day
        title: City Day
        languages: [en]
        time_zone: Asia/Almaty
        dates: 12–13 Sep 2026
        url: https://example.org/city-day/
        events:
          - title: Chess
            id: chess
            when: 12 Sep 10:00–12:00
    """
    if facts.programme.url is None:
        yield finding("P707", facts.programme.origin.at("id"))
