"""Names of zones, and the instants that local clocks show in them (PEP 495).

Knows the zone data alone; must not know how dates are spelled or what the programme is.
"""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from difflib import get_close_matches
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from calendar_tool.clocks import is_calm
from calendar_tool.source.mistake import Mistake

_MINUTE = timedelta(minutes=1)

#: Names that authors write for a zone, in lower case; cities of the zone data are found without it.
_KNOWN_AS = {
    "Asia/Almaty": "алматы астана шымкент қарағанды караганда almt нұр-сұлтан нур-султан astana",
    "Asia/Aqtau": "ақтау актау aktau",
    "Asia/Aqtobe": "ақтөбе актобе aktobe aqtt",
    "Asia/Atyrau": "атырау",
    "Asia/Bishkek": "бишкек бішкек",
    "Asia/Novosibirsk": "новосибирск новосібір",
    "Asia/Omsk": "омск омбы",
    "Asia/Oral": "орал уральск uralsk",
    "Asia/Qostanay": "қостанай костанай kostanay",
    "Asia/Qyzylorda": "қызылорда кызылорда kyzylorda",
    "Asia/Tashkent": "ташкент ташкент",
    "Asia/Vladivostok": "владивосток",
    "Asia/Yekaterinburg": "екатеринбург",
    "Europe/Kaliningrad": "калининград",
    "Europe/Moscow": "москва мәскеу msk мск санкт-петербург петербург",
    "Europe/Samara": "самара",
}
_ABBREVIATION = re.compile(r"[A-ZА-Я]{2,5}")
_OFFSET = re.compile(r"(?:utc|gmt|мск|msk)?\s*[+−–-]\s*[0-9]{1,2}(?::?[0-9]{2})?", re.IGNORECASE)


@cache
def zone_named(name: str) -> ZoneInfo:
    """Return the zone of a name that `read_zone` let through."""
    return ZoneInfo(name)


@cache
def _names() -> frozenset[str]:
    return frozenset(available_timezones())


@cache
def _names_by_habit() -> dict[str, str]:
    """Return the zones by full name and city in lower case, and by the names that authors use."""
    habits: dict[str, str] = {}
    for name in sorted(_names()):
        habits[name.lower()] = name
        habits.setdefault(name.lower().rpartition("/")[2], name)
    for name, habit in _KNOWN_AS.items():
        habits |= dict.fromkeys(habit.split(), name)
    return habits


def read_zone(text: str) -> str:
    """Return the IANA name of a time zone.

    Raises Mistake: T302.offset (`UTC+6`), .abbreviation (`MSK`), .guess (`Almaty`), .unknown.
    """
    name = text.strip()
    if name in _names():
        return name
    name = name[:64]
    if _OFFSET.fullmatch(name):
        raise Mistake("T302.offset", {"text": name})
    zone = _habitual(name)
    if _ABBREVIATION.fullmatch(name):
        raise Mistake("T302.abbreviation", {"text": name}, zone)
    if zone:
        raise Mistake("T302.guess", {"text": name, "guess": zone}, zone)
    raise Mistake("T302.unknown", {"text": name})


def _habitual(name: str) -> str | None:
    habit = re.sub(r"\s+", "_", name.lower())
    habits = _names_by_habit()
    if habit in habits:
        return habits[habit]
    if _ABBREVIATION.fullmatch(name):
        return None
    close = get_close_matches(habit, habits, n=1, cutoff=0.8)
    city = habits.get(habit.rpartition("/")[2])
    return city or (habits[close[0]] if close else None)


def plain_instant(day: date, minutes: int, zone: ZoneInfo) -> datetime | None:
    """Return the only instant at which a zone's clocks show a time; None for no or two instants."""
    hour, minute = divmod(minutes, 60)
    at = datetime(day.year, day.month, day.day, hour, minute, tzinfo=zone)
    if is_calm(day, zone) or at.utcoffset() == at.replace(fold=1).utcoffset():
        return at
    return None


def instant(
    day: date, minutes: int, name: str, place: tuple[int, int], warn: Callable[[Mistake], None]
) -> datetime:
    """Return the instant at which the clocks of a zone show a time; `minutes` may be 1440.

    A time that happens twice is warned of (T305) and is the earlier one. `place` is where it was
    written. Raises Mistake T304 for a time that the clocks jump over.
    """
    zone = zone_named(name)
    at = datetime.combine(day, datetime.min.time(), zone) + timedelta(minutes=minutes)
    before, after = at.utcoffset(), at.replace(fold=1).utcoffset()
    if before is None or after is None or before == after:
        return at
    if before < after:
        raise _jumped_over(at, zone, place)
    clock, earlier, later = f"{at:%H:%M}", _iso(at), _iso(at.replace(fold=1))
    warn(
        Mistake(
            "T305",
            {"clock": clock, "date": at.date(), "earlier": earlier, "later": later},
            None,
            place,
        )
    )
    return at


def instant_at_offset(day: date, minutes: int, offset: timedelta, name: str) -> datetime:
    """Return the local time in a zone of an instant given with its offset from UTC."""
    utc = datetime.combine(day, datetime.min.time(), UTC) + timedelta(minutes=minutes) - offset
    return utc.astimezone(zone_named(name))


def _iso(at: datetime) -> str:
    return at.isoformat(timespec="minutes")


def _jumped_over(at: datetime, zone: ZoneInfo, place: tuple[int, int]) -> Mistake:
    """Return the mistake of a time in a gap, with the clock times on both sides of the gap."""
    offset = at.utcoffset() or timedelta(0)  # the one in force before the jump (PEP 495)
    jump = at.replace(fold=1).astimezone(UTC)
    while jump.astimezone(zone).utcoffset() == offset:
        jump += _MINUTE
    before, after = f"{jump + offset:%H:%M}", f"{jump.astimezone(zone):%H:%M}"
    return Mistake(
        "T304",
        {"clock": f"{at:%H:%M}", "date": at.date(), "before": before, "after": after},
        None,
        place,
    )
