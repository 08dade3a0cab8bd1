import pytest
from hypothesis import given

from calendar_tool.changes import ChangeKind, compare
from calendar_tool.exporters.news import Line, news
from calendar_tool.model import Status, Text, When
from calendar_tool.told import Told
from calendar_tool.wording import COMPLETE
from tests.changes.entries import (
    EVENING,
    HALL,
    OPERA,
    became,
    changed,
    entry,
    hostile,
    state,
    states,
)
from tests.programmes import TBA, at, days, text, timed

GALA = entry(title="Гала", **OPERA)


@pytest.mark.parametrize(
    ("before", "after", "line"),
    [
        ({}, {"when": timed(16, "19:00", "21:00")},
         "Перенесено: Гала — сб 16 ноября, 19:00 (было 18:00)"),
        ({}, {"when": timed(16, "18:00", "21:00")},
         "Перенесено: Гала — сб 16 ноября, 18:00–21:00 (было 18:00–20:00)"),
        ({}, {"when": timed(16, "18:00")},
         "Перенесено: Гала — сб 16 ноября, 18:00 (было 18:00–20:00)"),
        ({}, {"when": timed(15, "18:00", "20:00")},
         "Перенесено: Гала — пт 15 ноября, 18:00 (было сб 16 ноября, 18:00)"),
        ({}, {"when": When(start=at(16, "18:00").replace(year=2020), end=None)},
         "Перенесено: Гала — 16 ноября 2020, 18:00 (было 16 ноября 2019, 18:00–20:00)"),
        ({}, {"when": days(16)}, "Перенесено: Гала — сб 16 ноября, весь день (было 18:00–20:00)"),
        ({}, {"when": days(16, tba=True)},
         "Перенесено: Гала — сб 16 ноября, время уточняется (было 18:00–20:00)"),
        ({}, {"when": TBA}, "Перенесено: Гала — дата уточняется (было сб 16 ноября, 18:00–20:00)"),
        ({"when": days(15, 16)}, {"when": days(16, 17)},
         "Перенесено: Гала — 16–17 ноября (было 15–16 ноября)"),
        ({"when": days(15)}, {"when": EVENING},
         "Перенесено: Гала — сб 16 ноября, 18:00–20:00 (было пт 15 ноября, весь день)"),
        ({}, HALL,
         "Новое место: Гала — сб 16 ноября, 18:00–20:00, Большой зал (было: Театр оперы)"),
        ({}, {"venue": "TBA", "place": None},
         "Новое место: Гала — сб 16 ноября, 18:00–20:00, место уточняется (было: Театр оперы)"),
        ({}, {"venue": None, "place": None},
         "Новое место: Гала — сб 16 ноября, 18:00–20:00, место не указано (было: Театр оперы)"),
        ({}, {**HALL, "when": timed(16, "19:00", "21:00")},
         "Перенесено: Гала — сб 16 ноября, 19:00, Большой зал (было 18:00, Театр оперы)"),
        ({}, {"when": timed(16, "19:00", "21:00"), "notice": text("Из-за  снега.\n\nПростите.")},
         "Перенесено: Гала — сб 16 ноября, 19:00 (было 18:00) — Из-за снега. Простите."),
        ({"when": TBA}, {}, "Время объявлено: Гала — сб 16 ноября, 18:00–20:00"),
        ({"when": TBA, "venue": "TBA", "place": None}, {},
         "Время объявлено: Гала — сб 16 ноября, 18:00–20:00, Театр оперы"),
        ({"when": TBA}, {"when": days(16, tba=True)},
         "Дата объявлена: Гала — сб 16 ноября, время уточняется"),
        ({"venue": "TBA", "place": None}, {},
         "Место объявлено: Гала — сб 16 ноября, 18:00–20:00, Театр оперы"),
        ({"venue": "TBA", "place": None, "when": TBA}, {"when": TBA},
         "Место объявлено: Гала — Театр оперы"),
        ({}, {"status": Status.CANCELLED, "notice": text("дождь")},
         "Отменено: Гала (сб 16 ноября, 18:00–20:00) — дождь"),
        ({}, {"status": Status.CANCELLED, "when": TBA},
         "Отменено: Гала (сб 16 ноября, 18:00–20:00)"),
        ({"when": TBA}, {"status": Status.CANCELLED, "when": TBA}, "Отменено: Гала"),
        ({}, {"when": TBA, "previous": EVENING},
         "Отложено: Гала — новая дата уточняется (было сб 16 ноября, 18:00)"),
        ({}, {"status": Status.POSTPONED},
         "Отложено: Гала — новая дата уточняется (было сб 16 ноября, 18:00)"),
        ({"status": Status.CANCELLED}, {},
         "Снова в программе: Гала — сб 16 ноября, 18:00–20:00, Театр оперы"),
        ({"status": Status.CANCELLED}, {"when": timed(16, "19:00", "21:00")},
         "Снова в программе: Гала — сб 16 ноября, 19:00–21:00, Театр оперы (было 18:00)"),
        ({}, {"status": Status.TENTATIVE}, "Под вопросом: Гала (сб 16 ноября, 18:00–20:00)"),
        ({"status": Status.TENTATIVE}, {}, "Подтверждено: Гала (сб 16 ноября, 18:00–20:00)"),
        ({}, {"title": text("Вечер")}, "Новое название: Вечер (было: Гала)"),
        ({}, {"place": text("Дом оперы")},
         "Место теперь называется иначе: Дом оперы (было: Театр оперы)"),
        ({}, {"tags": ("new",)}, "Уточнены подробности: Гала"),
        ({}, {"notice": text("Вход со двора")}, "Уточнены подробности: Гала — Вход со двора"),
    ],
)  # fmt: skip
def test_a_change_in_words(before: dict[str, object], after: dict[str, object], line: str) -> None:
    assert became(changed(GALA, **before), changed(GALA, **after)) == [line]


