"""A strict reader of feeds: RFC 5545 as written, and our own rules on top of it.

Independent of the writer and of icalendar, so that all three can be held against each other.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

_LINE = re.compile(r'([A-Z-]+)((?:;[A-Z-]+=[^";:,]+)*):(.*)', re.DOTALL)
_TEXT = frozenset(
    [
        "UID",
        "SUMMARY",
        "DESCRIPTION",
        "LOCATION",
        "CATEGORIES",
        "RELATED-TO",
        "NAME",
        "X-WR-CALNAME",
        "X-WR-CALDESC",
    ]
)
_ONE_LINE = frozenset(["SUMMARY", "LOCATION", "CATEGORIES", "NAME", "X-WR-CALNAME"])
_ESCAPES = re.compile(r"\\[\\;,n]|[^\\;,\n]")
_NEVER = frozenset(
    [
        "METHOD",
        "CALSCALE",
        "DURATION",
        "RRULE",
        "RDATE",
        "EXDATE",
        "RECURRENCE-ID",
        "ATTENDEE",
        "ORGANIZER",
        "ATTACH",
    ]
)
_ONCE = [
    "UID",
    "DTSTAMP",
    "CREATED",
    "LAST-MODIFIED",
    "SEQUENCE",
    "DTSTART",
    "SUMMARY",
    "LOCATION",
    "STATUS",
    "TRANSP",
]
_LOCAL = re.compile(r"\d{8}T\d{6}")
_UTC = re.compile(r"\d{8}T\d{6}Z")


@dataclass
class Property:
    """A content line, unfolded; `value` is as it stands in the file."""

    name: str
    parameters: dict[str, str]
    value: str

    @property
    def text(self) -> str:
        """The value without its escapes (RFC 5545 3.3.11)."""
        plain = re.sub(r"\\(.)", lambda found: {"n": "\n"}.get(found[1], found[1]), self.value)
        return plain if self.name in _TEXT else self.value

    @property
    def texts(self) -> list[str]:
        """The items of a value that is a list of texts."""
        items = re.findall(r"(?:\\.|[^\\,])+", self.value)
        return [Property("SUMMARY", {}, item).text for item in items]


@dataclass
class Component:
    """What stands between a BEGIN and its END."""

    name: str
    properties: list[Property] = field(default_factory=list)
    components: "list[Component]" = field(default_factory=list)

    def all(self, name: str) -> list[Property]:
        return [found for found in self.properties if found.name == name]

    def __getitem__(self, name: str) -> Property:
        (found,) = self.all(name)
        return found

    def __contains__(self, name: str) -> bool:
        return bool(self.all(name))

    def named(self, name: str) -> "list[Component]":
        return [found for found in self.components if found.name == name]


def read(content: bytes) -> Component:
    """Return the VCALENDAR of a feed; ValueError for anything that is not RFC 5545."""
    root = Component("")
    open_ = [root]
    for text in content.decode().removesuffix("\r\n").replace("\r\n ", "").split("\r\n"):
        found = _LINE.fullmatch(text)
        if found is None:
            raise ValueError(f"no content line: {text!r}")
        name, parameters, value = found.groups()
        if name == "BEGIN":
            open_[-1].components.append(Component(value))
            open_.append(open_[-1].components[-1])
        elif name == "END":
            if open_.pop().name != value:
                raise ValueError(f"END:{value} ends nothing")
        else:
            pairs = dict(pair.split("=") for pair in parameters.split(";")[1:])
            open_[-1].properties.append(Property(name, pairs, value))
    (calendar,) = root.components
    if open_ != [root] or root.properties or calendar.name != "VCALENDAR":
        raise ValueError("not one VCALENDAR")
    return calendar


def instants(
    event: Component, calendar: Component
) -> tuple[date | datetime, date | datetime | None]:
    """Return both ends: dates, or UTC instants worked out from the feed's own VTIMEZONE."""
    zones = {zone["TZID"].value: zone for zone in calendar.named("VTIMEZONE")}
    start, *end = (_read_time(event[name], zones) for name in ("DTSTART", "DTEND") if name in event)
    return start, end[0] if end else None


