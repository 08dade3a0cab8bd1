"""The questions of `add-event`, and what was understood of the answers."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime

from calendar_tool.cli.asking import Asker, Check
from calendar_tool.cli.finding import unknown
from calendar_tool.cli.given import Pair, complaints, person_pair
from calendar_tool.diagnostics import Diagnostic
from calendar_tool.model import TBA, Event, Programme, Text
from calendar_tool.source.given import when_of
from calendar_tool.wording import Words

#: What is asked again when an event cannot be where and when it was said to be.
_WHEN_AND_WHERE = ("when", "duration", "venue", "room")


class Questions:
    """What is known of an event so far, and what is asked to know the rest."""

    def __init__(self, programme: Programme, says: Words, given: Sequence[Pair]) -> None:
        self.asker = Asker(says)
        self._programme = programme
        self._says = says
        self._given = list(given)
        self._answers: dict[str, list[Pair]] = {}

    @property
    def pairs(self) -> list[Pair]:
        """What was given and answered."""
        return [*self._given, *(pair for pairs in self._answers.values() for pair in pairs)]

    def may_mend(self, news: Iterable[Diagnostic]) -> bool:
        """Tell whether another time or place might put right all that is wrong."""
        wrong = [one.code for one in news if one.is_error]
        return all(code[0] in "LT" or code in ("R401", "R405") for code in wrong)

    def forget_when_and_where(self) -> None:
        """Let it be asked again when and where."""
        self.asker.tell(self._says.say("ask.again"))
        self._given = [pair for pair in self._given if pair[0][0] not in _WHEN_AND_WHERE]
        for name in _WHEN_AND_WHERE:
            self._answers.pop(name, None)

    def ask(self) -> None:
        """Ask for all that is not known yet."""
        programme = self._programme
        if not self._knows("title"):
            self._answers["title"] = list(self._titles())
        if not self._knows("when"):
            self._ask("when", needed=True, example=self._example())
        if not self._knows("duration") and self._has_no_end():
            self._ask("duration")
        if not self._knows("venue"):
            self._ask("venue", {**dict.fromkeys(programme.venues), TBA: None}, "R401")
        venue = programme.venues.get(self._text("venue"))
        if not self._knows("room") and venue is not None:
            self._ask("room", venue.rooms)
        if not self._knows("track"):
            self._ask("track", programme.tracks, "R403")
        if not self._knows("people") and programme.people:
            self._answers["people"] = self._people()

    def _knows(self, name: str) -> bool:
        return name in self._answers or any(path[0] == name for path, _ in self._given)

    def _text(self, name: str) -> str:
        return next((text for path, text in self.pairs if path == (name,)), "")

    def _has_no_end(self) -> bool:
        event = {"when": self._text("when"), "venue": self._text("venue")}
        when = when_of(event, self._programme)
        return when is not None and when.has_clock and when.end is None

    def _titles(self) -> Iterator[Pair]:
        languages = self._programme.languages
        for language in languages:
            key, values = (
                ("ask.title_in", {"language": language}) if languages[1:] else ("ask.title", {})
            )
            path = ("title", language) if languages[1:] else ("title",)
            question = self._says.say(key, **values)
            needed = language == languages[0]
            text = self.asker.ask(question, self._check(path), needed=needed)
            if text:
                yield path, text

    def _ask(
        self,
        name: str,
        records: Mapping[str, object] | None = None,
        code: str | None = None,
        *,
        needed: bool = False,
        **values: str,
    ) -> None:
        """Ask for one key; of records, by id, one must be named."""
        if records is not None and not records.keys() - {TBA}:
            return
        known = list(records or ())
        question = self._says.say(f"ask.{name}", **values)
        check = self._check((name,), known if records is not None else None, code)
        text = self.asker.ask(question, check, known=known, needed=needed)
        self._answers[name] = [((name,), text)] if text else []

    def _check(
        self, path: tuple[str, ...], known: Sequence[str] | None = None, code: str | None = None
    ) -> Check:
        def check(text: str) -> Iterable[str]:
            for _, told in complaints([(path, text)], self._programme, self._says):
                yield told
                return
            if known is not None and text not in known:
                if code is not None:
                    yield unknown(code, text, known, self._says)
                else:
                    yield self._says.say("ask.known", ids=", ".join(known))

        return check

    def _people(self) -> list[Pair]:
        known = self._programme.people
        example = ", ".join(list(known)[:1]) or "id"

        def check(text: str) -> Iterable[str]:
            pairs = _people_in(text)
            for _, id in pairs:
                if id not in known:
                    yield unknown("R402", id, known, self._says)
            yield from (told for _, told in complaints(pairs, self._programme, self._says))

        question = self._says.say("ask.person", example=f"speaker={example}")
        return _people_in(self.asker.ask(question, check, known=known))

    def _example(self) -> str:
        day = self._programme.first_day
        return f"{self._says.day_month(day)} 19:00–21:00"


def _people_in(text: str) -> list[Pair]:
    """Return the people of an answer; a role holds until the next one: `speaker=a, b`."""
    pairs: list[Pair] = []
    path: tuple[str, ...] = ("people",)
    for part in filter(None, map(str.strip, text.split(","))):
        named, id = person_pair(part)
        path = named if len(named) > 1 else path
        pairs.append((path, id))
    return pairs


def preview(event: Event, programme: Programme | None, says: Words) -> Iterator[str]:
    """Yield what was understood of an event: when it is, by whose clocks, where, and who comes."""
    yield says.quoted(_in_language(event.title, says))
    if event.when is not None:
        yield says.when(event.when)
        if isinstance(event.when.start, datetime):
            if event.when.end is None:
                yield says.say("preview.no_end")
            if programme is not None:
                yield says.zone(programme.zone_of(event.venue), event.when.start)
    if programme is None:
        return
    venue = programme.venues.get(event.venue or "")
    if venue is not None:
        room = venue.rooms.get(event.room or "")
        names = [_in_language(one.name, says) for one in (venue, room) if one is not None]
        yield says.say("preview.venue", name=", ".join(names))
    elif event.venue is not None:
        yield says.say("preview.venue", name=event.venue)
    track = programme.tracks.get(event.track or "")
    if track is not None:
        yield says.say("preview.track", name=_in_language(track.name, says))
    people = [programme.people[id] for _, id in event.people if id in programme.people]
    if people:
        names = [_in_language(one.name, says) for one in people]
        yield says.say("preview.people", names=", ".join(names))
    yield says.say("preview.id", id=event.id or "?")


def _in_language(text: Text, says: Words) -> str:
    """Return a text as the person who reads it would, if it is written in that language."""
    return text.get(says.base) or str(text)
