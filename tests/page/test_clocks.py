"""What a page tells of the time: what is on now and next, and whose clocks it shows."""

import pytest

from tests.page.reading import Reader, shown

RU = "white-heron-festival-2027/ru/index.html"
EVERYTHING = "everything/ru/index.html"
AUTUMN = "autumn/ru/index.html"


def test_what_is_on_now_and_what_is_next_are_told(reader: Reader) -> None:
    page = reader.open(f"{EVERYTHING}?now=2019-11-15T10:40%2B06:00")
    live = page.locator(".event:has(> .body > .facts > .live)")
    chips = {
        one.locator(":scope > .body > h3").inner_text(): one.locator(".live").inner_text()
        for one in live.all()
    }
    assert chips == {
        "Фотовыставка": "сейчас",
        "Подписание меморандума о\xa0сотрудничестве на\xa02020–2023\xa0годы": "сейчас",
        "Кино под звёздами": "далее",
    }
    assert page.locator(".past").count() == 0
    page.locator("#to_now").click()
    assert page.evaluate("document.querySelector(':target').id") == "memo"


def test_now_is_where_an_hour_is_rather_than_what_is_open_all_day(reader: Reader) -> None:
    page = reader.open(f"{RU}?now=2027-05-22T18:40%2B05:00", width=1400)
    page.locator("#to_now").click()
    target = page.locator(".event:target")
    assert target.get_attribute("id") == "film-in-a-day"
    place, bar = target.bounding_box(), page.locator(".bar").bounding_box()
    assert place is not None
    assert bar is not None
    assert bar["y"] + bar["height"] <= place["y"] < 200
    page = reader.open(f"{RU}?now=2027-05-22T05:30%2B05:00")
    page.locator("#to_now").click()
    assert "06:00" in page.locator(".event:target > .time").inner_text()


def test_what_is_over_is_quiet_until_all_is_over(reader: Reader) -> None:
    page = reader.open(f"{EVERYTHING}?now=2019-11-16T03:00%2B06:00")
    past = page.locator(".past > .body > h3").all_inner_texts()
    assert "Кино под звёздами" in past
    assert "Клуб" in past
    page = reader.open(f"{EVERYTHING}?now=2020-11-16T03:00%2B06:00")
    assert page.locator(".past, .live").count() == 0


def test_a_night_belongs_to_the_evening_before(reader: Reader) -> None:
    page = reader.open(EVERYTHING)
    friday = page.locator("[data-day='2019-11-15']")
    club = friday.locator("#club")
    assert "в ночь на 16 ноября" in " ".join(club.inner_text().split())


def test_times_are_shown_in_the_readers_own_zone(reader: Reader) -> None:
    page = reader.open(EVERYTHING, timezone_id="America/New_York")
    memo, club = page.locator("#memo > .time"), page.locator("#club > .time")
    assert memo.inner_text().split() == ["10:30", "–", "10:50"]
    zone = page.locator("#clock_zone")
    zone.select_option("America/New_York")
    assert memo.inner_text().split() == ["23:30−1", "–", "23:50−1"]
    assert club.inner_text().split() == ["13:30−1", "–", "15:00−1"]
    assert "New York, UTC−5" in page.locator(".bar .zone_words").inner_text()
    assert shown(page, ".timetable") == []
    zone.select_option("Asia/Almaty")
    assert memo.inner_text().split() == ["10:30", "–", "10:50"]
    assert page.locator(".bar .zone_words").inner_text() == "Время\xa0— по\xa0Алматы, UTC+6"


def test_page_and_paper_say_whose_clocks_they_show(reader: Reader) -> None:
    page = reader.open(EVERYTHING, timezone_id="Asia/Tokyo")
    told = page.locator("footer .zone_words")
    assert told.inner_text() == "Время\xa0— по\xa0Алматы, UTC+6"
    page.locator("#clock_zone").select_option("Asia/Tokyo")
    page.emulate_media(media="print")
    assert page.locator("#memo > .time").inner_text().split() == ["13:30", "–", "13:50"]
    assert "по вашему времени: Tokyo, UTC+9" in told.inner_text()
    page.emulate_media(media="screen")
    page.locator("#clock_zone").select_option("Asia/Almaty")
    assert told.inner_text() == "Время\xa0— по\xa0Алматы, UTC+6"


def test_a_day_after_clocks_were_changed_says_which_zone_it_is_in(reader: Reader) -> None:
    page = reader.open(AUTUMN, timezone_id="Europe/Berlin")
    berlin = "время — по Берлину, UTC+1"
    assert shown(page, ".bar .zone_words") == ["Время — по Берлину, UTC+2"]
    assert shown(page, ".day .zone_words") == [berlin, berlin]
    assert shown(page, ".timetable h3") == [
        "Суббота, 24 октября",
        f"Воскресенье, 25 октября {berlin}",
        f"Понедельник, 26 октября {berlin}",
    ]


@pytest.mark.parametrize(
    ("zone", "usual", "other"),
    [
        ("Asia/Almaty", "Almaty, UTC+5", []),
        ("America/New_York", "New York, UTC−4", []),
        ("Europe/London", "London, UTC+1", ["London, UTC+0", "London, UTC+0"]),
    ],
)
def test_who_reads_in_another_zone_is_told_when_its_own_clocks_are_changed(
    reader: Reader, zone: str, usual: str, other: list[str]
) -> None:
    page = reader.open(AUTUMN, timezone_id=zone)
    page.locator("#clock_zone").select_option(zone)
    assert usual in page.locator(".bar .zone_words").inner_text()
    assert shown(page, ".day .zone_words") == other


def test_who_lives_in_the_zone_is_not_asked(reader: Reader) -> None:
    page = reader.open(EVERYTHING, timezone_id="Asia/Almaty")
    assert not page.locator("#clock_zone").is_visible()
