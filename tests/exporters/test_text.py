from calendar_tool.exporters.text import TEXT
from calendar_tool.model import Programme

from ..programmes import at, days, edition, event, full, programme, text, timed, venue
from calendar_tool.model import When


def written(whole: Programme, language: str = "ru") -> str:
    return TEXT.render(edition(whole, language)).content.decode()


def test_the_whole_agenda_reads_like_this() -> None:
    assert written(full()) == """\
ДНИ МОСКВЫ В АЛМАТЫ
25 лет побратимству городов
15–16 ноября 2019
время — по Алматы, UTC+6
"""
