"""When something takes place, in the few words of a message: one entry, or several dates of one.

Knows times and words; must not know changes or formats.
"""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from itertools import pairwise

from calendar_tool.model import When
from calendar_tool.wording import Words

#: The most dates that are named one by one.
_NAMED = 3

_NOON = 12
_DAY = timedelta(days=1)


def moments(
    whens: Sequence[When],
    words: Words,
    *,
    days: bool = True,
    ends: bool = True,
    all_day: bool = False,
    year: bool = False,
) -> str:
    """Return «сб 16 ноября, 19:00–21:00»: the days, then the hour if all have the same.

    What has no date yet is passed over, so this may be empty. `days`, `ends` and `year`: whether to
    say those; `all_day`: whether to say of a day that it is meant from morning to night.
    """
    dated = [when for when in whens if when.start is not None]
    found = [_days(dated, words, year=year)] if days and dated else []
    hours = {_hour(when, words, ends=ends, all_day=all_day) for when in dated}
    return ", ".join([*found, *filter(None, hours if len(hours) == 1 else ())])


def _days(whens: Sequence[When], words: Words, *, year: bool) -> str:
    """Return the days on which things begin; of what lasts for days, all of them."""
    spans = sorted({span for when in whens if (span := _span(when))})
    first, last = spans[0][0], max(last for _, last in spans)
    if all(after[0] - before[1] == _DAY for before, after in pairwise(spans)):
        return _day(first, last, words, year=year)
    if len(spans) <= _NAMED:
        return ", ".join(_day(*span, words, year=year) for span in spans)
    whole = _day(first, last, words, year=year)
    return f"{words.count('changes.dates', len(spans))}, {whole}"


def _span(when: When) -> tuple[date, date] | None:
    first, last = when.first_day, when.last_day
    if first is None or last is None:
        return None
    return (first, first) if when.has_clock else (first, last)


def _day(first: date, last: date, words: Words, *, year: bool) -> str:
    if first != last:
        return words.date_range(first, last) if year else words.day_range(first, last)
    return words.full_date(first) if year else words.short_date(first).replace(", ", " ", 1)


def _hour(when: When, words: Words, *, ends: bool, all_day: bool) -> str:
    start, end = when.start, when.end
    if not isinstance(start, datetime):
        return words.say("time.time_tba") if when.tba else words.say("time.all_day") * all_day
    if not ends or not isinstance(end, datetime):
        return words.clock(start)
    nights = (end.date() - start.date()).days
    if nights == 0 or (nights == 1 and end.hour < _NOON <= start.hour):
        return f"{words.clock(start)}–{words.clock(end)}"
    last = _day(end.date(), end.date(), words, year=False)
    return f"{words.clock(start)} – {last}, {words.clock(end)}"
