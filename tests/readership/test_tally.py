from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from calendar_tool.readership import Figures, Tally
from calendar_tool.readership.clients import BROWSER, NAMELESS, client
from tests.readership.logs import ALL, GOOGLE, PHONE, START, line
from tests.readership.recording import LOGS, VISITS

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


def figures(*lines: bytes, site: Mapping[str, datetime] | None = None, **limits: int) -> Figures:
    tally = Tally(site, **limits)
    tally.read(lines)
    return tally.figures()


def recorded(name: str) -> Figures:
    return figures(*(LOGS / f"{name}.log").read_bytes().splitlines(keepends=True))


# -- what real servers wrote


def test_three_servers_tell_the_same_of_the_same_visits() -> None:
    nginx, apache, caddy = map(recorded, ("nginx", "apache2", "caddy"))
    names = {one.client for one in caddy.clients}
    assert names >= {"Apple Calendar", "Google Calendar", "Thunderbird", "Feedly", "SuperCal"}
    assert apache.clients == caddy.clients
    assert [one for one in nginx.clients if one.client in names] == list(caddy.clients)
    assert {one.client for one in nginx.clients} - names == {"x"}  # the others refused its name
    assert (nginx.skipped, apache.skipped, caddy.skipped) == (0, 0, 0)
    assert nginx.lines == apache.lines == sum(one.times for one in VISITS) + 1


def test_a_log_without_agents_still_tells_of_addresses_and_feeds() -> None:
    short, long = recorded("common"), recorded("nginx")
    assert [one.client for one in short.clients] == [NAMELESS]
    assert [feed.path for feed in short.feeds] != []
    assert (short.full, short.unmodified, short.answers, short.octets) == (
        long.full,
        long.unmodified,
        long.answers,
        long.octets,
    )


# -- subscribers


def test_a_subscriber_is_an_address_with_a_program_and_a_feed() -> None:
    found = figures(
        line(),
        line(START + HOUR, 304),
        line(address="192.0.2.2"),
        line(agent="vdirsyncer/0.20.0"),
        line(path="city-day/ru/day-2026-11-01.ics"),
        line(path=f"{ALL}?utm=1"),
    )
    assert found.subscribers == 4
    assert [(one.client, one.subscribers, one.once) for one in found.clients] == [
        ("Apple Calendar", 3, 2),
        ("vdirsyncer", 1, 1),
    ]
    assert [(feed.path, feed.subscribers) for feed in found.feeds] == [
        (ALL, 3),
        ("city-day/ru/day-2026-11-01.ics", 1),
    ]


def test_who_asks_for_many_counts_once_from_wherever_it_comes() -> None:
    found = figures(*(line(agent=GOOGLE, address=f"192.0.2.{n}") for n in range(9)), line())
    google = next(one for one in found.clients if one.is_shared)
    assert (google.client, google.subscribers, google.full) == ("Google Calendar", 1, 9)
    assert found.subscribers == 1
    assert found.feeds[0].shared == ("Google Calendar",)


def test_who_tells_its_number_is_believed() -> None:
    agent = "Feedly/1.0 (+http://example.org; {} subscribers; like x)"
    told = [line(agent=agent.format(n), address=f"192.0.2.{n}") for n in (14, 16)]
    found = figures(*told)
    assert (found.subscribers, found.clients[0].subscribers) == (16, 16)


def test_only_who_got_a_feed_is_a_subscriber() -> None:
    found = figures(
        line(status=404),
        line(status=503),
        line(status=410),
        line(method="HEAD"),
        line(method="PROPFIND", status=405),
        line(path="city-day/ru/event/gala.ics"),
        line(path="city-day/ru/index.html"),
        line(path=f"{'x' * 400}.ics"),
        b"nonsense\n",
    )
    assert (found.subscribers, found.clients, found.feeds) == (0, (), ())
    assert found.answers == {200: 1, 404: 1, 405: 1, 410: 1, 503: 1}
    assert found.harmful == {410: 1, 503: 1}
    assert (found.requests, found.others, found.skipped) == (5, 3, 1)
    assert found.share is None


@pytest.mark.parametrize(
    ("agent", "name"),
    [
        ("macOS/14.6.1 (23G93) dataaccessd/1.0", "Apple Calendar"),
        ("Mac+OS+X/10.12.2 (16C67) CalendarAgent/384", "Apple Calendar"),
        ("Mozilla/5.0 (compatible; Google-Calendar-Importer)", "Google Calendar"),
        ("Microsoft Exchange (Windows NT 10.0)", "Outlook.com/Exchange"),
        ("Microsoft Office/16.0 (Windows NT 10.0; Microsoft Outlook 16.0.1; Pro)", "Outlook"),
        ("Mozilla/4.0 (compatible; ms-office; MSOffice 16)", "Outlook"),
        ("Mozilla/5.0 (X11; rv:128.0) Gecko/20100101 Thunderbird/128.4.0", "Thunderbird"),
        ("ICSx5/2.4.3 (ical4j/3.2.19 okhttp/5.3.2 Android/16)", "ICSx5"),
        ("Nextcloud Webcal Service", "Nextcloud"),
        ("vdirsyncer/0.20.0", "vdirsyncer"),
        ("Evolution/3.60.2", "Evolution"),
        ("Mozilla/5.0 (compatible; YandexCalendar/1.0; +http://yandex.ru)", "YandexCalendar"),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0", BROWSER),
        ("-", NAMELESS),
        ("кот", NAMELESS),
        (r"\x1B[2J", NAMELESS),
        ("\x1b[2J", NAMELESS),
        ("a" * 300, "a" * 40),
    ],
)
def test_a_program_is_known_by_what_it_calls_itself(agent: str, name: str) -> None:
    assert client(agent).name == name


