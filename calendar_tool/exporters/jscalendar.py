"""JSCalendar (RFC 8984): an edition as a Group of Events, one an occurrence, as in the feed.

Knows one language and no clock; every byte follows from the edition. People are named, not invited.
"""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from msgspec.structs import replace

from calendar_tool.exporters.description import Describer, title
from calendar_tool.exporters.exchange import (
    Object,
    given,
    lasts,
    marked,
    modified,
    own_page,
    own_uid,
    page,
    to_json,
    uri,
    utc,
)
from calendar_tool.exporters.format import Edition, Format, Rendering
from calendar_tool.exporters.standing import standing
from calendar_tool.model import TBA, Event, PersonKind, When
from calendar_tool.occurrences import Occurrence, order
from calendar_tool.text import one_line
from calendar_tool.wording import words

#: What people do, in the few words that the standard has (4.4.6); all others attend.
_ROLES = {"moderator": "chair", "host": "chair", "sponsor": "informational"}


def render(edition: Edition) -> Rendering:
    """Return the group of an edition, and the occurrences that have no day to stand on."""
    encoder = _Encoder(edition)
    gone = {one.uid for one in edition.gone}
    entries, left_out = [], []
    for occurrence in sorted((*edition.occurrences, *edition.gone), key=order):
        event = encoder.event(occurrence)
        if event is not None:
            entries.append(event)
        elif occurrence.uid not in gone:
            left_out.append(occurrence)
    return Rendering(to_json(_group(edition, entries)).encode(), tuple(left_out))


FORMAT = Format(
    name="jscalendar",
    suffix=".json",
    media_type="application/jscalendar+json; type=group",
    render=render,
)


def _group(edition: Edition, events: list[Object]) -> Object:
    programme = edition.programme
    name = one_line(str(programme.title))
    address = page(programme, edition.language)
    about = programme.description or programme.subtitle
    head = {
        "@type": "Group",
        "uid": own_uid(edition),
        "prodId": "-//calendar_tool//Programme//EN",
        "updated": utc(modified(edition)),
        "title": f"{name} — {one_line(edition.title)}" if edition.title else name,
        "description": str(about) if about else None,
        "locale": edition.language,
        "color": programme.color,
        "links": {"page": _link(address, rel="describedby")} if address else None,
    }
    return {**given(head), "entries": events}


