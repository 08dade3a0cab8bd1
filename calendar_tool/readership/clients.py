"""What a client calls itself → which program it is, and for how many people it asks."""

import re
from functools import lru_cache
from typing import NamedTuple

#: Who opened a feed with a browser, and who does not say what it is; the others are names.
BROWSER, NAMELESS = "browser", "nameless"

#: By what the agent holds, the first that fits. Seen in logs, or in the client's own source.
_KNOWN = (
    ("Google-Calendar-Importer", "Google Calendar"),
    ("dataaccessd|CalendarAgent|CalendarStore|^iCal/", "Apple Calendar"),
    ("Exchange", "Outlook.com/Exchange"),
    ("Microsoft Outlook|Microsoft Office|ms-office", "Outlook"),
    ("Thunderbird", "Thunderbird"),
    ("ICSx5", "ICSx5"),
    ("Nextcloud", "Nextcloud"),
    ("vdirsyncer", "vdirsyncer"),
)
_NAMES = tuple((re.compile(mark), name) for mark, name in _KNOWN)

#: Those that ask from many addresses for everybody who subscribed with them.
_SHARED = frozenset({"Google Calendar", "Outlook.com/Exchange"})

#: Others are called by their first word, or by the one that says with what they are compatible.
_WORD = re.compile(r"(?:Mozilla/\S+ \(compatible; )?([A-Za-z0-9][\w.+-]{0,39})", re.ASCII)

_TOLD = re.compile(r"\b(\d{1,7}) (?:subscribers|readers)\b", re.ASCII)


class Client(NamedTuple):
    """A program: `told` is for how many subscribers it says that it asks, None if it does not.

    A shared one asks for people whose number nobody tells; so it counts once for each feed,
    wherever it asks from.
    """

    name: str
    is_shared: bool
    told: int | None


@lru_cache(maxsize=4096)
def client(agent: str) -> Client:
    """Return the program that calls itself so."""
    told = _TOLD.search(agent)
    name = next((name for mark, name in _NAMES if mark.search(agent)), None) or _first_word(agent)
    return Client(name, name in _SHARED, int(told[1]) if told else None)


def _first_word(agent: str) -> str:
    found = _WORD.match(agent)
    if found is None:
        return NAMELESS
    return BROWSER if found[1] == "Mozilla" else found[1]
