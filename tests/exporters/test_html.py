"""The page as text: what stands on it, where it leads, and that nothing else can run on it."""

import gzip
import json
import re
from base64 import b64encode
from collections import Counter
from hashlib import sha256
from importlib.resources import files
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from hypothesis import given, settings
from lxml import html as parser  # type: ignore[import-untyped]  # it has no types of its own
from msgspec.structs import replace

from calendar_tool.changes.kinds import ChangeKind
from calendar_tool.exporters import html
from calendar_tool.exporters.direction import direction
from calendar_tool.exporters.format import Edition
from calendar_tool.exporters.html import Extras, Feed
from calendar_tool.exporters.html.texts import Texts
from calendar_tool.exporters.news import Line
from calendar_tool.exporters.phrases import visible
from calendar_tool.model import Person, Role, Status, Text, When
from calendar_tool.wording import words
from tests.cli.running import HERON, MOSCOW
from tests.exporters.editions import REAL, hostile, only, real
from tests.exporters.sheets import arabic
from tests.page.sites import edition_of, everything, extras
from tests.programmes import at, days, event, text, timed, venue

TEMPLATES = files("calendar_tool.exporters") / "templates"
ADDRESS = "https://example.org/days"


def opened(edition: Edition, more: Extras | None = None) -> parser.HtmlElement:
    content = html.page(edition, more or extras(edition))
    return parser.document_fromstring(content.decode())


def said(element: parser.HtmlElement, path: str) -> list[str]:
    """Return the texts of elements, each on one line."""
    return [" ".join(one.text_content().split()) for one in element.cssselect(path)]


# -- the whole page


@pytest.mark.parametrize(("path", "language"), REAL)
def test_every_event_of_a_real_programme_is_on_its_page(path: Path, language: str) -> None:
    edition = real(path, language)
    page = opened(edition)
    uids = {one.get("data-uid") for one in page.cssselect(".event")}
    assert uids == {one.uid for one in edition.occurrences}
    assert page.get("lang") == language
    assert [one.get("aria-current") for one in page.cssselect(".langs a")].count("page") == 1


def test_words_of_the_tool_that_a_language_lacks_say_that_they_are_english() -> None:
    edition = edition_of(arabic(), "ar")
    page = opened(edition)
    english = said(page, '[lang="en"][dir="ltr"]')
    for key in ("agenda.subscribe", "page.search", "agenda.venues", "page.download_hint"):
        assert words("en").say(key) in english
    assert "Programme" in english
    assert not [one for one in english if re.search("[\u0600-\u06ff]{4}", one)]
    assert said(opened(real(HERON, "kk")), '[lang="en"]') == ["English"]


@pytest.mark.parametrize("path", [HERON, MOSCOW])
def test_every_place_on_the_page_is_there_once_and_every_link_within_it_leads_somewhere(
    path: Path,
) -> None:
    page = opened(real(path, "ru"))
    ids = Counter(one.get("id") for one in page.cssselect("[id]"))
    assert [id for id, count in ids.items() if count > 1] == []
    links = {one.get("href") for one in page.cssselect("[href^='#']")}
    assert {link[1:] for link in links} - set(ids) == set()
    assert len(links) > 5


def test_the_same_edition_is_the_same_bytes() -> None:
    edition = real(HERON, "kk")
    assert html.page(edition, extras(edition)) == html.page(edition, extras(edition))


def test_an_empty_programme_says_so() -> None:
    page = opened(only(), Extras())
    assert said(page, ".event") == []
    assert words("ru").say("agenda.nothing") in said(page, "main")[0]


def test_a_page_is_light_on_the_wire() -> None:
    edition = real(HERON, "ru")
    packed = gzip.compress(html.page(edition, extras(edition)), 9)
    assert len(packed) <= 60 * 1024 * len(edition.occurrences) / 100


# -- events as they are


def row(page: parser.HtmlElement, id: str) -> parser.HtmlElement:
    return page.get_element_by_id(id)


def test_what_is_cancelled_stays_and_is_struck_through() -> None:
    page = opened(
        only(
            event(
                "Экскурсия",
                timed(16, "10:00", "11:00"),
                id="tour",
                status=Status.CANCELLED,
                notice="Дождь",
            )
        )
    )
    tour = row(page, "tour")
    assert "gone" in tour.classes
    assert said(tour, ".chip.alarm") == ["отменено"]
    assert said(tour, ".news") == ["Дождь"]
    assert tour.cssselect(".add") == []


