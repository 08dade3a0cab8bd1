"""Changes in words: one line each, alike in a messenger, in a feed reader, on paper and on a page.

Knows changes and words; must not know the formats that show the lines.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple
from unicodedata import bidirectional

from calendar_tool.changes import Change
from calendar_tool.changes.kinds import ChangeKind
from calendar_tool.changes.notices import Notice
from calendar_tool.changes.pairs import Pair, is_placed, local
from calendar_tool.exporters.moments import moments
from calendar_tool.exporters.phrases import visible
from calendar_tool.model import TBA, Text, When
from calendar_tool.told import Told
from calendar_tool.wording import Words, words

#: The most titles, and characters of a notice, that a line repeats.
_TITLES, _NOTICE = 5, 300


class Line(NamedTuple):
    """A change as one reads it, on one line, and the UID of the first entry that it is about."""

    kind: ChangeKind
    text: str
    uid: str


def news(changes: Iterable[Change], language: str, languages: Sequence[str]) -> tuple[Line, ...]:
    """Return changes in a language of the programme, in their order.

    A text without a translation is in the first of the programme's `languages` that it has.
    """
    teller = _Teller(words(language), (language, *languages))
    return tuple(Line(one.kind, teller.line(one), one.uid) for one in changes)


def lines(notices: Iterable[Notice], language: str) -> tuple[Line, ...]:
    """Return what people were told, in one of the languages in which they were."""
    return tuple(
        Line(one.kind, one.text.get(language) or str(one.text), one.uids[0]) for one in notices
    )


def notices(
    changes: Iterable[Change], version: int, at: datetime, languages: Sequence[str]
) -> tuple[Notice, ...]:
    """Return changes as they are told with a version, at a UTC instant, in all its languages."""
    changes = tuple(changes)
    told = {tag: [line.text for line in news(changes, tag, languages)] for tag in languages}
    return tuple(
        Notice(
            version=version,
            at=at,
            kind=change.kind,
            uids=tuple(pair.uid for pair in (*change.pairs, *change.parts)),
            id=after.id if (after := change.pairs[0].after) else None,
            text=Text(tuple((tag, lines[number]) for tag, lines in told.items())),
        )
        for number, change in enumerate(changes)
    )


class _Teller:
    """Puts changes into words of one language."""

    def __init__(self, words: Words, languages: Sequence[str]) -> None:
        self._words = words
        self._languages = languages

    def line(self, change: Change) -> str:
        line = self._fact(change.kind, change.pairs)
        notice = change.pairs[0].notice
        if notice is None:
            return line
        said = self._text(notice)
        short = said if len(said) <= _NOTICE else f"{said[:_NOTICE]}…"
        return self._say("because", line=line, notice=_isolated(short))

    def _fact(self, kind: ChangeKind, pairs: Sequence[Pair]) -> str:
        title, when = self._titles(pairs), self._moments(after for _, after, _ in pairs)
        if kind in (ChangeKind.MOVED, ChangeKind.ANNOUNCED):
            return self._moved(kind, pairs, title, when)
        if kind in (ChangeKind.RETITLED, ChangeKind.RENAMED):
            return self._called(kind, pairs[0], title)
        if kind in (ChangeKind.ADDED, ChangeKind.RESTORED):
            places = {self._place(pair.latest) for pair in pairs}
            now = when or self._words.say("time.date_tba")
            place = places.pop() if len(places) == 1 else ""
            line = self._say(kind, title=title, now=_listed(now, place))
            return self._was(line, self._before(pairs)) if pairs[0].is_retimed else line
        if kind is ChangeKind.POSTPONED:
            line = self._say(kind, title=title, now=self._words.say("time.new_date_tba"))
            return self._was(line, self._moments((old for old, _, _ in pairs), ends=False))
        if kind is ChangeKind.DETAILS:
            return self._say(kind, title=title)
        last = when or self._moments(old for old, _, _ in pairs)
        return self._say(kind, title=self._say("dated", title=title, when=last) if last else title)

    def _moved(self, kind: ChangeKind, pairs: Sequence[Pair], title: str, when: str) -> str:
        """Say where to and where from, in time, in place or in both."""
        old, new, _ = first = pairs[0]
        assert old is not None and new is not None  # noqa: S101, PT018 - it moved from and to
        moved = kind is ChangeKind.MOVED
        place = self._place(new) or self._say("no_place") if first.is_elsewhere else ""
        was_place = self._place(old) if first.is_elsewhere and is_placed(old) else ""
        if not first.is_retimed:
            key = "moved_place" if moved else "place_announced"
            when = when if len({pair.latest.title for pair in pairs}) == 1 else ""
            line = self._say(key, title=title, now=_listed(when, place))
            return self._was(line, was_place, "was_name")
        if moved:
            ends = _lasts(old.when) != _lasts(new.when)
            after = (after for _, after, _ in pairs)
            when = self._moments(after, ends=ends, all_day=old.when.has_clock, year=_is_far(first))
            when = when or self._words.say("time.date_tba")
            line = self._say("moved", title=title, now=_listed(when, place))
            return self._was(line, _listed(self._before(pairs), was_place))
        key = "time_announced" if new.when.has_clock else "date_announced"
        return self._say(key, title=title, now=_listed(when, place))

    def _before(self, pairs: Sequence[Pair]) -> str:
        """Return when things were to be; on the same day the hour is enough."""
        old, new, _ = first = pairs[0]
        if old is None or new is None:
            return ""
        return self._moments(
            (old for old, _, _ in pairs),
            days=not old.when.has_clock or old.when.first_day != new.when.first_day,
            ends=_lasts(old.when) != _lasts(new.when),
            all_day=new.when.has_clock,
            year=_is_far(first),
        )

    def _called(self, kind: ChangeKind, first: Pair, titles: str) -> str:
        """Say a new name; in a language in which it is none, only details have changed."""
        title = first.latest.title
        if kind is ChangeKind.RENAMED:
            tags = {tag: (was, now) for tag, was, now in first.names}
            was, now = tags.get(self._tag(first.latest.place or title), ("", ""))
        else:
            was = self._text(first.before.title) if first.before else ""
            now = self._text(title)
        if was == now:
            return self._say(ChangeKind.DETAILS, title=titles)
        line = self._say(kind, title=_isolated(_flat(now)))
        return self._was(line, _isolated(_flat(was)), "was_name")

    def _titles(self, pairs: Sequence[Pair]) -> str:
        titles = list(dict.fromkeys(self._text(pair.latest.title) for pair in pairs))
        shown = "; ".join(map(_isolated, titles[:_TITLES]))
        rest = len(titles) - _TITLES
        return self._say("more", titles=shown, n=rest) if rest > 0 else shown

    def _moments(
        self,
        entries: Iterable[Told | None],
        *,
        days: bool = True,
        ends: bool = True,
        all_day: bool = False,
        year: bool = False,
    ) -> str:
        whens = [told.when for told in entries if told is not None]
        return moments(whens, self._words, days=days, ends=ends, all_day=all_day, year=year)

    def _place(self, told: Told) -> str:
        """Return where an entry takes place; empty if nobody has said."""
        if told.venue == TBA:
            return self._words.say("agenda.place_tba")
        return _isolated(self._text(told.place)) if told.place else ""

    def _was(self, line: str, before: str, key: str = "was_when") -> str:
        return self._say(key, line=line, before=before) if before else line

    def _say(self, key: str, **values: object) -> str:
        return self._words.say(f"changes.{key}", **values)

    def _text(self, text: Text) -> str:
        return _flat(text.get(self._tag(text)) or str(text))

    def _tag(self, text: Text) -> str:
        known = [tag for tag, _ in text.translations]
        return next((tag for tag in self._languages if tag in known), text.language)


def _lasts(when: When) -> timedelta | None:
    """Return how long something lasts on the clock, None if that was not said."""
    start, end, _ = local(when)
    return end - start if isinstance(start, datetime) and isinstance(end, datetime) else None


def _is_far(pair: Pair) -> bool:
    """Return whether something moved to another year."""
    return len({day.year for told in pair[:2] if told and (day := told.when.first_day)}) > 1


def _listed(*parts: str) -> str:
    return ", ".join(filter(None, parts))


def _flat(text: str) -> str:
    """Return what can be seen of a text, on one line."""
    return " ".join(visible(text).split())


def _isolated(text: str) -> str:
    """Return a text that turns nothing beside it, though it may run from the right (UAX #9)."""
    from_right = any(bidirectional(char) in ("R", "AL") for char in text)
    return f"\u2068{text}\u2069" if from_right else text
