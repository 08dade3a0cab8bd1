"""What happens on show when files change, break, vanish and appear."""

import os
import sys
from collections.abc import Iterator
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.cli.running import call
from tests.hosting.asking import Asker, asking
from tests.serving.running import CITY, Served, city, put, serving

FEED, PAGE = "/city-day/en/all.ics", "/city-day/en/"
_HOSTILE = "<img src=x onerror=alert(1)></aside></head><body></body><script>alert(2)</script>"


class Town(NamedTuple):
    """A folder with a programme that is on show, and somebody who asks for it."""

    folder: Path
    file: Path
    served: Served
    ask: Asker

    def save(self, text: str) -> None:
        """Save the programme, and wait until it has been read."""
        put(self.file, text)
        self.served.reads()


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Town]:
    file = city(tmp_path)
    with serving(tmp_path) as served, asking(served.address) as ask:
        served.told("Ctrl-C")
        yield Town(tmp_path, file, served, ask)


def test_what_changed_is_another_file_and_what_did_not_is_the_same(town: Town) -> None:
    paths = (FEED, PAGE, "/city-day/en/event/run.ics", "/robots.txt")
    before = {path: town.ask(path) for path in paths}
    town.save(CITY.replace("14 Sep 19:00–21:00", "14 Sep 20:00–22:00"))
    for path in paths[:2]:
        tag = before[path].headers["etag"]
        after = town.ask(path, If_None_Match=tag)
        assert after.status == 200
        assert after.headers["etag"] != tag
        dates = (one.headers["last-modified"] for one in (before[path], after))
        was, now = map(parsedate_to_datetime, dates)
        assert was < now
    assert b"T200000" in town.ask(FEED).content
    for path in paths[3:]:
        assert town.ask(path, If_None_Match=before[path].headers["etag"]).status == 304
        since = before[path].headers["last-modified"]
        assert town.ask(path, If_Modified_Since=since).status == 304


def test_a_broken_programme_stays_as_it_was_and_says_why_until_it_is_mended(town: Town) -> None:
    good, page = town.ask(FEED), town.ask(PAGE).content
    town.save(f'{CITY}"{_HOSTILE}": 1\n')
    assert town.ask(FEED, If_None_Match=good.headers["etag"]).status == 304
    broken = town.ask(PAGE).content.decode()
    _, bar, rest = broken.partition('<aside class="notes" role="status" tabindex="0">')
    bar, _, rest = rest.partition("</aside>")
    assert "city-day.yaml" in bar
    assert "&lt;img src=x" in bar
    assert "<img" not in broken
    assert broken.count("<script>alert") == 0
    assert broken.count("</head>") == broken.count("<body>") == broken.count("</body>") == 1
    town.save(CITY)
    mended = town.ask(PAGE).content
    assert len(mended) == len(page)
    assert b"aside" not in mended


def test_a_saved_file_in_which_nothing_changed_is_no_change(town: Town) -> None:
    before = town.ask(FEED)
    stat = town.file.stat()
    town.save(f"{CITY}# a remark\n")
    os.utime(town.file, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    town.served.reads()
    assert town.ask(FEED, If_None_Match=before.headers["etag"]).status == 304


def test_a_file_that_appears_is_on_show_and_one_that_vanishes_no_more(town: Town) -> None:
    other = town.folder / "other.yaml"
    put(other, CITY.replace("id: city-day", "id: other-day", 1))
    town.served.reads()
    assert town.ask("/other-day/en/all.ics").status == 200
    assert b"other-day/" in town.ask("/").content
    other.unlink()
    town.served.reads()
    assert town.ask("/other-day/en/all.ics").status == 404
    assert town.ask(FEED).status == 200


def test_the_last_file_may_vanish_and_come_back(town: Town) -> None:
    before = town.ask(FEED)
    away = town.folder / "away.txt"
    town.file.rename(away)
    town.served.reads()
    assert town.ask(FEED, If_None_Match=before.headers["etag"]).status == 304
    assert b'<aside class="notes"' in town.ask(PAGE).content
    away.rename(town.file)
    town.served.reads()
    assert b'<aside class="notes"' not in town.ask(PAGE).content
    assert town.ask(FEED).content == before.content


def test_two_files_with_one_id_are_not_mixed_up(town: Town) -> None:
    before = town.ask(FEED)
    copy = town.folder / "copy.yaml"
    put(copy, CITY.replace("Opening", "Beginning"))
    town.served.reads()
    assert town.ask(FEED).status == 200
    assert b'<aside class="notes"' in town.ask(PAGE).content
    copy.unlink()
    town.served.reads()
    assert town.ask(FEED).content == before.content


def test_copies_of_editors_are_nobodys_business(town: Town) -> None:
    for name in (".city-day.yaml.swp", "city-day.yaml~", "4913", ".#city-day.yaml", "notes.txt"):
        (town.folder / name).write_text("format: 7\n", "utf-8")
    town.save(CITY.replace("Opening", "Beginning"))
    assert b"Beginning" in town.ask(FEED).content
    assert b'<aside class="notes"' not in town.ask(PAGE).content


def test_a_file_that_is_written_over_is_read(town: Town) -> None:
    town.file.write_text(CITY.replace("Opening", "Beginning"), "utf-8")
    town.served.reads_until(lambda: b"Beginning" in town.ask(FEED).content)
    assert b'<aside class="notes"' not in town.ask(PAGE).content


def test_what_subscribers_were_told_by_publish_is_on_show(town: Town) -> None:
    def publish() -> None:
        assert call("publish", town.file, "--to", town.folder / "site").status == 0

    publish()
    town.served.reads()
    town.save(CITY.replace("14 Sep 19:00–21:00", "14 Sep 20:00–22:00"))
    publish()
    town.served.reads()
    path = town.folder / "site" / FEED[1:]
    assert b"SEQUENCE:1" in path.read_bytes()
    assert town.ask(FEED).content == path.read_bytes()


@pytest.mark.skipif(sys.platform == "win32", reason="not everybody may make links there")
def test_a_link_is_followed(tmp_path: Path) -> None:
    real, shown = tmp_path / "real", tmp_path / "shown"
    real.mkdir()
    shown.mkdir()
    file = city(real)
    (shown / "link.yaml").symlink_to(file)
    with serving(shown) as served, asking(served.address) as ask:
        served.told("Ctrl-C")
        put(file, CITY.replace("Opening", "Beginning"))
        served.reads()
        assert b"Beginning" in ask(FEED).content


def test_a_picture_that_is_drawn_anew_is_on_the_page(town: Town) -> None:
    drawing = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="{}"/></svg>'
    (town.folder / "city.svg").write_text(drawing.format("M1 1h7v7z"), "utf-8")
    town.save(CITY.replace("\nurl:", "\nlogo: city.svg\nurl:"))
    assert b"M1 1h7v7z" in town.ask(PAGE).content
    put(town.folder / "city.svg", drawing.format("M2 2h5v5z"))
    town.served.reads()
    assert b"M2 2h5v5z" in town.ask(PAGE).content