def test_a_timetable_says_on_which_day_what_lasts_longer_than_one_ends() -> None:
    page = opened(
        only(
            event("Кино", When(start=at(15, "12:00"), end=at(16, "12:00")), venue="hall"),
            event("Танцы", timed(15, "22:00", "02:00"), venue="square"),
        )
    )
    assert said(page, ".cell small") == ["12:00 – сб, 16 ноября, 12:00", "22:00–02:00"]


def test_a_timetable_says_in_words_what_does_not_take_place() -> None:
    noon = timed(15, "12:00", "13:00")
    page = opened(
        only(
            event("Хор", noon, venue="opera", status=Status.TENTATIVE),
            event("Танцы", noon, venue="hall", status=Status.CANCELLED),
            event("Кино", noon, venue="square", status=Status.POSTPONED),
        )
    )
    assert said(page, ".cell") == [
        "12:00–13:00 Хор",
        "12:00–13:00 отменено Танцы",
        "12:00–13:00 перенесено Кино",
    ]


def test_what_is_moved_says_from_when() -> None:
    page = opened(
        only(event("Концерт", timed(16, "19:00"), id="gala", previous=timed(16, "18:00")))
    )
    gala = row(page, "gala")
    assert said(gala, ".chip.notice") == ["перенос"]
    assert said(gala, ".news") == ["Было: 18:00"]


def test_times_carry_their_offset() -> None:
    page = opened(only(event("Концерт", timed(15, "22:00", "02:00"), id="gala")))
    gala = row(page, "gala")
    assert [one.get("datetime") for one in gala.cssselect("time")] == [
        "2019-11-15T22:00+06:00",
        "2019-11-16T02:00+06:00",
    ]
    assert said(gala, ".time") == ["22:00 – 02:00"]
    assert (gala.get("data-from"), gala.get("data-to")) == (
        "2019-11-15T22:00+06:00",
        "2019-11-16T02:00+06:00",
    )


def test_what_has_no_time_or_no_date_yet_says_so_and_is_never_on_now() -> None:
    page = opened(edition_of(everything()))
    assert said(page, "[data-day='2019-11-15'] .label") == ["Время уточняется"]
    assert "Дата уточняется 1 событие" in said(page, ".day > h2")
    unknown = [one for one in page.cssselect(".event") if one.get("data-from") is None]
    assert set(said(unknown[0], "h4")) == {"Круглый стол"}
    assert len(unknown) == 3


def test_opening_hours_are_told_day_by_day() -> None:
    page = opened(edition_of(everything()))
    exhibition = page.cssselect("[data-day='2019-11-16'] .event")[0]
    assert said(exhibition, ".time") == ["весь день 10:00–18:00"]
    assert "вход до 17:30" in said(exhibition, ".facts")[0]
    assert exhibition.get("data-to") == "2019-11-16T18:00+06:00"


def test_people_are_told_with_their_position() -> None:
    page = opened(edition_of(everything()))
    assert said(row(page, "memo"), ".people") == ["Выступает: Ержан Бабакумаров, заместитель акима"]


def test_several_dates_of_one_event_have_places_of_their_own() -> None:
    page = opened(real(HERON, "en"))
    own = [one.get("id") for one in page.cssselect(".event") if one.get("id")]
    assert {"boats", "boats_2027-05-21"} <= set(own) or any("_2027" in one for one in own)


def test_changes_lead_to_what_they_are_about() -> None:
    edition = only(event("Концерт", timed(15, "19:00"), id="gala"))
    changes = (
        Line(ChangeKind.MOVED, "Концерт: 19:00 (было 18:00)", edition.occurrences[0].uid),
        Line(ChangeKind.REMOVED, "Экскурсия: больше нет", "gone"),
    )
    page = opened(edition, Extras(changes=changes, version=4))
    assert said(page, ".changes h2") == ["Изменения с прошлой версии (3 → 4)"]
    assert said(page, ".changes li") == [line.text for line in changes]
    assert [one.get("href") for one in page.cssselect(".changes a")] == ["#gala"]
    assert "Версия 4 · 12 ноября 2019" in said(page, "footer")[0]
    assert "Черновик · 12 ноября 2019" in said(opened(edition, Extras()), "footer")[0]


