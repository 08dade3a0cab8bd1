"""Very many events are printed week by week: nobody leafs through more, and no memory holds it.

Must not know layouts.
"""

from collections import defaultdict
from collections.abc import Iterator
from datetime import timedelta

from msgspec.structs import replace

from calendar_tool.agenda import narrowed
from calendar_tool.exporters.format import Edition
from calendar_tool.occurrences import agenda_days

#: Entries above which a programme is printed week by week.
MANY = 2500


def weeks(edition: Edition, most: int = MANY) -> Iterator[tuple[str, Edition]]:
    """Yield an edition or, of more than `most` entries, its weeks of which any day is shown.

    That of the programme's first day has what is undated. A week is named as ISO 8601 does:
    `2027-w20`.
    """
    if len(edition.occurrences) <= most:
        yield "", edition
        return
    starts = edition.programme.day_starts
    weeks = defaultdict(list)
    for one in edition.occurrences:
        first, last = agenda_days(one, starts) or (edition.programme.first_day,) * 2
        monday = first - timedelta(days=first.weekday())
        while monday <= last:
            weeks[monday].append(one)
            monday += timedelta(weeks=1)
    for monday, occurrences in sorted(weeks.items()):
        days = tuple(monday + timedelta(days=n) for n in range(7))
        year, week, _ = monday.isocalendar()
        shown = tuple(day for day in days if not edition.days or day in edition.days)
        if not shown:
            continue
        yield (
            f"-{year}-w{week:02}",
            replace(
                edition,
                programme=narrowed(edition.programme, occurrences),
                occurrences=tuple(occurrences),
                days=shown,
            ),
        )
