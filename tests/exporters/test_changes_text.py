import json

from hypothesis import given

from calendar_tool.changes import compare
from calendar_tool.exporters.changes import json as as_json
from calendar_tool.exporters.changes import markdown, text
from calendar_tool.exporters.news import news
from calendar_tool.model import Status
from calendar_tool.told import Told
from tests.changes.entries import HALL, OPERA, changed, entry, hostile, state, states
from tests.programmes import TBA, timed

GALA = entry(**OPERA)


def test_text_is_a_line_a_change_under_a_title_and_above_an_address() -> None:
    assert text.render(["Первое", "Второе"], "ru").decode() == "Первое\nВторое\n"
    told = text.render(["Первое"], "ru", "Дни Москвы", "https://days.example/ru/")
    assert told.decode() == "Дни Москвы: изменения\n\nПервое\n\nhttps://days.example/ru/\n"


def test_that_nothing_changed_is_said_too() -> None:
    assert text.render([], "en") == markdown.render([], "en") == b"Nothing has changed.\n"
    assert as_json.render((), ()) == b"[]\n"


def test_markdown_is_a_list_in_which_every_character_stands_for_itself() -> None:
    told = markdown.render(["a *b* [c](d) <e> `f` #1 g_h \\ & | ~ @i !"], "en").decode()
    assert told == r"- a \*b\* \[c\](d) \<e\> \`f\` \#1 g\_h \\ \& \| \~ \@i \!" + "\n"


def test_json_says_from_what_to_what() -> None:
    moved = changed(GALA, when=timed(16, "19:00", "21:00"), **HALL)
    changes = compare(state(GALA), state(moved))
    (found,) = json.loads(as_json.render(changes, news(changes, "ru", ("ru",))))
    assert found["kind"] == "moved"
    assert found["text"].startswith("Перенесено: Гала-концерт — сб 16 ноября, 19:00, Большой зал")
    assert found["parts"] == []
    (entry_,) = found["entries"]
    assert (entry_["uid"], entry_["id"]) == (GALA.uid, "gala")
    assert entry_["before"] == {
        "title": {"ru": "Гала-концерт"},
        "start": "2019-11-16T18:00:00+06:00",
        "end": "2019-11-16T20:00:00+06:00",
        "tba": False,
        "status": "confirmed",
        "place": {"ru": "Театр оперы"},
        "notice": None,
    }
    assert entry_["after"]["start"] == "2019-11-16T19:00:00+06:00"


def test_json_says_what_came_and_what_went() -> None:
    changes = compare(state(GALA), state(entry("new", TBA, status=Status.TENTATIVE)))
    found = json.loads(as_json.render(changes, news(changes, "ru", ("ru",))))
    (gone,), (new,) = (one["entries"] for one in found)
    assert gone["after"] is None
    assert (new["before"], new["after"]["start"], new["after"]["tba"]) == (None, None, True)


@given(states(hostile), states(hostile))
def test_any_text_stays_in_its_line(before: dict[str, Told], after: dict[str, Told]) -> None:
    changes = compare(before, after)
    lines = news(changes, "ru", ("ru", "kk"))
    told = [line.text for line in lines]
    plain, marked = text.render(told, "ru").decode(), markdown.render(told, "ru").decode()
    assert len(plain.splitlines()) == len(marked.splitlines()) == max(len(changes), 1)
    assert len(json.loads(as_json.render(changes, lines))) == len(changes)
