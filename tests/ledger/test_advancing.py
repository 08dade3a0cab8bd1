"""What subscribers are told when a programme changes, vanishes, comes back or is hidden."""

from datetime import UTC, date, datetime, timedelta

from msgspec.structs import replace

from calendar_tool.ledger import Ledger, Was, advance, forget, witness
from calendar_tool.model import Event, Every, Programme, Repeat, Status, Text, Visibility
from calendar_tool.told import Stamp, Told
from tests.ledger.made import (
    DAY,
    NOW,
    clock,
    days,
    event,
    feeds,
    gala,
    programme,
    publish,
    text,
    told,
    with_record,
)

SECOND = timedelta(seconds=1)
LATER = NOW + timedelta(hours=1)


def uids(whole: Programme) -> dict[tuple[str | None, str], str]:
    """Return the UIDs of a programme by id and key."""
    return {(one.id, one.key): uid for uid, one in told(whole).items()}


def only(whole: Programme) -> str:
    (uid,) = told(whole)
    return uid


GALA = programme(gala())
UID = only(GALA)
TOLD = publish(Ledger(), GALA)
MOVED = programme(replace(gala(), when=clock(12, 19, 21)))


def test_what_is_new_has_changed_never() -> None:
    assert TOLD.stamps == {UID: Stamp(0, NOW, NOW)}
    assert TOLD.told == told(GALA)


def test_nothing_new_leaves_the_very_same_ledger() -> None:
    assert publish(TOLD, programme(gala()), LATER) is TOLD
    assert feeds(programme(gala()), TOLD) == feeds(GALA, TOLD)


def test_a_change_raises_both_numbers_and_leaves_the_rest_alone() -> None:
    chess = event("chess", clock(13, 10, 12))
    ledger = publish(Ledger(), programme(gala(), chess))
    after = publish(ledger, programme(gala(notice=text("Rain")), chess), LATER)
    assert after.stamps[UID] == Stamp(1, NOW, LATER)
    (other,) = ledger.stamps.keys() - {UID}
    assert after.entries[other] is ledger.entries[other]


def test_a_renamed_venue_changes_what_takes_place_there() -> None:
    chess = event("chess", clock(13, 10, 12), venue="park")
    before = programme(gala(), chess)
    after = with_record(before, "venues", "palace", name=text("Castle"))
    ledger = publish(publish(Ledger(), before), after, LATER)
    numbers = {one.told.id: one.stamp.sequence for one in ledger.entries.values()}
    assert numbers == {"gala": 1, "chess": 0}


def test_a_move_says_what_was_until_when() -> None:
    moved = publish(TOLD, MOVED, LATER)
    was = moved.entries[UID].was
    place = TOLD.entries[UID].told.place
    assert was == Was(when=clock(12, 18, 20), place=place, until=LATER)
    corrected = replace(MOVED.events[0], notice=text("Rain"))
    assert publish(moved, programme(corrected), LATER + DAY).entries[UID].was == was


def test_a_clock_that_was_put_back_moves_nothing_back() -> None:
    early = NOW - 400 * DAY
    moved = publish(TOLD, MOVED, early)
    assert moved.stamps[UID] == Stamp(1, NOW, NOW + SECOND)
    both = publish(moved, programme(*MOVED.events, event("chess", clock(13, 10))), early)
    assert both.stamps[UID] == moved.stamps[UID]
    assert sorted(one.sequence for one in both.stamps.values()) == [0, 1]


def test_now_is_told_to_the_second_in_utc() -> None:
    now = datetime.fromisoformat("2026-08-01T14:00:00.75+05:00")
    (stamp,) = publish(Ledger(), GALA, now).stamps.values()
    assert stamp.modified == NOW
    assert stamp.modified.tzinfo is UTC


def test_two_changes_in_a_second_are_two_changes() -> None:
    again = publish(publish(TOLD, MOVED, NOW), GALA, NOW)
    assert again.stamps[UID] == Stamp(2, NOW, NOW + 2 * SECOND)


def test_what_vanishes_is_a_tombstone_and_changes_once() -> None:
    gone = publish(TOLD, programme(), LATER)
    assert gone.entries[UID].gone == LATER
    assert gone.stamps[UID] == Stamp(1, NOW, LATER)
    assert gone.told == {}
    assert publish(gone, programme(), LATER + DAY) is gone


