"""A programme as somebody gets it: nothing private, only what was chosen, in one language."""

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import Struct
from msgspec.structs import replace

from calendar_tool.diagnostics import NOWHERE
from calendar_tool.model import (
    Change,
    Event,
    Every,
    Feed,
    Image,
    Kind,
    Link,
    Person,
    Programme,
    Repeat,
    Role,
    Room,
    Selection,
    Staff,
    Text,
    Tickets,
    Track,
    Visibility,
)
from calendar_tool.occurrences import unfold
from calendar_tool.site import open_to_public
from calendar_tool.views import localize, public, select
from tests.building import HEAD, good
from tests.programmes import TBA, days, event, programme, text, timed, venue

PRIVATE = Visibility.PRIVATE
_TOLD = datetime(2019, 11, 1, tzinfo=UTC)

# -- what is private


SECRETS = (
    HEAD
    + """\
organizer: [city]
venues:
  hall:
    name: Hall
    rooms:
      big: Big
      canary-room: CANARY room
      idle: Nobody uses it
  canary-venue: {name: CANARY venue, rooms: {back: CANARY back}}
  canary-old: {name: CANARY old}
  canary-changed: {name: CANARY changed}
  unused: {name: Unused}
people:
  city: {name: City}
  anna: {name: Anna}
  canary-person: {name: CANARY person}
  canary-staff: {name: CANARY staff}
tracks:
  music: {name: Music}
  canary-track: {name: CANARY track}
feeds:
  - {id: canary-feed, title: CANARY feed, select: {venues: [canary-venue]}}
  - {id: canary-ids, title: CANARY ids, select: {ids: [canary, canary-part], kinds: [talk]}}
  - {id: canary-rooms, title: CANARY rooms, select: {rooms: [canary-venue/back]}}
  - {id: mixed, title: Mixed, select: {tracks: [music, canary-track], people: [anna]}}
  - {id: all, title: All, select: {}}
events:
  - title: CANARY meeting
    id: canary
    when: 12 Sep 10:00–11:00
    visibility: private
    venue: canary-venue
    previous_venue: canary-old
    track: canary-track
    people: {host: [canary-person, city]}
    description: CANARY description
    notice: CANARY notice
    repeat: {every: day, changes: {13 Sep: {venue: canary-changed}}}
    events: [{title: CANARY inner, id: canary-inner, when: 12 Sep 10:15}]
  - title: Gala
    id: gala
    when: 12 Sep 19:00–21:00
    venue: hall
    room: big
    track: music
    people: [anna]
    related: [canary, fair, canary-part]
    staff: {responsible: canary-staff, note: CANARY note, setup: 45 min}
    events:
      - title: CANARY part
        id: canary-part
        when: 19:00–19:10
        room: canary-room
        visibility: private
      - title: Song
        id: song
        staff: {note: CANARY song}
        related: [canary]
  - {title: Fair, id: fair, when: 12–13 Sep, venue: hall}
"""
)


def _secrets() -> Programme:
    return good(SECRETS)


def test_the_canaries_are_there() -> None:
    assert repr(_secrets()).lower().count("canary") > 40


def test_nothing_private_is_in_what_the_public_gets() -> None:
    programme = _secrets()
    assert "canary" not in repr(public(programme)).lower()
    shown = open_to_public(programme, unfold(programme), _TOLD)
    assert "canary" not in repr(shown).lower()
    for language in programme.languages:
        edition = shown.edition(language, shown.everything, "all.ics")
        assert "canary" not in repr(edition).lower()


def test_what_is_public_stays() -> None:
    shown = public(_secrets())
    assert [event.id for event in shown.events] == ["gala", "fair"]
    assert [part.id for part in shown.events[0].events] == ["song"]
    assert shown.events[0].related == ("fair",)
    assert list(shown.venues) == ["hall", "unused"]
    assert list(shown.venues["hall"].rooms) == ["big", "idle"]
    assert list(shown.people) == ["city", "anna"]
    assert list(shown.tracks) == ["music"]


def test_a_feed_that_asks_for_nothing_public_is_not_public() -> None:
    mixed, everything = public(_secrets()).feeds
    assert mixed.select == Selection(tracks=("music",), people=("anna",))
    assert (everything.id, everything.select) == ("all", Selection())


def test_what_is_public_altogether_is_handed_on_as_it_is() -> None:
    whole = programme(event("A", timed(15, "10:00"), events=(event("B", None),)))
    assert public(whole) is whole


def test_what_is_public_is_public_twice() -> None:
    shown = public(_secrets())
    assert public(shown) is shown


def test_the_public_may_be_shown_nothing() -> None:
    assert public(programme(event("A", days(15), visibility=PRIVATE))).events == ()


def test_a_record_that_private_and_public_events_use_stays() -> None:
    whole = programme(
        event("A", days(15), visibility=PRIVATE, venue="hall"), event("B", days(15), venue="hall")
    )
    shown = public(whole)
    assert [str(one.title) for one in shown.events] == ["B"]
    assert shown.venues == whole.venues


