from datetime import UTC, datetime

from calendar_tool.changes import ChangeKind, compare
from calendar_tool.changes.notices import Notice, latest, without
from calendar_tool.exporters.news import notices
from calendar_tool.model import Status, Text
from tests.changes.entries import changed, entry, state
from tests.programmes import text

NOW = datetime(2019, 11, 12, 8, 30, tzinfo=UTC)


def notice(version: int, *uids: str) -> Notice:
    return Notice(version=version, at=NOW, kind=ChangeKind.ADDED, uids=uids, text=text("…"))


def test_the_newest_come_first_and_those_of_a_version_stay_in_order() -> None:
    told = [notice(1, "a"), notice(2, "b"), notice(3, "c"), notice(3, "d")]
    assert [one.uids[0] for one in latest(told)] == ["c", "d", "b", "a"]
    assert latest(()) == ()


def test_the_last_version_is_kept_whole_and_thirty_at_least() -> None:
    many = [notice(2, str(n)) for n in range(40)]
    assert len(latest([notice(1, "a"), *many])) == 40
    assert len(latest([*many, notice(3, "a")])) == 30
    assert latest([*many, notice(3, "a")])[0].version == 3


def test_what_is_to_be_forgotten_is_in_none() -> None:
    told = notice(1, "a", "b"), notice(1, "c")
    assert without(told, {"b"}) == (told[1],)


def test_a_change_is_kept_in_words_of_every_language_with_all_that_it_is_about() -> None:
    whole = entry("day", title="Конференция")
    part = entry("talk", title="Доклад", whole=whole.uid)
    off = [changed(one, status=Status.CANCELLED) for one in (whole, part)]
    (told,) = notices(compare(state(whole, part), state(*off)), 4, NOW, ("ru", "en"))
    assert (told.version, told.at, told.kind, told.id) == (4, NOW, ChangeKind.CANCELLED, "day")
    assert told.uids == (whole.uid, part.uid)
    assert told.text == Text(
        (
            ("ru", "Отменено: Конференция (сб 16 ноября, 18:00–20:00)"),
            ("en", "Cancelled: Конференция (Sat 16 November, 18:00–20:00)"),
        )
    )


def test_what_is_gone_has_no_event_to_lead_to() -> None:
    (told,) = notices(compare(state(entry()), {}), 4, NOW, ("ru",))
    assert (told.id, told.uids) == (None, ("gala/",))
