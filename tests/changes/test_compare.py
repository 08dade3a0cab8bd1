from random import Random
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from calendar_tool.changes import ChangeKind, compare
from calendar_tool.model import Status, Text, When
from calendar_tool.told import Told
from tests.changes.entries import (
    EVENING,
    HALL,
    OPERA,
    changed,
    entry,
    kinds,
    state,
    states,
)
from tests.programmes import TBA, at, days, text, timed

GALA = entry(**OPERA)


@pytest.mark.parametrize(
    ("before", "after", "kind"),
    [
        ({}, {"status": Status.CANCELLED}, "cancelled"),
        ({}, {"status": Status.CANCELLED, "when": timed(16, "19:00")}, "cancelled"),
        ({}, {"when": TBA, "previous": EVENING}, "postponed"),
        ({}, {"status": Status.POSTPONED}, "postponed"),
        ({}, {"when": timed(16, "19:00", "21:00")}, "moved"),
        ({}, {"when": timed(16, "18:00", "21:00")}, "moved"),
        ({}, {"when": days(16, tba=True)}, "moved"),
        ({}, {"when": TBA}, "moved"),
        ({}, HALL, "moved"),
        ({}, {**HALL, "when": timed(16, "19:00", "21:00")}, "moved"),
        ({"when": days(16, tba=True)}, {}, "announced"),
        ({"when": TBA}, {"when": days(16, tba=True)}, "announced"),
        ({"when": TBA}, {"when": days(16)}, "announced"),
        ({"when": days(16)}, {}, "announced"),
        ({"when": days(15, tba=True)}, {}, "moved"),
        ({"when": TBA, "previous": timed(15, "12:00")}, {}, "announced"),
        ({"venue": "TBA", "place": None}, {}, "announced"),
        ({"venue": None, "place": None}, {}, "announced"),
        ({"venue": "TBA", "place": None, "when": TBA}, {}, "announced"),
        ({"when": TBA}, HALL, "moved"),
        ({"status": Status.CANCELLED}, {}, "restored"),
        ({"status": Status.POSTPONED}, {}, "restored"),
        ({"status": Status.POSTPONED}, {"when": timed(20, "18:00", "20:00")}, "moved"),
        ({}, {"status": Status.TENTATIVE}, "tentative"),
        ({"status": Status.TENTATIVE}, {}, "confirmed"),
        ({}, {"title": text("Гала")}, "retitled"),
        ({}, {"place": text("Театр имени Абая")}, "renamed"),
        ({}, {"tags": ("new",)}, "details"),
        ({}, {"notice": text("Приходите раньше")}, "details"),
        ({"status": Status.CANCELLED}, {"status": Status.CANCELLED, "when": TBA}, "details"),
    ],
)
def test_what_happened_has_a_name(
    before: dict[str, object], after: dict[str, object], kind: str
) -> None:
    old, new = changed(GALA, **before), changed(GALA, **after)
    assert kinds(compare(state(old), state(new))) == [ChangeKind(kind)]


def test_what_comes_is_added_and_what_goes_is_removed() -> None:
    assert kinds(compare({}, state(GALA))) == [ChangeKind.ADDED]
    assert kinds(compare(state(GALA), {})) == [ChangeKind.REMOVED]
    off = changed(GALA, status=Status.CANCELLED)
    assert kinds(compare({}, state(off))) == [ChangeKind.CANCELLED]


def test_several_things_that_happened_to_an_entry_are_told_each() -> None:
    new = changed(GALA, title=text("Гала"), when=timed(16, "19:00"), status=Status.TENTATIVE)
    found = compare(state(GALA), state(new))
    assert kinds(found) == [ChangeKind.MOVED, ChangeKind.TENTATIVE, ChangeKind.RETITLED]


