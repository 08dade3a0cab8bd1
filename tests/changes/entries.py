"""Entries of a calendar as subscribers know them, written in few words or drawn at random."""

from datetime import timedelta
from typing import Any

from hypothesis import strategies as st
from msgspec.structs import replace

from calendar_tool.changes import Change, ChangeKind, compare
from calendar_tool.exporters.news import news
from calendar_tool.model import TBA as TBA_VENUE
from calendar_tool.model import Status, Text, When
from calendar_tool.told import Told
from tests.programmes import TBA, at, days, text, timed

EVENING = timed(16, "18:00", "20:00")
OPERA: dict[str, Any] = {"venue": "opera", "place": text("Театр оперы")}
HALL: dict[str, Any] = {"venue": "hall", "place": text("Большой зал")}


def entry(
    id_: str | None = "gala", when: When = EVENING, title: str = "Гала-концерт", **keys: Any
) -> Told:
    """Return an entry whose digest is over all its fields."""
    if isinstance(keys.get("notice"), str):
        keys["notice"] = text(keys["notice"])
    uid = keys.pop("uid", f"{id_}/{keys.get('key', '')}")
    return digested(Told(uid=uid, id=id_, title=text(title), when=when, digest="", **keys))


def digested(told: Told) -> Told:
    return replace(told, digest=repr(replace(told, uid="", key="", digest="")))


def state(*entries: Told) -> dict[str, Told]:
    return {told.uid: told for told in entries}


def changed(told: Told, **keys: Any) -> Told:
    return digested(replace(told, **keys))


def became(before: Told | tuple[Told, ...], *after: Told) -> list[str]:
    """Return the lines that tell, in Russian, how entries became others."""
    olds = before if isinstance(before, tuple) else (before,)
    return [line.text for line in news(compare(state(*olds), state(*after)), "ru", ("ru",))]


def kinds(changes: tuple[Change, ...]) -> list[ChangeKind]:
    return [change.kind for change in changes]


_times = st.builds(
    lambda day, hour, long: When(
        start=at(day, f"{hour}:00"), end=long and at(day, f"{hour}:00") + timedelta(hours=long)
    ),
    st.integers(10, 20),
    st.integers(0, 23),
    st.none() | st.integers(1, 30),
)
_days = st.builds(
    lambda first, more, tba: days(first, first + more, tba=tba),
    st.integers(10, 20),
    st.integers(0, 3),
    st.booleans(),
)
whens = st.just(TBA) | _times | _days

#: What a title or a notice may be at worst, after the one cleaner of text.
hostile = st.text(min_size=1, max_size=12) | st.sampled_from(
    ["\u202eevil", "\u2066open", "שלום 12", "a\nb", "[x](y) *z* <b>&amp;", "\x85\ufffe", "\ufeff"]
)


def texts(words: st.SearchStrategy[str]) -> st.SearchStrategy[Text]:
    both = st.dictionaries(st.sampled_from(["ru", "kk", "en"]), words, min_size=1)
    return both.map(lambda found: Text(tuple(found.items())))


@st.composite
def entries(
    draw: st.DrawFn, words: st.SearchStrategy[str] | None = None, single: bool = False
) -> Told:
    """Draw an entry; `single`: its event has no other."""
    names = st.sampled_from(["Гала", "Йога", "Лекция"]) if words is None else words
    number = draw(st.integers(0, 5))
    venue = draw(st.sampled_from([None, TBA_VENUE, "opera", "hall"]))
    return digested(
        Told(
            uid=f"uid-{number}",
            id=f"id-{number}" if single else draw(st.sampled_from([None, "a", "b"])),
            title=draw(texts(names)),
            when=draw(whens),
            status=draw(st.sampled_from(Status)),
            previous=draw(st.none() | whens),
            notice=draw(st.none() | texts(names)),
            venue=venue,
            room=draw(st.sampled_from([None, "main"])),
            place=draw(texts(names)) if venue in ("opera", "hall") else None,
            tags=draw(st.sampled_from([(), ("new",)])),
            whole=draw(st.none() | st.integers(0, 5).map(lambda n: f"uid-{n}")),
            digest="",
        )
    )


def states(
    words: st.SearchStrategy[str] | None = None, *, single: bool = False
) -> st.SearchStrategy[dict[str, Told]]:
    return st.lists(entries(words, single), max_size=4).map(lambda found: state(*found))
