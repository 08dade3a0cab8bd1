"""The formats for other programs, as they were looked through once, and what must hold for all."""

from pathlib import Path

import pytest

from calendar_tool.exporters import FORMATS, format_named
from calendar_tool.exporters.format import Edition
from calendar_tool.site import ALL, open_to_public
from tests.building import loaded
from tests.cli.running import MOSCOW
from tests.cli.test_private import CANARIES, TEXT
from tests.conftest import Golden
from tests.exporters import test_ics_golden
from tests.exporters.editions import TOLD, real

GOLDEN = Path(__file__).parent.parent / "golden"

NAMES = ("csv", "jscalendar", "json-ld", "schedule-xml", "schedule-json")


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("language", ["ru", "kk", "en"])
def test_the_real_programme_is_the_one_that_was_looked_through(
    name: str, language: str, golden: Golden
) -> None:
    form = format_named(name)
    content = form.render(real(MOSCOW, language)).content
    golden(GOLDEN / name / f"days-of-moscow.{language}{form.suffix}", content)


@pytest.mark.parametrize("name", NAMES)
def test_every_kind_of_event_is_the_one_that_was_looked_through(name: str, golden: Golden) -> None:
    form = format_named(name)
    content = form.render(test_ics_golden.edition("ru")).content
    golden(GOLDEN / name / f"every-kind.ru{form.suffix}", content)


@pytest.mark.parametrize("name", NAMES)
def test_nothing_depends_on_the_order_in_which_occurrences_are_handed_in(name: str) -> None:
    straight = test_ics_golden.edition("ru")
    backwards = Edition(
        programme=straight.programme,
        language="ru",
        occurrences=tuple(reversed(straight.occurrences)),
        path="all.ics",
        told=straight.told,
    )
    assert format_named(name).render(backwards) == format_named(name).render(straight)


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("language", ["ru", "kk", "en"])
def test_nothing_private_is_in_any_format(name: str, language: str) -> None:
    whole = loaded(TEXT)
    assert whole.programme is not None
    shown = open_to_public(whole.programme, whole.occurrences, TOLD)
    content = format_named(name).render(shown.edition(language, shown.chosen(()), ALL)).content
    text = content.replace(b"\r\n ", b"").decode().lower()
    assert {"ru": "рынок", "kk": "базар", "en": "market"}[language] in text
    assert [word for word in CANARIES if word in text] == []
