"""A festival in its life, and what `publish` does when something is in its way."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from pypdf import PdfReader

from calendar_tool.ledger import read_entries, read_published
from calendar_tool.load import load
from calendar_tool.publishing import Disk
from calendar_tool.site import Recipe, open_to_public, site
from tests.campaigns.building import built
from tests.cli.running import BARE, PROGRAMME, ROOT, Done, call, command, written
from tests.festival import ID, LANGUAGES, NEWS, RENAMED, Life
from tests.publishing.sites import tree

TO_COME = PROGRAMME.replace("14–15 Sep 2019", "14–15 Sep 2099")
SONGS = "  - title: {en: Songs" + TO_COME.partition("  - title: {en: Songs")[2]
_ATOM = "{http://www.w3.org/2005/Atom}"


# -- the festival


def feeds(site: Path) -> dict[str, dict[str, bytes]]:
    """Return the entries of every feed of a site, by path and UID."""
    paths = (site / ID).glob("*/**/*.ics")
    return {
        path.relative_to(site).as_posix(): read_entries(path.read_bytes(), path.name)
        for path in paths
    }


def entry_named(title: str, entries: dict[str, bytes]) -> tuple[str, bytes]:
    (found,) = [(uid, one) for uid, one in entries.items() if f":{title}\r\n".encode() in one]
    return found


def atom(path: Path) -> tuple[str | None, ...]:
    """Return the titles of what an Atom feed tells."""
    root = ET.fromstring(path.read_bytes())  # noqa: S314 - our own
    return tuple(one.findtext(f"{_ATOM}title") for one in root.iter(f"{_ATOM}entry"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_status_says_what_subscribers_will_be_told(life: Life, language: str) -> None:
    assert tuple(life.status[language].splitlines()[1:]) == NEWS[language]


def test_publish_says_what_they_are_told(life: Life) -> None:
    lines = life.said.splitlines()
    assert tuple(lines[-5:-1]) == NEWS["ru"]
    assert lines[-1].startswith(f"{life.last.site}: ")


@pytest.mark.parametrize("language", LANGUAGES)
def test_atom_and_text_say_the_same_and_nothing_else(life: Life, language: str) -> None:
    folder = life.last.site / ID / language
    assert atom(folder / "changes.atom") == NEWS[language]
    title, _, news = (folder / "changes.txt").read_text("utf-8").partition("\n\n")
    address = f"https://festival.example/2055/{language}/"
    assert title.count("\n") == 0
    assert news == "\n".join([*NEWS[language], "", address, ""])
    assert atom(life.first.site / ID / language / "changes.atom") == ()


def test_the_feeds_hold_exactly_those_changes(life: Life) -> None:
    before, after = (feeds(site)[f"{ID}/en/all.ics"] for site in (life.first.site, life.last.site))
    uid, moved = entry_named("Poems by the open window", after)
    assert b"\r\nDTSTART;TZID=Asia/Almaty:20550522T170000\r\n" in moved
    assert b"20550522T180000\r\nDTEND" in before[uid]
    jazz, cancelled = entry_named("Cancelled: Open Air Jazz", after)
    games, gone = entry_named("Cancelled: Quiet board games", after)
    for entry in (cancelled, gone):
        assert b"\r\nSTATUS:CANCELLED\r\n" in entry
    assert b":Storm" in cancelled
    at_stadium = {one for one in before if RENAMED["en"][0].encode() in before[one]}
    assert len(at_stadium) > 2
    assert all(RENAMED["en"][1].encode() in after[one] for one in at_stadium)
    different = {one for one in before | after if before.get(one) != after.get(one)}
    assert different == {uid, jazz, games} | at_stadium


def test_what_has_changed_is_newer_and_all_else_is_the_same_bytes_in_every_feed(life: Life) -> None:
    before, after = feeds(life.first.site), feeds(life.last.site)
    changed = {
        uid
        for uid, entry in before[f"{ID}/en/all.ics"].items()
        if after[f"{ID}/en/all.ics"][uid] != entry
    }
    assert before.keys() - after.keys() == {
        f"{ID}/{language}/event/board-games.ics" for language in LANGUAGES
    }
    for path in after:
        old, new = (
            read_published((site / path).read_bytes(), path)
            for site in (life.first.site, life.last.site)
        )
        assert old.keys() == new.keys(), path
        for uid, stamp in new.items():
            if uid not in changed:
                assert after[path][uid] == before[path][uid], path
            else:
                assert (stamp.sequence, old[uid].sequence) == (1, 0), path
                assert stamp.modified > old[uid].modified, path


def test_files_in_which_nothing_changed_are_the_same_files(life: Life) -> None:
    releases = life.last.site.with_name("site.releases")
    before, after = tree(releases / "1"), tree(releases / "2")
    untouched = [
        path
        for path, content in before.items()
        if isinstance(content, bytes) and after.get(path) == content
    ]
    assert len(untouched) > 150
    for path in untouched:
        assert (releases / "1" / path).samefile(releases / "2" / path)


def test_what_was_published_stands_by_the_recipes_that_its_file_gives(life: Life) -> None:
    loaded = load(str(life.last.file), date(2055, 1, 1))
    assert loaded.programme is not None
    shown = open_to_public(
        loaded.programme, loaded.occurrences, loaded.told, loaded.ledger, loaded.pictures
    )
    recipes = [one for one in site([(shown, shown.everything)]) if isinstance(one, Recipe)]
    assert len(recipes) > 20
    assert Disk(life.last.site).recipes() == {one.path: one.recipe for one in recipes}


# -- a small programme


def publish(folder: Path, *options: str | Path, text: str | None = None) -> Done:
    """Publish the programme in a folder, after it has been written if a text is given."""
    if text is not None:
        written(folder, text)
    return call("publish", folder / "city-day.yaml", "--to", folder / "site", *options)


def everything(folder: Path) -> dict[str, tuple[int, int, bytes | str]]:
    """Return all files, folders and links, with the time at which each was last written."""
    times = {path.relative_to(folder).as_posix(): path.lstat() for path in folder.rglob("*")}
    return {
        path: (times[path].st_ino, times[path].st_mtime_ns, content)
        for path, content in tree(folder).items()
    }


@pytest.fixture
def published(tmp_path: Path) -> Path:
    """Return a folder with a programme that has just been published."""
    assert publish(tmp_path, text=TO_COME).status == 0
    return tmp_path


def feed(folder: Path) -> bytes:
    return (folder / "site/city-day/en/all.ics").read_bytes()


def test_nothing_changed_writes_no_file(published: Path) -> None:
    before = everything(published)
    done = publish(published)
    assert done == (0, b"", f"{published / 'site'}: nothing has changed\n")
    assert everything(published) == before


def test_paper_and_page_say_which_publication_they_are_and_what_it_changed(published: Path) -> None:
    moved = TO_COME.replace("14 Sep 19:00–21:00", "14 Sep 20:00–22:00")
    assert publish(published, text=moved).status == 0
    paper = published / "own.pdf"
    print_it = ("print", published / "city-day.yaml", "--lang", "en", "-o", paper)
    assert call(*print_it).status == 0
    assert paper.read_bytes() == (published / "site/city-day/en/agenda.pdf").read_bytes()
    assert "Version 2 ·" in PdfReader(paper).pages[0].extract_text()
    page = (published / "site/city-day/en/index.html").read_text("utf-8")
    assert "(1 → 2)" in page
    assert "Moved: Concert" in page
    written(published, moved.replace("20:00–22:00", "20:30–22:30"))
    assert call(*print_it).status == 0
    assert "Draft ·" in PdfReader(paper).pages[0].extract_text()
    assert call("build", published / "city-day.yaml", "--to", published / "draft").status == 0
    page = (published / "draft/city-day/en/index.html").read_text("utf-8")
    assert "→ 3)" not in page
    assert "20:30" in page


def test_a_comment_changes_no_byte_of_any_feed_and_not_the_ledger(published: Path) -> None:
    before = tree(published / "site" / "city-day")
    ledger = (published / "city-day.ledger.jsonl").read_bytes()
    assert publish(published, text=TO_COME + "# all is well\n").status == 0
    assert tree(published / "site" / "city-day") == before
    assert (published / "city-day.ledger.jsonl").read_bytes() == ledger


def test_build_check_of_a_built_folder(tmp_path: Path) -> None:
    path, site = written(tmp_path, TO_COME), tmp_path / "site"
    assert call("build", path, "--to", site, "--check").status == 1
    assert not site.exists()
    call("build", path, "--to", site)
    assert call("build", path, "--to", site, "--check") == (0, b"", "")
    (site / "city-day" / "en" / "all.ics").write_bytes(b"")
    (site / "city-day" / "ru" / "agenda.pdf").unlink()
    (site / "city-day" / "ru" / "poster.pdf").write_bytes(b"%PDF")
    (site / "city-day" / "ru" / "pocket.pdf").unlink()
    (site / "city-day" / "ru" / "pocket.pdf").mkdir()
    done = call("build", path, "--to", site, "--check")
    assert done.status == 1
    assert done.err.splitlines() == [
        f"{site}/city-day/{name}: not as the programmes say; build or publish again"
        for name in ("en/all.ics", "ru/agenda.pdf", "ru/pocket.pdf", "ru/poster.pdf")
    ]


def test_build_check_finds_what_has_to_be_published_and_then_nothing(published: Path) -> None:
    check = ("build", published / "city-day.yaml", "--to", published / "site", "--check")
    assert call(*check) == (0, b"", "")
    written(published, TO_COME.replace("19:00–21:00", "20:00–22:00"))
    done = call(*check)
    assert done.status == 1
    untold = f"{published / 'city-day.yaml'}: subscribers have not been told of the changes yet"
    assert untold in done.err
    assert f"{published / 'site'}/city-day/en/agenda.pdf: not as the programmes say" in done.err
    assert publish(published).status == 0
    assert call(*check) == (0, b"", "")


def test_build_does_not_write_into_what_was_published(published: Path) -> None:
    before = everything(published)
    done = call("build", published / "city-day.yaml", "--to", published / "site")
    assert (done.status, done.out) == (3, "")
    assert done.err.endswith("use “publish”, or build into another folder\n")
    assert everything(published) == before


def test_a_vanished_event_that_is_forgotten_leaves_at_once(published: Path) -> None:
    assert publish(published, text=TO_COME.replace(SONGS, "")).status == 0
    assert b"Cancelled: Songs" in feed(published)
    assert publish(published, "--forget", "songs").status == 0
    assert b"Songs" not in feed(published)
    assert "Songs" not in (published / "site/city-day/en/changes.txt").read_text("utf-8")
    assert publish(published, text=TO_COME).status == 0
    back = read_published(feed(published), "feed")
    assert sorted(stamp.sequence for stamp in back.values()) == [0, 0, 0, 2]


@pytest.mark.parametrize(
    ("id", "said"), [("run", "is in the file; remove it there"), ("rum", "there is no “rum”")]
)
def test_what_cannot_be_forgotten_is_told(published: Path, id: str, said: str) -> None:
    before = everything(published)
    done = publish(published, "--forget", id)
    assert (done.status, done.out) == (2, "")
    assert said in done.err
    assert everything(published) == before


def test_more_than_half_is_taken_away_only_if_that_is_meant(published: Path) -> None:
    head, *events = TO_COME.split("  - title: ")
    few = f"{head}  - title: {events[0]}"
    before = everything(published)
    done = publish(published, text=few)
    assert done.status == 3
    assert done.err.endswith(
        "city-day: only 1 of 4 entries would be left, so nothing was published; "
        "if that is meant: --allow-shrink\n"
    )
    left = everything(published)
    left["city-day.yaml"] = before["city-day.yaml"]
    assert left == before
    assert publish(published, "--allow-shrink").status == 0
    assert feed(published).count(b"\r\nSTATUS:CANCELLED\r\n") == 3


def test_the_report_for_programs(tmp_path: Path) -> None:
    first = json.loads(publish(tmp_path, "--json", text=TO_COME).out)
    assert first["changes"] == {"city-day": []}
    assert (first["removed"], first["unchanged"], first["atOnce"]) == ([], 0, True)
    assert "city-day/kk/all.ics" in first["written"]
    text = TO_COME.replace(SONGS, "")
    second = json.loads(publish(tmp_path, "--json", text=text).out)
    assert second["changes"] == {
        "city-day": ["No longer in the programme: Songs (Tue 15 September, 12:00–13:00)"]
    }
    assert second["removed"] == [f"city-day/{lang}/event/songs.ics" for lang in ("en", "kk", "ru")]
    assert "city-day/en/track-sport.ics" not in second["written"]
    assert second["unchanged"] > 20
    assert json.loads(publish(tmp_path, "--json").out)["unchanged"] is None


# -- what is in the way


def _conflict(ledger: bytes) -> bytes:
    first, rest = ledger.split(b"\n", 1)
    return b"<<<<<<< ours\n%b\n=======\n%b\n>>>>>>> theirs\n%b" % (first, first, rest)


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (_conflict, "jsonl:1: git has left the mark of a conflict here"),
        (lambda ledger: ledger[:-40], "this line is damaged or cut short"),
        (lambda ledger: ledger + b'{"name": "Album", "photos": []}\n', "is none of a ledger"),
        (lambda _: b"PK\x03\x04\x00", "jsonl:1: this line is damaged"),
    ],
    ids=["conflict", "truncated", "foreign", "binary"],
)
@pytest.mark.parametrize("name", ["publish", "build", "status"])
def test_a_ledger_that_cannot_be_read_is_refused(
    published: Path, spoil: Callable[[bytes], bytes], said: str, name: str
) -> None:
    path = published / "city-day.ledger.jsonl"
    path.write_bytes(spoil(path.read_bytes()))
    before = everything(published)
    to = () if name == "status" else ("--to", published / "site")
    done = call(name, written(published, TO_COME), *to)
    assert (done.status, done.out, done.err.count("\n")) == (3, "", 1)
    assert said in done.err
    after = everything(published)
    assert {**after, "city-day.yaml": before["city-day.yaml"]} == before


@pytest.mark.parametrize("kind", ["folder", "manifest", "link", "file"])
def test_a_target_that_is_not_ours_is_left_alone(tmp_path: Path, kind: str) -> None:
    path, site = written(tmp_path, TO_COME), tmp_path / "site"
    photos = tmp_path / "photos" if kind == "link" else site
    if kind == "file":
        site.write_bytes(b"mine")
    else:
        photos.mkdir()
        (photos / "photo.jpg").write_bytes(b"photo")
    if kind == "manifest":
        (photos / "manifest.json").write_bytes(b'{"name": "Album"}')
    if kind == "link":
        site.symlink_to("photos")
    before = everything(tmp_path)
    for name in ("publish", "build"):
        done = call(name, path, "--to", site)
        assert (done.status, done.out, done.err.count("\n")) == (3, "", 1)
        assert done.err.startswith(str(site))
    assert everything(tmp_path) == before


def fill(disk: Path, left: int) -> None:
    """Leave so many octets of a disk free."""
    free = os.statvfs(disk)
    (disk / "ballast").write_bytes(bytes(free.f_bavail * free.f_frsize - left))


def test_a_full_disk_leaves_the_old_site_and_its_ledger(small_disk: Path, tmp_path: Path) -> None:
    path, site = written(tmp_path, TO_COME), small_disk / "site"
    assert call("publish", path, "--to", site).status == 0
    ledger = (tmp_path / "city-day.ledger.jsonl").read_bytes()
    written(tmp_path, TO_COME.replace("Park, ru", "Garden, ru"))
    for left in (0, 4096, 40_960):
        fill(small_disk, left)
        before = tree(small_disk)
        done = call("publish", path, "--to", site)
        assert (done.status, done.out) == (3, "")
        assert done.err == f"{site}: the disk is full; nothing was changed\n"
        assert tree(small_disk) == before
        assert (tmp_path / "city-day.ledger.jsonl").read_bytes() == ledger
        (small_disk / "ballast").unlink()
    assert call("publish", path, "--to", site).status == 0
    assert b"Garden" in (site / "city-day/en/all.ics").read_bytes()


def test_a_ledger_without_room_is_made_up_for_by_the_next_publication(
    small_disk: Path, tmp_path: Path
) -> None:
    path, site = written(small_disk, TO_COME), tmp_path / "site"
    assert call("publish", path, "--to", site).status == 0
    written(small_disk, TO_COME.replace("Park, ru", "Garden, ru"))
    fill(small_disk, 0)
    done = call("publish", path, "--to", site)
    assert (done.status, done.err.count("\n")) == (3, 1)
    assert "the site is published, but what subscribers were told could not be noted" in done.err
    feed = (site / "city-day/en/all.ics").read_bytes()
    (small_disk / "ballast").unlink()
    assert call("publish", path, "--to", site).status == 0
    assert (site / "city-day/en/all.ics").read_bytes() == feed
    assert "Garden (was: Park)" in (site / "city-day/en/changes.txt").read_text("utf-8")


_KILLED = """\
import os, signal, sys

