"""Rules about dates and times: T303, T304, T308–T312. What is misread, the reader of times says."""
# ruff: noqa: D401 - the docstring of a rule is its page

from collections.abc import Iterator
from datetime import datetime, timedelta

from calendar_tool.checks.registry import Facts, check, finding
from calendar_tool.diagnostics import Diagnostic, Span
from calendar_tool.model import Event, Programme, Repeat, Status, When
from calendar_tool.recurrence import Problem

_SOON = timedelta(days=14)
_OFF = (Status.CANCELLED, Status.POSTPONED)


@check("T303")
def outside_dates(facts: Facts) -> Iterator[Diagnostic]:
    """An event lies outside the dates of the programme.

    Mostly a slip in the day or the month: nobody would look for it there. The night after the last
    day, until `day_starts`, belongs to that day.

    Wrong::

        events:
          - title: Fireworks
            id: fireworks
            when: 14 Sep 2026 21:00–21:30

    Right::

        events:
          - title: Fireworks
            id: fireworks
            when: 13 Sep 2026 21:00–21:30
    """
    programme = facts.programme
    told = set()
    for occurrence in facts.occurrences:
        event, when, whole = occurrence.event, occurrence.when, occurrence.whole
        if _is_inside(when, programme):
            continue
        if whole is not None and whole.when is not None and not _is_inside(whole.when, programme):
            continue
        place = _place_of_date(facts, event, occurrence.key)
        if (place, event.title) not in told:
            told.add((place, event.title))
            early = when.first_day is not None and when.first_day < programme.first_day
            beyond = when.first_day if early else when.last_day
            assert beyond is not None  # noqa: S101 - what has no date is inside
            first, last = programme.first_day, programme.last_day
            yield finding("T303", place, date=beyond, first=first, last=last)


def _is_inside(when: When, programme: Programme) -> bool:
    first, last = when.first_day, when.last_day
    if first is None or last is None:
        return True
    if first < programme.first_day or not isinstance(when.start, datetime):
        return programme.first_day <= first and last <= programme.last_day
    if last <= programme.last_day:
        return True
    night = timedelta(minutes=programme.day_starts)
    ends = when.end - timedelta.resolution if isinstance(when.end, datetime) else when.start
    return (ends - night).date() <= programme.last_day


def _place_of_date(facts: Facts, event: Event, key: str) -> Span:
    """Return where the date was written: a later date of a series in its `repeat`."""
    repeat = event.origin.at("repeat")
    return repeat if key and repeat != event.origin.at() else facts.place(event, "when")


@check("T304")
def skipped(facts: Facts) -> Iterator[Diagnostic]:
    """A series has a date on which the clocks are put forward over its hour.

    That date has no such time, so it would silently begin at another one.

    Wrong::

        time_zone: Europe/Berlin
        dates: 27–28 Mar 2027
        events:
          - title: Stargazing
            id: stars
            when: 27 Mar 2027 02:30–03:30
            repeat:
              every: day

    Right::

        time_zone: Europe/Berlin
        dates: 27–28 Mar 2027
        events:
          - title: Stargazing
            id: stars
            when: 27 Mar 2027 02:30–03:30
            repeat:
              every: day
              changes:
                28 Mar:
                  when: 28 Mar 03:00–04:00
                  notice: The clocks are put forward tonight
    """
    for event, problem in facts.repetitions:
        if problem.key == "T304.series":
            yield _told(facts, event, problem)


@check("T308")
def not_announced(facts: Facts) -> Iterator[Diagnostic]:
    """A time has not been announced, and the day is at most 14 days ahead.

    People are making their plans now. Of an event without a date, the programme's first day counts.

    Wrong::

        events:
          - title: Fireworks
            id: fireworks
            when: 12 Sep TBA

    Right::

        events:
          - title: Fireworks
            id: fireworks
            when: 12 Sep 21:00–21:30
    """
    told = set()
    for occurrence in facts.occurrences:
        event, when, whole = occurrence.event, occurrence.when, occurrence.whole
        hours = event.hours is not None and event.hours.tba
        if not (when.tba or hours) or event.status in _OFF or (whole and whole.when == when):
            continue
        day = when.first_day or facts.programme.first_day
        place = facts.place(event, "hours" if hours and not when.tba else "when")
        if (place, event.title) not in told and timedelta() <= day - facts.today <= _SOON:
            told.add((place, event.title))
            sort = "date" if when.start is None else "time" if when.tba else "hours"
            yield finding(f"T308.{sort}", place, title=str(event.title), date=day)


