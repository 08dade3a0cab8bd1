"""The page as people use it: in a browser, from a folder and from a web server."""

from io import BytesIO
from pathlib import Path
from urllib.parse import parse_qs, quote, urlsplit

import icalendar
import pytest
from PIL import Image
from playwright.sync_api import Locator

from calendar_tool.exporters.phrases import visible
from tests.cli.running import HERON
from tests.exporters.editions import real
from tests.page.reading import Reader, findings, shown, unfold
from tests.page.sites import harm

HERONS = "white-heron-festival-2027"
RU = f"{HERONS}/ru/index.html"
EVERYTHING = "everything/ru/index.html"
SEASON = "season/ru/index.html"
PICTURES = "pictures/ru/index.html"
HOSTILE_PICTURES = "bad-pictures/ru/index.html"
PAGES = (RU, EVERYTHING, "days-of-moscow-almaty-2019/kk/index.html", f"{HERONS}/en/index.html")

EVENT = ".day > .events > .event"


# -- fit for everybody


@pytest.mark.parametrize(
    ("path", "script"),
    [(RU, True), (RU, False), (EVERYTHING, True), (PAGES[2], True), (PICTURES, False)],
)
def test_no_width_from_a_small_phone_to_a_wide_screen_scrolls_sideways(
    reader: Reader, path: str, script: bool
) -> None:
    page = reader.open(path, script=script)
    unfold(page)
    for width in (360, 412, 600, 768, 832, 833, 1000, 1180, 1400):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize(
    ("path", "width", "dark"),
    [
        *((EVERYTHING, width, dark) for width in (360, 1180) for dark in (False, True)),
        (PAGES[2], 360, False),
        *((PICTURES, width, True) for width in (360, 1180)),
        (SEASON, 360, False),
        ("index.html", 360, True),
    ],
)
def test_axe_finds_nothing(reader: Reader, path: str, width: int, dark: bool) -> None:
    page = reader.open(
        f"{path}?now=2019-11-15T10:40%2B06:00", width=width, dark=dark, bypass_csp=True
    )
    unfold(page)
    for star in page.locator(".star").all()[:2]:
        star.click()
    assert findings(page) == []


def test_axe_finds_nothing_where_a_language_is_chosen(reader: Reader) -> None:
    page = reader.open(f"{HERONS}/index.html", bypass_csp=True, locale="de-DE")
    assert findings(page) == []


@pytest.mark.parametrize("path", [RU, EVERYTHING, f"{HERONS}/index.html", "index.html"])
def test_nothing_is_asked_of_any_server(reader: Reader, path: str) -> None:
    page = reader.open(path, locale="de-DE")
    unfold(page)
    asked = [one for one in reader.requests if not one.startswith("data:")]
    assert asked == [page.url]


def test_what_is_written_into_the_page_later_does_not_run(reader: Reader) -> None:
    page = reader.open(RU)
    page.evaluate("""document.body.insertAdjacentHTML(
        'beforeend', '<img src="data:," onerror="window.ran = true"><style>body{opacity:0}</style>'
    )""")
    while len(reader.faults) < 2:
        page.wait_for_event("console")
    assert page.evaluate("window.ran") is None
    assert page.evaluate("getComputedStyle(document.body).opacity") == "1"
    assert all("Content Security Policy" in fault for fault in reader.faults)
    assert len(reader.faults) == 2
    reader.faults.clear()


def test_on_paper_only_the_programme_is_left(reader: Reader) -> None:
    page = reader.open(RU)
    page.emulate_media(media="print")
    for selector in (".buttons", ".bar", ".choose", ".add", ".star", ".timetable", ".subscribe"):
        assert shown(page, selector) == []
    assert len(shown(page, EVENT)) == page.locator(EVENT).count() > 70


# -- without a script


def test_without_a_script_the_whole_programme_is_there_and_nothing_that_does_not_work(
    reader: Reader,
) -> None:
    page = reader.open(RU, script=False)
    assert len(shown(page, EVENT)) == page.locator(EVENT).count() > 70
    assert shown(page, ".filters, .star, #clock_zone, #to_now, button") == []
    ways = page.locator(".buttons a").evaluate_all("all => all.map(one => one.href)")
    assert [urlsplit(one).scheme for one in ways[:3]] == ["webcal", "https", "https"]


