"""The rule of a repetition (RFC 5545 3.3.10), followed on the wall clock: the user of dateutil.

Knows which starts a rule gives; must not know what is excepted, added or changed.
"""

import re
from datetime import UTC, date, datetime, time, tzinfo
from functools import lru_cache
from itertools import islice, takewhile

from dateutil.rrule import rrulestr

from calendar_tool.model import Every, Repeat, When
from calendar_tool.recurrence.wall import local_time

#: More occurrences than these are an error, and not looked for.
LIMIT = 366

_FREQ = {Every.DAY: "DAILY", Every.WEEK: "WEEKLY", Every.MONTH: "MONTHLY", Every.YEAR: "YEARLY"}
_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_PART = re.compile(
    "(FREQ|INTERVAL|COUNT|UNTIL|WKST|BYDAY|BYMONTH|BYMONTHDAY|BYYEARDAY|BYWEEKNO|BYSETPOS|BYHOUR"
    "|BYMINUTE)=([-+,A-Z0-9]+)"
)
_UNTIL = re.compile(r"(\d{8})(?:T(\d{6})(Z?))?")

#: The calendar repeats after so many years, weekdays included; so a rule may be followed in the
#: last years that dateutil knows, where an impossible one comes to its end at once.
_CYCLE, _LATE = 400, 9799


class RefusedRuleError(Exception):
    """A raw rule that is not followed."""

    def __init__(self, key: str, part: str) -> None:
        super().__init__(key)
        self.key, self.part = key, part


def rule_starts(first: When, repeat: Repeat, last_day: date) -> tuple[datetime, ...]:
    """Return the local starts that the rule gives, in order: enough to know that they are too many.

    Raises RefusedRuleError for a raw rule that is malformed, or steps by less than a day.
    """
    assert first.start is not None  # noqa: S101 - asked before
    zone = first.start.tzinfo if isinstance(first.start, datetime) else None
    return _starts(local_time(first.start), zone, repeat, last_day)


@lru_cache(maxsize=1024)
def _starts(
    start: datetime, zone: tzinfo | None, repeat: Repeat, last_day: date
) -> tuple[datetime, ...]:
    """Do what `rule_starts` does; asked when dates are unfolded, and again by the checks."""
    if repeat.every is None and repeat.rrule is None:
        return (start,)
    parts = _parts(repeat)
    end = _end(parts.pop("UNTIL", None), repeat, zone)
    if end is None and "COUNT" not in parts:
        end = datetime.combine(last_day, time.max)
    years = (_LATE - start.year) // _CYCLE * _CYCLE
    text = ";".join(f"{name}={value}" for name, value in parts.items())
    try:
        rule = rrulestr(text, dtstart=start.replace(year=start.year + years))
        starts = (found.replace(year=found.year - years) for found in rule)
        within = takewhile(lambda found: end is None or found <= end, starts)
        return tuple(islice(within, LIMIT + 1 + len(repeat.except_)))
    except (ValueError, OverflowError, IndexError) as error:
        # an IndexError is how dateutil answers numbers out of range, such as BYMONTH=0
        raise RefusedRuleError("T310.rrule", repeat.rrule or text) from error


def _parts(repeat: Repeat) -> dict[str, str]:
    """Return the parts of the rule (RFC 5545 3.3.10) by name; raises RefusedRuleError."""
    if repeat.rrule is not None:
        return _raw_parts(repeat.rrule)
    parts = {"FREQ": _FREQ[repeat.every or Every.DAY], "INTERVAL": str(max(repeat.interval, 1))}
    if repeat.days:
        parts["BYDAY"] = ",".join(_WEEKDAYS[day] for day in repeat.days)
    if repeat.count is not None:
        parts["COUNT"] = str(repeat.count)
    return parts


def _raw_parts(rule: str) -> dict[str, str]:
    parts: dict[str, str] = {}
    for part in rule.upper().removeprefix("RRULE:").strip().rstrip(";").split(";"):
        found = _PART.fullmatch(part.strip())
        if found is None or found[1] in parts:
            raise RefusedRuleError("T310.rrule", part)
        parts[found[1]] = found[2]
    if "FREQ" not in parts:
        raise RefusedRuleError("T310.rrule", rule)
    if parts["FREQ"] not in _FREQ.values():
        raise RefusedRuleError("T310.freq", parts["FREQ"])
    if "COUNT" in parts and "UNTIL" in parts:
        raise RefusedRuleError("T310.until-count", rule)
    for name in {"COUNT", "INTERVAL"} & parts.keys():
        if not re.fullmatch("[0-9]{1,9}", parts[name]) or int(parts[name]) < 1:
            raise RefusedRuleError("T310.rrule", f"{name}={parts[name]}")
    return parts


def _end(until: str | None, repeat: Repeat, zone: tzinfo | None) -> datetime | None:
    """Return the last local time that the rule may give; a day counts to its end."""
    if until is None:
        return datetime.combine(repeat.until, time.max) if repeat.until is not None else None
    found = _UNTIL.fullmatch(until)
    try:
        if found is None:
            raise ValueError(until)
        day, clock, utc = found.groups()
        end = datetime.strptime(day + (clock or "235959"), "%Y%m%d%H%M%S")  # noqa: DTZ007 - local
    except ValueError as error:
        raise RefusedRuleError("T310.rrule", f"UNTIL={until}") from error
    return local_time(end.replace(tzinfo=UTC).astimezone(zone)) if utc and zone is not None else end
