"""Rules about words, languages and pictures: I601, I603, I604, I606, I607.

I602 is said while reading.
"""
# ruff: noqa: D401 - the docstring of a rule is its page

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain

from calendar_tool.checks.registry import Facts, check, finding
from calendar_tool.checks.texts import Field, Path, of_event, records
from calendar_tool.diagnostics import Diagnostic, Span
from calendar_tool.model import Image, Origin

#: A longer title is cut off on a phone, and breaks a table on paper. In characters.
LONG = 120

_AGE = re.compile("[0-9]{1,2}[+]")


@check("I601")
def untranslated(facts: Facts) -> Iterator[Diagnostic]:
    """A text is missing in one of the languages of the programme.

    Readers of that language then see the text of another one. Each event and each record is told
    once, with all that it lacks. Notes for the staff need no translation.

    Wrong::

        languages: [en, ru]
        title:
          en: City Day
          ru: День города
        events:
          - title: Fireworks
            id: fireworks
            when: 12 Sep 21:00–21:30

    Right::

        languages: [en, ru]
        title:
          en: City Day
          ru: День города
        events:
          - title:
              en: Fireworks
              ru: Салют
            id: fireworks
            when: 12 Sep 21:00–21:30
    """
    programme, languages = facts.programme, facts.programme.languages
    defaults: dict[Path, str] = {}
    for event, _ in facts.events:
        lacking = _lacking(of_event(event), languages)
        if lacking:
            own = {path: tags for path, tags in lacking.items() if facts.is_own(event, *path)}
            defaults |= {path: tags for path, tags in lacking.items() if path not in own}
            yield from _told(event.origin, str(event.title), own)
    if defaults:
        place = programme.origin.at("defaults", *min(defaults))
        yield finding("I601.defaults", place, missing=_listed(defaults))
    for record, name, fields in records(programme):
        yield from _told(record, name, _lacking(fields, languages))


def _lacking(fields: Iterable[Field], languages: Sequence[str]) -> dict[Path, str]:
    """Return by the path to a text which languages it lacks, in the programme's order."""
    found = {}
    for path, text in fields:
        if len(languages) > 1 and len(text.translations) == len(languages):
            continue  # a text is in no other languages than the programme's
        known = dict(text.translations)
        lacking = [tag for tag in languages if tag not in known]
        if lacking:
            found[path] = ", ".join(lacking)
    return found


def _told(record: Origin, name: str, lacking: Mapping[Path, str]) -> Iterator[Diagnostic]:
    if lacking:
        place = record.at(*next(iter(lacking)))
        yield finding("I601", place, name=name, missing=_listed(lacking))


def _listed(lacking: Mapping[Path, str]) -> str:
    """Return «title, description (kk); notice (kk, en)»."""
    keys: dict[str, list[str]] = {}
    for path, tags in sorted(lacking.items()):
        keys.setdefault(tags, []).append(".".join(path))
    return "; ".join(f"{', '.join(names)} ({tags})" for tags, names in keys.items())


@check("I603")
def long_title(facts: Facts) -> Iterator[Diagnostic]:
    """A title is longer than 120 characters.

    Phones cut it off, and on paper it pushes everything else aside. What does not fit is a
    `subtitle` or a `description`.

    Wrong::

        events:
          - title: >-
              A concert by the united orchestras of all the music schools of the city,
              with soloists, a choir of two hundred, and a guest from abroad
            id: concert
            when: 12 Sep 19:00–20:30

    Right::

        events:
          - title: Concert of the united school orchestras
            subtitle: With soloists, a choir of two hundred, and a guest from abroad
            id: concert
            when: 12 Sep 19:00–20:30
    """
    for event, _ in facts.events:
        for tag, text in event.title.translations:
            if len(text) > LONG:
                place = event.origin.at("title", tag)
                yield finding("I603", place, length=len(text), limit=LONG)


@check("I604")
def without_alt(facts: Facts) -> Iterator[Diagnostic]:
    """A picture has no words that say what it shows.

    They are read aloud to those who cannot see it, and stand in its place where it does not load.

    Wrong::

        events:
          - title: Guided tour
            id: tour
            when: 12 Sep 14:00–15:00
            image:
              src: tour.jpg

    Right::

        events:
          - title: Guided tour
            id: tour
            when: 12 Sep 14:00–15:00
            image:
              src: tour.jpg
              alt: A red bus in front of the theatre
    """
    for place, image in _images(facts):
        if image.alt is None:
            yield finding("I604", place, src=image.src)


def _images(facts: Facts) -> Iterator[tuple[Span, Image]]:
    """Yield the pictures that are named, each once where it is written, be it for many events."""
    programme = facts.programme
    places = chain(
        [(programme.origin.at("logo"), programme.logo)],
        ((one.origin.at("image"), one.image) for one in programme.people.values()),
        ((facts.place(one, "image"), one.image) for one, _ in facts.events if one.image),
    )
    found = {(place, image.src): image for place, image in places if image is not None}
    return ((place, image) for (place, _), image in found.items())


@check("I606")
def unusual_age(facts: Facts) -> Iterator[Diagnostic]:
    """An age is not a number with a plus sign: `12+`.

    That form is understood in every language, and calendars and search engines read it.

    Wrong::

        events:
          - title: Puppet theatre
            id: puppets
            when: 12 Sep 11:00–12:00
            age: from six

    Right::

        events:
          - title: Puppet theatre
            id: puppets
            when: 12 Sep 11:00–12:00
            age: 6+
    """
    told = set()
    for event, whole in facts.events:
        if event.age is None or _AGE.fullmatch(event.age) or (whole and whole.age == event.age):
            continue
        place = facts.place(event, "age")
        if (place, event.age) not in told:
            told.add((place, event.age))
            digits = re.search("[0-9]{1,2}", event.age)
            fix = f"{digits[0]}+" if digits else None
            yield Diagnostic(key="I606", span=place, values={"age": event.age}, fix=fix)


@check("I607")
def not_shown(facts: Facts) -> Iterator[Diagnostic]:
    """A picture beside the programme cannot be shown.

    The page and the sheets are made without it. They hold their pictures themselves, so a picture
    is a file in the programme's folder or below, PNG, JPEG, GIF, WebP or SVG, of at most 1 MB and
    16 million dots; a drawing runs no script and loads nothing.

    Wrong::

        logo:
          src: haron.svg
          alt: A white heron
        events:
          - title: Guided tour
            id: tour
            when: 12 Sep 14:00–15:00

    Right::

        logo:
          src: heron.svg
          alt: A white heron
        events:
          - title: Guided tour
            id: tour
            when: 12 Sep 14:00–15:00
    """
    for place, image in _images(facts):
        if fault := facts.faults.get(image.src):
            yield finding(f"I607.{fault}", place, src=image.src)
