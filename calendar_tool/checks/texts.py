"""Where a programme has texts that readers see: the path to each, record by record."""

from collections.abc import Iterable, Iterator
from itertools import chain

from calendar_tool.model import Event, Image, Link, Origin, Programme, Text

Path = tuple[str, ...]

#: A text, and the path to it inside its record.
Field = tuple[Path, Text]


def of_event(event: Event) -> Iterator[Field]:
    """Yield the texts of an event, without those for the staff."""
    yield from _under(event, "title", "subtitle", "description", "notice", "audience")
    if event.image is not None:
        yield from _of_image("image", event.image)
    if event.tickets is not None and event.tickets.price is not None:
        yield ("tickets", "price"), event.tickets.price
    if event.links or event.attachments:
        yield from _of_links("links", event.links)
        yield from _of_links("attachments", event.attachments)
    if event.repeat is not None:
        for change in event.repeat.changes:
            texts = (change.title, change.notice)
            yield from ((("repeat", "changes"), text) for text in texts if text is not None)


def records(programme: Programme) -> Iterator[tuple[Origin, str, Iterable[Field]]]:
    """Yield every record but the events: where it is written, what it is called, its texts."""
    head = _under(programme, "title", "subtitle", "description")
    yield programme.origin, str(programme.title), chain(head, _of_image("logo", programme.logo))
    for venue in programme.venues.values():
        yield venue.origin, str(venue.name), _under(venue, "name", "address", "note")
        for room in venue.rooms.values():
            yield room.origin, str(room.name), _under(room, "name")
    for person in programme.people.values():
        words = _under(person, "name", "position", "organization", "bio")
        image = _of_image("image", person.image)
        yield person.origin, str(person.name), chain(words, image, _of_links("links", person.links))
    for track in programme.tracks.values():
        yield track.origin, str(track.name), _under(track, "name", "description")
    for feed in programme.feeds:
        yield feed.origin, str(feed.title), _under(feed, "title")


def _under(record: object, *keys: str) -> Iterator[Field]:
    for key in keys:
        text = getattr(record, key)
        if text is not None:
            yield (key,), text


def _of_image(key: str, image: Image | None) -> Iterator[Field]:
    if image is not None:
        texts = (("alt", image.alt), ("credit", image.credit))
        yield from (((key, name), text) for name, text in texts if text is not None)


def _of_links(key: str, links: tuple[Link, ...]) -> Iterator[Field]:
    yield from (((key,), link.title) for link in links if link.title is not None)
