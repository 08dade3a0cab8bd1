import csv
import io
import re
import shutil
import subprocess
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from calendar_tool.exporters.format import Edition
from calendar_tool.exporters.table import FORMAT
from calendar_tool.load import load
from calendar_tool.model import Hours, Link, Repeat, Role, When
from calendar_tool.source.table import is_table
from calendar_tool.source.when import Calendar, read_when
from tests.cli.running import HERON, MOSCOW, call
from tests.exporters.editions import REAL, hostile, only, real
from tests.programmes import ALMATY, TBA, days, event, timed

#: What a spreadsheet may take for the beginning of a formula.
TRIGGERS = tuple("=+-@＝＋－＠\t\r")


def written(edition: Edition) -> str:
    content = FORMAT.render(edition).content
    assert content.startswith(b"\xef\xbb\xbf")
    return content.decode("utf-8-sig")


def rows(edition: Edition, delimiter: str = ",") -> list[dict[str, str]]:
    reader = csv.reader(io.StringIO(written(edition), newline=""), delimiter=delimiter)
    header, *found = reader
    return [dict(zip(header, cells, strict=False)) for cells in found]


@settings(deadline=None, max_examples=30)
@given(hostile())
def test_no_cell_is_a_formula_whatever_the_separator_is_taken_for(edition: Edition) -> None:
    for delimiter in (",", ";", "\t", "|"):
        found = csv.reader(io.StringIO(written(edition), newline=""), delimiter=delimiter)
        cells = [cell for row in found for cell in row]
        assert [cell for cell in cells if cell.startswith(TRIGGERS)] == []


@settings(deadline=None, max_examples=30)
@given(hostile())
def test_cells_say_what_was_typed_but_for_the_apostrophe_before_a_formula(edition: Edition) -> None:
    found = {row["uid"]: row for row in rows(edition)}
    for one in edition.occurrences:
        typed, title = str(one.event.title), found[one.uid]["title"]
        begun = "(^|[,;|\t\r\n])(?=[-=+@＝＋－＠\t\r])"
        assert re.search(begun, title) is None
        assert title.replace("'", "") == typed.replace("'", "")
        assert title.count("'") == typed.count("'") + len(re.findall(begun, typed))


def test_a_spreadsheet_finds_no_formula(tmp_path: Path) -> None:
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice is not installed")
    table = tmp_path / "events.csv"
    hostile_titles = ("=1+1", "+1", "-1", "@SUM(A1)", "a;=1+1", 'a",=1+1', "\t=1+1", "＝1+1")
    edition = only(*(event(title, timed(15, "10:00")) for title in hostile_titles))
    table.write_bytes(FORMAT.render(edition).content)
    subprocess.run(
        [office, "--headless", "--convert-to", "fods", table.name], cwd=tmp_path, check=True
    )
    assert "table:formula" not in table.with_suffix(".fods").read_text("utf-8")


@pytest.mark.parametrize(("path", "language"), REAL)
def test_every_occurrence_is_a_row_under_keys_of_the_programme_file(
    path: Path, language: str
) -> None:
    edition = real(path, language)
    found = rows(edition)
    assert [row["uid"] for row in found] == [one.uid for one in edition.occurrences]
    assert is_table(FORMAT.render(edition).content)
    assert ("title" if language == "ru" else f"title.{language}") in found[0]
    assert FORMAT.render(edition).left_out == ()


def test_columns_that_say_nothing_are_not_there() -> None:
    (row,) = rows(only(event("Бал", timed(15, "19:00", "23:00"), id="ball", venue="hall")))
    uid = row.pop("uid")
    assert len(uid) == 36
    assert row == {
        "id": "ball",
        "title": "Бал",
        "when": "2019-11-15 19:00–23:00",
        "venue": "hall",
        "status": "confirmed",
    }


def test_people_have_a_column_for_each_role() -> None:
    roles = (Role("speaker", "kim"), Role("speaker", "li"), Role("звук", "kim"))
    first, second = rows(
        only(
            event("Разговор", timed(15, "10:00"), people=roles),
            event("Концерт", timed(15, "11:00"), people=(Role("", "choir"),)),
        )
    )
    assert (first["people.speaker"], first["people.звук"], first["people"]) == (
        "kim, li",
        "kim",
        "",
    )
    assert (second["people"], second["people.speaker"]) == ("choir", "")


