"""A site in a real S3 server: what is sent, in which order, with which headers, and what stays."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

import pytest

from calendar_tool.errors import CalendarToolError
from calendar_tool.publishing import PublishingError, Report
from calendar_tool.publishing.store import Store
from tests.publishing.sites import NEW, NOW, OLD, File, accept
from tests.stores.proxy import Request, line
from tests.stores.reading import asked, holds, stored
from tests.stores.server import Server

DAY = timedelta(days=1)
JOURNAL = ".calendar-tool/journal.json"


def put(
    files: list[File], address: str, *, now: datetime = NOW, inputs: str = "some", keep: bool = True
) -> Report:
    return Store(address).publish(
        files, now=now, inputs=inputs, expires=None, verify=accept, keep_last=keep
    )


def test_a_site_is_put_where_nothing_was(address: str, server: Server) -> None:
    assert put(OLD, address) == Report(
        ("en/all.ics", "en/gone.ics", "index.html"), (), (), at_once=False
    )
    assert holds(server, address, OLD)


def test_what_has_not_changed_is_not_sent(address: str, server: Server) -> None:
    put(OLD, address)
    sent: list[str] = []

    def note(request: Request) -> None:
        if request.number >= 0:
            sent.append(request.path.partition(f"{address[5:]}/")[2])

    with line(server.port, note) as port, pytest.MonkeyPatch.context() as patch:
        patch.setenv("AWS_ENDPOINT_URL", f"http://127.0.0.1:{port}")
        report = put(NEW, address)
        assert sent[:2] == [JOURNAL, JOURNAL]
        assert [path for path in sent if path != JOURNAL] == [
            "kk/new.ics",
            "index.html",
            "manifest.json",
        ]
        assert sent[-1] == JOURNAL
        sent.clear()
        target = Store(address)
        assert target.is_current("some", NOW)
        assert sent == []
    assert report == Report(
        ("index.html", "kk/new.ics"), ("en/all.ics",), ("en/gone.ics",), at_once=False
    )
    assert holds(server, address, NEW)


def test_witnesses_come_first_then_what_pages_lead_to_then_pages_the_manifest_last(
    address: str, server: Server
) -> None:
    paths = [
        "index.html",
        "x/schedule.json",
        "x/en/agenda.pdf",
        "x/en/all.ics",
        "x/en/changes.atom",
        "x/en/day-2027-05-20.ics",
        "x/en/event/opening.ics",
        "x/en/index.html",
        "x/kk/all.ics",
    ]
    sent: list[str] = []

    def note(request: Request) -> None:
        if request.number >= 0 and JOURNAL not in request.path:
            sent.append(request.path.partition(f"{address[5:]}/")[2])

    with line(server.port, note) as port, pytest.MonkeyPatch.context() as patch:
        patch.setenv("AWS_ENDPOINT_URL", f"http://127.0.0.1:{port}")
        put([File(path, path.encode()) for path in paths], address)
    stages = [sent[:2], sent[2:4], sent[4:6], sent[6:9], sent[9:]]
    assert [sorted(stage) for stage in stages] == [
        ["x/en/all.ics", "x/kk/all.ics"],
        ["x/en/agenda.pdf", "x/en/event/opening.ics"],
        ["x/en/changes.atom", "x/en/day-2027-05-20.ics"],
        ["index.html", "x/en/index.html", "x/schedule.json"],
        ["manifest.json"],
    ]


@pytest.mark.parametrize(
    ("path", "kind", "disposition"),
    [
        ("x/kk/all.ics", "text/calendar; charset=utf-8", None),
        ("x/kk/changes.atom", "application/atom+xml; charset=utf-8", None),
        ("x/kk/event/күн.ics", "text/calendar; charset=utf-8", "attachment"),
        ("x/kk/index.html", "text/html; charset=utf-8", None),
        ("x/kk/agenda.pdf", "application/pdf", None),
        ("manifest.json", "application/json", None),
    ],
)
def test_every_object_says_what_it_is_and_how_long_it_may_be_kept(
    address: str, server: Server, path: str, kind: str, disposition: str | None
) -> None:
    put([] if path == "manifest.json" else [File(path, b"content")], address)
    for method in ("GET", "HEAD"):
        status, headers, _ = asked(server, address, path, method)
        assert status == 200
        assert headers["content-type"] == kind
        assert headers["cache-control"] == "max-age=60, stale-if-error=604800"
        assert headers.get("content-disposition") == disposition
        assert "content-encoding" not in headers


def test_who_has_the_present_feed_is_told_so(address: str, server: Server) -> None:
    put(OLD, address)
    tag = asked(server, address, "en/all.ics").headers["etag"]
    put(NEW, address)
    assert asked(server, address, "en/all.ics", tag=tag)[::2] == (304, b"")
    put([File("en/all.ics", b"other")], address)
    assert asked(server, address, "en/all.ics", tag=tag)[::2] == (200, b"other")


def test_what_has_vanished_stays_for_a_day_and_is_deleted_by_the_next_publication(
    address: str, server: Server
) -> None:
    put(OLD, address)
    put(NEW, address)
    put(NEW, address, now=NOW + DAY - timedelta(seconds=1), inputs="other")
    assert stored(server, address, "en/gone.ics") == b"gone"
    assert Store(address).is_current("other", NOW + DAY - timedelta(seconds=1))
    assert not Store(address).is_current("other", NOW + DAY)
    put(NEW, address, now=NOW + DAY, inputs="other")
    assert stored(server, address, "en/gone.ics") is None
    assert holds(server, address, NEW)
    assert Store(address).is_current("other", NOW + DAY)


def test_what_comes_back_is_not_deleted_and_its_day_begins_anew(
    address: str, server: Server
) -> None:
    for hours, files in enumerate([OLD, NEW, OLD, NEW]):
        put(files, address, now=NOW + timedelta(hours=hours))
    put(NEW, address, now=NOW + timedelta(hours=26))
    assert stored(server, address, "en/gone.ics") == b"gone"
    put(OLD, address, now=NOW + timedelta(hours=28))
    put(OLD, address, now=NOW + timedelta(hours=60))
    assert holds(server, address, OLD)


def test_what_must_not_be_seen_any_more_is_deleted_at_once(address: str, server: Server) -> None:
    put(OLD, address)
    put(NEW, address, keep=False)
    assert stored(server, address, "en/gone.ics") is None
    assert b"gone.ics" not in (stored(server, address, JOURNAL) or b"")


def test_an_object_that_was_lost_is_put_right(address: str, server: Server) -> None:
    put(OLD, address)
    Store(address)._bucket.delete("index.html")  # noqa: SLF001 - as its owner would elsewhere
    assert not Store(address).is_current("some", NOW)
    assert put(OLD, address).written == ("index.html",)
    assert holds(server, address, OLD)


class Slow(File):
    """A file that must not be made."""

    @property
    def content(self) -> bytes:
        raise AssertionError(self.path)


def test_what_was_made_by_the_same_recipe_is_neither_made_nor_sent(
    address: str, server: Server
) -> None:
    put([File("a.pdf", b"paper", "r1"), File("a.html", b"page", "r2")], address)
    assert Store(address).recipes() == {"a.html": "r2", "a.pdf": "r1"}
    read: dict[str, bytes] = {}
    Store(address).publish(
        [Slow("a.pdf", b"", "r1"), Slow("a.html", b"", "r2"), File("b.txt", b"b")],
        now=NOW,
        inputs="other",
        expires=None,
        verify=read.update,
    )
    assert (read["a.pdf"], read["a.html"], read["b.txt"]) == (b"paper", b"page", b"b")
    assert stored(server, address, "b.txt") == b"b"


# -- what is not ours


def test_a_fault_is_found_before_anything_is_sent(address: str, server: Server) -> None:
    def refuse(site: Mapping[str, bytes]) -> None:
        assert sorted(site) == ["en/all.ics", "index.html", "kk/new.ics", "manifest.json"]
        assert site["en/all.ics"] == b"feed"
        raise CalendarToolError("index.html: no good")

    put(OLD, address)
    before = stored(server, address, JOURNAL)
    with pytest.raises(CalendarToolError, match="no good"):
        Store(address).publish(NEW, now=NOW, inputs="", expires=None, verify=refuse)
    assert holds(server, address, OLD)
    assert stored(server, address, JOURNAL) == before


def refused(files: list[File], address: str) -> str:
    with pytest.raises(PublishingError) as caught:
        put(files, address)
    return caught.value.key.removeprefix("publishing.")


def test_objects_of_others_are_left_alone(address: str, server: Server) -> None:
    bucket = Store(address)._bucket  # noqa: SLF001 - as somebody else would
    bucket.put("photo.jpg", b"photo", {}, over=None)
    assert refused(OLD, address) == "foreign"
    bucket.delete("photo.jpg")
    put(OLD, address)
    bucket.put("kk/new.ics", b"mine", {}, over=None)
    assert refused(NEW, address) == "stranger"
    assert stored(server, address, "kk/new.ics") == b"mine"
    assert holds(server, address, OLD)


@pytest.mark.parametrize(
    ("path", "content", "key"),
    [
        ("manifest.json", b'{"name": "Album"}', "foreign_manifest"),
        ("manifest.json", b"{", "damaged"),
        (JOURNAL, b"{", "damaged"),
        (JOURNAL, b'{"vanished": {"../x": "2026-05-01T12:00:00Z"}}', "damaged"),
        (JOURNAL, b'{"doubtful": ["/etc"]}', "damaged"),
    ],
)
def test_what_we_cannot_have_written_is_refused(
    address: str, server: Server, path: str, content: bytes, key: str
) -> None:
    put(OLD, address)
    bucket = Store(address)._bucket  # noqa: SLF001 - as somebody else would
    bucket.put(path, content, {}, over=bucket.versions()[path])
    assert refused(NEW, address) == key
    assert stored(server, address, "index.html") == b"old page"


@pytest.mark.parametrize("path", ["../a.txt", "a//b", "con", ".calendar-tool/journal.json"])
def test_a_path_that_no_site_can_have_is_refused(address: str, server: Server, path: str) -> None:
    assert refused([File(path, b"")], address) in ("path", "twice")
    assert stored(server, address, "manifest.json") is None


def test_sites_beside_each_other_do_not_meet(address: str, server: Server) -> None:
    put(OLD, address)
    put(NEW, f"{address}/inner")
    put(NEW[:1], f"{address}1")
    put([*OLD[:2]], f"{address}", now=NOW + DAY)
    assert holds(server, f"{address}/inner", NEW)
    assert holds(server, f"{address}1", NEW[:1])


# -- a store that keeps no conditions


def without_conditions(request: Request) -> None:
    for name in [name for name in request.headers if name.lower().startswith("if-")]:
        del request.headers[name]


def not_implemented(request: Request) -> int | None:
    conditional = any(name.lower().startswith("if-") for name in request.headers)
    return 501 if conditional and request.method == "PUT" else None


@pytest.mark.parametrize("meddle", [without_conditions, not_implemented])
def test_a_store_that_keeps_no_conditions_is_found_out(
    address: str, server: Server, meddle: object
) -> None:
    assert callable(meddle)
    place = address.replace("public", "open")
    put(OLD, place)  # by the owner: the bucket is made
    with line(server.port, meddle) as port, pytest.MonkeyPatch.context() as patch:
        patch.delenv("AWS_ACCESS_KEY_ID")
        patch.delenv("AWS_SECRET_ACCESS_KEY")
        for name, value in server.environment(None, port).items():
            patch.setenv(name, value)
        report = put(NEW, place)
    assert not report.exclusive
    assert holds(server, place, NEW)


def test_conditions_may_be_switched_off(
    address: str, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_CONDITIONAL_PUT", "disabled")
    assert not put(OLD, address).exclusive
    assert holds(server, address, OLD)


def test_the_time_of_a_vanished_object_is_told_in_utc(address: str, server: Server) -> None:
    put(OLD, address)
    put(NEW, address, now=NOW.astimezone(UTC))
    known = json.loads(stored(server, address, JOURNAL) or b"")
    assert known.pop("writer")
    assert known == {
        "at_work": False,
        "doubtful": [],
        "vanished": {"en/gone.ics": "2026-05-01T12:00:00Z"},
    }
