"""What holds for the mistakes of every reader of time, whatever the text."""

from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calendar_tool.diagnostics import Diagnostic, Span
from calendar_tool.source.mistake import Mistake
from calendar_tool.source.when import (
    Calendar,
    read_clock,
    read_dates,
    read_day,
    read_duration,
    read_opening,
    read_weekdays,
    read_when,
    read_zone,
)
from calendar_tool.wording import words

LEAP = Calendar(date(2024, 2, 20), date(2024, 3, 5), "Asia/Almaty")
PART = LEAP._replace(day=date(2024, 2, 29))

READERS: list[Callable[[str, Callable[[Mistake], None]], object]] = [
    lambda text, warn: read_when(text, LEAP, warn),
    lambda text, warn: read_when(text, PART, warn),
    lambda text, _: read_dates(text),
    lambda text, _: read_day(text, LEAP),
    lambda text, _: read_clock(text),
    lambda text, _: read_duration(text),
    lambda text, _: read_opening(text),
    lambda text, _: read_weekdays(text),
    lambda text, _: read_zone(text),
]
PIECES = (
    "29 1 31 0 2024 1030 99999 10:00 19.00 23:30 24:00 25:61 10:0 15.11 15.11.2024 15.11.24 "
    "2024-02-29 2024-13-01 2024-02-29T23:30 T10:00Z 2024-02-29T10:00+99 1/2/2024 7pm 10h30 19ч "
    "Feb февраля ақпаннан Mon пт жұмаға – - / … до по дейін to с г. -ден -інен th TBA уточняется "
    "и Novmber foo , ( ) . : @ min PT1H 1.5 h Asia/Almaty UTC+6 ІІ \u0306 ½ ٣ 🎭"
)
TEXTS = st.text() | st.lists(st.sampled_from(PIECES.split()), max_size=9).flatmap(
    lambda chosen: st.sampled_from([" ", ""]).map(lambda gap: gap.join(chosen))
)


@given(text=TEXTS, read=st.sampled_from(READERS))
def test_any_text_is_read_or_is_a_mistake_with_a_place_and_a_sentence(
    text: str, read: Callable[[str, Callable[[Mistake], None]], object]
) -> None:
    mistakes: list[Mistake] = []
    try:
        read(text, mistakes.append)
    except Mistake as refusal:
        mistakes.append(refusal)
    for mistake in mistakes:
        start, end = mistake.offset or (0, len(text))
        assert 0 <= start <= end <= len(text)
        assert mistake.fix != text
        finding = Diagnostic(key=mistake.key, span=Span(start, end), values=mistake.values)
        for language in ("en", "ru", "kk"):
            assert words(language).sentence(finding).message


@pytest.mark.parametrize("text", [" " * 200_000, "15 " * 100_000, "9" * 100_000, "a" * 100_000])
def test_a_text_of_any_length_is_answered_at_once(text: str) -> None:
    for read in READERS:
        with pytest.raises(Mistake):
            read(text, lambda _: None)
