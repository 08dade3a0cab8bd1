"""How a server begins and ends, and when it does not begin."""

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.running import BARE, HERON, command, run
from tests.hosting.asking import asking
from tests.serving.running import Served, city, rest, serving, started

needs_signals = pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGTERM")


@needs_signals
@pytest.mark.parametrize("name", ["SIGTERM", "SIGINT"])
def test_it_ends_well_while_people_are_connected(tmp_path: Path, name: str) -> None:
    with serving(city(tmp_path)) as served, asking(served.address) as ask:
        assert ask("/robots.txt").status == 200
        silent, wordy = served.connect(), served.connect()
        wordy.sendall(b"GET /robots.txt HT")
        served.process.send_signal(getattr(signal, name))
        assert served.process.wait(20) == 0
        assert "Traceback" not in served.process.communicate()[1]
        assert (rest(silent), rest(wordy)) == (b"", b"")
        silent.close()
        wordy.close()


@needs_signals
def test_it_does_not_wait_for_paper_that_is_being_made() -> None:
    with serving(HERON) as served, served.connect() as waiting:
        for name in ("poster", "agenda", "door"):
            path = f"/white-heron-festival-2027/en/{name}.pdf"
            waiting.sendall(f"GET {path} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
        with asking(served.address) as ask:
            assert ask("/robots.txt").status == 200
        served.process.terminate()
        assert served.process.wait(20) == 0
        assert "Traceback" not in served.process.communicate()[1]


@needs_signals
def test_it_does_not_wait_for_who_reads_too_slowly(tmp_path: Path) -> None:
    with serving(city(tmp_path)) as served, served.connect() as slow:
        slow.sendall(b"GET /city-day/en/ HTTP/1.1\r\nHost: x\r\n\r\n" * 400)
        with asking(served.address) as ask:
            assert ask("/robots.txt").status == 200
        served.process.terminate()
        assert served.process.wait(20) == 0
        assert "Traceback" not in served.process.communicate()[1]


def test_a_port_that_is_taken_is_told_in_one_line(tmp_path: Path) -> None:
    with serving(city(tmp_path)) as served:
        done = run("serve", tmp_path, "--port", str(served.port), env={"LC_ALL": "en_US.UTF-8"})
        assert (done.status, done.out) == (3, "")
        assert done.err.splitlines()[-1] == (
            f"port {served.port} is taken already: --port takes another one, "
            "--port 0 any that is free"
        )
        with asking(served.address) as ask:
            assert ask("/robots.txt").status == 200


@pytest.mark.parametrize(
    "host", ["a..b", "nowhere.invalid", "192.0.2.1", "256.1.1.1", "::2", "é" * 70, "a b"]
)
def test_where_one_cannot_listen_is_told_in_one_line(tmp_path: Path, host: str) -> None:
    done = run("serve", city(tmp_path), "--host", host, "--port", "0")
    assert (done.status, done.out) == (3, "")
    assert done.err.startswith(f"{host}:0: ")
    assert len(done.err.splitlines()) == 1


@pytest.mark.skipif("not hasattr(os, 'geteuid') or os.geteuid() == 0", reason="root may do it")
def test_a_port_of_the_system_is_refused_in_one_line(tmp_path: Path) -> None:
    assert os.geteuid() != 0
    done = run("serve", city(tmp_path), "--port", "80")
    assert (done.status, len(done.err.splitlines())) == (3, 1)


def test_a_port_that_has_just_been_left_is_free(tmp_path: Path) -> None:
    path = city(tmp_path)
    with serving(path) as served, served.connect() as wire:
        wire.sendall(b"GET /robots.txt HTTP/1.1\r\n\r\n")
        assert wire.recv(9) == b"HTTP/1.1 "
        served.process.terminate()
        assert served.process.wait(20) == 0
        with serving(path, "--port", str(served.port)) as again:
            assert again.port == served.port


def test_what_is_broken_from_the_start_is_not_served(tmp_path: Path) -> None:
    path = city(tmp_path)
    path.write_text(f"{path.read_text('utf-8')}\nfrmat: 1\n", "utf-8")
    done = run("serve", path, "--port", "0")
    assert (done.status, done.out) == (1, "")
    assert "frmat" in done.err


def test_what_is_whole_is_served_beside_what_is_broken(tmp_path: Path) -> None:
    (tmp_path / "broken.yaml").write_text("format: 1\n", "utf-8")
    city(tmp_path)
    with serving(tmp_path) as served, asking(served.address) as ask:
        assert ask("/city-day/en/all.ics").status == 200
        assert b"broken.yaml" in ask("/city-day/en/").content


@pytest.mark.parametrize("given", ["none.yaml", "empty"])
def test_what_is_not_there_is_not_served(tmp_path: Path, given: str) -> None:
    (tmp_path / "empty").mkdir()
    done = run("serve", tmp_path / given, "--port", "0")
    assert (done.status, done.out, len(done.err.splitlines())) == (3, "", 1)


def test_standard_input_is_not_served() -> None:
    assert run("serve", "-").status == 2


def test_only_this_machine_is_let_in(tmp_path: Path) -> None:
    with serving(city(tmp_path)) as served:
        assert served.address == f"http://127.0.0.1:{served.port}"
        assert served.process.stdout
        assert served.process.stdout.readline() == (
            f"  webcal://127.0.0.1:{served.port}/city-day/en/all.ics\n"
        )
        assert "Only this machine" in served.told("machine")


@pytest.mark.parametrize("host", ["localhost", "127.0.0.2", "::1"])
def test_a_name_of_this_machine_lets_in_this_machine(tmp_path: Path, host: str) -> None:
    with serving(city(tmp_path), "--host", host) as served, asking(served.address) as ask:
        assert ask("/robots.txt").status == 200
        assert "Only this machine" in served.told("machine")


def test_it_is_said_loudly_when_everybody_is_let_in(tmp_path: Path) -> None:
    with serving(city(tmp_path), "--host", "0.0.0.0") as served:  # noqa: S104 - that is the test
        assert served.told("Everybody") == "Everybody in this network can read this now.\n"
        assert served.told("Ctrl-C")
        with asking(f"http://127.0.0.1:{served.port}") as ask:
            assert ask("/robots.txt").status == 200


@needs_signals
def test_nobody_is_led_to_an_address_of_this_machine_alone(tmp_path: Path) -> None:
    alone = ("unshare", "--net", "--map-root-user")
    if shutil.which(alone[0]) is None or subprocess.run([*alone, "true"], check=False).returncode:
        pytest.skip("no process can be cut off from the network here")
    arguments = command("serve", "--port", "0", "--host", "0.0.0.0", city(tmp_path))  # noqa: S104
    with subprocess.Popen(
        [*alone, *arguments],
        env={**BARE, "LC_ALL": "C.UTF-8"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as one:
        served = Served(one)
        assert served.address.startswith("http://127.0.0.1:")
        assert served.told("No address of this machine in its network was found")
        one.terminate()


def test_files_are_not_followed_if_nobody_wants_that(tmp_path: Path) -> None:
    path = city(tmp_path)
    with serving(path, "--no-watch") as served, asking(served.address) as ask:
        page = ask("/city-day/en/").content
        assert b"location.reload" not in page.rpartition(b"<script>")[2]
        path.write_text(path.read_text("utf-8").replace("Opening", "Beginning"), "utf-8")
        shutil.copy(path, tmp_path / "copy.yaml")
        assert ask("/city-day/en/").content == page
        assert b"Opening" in ask("/city-day/en/all.ics").content
        served.process.terminate()
        assert "read again" not in served.process.communicate()[1]


def test_nobody_waits_between_the_address_and_the_first_answer(tmp_path: Path) -> None:
    process = started(city(tmp_path))
    served = Served(process)
    try:
        assert served.raw(b"GET /robots.txt HTTP/1.0\r\n\r\n").startswith(b"HTTP/1.0 200")
    finally:
        process.terminate()
        process.communicate()
