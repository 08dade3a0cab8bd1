import subprocess
import sys
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from calendar_tool.cli.print import Layout, Paper
from calendar_tool.exporters.pdf import LAYOUTS, printed
from calendar_tool.exporters.pdf.weeks import MANY, weeks
from tests.cli.running import BARE, MOSCOW, PROGRAMME, call, command, written
from tests.programmes import TBA, days, edition, event, programme, timed


def words_of(pdf: bytes) -> str:
    return " ".join(" ".join(page.extract_text().split()) for page in PdfReader(BytesIO(pdf)).pages)


def test_it_lands_here_named_after_programme_layout_paper_and_language(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    done = call("print", MOSCOW)
    name = "days-of-moscow-almaty-2019-agenda-a4-ru.pdf"
    assert done == (0, b"", f"{name}\n")
    assert [path.name for path in tmp_path.iterdir()] == [name]
    assert (tmp_path / name).read_bytes().startswith(b"%PDF-")


def test_it_lands_where_it_is_told_to_in_the_language_asked_for(tmp_path: Path) -> None:
    target = tmp_path / "paper" / "kk.pdf"
    done = call("print", written(tmp_path), "--lang", "kk", "-o", target)
    assert done == (0, b"", f"{target}\n")
    assert "Қала күні" in words_of(target.read_bytes())


def test_a_selection_is_all_that_is_printed(tmp_path: Path) -> None:
    target = tmp_path / "a.pdf"
    call("print", written(tmp_path), "--track", "sport", "-o", target)
    printed = words_of(target.read_bytes())
    assert "Run" in printed
    assert "Concert" not in printed


def test_a_broken_programme_is_not_printed(tmp_path: Path) -> None:
    target = tmp_path / "a.pdf"
    path = written(tmp_path, PROGRAMME.replace("10:00–11:00", "25:00"))
    done = call("print", path, "-o", target)
    assert done.status == 1
    assert "T301" in done.err
    assert not target.exists()


@pytest.mark.parametrize(
    ("option", "value"), [("--layout", "banner"), ("--paper", "a0"), ("--paper", "a3")]
)
def test_what_cannot_be_printed_is_refused(option: str, value: str) -> None:
    done = call("print", MOSCOW, option, value)
    assert done.status == 2
    assert option in done.err


@pytest.mark.parametrize("layout", ["poster", "large-print", "door", "pocket", "person"])
def test_every_layout_is_printed_on_its_usual_paper(tmp_path: Path, layout: str) -> None:
    target = tmp_path / "a.pdf"
    assert call("print", written(tmp_path), "--layout", layout, "-o", target).status == 0
    assert "City Day" in words_of(target.read_bytes()).replace("CITY DAY", "City Day")


SECRETS = """
  - title: {en: Rehearsal, ru: Репетиция, kk: Дайындық}
    when: 14 Sep 08:00–09:00
    visibility: private
    people: {performer: serova}
  - title: {en: Market, ru: Рынок, kk: Базар}
    when: 14 Sep 12:00–18:00
    people: {performer: serova}
    staff: {setup: 45 min, responsible: serova}
"""


def private(tmp_path: Path, *options: str) -> str:
    target = tmp_path / "a.pdf"
    path = written(tmp_path, f"ignore: [I601, P702]\n{PROGRAMME.rstrip()}{SECRETS}")
    assert call("print", path, "-o", target, *options).status == 0
    return words_of(target.read_bytes())


def test_the_team_gets_what_is_private_and_set_up_times(tmp_path: Path) -> None:
    found = private(tmp_path, "--layout", "staff")
    assert "Rehearsal" in found
    assert "set-up from 11:15" in found


def test_a_person_gets_what_is_private_only_on_request(tmp_path: Path) -> None:
    mine = ("--layout", "person", "--person", "serova")
    public = private(tmp_path, *mine)
    assert "Market" in public
    assert "Rehearsal" not in public
    assert "Rehearsal" in private(tmp_path, *mine, "--private")


def test_other_layouts_never_show_what_is_private(tmp_path: Path) -> None:
    done = call("print", written(tmp_path), "--layout", "poster", "--private")
    assert done.status == 2
    assert "--private" in done.err


def test_what_nobody_was_told_yet_is_in_the_box_of_changes(tmp_path: Path) -> None:
    path = written(tmp_path)
    now, site = "1568000000", tmp_path / "site"
    assert call("publish", path, "--to", site, env={"SOURCE_DATE_EPOCH": now}).status == 0
    target = tmp_path / "a.pdf"
    call("print", path, "-o", target)
    assert "Version 1" in words_of(target.read_bytes())
    later = path.read_text(encoding="utf-8").replace("14 Sep 10:00–11:00", "14 Sep 10:30–11:30")
    path.write_text(later, encoding="utf-8")
    call("print", path, "-o", target)
    found = words_of(target.read_bytes())
    assert "Draft" in found
    assert "Changes since the last version" in found


def test_very_many_events_are_printed_week_by_week() -> None:
    whole = programme(
        *(event(f"Хор {n}", timed(n, "12:00"), id=f"e{n}") for n in (15, 16, 17, 18, 24, 25)),
        event("Ярмарка", days(16, 18)),
        event("Потом", TBA),
        last_day=date(2019, 11, 30),
    )
    assert [suffix for suffix, _ in weeks(edition(whole), most=8)] == [""]
    found = {
        suffix: {str(one.event.title) for one in week.occurrences}
        for suffix, week in weeks(edition(whole), most=7)
    }
    assert found == {
        "-2019-w46": {"Хор 15", "Хор 16", "Хор 17", "Ярмарка", "Потом"},
        "-2019-w47": {"Хор 18", "Хор 24", "Ярмарка"},
        "-2019-w48": {"Хор 25"},
    }


def test_a_week_shows_its_own_days_of_what_goes_on() -> None:
    whole = programme(event("Ярмарка", days(16, 18)), last_day=date(2019, 11, 30))
    pages = [words_of(printed(week, "agenda", "a4")) for _, week in weeks(edition(whole), most=0)]
    assert ["Понедельник, 18 ноября" in page for page in pages] == [False, True]
    assert ["Воскресенье, 17 ноября" in page for page in pages] == [True, False]


def test_a_logo_that_is_not_there_is_told_and_the_sheet_does_without(tmp_path: Path) -> None:
    text = f"logo: {{src: heron.png, alt: {{en: a, ru: b, kk: c}}}}\n{PROGRAMME}"
    done = call("print", written(tmp_path, text), "-o", tmp_path / "a.pdf")
    assert done.status == 0
    assert "warning[I607]" in done.err
    assert "heron.png" in done.err
    assert "City Day" in words_of((tmp_path / "a.pdf").read_bytes())


def test_a_folder_in_the_place_of_the_output_is_one_line(tmp_path: Path) -> None:
    done = call("print", written(tmp_path), "-o", tmp_path)
    assert done.status == 3
    assert str(tmp_path) in done.err.splitlines()[-1]


@pytest.mark.skipif(sys.platform == "win32", reason="no such limit")
def test_when_there_is_no_room_the_old_file_is_intact(tmp_path: Path) -> None:
    target, path = tmp_path / "a.pdf", written(tmp_path)
    target.write_bytes(b"old")
    limited = ["sh", "-c", 'ulimit -f 8; exec "$@"', "sh", *command("print", path, "-o", target)]
    env = {**BARE, "PYTHONDONTWRITEBYTECODE": "1"}  # or half a compiled file would lie about
    done = subprocess.run(limited, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 3
    assert len(done.stderr.splitlines()) == 1
    assert target.read_bytes() == b"old"
    assert sorted(one.name for one in tmp_path.iterdir()) == sorted(["a.pdf", path.name])


def test_several_files_do_not_go_to_standard_output(tmp_path: Path) -> None:
    events = "".join(
        f"  - {{title: E{n}, when: {14 + n % 14} Sep 10:00–11:00}}\n" for n in range(MANY + 1)
    )
    head = "format: 1\nid: many\ntitle: Many\nlanguages: [en]\ntime_zone: Asia/Almaty\n"
    path = written(tmp_path, f"{head}dates: 14–27 Sep 2099\nevents:\n{events}")
    done = call("print", path, "-o", "-")
    assert (done.status, done.out) == (2, "")
    assert "a file for each week" in done.err
    assert list(tmp_path.iterdir()) == [path]


def test_all_layouts_and_papers_can_be_asked_for() -> None:
    assert [layout.value for layout in Layout] == list(LAYOUTS)
    papers = {paper for how in LAYOUTS.values() for paper in how.papers}
    assert {paper.value for paper in Paper} == papers
