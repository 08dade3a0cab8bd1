"""The pages that are opened: real programmes, one with everything, one that means harm."""

import random
from datetime import date, datetime, time, timedelta
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

from msgspec.structs import replace

from calendar_tool.changes.kinds import ChangeKind
from calendar_tool.exporters import html
from calendar_tool.exporters.format import Edition
from calendar_tool.exporters.html import Extras, Feed
from calendar_tool.exporters.news import Line
from calendar_tool.model import Access, Event, Image, Kind, Person, Programme, Role, Track, When
from calendar_tool.occurrences import unfold
from calendar_tool.pictures import SVG, Picture
from calendar_tool.serving.pages import served
from calendar_tool.site import calendars, open_to_public
from calendar_tool.text import clean
from calendar_tool.views import localize
from tests.cli.running import HERON, MOSCOW
from tests.exporters.editions import HARM, TOLD, real
from tests.exporters.sheets import arabic
from tests.programmes import ALMATY, days, event, full, programme, text, timed, venue
from tests.test_pictures import dots

#: Texts that mean harm, each on an event of its own.
HARMFUL = 1_000


def write(folder: Path) -> None:
    """Write the pages to a folder."""
    whole = [real(path, "ru").programme for path in (MOSCOW, HERON)]
    (folder / "index.html").write_bytes(html.programmes(whole))
    for path in (MOSCOW, HERON):
        for language in ("ru", "kk", "en"):
            put(folder, real(path, language))
        one = real(path, "ru").programme
        (folder / one.id / "index.html").write_bytes(html.choice(one))
    herons = folder / "on-request" / "en" / "index.html"
    herons.parent.mkdir(parents=True)
    herons.write_bytes(served(html.page(real(HERON, "en"), extras(real(HERON, "en"))), None))
    put(folder, edition_of(everything()))
    put(folder, edition_of(harmful()))
    put(folder, edition_of(season()))
    put(folder, edition_of(autumn()))
    put(folder, edition_of(from_right(), "ar"))
    put(folder, pictured())
    put(folder, badly_pictured())


def put(folder: Path, edition: Edition) -> None:
    target = folder / edition.programme.id / edition.language / "index.html"
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(html.page(edition, extras(edition)))


def extras(edition: Edition) -> Extras:
    """Return what a site has beside a page, and a change of its first entry."""
    shown = open_to_public(edition.programme, edition.occurrences, TOLD)
    title = str(edition.programme.title)
    feeds = [
        Feed(one.path, one.name(edition.language) or title)
        for one in calendars(edition.programme, shown.everything)
    ]
    first = edition.occurrences[0]
    changes = [Line(ChangeKind.MOVED, f"{first.event.title}: 11:00", first.uid)]
    papers = [("agenda.pdf", "agenda"), ("poster.pdf", "poster")]
    return Extras(feeds=feeds, papers=papers, version=4, changes=changes)


def edition_of(whole: Programme, language: str = "ru") -> Edition:
    shown, occurrences = localize(whole, unfold(whole), language)
    return Edition(
        programme=shown, language=language, occurrences=occurrences, path="all.ics", told=TOLD
    )


def season() -> Programme:
    """Return a programme of fifty days with an event on each."""
    first = date(2019, 11, 1)
    morning = datetime.combine(first, time(10), ALMATY)
    starts = [morning + timedelta(days=number) for number in range(50)]
    talks = [
        event(f"Доклад {start:%d.%m}", When(start=start, end=start + timedelta(hours=1)))
        for start in starts
    ]
    last = first + timedelta(days=49)
    return programme(*talks, id="season", first_day=first, last_day=last)


def autumn() -> Programme:
    """Return a programme in Berlin over the night in which its clocks are put back."""
    berlin = ZoneInfo("Europe/Berlin")
    starts = [datetime(2026, 10, day, 10, tzinfo=berlin) for day in (24, 25, 26)]
    talks = [
        event(f"Доклад {at:%d.%m}", When(start=at, end=at + timedelta(hours=1)), venue=place)
        for at in starts
        for place in ("opera", "hall")
    ]
    return programme(
        *talks,
        id="autumn",
        time_zone="Europe/Berlin",
        first_day=date(2026, 10, 24),
        last_day=date(2026, 10, 26),
    )


def from_right() -> Programme:
    """Return a programme in Arabic with a hall whose name is partly Latin."""
    whole = arabic()
    hall = replace(whole.venues["opera"], name=text("القاعة الكبرى (Hall 12+)", "ar"))
    return replace(whole, id="from-right", venues={**whole.venues, "opera": hall})


