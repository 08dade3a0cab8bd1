"""VTIMEZONE: whoever trusts the file and whoever trusts the name read the same instants."""

from datetime import UTC, datetime, timedelta
from io import StringIO
from zoneinfo import ZoneInfo, available_timezones

import icalendar
import pytest
from dateutil.tz import tzical
from hypothesis import given, settings
from hypothesis import strategies as st

from calendar_tool.exporters.ics.times import encode_times
from calendar_tool.exporters.ics.zones import vtimezone
from calendar_tool.model import When

from .feed_rules import Component, read, told_by

WELL_KNOWN = [
    "Asia/Almaty",
    "Europe/Berlin",
    "America/New_York",
    "Europe/London",
    "Europe/Dublin",  # its winter is the exception
    "Africa/Casablanca",  # steps back for Ramadan
    "Australia/Lord_Howe",  # half an hour
    "America/Sao_Paulo",  # used to change at midnight
    "Asia/Kathmandu",
    "Europe/Moscow",
]
NAMES = sorted(available_timezones() - {"localtime", "posixrules", "Factory"})


def feed_with(zone: bytes) -> bytes:
    return b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\n" + zone + b"END:VCALENDAR\r\n"


def component(name: str, first: int, last: int) -> Component:
    (found,) = read(feed_with(vtimezone(name, first, last))).named("VTIMEZONE")
    return found


def is_certain(local: datetime) -> bool:
    """Return whether clocks show a time exactly once."""
    return local.utcoffset() == local.replace(fold=1).utcoffset()


def differing(name: str, first: int, last: int, step: timedelta) -> list[datetime]:
    """Return the local times at which the VTIMEZONE and the zone database disagree."""
    told, zone = component(name, first, last), ZoneInfo(name)
    local, wrong = datetime(first, 1, 1, tzinfo=zone), []
    while local.year <= last:
        if is_certain(local) and told_by(told, local.replace(tzinfo=UTC)) != local.astimezone(UTC):
            wrong.append(local)
        local += step
    return wrong


@pytest.mark.parametrize("name", WELL_KNOWN[:4])
def test_every_half_hour_of_a_year_is_what_the_zone_database_says(name: str) -> None:
    assert differing(name, 2024, 2024, timedelta(minutes=30)) == []


@settings(max_examples=30, deadline=None)
@given(st.sampled_from(NAMES), st.integers(1970, 2037), st.integers(0, 2))
def test_any_zone_in_any_years_is_what_the_zone_database_says(
    name: str, first: int, more: int
) -> None:
    assert differing(name, first, first + more, timedelta(hours=11)) == []


@pytest.mark.parametrize("name", WELL_KNOWN)
@pytest.mark.parametrize("reader", ["icalendar", "dateutil"])
def test_readers_that_trust_the_file_agree(name: str, reader: str) -> None:
    content = feed_with(vtimezone(name, 2024, 2025))
    if reader == "icalendar":
        zone = icalendar.Calendar.from_ical(content).timezones[0].to_tz(lookup_tzid=False)
    else:
        zone = tzical(StringIO(content.decode())).get(name)

    for hours in range(0, 2 * 365 * 24, 7):
        local = datetime(2024, 1, 1, 12, tzinfo=ZoneInfo(name)) + timedelta(hours=hours)
        if is_certain(local):
            assert local.replace(tzinfo=zone).astimezone(UTC) == local.astimezone(UTC)


def test_almaty_has_the_offset_of_each_side_of_1_march_2024() -> None:
    zone = component("Asia/Almaty", 2024, 2024)

    told = [(one["DTSTART"].value, one["TZOFFSETTO"].value) for one in zone.components]

    assert told == [("20240101T000000", "+0600"), ("20240301T000000", "+0500")]


@pytest.mark.parametrize(("year", "offset"), [(2019, "+0600"), (2025, "+0500")])
def test_a_zone_that_never_changes_has_one_observance(year: int, offset: str) -> None:
    (only,) = component("Asia/Almaty", year, year).components

    assert (only["TZOFFSETFROM"].value, only["TZOFFSETTO"].value) == (offset, offset)