def test_every_date_of_a_series_is_a_row_with_an_id_of_its_own() -> None:
    show = event(
        "Спектакль",
        timed(15, "19:00", "21:00"),
        id="show",
        repeat=Repeat(also=(timed(16, "19:00", "21:00"),)),
    )
    found = [(row["id"], row["when"]) for row in rows(only(show))]
    assert found == [
        ("show", "2019-11-15 19:00–21:00"),
        ("show-2019-11-16", "2019-11-16 19:00–21:00"),
    ]


@pytest.mark.parametrize(
    ("when", "says"),
    [
        (timed(15, "10:00"), "2019-11-15 10:00"),
        (timed(15, "10:00", "11:30"), "2019-11-15 10:00–11:30"),
        (timed(15, "22:00", "02:00"), "2019-11-15 22:00 – 2019-11-16 02:00"),
        (days(15), "2019-11-15"),
        (days(15, 16), "2019-11-15 – 2019-11-16"),
        (days(15, tba=True), "2019-11-15 TBA"),
        (TBA, "TBA"),
    ],
)
def test_times_are_written_as_the_programme_file_writes_them(when: When, says: str) -> None:
    (row,) = rows(only(event("Бал", when)))
    assert row["when"] == says


def test_hours_that_were_not_announced_are_told() -> None:
    (row,) = rows(only(event("Музей", days(15, 16), hours=Hours(tba=True))))
    assert (row["when"], row["hours"]) == ("2019-11-15 – 2019-11-16", "TBA")


def test_links_are_addresses_in_one_cell() -> None:
    links = (Link(url="https://example.org/a"), Link(url="https://example.org/b"))
    (row,) = rows(only(event("Бал", timed(15, "19:00"), links=links)))
    assert row["links"] == "https://example.org/a https://example.org/b"


_ZONES = st.sampled_from([ALMATY, *map(ZoneInfo, ("Europe/London", "Asia/Kathmandu"))])
_MINUTES = st.integers(1, 3 * 24 * 60).map(lambda minutes: timedelta(minutes=minutes))


@settings(max_examples=300)
@given(
    st.datetimes(datetime(2024, 1, 1), datetime(2024, 12, 28)),  # noqa: DTZ001 - the zone follows
    st.none() | _MINUTES,
    _ZONES,
)
def test_a_time_is_read_back_as_the_same_instants(
    start: datetime, lasts: timedelta | None, zone: ZoneInfo
) -> None:
    begins = start.replace(second=0, microsecond=0, tzinfo=UTC)
    ends = begins + lasts if lasts else None
    when = When(start=begins.astimezone(zone), end=ends and ends.astimezone(zone))
    (row,) = rows(only(event("Бал", when)))
    calendar = Calendar(date(2024, 1, 1), date(2024, 12, 31), zone.key, None)
    doubts: list[Any] = []
    found = read_when(row["when"], calendar, doubts.append)
    assert isinstance(found.start, datetime)
    assert found.start.astimezone(UTC) == begins
    assert (found.end.astimezone(UTC) if isinstance(found.end, datetime) else None) == ends
    assert doubts == []


@pytest.mark.parametrize("path", [MOSCOW, HERON], ids=["moscow", "heron"])
def test_the_table_of_a_programme_is_read_back_by_add_event(path: Path, tmp_path: Path) -> None:
    edition = real(path, "ru")
    header, *cells = csv.reader(io.StringIO(written(edition), newline=""))
    several = [
        place
        for place, key in enumerate(header)
        if key in ("links", "attachments") and any(" " in row[place] for row in cells)
    ]
    table = tmp_path / "events.csv"
    with table.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows(
            [cell for place, cell in enumerate(row) if place not in several]
            for row in (header, *cells)
        )
    head = path.read_text("utf-8").partition("\nevents:\n")[0]
    bare = tmp_path / "bare.yaml"
    bare.write_text(re.sub("\ndefaults:.*?\n\n", "\n\n", head, flags=re.DOTALL) + "\nevents: []\n")
    done = call("add-event", bare, "--from", table, "--force")
    assert done.status == 0, done.err
    found = {one.uid: one.when for one in load(str(bare), date(2019, 1, 1)).occurrences}
    assert found == {one.uid: one.when for one in edition.occurrences}
