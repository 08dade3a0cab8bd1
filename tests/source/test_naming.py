import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calendar_tool.source.naming import id_from
from calendar_tool.source.values import slug


@pytest.mark.parametrize(
    ("title", "id"),
    [
        ("Gala Concert", "gala-concert"),
        ("Гала-концерт", "gala-kontsert"),
        ("Съезд: объявление!", "sezd-obyavlenie"),
        ("Щёлково — чаща, жюри, ёж", "shchyolkovo-chashcha-zhyuri-yozh"),
        ("Әң, ғарыш және қыс; өү ұһ і", "an-garysh-zhane-qys-ou-uh-i"),
        ("Дворцы “Île-de-France”", "dvortsy-ile-de-france"),
        ("Rock ’n’ Roll", "rock-n-roll"),
        ("Straße", "strasse"),
        ("25 лет", "25-let"),
        ("🎭", "event"),
        ("茶", "event"),
        ("", "event"),
    ],
)
def test_an_id_says_what_the_title_says(title: str, id: str) -> None:
    assert id_from(title, ()) == id


def test_a_letter_keeps_its_sound_however_it_is_typed() -> None:
    assert id_from("Чай", ()) == id_from("Чаи\u0306", ()) == "chay"


def test_an_id_that_is_taken_gets_a_number() -> None:
    assert id_from("Concert", {"concert", "concert-2"}) == "concert-3"


def test_a_long_title_is_cut_between_words() -> None:
    assert id_from("Подписание меморандума о сотрудничестве на годы", ()) == (
        "podpisanie-memoranduma-o-sotrudnichestve"
    )
    assert len(id_from("м" * 300, ())) == 40


def test_what_windows_would_not_store_gets_a_number() -> None:
    assert id_from("CON", ()) == "con-2"


@given(st.text(max_size=80), st.sets(st.text("abc-", max_size=3), max_size=5))
def test_any_title_gives_an_id_that_may_stand_in_a_file(title: str, taken: set[str]) -> None:
    id = id_from(title, taken)
    assert slug(id) == id
    assert id not in taken
    assert re.fullmatch("[a-z0-9-]+", id)