def test_londons_spring_change_is_at_one_oclock() -> None:
    spring = component("Europe/London", 2024, 2024).components[1]

    assert (spring.name, spring["DTSTART"].value) == ("DAYLIGHT", "20240331T010000")


def test_a_zone_is_cut_to_its_years() -> None:
    zone = component("Europe/Berlin", 2024, 2025)

    assert {one["DTSTART"].value[:4] for one in zone.components} == {"2024", "2025"}
    assert len(zone.components) == 5


def test_offsets_have_seconds_only_where_the_zone_has() -> None:
    (monrovia, _) = component("Africa/Monrovia", 1972, 1972).components

    assert monrovia["TZOFFSETTO"].value == "-004430"


def test_a_day_that_never_began_is_not_told_twice() -> None:
    observances = component("Pacific/Kiritimati", 1995, 1995).components  # 1 January was left out

    assert len({one["DTSTART"].value for one in observances}) == len(observances)


ZONES = st.sampled_from([ZoneInfo(name) for name in WELL_KNOWN])
CHANGES = [
    datetime(2024, 3, 1),  # noqa: DTZ001 - local, the zone comes below
    datetime(2024, 3, 31, 2),  # noqa: DTZ001
    datetime(2024, 10, 27, 1),  # noqa: DTZ001
    datetime(2025, 3, 9, 2),  # noqa: DTZ001
    datetime(2025, 11, 2, 1),  # noqa: DTZ001
]


@st.composite
def whens(draw: st.DrawFn) -> When:
    """Times near changes of clocks, those that happen twice or never included."""
    near = draw(st.sampled_from(CHANGES)) + timedelta(minutes=draw(st.integers(-2000, 2000)))
    start = near.replace(tzinfo=draw(ZONES), fold=draw(st.integers(0, 1)))
    length = timedelta(minutes=draw(st.integers(1, 3000)))
    end = (start.astimezone(UTC) + length).astimezone(start.tzinfo)
    return When(start=start, end=draw(st.sampled_from([end, None])))


@settings(max_examples=1000)
@given(whens())
def test_an_instant_is_never_in_doubt(when: When) -> None:
    assert isinstance(when.start, datetime)
    times = encode_times(when)

    zone = vtimezone(times.zone, times.first_year, times.last_year) if times.zone else b""
    entry = b"BEGIN:VEVENT\r\n" + times.lines + b"END:VEVENT\r\n"
    calendar = read(feed_with(zone + entry))
    told = [_instant(one.value, calendar) for one in calendar.named("VEVENT")[0].properties]

    ends = [one for one in (when.start, when.end) if isinstance(one, datetime)]
    assert told == [one.astimezone(UTC) for one in ends]
    assert times.start == when.start.astimezone(UTC)
    if times.zone:
        assert all(map(is_certain, ends))
        assert len({one.utcoffset() for one in ends}) == 1


def _instant(value: str, calendar: Component) -> datetime:
    if value.endswith("Z"):
        return datetime.strptime(value, "%Y%m%dT%H%M%S%z")
    (zone,) = calendar.named("VTIMEZONE")
    return told_by(zone, datetime.strptime(value + "Z", "%Y%m%dT%H%M%S%z"))


@pytest.mark.parametrize("name", ["UTC", "Etc/UTC", "Etc/Zulu"])
def test_utc_has_a_z_and_no_zone(name: str) -> None:
    start = datetime(2025, 1, 1, 12, tzinfo=ZoneInfo(name))

    times = encode_times(When(start=start, end=start + timedelta(hours=1)))

    assert times.lines == b"DTSTART:20250101T120000Z\r\nDTEND:20250101T130000Z\r\n"
    assert times.zone is None


def test_a_time_without_a_zone_of_its_own_is_written_in_utc() -> None:
    start = datetime.fromisoformat("2025-01-01T12:00+05:00")

    assert encode_times(When(start=start, end=None)).lines == b"DTSTART:20250101T070000Z\r\n"
