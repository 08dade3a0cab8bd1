# ruff: noqa: PLC0415 - Babel costs a quarter of a short run, so it is imported by the first date
"""Dates and plurals from CLDR, through Babel."""

import re
from datetime import date, datetime
from functools import cache

from calendar_tool.wording.locales import locale

_NBSP = "\u00a0"

#: A dash that must not begin a line, and what must not end one, found by the space between: it is
#: sought faster than words are.
_STAYS = re.compile(
    r" (?:(?=[—–] )|(?=\S)(?<=[авезийкосутя№.] )(?:"  # how they end, for most words do not
    r"(?<=(?<![\w-])[авиокосуя№] )"
    r"|(?<=(?<![\w-])(?:от|до|из|на|по|за|не|ни|г\.) )"
    r"|(?<=(?<![\w-])(?:им\.|ул\.) )"
    r"))",
    re.IGNORECASE,
)
_COUNTED = re.compile(r"(\d(?<!\w\d)\d*(?:,\d+)?) (?=[а-яё])")


@cache
def plural_form(language: str, n: int) -> str:
    """Return the CLDR plural category of a whole number."""
    return locale(language).plural_form(n)


@cache
def formatted(day: date, pattern: str, language: str) -> str:
    """Return a date by a CLDR pattern."""
    from babel.dates import format_date

    return format_date(day, pattern, locale=locale(language))


@cache
def skeleton(day: date, fields: str, language: str) -> str:
    """Return the named fields of a date in the order and forms of the language."""
    from babel.dates import format_skeleton

    return format_skeleton(fields, day, locale=locale(language))


def full_date(day: date, language: str) -> str:
    """Return «15 ноября 2019»."""
    return _plain(formatted(day, "long", language))


def short_date(day: date, language: str) -> str:
    """Return «сб, 16 ноября»."""
    return f"{formatted(day, 'EEE', language)}, {skeleton(day, 'MMMMd', language)}"


def day_range(first: date, last: date, language: str) -> str:
    """Return «15–16 ноября», without the year; both days included."""
    if first.year != last.year:
        return date_range(first, last, language)
    return (
        skeleton(first, "MMMMd", language)
        if first == last
        else _interval(first, last, "MMMd", language)
    )


def date_range(first: date, last: date, language: str) -> str:
    """Return «15–16 ноября 2019»; both days included."""
    return (
        full_date(first, language) if first == last else _interval(first, last, "yMMMd", language)
    )


def _interval(first: date, last: date, fields: str, language: str) -> str:
    """Return CLDR's interval with the month in full, which CLDR only has abbreviated."""
    differs = "y" if first.year != last.year else "M" if first.month != last.month else "d"
    patterns = locale(language).interval_formats[fields][differs]
    halves = zip(patterns, (first, last), strict=True)
    text = "".join(formatted(day, half.replace("MMM", "MMMM"), language) for half, day in halves)
    return _plain(text)


def _plain(text: str) -> str:
    """Leave out the Russian «г.» of documents, and thin spaces that not every font has."""
    return re.sub(r"\s?г\.", "", re.sub("[\u2009\u202f]", " ", text))


def offset(at: datetime) -> str:
    """Return the offset of an aware instant from UTC, as people write it: `UTC+6`, `UTC−3:30`."""
    delta = at.utcoffset()
    minutes = round(delta.total_seconds() / 60) if delta else 0
    hours, rest = divmod(abs(minutes), 60)
    return f"UTC{'−' if minutes < 0 else '+'}{hours}" + (f":{rest:02}" if rest else "")


def city(zone: str, language: str) -> str:
    """Return the city after which an IANA zone is named, in the language if CLDR knows it."""
    known = locale(language).time_zones.get(zone, {}).get("city")
    return str(known) if known else zone.rpartition("/")[2].replace("_", " ")


def unbroken(text: str) -> str:
    """Return Russian text where no line begins with a dash or ends with a short word or number."""
    return _COUNTED.sub(lambda found: found[1] + _NBSP, _STAYS.sub(_NBSP, text))
