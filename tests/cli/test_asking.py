"""Questions on a terminal: asked again when wrong, completed by Tab, ended by whoever wishes."""

from pathlib import Path

import pytest

from tests.cli.running import PROGRAMME, written
from tests.cli.typing_in import BACKSPACE, CTRL_C, CTRL_D, TAB, Typist, typed

RU = ("--messages", "ru")
QUESTIONS = [
    ("Название, en", "Lecture"), ("Название, ru", "Лекция"), ("Название, kk", "Дәріс"),
    ("Когда", "вс 15 сентября 15:00"), ("Сколько длится", "90 мин"), ("Площадка", "hall"),
    ("Зал", ""), ("Направление", ""), ("Люди", "speaker=serova"), ("Записать", "да"),
]  # fmt: skip
NEW = """\
  - title:
      en: Lecture
      ru: Лекция
      kk: Дәріс
    id: lecture
    when: вс 15 сентября 15:00
    duration: 90 мин
    venue: hall
    people:
      speaker: serova
"""


@pytest.mark.parametrize("columns", [40, 80])
def test_an_event_is_asked_for_shown_and_written(tmp_path: Path, columns: int) -> None:
    path = written(tmp_path)
    status, shown = typed(QUESTIONS, "add-event", path, *RU, columns=columns)
    assert status == 0
    assert path.read_text("utf-8") == PROGRAMME + NEW
    for line in (
        "«Лекция»", "вс, 15 сентября, 15:00–16:30", "время — по Алматы, UTC+6",
        "где: Большой зал", "участвуют: Анна Серова", "идентификатор: lecture",
    ):  # fmt: skip
        assert line in shown
    assert "Traceback" not in shown


def test_what_was_given_is_not_asked(tmp_path: Path) -> None:
    path = written(tmp_path)
    options = ("--title", "Tea", "--venue", "park", "--track", "music", "--person", "serova")
    steps = [("When", "15 Sep 15:00–16:00"), ("Write this", "y")]
    status, _ = typed(steps, "add-event", path, *options, "--messages", "en")
    assert status == 0
    assert "    when: 15 Sep 15:00–16:00\n" in path.read_text("utf-8")


def test_what_is_wrong_is_told_in_the_sentences_of_the_file_and_asked_again(
    tmp_path: Path,
) -> None:
    path = written(tmp_path)
    steps = [
        ("Название, en", ""), ("нужно что-то написать", "Tea"), ("Название, ru", ""),
        ("Название, kk", ""), ("Когда", "32 сентября"), ("последнее число этого месяца", "TBA"),
        ("Площадка", "hal"), ("может быть, «hall»", "hall"), ("Зал", "x"), ("есть: main", ""),
        ("Направление", "musik"), ("может быть, «music»", "music"), ("Люди", "serov"),
        ("может быть, «serova»", "host=serova"), ("Записать", "ага"), ("ответьте", "нет"),
    ]  # fmt: skip
    status, shown = typed(steps, "add-event", path, *RU)
    assert status == 0
    assert shown.endswith("ничего не записано\n")
    assert path.read_text("utf-8") == PROGRAMME


def test_a_clash_is_shown_and_when_and_where_are_asked_again(tmp_path: Path) -> None:
    path = written(tmp_path)
    steps = [
        ("When", "14 Sep 10:30–11:30"), ("Venue", "hall"), ("Room", "main"), ("Track", ""),
        ("People", ""), ("error[L501]", "14 Sep 11:30–12:00"), ("Venue", "hall"), ("Room", "main"),
        ("Write this", "yes"),
    ]  # fmt: skip
    status, _ = typed(steps, "add-event", path, "--title", "Tea", "--messages", "en")
    assert status == 0
    assert "    when: 14 Sep 11:30–12:00\n" in path.read_text("utf-8")


def test_what_no_other_time_or_place_can_mend_ends_the_questions(tmp_path: Path) -> None:
    path = written(tmp_path)
    steps = [("When", "15 Sep 15:00–16:00"), ("Venue", ""), ("Track", ""), ("People", "")]
    options = ("--title", "Tea", "--id", "run", "--messages", "en")
    status, shown = typed(steps, "add-event", path, *options)
    assert status == 1
    assert "error[P701]" in shown
    assert shown.endswith("--force writes it all the same\n")
    assert path.read_text("utf-8") == PROGRAMME


def test_words_stay_whole_in_a_narrow_terminal(tmp_path: Path) -> None:
    typist = Typist("add-event", written(tmp_path), "--title", "Tea", *RU, columns=40)
    typist.answer("Когда", "32 сентября")
    typist.wait("Когда")
    assert typist.leave(CTRL_D) == 2
    assert "\n  последнее число этого месяца — 30;\n" in typist.shown
    assert all(len(line) <= 40 for line in typist.shown.splitlines())