def test_staff_notes_alone_hide_nothing_else() -> None:
    noted = event("A", days(15), staff=Staff(note=text("Bring chairs")))
    shown = public(programme(noted))
    assert shown.events[0].staff is None
    assert replace(shown.events[0], staff=noted.staff) == noted


# -- what was chosen


def _one(title: str, day: int, **keys: object) -> Event:
    return event(title, timed(day, "10:00", "11:00"), **keys)


CHOICE = programme(
    _one("concert", 15, id="concert", kind=Kind.CONCERT, track="music", venue="hall", room="big",
         people=(Role("performer", "anna"), Role("host", "boris")), tags=("family", "night")),
    _one("talk", 16, id="talk", kind=Kind.TALK, track="nature", venue="square",
         people=(Role("speaker", "boris"),), tags=("family",)),
    event("night", timed(16, "01:00", "02:00"), id="night", track="music", venue="hall",
          room="small"),
    event("some day", TBA, id="tba", events=(_one("part", 15, id="part"),)),
    event("fair", days(15, 16), id="fair", tags=("night",)),
    event("series", timed(15, "12:00", "13:00"), id="series", repeat=Repeat(every=Every.DAY)),
)  # fmt: skip
ALL = unfold(CHOICE)
FRIDAY, SATURDAY = date(2019, 11, 15), date(2019, 11, 16)


@pytest.mark.parametrize(
    ("selection", "expected"),
    [
        (Selection(), {"concert", "talk", "night", "tba", "part", "fair", "series"}),
        (Selection(tracks=("music",)), {"concert", "night"}),
        (Selection(tracks=("music", "nature")), {"concert", "night", "talk"}),
        (Selection(venues=("square",)), {"talk"}),
        (Selection(rooms=("hall/big",)), {"concert"}),
        (Selection(rooms=("square/big",)), set()),
        (Selection(people=("boris",)), {"concert", "talk"}),
        (Selection(people=("anna", "clara")), {"concert"}),
        (Selection(kinds=("talk", "concert")), {"talk", "concert"}),
        (Selection(tags=("night",)), {"concert", "fair"}),
        (Selection(days=(FRIDAY,)), {"concert", "night", "part", "fair", "series"}),
        (Selection(days=(SATURDAY,)), {"talk", "fair", "series"}),
        (Selection(ids=("talk",)), {"talk"}),
        (Selection(ids=("tba",)), {"tba", "part"}),
        (Selection(ids=("part",)), {"part"}),
        (Selection(tracks=("music",), rooms=("hall/big",)), {"concert"}),
        (Selection(tracks=("music",), days=(SATURDAY,)), set()),
        (Selection(people=("boris",), kinds=("talk",), tags=("family",)), {"talk"}),
        (Selection(tracks=("nothing",)), set()),
    ],
)
def test_or_inside_a_key_and_and_between_keys(selection: Selection, expected: set[str]) -> None:
    assert {one.event.id for one in select(ALL, selection, 240)} == expected


def test_of_a_series_only_the_dates_asked_for_are_chosen() -> None:
    chosen = select(ALL, Selection(ids=("series",), days=(SATURDAY,)), 240)
    assert [one.key for one in chosen] == ["2019-11-16"]


def test_the_day_starts_when_the_programme_says() -> None:
    asked = Selection(days=(SATURDAY,), ids=("night",))
    assert len(select(ALL, asked, 0)) == 1
    assert len(select(ALL, asked, 240)) == 0


def some(*values: str) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(st.sampled_from(values), max_size=2).map(tuple)


SELECTIONS = st.builds(
    Selection,
    tracks=some("music", "nature", "other"),
    venues=some("hall", "square"),
    rooms=some("hall/big", "hall/small"),
    people=some("anna", "boris"),
    kinds=some("talk", "concert"),
    tags=some("family", "night"),
    days=st.lists(st.sampled_from([FRIDAY, SATURDAY]), max_size=2).map(tuple),
    ids=some("concert", "tba", "series"),
)


@given(SELECTIONS, st.integers(0, 720))
def test_selecting_twice_is_selecting_once(selection: Selection, day_starts: int) -> None:
    once = select(ALL, selection, day_starts)
    assert select(once, selection, day_starts) == once
    assert list(once) == [one for one in ALL if one in once]


@given(SELECTIONS, SELECTIONS)
def test_selecting_in_any_order_is_the_same(first: Selection, second: Selection) -> None:
    assert select(select(ALL, first, 240), second, 240) == select(
        select(ALL, second, 240), first, 240
    )


@given(SELECTIONS)
def test_a_further_value_of_a_key_never_takes_anything_away(selection: Selection) -> None:
    chosen = {one.uid for one in select(ALL, selection, 240)}
    for key, value in (("tracks", "nature"), ("tags", "family"), ("ids", "talk")):
        if values := getattr(selection, key):
            wider = replace(selection, **{key: (*values, value)})
            assert chosen <= {one.uid for one in select(ALL, wider, 240)}