def test_a_tombstone_is_told_again_when_its_venue_is_renamed() -> None:
    gone = publish(TOLD, programme(), LATER)
    renamed = with_record(programme(), "venues", "palace", name=text("Castle"))
    after = publish(gone, renamed, LATER + DAY)
    assert after.stamps[UID] == Stamp(2, NOW, LATER + DAY)
    assert after.entries[UID].gone == LATER


def test_a_tombstone_leaves_thirty_days_after_the_end_and_its_number_stays() -> None:
    gone = publish(TOLD, programme(), LATER)
    left = datetime(2026, 10, 12, tzinfo=UTC)
    assert publish(gone, programme(), left - SECOND) is gone
    after = publish(gone, programme(), left)
    assert after.entries == {}
    assert after.past == {UID: gone.stamps[UID]}
    back = publish(after, GALA, left + DAY)
    assert back.stamps == {UID: Stamp(2, NOW, left + DAY)}
    assert back.past == {}


def test_what_comes_back_keeps_its_uid_and_rises() -> None:
    back = publish(publish(TOLD, programme(), LATER), GALA, LATER + DAY)
    assert back.stamps == {UID: Stamp(2, NOW, LATER + DAY)}
    assert back.told == told(GALA)


def test_what_is_long_over_is_not_called_cancelled() -> None:
    """An author who clears up after the festival cancels nothing."""
    after = publish(TOLD, programme(), datetime(2026, 9, 14, 15, tzinfo=UTC))
    assert after.entries == {}
    assert after.past == TOLD.stamps
    at_once = publish(TOLD, programme(), datetime(2026, 9, 12, 16, tzinfo=UTC))
    assert at_once.entries[UID].gone is not None


WALK = event("walk", clock(12, 8, 9), repeat=Repeat(every=Every.DAY, count=3))


def test_a_date_taken_out_of_a_series_is_a_tombstone() -> None:
    series = programme(WALK)
    names = uids(series)
    without = replace(WALK, repeat=Repeat(every=Every.DAY, count=3, except_=(date(2026, 9, 13),)))
    after = publish(publish(Ledger(), series), programme(without), LATER)
    gone = {uid for uid, one in after.entries.items() if one.gone is not None}
    assert gone == {names["walk", "2026-09-13"]}
    assert after.stamps[names["walk", ""]].sequence == 0


def test_a_series_that_begins_later_cancels_no_date_that_takes_place() -> None:
    """The first UID goes to the second date; that date is not cancelled under its old UID."""
    shorter = event("walk", clock(13, 8, 9), repeat=Repeat(every=Every.DAY, count=2))
    before = publish(Ledger(), programme(WALK))
    after = publish(before, programme(shorter), LATER)
    names = uids(programme(WALK))
    assert all(one.gone is None for one in after.entries.values())
    assert set(after.past) == {names["walk", "2026-09-13"]}
    (moved,) = (one for one in after.entries.values() if one.stamp.sequence)
    assert moved.told.uid == names["walk", ""]


def test_open_days_that_become_whole_days_cancel_nothing() -> None:
    show = event("show", days(12, 14), repeat=None)
    three = replace(show, when=days(12, 12), repeat=Repeat(every=Every.DAY, count=3))
    before = publish(Ledger(), programme(three))
    assert len(before.entries) == 3
    after = publish(before, programme(show), LATER)
    assert len(after.entries) == 1
    assert len(after.past) == 2


def test_what_was_told_cancelled_does_not_change_when_it_vanishes() -> None:
    off = programme(gala(status=Status.CANCELLED))
    before = publish(Ledger(), off)
    after = publish(before, programme(), LATER)
    assert after.stamps == before.stamps
    assert feeds(off, before) == feeds(programme(), after)


def private(one: Event) -> Event:
    return replace(one, visibility=Visibility.PRIVATE)


def test_what_becomes_private_leaves_at_once_and_nothing_of_it_is_kept() -> None:
    after = publish(TOLD, programme(private(gala())), LATER)
    assert after.entries == {}
    assert after.past == TOLD.stamps
    back = publish(after, GALA, LATER + DAY)
    assert back.stamps[UID] == Stamp(1, NOW, LATER + DAY)


def test_a_date_dropped_while_its_series_becomes_private_is_no_tombstone() -> None:
    shorter = private(replace(WALK, repeat=None))
    assert publish(publish(Ledger(), programme(WALK)), programme(shorter), LATER).entries == {}