def pictured() -> Edition:
    """Return an edition with a logo, a picture and a face from files, and pictures in the web."""
    anna = Person(
        id="anna",
        name=text("Анна"),
        image=Image(src="anna.png", alt=text("Анна у причала"), credit=text("Фото Бориса")),
    )
    away = Image(src="https://example.org/bus.jpg", alt=text("Автобус"))
    shore = Image(src="shore.png", alt=text("Птицы на песке"), credit=text("Фото Анны"))
    talk = event("Доклад", timed(15, "10:00", "11:00"), people=(Role("speaker", "anna"),))
    whole = programme(
        replace(talk, id="talk", image=shore, venue="hall"),
        replace(talk, id="again", image=shore, when=timed(16, "10:00", "11:00")),
        event("Автобус", timed(16, "12:00", "13:00"), image=away),
        id="pictures",
        logo=Image(src="heron.svg", alt=text("Белая цапля"), credit=text("Рисунок Веры")),
        people={"anna": anna},
    )
    heron = HERON.with_suffix(".svg").read_bytes()
    return replace(
        edition_of(whole),
        pictures={
            "heron.svg": Picture(media_type=SVG, content=heron),
            "shore.png": Picture(media_type="image/png", content=dots(size=40)),
            "anna.png": Picture(media_type="image/png", content=dots(size=40, color="#0B6E4F")),
        },
    )


def badly_pictured() -> Edition:
    """Return an edition with a drawing that means harm, which no programme's file can bring."""
    drawing = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9" onload="parent.ran = 1">'
        "<script>parent.ran = top.ran = 1</script>"
        '<image href="https://example.org/x.png" width="9" height="9"/><circle r="9"/></svg>'
    )
    whole = programme(
        event("Доклад", timed(15, "10:00", "11:00")),
        id="bad-pictures",
        logo=Image(src="bad.svg", alt=text('"><script>parent.ran = 1</script>')),
    )
    known = {"bad.svg": Picture(media_type=SVG, content=drawing.encode())}
    return replace(edition_of(whole), pictures=known)


def everything() -> Programme:
    """Return a small programme with all that the page can show, which is published nowhere."""
    whole = full()
    return replace(
        whole,
        id="everything",
        events=(
            *whole.events,
            Event(
                id="film",
                title=text("Кино под звёздами"),
                when=timed(15, "23:30", "01:30"),
                venue="square",
                kind=Kind.SCREENING,
                access=Access.TICKET,
            ),
            Event(id="club", title=text("Клуб"), when=timed(16, "00:30", "02:00"), venue="hall"),
            Event(id="talk", title=text("A talk", "en"), when=timed(16, "12:00", "13:00")),
        ),
    )


@cache
def harm() -> tuple[str, ...]:
    """Return texts that mean harm, as the cleaner leaves them; the same in every run."""
    chance = random.Random(5)  # noqa: S311 - only to mix texts
    more = (
        "<img src=x onerror=alert(1)>", "<svg/onload=alert(1)>", "javascript:alert(1)", "</style>",
        "</title>", "</textarea>", "-->", "<!--<script>", "{% raw %}", "{{ 7*7 }}", "${7*7}",
        "' onmouseover='alert(1)", '" autofocus onfocus="alert(1)', "<a href=data:text/html,x>",
        "\t", "&lt;b&gt;", "&#x3c;b&#x3e;", "\u200b", "\u202e\u2066", "مرحبا", "שלום", "#{1}",
        "\U0001f469\u200d\U0001f467", "e\u0301", "\\u003cb",
    )  # fmt: skip
    made: list[str] = []
    while len(made) < HARMFUL:
        parts = chance.choices((*HARM, *more), k=chance.randint(1, 3))
        cleaned = clean("".join(parts)[:400])
        if cleaned:
            made.append(cleaned)
    return tuple(made)


def harmful() -> Programme:
    """Return a programme whose every text means harm."""
    texts = [text(one) for one in harm()]
    names = iter(texts)
    place = venue("hall", "x", address=next(names), note=next(names))
    return programme(
        *(
            Event(
                id=f"event-{number}",
                title=one,
                subtitle=texts[-number],
                description=texts[number // 2],
                notice=texts[number // 3],
                audience=texts[number // 5],
                age=str(texts[number // 7]),
                when=timed(15, "10:30", "12:00") if number % 2 else days(16),
                venue="hall",
                track="x",
                people=(Role(str(texts[number // 11]), "anna"),),
            )
            for number, one in enumerate(texts)
        ),
        id="harmful",
        title=next(names),
        subtitle=next(names),
        description=next(names),
        venues={"hall": replace(place, name=next(names))},
        tracks={"x": Track(id="x", name=next(names))},
        people={"anna": Person(id="anna", name=next(names), position=next(names))},
        organizer=("anna",),
    )
