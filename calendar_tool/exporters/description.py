"""What the description of an entry says, as plain paragraphs in the reader's language.

Knows the programme and the words for it; must not know content lines or escapes.
"""

from collections.abc import Iterable
from datetime import UTC, datetime
from functools import cache

from calendar_tool.model import Accessibility, Event, Link, Programme, Role, Status, Text, When
from calendar_tool.text import one_line
from calendar_tool.wording import words


def title(event: Event) -> str:
    """Return the title of an event on one line, its subtitle after a dash."""
    name = one_line(str(event.title))
    return f"{name} — {one_line(str(event.subtitle))}" if event.subtitle else name


class Describer:
    """Writes the descriptions of one programme in a language; what recurs is put together once."""

    def __init__(self, programme: Programme, language: str) -> None:
        self._programme = programme
        self._words = words(language)
        self._people = cache(self._name_people)
        self._terms = cache(self._name_terms)

    def describe(self, event: Event, when: When, address: str | None) -> str:
        """Return the paragraphs about an event at a time; `address` is where to read more."""
        last = [*map(_link, (*event.links, *event.attachments))]
        if address is not None:
            last.append(address)
        paragraphs = (
            str(event.notice) if event.notice else "",
            self._move(event, when),
            self._people(event.people) if event.people else "",
            str(event.description) if event.description else "",
            self._practical(event),
            "\n".join(self._parts(event.events)) if event.events else "",
            self._last_entry(event, when),
            "\n".join(last),
        )
        return "\n\n".join(filter(None, paragraphs))

    def _move(self, event: Event, when: When) -> str:
        """Return where and when an event was to be before it was moved or postponed."""
        if event.previous is None and event.previous_venue is None:
            return ""
        place = self._programme.venues.get(event.previous_venue or "")
        venue = one_line(str(place.name)) if place else None
        if event.previous is None:
            return self._words.say("feed.moved_place", place=venue) if venue else ""
        before = self._words.when(event.previous)
        if when.start is None:
            cancelled = event.status is Status.CANCELLED
            key = "cancelled_from" if cancelled else "postponed_from"
            return self._words.say(f"feed.{key}", when=before)
        if venue:
            return self._words.say("feed.moved_from_place", when=before, place=venue)
        return self._words.say("feed.moved_from", when=before)

    def _name_people(self, people: tuple[Role, ...]) -> str:
        """Return a line per role, in the order of their first appearance."""
        named: dict[str, list[str]] = {}
        for role, person_id in people:
            person = self._programme.people.get(person_id)
            if person is not None:
                about = (person.name, person.position, person.organization)
                named.setdefault(role, []).append(_joined(", ", about))
        return "\n".join(
            f"{self._role(role, names)}: {'; '.join(names)}" for role, names in named.items()
        )

    def _role(self, role: str, names: list[str]) -> str:
        key = f"{'role' if len(names) == 1 else 'roles'}.{role}"
        if not role:
            return self._words.say("feed.participants")
        return _capital(self._words.say(key) if self._words.has(key) else one_line(role))

    def _practical(self, event: Event) -> str:
        """Return one line on how to get in, and one with the stream."""
        tickets, say = event.tickets, self._words.say
        terms = [self._terms(event.access, event.age, event.language, event.accessibility)]
        if tickets and tickets.price:
            terms.append(say("feed.price", price=one_line(str(tickets.price))))
        if tickets and tickets.sale_from:
            terms.append(say("feed.sale_from", when=self._since(tickets.sale_from)))
        if event.audience:
            terms.append(say("feed.audience", audience=one_line(str(event.audience))))
        if tickets and tickets.url:
            terms.append(say("feed.tickets", url=tickets.url))
        if event.registration:
            terms.append(say("feed.registration", url=event.registration))
        lines = [_capital(" · ".join(filter(None, terms)))]
        if event.online:
            lines.append(say("feed.stream", url=event.online))
        return "\n".join(filter(None, lines))

    def _name_terms(
        self,
        access: str | None,
        age: str | None,
        languages: tuple[str, ...],
        accessibility: tuple[Accessibility, ...],
    ) -> str:
        terms = [self._words.say(f"access.{access}")] if access else []
        if age:
            terms.append(one_line(age))
        if languages:
            names = ", ".join(map(self._language, languages))
            terms.append(self._words.say("feed.languages", names=names))
        terms += [self._words.say(f"accessibility.{means}") for means in accessibility]
        return " · ".join(terms)

    def _language(self, tag: str) -> str:
        """Return the name of a language, or its tag where we have no word for it."""
        key = f"language.{tag.partition('-')[0].lower()}"
        return self._words.say(key) if self._words.has(key) else tag

    def _since(self, when: When) -> str:
        """Return the beginning of a time."""
        if not isinstance(when.start, datetime):
            return self._words.short_date(when.start) if when.start else self._words.when(when)
        return self._words.when(When(start=when.start, end=None))

    def _parts(self, events: Iterable[Event]) -> Iterable[str]:
        """Yield a line for each part that has no time, and therefore no entry, of its own."""
        for part in events:
            if part.when is None:
                people = (self._programme.people.get(role.person) for role in part.people)
                names = ", ".join(one_line(str(person.name)) for person in people if person)
                yield f"• {title(part)} ({names})" if names else f"• {title(part)}"
                yield from self._parts(part.events)

    def _last_entry(self, event: Event, when: When) -> str:
        hours, closes = event.hours, when.end
        if hours is None or hours.last_entry is None or not isinstance(closes, datetime):
            return ""
        last = (closes.astimezone(UTC) - hours.last_entry).astimezone(closes.tzinfo)
        return self._words.say("feed.last_entry", time=self._words.clock(last))


def _link(link: Link) -> str:
    return f"{one_line(str(link.title))}: {link.url}" if link.title else link.url


def _joined(separator: str, texts: Iterable[Text | None]) -> str:
    return separator.join(one_line(str(text)) for text in texts if text)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