def test_a_part_dropped_while_its_whole_becomes_private_is_no_tombstone() -> None:
    whole = gala(events=(event("aria", clock(12, 18, 19)),))
    before = publish(Ledger(), programme(whole))
    assert publish(before, programme(private(gala())), LATER).entries == {}


def test_a_tombstone_of_what_comes_back_private_leaves() -> None:
    gone = publish(TOLD, programme(), LATER)
    assert publish(gone, programme(private(gala())), LATER).entries == {}


def test_what_is_forgotten_leaves_with_its_parts() -> None:
    aria = event("aria", clock(12, 18, 19), events=(event("encore", clock(12, 18)),))
    whole = programme(gala(events=(aria,)), WALK)
    before = publish(Ledger(), whole)
    after = forget(before, {"gala"})
    assert {one.told.id for one in after.entries.values()} == {"walk"}
    assert len(after.past) == 3
    assert publish(after, programme(WALK), LATER).told.keys() == told(programme(WALK)).keys()
    assert forget(before, {"nothing"}) is before


def test_each_state_of_the_programme_has_a_version() -> None:
    moved = publish(TOLD, MOVED, LATER)
    back = publish(moved, GALA, LATER + DAY)
    assert [one.number for one in back.versions] == [1, 2, 3]
    assert [one.at for one in back.versions] == [NOW, LATER, LATER + DAY]
    assert back.versions[0].digest == back.versions[2].digest != back.versions[1].digest


def test_what_does_not_show_is_kept_up_to_date_without_a_change() -> None:
    castle = replace(GALA.venues["palace"], id="castle")
    renamed = replace(GALA, events=(gala(venue="castle"),), venues={"castle": castle})
    after = publish(TOLD, renamed, LATER)
    assert after.stamps == TOLD.stamps
    assert after.told[UID].venue == "castle"


# -- the second witness


def lost(unchanged: dict[str, Told]) -> Ledger:
    published = {UID: Stamp(5, NOW - DAY, NOW)}
    return witness(Ledger(), published, unchanged)


def test_without_a_ledger_everything_rises_above_what_is_published() -> None:
    assert publish(lost({}), GALA, LATER).stamps == {UID: Stamp(6, NOW - DAY, LATER)}
    assert publish(lost({}), GALA, NOW - DAY).stamps == {UID: Stamp(6, NOW - DAY, NOW + SECOND)}


def test_without_a_ledger_what_is_published_as_it_is_stays_as_it_is() -> None:
    assert publish(lost(told(GALA)), GALA, LATER).stamps == {UID: Stamp(5, NOW - DAY, NOW)}


def test_a_ledger_that_was_reverted_rises_above_what_is_published() -> None:
    published = publish(TOLD, MOVED, LATER).stamps
    assert publish(witness(TOLD, published), GALA, NOW).stamps[UID] == Stamp(2, NOW, LATER + SECOND)
    known = witness(TOLD, published, told(MOVED))
    assert publish(known, MOVED, NOW).stamps == published


def test_a_ledger_with_the_number_of_another_state_rises_too() -> None:
    other = {UID: Stamp(0, NOW, LATER)}
    assert publish(witness(TOLD, other), GALA, NOW).stamps[UID] == Stamp(1, NOW, LATER + SECOND)


def test_a_ledger_ahead_of_the_site_is_believed() -> None:
    moved = publish(TOLD, MOVED, LATER)
    assert witness(moved, TOLD.stamps) == moved
    assert witness(TOLD, TOLD.stamps) == TOLD
    assert witness(TOLD, {}) == TOLD


def test_what_was_published_and_is_nowhere_else_keeps_its_number() -> None:
    stranger = {"stranger@example.org": Stamp(3, NOW, NOW)}
    assert publish(witness(TOLD, stranger), GALA, LATER).past == stranger


def test_a_reverted_ledger_of_what_vanished_tells_the_tombstone_again() -> None:
    gone = publish(TOLD, programme(), LATER)
    again = publish(witness(TOLD, gone.stamps), programme(), LATER)
    assert again.stamps[UID] == Stamp(2, NOW, LATER + SECOND)


def test_advance_asks_nothing_of_the_file_but_what_it_is_told() -> None:
    assert advance(TOLD, programme(), {}, LATER) == publish(TOLD, programme(), LATER)
    assert isinstance(TOLD.told[UID].title, Text)
