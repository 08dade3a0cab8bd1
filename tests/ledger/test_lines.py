"""A ledger as text: written the same way every time, read back, merged, or refused."""

import json
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from calendar_tool.ledger import Ledger, LedgerError, Revision, Version, Was, forget, read, write
from calendar_tool.model import Kind, Role, Status, Text
from calendar_tool.text import clean
from calendar_tool.told import Stamp, Told
from tests.ledger.made import DAY, NOW, clock, days, event, gala, programme, publish, text, told
from tests.ledger.test_times import TIMES

LATER = NOW + DAY
WORDS = st.text(st.characters(codec="utf-8"), min_size=1).map(clean).filter(bool)
TEXTS = st.dictionaries(st.sampled_from(["en", "ru", "kk"]), WORDS, min_size=1).map(
    lambda found: Text(tuple(found.items()))
)
INSTANTS = st.integers(0, 10**9).map(lambda second: NOW + timedelta(seconds=second))
STAMPS = st.builds(Stamp, st.integers(0, 99), INSTANTS, INSTANTS)
IDS = st.none() | st.sampled_from(["gala", "chess"])
TOLD = st.builds(
    Told,
    uid=WORDS,
    id=IDS,
    key=st.sampled_from(["", "2026-09-13"]),
    title=TEXTS,
    when=TIMES,
    status=st.sampled_from(Status),
    previous=st.none() | TIMES,
    notice=st.none() | TEXTS,
    place=st.none() | TEXTS,
    venue=IDS,
    room=IDS,
    track=IDS,
    kind=st.none() | st.sampled_from(Kind),
    people=st.lists(st.builds(Role, WORDS, WORDS), max_size=2).map(tuple),
    tags=st.lists(WORDS, max_size=2).map(tuple),
    whole=st.none() | WORDS,
    digest=st.sampled_from(["", "aa", "bb"]),
)
REVISIONS = st.builds(
    Revision,
    told=TOLD,
    stamp=STAMPS,
    was=st.none() | st.builds(Was, when=TIMES, place=st.none() | TEXTS, until=INSTANTS),
    gone=st.none() | INSTANTS,
)


@st.composite
def ledgers(draw: st.DrawFn) -> Ledger:
    revisions = draw(st.lists(REVISIONS, max_size=4))
    entries = {one.told.uid: one for one in revisions}
    past = draw(st.dictionaries(WORDS.filter(lambda uid: uid not in entries), STAMPS, max_size=2))
    numbers = range(1, draw(st.integers(1, 4)))
    versions = tuple(Version(number=n, at=draw(INSTANTS), digest="d") for n in numbers)
    return Ledger(entries=entries, past=past, versions=versions)


@given(ledgers())
def test_a_ledger_is_read_as_it_was_written(ledger: Ledger) -> None:
    content = write(ledger)
    assert read(content, "x") == ledger
    assert write(read(content, "x")) == content
    assert all(json.loads(line) for line in content.decode().split("\n") if line)


@given(ledgers())
def test_order_and_repetition_of_lines_and_line_ends_change_nothing(ledger: Ledger) -> None:
    lines = write(ledger).splitlines(True)
    assert read(b"".join(lines[::-1] + lines), "x") == ledger
    assert read(b"\r\n".join(line.rstrip(b"\n") for line in lines), "x") == ledger
    assert read(b"\n\n".join(lines), "x") == ledger


WHOLE = programme(gala(), event("chess", clock(13, 10, 12)), event("show", days(12, 13)))
FIRST = publish(Ledger(), WHOLE)


def test_the_lines_are_in_order_of_uid_and_the_versions_come_last() -> None:
    lines = [json.loads(line) for line in write(FIRST).splitlines()]
    assert [line["uid"] for line in lines[:3]] == sorted(FIRST.entries)
    assert [line["line"] for line in lines] == ["entry", "entry", "entry", "version"]