def test_what_comes_and_what_goes_in_words() -> None:
    assert became((), GALA) == ["Добавлено: Гала — сб 16 ноября, 18:00–20:00, Театр оперы"]
    assert became((), changed(GALA, when=TBA)) == ["Добавлено: Гала — дата уточняется, Театр оперы"]
    assert became(GALA) == ["Больше нет в программе: Гала (сб 16 ноября, 18:00–20:00)"]


def yoga(*which: int, hour: str = "08:00") -> tuple[Told, ...]:
    return tuple(entry("yoga", timed(day, hour), "Йога", key=f"2019-11-{day}") for day in which)


@pytest.mark.parametrize(
    ("days_", "said"),
    [
        ((15, 16), "15–16 ноября"),
        ((11, 13), "пн 11 ноября, ср 13 ноября"),
        ((11, 13, 15), "пн 11 ноября, ср 13 ноября, пт 15 ноября"),
        ((11, 12, 13, 14), "11–14 ноября"),
        ((11, 13, 15, 18), "4 даты, 11–18 ноября"),
        ((4, 6, 8, 11, 13), "5 дат, 4–13 ноября"),
    ],
)
def test_several_dates_are_told_in_one_line(days_: tuple[int, ...], said: str) -> None:
    off = tuple(changed(one, status=Status.CANCELLED) for one in yoga(*days_))
    assert became(yoga(*days_), *off) == [f"Отменено: Йога ({said}, 08:00)"]
    assert became((), *yoga(*days_)) == [f"Добавлено: Йога — {said}, 08:00"]
    later = tuple(
        changed(one, when=timed(day, "09:00")) for one, day in zip(yoga(*days_), days_, strict=True)
    )
    assert became(yoga(*days_), *later) == [f"Перенесено: Йога — {said}, 09:00 (было 08:00)"]


def test_dates_with_different_hours_are_told_without_them() -> None:
    mixed = (*yoga(15), *yoga(16, hour="10:00"))
    assert became(mixed) == ["Больше нет в программе: Йога (15–16 ноября)"]


def test_many_titles_are_counted() -> None:
    old = tuple(entry(f"id-{n}", title=f"№ {n}") for n in range(7))
    new = (changed(one, tags=("x",)) for one in old)
    assert became(old, *new) == ["Уточнены подробности: № 0; № 1; № 2; № 3; № 4 и ещё 2"]


def test_events_that_move_house_together_are_named_together() -> None:
    old = (GALA, entry("play", timed(17, "12:00"), "Спектакль", **OPERA))
    assert became(old, *(changed(one, **HALL) for one in old)) == [
        "Новое место: Гала; Спектакль — Большой зал (было: Театр оперы)"
    ]


def test_a_change_that_a_language_does_not_show_is_one_of_details_there() -> None:
    old = changed(GALA, title=Text((("ru", "Гала"), ("kk", "Гала кеші"))),
                  place=Text((("ru", "Театр"), ("kk", "Театр үйі"))))  # fmt: skip
    new = changed(old, title=Text((("ru", "Гала"), ("kk", "Гала концерті"))),
                  place=Text((("ru", "Театр"), ("kk", "Опера үйі"))))  # fmt: skip
    changes = compare(state(old), state(new))
    russian, kazakh = (
        [line.text for line in news(changes, tag, ("ru", "kk"))] for tag in ("ru", "kk")
    )
    assert russian == ["Уточнены подробности: Гала"] * 2
    assert kazakh == [
        "Жаңа атауы: Гала концерті (бұрын: Гала кеші)",
        "Өтетін орынның атауы өзгерді: Опера үйі (бұрын: Театр үйі)",
    ]


def test_a_text_without_a_translation_is_told_in_the_first_language() -> None:
    (line,) = news(compare({}, state(GALA)), "en", ("kk", "ru", "en"))
    assert line == Line(
        ChangeKind.ADDED,
        "Added: Гала — Sat 16 November, 18:00–20:00, Театр оперы",
        GALA.uid,
    )


def test_a_long_notice_is_cut() -> None:
    (line,) = became(GALA, changed(GALA, status=Status.CANCELLED, notice=text("так " * 200)))
    assert line.endswith("…")
    assert len(line) < 400


def test_what_runs_from_the_right_turns_nothing_beside_it() -> None:
    (line,) = became(
        changed(GALA, title=text("קונצרט")), changed(GALA, title=text("קונצרט"), **HALL)
    )
    assert "\u2068קונצרט\u2069 — сб" in line


@given(states(hostile), states(hostile))
def test_a_line_is_one_line_that_opens_and_closes_what_turns_text(
    before: dict[str, Told], after: dict[str, Told]
) -> None:
    changes = compare(before, after)
    for language in (*COMPLETE, "de"):
        lines = news(changes, language, ("ru", "kk"))
        assert [line.kind for line in lines] == [change.kind for change in changes]
        for line in lines:
            assert len(line.text.splitlines()) == 1
            assert not set(line.text) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067")
            marks = [char for char in line.text if char in "\u2068\u2069"]
            assert marks == ["\u2068", "\u2069"] * (len(marks) // 2)