def test_tracks_are_hidden_without_a_script(reader: Reader) -> None:
    page = reader.open(RU, script=False)
    before = page.locator(f"{EVENT}:visible").count()
    page.get_by_label("Музыка").uncheck()
    music = page.locator(".event.track-1")
    assert music.count() > 3
    assert page.locator(".event.track-1:visible").count() == 0
    assert 0 < page.locator(f"{EVENT}:visible").count() < before


# -- choosing


def test_events_are_chosen_by_place_kind_person_day_and_words(reader: Reader) -> None:
    page = reader.open(RU)
    total = page.locator(EVENT).count()
    page.locator("#by_venue").select_option("museum")
    places = page.locator(f"{EVENT}:visible").evaluate_all("all => all.map(e => e.dataset.venue)")
    assert set(places) == {"museum"}
    assert page.locator("#how_many").inner_text() == f"Показано {len(places)} из {total}"
    page.locator("#by_day").select_option("2027-05-22")
    assert shown(page, ".day > h2") == ["Суббота, 22 мая День 3 из 4 · 23 события"]
    assert 0 < page.locator(f"{EVENT}:visible").count() < len(places)
    page.get_by_role("button", name="Показать всё").click()
    assert page.locator(f"{EVENT}:visible").count() == total
    page.locator("#by_kind").select_option("exhibition")
    assert 0 < page.locator(f"{EVENT}:visible").count() < total
    page.locator("#by_kind").select_option("")
    page.locator("#by_people").select_option("reed-puppets")
    assert any("Тростинка" in one for one in shown(page, EVENT))
    page.locator("#by_people").select_option("")
    page.locator("#by_words").fill("ЦАПЛЯ  луна")
    assert set(shown(page, f"{EVENT} h3")) == {
        "Спектакль «Цапля и Луна»",
        "Спектакль «Цапля и Луна», спокойный показ",
    }


@pytest.mark.parametrize("width", [360, 1000, 1400])
@pytest.mark.parametrize("path", [RU, f"{HERONS}/kk/index.html"])
def test_nothing_moves_under_the_fingers_that_type(reader: Reader, path: str, width: int) -> None:
    page = reader.open(path, width=width)
    page.locator("#opening > .body > .star").click()
    box, first = page.locator("#by_words"), page.locator(".day > h2").first
    box.click()
    resting = (box.bounding_box(), first.bounding_box())
    box.fill("а")
    assert (box.bounding_box(), first.bounding_box()) == resting
    box.fill("zzzz")
    assert box.bounding_box() == resting[0]
    told = page.locator(".outcome").bounding_box()
    below = page.locator("main h2:visible").last.bounding_box()
    assert told is not None
    assert below is not None
    assert told["y"] + told["height"] + 8 <= below["y"]
    assert page.locator(".outcome").evaluate("one => one.scrollHeight <= one.clientHeight + 4")


def test_what_events_are_chosen_by_stands_in_line(reader: Reader) -> None:
    page = reader.open(RU, width=1000)
    page.locator("#by_words").fill("а")
    labels = page.locator(".filters > label:visible, .selects > label")
    tops = labels.evaluate_all("all => all.map(one => one.getBoundingClientRect().top)")
    assert len(tops) == 5
    assert tops.count(tops[0]) >= 4


def test_a_part_that_is_looked_for_brings_its_whole_along(reader: Reader) -> None:
    page = reader.open(RU)
    page.locator("#by_words").fill("почему цапли возвращаются")
    assert shown(page, ".event :is(h3, h4)") == [
        "Симпозиум «Птицы и города»",
        "Почему цапли возвращаются",
    ]


# -- stars


def test_stars_are_kept_in_every_language_and_can_be_saved(reader: Reader, served: str) -> None:
    page = reader.open(RU, root=served)
    assert not page.get_by_label("Только отмеченные").is_visible()
    page.locator("#opening > .body > .star").click()
    page.locator("#museum-night > .body > .star").click()
    page.goto(f"{served}/{HERONS}/en/index.html")
    page.get_by_label("Starred only").check()
    assert page.locator(f"{EVENT}:visible").count() == 2
    with page.expect_download() as download:
        page.get_by_role("button", name="Save starred").click()
    content = Path(download.value.path()).read_bytes()
    assert download.value.suggested_filename == f"{HERONS}.ics"
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))
    saved = {str(one["UID"]): one for one in icalendar.Calendar.from_ical(content).events}
    told = {one.uid: one for one in real(HERON, "en").occurrences if one.uid in saved}
    assert len(saved) == len(told) == 2
    for uid, one in told.items():
        assert saved[uid].start == one.when.start
        assert saved[uid].end == one.when.end
        assert str(saved[uid]["SUMMARY"]) == str(one.event.title)


