"""Calendars of what single readers chose."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from icalendar import Calendar

from tests.cli.running import call
from tests.hosting.asking import Answer, Asker, asking
from tests.serving.running import CITY, Served, city, put, serving

MY = "/city-day/en/my/"

_HIDDEN = """\
  - title: Rehearsal of the mayor
    id: secret
    when: 15 Sep 07:00–08:00
    visibility: private
"""


def uids(answer: Answer) -> list[str]:
    """Return the UIDs in a calendar, in order."""
    assert answer.status == 200
    return [str(one["UID"]) for one in Calendar.from_ical(answer.content).events]


def test_what_was_chosen_is_in_it_as_it_is_in_the_whole(ask: Asker) -> None:
    both = ask(f"{MY}run+concert.ics")
    assert sorted(uids(both)) == sorted(
        uid for id in ("run", "concert") for uid in uids(ask(f"/city-day/en/event/{id}.ics"))
    )
    whole = ask("/city-day/en/all.ics").content
    entries = [part.partition(b"END:VEVENT")[0] for part in both.content.split(b"BEGIN:VEVENT")[1:]]
    assert len(entries) == 2
    assert all(entry in whole for entry in entries)
    assert both.headers["content-type"] == "text/calendar; charset=utf-8"
    assert "content-disposition" not in both.headers


def test_neither_order_nor_repetition_nor_what_is_unknown_matters(ask: Asker) -> None:
    usual = ask(f"{MY}concert+run.ics")
    for ids in (
        "run+concert",
        "run+concert+run",
        "run+none+concert",
        "+run++concert+",
        "run%2Bconcert",
    ):
        answer = ask(f"{MY}{ids}.ics?v=2")
        assert (answer.content, answer.lasting) == (usual.content, usual.lasting), ids
    assert ask(f"{MY}run+concert.ics", If_None_Match=usual.headers["etag"]).status == 304


@pytest.mark.parametrize(
    "path",
    [
        f"{MY}none.ics",
        f"{MY}.ics",
        f"{MY}+.ics",
        f"{MY}run",
        f"{MY}run.ics/",
        f"{MY}run.ics.ics",
        f"{MY}../en/my/run.ics",
        "/city-day/ru/my/run.ics",
        "/city-day/my/run.ics",
        "/none/en/my/run.ics",
        "/my/run.ics",
        f"{MY}my/run.ics",
        f"{MY}run%00.ics",
    ],
)
def test_where_nothing_was_chosen_nothing_is(ask: Asker, path: str) -> None:
    assert ask(path).status == 404


def test_a_thousand_choices_cost_no_more_than_the_whole(ask: Asker, served: Served) -> None:
    many = "+".join(f"none-{n}" for n in range(1000))
    assert len(uids(ask(f"{MY}run+{many}.ics"))) == 1
    far = f"GET {MY}{'+'.join(f'run-{n}' for n in range(3000))}.ics HTTP/1.1\r\n\r\n".encode()
    assert served.raw(far).split()[1] in (b"414", b"431")


def test_no_more_are_taken_than_anybody_would_star(tmp_path: Path) -> None:
    more = "".join(
        f"  - title: Talk {n}\n    id: talk-{n:03}\n    when: 15 Sep 12:00–13:00\n"
        for n in range(300)
    )
    (tmp_path / "city.yaml").write_text(CITY + more, "utf-8")
    ids = "+".join(f"talk-{n:03}" for n in range(300))
    with serving(tmp_path) as served, asking(served.address) as ask:
        assert len(uids(ask(f"{MY}{ids}.ics"))) == 200
        tags = {ask(f"{MY}talk-{n:03}+run.ics").headers["etag"] for n in range(300)}
        assert len(tags) == 300
        assert ask(f"{MY}talk-000+run.ics").headers["etag"] in tags


@pytest.fixture
def secretive(tmp_path: Path) -> Iterator[tuple[Served, Asker]]:
    city(tmp_path).write_text(CITY + _HIDDEN, "utf-8")
    with serving(tmp_path) as served, asking(served.address) as ask:
        yield served, ask


def test_nobody_chooses_what_is_private(secretive: tuple[Served, Asker]) -> None:
    _, ask = secretive
    assert ask(f"{MY}secret.ics").status == 404
    assert ask(f"{MY}run+secret.ics").content == ask(f"{MY}run.ics").content
    for path in ("/city-day/en/", "/city-day/en/all.ics", "/city-day/schedule.json", "/"):
        assert b"mayor" not in ask(path).content
    assert ask("/city-day/en/event/secret.ics").status == 404


def test_it_follows_the_programme_and_remembers_what_has_vanished(tmp_path: Path) -> None:
    text = CITY.replace("2019", "2055")
    file = tmp_path / "city-day.yaml"
    file.write_text(text, "utf-8")
    assert call("publish", file, "--to", tmp_path / "site").status == 0
    with serving(tmp_path) as served, asking(served.address) as ask:
        served.told("Ctrl-C")
        before = ask(f"{MY}run+concert.ics")
        gone = (
            text[: text.index("  - title: {en: Run")] + text[text.index("  - title: {en: Songs") :]
        )
        put(file, gone.replace("14 Sep 19:00–21:00", "14 Sep 20:00–22:00"))
        served.reads()
        after = ask(f"{MY}run+concert.ics", If_None_Match=before.headers["etag"])
        assert uids(after) == uids(before)
        assert after.content.count(b"STATUS:CANCELLED") == 1
        assert b"T200000" in after.content
        assert ask(f"{MY}run.ics").content.count(b"STATUS:CANCELLED") == 1