def test_a_line_is_easy_to_read() -> None:
    (uid,) = told(programme(gala()))
    (line,) = (line for line in write(FIRST).decode().splitlines() if uid in line)
    assert line == (
        '{"line":"entry","uid":"' + uid + '","id":"gala","sequence":0,'
        '"created":"2026-08-01T09:00:00Z","modified":"2026-08-01T09:00:00Z",'
        '"title":{"en":"Gala","ru":"Гала"},'
        '"when":"2026-09-12T18:00/2026-09-12T20:00[Asia/Almaty]",'
        '"place":{"en":"Big Hall, Palace","ru":"Большой зал, Дворец","kk":"Big Hall, Palace"},'
        '"venue":"palace","room":"big","track":"music","people":[["performer","anna"]],'
        '"digest":"' + FIRST.told[uid].digest + '"}'
    )


def test_a_change_changes_the_lines_of_what_changed() -> None:
    after = publish(FIRST, programme(gala(notice=text("Rain")), *WHOLE.events[1:]), LATER)
    was, now = (set(write(ledger).splitlines()) for ledger in (FIRST, after))
    assert (len(was - now), len(now - was)) == (1, 2)  # one entry, and one version more


def test_nothing_at_all_is_a_ledger_of_nothing() -> None:
    assert read(b"", "x") == Ledger()
    assert write(Ledger()) == b""


# -- merging


def merged(*ledgers: Ledger) -> Ledger:
    """Return what git's `merge=union` makes of ledgers: the lines of all of them."""
    return read(b"".join(map(write, ledgers)), "x")


MINE = publish(FIRST, programme(gala(notice=text("Rain")), *WHOLE.events[1:]), LATER)
YOURS = publish(FIRST, programme(*WHOLE.events[:1], event("chess", clock(13, 9, 12))), LATER + DAY)


def by_id(ledger: Ledger) -> dict[str | None, Revision]:
    return {one.told.id: one for one in ledger.entries.values()}


def test_of_two_branches_each_change_is_kept() -> None:
    both = by_id(merged(MINE, YOURS))
    assert both == by_id(merged(YOURS, MINE))
    assert both["gala"] == by_id(MINE)["gala"]
    assert both["chess"] == by_id(YOURS)["chess"]
    assert both["show"].gone is not None


def test_two_changes_of_one_event_are_told_again_above_both() -> None:
    yours = publish(FIRST, programme(gala(notice=text("Wind")), *WHOLE.events[1:]), LATER + DAY)
    known = by_id(merged(MINE, yours))["gala"]
    assert known.stamp == Stamp(1, NOW, LATER + DAY)
    assert known.told.digest == ""
    again = programme(gala(notice=text("Wind")), *WHOLE.events[1:])
    after = by_id(publish(merged(MINE, yours), again, NOW))["gala"]
    assert after.stamp == Stamp(2, NOW, LATER + DAY + timedelta(seconds=1))


def test_one_change_made_on_two_branches_is_one() -> None:
    yours = publish(FIRST, programme(gala(notice=text("Rain")), *WHOLE.events[1:]), LATER + DAY)
    known = by_id(merged(MINE, yours))["gala"]
    assert known == replace(by_id(MINE)["gala"], stamp=Stamp(1, NOW, LATER + DAY))


def test_a_higher_number_with_an_older_time_is_told_again() -> None:
    twice = publish(publish(FIRST, programme(gala(age="6+")), NOW), programme(gala()), NOW)
    known = by_id(merged(twice, MINE))["gala"]
    assert (known.stamp, known.told.digest) == (Stamp(2, NOW, LATER), "")


def test_what_takes_place_beats_a_tombstone_of_the_same_number() -> None:
    gone = publish(FIRST, programme(*WHOLE.events[1:]), LATER)
    assert by_id(merged(gone, MINE))["gala"].gone is None
    assert by_id(merged(MINE, gone))["gala"].gone is None


def test_what_one_branch_forgot_stays_forgotten() -> None:
    uid = by_id(FIRST)["gala"].told.uid
    both = merged(MINE, forget(FIRST, {"gala"}))
    assert uid not in both.entries
    assert both.past[uid] == MINE.stamps[uid]
    assert both == merged(forget(FIRST, {"gala"}), MINE)


def test_of_two_versions_with_one_number_the_newer_is_kept() -> None:
    assert [one.at for one in merged(YOURS, MINE).versions] == [NOW, LATER + DAY]


