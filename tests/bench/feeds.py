"""What all the feeds of a large programme cost: `python -m tests.bench.feeds`, by hand.

The events of `tests.bench.writing`. In one process and by turns: the one feed; all feeds of the
language; icalendar with a `Calendar` for each feed, of which it is given a sample of some and the
rest is reckoned from the entries in them; single events and verification apart. Then whole
processes: `validate` beside a `publish` that finds nothing to do. And the time for fewer events.
"""

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

import icalendar
from msgspec.structs import replace

from calendar_tool.exporters import ics
from calendar_tool.model import Programme
from calendar_tool.occurrences import unfold
from calendar_tool.site import ALL, Public, SiteFile, feeds, open_to_public
from calendar_tool.verification import verify
from tests.bench.programmes import ours
from tests.bench.whole import TOOL, run
from tests.bench.writing import EVENTS, TOLD, TURNS, by_icalendar, programme, seconds, values_of

#: Of the feeds that hold less than everything, icalendar writes each of this number.
SAMPLE = 40


def opened(whole: Programme) -> Public:
    return open_to_public(whole, unfold(whole), TOLD)


def all_feeds(shown: Public) -> list[SiteFile]:
    """Return every feed of the language, without the files of single events."""
    made = feeds(shown, shown.everything, "ru")
    return [file for file in iter(lambda: next(made, None), None) if "/" not in file.path]


def one_feed(shown: Public) -> bytes:
    return ics.render(shown.edition("ru", shown.everything, ALL)).content