# -- languages


def test_a_text_in_another_language_says_in_which() -> None:
    english = Text((("en", "A talk"),))
    mayor = Person(id="mayor", name=Text((("ar", "العمدة"),)), position=text("аким"))
    talk = event("x", timed(15, "10:00", "11:00"), id="talk", people=(Role("speaker", "mayor"),))
    hall = replace(venue("hall", "x"), name=english)
    page = opened(
        only(
            replace(talk, title=english, venue="hall", description=english, notice=english),
            people={"mayor": mayor},
            venues={"hall": hall},
        )
    )
    foreign = row(page, "talk").cssselect("[lang]")
    assert [(one.get("lang"), one.get("dir"), one.text_content()) for one in foreign] == [
        ("en", "ltr", "A talk"),
        ("en", "ltr", "A talk"),
        ("en", "ltr", "A talk"),
        ("ar", "rtl", "العمدة"),
        ("en", "ltr", "A talk"),
    ]
    feed = page.cssselect(".feeds [data-feed='venue-hall.ics'] [lang]")
    assert [one.get("lang") for one in feed] == ["en"]


@pytest.mark.parametrize(
    ("tag", "expected"),
    [("ru", "ltr"), ("ar", "rtl"), ("he-IL", "rtl"), ("kk-Arab", "rtl"), ("uz-Latn-UZ", "ltr")],
)
def test_the_direction_of_a_language(tag: str, expected: str) -> None:
    assert direction(tag) == expected


def test_a_programme_in_arabic_is_laid_out_from_the_right() -> None:
    page = opened(edition_of(replace(everything(), languages=("ar",)), "ar"))
    assert (page.get("lang"), page.get("dir")) == ("ar", "rtl")


@pytest.mark.parametrize(
    ("language", "written", "expected"),
    [
        ("ar", "القاعة (Hall 12+)", "القاعة (<bdi>Hall 12+</bdi>)"),
        ("ar", "C++ و C#", "<bdi>C++</bdi> و <bdi>C#</bdi>"),
        ("ar", "Jazz ليلة <b>", "Jazz ليلة &lt;b&gt;"),
        ("en", "Hall 12+", "Hall 12+"),
    ],
)
def test_a_sign_stays_with_the_word_that_it_follows(
    language: str, written: str, expected: str
) -> None:
    assert Texts(words(language)).words(written) == expected


# -- addresses


def test_subscribing_is_right_for_every_calendar() -> None:
    edition = only(event("Концерт", timed(15, "19:00"), venue="hall"), url=ADDRESS)
    page = opened(edition)
    feeds = {
        one.get("data-feed"): {
            link.get("data-way"): link.get("href") or link.text_content()
            for link in one.cssselect("[data-way]")
        }
        for one in page.cssselect(".feeds [data-feed]")
    }
    assert set(feeds) == {
        "all.ics",
        "day-2019-11-15.ics",
        "day-2019-11-16.ics",
        "venue-opera.ics",
        "venue-hall.ics",
        "venue-square.ics",
    }
    for path, ways in feeds.items():
        address = f"{ADDRESS}/ru/{path}"
        assert ways["address"] == address
        assert ways["apple"] == f"webcal{address.removeprefix('https')}"
        google = urlsplit(ways["google"])
        assert (google.netloc, google.path) == ("calendar.google.com", "/calendar/r")
        assert parse_qs(google.query) == {"cid": [ways["apple"]]}
        for way, host in (("outlook", "outlook.live.com"), ("office", "outlook.office.com")):
            asked = urlsplit(ways[way])
            assert (asked.netloc, asked.path) == (host, "/calendar/0/addfromweb")
            assert parse_qs(asked.query)["url"] == [address]
    downloads = page.cssselect(".feeds a[download]")
    assert [one.get("href") for one in downloads] == list(feeds)


def test_without_an_address_only_downloads_are_offered() -> None:
    page = opened(only(event("Концерт", timed(15, "19:00"))))
    ways = page.cssselect("[data-way]")
    assert all(one.get("hidden") is not None and one.get("href") is None for one in ways)
    assert len(ways) > 10