# -- what is no ledger

GOOD = json.loads(write(FIRST).splitlines()[0])


def spoilt(**fields: object) -> bytes:
    """Return a good line with other fields; `...` leaves one out."""
    line = {**GOOD, **fields}
    return json.dumps({name: value for name, value in line.items() if value != ...}).encode()


@pytest.mark.parametrize(
    ("line", "key"),
    [
        (b"<<<<<<< HEAD", "conflict"),
        (b"=======", "conflict"),
        (b"||||||| 3fa0c1d", "conflict"),
        (b">>>>>>> autumn", "conflict"),
        (write(FIRST).splitlines()[0][:-20], "broken"),
        (b"{", "broken"),
        (b"programme: City Day", "broken"),
        (b"\xff\xfe", "broken"),
        (spoilt(title={"en": "\ud800"}), "broken"),
        (b"{}", "foreign"),
        (b"[]", "foreign"),
        (b"null", "foreign"),
        (b'{"line":"event"}', "foreign"),
        (spoilt(sequence="3"), "foreign"),
        (spoilt(sequence=-1), "foreign"),
        (spoilt(sequence=2**31), "foreign"),
        (spoilt(sequence=None), "foreign"),
        (spoilt(digest=...), "foreign"),
        (spoilt(created="2026-08-01T09:00:00"), "foreign"),
        (spoilt(modified="yesterday"), "foreign"),
        (spoilt(when="tomorrow"), "foreign"),
        (spoilt(when="2026-09-12T18:00[Asia/Nowhere]"), "foreign"),
        (spoilt(status="gone"), "foreign"),
        (spoilt(title={}), "foreign"),
        (spoilt(title="Gala"), "foreign"),
        (spoilt(title={"en": "Gala\u2028BEGIN:VALARM"}), "foreign"),
        (spoilt(title={"en": "Gala\r\nBEGIN:VALARM"}), "foreign"),
        (spoilt(uid=""), "foreign"),
        (spoilt(uid="a\x00"), "foreign"),
        (spoilt(tags=["a\tb"]), "foreign"),
        (spoilt(people=[["anna"]]), "foreign"),
        (spoilt(colour="red"), "foreign"),
    ],
)
def test_what_is_no_line_of_a_ledger_is_refused_with_its_number(line: bytes, key: str) -> None:
    content = write(FIRST) + b"\n" + line + b"\n" + write(FIRST)
    with pytest.raises(LedgerError) as refused:
        read(content, "city-day.ledger.jsonl")
    assert refused.value.key == f"ledger.{key}"
    assert refused.value.values == {"path": "city-day.ledger.jsonl", "line": 6}


def json_lines(content: bytes) -> bool:
    """Return whether every line is whole."""
    return all(line.count(b"{") == line.count(b"}") > 0 for line in content.splitlines())


@given(st.data())
def test_a_ledger_cut_short_anywhere_is_refused_or_lacks_lines(data: st.DataObject) -> None:
    content = write(MINE)
    cut = content[: data.draw(st.integers(0, len(content)))]
    if json_lines(cut):
        assert read(cut, "x").entries.items() <= MINE.entries.items()
    else:
        with pytest.raises(LedgerError, match="line is damaged"):
            read(cut, "x")


MUTATIONS: list[Callable[[bytes, int, int], bytes]] = [
    lambda content, at, octet: content[:at] + bytes([octet]) + content[at + 1 :],
    lambda content, at, octet: content[:at] + bytes([octet]) + content[at:],
    lambda content, at, octet: content[:at] + content[at + octet :],
]


@given(st.data())
def test_a_damaged_ledger_is_refused_or_read_and_nothing_else(data: st.DataObject) -> None:
    content = write(MINE)
    at, octet = data.draw(st.integers(0, len(content) - 1)), data.draw(st.integers(0, 255))
    damaged = data.draw(st.sampled_from(MUTATIONS))(content, at, octet)
    try:
        known = read(damaged, "x")
    except LedgerError:
        return
    assert read(write(known), "x") == known
    assert all(isinstance(one.stamp.modified, datetime) for one in known.entries.values())