class _Encoder:
    """Makes Events of the occurrences of one edition."""

    def __init__(self, edition: Edition) -> None:
        self._edition = edition
        self._programme = edition.programme
        self._words = words(edition.language)
        self._page = page(edition.programme, edition.language)
        self._describer = Describer(edition.programme, edition.language)

    def event(self, occurrence: Occurrence) -> Object | None:
        """Return the Event of an occurrence; None if it has no day on which to show it."""
        event, when = occurrence.event, occurrence.when
        stands = standing(event, when, self._programme)
        if stands is None:
            return None
        stamp = self._edition.stamp(occurrence)
        told_elsewhere = replace(event, people=(), links=(), attachments=())
        track = self._programme.tracks.get(event.track or "")
        fields = {
            "@type": "Event",
            "uid": occurrence.uid,
            "created": utc(stamp.created),
            "updated": utc(stamp.modified),
            "sequence": stamp.sequence or None,
            "title": marked(title(event), stands, self._words),
            "description": self._describer.describe(told_elsewhere, when, None),
            **_times(stands.when),
            "status": stands.status.lower(),
            "freeBusyStatus": "free",
            "locations": self._locations(event),
            "virtualLocations": _virtual(event),
            "links": dict(self._links(event)),
            "keywords": dict.fromkeys(self._keywords(event), True),
            "color": track.color if track else None,
            "participants": self._participants(event),
            "relatedTo": _parent(occurrence.whole_uid),
        }
        return given(fields)

    def _locations(self, event: Event) -> Object | None:
        venue = self._programme.venues.get(event.venue or "")
        if venue is None:
            name = self._words.say("feed.place_tba")
            return {"tba": {"@type": "Location", "name": name}} if event.venue == TBA else None
        room = venue.rooms.get(event.room or "")
        names = (room.name, venue.name) if room else (venue.name,)
        location = {
            "@type": "Location",
            "name": ", ".join(one_line(str(name)) for name in names),
            "description": str(venue.address) if venue.address else None,
            "coordinates": _coordinates(*venue.geo) if venue.geo else None,
        }
        return {f"{venue.id}--{room.id}" if room else venue.id: given(location)}

    def _links(self, event: Event) -> Iterator[tuple[str, Object]]:
        """Yield what there is to read and to see, each under an id of its own."""
        if address := own_page(event, self._page):
            yield "page", _link(address, rel="describedby")
        if event.image and (address := uri(event.image.src)):
            yield "image", _link(address, rel="icon", display="fullsize")
        for kind, rel, links in (
            ("link", "related", event.links),
            ("attachment", "enclosure", event.attachments),
        ):
            for number, link in enumerate(links, start=1):
                if address := uri(link.url):
                    words_ = one_line(str(link.title)) if link.title else None
                    yield f"{kind}-{number}", _link(address, rel=rel, title=words_)

    def _keywords(self, event: Event) -> Iterator[str]:
        track = self._programme.tracks.get(event.track or "")
        if track:
            yield one_line(str(track.name))
        if event.kind:
            yield self._words.say(f"kind.{event.kind}")
        yield from filter(None, map(one_line, event.tags))

    def _participants(self, event: Event) -> Object:
        roles: dict[str, list[str]] = {}
        for role, id in event.people:
            if id in self._programme.people:
                roles.setdefault(id, []).append(role)
        return {id: self._participant(id, held) for id, held in roles.items()}

    def _participant(self, id: str, roles: Iterable[str]) -> Object:
        person = self._programme.people[id]
        about = [self._role(role) for role in roles if role]
        about += [one_line(str(text)) for text in (person.position, person.organization) if text]
        fields = {
            "@type": "Participant",
            "name": one_line(str(person.name)),
            "description": ", ".join(about),
            "kind": "individual" if person.kind is PersonKind.PERSON else "group",
            "roles": {_ROLES.get(role, "attendee"): True for role in roles},
        }
        return given(fields)

    def _role(self, role: str) -> str:
        key = f"role.{role}"
        return self._words.say(key) if self._words.has(key) else one_line(role)


def _times(when: When) -> Object:
    """Return start and duration (RFC 8984 5.1); what is over days has no clock and no zone."""
    start, end = when.start, when.end
    if isinstance(start, datetime):
        local = _certain(start)
        return {
            "start": local.replace(tzinfo=None).isoformat(),
            "timeZone": local.tzinfo.key if isinstance(local.tzinfo, ZoneInfo) else "Etc/UTC",
            "duration": _exact(lasts(start, end)) if isinstance(end, datetime) else None,
        }
    assert start is not None and end is not None  # noqa: PT018, S101 - dates come in pairs
    return {
        "start": f"{start}T00:00:00",
        "duration": f"P{(end - start).days}D",
        "showWithoutTime": True,
    }


def _certain(start: datetime) -> datetime:
    """Return a time by clocks that show it once: its own, or those of UTC."""
    once = start.replace(fold=0).utcoffset() == start.replace(fold=1).utcoffset()
    return start if once else start.astimezone(UTC)


def _exact(duration: timedelta) -> str:
    """Return a duration in units that are always equally long (RFC 8984 1.4.6)."""
    hours, rest = divmod(duration // timedelta(seconds=1), 3600)
    minutes, seconds = divmod(rest, 60)
    parts = ((hours, "H"), (minutes, "M"), (seconds, "S"))
    return "PT" + "".join(f"{number}{unit}" for number, unit in parts if number)


def _coordinates(latitude: float, longitude: float) -> str:
    """Return a `geo:` URI (RFC 5870), to the six decimals that a feed has too."""
    return "geo:" + ",".join(f"{round(angle, 6) + 0.0:.6f}" for angle in (latitude, longitude))


def _virtual(event: Event) -> Object | None:
    address = uri(event.online)
    return {"online": {"@type": "VirtualLocation", "uri": address}} if address else None


def _parent(uid: str | None) -> Object | None:
    return {uid: {"@type": "Relation", "relation": {"parent": True}}} if uid else None


def _link(address: str, **fields: str | None) -> Object:
    return {"@type": "Link", "href": address, **given(fields)}