def test_who_saves_what_is_starred_is_told_what_has_no_date_yet(
    reader: Reader, served: str
) -> None:
    page = reader.open(RU, root=served)
    save, told = page.locator("#save_starred"), page.locator("#undated_starred")
    for id_ in ("opening", "museum-night"):
        page.locator(f"#{id_} > .body > .star").click()
    assert not told.is_visible()
    page.locator("#secret-guest > .body > .star").click()
    page.locator("#dombra > .body > .star").click()
    assert told.inner_text() == "Пока без даты, в файл не войдёт: 2"
    with page.expect_download() as download:
        save.click()
    content = Path(download.value.path()).read_bytes()
    assert len(icalendar.Calendar.from_ical(content).events) == 2
    for id_ in ("opening", "museum-night"):
        page.locator(f"#{id_} > .body > .star").click()
    assert save.is_disabled()
    page.locator("#dombra > .body > .star").click()
    page.locator("#secret-guest > .body > .star").click()
    assert not told.is_visible()
    assert not save.is_visible()


def test_what_has_no_date_yet_is_followed_until_it_has_one(reader: Reader, served: str) -> None:
    page = reader.open("on-request/en/index.html", root=served)
    for id_ in ("secret-guest", "opening"):
        page.locator(f"#{id_} > .body > .star").click()
    here = f"{served}/on-request/en/my/opening+secret-guest.ics"
    assert page.locator("#follow_starred code").inner_text() == here


def test_where_calendars_are_made_on_request_what_is_starred_is_one_of_them(
    reader: Reader, served: str
) -> None:
    page = reader.open("on-request/en/index.html", root=served)
    assert not page.locator("#follow_starred").is_visible()
    for id_ in ("opening", "museum-night"):
        page.locator(f"#{id_} > .body > .star").click()
    here = f"{served}/on-request/en/my/museum-night+opening.ics"
    assert page.locator("#follow_starred code").inner_text() == here
    leads = {
        way: page.locator(f"#follow_starred [data-lead={way}]") for way in ("apple", "outlook")
    }
    assert leads["apple"].get_attribute("href") == here.replace("http:", "webcal:")
    assert quote(here, safe="") in (leads["outlook"].get_attribute("href") or "")
    page.locator("#opening > .body > .star").click()
    assert page.locator("#follow_starred code").inner_text().endswith("/my/museum-night.ics")
    page.locator("#museum-night > .body > .star").click()
    assert not page.locator("#follow_starred").is_visible()


def test_what_is_served_is_subscribed_to_there(reader: Reader, served: str) -> None:
    page = reader.open("on-request/en/index.html", root=served)
    main = page.locator(".buttons .main")
    assert main.get_attribute("href") == f"webcal:{served[5:]}/on-request/en/all.ics"
    assert findings(reader.open("on-request/en/index.html", bypass_csp=True)) == []


# -- subscribing


def test_a_page_that_knows_no_address_subscribes_to_where_it_is(
    reader: Reader, served: str
) -> None:
    assert shown(reader.open(EVERYTHING), ".buttons") == [".ics PDF Все календари"]
    page = reader.open(EVERYTHING, root=served)
    host = served.removeprefix("http:")
    hrefs = page.locator("[data-feed='all.ics'] a[data-way]").evaluate_all(
        "all => all.map(one => [one.dataset.way, one.href])"
    )
    for way, href in hrefs:
        query = parse_qs(urlsplit(href).query)
        expected = {
            "apple": href,
            "google": query.get("cid", [""])[0],
            "outlook": f"webcal:{query.get('url', [''])[0].removeprefix('http:')}",
            "office": f"webcal:{query.get('url', [''])[0].removeprefix('http:')}",
        }
        assert expected[way] == f"webcal:{host}/everything/ru/all.ics"
    assert len(hrefs) == 7


def test_the_address_of_a_feed_can_be_copied(reader: Reader, served: str) -> None:
    page = reader.open(RU, root=served, permissions=["clipboard-read", "clipboard-write"])
    page.locator("[data-feed='all.ics'] button").click()
    page.get_by_text("Скопировано").wait_for()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == "https://festival.example/2027/ru/all.ics"


# -- languages