# -- in one language


def t(word: str, *languages: str) -> Text:
    return Text(tuple((tag, f"{word} {tag}") for tag in languages or ("ru", "kk", "en")))


def test_a_text_is_shown_in_the_language_or_in_the_first_that_it_has() -> None:
    languages = ("ru", "kk", "en")
    titles = [t("a"), t("b", "en", "kk"), t("c", "en"), t("d", "de", "fr")]
    whole = programme(
        *(Event(title=title, when=timed(15, "10:00")) for title in titles), languages=languages
    )
    shown = {
        language: [str(one.title) for one in localize(whole, (), language)[0].events]
        for language in (*languages, "de")
    }
    assert shown == {
        "ru": ["a ru", "b kk", "c en", "d de"],
        "kk": ["a kk", "b kk", "c en", "d de"],
        "en": ["a en", "b en", "c en", "d de"],
        "de": ["a ru", "b kk", "c en", "d de"],
    }


def test_what_is_shown_to_somebody_holds_nothing_of_the_file() -> None:
    whole = good(f"{HEAD}events:\n  - title: Choir\n    when: 12 Sep 10:00\n")
    shown, _ = localize(whole, unfold(whole), "en")
    assert whole.origin.at("events") != NOWHERE
    assert shown.origin.at("events") == NOWHERE
    assert shown == whole


def test_a_text_keeps_the_tag_of_the_language_it_is_shown_in() -> None:
    whole = programme(Event(title=t("a", "ru"), when=timed(15, "10:00")), languages=("ru", "en"))
    (shown,) = localize(whole, unfold(whole), "en")[1]
    assert (str(shown.event.title), shown.event.title.language) == ("a ru", "ru")


def _texts(value: object) -> Iterator[Text]:
    if isinstance(value, Text):
        yield value
    elif isinstance(value, Struct):
        for name in value.__struct_fields__:
            if name != "repeat":  # its changes have gone into the dates
                yield from _texts(getattr(value, name))
    elif isinstance(value, tuple):
        for item in value:
            yield from _texts(item)
    elif isinstance(value, dict):
        yield from _texts(tuple(value.values()))


def _everything() -> Programme:
    image = Image(src="a.jpg", alt=t("alt"), credit=t("credit"))
    links = (Link(url="https://example.org/", title=t("link")), Link(url="https://example.org/"))
    part = Event(title=t("part"), when=timed(15, "10:10"), id="part", subtitle=t("part subtitle"))
    change = Change(date=date(2019, 11, 16), notice=t("changed"), title=t("other title"))
    full = Event(
        title=t("title"),
        when=timed(15, "10:00"),
        id="full",
        subtitle=t("subtitle"),
        description=t("description"),
        notice=t("notice"),
        audience=t("audience"),
        tickets=Tickets(price=t("price")),
        staff=Staff(note=t("staff")),
        image=image,
        links=links,
        attachments=links,
        events=(part,),
    )
    series = Event(
        title=t("series"),
        when=timed(15, "12:00"),
        id="series",
        repeat=Repeat(every=Every.DAY, changes=(change,)),
    )
    hall = replace(
        venue("hall", "x"),
        name=t("hall"),
        address=t("address"),
        note=t("note"),
        rooms={"big": Room(id="big", name=t("big"))},
    )
    anna = Person(
        id="anna",
        name=t("anna"),
        position=t("position"),
        organization=t("organization"),
        bio=t("bio"),
        image=image,
        links=links,
    )
    return programme(
        full,
        series,
        title=t("programme"),
        subtitle=t("second"),
        description=t("about"),
        languages=("ru", "kk", "en"),
        logo=image,
        venues={"hall": hall},
        people={"anna": anna},
        tracks={"music": Track(id="music", name=t("music"), description=t("songs"))},
        feeds=(Feed(id="feed", title=t("feed"), select=Selection()),),
    )


@pytest.mark.parametrize("language", ["ru", "kk", "en"])
def test_every_text_is_translated(language: str) -> None:
    whole = _everything()
    shown, occurrences = localize(whole, unfold(whole), language)
    found = list(_texts((shown, occurrences)))
    assert len(found) > 40
    for one in found:
        assert one.language == language, one
        assert str(one).endswith(f" {language}")


@pytest.mark.parametrize("language", ["ru", "kk", "en"])
def test_translating_changes_nothing_but_texts(language: str) -> None:
    whole = _everything()
    shown, occurrences = localize(whole, unfold(whole), language)
    assert localize(shown, occurrences, language) == (shown, occurrences)
    assert [(one.uid, one.key, one.when) for one in occurrences] == [
        (one.uid, one.key, one.when) for one in unfold(whole)
    ]
    assert shown.events[0].links[0].url == "https://example.org/"
    assert shown.events[0].people == whole.events[0].people
    assert occurrences[1].whole is not None
    assert str(occurrences[1].whole.title) == f"title {language}"
