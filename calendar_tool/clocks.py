"""Days on which the clocks of a zone are left alone: nearly all, and those need no second look.

Must not know what takes place on them.
"""

from datetime import date, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo, reset_tzpath


def own_zones() -> None:
    """Take all zones from the tzdata package, on any machine: what it has of its own may be old."""
    reset_tzpath(())
    ZoneInfo.clear_cache()


@lru_cache(maxsize=4096)
def is_calm(day: date, zone: ZoneInfo) -> bool:
    """Return whether a zone has the same offset all day long, so that no time is in doubt."""
    hours = [datetime(day.year, day.month, day.day, hour, tzinfo=zone) for hour in range(24)]
    offsets = {at.replace(fold=fold).utcoffset() for at in hours for fold in (0, 1)}
    last = datetime(day.year, day.month, day.day, 23, 59, 59, tzinfo=zone)
    return len(offsets | {last.utcoffset(), last.replace(fold=1).utcoffset()}) == 1