def test_what_nobody_can_see_is_not_told() -> None:
    other = Text((("kk", "Гала-концерт"), ("ru", "Гала-концерт")))
    old = changed(GALA, title=Text(other.translations[::-1]))
    new = replace(old, title=other)
    assert new != old
    assert compare(state(old), state(new)) == ()


def test_a_title_in_one_more_language_is_no_new_title() -> None:
    new = changed(GALA, title=Text((("ru", "Гала-концерт"), ("kk", "Гала"))))
    assert kinds(compare(state(GALA), state(new))) == [ChangeKind.DETAILS]


def test_the_same_hour_in_another_zone_is_no_move_and_another_hour_of_one_instant_is() -> None:
    moscow = ZoneInfo("Europe/Moscow")
    there = When(start=at(16, "18:00", moscow), end=at(16, "20:00", moscow))
    same_hour = changed(GALA, when=there)
    assert kinds(compare(state(GALA), state(same_hour))) == [ChangeKind.DETAILS]
    start, end = (when.astimezone(moscow) for when in (at(16, "18:00"), at(16, "20:00")))
    same_instant = changed(GALA, when=When(start=start, end=end))
    assert kinds(compare(state(GALA), state(same_instant))) == [ChangeKind.MOVED]


# -- several at once


def series(*whens: When, **keys: Any) -> tuple[Told, ...]:
    """Return dates of a series: the first has no key of its own."""
    return tuple(
        entry("yoga", when, "Йога", key=str(when.first_day) if number else "", **keys)
        for number, when in enumerate(whens)
    )


MORNINGS = series(*(timed(day, "08:00", "09:00") for day in (11, 13, 15, 18)))


def test_dates_of_a_series_that_move_alike_are_one_change() -> None:
    later = [changed(one, when=timed(one.when.first_day.day, "09:00", "10:00")) for one in MORNINGS]  # type: ignore[union-attr]
    (change,) = compare(state(*MORNINGS), state(*later))
    assert change.kind is ChangeKind.MOVED
    assert [pair.uid for pair in change.pairs] == [one.uid for one in MORNINGS]


def test_a_date_that_moves_otherwise_is_a_change_of_its_own() -> None:
    first, second, *others = MORNINGS
    moved = changed(first, when=timed(11, "09:00", "10:00"))
    elsewhere = changed(second, when=timed(13, "10:00", "11:00"))
    found = compare(state(*MORNINGS), state(moved, elsewhere, *others))
    assert [change.uid for change in found] == [first.uid, second.uid]


def test_a_series_without_its_first_date_has_lost_nothing_else() -> None:
    _, *others = MORNINGS
    first, *rest = others
    now = (changed(first, uid=MORNINGS[0].uid, key=""), *rest)
    (change,) = compare(state(*MORNINGS), state(*now))
    assert change.kind is ChangeKind.REMOVED
    assert change.pairs[0].before == MORNINGS[0]


def test_opening_hours_of_an_exhibition_are_announced_once() -> None:
    span = entry("expo", days(15, 17), "Выставка")
    opened = [
        entry("expo", timed(day, "10:00", "18:00"), "Выставка", key=f"2019-11-{day}" * (day > 15))
        for day in (15, 16, 17)
    ]
    (change,) = compare(state(span), state(*opened))
    assert change.kind is ChangeKind.ANNOUNCED
    assert len(change.pairs) == 3
    assert set(kinds(compare(state(*opened), state(span)))) == {ChangeKind.MOVED}


def test_a_place_with_a_new_name_is_told_once() -> None:
    old = [
        entry(id_, title=id_, venue="hall", place=text(place), room=room)
        for id_, place, room in (("a", "Дворец", None), ("b", "Сцена, Дворец", "stage"))
    ]
    new = [changed(one, place=text(str(one.place).replace("Дворец", "Дом"))) for one in old]
    (change,) = compare(state(*old), state(*new))
    assert change.kind is ChangeKind.RENAMED
    assert [pair.names for pair in change.pairs] == [(("ru", "Дворец", "Дом"),)] * 2


