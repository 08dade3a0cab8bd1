"""`publish --to s3://…` as people use it, and every way in which a store may refuse."""

import json
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from calendar_tool.publishing.store import Store
from tests.cli.running import PROGRAMME, Done, call, run, written
from tests.stores.reading import asked, listed, stored
from tests.stores.server import Server
from tests.stores.test_interrupted import hold

SECRET = "secret of"  # noqa: S105 - how the keys of the tests begin


def publish(folder: Path, to: str, *options: str, **env: str) -> Done:
    return call("publish", folder / "city-day.yaml", "--to", to, *options, env=env)


@pytest.fixture
def programme(tmp_path: Path) -> Path:
    written(tmp_path, PROGRAMME.replace("14–15 Sep 2019", "14–15 Sep 2099"))
    return tmp_path


def test_a_site_is_published_changed_and_left_alone(
    programme: Path, address: str, server: Server
) -> None:
    first = publish(programme, f"{address}/")
    assert (first.status, first.out) == (0, "")
    assert first.err.splitlines()[-2].startswith(f"{address}: ")
    assert first.err.endswith(f"{address}: files were replaced one by one, not all at once\n")
    paths = listed(server, address)
    assert len(paths) > 70
    page = asked(server, address, "city-day/ru/index.html")
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    assert "Забег" in page.content.decode()
    assert (programme / "city-day.ledger.jsonl").exists()

    again = publish(programme, address)
    assert again == (0, b"", f"{address}: nothing has changed\n")

    text = (programme / "city-day.yaml").read_text("utf-8").replace("09:00–10:00", "08:00–09:00")
    written(programme, text)
    report = json.loads(publish(programme, address, "--json").out)
    assert report["changes"] == {"city-day": ["Moved: Run — Tue 15 September, 08:00 (was 09:00)"]}
    assert report["atOnce"] is False
    assert "city-day/en/event/run.ics" in report["written"]
    assert "city-day/en/event/songs.ics" not in report["written"]
    feed = stored(server, address, "city-day/kk/all.ics")
    assert feed is not None
    assert b"T080000" in feed


@pytest.fixture(scope="module")
def deaf() -> Iterator[int]:
    """Give a port that takes calls and never answers."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        yield listening.getsockname()[1]


CLOSED = "http://127.0.0.1:1"

REFUSALS: dict[str, tuple[str, dict[str, str], str]] = {
    "wrong key": ("", {"AWS_SECRET_ACCESS_KEY": "secret of nobody"}, "the store denies access"),
    "may only read": (
        "",
        {"AWS_ACCESS_KEY_ID": "reader", "AWS_SECRET_ACCESS_KEY": "secret of reader"},
        "the store denies access",
    ),
    "no bucket": ("s3://nowhere/site", {}, "there is no such bucket"),
    "no server": ("", {"AWS_ENDPOINT_URL": CLOSED}, "the store does not answer"),
    "no name": ("", {"AWS_ENDPOINT_URL": "http://no.invalid"}, "the store does not answer"),
    "unencrypted": ("", {"AWS_ALLOW_HTTP": "false"}, "begins with http://"),
    "nonsense": ("", {"AWS_ENDPOINT_URL": "s3.example.org"}, "AWS_ENDPOINT_URL in the"),
    "no account": ("az://container/site", {}, "AZURE_STORAGE_ACCOUNT_NAME"),
    "no folder": ("s3://", {}, "a store is named like this"),
    "unknown": ("ftp://host/site", {}, "a store is named like this"),
    "brackets": ("s3://[bucket/site", {}, "a store is named like this"),
    "aside": ("s3://bucket/../other", {}, "a store is named like this"),
    "password": ("s3://me:secret of mine@bucket/site", {}, "a store is named like this"),
    "query": ("az://container/site?sig=secret of mine", {}, "a store is named like this"),
}


@pytest.mark.parametrize("case", REFUSALS)
def test_a_refusal_is_one_line_that_tells_no_secret(
    programme: Path, address: str, case: str
) -> None:
    to, env, said = REFUSALS[case]
    done = publish(programme, to or address, **env)
    assert (done.status, done.out, done.err.count("\n")) == (3, "", 1), done.err
    assert said in done.err
    assert SECRET not in done.err
    assert not (programme / "city-day.ledger.jsonl").exists()


def test_without_a_key_it_is_told_which_is_needed(
    programme: Path, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.delenv(name)
    done = publish(programme, address, AWS_METADATA_ENDPOINT=CLOSED)
    assert (done.status, done.err.count("\n")) == (3, 1)
    assert "AWS_ACCESS_KEY_ID" in done.err


def test_a_store_that_never_answers_is_not_waited_for(
    programme: Path, address: str, deaf: int
) -> None:
    done = publish(
        programme, address, AWS_ENDPOINT_URL=f"http://127.0.0.1:{deaf}", AWS_TIMEOUT="50ms"
    )
    assert (done.status, done.err.count("\n")) == (3, 1)
    assert "does not answer" in done.err


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "somebody else is publishing there, or was cut off less than 5 minutes ago"),
        ("ru", "сюда публикует кто-то ещё, или его прервали меньше 5 минут назад"),
        ("kk", "мұнда басқа біреу жариялап жатыр немесе оның жұмысы 5 минут толмай тұрып"),
    ],
)
def test_who_finds_another_at_work_is_told_so(
    programme: Path, address: str, language: str, said: str
) -> None:
    hold(address)
    done = publish(programme, address, LC_ALL=language)
    assert (done.status, done.err.count("\n")) == (3, 1)
    assert f"{address}: {said}" in done.err


def test_a_store_that_keeps_no_conditions_is_told_of(programme: Path, address: str) -> None:
    done = publish(programme, address, "--json", AWS_CONDITIONAL_PUT="disabled")
    assert done.status == 0
    assert json.loads(done.out)["unchanged"] == 0
    assert done.err == (
        f"{address}: this store does not let publishers exclude each other; "
        "see to it that only one publishes at a time\n"
    )
    Store(address).begin()


def test_without_the_library_it_is_told_how_to_install_it(programme: Path, tmp_path: Path) -> None:
    lacking = tmp_path / "lacking" / "obstore"
    lacking.mkdir(parents=True)
    lacking.joinpath("__init__.py").write_text("raise ModuleNotFoundError('obstore')\n", "utf-8")
    root = Path(__file__).parents[2]
    env = {"PYTHONPATH": f"{lacking.parent}:{root}", "LC_ALL": "en"}
    path = programme / "city-day.yaml"
    done = run("publish", path, "--to", "s3://bucket/site", env=env)
    assert (done.status, done.out, done.err.count("\n")) == (3, "", 1)
    assert done.err.endswith("install it: pip install 'calendar-tool[store]'\n")
    assert run("publish", path, "--to", tmp_path / "site", env=env).status == 0