def stop(event, arguments):
    name = os.path.basename(str(arguments[0])) if event == "open" else ""
    if name.startswith(".city-day.ledger.jsonl.") and name.endswith(".tmp"):
        os.kill(os.getpid(), signal.SIGKILL)

sys.addaudithook(stop)
from calendar_tool.__main__ import main
main()
"""


@pytest.mark.skipif("sys.platform == 'win32'", reason="no signal ends a process there at once")
def test_killed_between_site_and_ledger_the_next_publication_tells_it_all(published: Path) -> None:
    ledger = (published / "city-day.ledger.jsonl").read_bytes()
    cancelled = "    id: run\n", "    id: run\n    status: cancelled\n    notice: rain\n"
    text = TO_COME.replace("14 Sep 19:00–21:00", "14 Sep 20:00–22:00").replace(*cancelled)
    path = written(published, text.replace(SONGS, ""))
    publish_it = ["publish", str(path), "--to", str(published / "site")]
    dead = subprocess.run(
        [sys.executable, "-c", _KILLED, *publish_it], env=BARE, capture_output=True, check=False
    )
    assert dead.returncode == -signal.SIGKILL
    assert (published / "city-day.ledger.jsonl").read_bytes() == ledger
    before = feed(published)
    news = (published / "site/city-day/en/changes.txt").read_bytes()
    assert before.count(b"STATUS:CANCELLED") == 2
    assert news.count(b"\n") == 7
    assert publish(published).status == 0
    assert (published / "site/city-day/en/changes.txt").read_bytes() == news
    old, new = read_entries(before, "feed"), read_entries(feed(published), "feed")
    assert [entry for uid, entry in old.items() if new[uid] != entry] == [
        entry for entry in old.values() if b"Songs" in entry
    ]
    stamps = read_published(before, "feed")
    for uid, stamp in read_published(feed(published), "feed").items():
        assert stamp.sequence >= stamps[uid].sequence
        assert stamp.modified >= stamps[uid].modified
    assert publish(published).err.endswith("nothing has changed\n")


def test_two_publishers_at_once_wait_for_each_other(tmp_path: Path) -> None:
    path, site = written(tmp_path, TO_COME), tmp_path / "site"
    running = [
        subprocess.Popen(
            command("publish", path, "--to", site),
            env=BARE,
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        for _ in range(3)
    ]
    said = []
    for process in running:
        said.append(process.communicate(timeout=120)[1].decode())
        assert process.returncode == 0, said[-1]
    assert sum(one.endswith("nothing has changed\n") for one in said) == 2
    assert (tmp_path / "site").readlink() == Path("site.releases/1")
    assert call("build", path, "--to", site, "--check") == (0, b"", "")
    assert {one.name for one in tmp_path.iterdir()} == {
        "city-day.yaml",
        "city-day.ledger.jsonl",
        "site",
        "site.releases",
    }


def test_two_machines_build_one_site(tmp_path: Path) -> None:
    assert len({built(tmp_path / str(number), number) for number in range(2)}) == 1
