"""What a subscriber sees has a digest; what a subscriber does not see has none."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import Struct
from msgspec.structs import replace

from calendar_tool.ledger import Ledger, read_entries
from calendar_tool.model import (
    Access,
    Accessibility,
    Event,
    Every,
    Hours,
    Image,
    Kind,
    Link,
    Opening,
    Person,
    PersonKind,
    Programme,
    Repeat,
    Role,
    Room,
    Shape,
    Staff,
    Status,
    Text,
    Tickets,
    Track,
    Venue,
    Visibility,
    When,
)
from calendar_tool.occurrences import uid_of
from calendar_tool.told import Stamp
from tests.ledger.made import (
    ALMATY,
    NOW,
    clock,
    days,
    event,
    gala,
    programme,
    rendered,
    text,
    told,
    with_record,
)

TBA = When(start=None, end=None, tba=True)
NEW = text("new", ru="новое")

#: For every field of an event, values that it may get instead of those of `BASE`.
EVENTS: dict[str, list[Any]] = {
    "title": [NEW, text("Gala", ru="Галла"), text("Gala"), Text((("kk", "Гала"),))],
    "when": [clock(12, 18, 21), clock(12, 17, 20), clock(12, 18), days(12, 12), days(12, 13), TBA],
    "id": ["ball"],
    "uid": ["a@b.example"],
    "subtitle": [NEW],
    "description": [NEW, text("two\n\nlines")],
    "venue": ["park", "TBA", None],
    "room": [None, "small"],
    "online": ["https://example.org/live", "soon"],
    "track": ["art", None],
    "tags": [("family",), ("family", "open air")],
    "kind": [Kind.CONCERT],
    "people": [(), (Role("host", "anna"),), (Role("performer", "boris"),), (Role("", "nobody"),)],
    "status": list(Status),
    "previous": [clock(11, 18, 20), TBA],
    "previous_venue": ["park"],
    "notice": [NEW],
    "repeat": [Repeat(every=Every.DAY, count=2), Repeat(every=Every.DAY, count=3)],
    "hours": [Hours(tba=True), Hours(weekdays=((5, Opening(600, 900)),))],
    "events": [
        (event("aria", None),),
        (event("aria", None, people=(Role("performer", "anna"),), subtitle=NEW),),
        (event("aria", None, events=(event("da-capo", None),)),),
        (event("aria", clock(12, 18, 19)),),
    ],
    "visibility": [Visibility.PRIVATE],
    "access": [Access.FREE],
    "tickets": [
        Tickets(url="https://example.org/t"),
        Tickets(price=NEW),
        Tickets(sale_from=days(1, 1)),
        Tickets(sale_from=clock(1, 10)),
    ],
    "registration": ["https://example.org/r"],
    "age": ["12+"],
    "language": [("kk",), ("tlh",)],
    "audience": [NEW],
    "expected": [500],
    "highlight": [True],
    "accessibility": [(Accessibility.STEP_FREE,)],
    "url": ["https://example.org/gala"],
    "image": [Image(src="https://example.org/a.png"), Image(src="a.png", alt=NEW, credit=NEW)],
    "links": [(Link(url="https://example.org/"),), (Link(url="https://example.org/", title=NEW),)],
    "attachments": [(Link(url="https://example.org/a"),)],
    "reminders": [(timedelta(hours=1),)],
    "related": [("ball",)],
    "staff": [Staff(note=NEW, responsible="anna")],
    "ignore": [("P702",)],
}  # fmt: skip
VENUES: dict[str, list[Any]] = {
    "id": ["castle"],
    "name": [NEW, text("Palace", ru="Дворец культуры")],
    "address": [None, NEW],
    "geo": [None, (43.25, 76.9)],
    "rooms": [{}, {"big": Room(id="big", name=NEW)}],
    "capacity": [10],
    "accessibility": [(Accessibility.STEP_FREE,)],
    "time_zone": ["Asia/Oral"],
    "hours": [Hours(tba=True)],
    "url": ["https://example.org/v"],
    "note": [NEW],
}
ROOMS: dict[str, list[Any]] = {
    "id": ["large"],
    "name": [NEW],
    "capacity": [10],
    "accessibility": [(Accessibility.STEP_FREE,)],
}
PEOPLE: dict[str, list[Any]] = {
    "id": ["anya"],
    "name": [NEW],
    "kind": [PersonKind.GROUP],
    "position": [NEW],
    "organization": [NEW],
    "bio": [NEW],
    "url": ["https://example.org/p"],
    "image": [Image(src="a.png")],
    "links": [(Link(url="https://example.org/l"),)],
}
TRACKS: dict[str, list[Any]] = {
    "id": ["sound"],
    "name": [NEW],
    "color": [None, "#00ff00"],
    "shape": [Shape.RING],
    "description": [NEW],
}
PROGRAMMES: dict[str, list[Any]] = {
    "id": ["day"],
    "title": [NEW],
    "languages": [("ru", "en", "kk"), ("kk", "ru"), ("en",), ("en", "ru", "kk", "de")],
    "time_zone": ["Europe/Berlin"],
    "first_day": [date(2026, 9, 11)],
    "last_day": [date(2026, 9, 15), date(2026, 10, 15)],
    "uid_seed": [],  # another seed is another calendar
    "subtitle": [NEW],
    "description": [NEW],
    "organizer": [("anna",)],
    "contact": [],  # on the page and on paper
    "url": [None, "https://example.org/city"],
    "logo": [Image(src="a.png")],
    "color": ["#00ff00"],
    "day_starts": [300],
    "feeds": [],  # other files, the same entries
    "ignore": [("P702",)],
    "travel_speed": [30.0],
    "venues": [{}],
    "people": [{}],
    "tracks": [{}],
    "events": [],  # see above
    "unread": [("gala",)],
}
ORIGIN = {"origin"}
#: What may move an entry that looks as before: reminders are in feeds with alarms only, pictures
#: beside the file on the page; another address or other languages are another calendar.
ELSEWHERE = {"reminders", "image", "languages", "url"}

BASE = gala(notice=text("Soon", ru="Скоро"))
WAITING = event("opening", TBA)
OPEN = event("show", days(12, 14), hours=Hours(weekdays=((5, Opening(600, 900)),)))


def start() -> Programme:
    tracks = {name: Track(id=name, name=text(f"A {name}")) for name in ("music", "art")}
    people = {name: Person(id=name, name=text(f"A {name}")) for name in ("anna", "boris")}
    return programme(BASE, WAITING, OPEN, tracks=tracks, people=people)


def variants() -> Iterator[tuple[str, Programme]]:
    """Yield the base programme with one value of one field changed."""
    base = start()
    for name, value in _each(EVENTS):
        changed = replace(BASE, **{name: value})
        yield f"event.{name}", replace(base, events=(changed, WAITING, OPEN))
    for name, value in _each(VENUES):
        yield f"venue.{name}", with_record(base, "venues", "palace", **{name: value})
    for name, value in _each(ROOMS):
        room = replace(base.venues["palace"].rooms["big"], **{name: value})
        yield f"room.{name}", with_record(base, "venues", "palace", rooms={"big": room})
    for name, value in _each(PEOPLE):
        yield f"person.{name}", with_record(base, "people", "anna", **{name: value})
    for name, value in _each(TRACKS):
        yield f"track.{name}", with_record(base, "tracks", "music", **{name: value})
    for name, value in _each(PROGRAMMES):
        yield f"programme.{name}", replace(base, **{name: value})


def _each(fields: dict[str, list[Any]]) -> Iterator[tuple[str, Any]]:
    return ((name, value) for name, values in fields.items() for value in values)


def entries(whole: Programme) -> dict[tuple[str, str], bytes]:
    """Return what each entry looks like in each language, all with one and the same stamp."""
    stamps = dict.fromkeys(told(whole), Stamp(0, NOW, NOW))
    return {
        (uid, language): entry
        for language, feed in rendered(whole, Ledger(), stamps).items()
        for uid, entry in read_entries(feed, language).items()
    }


VARIANTS = list(variants())


@pytest.mark.parametrize(
    ("record", "fields"),
    [
        (Event, EVENTS),
        (Venue, VENUES),
        (Room, ROOMS),
        (Person, PEOPLE),
        (Track, TRACKS),
        (Programme, PROGRAMMES),
    ],
)
def test_every_field_of_the_model_is_tried(record: type[Struct], fields: dict[str, Any]) -> None:
    assert set(record.__struct_fields__) - ORIGIN == set(fields)


@pytest.mark.parametrize(
    ("field", "changed"), VARIANTS, ids=[f"{n}-{name}" for n, (name, _) in enumerate(VARIANTS)]
)
def test_what_changes_a_byte_changes_the_digest_and_what_does_not_does_not(
    field: str, changed: Programme
) -> None:
    before, after = start(), changed
    was, now = told(before), told(after)
    looked, looks = entries(before), entries(after)
    both = was.keys() & now.keys()
    assert both
    for uid in both:
        kept = ((uid, language) for language in before.languages if language in after.languages)
        seen = any(looked.get(key) != looks.get(key) for key in kept)
        moved = was[uid].digest != now[uid].digest
        if seen:
            assert moved, uid
        elif field.partition(".")[2] not in ELSEWHERE:
            assert not moved, uid


def test_reminders_count_though_they_are_in_feeds_with_alarms_only() -> None:
    uid = uid_of(start(), BASE)
    changed = told(programme(replace(BASE, reminders=(timedelta(hours=1),))))
    assert told(programme(BASE))[uid].digest != changed[uid].digest


LANGUAGES = ("en", "ru", "kk", "de")
TEXTS = (
    st.dictionaries(st.sampled_from(LANGUAGES), st.sampled_from("ab"), min_size=1)
    .map(lambda found: list(found.items()))
    .flatmap(st.permutations)
    .map(lambda pairs: Text(tuple(pairs)))
)


@given(TEXTS, TEXTS, st.permutations(LANGUAGES), st.integers(1, 4))
@settings(max_examples=300)
def test_a_text_counts_as_its_readers_get_it(
    one: Text, other: Text, order: list[str], number: int
) -> None:
    languages = tuple(order[:number])
    first, second = (
        programme(
            event("gala", clock(12, 18), title=title, description=title, venue="hall"),
            languages=languages,
            venues={"hall": Venue(id="hall", name=title)},
        )
        for title in (one, other)
    )
    (was,), (now,) = told(first).values(), told(second).values()
    assert (was.digest == now.digest) == (entries(first) == entries(second))


def test_a_language_more_moves_nobody_who_has_no_text_in_it() -> None:
    base = programme(gala(), languages=("en", "ru"))
    (was,) = told(base).values()
    (now,) = told(replace(base, languages=("en", "ru", "kk"))).values()
    assert was.digest == now.digest


def test_the_zone_counts_by_name() -> None:
    start = datetime(2026, 9, 12, 18, tzinfo=ALMATY)
    other = start.replace(tzinfo=ZoneInfo("Asia/Qyzylorda"))
    assert start == other
    (was,), (now,) = (
        told(programme(event("gala", When(start=at, end=None)))).values() for at in (start, other)
    )
    assert was.digest != now.digest


def test_a_digest_is_the_same_in_every_process_and_version() -> None:
    """Only a change of what is seen may alter these; a new field of the model may not."""
    digests = sorted(one.digest for one in told(start()).values())
    assert digests == DIGESTS


DIGESTS = [
    "4fc3a83bec1103644be9277235bef49d",
    "7a089a6b6d13feca52b53235f2592a43",
    "bca600eda85c3a7fc8065ec2cdc50148",
]


def test_order_of_keys_of_the_file_moves_nobody() -> None:
    base = programme(gala(), event("chess", clock(13, 10, 12)))
    turned = replace(
        base,
        events=base.events[::-1],
        venues=dict(reversed(list(base.venues.items()))),
        people=dict(reversed(list(base.people.items()))),
    )
    assert told(base) == told(turned)


def test_a_new_id_of_a_venue_moves_nobody() -> None:
    base = programme(gala())
    castle = replace(base.venues["palace"], id="castle")
    renamed = replace(base, events=(gala(venue="castle"),), venues={"castle": castle})
    (was,), (now,) = told(base).values(), told(renamed).values()
    assert (was.digest, was.venue, now.venue) == (now.digest, "palace", "castle")


def test_what_is_told_says_where_in_each_language() -> None:
    (one,) = told(programme(gala())).values()
    assert one.place == Text(
        (("en", "Big Hall, Palace"), ("ru", "Большой зал, Дворец"), ("kk", "Big Hall, Palace"))
    )
    (nowhere,) = told(programme(gala(venue=None))).values()
    assert nowhere.place is None


def test_what_is_told_is_what_a_selection_asks_for() -> None:
    whole = gala(events=(event("aria", clock(12, 18, 19), tags=("song",)),))
    told_of = {one.id: one for one in told(programme(whole)).values()}
    assert told_of["aria"].whole == told_of["gala"].uid
    assert told_of["aria"].tags == ("song",)
    assert (told_of["gala"].venue, told_of["gala"].room) == ("palace", "big")
    assert told_of["gala"].people == (Role("performer", "anna"),)


def test_every_programme_gets_uids_of_its_own() -> None:
    assert told(programme(gala())).keys() != told(programme(gala(), uid_seed=uuid4())).keys()
    assert ALMATY.key == "Asia/Almaty"
