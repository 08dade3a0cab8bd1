"""Programmes told to their subscribers as offices do it: renamed, lost, taken back, interrupted."""

import os
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from icalendar import Calendar

from calendar_tool.announcing import Announcement, announce
from calendar_tool.errors import RefusedError
from calendar_tool.load import load_all
from calendar_tool.publishing import Disk, File
from tests.cli.running import PROGRAMME

NOW = datetime(2019, 8, 1, 12, tzinfo=UTC)
LATER = PROGRAMME.replace("14 Sep 19:00–21:00", "14 Sep 20:00–22:00")
MOVED = "Moved: Concert — Sat 14 September, 20:00 (was 19:00)\n"


class Office:
    """Where programmes are written, and the site that is made of them; a publication an hour."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.site = folder / "site"
        self.now = NOW

    def write(self, text: str = PROGRAMME, name: str = "city-day.yaml") -> Path:
        path = self.folder / name
        path.write_text(text, "utf-8")
        return path

    def publish(
        self, *paths: Path, forget: tuple[str, ...] = (), allow_shrink: bool = False
    ) -> Announcement:
        self.now += timedelta(hours=1)
        found = map(str, paths or [self.folder])
        loaded = load_all(found, self.now.date())
        return announce(
            loaded, Disk(self.site), self.now, forget=forget, allow_shrink=allow_shrink, watch=iter
        )

    def refuses(self, *paths: Path) -> str:
        """Return why a publication is refused, after which everything is as it was."""
        before = self.everything()
        with pytest.raises(RefusedError) as refused:
            self.publish(*paths)
        assert self.everything() == before
        return refused.value.key

    def everything(self) -> dict[str, bytes]:
        files = (path for path in self.folder.rglob("*") if path.is_file())
        return {str(path): path.read_bytes() for path in files}

    def sequences(self, programme: str = "city-day") -> dict[str, int]:
        feed = Calendar.from_ical((self.site / programme / "en" / "all.ics").read_bytes())
        return {str(one["SUMMARY"]): int(str(one["SEQUENCE"])) for one in feed.events}

    @property
    def news(self) -> str:
        return (self.site / "city-day/en/changes.txt").read_text("utf-8")


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(tmp_path)


def test_one_of_two_programmes_is_not_published_without_the_other(office: Office) -> None:
    first = office.write()
    office.write(PROGRAMME.replace("id: city-day", "id: night"), "night.yaml")
    office.publish()
    assert office.refuses(first) == "publish.lost"
    office.publish(first, allow_shrink=True)
    assert not (office.site / "night").exists()


@pytest.mark.parametrize(
    ("old", "new"), [("id: city-day", "id: town-day"), ("[en, ru, kk]", "[en, ru]")]
)
def test_a_calendar_of_everything_does_not_vanish_by_mistake(
    office: Office, old: str, new: str
) -> None:
    office.write()
    office.publish()
    office.write(PROGRAMME.replace(old, new, 1))
    assert office.refuses() == "publish.lost"
    assert office.publish(allow_shrink=True).report is not None


@pytest.mark.parametrize("has_ledger", [True, False])
def test_another_seed_is_refused_since_everybody_would_have_all_twice(
    office: Office, has_ledger: bool
) -> None:
    office.write()
    office.publish()
    if not has_ledger:
        (office.folder / "city-day.ledger.jsonl").unlink()
    else:
        office.write(f"uid_seed: cfea943e-c800-4f22-adfc-fc83ff728d55\n{PROGRAMME}")
        assert office.refuses() == "publish.replaced"
    office.write(PROGRAMME.partition("  - title: {en: Concert")[0])
    assert office.refuses() == "publish.shrunk"


def test_a_programme_that_is_over_makes_room_for_the_next(office: Office) -> None:
    office.write()
    office.publish()
    office.now += timedelta(days=365)
    following = PROGRAMME.replace("2019", "2020")
    office.write(re.sub("id: (opening|concert|run|songs)", r"id: \1-2020", following))
    office.publish()
    assert office.sequences() == {"Opening": 0, "Concert": 0, "Run": 0, "Songs": 0}


def test_files_that_would_share_a_ledger_are_refused_at_once(office: Office) -> None:
    office.write()
    office.write(PROGRAMME.replace("id: city-day", "id: night"), "city-day.yml")
    assert office.refuses() == "publish.one_ledger"


@pytest.mark.skipif("sys.platform == 'win32'", reason="links are for administrators there")
def test_a_link_to_a_programme_has_the_ledger_of_the_programme(office: Office) -> None:
    path = office.write()
    link = office.folder / "current.yaml"
    link.symlink_to(path.name)
    office.publish(link)
    office.write(LATER)
    office.publish(link)
    assert office.publish(path).report is None
    assert [one.name for one in office.folder.glob("*.jsonl")] == ["city-day.ledger.jsonl"]


def test_a_renamed_file_or_a_lost_ledger_moves_nobody(office: Office) -> None:
    path = office.write()
    office.publish()
    office.write(LATER)
    office.publish()
    before = (office.site / "city-day/ru/all.ics").read_bytes()
    path.rename(office.folder / "town.yaml")
    done = office.publish()
    assert (office.site / "city-day/ru/all.ics").read_bytes() == before
    assert done.publics[0].published is not None
    office.write(PROGRAMME, "town.yaml")
    office.publish()
    assert office.sequences() == {"Opening": 0, "Concert": 2, "Run": 0, "Songs": 0}


def test_a_publication_cut_off_before_the_ledger_is_told_once_and_stays_told(
    office: Office,
) -> None:
    office.write()
    office.publish()
    ledger = office.folder / "city-day.ledger.jsonl"
    before = ledger.read_bytes()
    office.write(LATER)
    office.publish()
    ledger.write_bytes(before)
    again = office.publish()
    assert MOVED in office.news
    assert again.report is not None
    assert again.report.written == ()
    assert ledger.read_bytes() != before
    assert office.publish().report is None


def test_a_ledger_and_a_file_taken_back_together_raise_what_was_published(office: Office) -> None:
    office.write()
    office.publish()
    ledger = office.folder / "city-day.ledger.jsonl"
    before = ledger.read_bytes()
    office.write(LATER)
    office.publish()
    office.write()
    ledger.write_bytes(before)
    office.publish()
    assert office.sequences()["Concert"] == 2
    assert "Concert" in office.news


def test_a_clock_set_back_a_year_takes_no_feed_back(office: Office) -> None:
    office.write()
    office.publish()
    office.now -= timedelta(days=365)
    office.write(LATER)
    office.publish()
    assert office.sequences()["Concert"] == 1
    atom = (office.site / "city-day/en/changes.atom").read_text("utf-8")
    assert max(re.findall("<updated>(.*)</updated>", atom)) > "2019-08-01T13:00:00Z"


@pytest.mark.parametrize("path", ["city-day/ru/all.ics", "city-day/events.csv"])
def test_a_file_that_was_lost_or_altered_in_the_site_is_put_right(
    office: Office, path: str
) -> None:
    office.write()
    office.publish()
    whole = (office.site / path).read_bytes()
    assert office.publish().report is None
    (office.site / path).unlink()
    office.publish()
    assert (office.site / path).read_bytes() == whole
    (office.site / path).write_bytes(whole.replace(b"2019", b"2018"))
    os.utime(office.site / path, (0, 0))
    office.publish()
    assert (office.site / path).read_bytes() == whole


def canaries(office: Office) -> Iterator[str]:
    """Yield the files, of whatever release, that still say a word of the secret."""
    for path in office.folder.rglob("*"):
        inside = path.relative_to(office.folder).parts[0] != "city-day.yaml"
        if inside and path.is_file():
            content = path.read_bytes().replace(b"\r\n ", b"").lower()
            if b"kanarek" in content or "kanarek" in path.name:
                yield str(path.relative_to(office.folder))


HIDDEN = """\
  - title: {en: Kanarek, ru: Kanarek, kk: Kanarek}
    id: kanarek
    when: 14 Sep 12:00–18:00
    venue: park
    events:
      - title: {en: Kanarek too, ru: Kanarek 2, kk: Kanarek 3}
        id: kanarek-2
        when: 13:00–14:00
"""


def test_what_is_made_private_leaves_the_disk_too_and_at_once(office: Office) -> None:
    office.write(PROGRAMME + HIDDEN)
    office.publish()
    office.write(PROGRAMME + HIDDEN.replace("13:00–14:00", "15:00–16:00"))
    office.publish()
    assert "Kanarek too" in office.news
    assert any("releases/1" in path for path in canaries(office))
    office.write(PROGRAMME + HIDDEN.replace("    venue", "    visibility: private\n    venue", 1))
    office.publish()
    assert list(canaries(office)) == []


def test_what_is_forgotten_leaves_the_disk_too(office: Office) -> None:
    office.write(PROGRAMME + HIDDEN)
    office.publish()
    office.write()
    office.publish()
    assert list(canaries(office))
    office.publish(forget=("kanarek",))
    assert list(canaries(office)) == []


def test_files_pass_through_the_watch(office: Office) -> None:
    office.write()
    seen: list[str] = []

    def watch(files: Iterator[File]) -> Iterator[File]:
        for file in files:
            seen.append(file.path)
            yield file

    announce(load_all([str(office.folder)], NOW.date()), Disk(office.site), NOW, watch=watch)
    assert "city-day/kk/all.ics" in seen
