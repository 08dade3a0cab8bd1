"""The pages before the page, the map of the site, what robots may read, the picture of a link."""

from urllib.robotparser import RobotFileParser
from xml.etree import ElementTree as ET

import pytest
from lxml import html as parser  # type: ignore[import-untyped]  # it has no types of its own

from calendar_tool.exporters import html
from calendar_tool.exporters.html.preview import preview
from calendar_tool.model import Text
from tests.cli.running import HERON, MOSCOW
from tests.exporters.editions import HARM, TOLD, real
from tests.programmes import programme

TITLE = Text((("ru", "Дни"), ("kk", "Күндер")))


def links(content: bytes) -> dict[str, str]:
    page = parser.document_fromstring(content.decode())
    return {one.get("href"): " ".join(one.text_content().split()) for one in page.cssselect("a")}


def test_a_programme_offers_each_of_its_languages_in_its_own_name() -> None:
    whole = programme(title=TITLE, languages=("ru", "kk", "xx"))
    content = html.choice(whole)
    assert links(content) == {
        "ru/index.html": "Русский Дни",
        "kk/index.html": "Қазақша Күндер",
        "xx/index.html": "xx Дни",
    }
    page = parser.document_fromstring(content.decode())
    assert [one.get("lang") for one in page.cssselect("a")] == ["ru", "kk", "xx"]


def test_a_site_lists_its_programmes() -> None:
    found = links(html.programmes([programme(id="one", title=TITLE), programme(id="two")]))
    assert found == {
        "one/index.html": "Дни",
        "one/ru/index.html": "Русский",
        "two/index.html": "Дни Москвы в Алматы",
        "two/ru/index.html": "Русский",
    }


@pytest.mark.parametrize("harm", [one for one in HARM if one.isprintable()])
def test_titles_that_mean_harm_stay_texts(harm: str) -> None:
    whole = programme(title=Text((("ru", harm),)))
    for content in (html.choice(whole), html.programmes([whole])):
        page = parser.document_fromstring(content.decode())
        assert len(page.cssselect("script")) <= 1
        assert " ".join(harm.split()) in " ".join(page.text_content().split())


def test_the_map_names_every_page_with_its_translations() -> None:
    whole = real(HERON, "ru").programme
    content = html.sitemap([(whole, TOLD), (real(MOSCOW, "ru").programme, TOLD)])
    assert content is not None
    space = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
    urls = ET.fromstring(content).findall(f"{space}url")  # noqa: S314 - our own
    expected = [f"https://festival.example/2027/{tag}/" for tag in whole.languages]
    assert [url.findtext(f"{space}loc") for url in urls] == expected
    assert {url.findtext(f"{space}lastmod") for url in urls} == {"2019-11-01"}
    for url in urls:
        others = [one.get("href") for one in url.findall("{http://www.w3.org/1999/xhtml}link")]
        assert others == expected


def test_a_site_that_is_published_nowhere_has_no_map() -> None:
    assert html.sitemap([(programme(), TOLD)]) is None


def test_robots_may_read_everything_for_calendars_are_robots() -> None:
    known = RobotFileParser()
    known.parse(html.robots([programme()]).decode().splitlines())
    for robot in ("Google-Calendar-Importer", "Googlebot", "*"):
        assert known.can_fetch(robot, "https://example.org/days/ru/all.ics")


def test_robots_are_told_where_the_map_is_if_the_address_says() -> None:
    content = html.robots([programme(id="days", url="https://example.org/site/days/")])
    known = RobotFileParser()
    known.parse(content.decode().splitlines())
    assert known.site_maps() == ["https://example.org/site/sitemap.xml"]
    assert b"Sitemap" not in html.robots([programme(id="days", url="https://example.org/x/")])


@pytest.mark.parametrize("language", ["ru", "kk", "en"])
def test_the_picture_of_a_link_is_a_png_of_the_usual_size(language: str) -> None:
    content = preview(real(HERON, language))
    assert content.startswith(b"\x89PNG")
    assert (int.from_bytes(content[16:20]), int.from_bytes(content[20:24])) == (1200, 630)
    assert content == preview(real(HERON, language))
