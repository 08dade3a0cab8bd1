"""A publisher killed at any object, or meeting another: never a mix, and the next mends it."""

import os
import signal
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from calendar_tool.publishing import PublishingError
from calendar_tool.publishing.journal import Hold, Journal
from calendar_tool.publishing.store import Store
from tests.publishing.sites import NEW, NOW, OLD, File, accept
from tests.stores.proxy import Request, line
from tests.stores.reading import holds, listed, stored
from tests.stores.server import Server

ROOT = Path(__file__).parents[2]
AT_ONCE = timedelta()

_PUBLISHER = """\
import sys
from calendar_tool.publishing import PublishingError
from tests.stores.test_interrupted import put
from tests.publishing import sites
print(flush=True)
try:
    put(getattr(sites, sys.argv[2]), sys.argv[1], sys.argv[2])
except PublishingError as error:
    sys.exit(error.key)
"""


def put(
    files: list[File], address: str, inputs: str, *, lease: timedelta = timedelta(minutes=5)
) -> None:
    target = Store(address, lease=lease)
    target.publish(files, now=NOW, inputs=inputs, expires=None, verify=accept)


def publisher(address: str, site: str, port: int) -> "subprocess.Popen[str]":
    """Start a publisher that begins as soon as a line is sent to it."""
    env = {**os.environ, "AWS_ENDPOINT_URL": f"http://127.0.0.1:{port}"}
    return subprocess.Popen(
        [sys.executable, "-c", _PUBLISHER, address, site],
        env=env,
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def killed(server: Server, address: str, step: int) -> bool:
    """Publish NEW in a process that is killed before its nth change; False if it had fewer."""
    running: list[subprocess.Popen[str]] = []

    def kill(request: Request) -> int | None:
        if request.number == step:
            running[0].send_signal(signal.SIGKILL)
            running[0].wait()
        return 503 if request.number >= step else None

    with line(server.port, kill) as port:
        running.append(publisher(address, "NEW", port))
        _, err = running[0].communicate(timeout=300)
    assert running[0].returncode in (0, -signal.SIGKILL), err
    return running[0].returncode != 0


@pytest.mark.skipif("sys.platform == 'win32'", reason="no signal ends a process there at once")
def test_killed_before_any_object_each_is_an_old_or_a_new_one_and_the_next_mends_it(
    address: str, server: Server
) -> None:
    contents = {file.path: {None, file.content} for file in OLD}
    for file in NEW:
        contents.setdefault(file.path, {None}).add(file.content)
    step, manifests = 0, []
    while True:
        place = f"{address}/{step}"
        put(OLD, place, "OLD")
        dead = killed(server, place, step)
        for path, known in contents.items():
            assert stored(server, place, path) in known
        assert all(stored(server, place, path) is not None for path in listed(server, place))
        manifests.append(listed(server, place) == sorted(file.path for file in NEW))
        if manifests[-1]:
            assert holds(server, place, NEW)
        last = (OLD, NEW, [*OLD[1:2], File("third.txt", b"3")])[step % 3]
        put(last, place, "last", lease=AT_ONCE)
        assert holds(server, place, last)
        put(last, place, "later")
        gone = Store(place).publish(
            last, now=NOW + timedelta(days=3), inputs="x", expires=None, verify=accept
        )
        assert gone.written == ()
        assert sorted(Store(place)._look().objects) == sorted(  # noqa: SLF001 - all that there is
            {".calendar-tool/journal.json", "manifest.json", *(file.path for file in last)}
            | ({".calendar-tool/clock"} if dead and step > 0 else set())
        )
        step += 1
        if not dead:
            break
    # Journal, probe, two files and the manifest with a sign of life after each, journal.
    assert step == 1 + 9
    assert manifests == [False] * 7 + [True] * 3


def test_the_site_that_was_there_comes_back_whole_after_an_interruption(
    address: str, server: Server
) -> None:
    put(OLD, address, "OLD")
    refuse = line(server.port, lambda request: 403 if request.number >= 5 else None)
    with refuse as port, pytest.MonkeyPatch.context() as patch:
        patch.setenv("AWS_ENDPOINT_URL", f"http://127.0.0.1:{port}")
        with pytest.raises(PublishingError):
            put(NEW, address, "NEW")
    assert stored(server, address, "index.html") == b"new page"
    assert not Store(address, lease=AT_ONCE).is_current("OLD", NOW)
    put(OLD, address, "OLD", lease=AT_ONCE)
    assert holds(server, address, OLD)


def test_who_was_refused_before_the_first_object_keeps_nobody_waiting(
    address: str, server: Server
) -> None:
    put(OLD, address, "OLD")
    refuse = line(server.port, lambda request: 403 if request.number == 1 else None)
    with refuse as port, pytest.MonkeyPatch.context() as patch:
        patch.setenv("AWS_ENDPOINT_URL", f"http://127.0.0.1:{port}")
        with pytest.raises(PublishingError) as caught:
            put(NEW, address, "NEW")
    assert caught.value.key == "publishing.denied"
    assert holds(server, address, OLD)
    put(NEW, address, "NEW")
    assert holds(server, address, NEW)


# -- several at once


def hold(address: str) -> Hold:
    """Be a publisher who has just begun."""
    target = Store(address)
    seen = target._look()  # noqa: SLF001 - as it looks to another
    return Hold(target._bucket, seen.version, Journal(writer="other", at_work=True))  # noqa: SLF001


def test_while_another_is_at_work_nothing_is_sent(address: str, server: Server) -> None:
    put(OLD, address, "OLD")
    other = hold(address)
    with pytest.raises(PublishingError) as caught:
        put(NEW, address, "NEW")
    assert (caught.value.key, caught.value.values["minutes"]) == ("publishing.busy", 5)
    assert holds(server, address, OLD)
    other.write(Journal())
    put(NEW, address, "NEW")
    assert holds(server, address, NEW)


def test_who_comes_second_has_sent_nothing(address: str, server: Server) -> None:
    put(OLD, address, "OLD")
    slow = Store(address)
    slow.begin()
    put(NEW, address, "NEW")
    with pytest.raises(PublishingError) as caught:
        slow.publish(OLD, now=NOW, inputs="slow", expires=None, verify=accept)
    assert caught.value.key == "publishing.overtaken"
    assert holds(server, address, NEW)
    put(OLD, address, "OLD")
    assert holds(server, address, OLD)


def test_who_saw_a_store_just_as_another_left_it_comes_second_too(
    address: str, server: Server
) -> None:
    """Before and after the other, nobody is at work, nothing in doubt, nothing vanished."""
    put(OLD, address, "OLD")
    slow = Store(address)
    slow.begin()
    other = [File("index.html", b"other page"), *OLD[1:]]
    put(other, address, "other")
    late = [OLD[0], File("en/all.ics", b"late feed"), OLD[2]]
    with pytest.raises(PublishingError) as caught:
        slow.publish(late, now=NOW, inputs="late", expires=None, verify=accept)
    assert caught.value.key == "publishing.overtaken"
    assert holds(server, address, other)


@pytest.mark.parametrize("before", [[], OLD[:1]], ids=["nothing", "one file"])
def test_what_another_stores_while_one_looks_is_nobody_elses(
    before: list[File], address: str, server: Server
) -> None:
    if before:
        put(before, address, "first")
    met: list[str] = []

    def publish(request: Request) -> None:
        if "list-type" in request.path and not met:
            met.append(request.path)
            patch.setenv("AWS_ENDPOINT_URL", f"http://127.0.0.1:{server.port}")
            put(NEW, address, "NEW")

    with line(server.port, publish) as port, pytest.MonkeyPatch.context() as patch:
        patch.setenv("AWS_ENDPOINT_URL", f"http://127.0.0.1:{port}")
        with pytest.raises(PublishingError) as caught:
            put([*OLD, NEW[2]], address, "OLD")
    assert met
    assert caught.value.key == "publishing.overtaken"
    assert holds(server, address, NEW)


def test_who_was_held_for_dead_and_wakes_up_changes_nothing_of_the_other(
    address: str, server: Server
) -> None:
    """The sleeper has the right to upload, another takes it over, then the sleeper goes on."""
    put(OLD, address, "OLD")
    asleep: list[str] = []

    def sleep(request: Request) -> None:
        if request.number == 1:  # the journal is written, the first file is next
            asleep.append(request.path)
            put(NEW, address, "other", lease=AT_ONCE)

    with line(server.port, sleep) as port, pytest.MonkeyPatch.context() as patch:
        patch.setenv("AWS_ENDPOINT_URL", f"http://127.0.0.1:{port}")
        sleeper = Store(address)
        patch.setenv("AWS_ENDPOINT_URL", f"http://127.0.0.1:{server.port}")
        with pytest.raises(PublishingError) as caught:
            sleeper.publish(
                [File("index.html", b"late page"), *OLD[1:]],
                now=NOW,
                inputs="late",
                expires=None,
                verify=accept,
            )
    assert asleep
    assert caught.value.key == "publishing.overtaken"
    assert holds(server, address, NEW)
    assert Store(address).is_current("other", NOW)


def test_of_publishers_at_once_each_wins_or_has_changed_nothing(
    address: str, server: Server
) -> None:
    sites = ("OLD", "NEW") * 3
    put(OLD[:1], address, "first")
    running = [publisher(address, site, server.port) for site in sites]
    said = [process.communicate(timeout=300)[1].strip() for process in running]
    won = [
        site
        for site, process, line in zip(sites, running, said, strict=True)
        if process.returncode == 0
        or (line not in ("publishing.busy", "publishing.overtaken") and pytest.fail(line))
    ]
    assert won
    manifest = Store(address).manifest()
    assert manifest is not None
    assert manifest.inputs in won
    assert holds(server, address, {"OLD": OLD, "NEW": NEW}[manifest.inputs])