def test_an_event_can_be_noted_in_calendars_of_the_web() -> None:
    title = "Концерт & танцы #1"
    page = opened(only(event(title, timed(15, "19:00", "21:00"), id="gala", venue="opera")))
    ics, google, outlook = (one.get("href") for one in row(page, "gala").cssselect(".add a"))
    assert ics == "event/gala.ics"
    asked = parse_qs(urlsplit(google).query)
    assert asked["text"] == [title]
    assert asked["dates"] == ["20191115T130000Z/20191115T150000Z"]
    assert asked["location"] == ["Театр оперы и балета, ул. Кабанбай батыра, 110"]
    asked = parse_qs(urlsplit(outlook).query)
    assert asked["subject"] == [title]
    assert asked["startdt"] == ["2019-11-15T13:00:00Z"]
    assert asked["enddt"] == ["2019-11-15T15:00:00Z"]


def test_days_are_noted_as_days() -> None:
    page = opened(only(event("Выставка", days(15, 16), id="show")))
    _, google, outlook = (one.get("href") for one in row(page, "show").cssselect(".add a"))
    assert parse_qs(urlsplit(google).query)["dates"] == ["20191115/20191117"]
    assert parse_qs(urlsplit(outlook).query)["allday"] == ["true"]


def test_pages_in_other_languages_are_named_for_search_engines() -> None:
    page = opened(real(HERON, "kk"))
    found = {one.get("hreflang"): one.get("href") for one in page.cssselect("link[hreflang]")}
    assert found == {tag: f"https://festival.example/2027/{tag}/" for tag in ("ru", "kk", "en")}
    described = page.cssselect("script[type='application/ld+json']")[0].text_content()
    assert json.loads(described)["@type"] == "Festival"


# -- nothing else runs

_POLICY = "meta[http-equiv='Content-Security-Policy']"
_SCHEMES = {"", "http", "https", "webcal", "data", "mailto", "tel"}


@pytest.mark.parametrize("path", [HERON, MOSCOW])
def test_the_policy_allows_the_style_and_the_script_that_the_page_has(path: Path) -> None:
    content = html.page(real(path, "ru")).decode()
    page = parser.document_fromstring(content)
    policy = page.cssselect(_POLICY)[0].get("content")
    (style,) = re.findall("<style>(.*?)</style>", content, re.DOTALL)
    (script,) = re.findall("<script>(.*?)</script>", content, re.DOTALL)
    assert f"style-src {hashed(style)};" in policy
    assert f"script-src {hashed(script)};" in policy
    assert policy.startswith("default-src 'none'; ")
    assert "unsafe" not in policy
    assert page.cssselect("[style]") == []


def hashed(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


#: The elements that templates hold, and those that texts are made into.
TAGS = {
    tag
    for name in ("page.html.j2", "parts.html.j2")
    for tag in re.findall(r"<([a-z][a-z0-9]*)", TEMPLATES.joinpath(name).read_text())
} | {"a", "body", "br", "div", "h3", "h4", "span", "time"}


@settings(max_examples=25, deadline=None)
@given(hostile())
def test_texts_that_mean_harm_stay_texts(edition: Edition) -> None:
    page = opened(edition)
    assert {one.tag for one in page.iter()} <= TAGS
    assert len(page.cssselect("script")) == 4
    for one in page.iter():
        assert not any(name.startswith("on") or name == "style" for name in one.attrib)
        assert urlsplit(one.get("href") or "").scheme in _SCHEMES
    titles = {flat(str(one.event.title)) for one in edition.occurrences}
    shown = {flat(one.text_content()) for one in page.cssselect(".event > .body > :first-child")}
    assert shown == titles


def flat(text: str) -> str:
    return " ".join(visible(text).split())


def test_addresses_in_descriptions_are_links() -> None:
    page = opened(edition_of(everything()))
    links = row(page, "memo").cssselect(".body > p a")
    assert [unquote(one.get("href")) for one in links] == ["https://example.org/memo"]


def test_a_feed_is_of_what_its_path_begins_with() -> None:
    paths = ("all.ics", "room-opera--big.ics", "feed-all-day.alarms.ics")
    assert [Feed(path, "").group for path in paths] == ["all", "room", "feed"]


def test_a_feed_that_rings_says_so() -> None:
    feed = Feed("feed-children.alarms.ics", "Детям & взрослым")
    page = opened(only(event("Концерт", timed(15, "19:00"))), Extras(feeds=(feed,)))
    assert said(page, ".feeds b") == ["Детям & взрослым, с напоминаниями"]
