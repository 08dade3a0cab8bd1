"""When a row of an agenda takes place, in words: its hours, and what else to know about them.

Knows agendas and words; must not know layouts.
"""

import re
from datetime import datetime, timedelta
from itertools import groupby
from typing import NamedTuple
from zoneinfo import ZoneInfo

from calendar_tool.agenda import Manner, Row
from calendar_tool.model import Hours, Opening, Programme, When
from calendar_tool.wording import Words


class Times(NamedTuple):
    """When a row takes place in its day: the hour to look for, what follows it; may be empty."""

    start: str
    rest: str

    def __str__(self) -> str:
        """Return both on one line: «09:00–09:40», «весь день 10:00–18:00»."""
        if re.fullmatch(r"– [\d:]+( \(.+\))?", self.rest):
            return f"{self.start}–{self.rest[2:]}"
        return f"{self.start} {self.rest}".strip()


def times(row: Row, words: Words) -> Times:
    """Return the hours of a row as its day shows them; empty while the time is not announced."""
    start, end = row.when.start, row.when.end
    if row.manner is Manner.TIME_TBA or start is None:
        return Times("", "")
    if row.long:
        return _dates(row.when, words)
    if not isinstance(start, datetime):
        return Times(words.say("time.all_day"), "")
    if row.open_day and isinstance(end, datetime):
        return Times(words.say("time.all_day"), f"{words.clock(start)}–{words.clock(end)}")
    if not isinstance(end, datetime):
        return Times(words.clock(start), "")
    if row.continued:
        last = end.date() == row.day
        until = words.say("time.until", time=words.clock(end))
        return Times(until if last else words.say("time.all_day"), "")
    night = end - start < timedelta(days=1)
    day = "" if night else f"{words.short_date(end.date())}, "
    return Times(words.clock(start), f"– {day}{words.clock(end)}")


def _dates(when: When, words: Words) -> Times:
    """Return from when until when something goes on for weeks: «1 марта», «– 20 сентября»."""
    first, last = when.first_day, when.last_day
    if first is None or last is None:
        return Times("", "")
    say = words.day_month if first.year == last.year else words.full_date
    begins, ends = say(first), say(last)
    if isinstance(when.start, datetime) and isinstance(when.end, datetime):
        begins, ends = f"{begins}, {words.clock(when.start)}", f"{ends}, {words.clock(when.end)}"
    return Times(begins, f"– {ends}")


def notes(row: Row, programme: Programme, words: Words) -> list[str]:
    """Return what else there is to know about the hours: the night, the zone, the last entry."""
    event, end = row.event, row.when.end
    start = row.occurrence.when.start if row.long else row.when.start
    found = _opening_hours(row, words) if row.long else []
    if isinstance(start, datetime):
        if row.after_midnight:
            date_ = words.day_month(start.date())
            found.append(words.say("time.after_midnight", date=date_))
        home = start.astimezone(ZoneInfo(programme.time_zone))
        if home.utcoffset() != start.utcoffset():
            found.append(words.zone(programme.zone_of(event.venue), start))
    hours = event.hours
    if hours is not None and hours.tba and not row.when.has_clock:
        found.append(words.say("time.hours_tba"))
    if hours is not None and hours.last_entry and isinstance(end, datetime):
        found.append(words.say("time.last_entry", time=words.clock(end - hours.last_entry)))
    return found


def _opening_hours(row: Row, words: Words) -> list[str]:
    """Return the hours of what is open for weeks: «вт–вс 10:00–18:00», «1 января закрыто»."""
    hours, first, last = row.event.hours, row.when.first_day, row.when.last_day
    if hours is None or hours.tba or first is None or last is None:
        return []
    weekdays = dict(hours.weekdays)
    found = []
    for opening, group in groupby(range(7), key=weekdays.get):
        names = [words.short_weekday(weekday) for weekday in group]
        if opening is not None:
            each = "" if len(names) == 7 else "–".join(dict.fromkeys((names[0], names[-1])))
            found.append(f"{each} {_open(opening, hours, words)}".strip())
    for day, opening in sorted(hours.dates):
        if first <= day <= last:
            told = words.say("agenda.closed") if opening is None else _open(opening, hours, words)
            found.append(f"{words.day_month(day)} {told}")
    return found


def _open(opening: Opening, hours: Hours, words: Words) -> str:
    """Return the hours of a day, with the last entry."""
    midnight = datetime(2001, 1, 1)  # noqa: DTZ001 - any: the clock alone is shown
    opens, closes = (midnight + timedelta(minutes=at) for at in opening)
    told = f"{words.clock(opens)}–{words.clock(closes)}"
    if hours.last_entry is None:
        return told
    last = words.say("time.last_entry", time=words.clock(closes - hours.last_entry))
    return f"{told} ({last})"