def test_tab_completes_ids(tmp_path: Path) -> None:
    path = written(tmp_path)
    steps = [
        ("When", "15 Sep 15:00–16:00"), ("Venue", "ha" + TAB), ("Room", "m" + TAB),
        ("Track", "mu" + TAB), ("People", "speaker=s" + TAB), ("Write this", "yes"),
    ]  # fmt: skip
    status, _ = typed(steps, "add-event", path, "--title", "Tea", "--messages", "en")
    assert status == 0
    new = path.read_text("utf-8")[len(PROGRAMME) :]
    assert new.endswith(
        "    venue: hall\n    room: main\n    track: music\n    people:\n      speaker: serova\n"
    )


def test_backspace_takes_a_whole_letter(tmp_path: Path) -> None:
    path = written(tmp_path)
    steps = [("Название, en", "Чайы" + BACKSPACE), *QUESTIONS[1:]]
    assert typed(steps, "add-event", path, *RU)[0] == 0
    assert "      en: Чай\n" in path.read_text("utf-8")


@pytest.mark.parametrize("locale", ["C", "tlh_QO.UTF-8"])
def test_letters_are_letters_where_the_locale_knows_none(tmp_path: Path, locale: str) -> None:
    path = written(tmp_path)
    steps = [("Название, en", "Лекцияы" + BACKSPACE), *QUESTIONS[1:]]
    status, _ = typed(steps, "add-event", path, *RU, env={"LC_ALL": locale})
    assert status == 0
    assert "      en: Лекция\n      ru: Лекция\n" in path.read_text("utf-8")


def test_what_cannot_stand_in_a_file_is_not_taken(tmp_path: Path) -> None:
    path = written(tmp_path)
    typist = Typist("add-event", path, *RU)
    typist.answer("Название, en", "Ча\u2028й")
    typist.wait("наберите ещё раз")
    assert typist.leave(CTRL_D) == 2
    assert path.read_text("utf-8") == PROGRAMME


@pytest.mark.parametrize("key", [CTRL_C, CTRL_D])
@pytest.mark.parametrize("answered", range(len(QUESTIONS)))
def test_any_question_can_be_left(tmp_path: Path, key: str, answered: int) -> None:
    path = written(tmp_path)
    typist = Typist("add-event", path, *RU, columns=40)
    for question, text in QUESTIONS[:answered]:
        typist.answer(question, text)
    typist.wait(QUESTIONS[answered][0])
    assert typist.leave(key) == {CTRL_C: 130, CTRL_D: 2}[key]
    assert typist.shown.endswith("ничего не записано\n")
    assert "Traceback" not in typist.shown
    assert path.read_text("utf-8") == PROGRAMME


def test_removing_is_asked_about_and_cancelling_suggested(tmp_path: Path) -> None:
    path = written(tmp_path)
    status, shown = typed([("Удалить «Run»", "нет")], "remove-event", path, "run", *RU)
    assert status == 0
    assert "cancel-event" in shown
    assert path.read_text("utf-8") == PROGRAMME
    status, shown = typed([("Удалить «Run»", "да")], "remove-event", path, "run", *RU)
    assert status == 0
    assert "id: run" not in path.read_text("utf-8")
    typist = Typist("remove-event", path, "songs", *RU)
    typist.wait("Удалить")
    assert typist.leave(CTRL_C) == 130
    assert "id: songs" in path.read_text("utf-8")


def test_a_programme_is_asked_for(tmp_path: Path) -> None:
    steps = [
        ("Название программы", "День города"), ("Языки", "ru, kz"), ("язык — «kk»", "ru, kk"),
        ("Название, kk", "Қала күні"), ("Часовой пояс", "Алматы"), ("Asia/Almaty", "Asia/Almaty"),
        ("Даты", "12 сен"), ("Даты", "12–13 сентября 2026"),
    ]  # fmt: skip
    status, shown = typed(steps, "init", tmp_path, *RU, columns=40)
    assert status == 0, shown
    text = (tmp_path / "den-goroda-2026.yaml").read_text("utf-8")
    assert "\n  ru: День города\n  kk: Қала күні\nlanguages: [ru, kk]" in text


def test_a_programme_is_begun_in_the_writers_language(tmp_path: Path) -> None:
    steps = [("Title of", "City Day"), ("Languages", ""), ("Time zone", "Asia/Almaty"),
             ("Dates", "12 Sep 2026")]  # fmt: skip
    status, _ = typed(steps, "init", tmp_path, env={"LC_ALL": "en_GB.UTF-8"})
    assert status == 0
    assert "\nlanguages: [en] " in (tmp_path / "city-day-2026.yaml").read_text("utf-8")


@pytest.mark.parametrize("key", [CTRL_C, CTRL_D])
def test_beginning_can_be_left(tmp_path: Path, key: str) -> None:
    typist = Typist("init", tmp_path / "day.yaml", *RU)
    typist.wait("Название")
    assert typist.leave(key) == {CTRL_C: 130, CTRL_D: 2}[key]
    assert list(tmp_path.iterdir()) == []
