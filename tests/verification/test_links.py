"""Pages whose links lead nowhere are found before anybody follows them."""

import pytest

from calendar_tool.errors import CalendarToolError
from calendar_tool.verification import verify
from tests.verification.feeds import FEED

OTHERS = {
    "index.html": b"<!doctype html><p>\xd2\x9a",
    "city/en/all.ics": FEED,
    "city/en/index.html": b"",
    "city/index.html": b"",
    "city/fonts/noto sans.woff2": b"",
}


def check(path: str, content: str) -> None:
    verify({**OTHERS, path: content.encode()})


FOUND = [
    "all.ics",
    "./all.ics",
    "../index.html",
    "../",
    "..",
    ".",
    "../../",
    "../fonts/noto%20sans.woff2",
    "all.ics?v=1#top",
    "#top",
    "",
    "?day=1",
    "https://example.org/no.ics",
    "//example.org/no.ics",
    "webcal://example.org/no.ics",
    "mailto:a@example.org",
    "data:image/png;base64,AA==",
]

LOST = ["no.ics", "../all.ics", "../../../index.html", "..%2f..%2f..%2fa", "../fonts/", "..."]


@pytest.mark.parametrize("link", FOUND)
def test_links_that_lead_somewhere_are_accepted(link: str) -> None:
    for attribute in ("a href", "img src", "video poster", "img srcset"):
        check("city/en/page.html", f'<{attribute}="{link}">')
    check("city/en/page.html", f'<meta http-equiv="Refresh" content="0; url={link}">')
    check(
        "city/en/changes.atom",
        f'<feed xmlns="http://www.w3.org/2005/Atom"><link href="{link}"/></feed>',
    )


@pytest.mark.parametrize("link", LOST)
@pytest.mark.parametrize(
    "html",
    [
        '<p><a class=x href="{}">A</a>',
        "<link rel=alternate href={}>",
        '<img src="{}"/>',
        '<img srcset="all.ics 1x, {} 2x">',
        '<meta http-equiv="refresh" content="0; URL=\'{}\'">',
        '<svg><use xlink:href="all.ics" href="{}"/></svg>',
    ],
)
def test_links_of_a_page_that_lead_nowhere_are_found(html: str, link: str) -> None:
    with pytest.raises(CalendarToolError) as caught:
        check("city/en/page.html", html.format(link))
    assert str(caught.value) == f"city/en/page.html: {link!r} leads to no file of the site"


@pytest.mark.parametrize("link", LOST)
def test_links_of_a_feed_that_lead_nowhere_are_found(link: str) -> None:
    with pytest.raises(CalendarToolError, match="leads to no file"):
        check(
            "city/en/changes.atom",
            f'<feed xmlns="http://www.w3.org/2005/Atom"><link href="{link}"/></feed>',
        )


def test_a_link_is_followed_from_every_folder() -> None:
    with pytest.raises(CalendarToolError, match=r"^b/page\.html"):
        verify(
            {
                "a/page.html": b"<a href=x.txt>",
                "a/x.txt": b"",
                "b/page.html": b"<a href=x.txt>",
            }
        )


def test_a_link_to_the_root_of_a_server_is_found() -> None:
    with pytest.raises(CalendarToolError, match="root of a server"):
        check("page.html", '<a href="/index.html">')


def test_links_in_scripts_and_comments_are_none() -> None:
    check("page.html", "<script>'<a href=no>'</script><!-- <a href=no> -->")


@pytest.mark.parametrize("path", ["changes.atom", "schedule.xml"])
def test_what_is_no_xml_is_found(path: str) -> None:
    check(path, "<schedule/>")
    for content in ("", "<schedule>", "<a/><b/>", "<a>\x0b</a>", "<a>&nbsp;</a>"):
        with pytest.raises(CalendarToolError, match=f"{path}: not XML"):
            check(path, content)


def test_what_is_no_json_is_found() -> None:
    check("schedule.json", '{"a": [1, "ә"]}')
    for content in ("", "{", '{"a": NaN}', "{} {}"):
        with pytest.raises(CalendarToolError, match=r"schedule\.json: not JSON"):
            check("schedule.json", content)
