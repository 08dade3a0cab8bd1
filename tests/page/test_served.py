"""A page that `serve` shows, open in a browser while its programme is edited."""

from pathlib import Path

from playwright.sync_api import Browser, expect

from tests.cli.running import call
from tests.hosting.asking import asking
from tests.page.reading import Reader
from tests.serving.running import CITY, city, put, serving

PAGE = "city-day/en/"


def test_an_open_page_shows_what_is_saved_and_what_is_wrong(
    browser: Browser, tmp_path: Path
) -> None:
    file = city(tmp_path)
    with serving(tmp_path) as served:
        served.told("Ctrl-C")
        reader = Reader(browser, served.address)
        page = reader.open(PAGE)
        bar = page.locator("aside.notes")
        expect(page.get_by_text("Opening").first).to_be_visible()
        expect(bar).to_have_count(0)
        file.write_text(CITY.replace("Opening", "Beginning"), "utf-8")
        expect(page.get_by_text("Beginning").first).to_be_visible(timeout=20_000)
        file.write_text(f'{CITY}"<b>ten</b>": 1\n', "utf-8")
        expect(bar).to_be_visible(timeout=20_000)
        expect(bar).to_contain_text("<b>ten</b>")
        expect(page.get_by_text("Beginning").first).to_be_visible()
        file.write_text(CITY, "utf-8")
        expect(bar).to_have_count(0, timeout=20_000)
        expect(page.get_by_text("Opening").first).to_be_visible()
        reader.close()
    assert reader.faults == []
    assert {url.startswith(served.address) for url in reader.requests} == {True}


def test_a_page_is_not_loaded_again_and_again(browser: Browser, tmp_path: Path) -> None:
    """It may become younger while its bytes remain: that is no other page."""
    file = city(tmp_path)
    assert call("publish", file, "--to", tmp_path / "site").status == 0
    with serving(tmp_path) as served, asking(served.address) as ask:
        served.told("Ctrl-C")
        reader = Reader(browser, served.address)
        page = reader.open(PAGE)
        before = ask(f"/{PAGE}").headers
        put(file, CITY.replace("dates:", "ignore: [R404]\ndates:"))
        served.reads()
        after = ask(f"/{PAGE}").headers
        assert before["etag"] == after["etag"]
        assert before["last-modified"] != after["last-modified"]
        loads: list[str] = []
        page.on("load", lambda one: loads.append(one.url))
        for _ in range(4):
            with page.expect_response(lambda one: one.request.method == "HEAD", timeout=20_000):
                pass
        reader.close()
    assert reader.faults == []
    assert loads == []


def test_every_page_may_do_what_it_wants_to(browser: Browser, tmp_path: Path) -> None:
    city(tmp_path)
    with serving(tmp_path) as served:
        reader = Reader(browser, served.address)
        for path in ("", "city-day/", PAGE):
            page = reader.open(path)
            with page.expect_response(lambda one: one.request.method == "HEAD", timeout=20_000):
                pass
        reader.close()
    assert reader.faults == []
