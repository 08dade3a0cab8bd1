"""schema.org as JSON-LD: a Festival and its events, for search engines; fit to stand in a page.

Knows one language and no clock; every byte follows from the edition. An event without a day is left
out, since the vocabulary has no words for it.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from functools import cache

import msgspec

from calendar_tool.exporters.description import title
from calendar_tool.exporters.exchange import (
    Object,
    given,
    guid,
    own_page,
    own_uid,
    page,
    to_json,
    uri,
)
from calendar_tool.exporters.format import Edition, Format, Rendering
from calendar_tool.model import (
    Access,
    Event,
    Image,
    Kind,
    Person,
    PersonKind,
    Status,
    Text,
    Venue,
)
from calendar_tool.occurrences import Occurrence, order
from calendar_tool.text import one_line

_TYPES = {
    Kind.CONFERENCE: "BusinessEvent",
    Kind.TALK: "EducationEvent",
    Kind.CONCERT: "MusicEvent",
    Kind.EXHIBITION: "ExhibitionEvent",
    Kind.SPORT: "SportsEvent",
    Kind.THEATER: "TheaterEvent",
    Kind.CEREMONY: "SocialEvent",
    Kind.SCREENING: "ScreeningEvent",
    Kind.WORKSHOP: "EducationEvent",
    Kind.FESTIVAL: "Festival",
    Kind.MEETING: "BusinessEvent",
}

_AGENTS = {
    PersonKind.PERSON: "Person",
    PersonKind.GROUP: "PerformingGroup",
    PersonKind.ORGANIZATION: "Organization",
    PersonKind.TEAM: "SportsTeam",
}

#: The properties for roles; all others contribute.
_ROLES = {
    "speaker": "performer",
    "performer": "performer",
    "moderator": "performer",
    "host": "performer",
    "athlete": "performer",
    "organizer": "organizer",
    "director": "director",
    "composer": "composer",
    "sponsor": "sponsor",
}

_FREE = {Access.FREE: True, Access.TICKET: False}

#: What would end a script of HTML, or a line of JavaScript.
_ENDS = "<>&\u2028\u2029"


def render(edition: Edition) -> Rendering:
    """Return the festival of an edition, and the occurrences that have no day.

    The text may stand between `<script type="application/ld+json">` and `</script>` as it is.
    """
    content = _fit(to_json(_described(edition)))
    left_out = (one for one in edition.occurrences if one.shown.start is None)
    return Rendering(content.encode(), tuple(sorted(left_out, key=order)))


def compact(edition: Edition) -> str:
    """Return the same on one line, for a page; what no vocabulary has words for is left out."""
    return _fit(msgspec.json.encode(_described(edition)).decode())


def _described(edition: Edition) -> Object:
    dated = (one for one in edition.occurrences if one.shown.start is not None)
    return _Describer(edition).festival(sorted(dated, key=order))


def _fit(text: str) -> str:
    """Return JSON that means the same, and that no page and no script takes for its end."""
    for end in _ENDS:
        text = text.replace(end, f"\\u{ord(end):04x}")
    return text


FORMAT = Format(name="json-ld", suffix=".jsonld", media_type="application/ld+json", render=render)


class _Describer:
    """Describes one edition in the words of schema.org."""

    def __init__(self, edition: Edition) -> None:
        self._edition = edition
        self._programme = edition.programme
        self._page = page(edition.programme, edition.language)
        self._agent = cache(self._agent_of)
        self._place = cache(self._place_of)

    def festival(self, occurrences: Sequence[Occurrence]) -> Object:
        """Return the whole, its events in order, and parts within the event that they belong to."""
        programme, selection = self._programme, self._edition.title
        used = {one.event.venue for one in occurrences}
        festival = {
            "@context": "https://schema.org",
            "@type": "Festival",
            "@id": f"urn:uuid:{own_uid(self._edition)}",
            "name": " — ".join(map(one_line, filter(None, (str(programme.title), selection)))),
            "alternateName": programme.subtitle and one_line(str(programme.subtitle)),
            "description": programme.description and str(programme.description),
            "url": self._page,
            "startDate": str(programme.first_day),
            "endDate": str(programme.last_day),
            "image": _image(programme.logo),
            "location": [self._place(id, None) for id in programme.venues if id in used],
            "organizer": list(self._agents(programme.organizer)),
            "subEvent": self._tree(occurrences),
        }
        return given(festival)

    def _tree(self, occurrences: Sequence[Occurrence]) -> list[Object]:
        described = {one.uid: self._event(one) for one in occurrences}
        roots = []
        for one in occurrences:
            event = described[one.uid]
            whole = described.get(one.whole_uid or "")
            if whole is not None:
                whole.setdefault("subEvent", []).append(event)
            else:
                roots.append(event)
                if one.whole is not None and one.whole_uid is not None:
                    name = one_line(str(one.whole.title))
                    event["superEvent"] = {**self._named(one.whole, one.whole_uid), "name": name}
        return roots

    def _named(self, event: Event, uid: str) -> Object:
        """Return what kind of thing an event is, and how it is known."""
        kind = _TYPES.get(event.kind or Kind.OTHER, "Event")
        return {"@type": kind, "@id": f"urn:uuid:{guid(self._programme.uid_seed, uid)}"}

    def _event(self, occurrence: Occurrence) -> Object:
        event = occurrence.event
        about = filter(None, (event.notice, event.description))
        described = {
            **self._named(event, occurrence.uid),
            "identifier": occurrence.uid,
            "name": title(event),
            "description": "\n\n".join(map(str, about)),
            "url": own_page(event, self._page),
            "image": _image(event.image),
            **_times(occurrence),
            **self._location(event),
            **self._people(event),
            "offers": _offer(event),
            "potentialAction": _registration(event),
            "isAccessibleForFree": _FREE.get(event.access) if event.access else None,
            "typicalAgeRange": _age_range(event.age),
            "audience": _audience(event.audience),
            "inLanguage": list(event.language),
            "keywords": list(map(one_line, event.tags)),
        }
        return given(described)

    def _location(self, event: Event) -> Object:
        """Return where, and whether one must go there."""
        venue = self._programme.venues.get(event.venue or "")
        online = uri(event.online)
        places = [self._place(venue.id, event.room)] if venue else []
        if online:
            places.append({"@type": "VirtualLocation", "url": online})
        mode = "Mixed" if event.venue and online else "Online" if online else "Offline"
        return {
            "location": places[0] if len(places) == 1 else places,
            "eventAttendanceMode": f"https://schema.org/{mode}EventAttendanceMode"
            if event.venue or online
            else None,
        }

    def _people(self, event: Event) -> Object:
        people: Object = {}
        for role, id in event.people:
            name = _ROLES.get(role, "contributor")
            for agent in self._agents((id,)):
                if name == "director" and agent["@type"] != "Person":
                    name = "contributor"
                if role == "athlete" and event.kind is Kind.SPORT:
                    name = "competitor"
                people.setdefault(name, []).append(agent)
        return people

    def _agents(self, ids: Iterable[str]) -> Iterator[Object]:
        return (self._agent(id) for id in ids if id in self._programme.people)

    def _agent_of(self, id: str) -> Object:
        return _agent(self._programme.people[id])

    def _place_of(self, venue: str, room: str | None) -> Object:
        return _place(self._programme.venues[venue], room)


def _agent(person: Person) -> Object:
    is_person = person.kind is PersonKind.PERSON
    body = person.organization and {
        "@type": "Organization",
        "name": one_line(str(person.organization)),
    }
    return given(
        {
            "@type": _AGENTS[person.kind],
            "name": one_line(str(person.name)),
            "jobTitle": one_line(str(person.position)) if is_person and person.position else None,
            "affiliation" if is_person else "memberOf": body,
            "description": person.bio and str(person.bio),
            "url": uri(person.url),
            "image": _image(person.image),
            "sameAs": [address for link in person.links if (address := uri(link.url))],
        }
    )


def _times(occurrence: Occurrence) -> Object:
    """Return when, how that stands, and when it was to be before it was moved."""
    event, shown = occurrence.event, occurrence.shown
    previous = event.previous if occurrence.when.start is not None else None
    if event.status is Status.CANCELLED:
        status = "EventCancelled"
    elif event.status is Status.POSTPONED or occurrence.when.start is None:
        status = "EventPostponed"
    elif previous is not None:
        status = "EventRescheduled"
    else:
        status = "EventScheduled"
    return {
        "startDate": _written(shown.start),
        "endDate": _written(shown.end if isinstance(shown.end, datetime) else shown.last_day)
        if shown.end is not None
        else None,
        "eventStatus": f"https://schema.org/{status}",
        "previousStartDate": _written(previous.start) if previous is not None else None,
    }


def _written(at: date | datetime | None) -> str | None:
    return at.isoformat() if at is not None else None


def _place(venue: Venue, room: str | None) -> Object:
    hall = venue.rooms.get(room or "")
    names = (hall.name, venue.name) if hall else (venue.name,)
    capacity = hall.capacity if hall else venue.capacity
    latitude, longitude = venue.geo or (None, None)
    return given(
        {
            "@type": "Place",
            "name": ", ".join(one_line(str(name)) for name in names),
            "address": venue.address and one_line(str(venue.address)),
            "geo": venue.geo
            and {"@type": "GeoCoordinates", "latitude": latitude, "longitude": longitude},
            "url": uri(venue.url),
            "maximumAttendeeCapacity": capacity,
        }
    )


def _image(image: Image | None) -> Object | None:
    address = uri(image.src) if image else None
    if image is None or address is None:
        return None
    return given(
        {
            "@type": "ImageObject",
            "url": address,
            "caption": image.alt and one_line(str(image.alt)),
            "creditText": image.credit and one_line(str(image.credit)),
        }
    )


def _offer(event: Event) -> Object | None:
    """Return where tickets are sold; a price in words is no `price`, which is a number."""
    tickets = event.tickets
    if tickets is None:
        return None
    offer = {
        "url": uri(tickets.url),
        "description": tickets.price and one_line(str(tickets.price)),
        "validFrom": _written(tickets.sale_from.start) if tickets.sale_from else None,
    }
    return {"@type": "Offer", **given(offer)}


def _registration(event: Event) -> Object | None:
    address = uri(event.registration)
    return {"@type": "RegisterAction", "target": address} if address else None


def _age_range(age: str | None) -> str | None:
    """Return `12+` as `12-`."""
    return f"{age[:-1]}-" if age and re.fullmatch("[0-9]+[+]", age) else None


def _audience(audience: Text | None) -> Object | None:
    return {"@type": "Audience", "audienceType": one_line(str(audience))} if audience else None
