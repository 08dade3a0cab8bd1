"""Which feeds are too large for their readers, and what to offer instead."""

from pathlib import Path

import pytest

from calendar_tool.cli.sizing import tell_large
from calendar_tool.sizes import Advice, advise, is_feed, is_large
from calendar_tool.wording import words
from tests.cli.running import call, written

ENTRY = b"\r\nBEGIN:VEVENT\r\nEND:VEVENT"

HEAD = """\
format: 1
id: fair
title: Fair
time_zone: Asia/Almaty
dates: 14–27 Sep 2099
tracks: {trade: {name: Trade}}
defaults: {access: free, track: trade}
"""


def test_what_google_takes_is_neither_too_many_entries_nor_too_many_octets() -> None:
    assert not is_large(ENTRY * 1_000 + b"\r\n")
    assert is_large(ENTRY * 1_001 + b"\r\n")
    assert is_large(b"x" * 900_001)
    assert not is_large(b"BEGIN:VEVENT" * 1_001)


def test_people_subscribe_to_feeds_and_not_to_single_events() -> None:
    assert is_feed("city-day/en/all.ics")
    assert not is_feed("city-day/en/event/gala.ics")
    assert not is_feed("city-day/events.csv")


def test_nothing_is_said_where_all_fits() -> None:
    assert list(advise({"a/en/all.ics": False, "a/en/day-2019-09-14.ics": False})) == []


def test_a_kind_of_feed_is_offered_if_all_of_it_fits_in_every_language() -> None:
    large = {
        "a/en/all.ics": True,
        "a/ru/all.ics": True,
        "a/en/day-2019-09-14.ics": False,
        "a/ru/day-2019-09-14.ics": False,
        "a/en/track-music.ics": False,
        "a/ru/track-music.ics": True,
        "a/ru/track-sport.ics": False,
        "b/ru/all.ics": False,
        "c/ru/all.ics": True,
    }
    assert list(advise(large)) == [
        Advice("a", ("all.ics", "track-music.ics"), ("day-*.ics",)),
        Advice("c", ("all.ics",), ()),
    ]


@pytest.mark.parametrize(
    ("lang", "said"),
    [("en", "these all fit"), ("ru", "целиком помещаются"), ("kk", "түгел сыятындары")],
)
def test_what_to_offer_instead_is_said_in_each_language(
    capsys: pytest.CaptureFixture[str], lang: str, said: str
) -> None:
    large = {"a/en/all.ics": True, "a/en/day-2019-09-14.ics": False, "b/en/all.ics": True}
    tell_large(large, words(lang))
    told, other = capsys.readouterr().err.splitlines()
    assert (said in told, "day-*.ics" in told, "feeds" in other) == (True, True, True)


def test_a_publication_says_what_to_offer_instead(tmp_path: Path) -> None:
    whens = [f"{14 + n % 14} Sep {8 + n % 12:02}:00–{9 + n % 12:02}:00" for n in range(1_001)]
    events = [f"  - {{title: T, id: t-{n}, when: {when}}}\n" for n, when in enumerate(whens)]
    path = written(tmp_path, f"languages: [en]\n{HEAD}events:\n{''.join(events)}")
    done = call("publish", path, "--to", tmp_path / "site")
    assert done.status == 0
    told = next(line for line in done.err.splitlines() if "these all fit" in line)
    assert "all.ics, track-trade.ics" in told
    assert "day-*.ics" in told
