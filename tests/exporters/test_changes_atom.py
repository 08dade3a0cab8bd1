from datetime import UTC, datetime, timedelta

from hypothesis import given

from calendar_tool.changes import compare
from calendar_tool.exporters.changes.atom import render
from calendar_tool.exporters.news import notices
from calendar_tool.model import Status, Text
from calendar_tool.told import Told
from tests.changes.entries import changed, entry, hostile, state, states
from tests.exporters.atom_rules import read, texts
from tests.programmes import full, programme, text, timed

NOW = datetime(2019, 11, 12, 8, 30, tzinfo=UTC)
PUBLISHED = programme(url="https://дни.example/almaty")

GALA, TOUR = entry(), entry("tour", timed(16, "10:00"), "Экскурсия")
FIRST = notices(
    compare(
        state(GALA, TOUR),
        state(
            changed(GALA, when=timed(16, "19:00", "21:00")),
            changed(TOUR, status=Status.CANCELLED, notice=text("дождь")),
        ),
    ),
    2,
    NOW,
    ("ru",),
)


def test_a_feed_tells_each_change_in_words() -> None:
    feed = read(render(PUBLISHED, "ru", FIRST, NOW))
    lines = [
        "Отменено: Экскурсия (сб 16 ноября, 10:00) — дождь",
        "Перенесено: Гала-концерт — сб 16 ноября, 19:00 (было 18:00)",
    ]
    assert texts(feed, "//a:entry/a:title") == texts(feed, "//a:entry/a:content") == lines
    assert texts(feed, "/a:feed/a:title") == ["Дни Москвы в Алматы: изменения"]
    assert texts(feed, "//a:updated") == ["2019-11-12T08:30:00Z"] * 3
    assert feed.get("{http://www.w3.org/XML/1998/namespace}lang") == "ru"


def test_links_lead_to_the_feed_itself_to_the_page_and_to_the_event_on_it() -> None:
    feed = read(render(PUBLISHED, "ru", FIRST, NOW))
    page = "https://xn--d1aio.example/almaty/ru/"
    assert [link.get("href") for link in feed.iter("{*}link")] == [
        f"{page}changes.atom", page, f"{page}#tour", f"{page}#gala"
    ]  # fmt: skip
    assert not list(read(render(programme(), "ru", FIRST, NOW)).iter("{*}link"))


def test_an_entry_keeps_its_id_whatever_comes_later() -> None:
    later = NOW + timedelta(days=1)
    second = notices(compare(state(GALA), {}), 3, later, ("ru",))
    before = read(render(PUBLISHED, "ru", FIRST, NOW))
    after = read(render(PUBLISHED, "ru", (*second, *FIRST), later))
    assert texts(after, "//a:entry/a:id")[1:] == texts(before, "//a:entry/a:id")
    assert texts(after, "/a:feed/a:id") == texts(before, "/a:feed/a:id")
    assert texts(after, "/a:feed/a:updated") == ["2019-11-13T08:30:00Z"]


def test_each_language_is_a_feed_of_its_own() -> None:
    both = notices(compare({}, state(GALA)), 2, NOW, ("ru", "en"))
    russian, english = (read(render(PUBLISHED, tag, both, NOW)) for tag in ("ru", "en"))
    assert set(texts(russian, "//a:id")).isdisjoint(texts(english, "//a:id"))
    assert texts(english, "//a:entry/a:title") == [
        "Added: Гала-концерт — Sat 16 November, 18:00–20:00"
    ]


def test_a_feed_without_changes_is_a_feed() -> None:
    feed = read(render(PUBLISHED, "ru", (), NOW))
    assert texts(feed, "//a:updated") == ["2019-11-12T08:30:00Z"]
    assert texts(feed, "//a:entry") == []


def test_the_organizers_are_the_author() -> None:
    told = full()
    named = programme(people=told.people, organizer=("mayor", "unknown"))
    assert texts(read(render(named, "ru", (), NOW)), "//a:name") == ["Ержан Бабакумаров"]
    assert texts(read(render(programme(), "ru", (), NOW)), "//a:name") == ["Дни Москвы в Алматы"]


@given(states(hostile), states(hostile), hostile)
def test_any_text_makes_a_feed_that_can_be_read(
    before: dict[str, Told], after: dict[str, Told], title: str
) -> None:
    told = notices(compare(before, after), 2, NOW, ("ru", "kk"))
    feed = read(render(programme(title=Text((("ru", title),))), "ru", told, NOW))
    assert len(texts(feed, "//a:entry")) == len(told)
