"""Editions for the formats of other programs: the real programmes, and texts that mean harm."""

import os
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import strategies as st

from calendar_tool.exporters.format import Edition
from calendar_tool.load import load_bytes
from calendar_tool.model import (
    Event,
    Image,
    Kind,
    Link,
    Person,
    PersonKind,
    Programme,
    Role,
    Room,
    Status,
    Tickets,
    Track,
    Venue,
    When,
)
from calendar_tool.occurrences import unfold
from calendar_tool.pictures import Picture
from calendar_tool.text import clean
from calendar_tool.views import localize, public
from tests.cli.running import HERON, MOSCOW
from tests.programmes import ALMATY, TBA, at, days, edition, programme, text, timed

TOLD = datetime(2019, 11, 1, 8, tzinfo=UTC)

#: The programmes in `events/` in all their languages.
REAL = [(path, language) for path in (MOSCOW, HERON) for language in ("ru", "kk", "en")]

#: What has done harm somewhere, and what only looks as if it would.
HARM = (
    "</script><script>alert(1)</script>", "<!--", "]]>", "<![CDATA[", "&amp;", "&", '"', "'",
    "=1+1", "+1", "-1", "@SUM(A1)", ";=1+1", ",=1+1", "\n=1+1", "＝1+1", "\\", "\\u003c", "{{x}}",
    "\u202eabc", "\u2066", "\u2028", "\u2029", "\ufffe", "\uffff", "\ufeff", "\U0001f389", "%00",
    "\u0000", "\u000b", "\u0085", "]]>&#0;", "../..", "ә ғ қ ң ө ұ ү һ і", "a" * 300, "«»", "null",
)  # fmt: skip


def schema(name: str) -> Path:
    """Return a file of the folder with other projects' data; skip the test where there is none."""
    folder = os.environ.get("CALENDAR_TOOL_TEST_DATA")
    if folder is None:
        pytest.skip("CALENDAR_TOOL_TEST_DATA is not set: no schemas of other projects")
    return Path(folder) / name


@cache
def _opened(path: Path) -> tuple[Programme, Mapping[str, Picture]]:
    today = date(2019, 1, 1)
    loaded = load_bytes(path.read_bytes(), path.name, today, TOLD, folder=path.parent)
    assert loaded.programme is not None
    return public(loaded.programme), loaded.pictures


@cache
def real(path: Path, language: str) -> Edition:
    """Return the public edition of a programme in `events/`."""
    whole, pictures = _opened(path)
    programme, occurrences = localize(whole, unfold(whole), language)
    return Edition(
        programme=programme,
        language=language,
        occurrences=occurrences,
        path="all.ics",
        told=TOLD,
        pictures=pictures,
    )


def only(*events: Event, **keys: Any) -> Edition:
    """Return the edition of a small programme."""
    return edition(programme(*events, **keys))


_texts = st.lists(st.sampled_from(HARM) | st.text(max_size=12), min_size=1, max_size=4).map(
    lambda parts: clean("".join(parts))
)
_words = _texts.filter(bool).map(text)
_addresses = st.builds(
    "https://{}/{}".format,
    st.sampled_from(("example.org", "example.org:8080", "мосты.рф", "a_b.example", "x" * 70)),
    st.text(
        st.characters(codec="utf-8", exclude_categories=("Z", "C"), exclude_characters='<>"\\^`{|}')
    ),
)
_whens = st.sampled_from(
    (
        timed(15, "10:30", "12:00"),
        timed(15, "22:00", "02:00"),
        timed(16, "00:30", "03:00"),
        timed(16, "09:00"),
        days(15, 16),
        days(15, tba=True),
        TBA,
        When(start=at(15, "10:00"), end=at(17, "10:00")),
        When(
            start=datetime(2024, 2, 29, 23, 30, fold=1, tzinfo=ALMATY),
            end=datetime(2024, 3, 1, 1, 0, tzinfo=ALMATY),
        ),
    )
)


@st.composite
def _events(draw: st.DrawFn, number: int) -> Event:
    optional = st.none() | _words
    return Event(
        id=draw(st.sampled_from((None, f"event-{number}", f"{number}"))),
        uid=draw(st.sampled_from((None, f"{number}@example.org"))),
        title=draw(_words),
        subtitle=draw(optional),
        description=draw(optional),
        notice=draw(optional),
        audience=draw(optional),
        when=draw(_whens),
        previous=draw(st.none() | _whens),
        previous_venue="hall",
        venue=draw(st.sampled_from((None, "TBA", "hall"))),
        room=draw(st.sampled_from((None, "big"))),
        online=draw(st.none() | _addresses),
        track=draw(st.sampled_from((None, "x"))),
        kind=draw(st.none() | st.sampled_from(Kind)),
        status=draw(st.sampled_from(Status)),
        tags=tuple(draw(st.lists(_texts, max_size=2))),
        people=tuple(Role(draw(_texts), id) for id in ("anna", "choir", "nobody")),
        age=draw(st.none() | _texts),
        url=draw(st.none() | _addresses),
        image=draw(st.none() | st.builds(Image, src=_addresses, alt=_words)),
        links=(Link(url=draw(_addresses), title=draw(optional)),),
        attachments=(Link(url=draw(_addresses)),),
        tickets=draw(st.none() | st.builds(Tickets, url=_addresses, price=_words)),
        registration=draw(st.none() | _addresses),
    )


@st.composite
def hostile(draw: st.DrawFn) -> Edition:
    """Draw the edition of a programme whose every text and address may be meant to do harm."""
    venue = Venue(
        id="hall",
        name=draw(_words),
        address=draw(_words),
        geo=(43.25, -76.9),
        rooms={"big": Room(id="big", name=draw(_words))},
        url=draw(_addresses),
    )
    people = {
        id: Person(id=id, name=draw(_words), kind=kind, position=draw(_words), bio=draw(_words))
        for id, kind in (("anna", PersonKind.PERSON), ("choir", PersonKind.GROUP))
    }
    whole: Programme = programme(
        *(draw(_events(number)) for number in range(3)),
        id=draw(st.sampled_from(("d", "days", "days-of-moscow-2019", "2019"))),
        title=draw(_words),
        description=draw(_words),
        url=draw(st.none() | _addresses),
        color="#AD1457",
        logo=Image(src=draw(_addresses)),
        venues={"hall": venue},
        people=people,
        tracks={"x": Track(id="x", name=draw(_words), color="#AD1457")},
        organizer=("anna",),
        day_starts=draw(st.sampled_from((0, 240, 360))),
    )
    return edition(whole)


def lasting(when: When) -> timedelta | None:
    """Return how long something with both a start and an end by the clock takes."""
    if isinstance(when.start, datetime) and isinstance(when.end, datetime):
        return when.end.astimezone(UTC) - when.start.astimezone(UTC)
    return None
