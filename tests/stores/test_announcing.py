"""Subscribers of calendars in a store: told once, never taken back, wherever an upload ends."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Event
from typing import ClassVar

import pytest

from calendar_tool.announcing import Announcement, announce
from calendar_tool.errors import RefusedError
from calendar_tool.ledger import read_entries, read_published
from calendar_tool.load import load_all
from calendar_tool.publishing import File, PublishingError
from calendar_tool.publishing.store import Store
from calendar_tool.site import SiteFile
from tests.stores.proxy import Request, line
from tests.stores.reading import listed, stored
from tests.stores.server import Server

NOW = datetime(2019, 8, 1, 12, tzinfo=UTC)
BEFORE = """\
format: 1
id: walk
title: {en: Walk, ru: Прогулка}
languages: [en, ru]
time_zone: Asia/Almaty
dates: 14–15 Sep 2019
events:
  - title: {en: Walk, ru: Прогулка}
    id: walk
    when: 14 Sep 19:00–21:00
  - title: {en: Tea, ru: Чай}
    id: tea
    when: 15 Sep 12:00–13:00
"""
AFTER = BEFORE.replace("19:00–21:00", "20:00–22:00")
OTHER = BEFORE.replace("19:00–21:00", "17:00–18:30").replace("Чай", "Чай в саду")
TOLD = "Moved: Walk — Sat 14 September, 20:00 (was 19:00)\n"


class Remembering(Store):
    """A store to which nothing that takes long is made twice by a test."""

    made: ClassVar[dict[str, dict[str, SiteFile]]] = {}

    def __init__(self, address: str, text: str) -> None:
        super().__init__(address, lease=timedelta())
        self._known = self.made.setdefault(text, {})

    def recipes(self) -> dict[str, str]:
        return {path: file.recipe for path, file in self._known.items() if file.recipe}

    def watch(self, files: Iterator[File]) -> Iterator[File]:
        for file in files:
            if isinstance(file, SiteFile) and file.recipe:
                self._known[file.path] = file
            yield self._known.get(file.path, file)


class Office:
    """Where a programme is written, and the store that it is published to, hour after hour."""

    def __init__(self, folder: Path, server: Server, address: str) -> None:
        self.folder, self.server, self.address = folder, server, address
        self.now = NOW

    def publish(
        self, text: str, port: int | None = None, *, allow_shrink: bool = False
    ) -> Announcement:
        self.now += timedelta(hours=1)
        (self.folder / "walk.yaml").write_text(text, "utf-8")
        loaded = load_all([str(self.folder)], self.now.date())
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("AWS_ENDPOINT_URL", f"http://127.0.0.1:{port or self.server.port}")
            target = Remembering(self.address, f"{text} {self.now}")
        return announce(loaded, target, self.now, allow_shrink=allow_shrink, watch=target.watch)

    def cut_off(self, text: str, step: int, path: str = "none") -> tuple[bool, list[str]]:
        """Publish with a line that breaks before the nth change, or at a calendar of everything.

        That one is refused after another has come through, though they are sent at once. Return
        whether the line broke, and the names of the objects that came through.
        """
        sent: list[str] = []
        other = Event()

        def refuse(request: Request) -> int | None:
            if request.number >= step or (request.number >= 0 and path in request.path):
                assert request.number >= step or other.wait(60)
                return 403
            if request.number >= 0:
                sent.append(request.path.rpartition("/")[2])
                if sent[-1] == "all.ics":
                    other.set()
            return None

        with line(self.server.port, refuse) as port:
            try:
                self.publish(text, port)
            except PublishingError:
                return True, sent
        return False, sent

    def feeds(self) -> dict[str, bytes]:
        """Return all feeds that anybody could read."""
        paths = Store(self.address, lease=timedelta())._look().objects  # noqa: SLF001
        found = {path: stored(self.server, self.address, path) for path in paths}
        return {path: feed for path, feed in found.items() if feed and path.endswith(".ics")}

    def listing(self) -> bytes | None:
        return stored(self.server, self.address, "manifest.json")

    def file(self, path: str) -> str:
        content = stored(self.server, self.address, path)
        assert content is not None
        return content.decode()


@pytest.fixture
def office(tmp_path: Path, server: Server, address: str) -> Office:
    return Office(tmp_path, server, address)


def falls_behind(old: dict[str, bytes], new: dict[str, bytes]) -> Iterator[str]:
    """Yield entries that are other ones now, and yet no newer to who had them."""
    for path in old.keys() & new.keys():
        was, had = read_published(old[path], path), read_entries(old[path], path)
        stamps, entries = read_published(new[path], path), read_entries(new[path], path)
        for uid in had.keys() & entries.keys():
            newer = stamps[uid].sequence > was[uid].sequence
            later = stamps[uid].modified > was[uid].modified
            if had[uid] != entries[uid] and not (newer and later):
                yield f"{path}: {uid}"


def test_wherever_an_upload_is_cut_off_the_next_takes_nobody_back_and_tells_once(
    office: Office, address: str
) -> None:
    step, cut = 0, True
    while cut:
        office.address, office.now = f"{address}/{step}", NOW
        office.folder.joinpath("walk.ledger.jsonl").unlink(missing_ok=True)
        office.publish(BEFORE)
        old, files = office.feeds(), office.listing()
        cut, sent = office.cut_off(AFTER, step)
        assert (office.listing() == files) == ("manifest.json" not in sent)
        seen = office.feeds()
        assert list(falls_behind(old, seen)) == []
        after = (AFTER, BEFORE, OTHER)[step % 3]
        office.publish(after)
        assert list(falls_behind(seen, office.feeds())) == []
        assert office.file("walk/en/changes.txt").count(TOLD) == (after == AFTER or not cut)
        assert ("20:00" in office.file("walk/events.csv")) == (after == AFTER)
        assert office.publish(after).report is None
        step += 1
    assert sent.count("all.ics") == 2
    assert step > 30


@pytest.mark.parametrize("language", ["en", "ru"])
@pytest.mark.parametrize("after", [AFTER, BEFORE, OTHER], ids=["same", "reverted", "another"])
def test_what_one_language_has_been_told_is_not_taken_back_in_any(
    office: Office, language: str, after: str
) -> None:
    office.publish(BEFORE)
    cut, sent = office.cut_off(AFTER, 1_000, f"{language}/all.ics")
    assert (cut, sent.count("all.ics")) == (True, 1)
    seen = office.feeds()
    office.publish(after)
    now = office.feeds()
    assert list(falls_behind(seen, now)) == []
    stamps = [read_published(now[f"walk/{one}/all.ics"], one) for one in ("en", "ru")]
    assert stamps[0] == stamps[1]
    walk = max(stamp.sequence for stamp in stamps[0].values())
    assert walk == (1 if after == AFTER else 2)


def test_nothing_to_do_stores_no_object(office: Office) -> None:
    office.publish(BEFORE)
    assert office.cut_off(BEFORE, 0) == (False, [])


def test_a_lost_ledger_is_made_up_for_by_the_feeds_in_the_store(office: Office) -> None:
    office.publish(BEFORE)
    office.publish(AFTER)
    before = office.file("walk/ru/all.ics")
    (office.folder / "walk.ledger.jsonl").unlink()
    done = office.publish(AFTER)
    assert office.file("walk/ru/all.ics") == before
    assert done.publics[0].published is not None


def test_the_calendar_of_everything_does_not_vanish_by_mistake(office: Office) -> None:
    office.publish(BEFORE)
    with pytest.raises(RefusedError) as refused:
        office.publish(BEFORE.replace("[en, ru]", "[en]"))
    assert refused.value.key == "publish.lost"
    assert str(refused.value.values["path"]) == office.address
    assert "walk/ru/all.ics" in office.feeds()
    office.publish(BEFORE.replace("[en, ru]", "[en]"), allow_shrink=True)
    assert "walk/ru/all.ics" not in listed(office.server, office.address)


def test_what_becomes_private_is_in_no_object_any_more(office: Office) -> None:
    office.publish(BEFORE)
    hidden = BEFORE.replace("    id: tea\n", "    id: tea\n    visibility: private\n")
    office.publish(hidden)
    feeds = office.feeds()
    assert "walk/en/event/tea.ics" not in feeds
    assert not any(b"Tea" in feed for feed in feeds.values())
    journal = stored(office.server, office.address, ".calendar-tool/journal.json")
    assert journal is not None
    assert b"tea" not in journal
