"""Programme files written as text, what they become, and the places at which something is wrong."""

import re
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from typing import Any, NamedTuple

from calendar_tool.diagnostics import Diagnostic
from calendar_tool.load import Loaded, load_bytes
from calendar_tool.model import Event, Programme
from calendar_tool.reports import in_order
from calendar_tool.source.document import read
from calendar_tool.source.parse import Parsed, parse
from calendar_tool.wording import COMPLETE, words

#: The head of a programme of two days in Almaty.
HEAD = """\
format: 1
id: city-day-2026
title: City Day
languages: [en, ru]
time_zone: Asia/Almaty
dates: 12–13 Sep 2026
"""


class Record(NamedTuple):
    """Where a kind of record stands in a file: lines before it, its indent, keys that it needs.

    `of` finds the record in the programme that the file becomes.
    """

    before: str
    indent: str
    needs: Mapping[str, str]
    of: Callable[[Programme], Any]


_EVENT = "events:\n  - id: gala\n    title: Gala\n    when: 12 Sep 10:00–11:00\n"
_VENUE = "venues:\n  hall:\n"

#: Every kind of record of the format, by its name in the schema.
RECORDS: dict[str, Record] = {
    "programme": Record(
        "",
        "",
        {
            "format": "1",
            "id": "city-day-2026",
            "title": "City Day",
            "languages": "[en, ru]",
            "time_zone": "Asia/Almaty",
            "dates": "12–13 Sep 2026",
            "events": "[]",
        },
        lambda programme: programme,
    ),
    "defaults": Record(
        HEAD + "events: [{title: Gala, when: 12 Sep 10:00}]\ndefaults:\n",
        "  ",
        {},
        lambda programme: programme.events[0],
    ),
    "event": Record(
        HEAD + "events:\n  -\n",
        "    ",
        {"title": "Gala", "when": "12 Sep 10:00"},
        lambda programme: programme.events[0],
    ),
    "venue": Record(
        HEAD + "events: []\n" + _VENUE,
        "    ",
        {"name": "Hall"},
        lambda programme: programme.venues["hall"],
    ),
    "room": Record(
        HEAD + "events: []\n" + _VENUE + "    name: Hall\n    rooms:\n      big:\n",
        "        ",
        {"name": "Big"},
        lambda programme: programme.venues["hall"].rooms["big"],
    ),
    "person": Record(
        HEAD + "events: []\npeople:\n  anna:\n",
        "    ",
        {"name": "Anna"},
        lambda programme: programme.people["anna"],
    ),
    "track": Record(
        HEAD + "events: []\ntracks:\n  music:\n",
        "    ",
        {"name": "Music"},
        lambda programme: programme.tracks["music"],
    ),
    "feed": Record(
        HEAD + "events: []\nfeeds:\n  -\n",
        "    ",
        {"id": "kids", "title": "For children", "select": "{tags: family}"},
        lambda programme: programme.feeds[0],
    ),
    "select": Record(
        HEAD + "events: []\nfeeds:\n  - id: kids\n    title: For children\n    select:\n",
        "      ",
        {},
        lambda programme: programme.feeds[0].select,
    ),
    "contact": Record(
        HEAD + "events: []\ncontact:\n", "  ", {}, lambda programme: programme.contact
    ),
    "image": Record(
        HEAD + "events: []\nlogo:\n",
        "  ",
        {"src": "logo.png"},
        lambda programme: programme.logo,
    ),
    "link": Record(
        HEAD + _EVENT + "    links:\n      -\n",
        "        ",
        {"url": "https://example.org/"},
        lambda programme: programme.events[0].links[0],
    ),
    "repeat": Record(
        HEAD + _EVENT + "    repeat:\n",
        "      ",
        {},
        lambda programme: programme.events[0].repeat,
    ),
    "change": Record(
        HEAD + _EVENT + "    repeat:\n      changes:\n        13 Sep:\n",
        "          ",
        {},
        lambda programme: programme.events[0].repeat and programme.events[0].repeat.changes[0],
    ),
    "tickets": Record(
        HEAD + _EVENT + "    tickets:\n",
        "      ",
        {},
        lambda programme: programme.events[0].tickets,
    ),
    "staff": Record(
        HEAD + _EVENT + "    staff:\n", "      ", {}, lambda programme: programme.events[0].staff
    ),
}


def with_key(record: str, key: str, value: str) -> str:
    """Return a file with a record that has this key beside those that it needs."""
    kind = RECORDS[record]
    keys = {**kind.needs, key: value}
    return kind.before + "".join(f"{kind.indent}{name}: {keys[name]}\n" for name in keys)


def parsed(text: str) -> Parsed:
    return parse(read(text.encode()))


def good(text: str) -> Programme:
    """Return the programme of a file in which there is nothing wrong."""
    programme, diagnostics = parsed(text)
    assert diagnostics == ()
    assert programme is not None
    return programme


def good_events(text: str, head: str = HEAD) -> tuple[Event, ...]:
    """Return the events of a list, indented as one likes."""
    return good(f"{head}events:\n{text}").events


def loaded(text: str, today: date = date(2026, 7, 1)) -> Loaded:
    """Return a file read, parsed and checked."""
    return load_bytes(text.encode(), "day.yaml", today, datetime(2026, 7, 1, tzinfo=UTC))


def assert_found(marked: str, *keys: str, checked: bool = False) -> list[Diagnostic]:
    """Assert that just these sentences are raised, at the places between ⟦ and ⟧, in file order.

    Each can be said in every language. `checked`: also those of the rules.
    """
    text = re.sub("[⟦⟧]", "", marked)
    pieces = re.split("⟦(.*?)⟧", marked, flags=re.DOTALL)
    diagnostics = in_order(loaded(text).diagnostics if checked else parsed(text).diagnostics)
    starts = [sum(map(len, pieces[:index])) for index in range(1, len(pieces), 2)]
    places = [(at, at + len(pieces[2 * n + 1])) for n, at in enumerate(starts)]
    found = [(one.key, tuple(one.span)) for one in diagnostics]
    shown = [(one.key, text[slice(*one.span)]) for one in diagnostics]
    assert found == list(zip(keys, places, strict=True)), shown
    for diagnostic in diagnostics:
        for language in COMPLETE:
            assert "{" not in "".join(words(language).sentence(diagnostic))
    return diagnostics
