"""The agenda as plain text: for pipes, e-mail and messengers. One fact a line, nothing is wrapped.

Knows agendas; must not know other formats.
"""

from collections.abc import Iterable, Iterator

from calendar_tool.agenda import Agenda, Day, Row, agenda
from calendar_tool.exporters import hours, phrases
from calendar_tool.exporters.format import Edition, Format, Rendering
from calendar_tool.model import Programme
from calendar_tool.text import one_line
from calendar_tool.wording import Words, words

_INDENT = "    "


def render(edition: Edition) -> Rendering:
    """Return the agenda of an edition as UTF-8 text with LF line ends."""
    drawn = agenda(edition.programme, edition.occurrences, days=edition.days)
    says = words(edition.language)
    blocks = [
        _head(edition, drawn, says),
        _apart("agenda.long", drawn.long, drawn, edition.programme, says),
        *(_day(day, drawn, edition.programme, says) for day in drawn.days),
        _apart("time.date_tba", drawn.unannounced, drawn, edition.programme, says),
        _venues(drawn, says),
        _foot(edition, says),
    ]
    text = "\n\n".join("\n".join(block) for block in blocks if block)
    return Rendering((phrases.visible(text) + "\n").encode())


FORMAT = Format(name="text", suffix=".txt", media_type="text/plain", render=render)


def _head(edition: Edition, drawn: Agenda, says: Words) -> list[str]:
    programme = edition.programme
    dates = says.date_range(programme.first_day, programme.last_day)
    return [
        _one_line(str(programme.title).upper()),
        *([_one_line(str(programme.subtitle))] if programme.subtitle else []),
        *([_one_line(edition.title)] if edition.title else []),
        dates,
        phrases.zone(programme, drawn.first_day, says),
        *([] if edition.occurrences else [says.say("agenda.nothing")]),
    ]


def _day(day: Day, drawn: Agenda, programme: Programme, says: Words) -> list[str]:
    lines = [phrases.heading(programme, day.date, says).upper()]
    if clocks := phrases.other_zone(programme, day.date, drawn.first_day, says):
        lines.append(clocks)
    if day.unannounced:
        lines += ["", phrases.capital(says.say("time.time_tba"))]
        lines += _rows(day.unannounced, drawn, programme, says)
    return lines + list(_rows(day.announced, drawn, programme, says))


def _apart(
    key: str, rows: Iterable[Row], drawn: Agenda, programme: Programme, says: Words
) -> list[str]:
    """Return the lines of what stands in no day, under a word of its own."""
    lines = list(_rows(rows, drawn, programme, says))
    return [says.say(key).upper(), *lines] if lines else []


def _rows(
    rows: Iterable[Row], drawn: Agenda, programme: Programme, says: Words, depth: int = 0
) -> Iterator[str]:
    for row in rows:
        if not depth:
            yield ""
        for number, line in enumerate(_row(row, drawn, programme, says)):
            yield _INDENT * (depth + (number > 0)) + _one_line(line)
        yield from _rows(row.parts, drawn, programme, says, depth + 1)


def _row(row: Row, drawn: Agenda, programme: Programme, says: Words) -> Iterator[str]:
    """Give the lines of a row: hours and title first, then each fact."""
    event = row.event
    time = str(hours.times(row, says))
    standing = ", ".join(word for _, word in phrases.marks(row, says)).upper()
    title = f"{event.title} — {event.subtitle}" if event.subtitle else str(event.title)
    yield "  ".join(part for part in (time, title, standing and f"[{standing}]") if part)
    yield from phrases.news(row, programme, says)
    number, name = phrases.place(row, drawn, programme, says)
    if name:
        yield f"({number}) {name}" if number else name
    if event.description:
        yield from (line for line in str(event.description).split("\n") if line.strip())
    yield from (f"– {line}" for line in phrases.lines(event))
    yield from map(str, phrases.people(event, programme, says))
    own = phrases.own(row)
    track = phrases.track(own, programme)
    facts = [str(track.name)] if track else []
    facts += phrases.facts(row, programme, says)
    facts += [own.age] if own.age else []
    if facts:
        yield " · ".join(facts)
    yield from phrases.addresses(event)


def _venues(drawn: Agenda, says: Words) -> list[str]:
    if not drawn.venues:
        return []
    lines = [says.say("agenda.venues").upper()]
    for venue in drawn.venues:
        facts = [str(fact) for fact in (venue.name, venue.address, venue.note) if fact]
        lines.append(_one_line(f"({drawn.numbers[venue.id]}) {', '.join(facts)}"))
    return lines


def _foot(edition: Edition, says: Words) -> list[str]:
    contact = ", ".join(phrases.contact(edition.programme))
    page = phrases.page_address(edition.programme, edition.language)
    return [
        *([f"{says.say('agenda.contact')}: {contact}"] if contact else []),
        *([page] if page else []),
    ]


def _one_line(text: str) -> str:
    return one_line(text).rstrip()