def check(content: bytes) -> Component:
    """Return the feed, or fail with the list of rules that it breaks."""
    broken = list(_octets(content))
    assert not broken, broken
    calendar = read(content)
    broken += _calendar(calendar)
    for event in calendar.named("VEVENT"):
        broken += (f"{event['UID'].value}: {rule}" for rule in _event(event, calendar))
    assert not broken, broken
    return calendar


def _octets(content: bytes) -> Iterator[str]:
    if not content.startswith(b"BEGIN:VCALENDAR\r\n") or not content.endswith(b"\r\n"):
        yield "first or last line"
    lines = content.split(b"\r\n")[:-1]
    for number, line in enumerate(lines):
        if len(line) > 75:
            yield f"{len(line)} octets: {line!r}"
        if not line or re.search(rb"[\x00-\x1f\x7f]", line):
            yield f"blank line or control: {line!r}"
        if line.endswith(b" ") and line.strip(b" \\"):
            yield f"a space that an editor would drop: {line!r}"
        try:
            line.decode()
        except UnicodeDecodeError:
            yield f"fold inside a character: {line!r}"
        folded = number + 1 < len(lines) and lines[number + 1].startswith(b" ")
        if folded and (len(line) - len(line.rstrip(b"\\"))) % 2:
            yield f"fold inside an escape: {line!r}"
    text = content.decode()
    if not unicodedata.is_normalized("NFC", text) or re.search("[\x80-\x9f\u2028\u2029]", text):
        yield "not NFC, or a separator that is no line end everywhere"


def _properties(component: Component) -> Iterator[str]:
    for one in component.properties:
        if not one.value.strip() or one.name in _NEVER:
            yield f"{one.name} is empty, or never written"
        bare = set(re.sub(_ESCAPES, "", one.value)) - set("," if one.name == "CATEGORIES" else "")
        if one.name in _TEXT and bare:
            yield f"{one.name} is not escaped: {one.value!r}"
        if one.name in _ONE_LINE and "\n" in one.text:
            yield f"{one.name} has more than one line"


def _calendar(calendar: Component) -> Iterator[str]:
    yield from _properties(calendar)
    names = [one.name for one in calendar.properties]
    for name in [
        "VERSION",
        "PRODID",
        "LAST-MODIFIED",
        "NAME",
        "X-WR-CALNAME",
        "X-WR-TIMEZONE",
    ]:
        if names.count(name) != 1:
            yield f"{name} stands {names.count(name)} times"
    if "UID" in names:
        yield "a UID of the feed's own, which vdirsyncer takes for that of every entry"
    if re.search(r"\d", calendar["PRODID"].value):
        yield "PRODID tells a version"
    if calendar["REFRESH-INTERVAL"].value != calendar["X-PUBLISHED-TTL"].value != "PT1H":
        yield "not an hour between looks"
    events = calendar.named("VEVENT")
    kinds = [one.name for one in calendar.components]
    if kinds != ["VTIMEZONE"] * (len(kinds) - len(events)) + ["VEVENT"] * len(events):
        yield "other components, or another order"
    used = {
        one.parameters["TZID"]
        for event in events
        for one in event.properties
        if "TZID" in one.parameters
    }
    if [zone["TZID"].value for zone in calendar.named("VTIMEZONE")] != sorted(used):
        yield "a zone too many, too few, or out of order"
    keys = [(_order(event, calendar), event["UID"].text) for event in events]
    if keys != sorted(keys) or len({uid for _, uid in keys}) != len(keys):
        yield "entries out of order, or a UID twice"
    newest = max((event["LAST-MODIFIED"].value for event in events), default=None)
    if newest and calendar["LAST-MODIFIED"].value != newest:
        yield "LAST-MODIFIED is not that of the newest entry"