# -- who holds what


def test_with_the_site_it_is_told_who_has_not_asked_since_a_feed_changed() -> None:
    changed = START + 2 * DAY
    found = figures(
        line(START),
        line(START + DAY, 304),
        line(START + HOUR, address="192.0.2.2"),
        line(START + HOUR, path="x/festival/all.ics"),
        line(changed, address="192.0.2.3"),
        site={ALL: changed, "festival/all.ics": START},
    )
    feeds = {feed.path: feed for feed in found.feeds}
    assert (feeds[ALL].behind, feeds[ALL].oldest) == (2, START + HOUR)
    assert (feeds["festival/all.ics"].behind, feeds["festival/all.ics"].oldest) == (0, None)


def test_who_has_not_come_for_a_week_is_gone_and_holds_nothing() -> None:
    changed = START + 8 * DAY
    found = figures(line(), line(START + 9 * DAY, address="192.0.2.2"), site={ALL: changed})
    assert (found.feeds[0].gone, found.feeds[0].behind) == (1, 0)


def test_of_what_changed_after_the_log_or_is_on_no_site_nobody_can_be_behind() -> None:
    later = figures(line(), site={ALL: START + DAY}).feeds[0]
    unknown = figures(line()).feeds[0]
    assert (later.modified, later.behind, later.oldest) == (START + DAY, None, None)
    assert (unknown.modified, unknown.behind, unknown.oldest) == (None, None, None)


# -- bounds


def test_beyond_the_bound_requests_are_counted_but_subscribers_are_not_told_apart() -> None:
    lines = [line(address=f"192.0.2.{n}") for n in range(9)]
    assert figures(*lines, *lines, subscribers=9).is_complete
    found = figures(*lines, *lines, subscribers=5)
    assert (found.is_complete, found.subscribers, found.full) == (False, 5, 18)


def test_beyond_the_bound_feeds_are_not_told_apart() -> None:
    found = figures(*(line(path=f"{n}.ics") for n in range(9)), pairs=5)
    assert (found.is_complete, len(found.feeds), found.full, found.requests) == (False, 5, 5, 9)


# -- what always holds

_LINES = st.lists(
    st.builds(
        line,
        st.datetimes(datetime(2026, 11, 1), datetime(2026, 12, 1)),  # noqa: DTZ001 - as UTC
        st.sampled_from([200, 304, 404, 503]),
        path=st.sampled_from([ALL, "b/all.ics", "index.html", "changes.atom"]),
        agent=st.sampled_from([PHONE, GOOGLE, "-", "x y"]),
        address=st.sampled_from(["192.0.2.1", "2001:db8::1"]),
        method=st.sampled_from(["GET", "HEAD"]),
    )
    | st.binary(max_size=60),
    max_size=30,
)


@given(_LINES)
def test_the_counts_add_up(lines: list[bytes]) -> None:
    found = figures(*lines, site={ALL: datetime(2026, 11, 15, tzinfo=UTC)})
    assert found.lines == len(lines) == found.requests + found.others + found.skipped
    assert found.requests == sum(found.answers.values())
    for some in (found.clients, found.feeds):
        assert sum(one.full for one in some) == found.full
        assert sum(one.unmodified for one in some) == found.unmodified
    assert found.subscribers == sum(one.subscribers for one in found.clients if not one.is_shared)
    for feed in found.feeds:
        assert (feed.oldest is None) == (not feed.behind)


@given(_LINES, st.randoms(use_true_random=False))
def test_the_order_of_lines_does_not_matter(lines: list[bytes], chance: Any) -> None:
    before = figures(*lines)
    chance.shuffle(lines)
    assert figures(*lines) == before


@given(st.lists(st.text(st.characters(codec="utf-8"), max_size=40), max_size=5))
def test_nothing_that_could_steer_a_terminal_comes_out(agents: list[str]) -> None:
    entries: Iterable[dict[str, Any]] = (
        {
            "request": {
                "remote_ip": agent,
                "method": "GET",
                "uri": f"/{agent}.ics",
                "headers": {"User-Agent": [agent]},
            },
            "ts": 1e9,
            "status": 200,
            "size": 1,
        }
        for agent in agents
    )
    written = msgspec.json.encode(figures(*map(msgspec.json.encode, entries))).decode()
    assert written.isascii()
    assert written.isprintable()


def test_what_single_readers_chose_is_one_feed_however_long_and_nobody_learns_what() -> None:
    long = "+".join(f"event-number-{n:03}" for n in range(25))
    found = figures(
        line(path=f"city-day/ru/my/{long}.ics"),
        line(path="city-day/ru/my/gala.ics", address="192.0.2.2"),
        line(START + HOUR, 503, path=f"city-day/ru/my/{long}.ics"),
    )
    assert [one.path for one in found.feeds] == ["city-day/ru/my/*.ics"]
    assert found.subscribers == 2
    assert found.harmful == {503: 1}
