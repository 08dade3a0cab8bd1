from zoneinfo import available_timezones

import pytest

from calendar_tool.source.mistake import Mistake
from calendar_tool.source.zones import read_zone


def test_every_name_of_the_zone_data_is_known() -> None:
    names = available_timezones()
    assert {read_zone(f" {name} ") for name in names} == names


@pytest.mark.parametrize(
    ("text", "key", "fix"),
    [
        ("asia/almaty", "T302.guess", "Asia/Almaty"),
        ("Almaty", "T302.guess", "Asia/Almaty"),
        ("Алматы", "T302.guess", "Asia/Almaty"),
        ("Asia/Алматы", "T302.guess", "Asia/Almaty"),
        ("Europe/Moskow", "T302.guess", "Europe/Moscow"),
        ("New York", "T302.guess", "America/New_York"),
        ("MSK", "T302.abbreviation", "Europe/Moscow"),
        ("МСК", "T302.abbreviation", "Europe/Moscow"),
        ("CEST", "T302.abbreviation", None),
        ("UTC+6", "T302.offset", None),
        ("МСК+2", "T302.offset", None),
        ("+06:00", "T302.offset", None),
        ("Asia", "T302.unknown", None),
        ("../etc/passwd", "T302.unknown", None),
        ("", "T302.unknown", None),
        ("\x00\ud800", "T302.unknown", None),
        ("Narnia", "T302.unknown", None),
    ],
)
def test_what_is_no_zone_gets_a_guess(text: str, key: str, fix: str | None) -> None:
    with pytest.raises(Mistake) as caught:
        read_zone(text)
    assert (caught.value.key, caught.value.fix) == (key, fix)