def _order(event: Component, calendar: Component) -> datetime:
    start = instants(event, calendar)[0]
    if isinstance(start, datetime):
        return start
    return datetime(start.year, start.month, start.day, tzinfo=UTC)


def _event(event: Component, calendar: Component) -> Iterator[str]:
    yield from _properties(event)
    names = [one.name for one in event.properties]
    yield from (
        f"{name} stands {names.count(name)} times" for name in _ONCE if names.count(name) != 1
    )
    yield from (f"{name} twice" for name in set(names) if names.count(name) > 1)
    if event.components:
        yield "something inside an entry"
    if event["DTSTAMP"].value != event["LAST-MODIFIED"].value:
        yield "DTSTAMP is not LAST-MODIFIED"
    if event["STATUS"].value not in ("CONFIRMED", "TENTATIVE", "CANCELLED"):
        yield "STATUS"
    if event["TRANSP"].value != "TRANSPARENT":
        yield "TRANSP"
    if len(event["UID"].value.encode()) >= 255:
        yield "UID too long"
    if "GEO" in event and not re.fullmatch(
        r"-?\d+(\.\d{1,6})?;-?\d+(\.\d{1,6})?", event["GEO"].value
    ):
        yield "GEO"
    yield from _times(event, calendar)


def _times(event: Component, calendar: Component) -> Iterator[str]:
    ends = [event[name] for name in ("DTSTART", "DTEND") if name in event]
    if len({tuple(one.parameters.items()) for one in ends}) != 1:
        yield "the ends are told in two ways"
    for one in ends:
        if one.parameters.get("VALUE") == "DATE":
            continue
        zone = one.parameters.get("TZID")
        if not (_LOCAL if zone else _UTC).fullmatch(one.value):
            yield f"{one.name} floats, or has a zone and a Z"
        elif zone:
            local = datetime.strptime(one.value, "%Y%m%dT%H%M%S").replace(tzinfo=ZoneInfo(zone))
            if local.utcoffset() != local.replace(fold=1).utcoffset():
                yield f"{one.name} happens twice, or never"
            told = _read_time(one, {z["TZID"].value: z for z in calendar.named("VTIMEZONE")})
            if told != local.astimezone(UTC):
                yield f"{one.name}: VTIMEZONE says {told}, zoneinfo {local.astimezone(UTC)}"
    start, end = instants(event, calendar)
    if end is not None and end <= start:
        yield "it ends before it begins"


def told_by(zone: Component, local: datetime) -> datetime:
    """Return the UTC instant that a VTIMEZONE gives for a local time written as if it were UTC."""
    found = []
    for observance in zone.components:
        before, after = (_offset(observance[name].value) for name in ("TZOFFSETFROM", "TZOFFSETTO"))
        onset = _local(observance["DTSTART"].value) - before
        if onset <= local - after:
            found.append((onset, local - after))
    return max(found)[1]


def _read_time(one: Property, zones: dict[str, Component]) -> date | datetime:
    if one.parameters.get("VALUE") == "DATE":
        return datetime.strptime(one.value + "+0000", "%Y%m%d%z").date()
    if one.value.endswith("Z"):
        return datetime.strptime(one.value, "%Y%m%dT%H%M%S%z")
    return told_by(zones[one.parameters["TZID"]], _local(one.value))


def _local(value: str) -> datetime:
    """Return a local time as if it were UTC, to reckon with."""
    return datetime.strptime(value + "+0000", "%Y%m%dT%H%M%S%z")


def _offset(value: str) -> timedelta:
    sign, hours, minutes, seconds = re.fullmatch(r"([-+])(\d\d)(\d\d)(\d\d)?", value).groups("00")  # type: ignore[union-attr]
    size = timedelta(hours=int(hours), minutes=int(minutes), seconds=int(seconds))
    return -size if sign == "-" else size
