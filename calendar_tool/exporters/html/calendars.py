"""Addresses behind buttons: how each calendar program is asked to subscribe, or to note one event.

Must not know pages. Which of them work: webcal for Apple, Thunderbird and ICSx5; webcal inside
Google's own, which refuses https; https for Outlook, which refuses webcal.
"""

from datetime import date, datetime
from typing import NamedTuple
from urllib.parse import quote

from calendar_tool.exporters.exchange import utc
from calendar_tool.model import When

_GOOGLE = "https://calendar.google.com/calendar"
_OUTLOOK = "https://outlook.live.com/calendar/0"
_OFFICE = "https://outlook.office.com/calendar/0"


class Feed(NamedTuple):
    """A feed that a page offers: its path in the language's folder, and its name there.

    The path begins with what it selects: `day-2019-11-15.ics`, `venue-opera.ics`; `all.ics` is the
    programme.
    """

    path: str
    name: str

    @property
    def group(self) -> str:
        """What it selects: `all`, `day`, `track`, `venue`, `room`, `person` or `feed`."""
        return self.path.removesuffix(".ics").partition("-")[0]


class Ways(NamedTuple):
    """How to subscribe to a feed at an https address."""

    address: str
    apple: str
    google: str
    outlook: str
    office: str


def ways(address: str, name: str) -> Ways:
    """Return how to subscribe to the feed at an absolute http(s) address."""
    webcal = f"webcal:{address.partition(':')[2]}"
    asked = f"url={quoted(address)}&name={quoted(name)}"
    return Ways(
        address=address,
        apple=webcal,
        google=f"{_GOOGLE}/r?cid={quoted(webcal)}",
        outlook=f"{_OUTLOOK}/addfromweb?{asked}",
        office=f"{_OFFICE}/addfromweb?{asked}",
    )


class Noted(NamedTuple):
    """How to note one event in a calendar in the web; unlike a feed it never changes again."""

    google: str
    outlook: str


def noted(when: When, title: str, place: str) -> Noted | None:
    """Return how to note an event at a time; None if its day or its end is not known.

    `title` and `place` are `quoted` already.
    """
    start, end = when.start, when.end
    if start is None or end is None:
        return None
    begins, ends = _extended(start), _extended(end)
    where = f"&location={place}" if place else ""
    all_day = "" if isinstance(start, datetime) else "&allday=true"
    google = f"action=TEMPLATE&text={title}&dates={_basic(begins)}/{_basic(ends)}{where}"
    outlook = (
        "path=/calendar/action/compose&rru=addevent"
        f"&subject={title}&startdt={begins}&enddt={ends}{all_day}{where}"
    )
    return Noted(f"{_GOOGLE}/render?{google}", f"{_OUTLOOK}/deeplink/compose?{outlook}")


def quoted(text: str) -> str:
    """Return a text as a value of a query (RFC 3986 3.4)."""
    return quote(text, safe="")


def _extended(at: date | datetime) -> str:
    """Return a time as Outlook wants it: `2019-11-15T04:30:00Z`, or `2019-11-15`."""
    return utc(at) if isinstance(at, datetime) else at.isoformat()


def _basic(extended: str) -> str:
    """Return it as Google wants it: `20191115T043000Z`, or `20191115` for a whole day."""
    return extended.replace("-", "").replace(":", "")
