"""Times and texts as the tests of events write them: September 2026, in Almaty."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from calendar_tool.model import Text, When

ALMATY = ZoneInfo("Asia/Almaty")


def en(text: str) -> Text:
    return Text((("en", text),))


def at(day: int, clock: str, zone: ZoneInfo = ALMATY) -> datetime:
    """Return a time in September 2026."""
    hour, minute = map(int, clock.split(":"))
    return datetime(2026, 9, day, hour, minute, tzinfo=zone)


def timed(day: int, start: str, end: str, last: int | None = None) -> When:
    return When(start=at(day, start), end=at(last or day, end))


def alone(day: int, start: str) -> When:
    return When(start=at(day, start), end=None)


def whole(first: int, last: int | None = None) -> When:
    return When(start=date(2026, 9, first), end=date(2026, 9, (last or first) + 1))