@pytest.mark.parametrize(("locale", "language"), [("kk-KZ", "kk"), ("ru", "ru"), ("en-US", "en")])
def test_the_programme_opens_in_the_readers_language(
    reader: Reader, locale: str, language: str
) -> None:
    page = reader.open(f"{HERONS}/index.html?now=2027-05-21T10:00Z#opening", locale=locale)
    page.wait_for_url(f"**/{HERONS}/{language}/index.html?now=2027-05-21T10:00Z#opening")
    assert page.locator("html").get_attribute("lang") == language


@pytest.mark.parametrize(
    "keys", [{"locale": "de-DE"}, {"script": False}], ids=["other", "no script"]
)
def test_who_cannot_be_led_may_choose(reader: Reader, keys: dict[str, str]) -> None:
    page = reader.open(f"{HERONS}/index.html", **keys)  # type: ignore[arg-type]
    page.get_by_role("link", name="Қазақша").click()
    assert page.locator("h1").inner_text() == "Ақ құтан фестивалі"


def test_every_programme_is_reached_from_the_list(reader: Reader) -> None:
    page = reader.open("index.html", locale="en-GB")
    page.get_by_role("link", name="Дни Москвы в Алматы").click()
    page.wait_for_url("**/days-of-moscow-almaty-2019/en/index.html")
    page.get_by_role("link", name="Русский").click()
    assert page.locator("h1").inner_text() == "Дни Москвы в\xa0Алматы"


#: From where to where each letter of an element is drawn, in the order of writing.
_DRAWN = """one => {
    const range = document.createRange(), found = [];
    const walker = document.createTreeWalker(one, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) for (let n = 0; n < walker.currentNode.length; n++) {
        range.setStart(walker.currentNode, n);
        range.setEnd(walker.currentNode, n + 1);
        found.push([range.toString(), range.getBoundingClientRect().left]);
    }
    return found;
}"""


@pytest.mark.parametrize(
    ("selector", "expected"),
    [
        (".buttons [download]", ".ics"),
        (".feeds [download] >> nth=0", ".ics"),
        (".add [download] >> nth=0", ".ics"),
        (".event > .place > a >> nth=0", "Hall 12+"),
        (".venues h3 > span + span >> nth=0", "Hall 12+"),
        (".column > b >> nth=0", "Hall 12+"),
    ],
)
def test_what_runs_from_the_left_is_not_turned_on_a_page_from_the_right(
    reader: Reader, selector: str, expected: str
) -> None:
    page = reader.open("from-right/ar/index.html", width=1400)
    unfold(page)
    letters = page.locator(selector).evaluate(_DRAWN)
    seen = "".join(letter for letter, _ in sorted(letters, key=lambda drawn: drawn[1]))
    assert expected in seen


# -- texts that mean harm


def test_a_thousand_texts_that_mean_harm_come_out_as_typed_and_nothing_runs(
    reader: Reader,
) -> None:
    page = reader.open("harmful/ru/index.html?now=2019-11-15T10:40%2B06:00")
    unfold(page)
    titles = dict(
        page.locator(".event").evaluate_all(
            "all => all.map(e => [e.id, e.querySelector(':scope > .body > h3').textContent])"
        )
    )
    expected = {f"event-{n}": visible(one) for n, one in enumerate(harm())}
    assert {id: flat(title) for id, title in titles.items()} == {
        id: flat(title) for id, title in expected.items()
    }
    assert page.locator("script").count() == 4
    assert page.locator("img, iframe, object, [onerror], [onload], [onfocus]").count() == 0
    assert page.evaluate("document.documentElement.scrollWidth") <= 1180
    page.locator("#by_words").fill("</script>")
    assert page.locator(f"{EVENT}:visible").count() > 10


def flat(text: str) -> str:
    """Return a text without the difference between kinds of spaces, which typography makes."""
    return " ".join(text.split())


# -- pictures


def test_logo_picture_and_faces_are_seen_and_asked_of_nobody(reader: Reader) -> None:
    page = reader.open(PICTURES)
    images = page.locator("img")
    assert images.evaluate_all("all => all.map(one => [one.alt, one.naturalWidth > 0])") == [
        ["Белая цапля", True],
        ["Птицы на песке", True],
    ]
    assert shown(page, "figcaption") == ["Фото Анны"]
    assert "Рисунок Веры · Фото Бориса" in page.locator("footer").inner_text()
    face = page.get_by_role("img", name="Анна у причала")
    assert face.count() == 2
    assert _color_at(face.first) == (0x0B, 0x6E, 0x4F)
    assert [one for one in reader.requests if not one.startswith("data:")] == [page.url]