def test_what_moves_from_one_place_to_one_other_is_told_once() -> None:
    old = [entry(id_, title=id_, **OPERA) for id_ in ("a", "b")]
    new = [changed(one, **HALL) for one in old]
    assert kinds(compare(state(*old), state(*new))) == [ChangeKind.MOVED]


@pytest.mark.parametrize(
    "keys",
    [
        {"status": Status.CANCELLED, "notice": text("Дождь")},
        {"status": Status.POSTPONED},
        {"when": timed(17, "18:00", "20:00")},
    ],
)
def test_parts_that_share_the_fate_of_their_whole_have_no_line(keys: dict[str, object]) -> None:
    whole = entry("day", title="Конференция")
    inner = {**keys, "notice": None} if "notice" in keys else keys
    talk = entry("talk", title="Доклад", whole=whole.uid)
    part = entry("session", title="Секция", whole=whole.uid)
    inmost = entry("paper", title="Сообщение", whole=part.uid)
    old = (whole, talk, part, inmost)
    new = (changed(whole, **keys), *(changed(one, **inner) for one in old[1:]))
    (change,) = compare(state(*old), state(*new))
    assert change.uid == whole.uid
    assert {pair.uid for pair in change.parts} == {talk.uid, part.uid, inmost.uid}


def test_a_part_with_a_reason_of_its_own_has_a_line_of_its_own() -> None:
    whole, off = entry("day"), {"status": Status.CANCELLED}
    part = entry("talk", title="Доклад", whole=whole.uid)
    new = changed(whole, **off), changed(part, **off, notice=text("Докладчик болен"))
    assert len(compare(state(whole, part), state(*new))) == 2


def test_parts_that_are_each_others_whole_are_told_all_the_same() -> None:
    one, other = entry("a", whole="b/"), entry("b", whole="a/", title="Другое")
    found = compare({}, state(one, other))
    assert {pair.uid for change in found for pair in change.pairs} == {"a/", "b/"}


def test_changes_come_in_order_of_time_and_mere_details_last() -> None:
    early = entry("early", timed(15, "09:00"), "Раннее")
    undated = entry("undated", TBA, "Неизвестное")
    gone = entry("gone", timed(15, "12:00"), "Прежнее")
    detail = entry("detail", timed(15, "08:00"), "Подробное")
    found = compare(state(gone, detail), state(changed(detail, tags=("x",)), undated, early, GALA))
    assert [change.pairs[0].latest.id for change in found] == [
        "early", "gone", "gala", "undated", "detail"
    ]  # fmt: skip


# -- whatever changes


@given(states())
def test_the_same_is_no_change(now: dict[str, Told]) -> None:
    assert compare(now, dict(now)) == ()


@given(states(single=True), states(single=True))
def test_every_difference_is_told_and_nothing_else(
    before: dict[str, Told], after: dict[str, Told]
) -> None:
    found = compare(before, after)
    told = {pair.uid for change in found for pair in (*change.pairs, *change.parts)}
    digests = [{uid: one.digest for uid, one in told.items()} for told in (before, after)]
    assert told == {uid for uid, _ in digests[0].items() ^ digests[1].items()}


@given(states(), states())
def test_dates_of_an_event_may_change_their_uids_but_not_vanish_untold(
    before: dict[str, Told], after: dict[str, Told]
) -> None:
    if compare(before, after) == ():
        digests = [sorted(one.digest for one in told.values()) for told in (before, after)]
        assert digests[0] == digests[1]


@given(states(), states(), st.randoms(use_true_random=False))
def test_the_order_of_entries_changes_nothing(
    before: dict[str, Told], after: dict[str, Told], random: Random
) -> None:
    shuffled = [dict(random.sample(sorted(one.items(), key=lambda item: item[0]), len(one)))
                for one in (before, after)]  # fmt: skip
    assert compare(*shuffled) == compare(before, after)
