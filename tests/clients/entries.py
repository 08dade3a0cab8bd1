"""What a reader must find in a feed, worked out from the model, and what icalendar makes of one."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple

import icalendar

from calendar_tool.exporters.standing import Standing, standing
from calendar_tool.load import load
from calendar_tool.model import Programme, Selection
from calendar_tool.occurrences import Occurrence
from calendar_tool.site import Public, open_to_public
from calendar_tool.text import one_line
from calendar_tool.views import localize, select
from calendar_tool.wording import words
from tests.festival import LANGUAGES, Festival


class Entry(NamedTuple):
    """What people see of an entry, and its SEQUENCE; times are ISO 8601 in UTC, or dates."""

    start: str
    end: str | None
    title: str
    status: str
    sequence: int


#: The entries of a feed by UID.
Entries = dict[str, Entry]

#: The feeds of a site by path, such as `ru/all.ics`.
Feeds = dict[str, Entries]


def expected(festival: Festival) -> Feeds:
    """Return what the feeds must hold that have just been published."""
    loaded = load(str(festival.file), date(2055, 1, 1))
    assert loaded.programme is not None
    shown = open_to_public(loaded.programme, loaded.occurrences, loaded.told, loaded.ledger)
    feeds: Feeds = {}
    for language in LANGUAGES:
        entries = _entries(shown, language)
        folder = festival.site / shown.programme.id / language
        for path in [*folder.glob("*.ics"), *folder.glob("event/*.ics")]:
            name = path.relative_to(folder).as_posix()
            uids = _inside(name.removesuffix(".ics"), shown)
            feeds[f"{language}/{name}"] = {uid: entries[uid] for uid in uids}
    return feeds


def _entries(shown: Public, language: str) -> Entries:
    programme, occurrences = localize(
        shown.programme, (*shown.everything.occurrences, *shown.everything.gone), language
    )
    entries = {}
    for one in occurrences:
        stands = standing(one.event, one.when, programme)
        assert stands is not None
        entries[one.uid] = Entry(
            start=written(stands.when.start),
            end=written(stands.when.end) if stands.when.end else None,
            title=_title(one, stands, language),
            status=stands.status,
            sequence=shown.stamps[one.uid].sequence,
        )
    return entries


def _title(one: Occurrence, stands: Standing, language: str) -> str:
    title = one_line(str(one.event.title))
    if one.event.subtitle:
        title += f" — {one_line(str(one.event.subtitle))}"
    for key in filter(None, (stands.suffix, stands.prefix)):
        title = words(language).say(f"feed.{key}", title=title)
    return title


def _inside(feed: str, shown: Public) -> Iterable[str]:
    """Return the UIDs of what the name of a feed asks for."""
    if feed.startswith("event/"):
        id = feed.removeprefix("event/")
        return [one.uid for one in shown.occurrences if one.event.id == id]
    asked = _asked(feed.removesuffix(".alarms"), shown.programme)
    starts = shown.programme.day_starts
    return [one.uid for part in shown.everything for one in select(part, asked, starts)]


def _asked(feed: str, programme: Programme) -> Selection:
    kind, _, id = feed.partition("-")
    match kind:
        case "all":
            return Selection()
        case "day":
            return Selection(days=(date.fromisoformat(id),))
        case "track":
            return Selection(tracks=(id,))
        case "venue":
            return Selection(venues=(id,))
        case "room":
            return Selection(rooms=(id.replace("--", "/"),))
        case "person":
            return Selection(people=(id,))
        case _:
            return next(one.select for one in programme.feeds if one.id == id)


def written(at: date | datetime | None) -> str:
    """Return an instant as `2055-05-20T14:00Z`, a date as `2055-05-20`."""
    assert at is not None
    if isinstance(at, datetime):
        return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%MZ")
    return at.isoformat()


def from_seconds(seconds: float, *, is_date: bool) -> str:
    """Return the same of seconds since 1970 in UTC; a date is told by its midnight."""
    at = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)
    return written(at.date() if is_date else at)


def by_icalendar(content: bytes) -> Entries:
    """Return the entries of a calendar that a client has written down again."""
    events = icalendar.Calendar.from_ical(content).events
    entries = {
        str(one["UID"]): Entry(
            start=written(one.start),
            end=written(one.end) if "DTEND" in one else None,
            title=str(one["SUMMARY"]),
            status=str(one["STATUS"]),
            sequence=int(str(one["SEQUENCE"])),
        )
        for one in events
    }
    assert len(entries) == len(events), "a UID twice"
    return entries