def _color_at(seen: Locator) -> object:
    """Return the colour in the middle of something as it is painted."""
    painted = Image.open(BytesIO(seen.screenshot())).convert("RGB")
    return painted.getpixel((painted.width // 2, painted.height // 2))


def test_a_drawing_with_a_script_would_not_run_even_if_it_came_this_far(reader: Reader) -> None:
    page = reader.open(HOSTILE_PICTURES)
    page.locator("img").evaluate("one => one.decode()")
    assert page.evaluate("window.ran") is None
    assert page.locator("img").count() == 1
    asked = [one for one in reader.requests if not one.startswith("data:")]
    assert asked == [page.url]


def test_a_picture_in_the_web_is_a_link_and_is_not_loaded(reader: Reader) -> None:
    page = reader.open(PICTURES)
    link = page.get_by_role("link", name="Картинка: Автобус")
    assert link.get_attribute("href") == "https://example.org/bus.jpg"


# -- the line of days


@pytest.mark.parametrize(("width", "most"), [(360, 60), (1100, 110), (1400, 110)])
def test_the_days_have_a_line_of_their_own_where_the_zone_leaves_them_no_room(
    reader: Reader, width: int, most: int
) -> None:
    page = reader.open(RU, width=width, timezone_id="Asia/Tokyo")
    page.locator("#clock_zone").select_option("Asia/Tokyo")
    days = page.locator(".days").bounding_box()
    assert days is not None
    assert days["width"] >= min(width, 900)
    last = page.locator(".days a[href^='#day_']").last.bounding_box()
    assert last is not None
    assert width == 360 or last["x"] + last["width"] <= days["x"] + days["width"] - 48
    page.locator(".days a").nth(2).click()
    page.wait_for_function("document.querySelector(':target').getBoundingClientRect().top < 200")
    heading = page.locator("#day_2027-05-21").bounding_box()
    bar = page.locator(".days" if width == 360 else ".bar").bounding_box()
    assert heading is not None
    assert bar is not None
    assert 0 <= bar["y"] < 2
    assert bar["height"] < most
    assert 0 < heading["y"] - bar["height"] < 40
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("script", [True, False])
@pytest.mark.parametrize("width", [360, 1180])
def test_the_days_stay_in_sight_in_one_line_and_cover_nothing(
    reader: Reader, width: int, script: bool
) -> None:
    page = reader.open(SEASON, width=width, script=script)
    days = page.locator(".days")
    assert days.bounding_box()["height"] < 60  # type: ignore[index]
    assert page.locator(".days a").count() > 40
    last = page.locator("[href='#day_2019-12-14']")
    last.focus()
    last.click()
    top = page.locator("#day_2019-12-14").bounding_box()
    bar = (page.locator(".bar") if width > 832 else days).bounding_box()
    assert top is not None
    assert bar is not None
    assert 0 <= bar["y"] < 10
    assert bar["y"] + bar["height"] <= top["y"] < 150
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.evaluate("scrollX") == 0


def test_the_day_that_is_read_is_marked_and_in_sight_among_the_days(reader: Reader) -> None:
    page = reader.open(SEASON, width=360)
    page.locator("[data-day='2019-12-10']").evaluate("one => one.scrollIntoView()")
    current = page.locator(".days [aria-current='true']")
    current.wait_for()
    assert current.get_attribute("href") == "#day_2019-12-10"
    box = current.bounding_box()
    assert box is not None
    assert 0 <= box["x"] <= 360 - box["width"]


# -- choosing on a phone


def test_on_a_phone_choosing_takes_two_lines_until_more_is_asked_for(reader: Reader) -> None:
    page = reader.open(RU, width=360)
    box = page.locator(".choose").bounding_box()
    assert box is not None
    assert box["height"] < 150
    assert not page.locator("#by_day").is_visible()
    page.get_by_text("Фильтры").click()
    page.locator("#by_venue").select_option("museum")
    assert "Показано" in page.locator("#how_many").inner_text()
    page.set_viewport_size({"width": 1180, "height": 800})
    page.locator("#by_day").wait_for()
    assert not page.get_by_text("Фильтры").is_visible()


def test_on_a_phone_all_that_is_to_be_pressed_is_large_enough(reader: Reader) -> None:
    page = reader.open(RU, width=360)
    unfold(page)
    sizes = page.locator("button, select, summary, .days a, .key label, .links a").evaluate_all(
        "all => all.map(one => one.getBoundingClientRect()).filter(one => one.width)"
        ".map(one => [one.width, one.height])"
    )
    assert len(sizes) > 100
    assert min(min(size) for size in sizes) >= 24
