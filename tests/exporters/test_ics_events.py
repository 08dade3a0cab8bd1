"""Every property of an entry is what icalendar's own `Event.add` gives for the same values."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import icalendar
from hypothesis import given, settings
from hypothesis import strategies as st

from calendar_tool.exporters.format import Edition
from calendar_tool.exporters.ics import FORMAT
from calendar_tool.model import Event, Image, Programme, Role, Text, Track, Venue, Visibility, When
from calendar_tool.occurrences import Occurrence, instant
from calendar_tool.text import clean, one_line

from .feed_rules import Component, check, instants

ZONES = ["Asia/Almaty", "Europe/Berlin", "America/New_York", "Europe/London", "UTC"]
HOME = ZoneInfo("Asia/Almaty")
TOLD = datetime(2024, 1, 1, 9, 30, tzinfo=UTC)

PIECES = st.one_of(
    st.sampled_from(
        ["\\", "\\N", "\\n", "C:\\New", ";", ",", ":", '"', "'", "\n", "\n\n", " ", "^n"]
    ),
    st.sampled_from(
        ["🎉", "👨‍👩‍👧", "ә", "e\u0301", "\x85", "\u2028", "\r\n", "\t", "é", "שלום", "\x00"]
    ),
    st.sampled_from(
        ["END:VEVENT", "BEGIN:VALARM", "концерт " * 12, "я" * 80, "\\" * 77, "{title}"]
    ),
    st.text(st.characters(codec="utf-8"), max_size=10),
)
WRITTEN = st.lists(PIECES, min_size=1, max_size=8).map(lambda pieces: clean("".join(pieces)))
LINES = WRITTEN.filter(bool)
LANGUAGE = st.sampled_from(["ru", "kk", "en", "zh-Hant"])
TEXTS = st.builds(lambda tag, text: Text(((tag, text),)), LANGUAGE, LINES)
ADDRESSES = st.one_of(
    st.sampled_from(["https://example.org/a,b;c?d=e\\f", "https://пример.рф/" + "ы" * 60]),
    st.text("abc/?&=%;,:@~я", min_size=1).map("https://example.org/".__add__),
)
CHANGES = [datetime(2024, month, day, 1) for month, day in ((2, 29), (3, 31), (10, 27), (11, 3))]  # noqa: DTZ001 - local, the zone comes below


@st.composite
def timed(draw: st.DrawFn) -> When:
    """Times near changes of clocks, those that happen twice or never included."""
    near = draw(st.sampled_from(CHANGES)) + timedelta(minutes=draw(st.integers(-1500, 3000)))
    zone = ZoneInfo(draw(st.sampled_from(ZONES)))
    start = near.replace(tzinfo=zone, fold=draw(st.integers(0, 1)))
    length = timedelta(minutes=draw(st.integers(1, 3000)))
    end = (start.astimezone(UTC) + length).astimezone(zone)
    return When(start=start, end=draw(st.sampled_from([end, end, None])))


@st.composite
def all_day(draw: st.DrawFn) -> When:
    start = draw(st.dates(date(2023, 1, 1), date(2026, 12, 31)))
    return When(start=start, end=start + timedelta(days=draw(st.integers(1, 40))))


EVENTS = st.builds(
    Event,
    title=TEXTS,
    subtitle=st.none() | TEXTS,
    description=st.none() | TEXTS,
    notice=st.none() | TEXTS,
    when=st.one_of(timed(), timed(), all_day()),
    id=st.none() | st.just("an-id"),
    venue=st.sampled_from([None, "here", "TBA"]),
    track=st.sampled_from([None, "music"]),
    tags=st.lists(LINES.map(one_line), max_size=3).map(tuple),
    people=st.sampled_from([(), (Role("", "somebody"),)]),
    url=st.none() | ADDRESSES,
    online=st.none() | ADDRESSES,
    image=st.none() | st.builds(Image, src=st.one_of(ADDRESSES, st.just("poster.jpg"))),
    visibility=st.sampled_from(Visibility),
)
PLACES = st.builds(
    Venue,
    id=st.just("here"),
    name=TEXTS,
    address=st.none() | TEXTS,
    geo=st.none() | st.tuples(st.floats(-90, 90), st.floats(-180, 180)),
)
TRACKS = st.builds(Track, id=st.just("music"), name=TEXTS, color=st.sampled_from([None, "#ff0000"]))


def programme(venue: Venue, track: Track) -> Programme:
    return Programme(
        id="p",
        title=Text((("ru", "Программа"),)),
        languages=("ru",),
        time_zone="Asia/Almaty",
        first_day=date(2024, 1, 1),
        last_day=date(2024, 12, 31),
        uid_seed=UUID(int=7),
        url="https://example.org/p",
        venues={"here": venue},
        tracks={"music": track},
    )


def written(whole: Programme, event: Event, uid: str, whole_uid: str | None) -> bytes:
    occurrence = Occurrence(event=event, uid=uid, whole_uid=whole_uid)
    return FORMAT.render(
        Edition(
            programme=whole, language="ru", occurrences=(occurrence,), path="all.ics", told=TOLD
        )
    ).content


def expected(whole: Programme, event: Event, uid: str, whole_uid: str | None) -> Any:
    """Return the entry as `Event.add` makes it, from the values alone."""
    entry, venue, track = icalendar.Event(), whole.venues["here"], whole.tracks["music"]
    page = event.url or f"https://example.org/p/ru/{'#an-id' if event.id else ''}"
    about = [
        str(event.notice or ""),
        str(event.description or ""),
        f"Трансляция: {event.online}" if event.online else "",
        page,
    ]
    title = " — ".join(one_line(str(text)) for text in (event.title, event.subtitle) if text)
    language = event.description.language if event.description else "ru"
    for name in ("DTSTAMP", "CREATED", "LAST-MODIFIED"):
        entry.add(name, TOLD)
    entry.add("UID", uid)
    entry.add("SEQUENCE", 0)
    entry.add("SUMMARY", title, {"LANGUAGE": event.title.language})
    entry.add("DESCRIPTION", "\n\n".join(filter(None, about)), {"LANGUAGE": language})
    _add_place(entry, event, venue)
    entry.add("URL", page)
    names = [one_line(str(track.name))] if event.track else []
    names += event.tags
    if names:
        tag = {"LANGUAGE": track.name.language} if event.track else {}
        spelt: dict[str, str] = {}
        for name in names:
            spelt.setdefault(name.casefold(), name)
        entry.add("CATEGORIES", list(spelt.values()), tag)
    entry.add("STATUS", "CONFIRMED")
    entry.add("TRANSP", "TRANSPARENT")
    if event.track and track.color:
        entry.add("COLOR", "red")
    if event.visibility is Visibility.PRIVATE:
        entry.add("CLASS", "PRIVATE")
    if whole_uid:
        entry.add("RELATED-TO", whole_uid)
    if event.image and event.image.src.startswith("https:"):
        entry.add("IMAGE", icalendar.vUri(event.image.src), {"VALUE": "URI"})
    if event.online:
        entry.add("CONFERENCE", icalendar.vUri(event.online), {"VALUE": "URI"})
    return entry


def _add_place(entry: icalendar.Event, event: Event, venue: Venue) -> None:
    if event.venue == "here":
        place = ", ".join(one_line(str(text)) for text in (venue.name, venue.address) if text)
        entry.add("LOCATION", place, {"LANGUAGE": venue.name.language})
        if venue.geo:
            entry.add("GEO", tuple(round(angle, 6) + 0.0 for angle in venue.geo))
    else:
        silent = "Онлайн" if event.online else "Место не указано"
        place = "Место уточняется" if event.venue else silent
        entry.add("LOCATION", place, {"LANGUAGE": "ru"})


def add_times(entry: icalendar.Event, when: When, in_utc: bool) -> None:
    for name, at in (("DTSTART", when.start), ("DTEND", when.end)):
        if at is not None:
            utc = in_utc and isinstance(at, datetime)
            entry.add(name, instant(at) if utc else at)


UIDS = LINES.map(one_line).filter(lambda text: len(text.encode()) < 100)


@settings(max_examples=1000, deadline=None)
@given(EVENTS, PLACES, TRACKS, UIDS, st.none() | UIDS)
def test_an_entry_is_what_icalendar_makes_of_the_same_values(
    event: Event, venue: Venue, track: Track, uid: str, whole_uid: str | None
) -> None:
    whole = programme(venue, track)
    content = written(whole, event, uid, whole_uid)
    ours = check(content).named("VEVENT")[0]
    reference = expected(whole, event, uid, whole_uid)
    assert event.when is not None
    add_times(reference, event.when, ours["DTSTART"].value.endswith("Z"))

    entry: Any = icalendar.Calendar.from_ical(content).events[0]
    assert set(entry) == set(reference)
    for name in reference:
        assert entry[name].params == reference[name].params, name
        if name == "CATEGORIES":  # icalendar 7.3 reads a backslash in a list wrong; we do not
            assert ours[name].texts == [str(one) for one in reference[name].cats]
        else:
            assert entry[name] == reference[name], name
    _same_instants(ours, content, event.when, entry)


def _same_instants(ours: Component, content: bytes, when: When, entry: Any) -> None:
    """Whoever reads the zone by its name or by the file finds the instants of the model."""
    assert instants(ours, check(content)) == (_utc(when.start), _utc(when.end))
    assert _utc(entry["DTSTART"].dt) == _utc(when.start)
    assert "DTEND" not in entry or _utc(entry["DTEND"].dt) == _utc(when.end)


def _utc(at: date | None) -> date | None:
    return instant(at) if isinstance(at, datetime) else at