@check("T309")
def without_end(facts: Facts) -> Iterator[Diagnostic]:
    """An event has a start and no end.

    Calendars then show a moment, and whoever wants to see two things cannot tell if they overlap.

    Wrong::

        events:
          - title: Fireworks
            id: fireworks
            when: 12 Sep 21:00

    Right::

        events:
          - title: Fireworks
            id: fireworks
            when: 12 Sep 21:00–21:30
    """
    for event, _ in facts.events:
        when = event.when
        if when is not None and when.end is None and when.has_clock and event.status not in _OFF:
            yield finding("T309", facts.place(event, "when"), title=str(event.title))


@check("T310")
def contradictory_repeat(facts: Facts) -> Iterator[Diagnostic]:
    """A repetition contradicts itself, or never comes to its own first date.

    `until` and `count` are two different ends; opening hours and parts are for events that do not
    repeat; a rule must produce the date in `when`; more than 366 occurrences are too many.

    Wrong::

        events:
          - title: Guided tour
            id: tour
            when: 12 Sep 14:00–15:00
            repeat:
              every: day
              until: 13 Sep
              count: 2

    Right::

        events:
          - title: Guided tour
            id: tour
            when: 12 Sep 14:00–15:00
            repeat:
              every: day
              until: 13 Sep
    """
    for event, _ in facts.events:
        if event.repeat is not None:
            for problem in _contradictions(event, event.repeat):
                yield _told(facts, event, problem)
    for event, problem in facts.repetitions:
        if problem.key.startswith("T310"):
            yield _told(facts, event, problem)


def _contradictions(event: Event, repeat: Repeat) -> Iterator[Problem]:
    counted = repeat.count is not None
    bounded = repeat.until is not None or counted or bool(repeat.days) or repeat.interval != 1
    if repeat.until is not None and counted:
        yield Problem("T310.until-count", {}, ("repeat", "count"))
    if repeat.rrule is not None and (repeat.every is not None or bounded):
        yield Problem("T310.rrule-alone", {}, ("repeat", "rrule"))
    if repeat.rrule is None and repeat.every is None and (bounded or not repeat.also):
        yield Problem("T310.every", {}, ("repeat",))
    if event.hours is not None:
        yield Problem("T310.hours", {}, ("repeat",))
    if event.events:
        yield Problem("T310.events", {}, ("repeat",))
    if event.when is None or event.when.start is None:
        yield Problem("T310.tba", {}, ("repeat",))
    if any(when.start is None for when in repeat.also):
        yield Problem("T310.also-tba", {}, ("repeat", "also"))


def _told(facts: Facts, event: Event, problem: Problem) -> Diagnostic:
    place = facts.place(event, *problem.path)
    return Diagnostic(key=problem.key, span=place, values=problem.values)


@check("T311")
def very_many(facts: Facts) -> Iterator[Diagnostic]:
    """An event takes place more than 62 times.

    Every occurrence is an entry of its own in the readers' calendars: is it a programme, or simply
    something that is always open?

    Wrong::

        dates: 1 Jun – 31 Aug 2026
        events:
          - title: Guided tour
            id: tour
            when: 1 Jun 14:00–15:00
            repeat:
              every: day

    Right::

        dates: 1 Jun – 31 Aug 2026
        events:
          - title: Guided tour
            id: tour
            when: 1 Jun 14:00–15:00
            repeat:
              every: week
    """
    for event, problem in facts.repetitions:
        if problem.key == "T311":
            yield _told(facts, event, problem)


@check("T312")
def unnamed_days(facts: Facts) -> Iterator[Diagnostic]:
    """Opening hours do not name a day of the event, so on that day it is closed.

    If that is meant, `closed` says it to the readers of the file too.

    Wrong::

        events:
          - title: Photographs
            id: photographs
            when: 12–13 Sep
            hours:
              Sat: 10:00–18:00

    Right::

        events:
          - title: Photographs
            id: photographs
            when: 12–13 Sep
            hours:
              Sat: 10:00–18:00
              Sun: closed
    """
    for event, _ in facts.events:
        hours, when = event.hours, event.when
        if hours is None or hours.tba or when is None or when.has_clock:
            continue
        if when.first_day is None or when.last_day is None:
            continue
        named = {day for day, _ in hours.dates}
        weekdays = {weekday for weekday, _ in hours.weekdays}
        length = (when.last_day - when.first_day).days + 1
        days = [when.first_day + timedelta(days=n) for n in range(length)]
        closed = [day for day in days if day not in named and day.weekday() not in weekdays]
        if closed:
            key = "T312.one" if len(closed) == 1 else "T312.many"
            place = facts.place(event, "hours")
            yield finding(key, place, date=closed[0], count=len(closed))
