import pytest

from calendar_tool.exporters import phrases


@pytest.mark.parametrize(
    ("url", "short"),
    [
        ("https://www.days.example/almaty/", "days.example/almaty"),
        ("http://days.example", "days.example"),
        ("https://tickets.example/concerts/2019/november/soprano?from=days", "tickets.example"),
    ],
)
def test_an_address_is_as_one_would_type_it(url: str, short: str) -> None:
    assert phrases.short_address(url) == short


def test_addresses_become_links_and_the_stop_after_one_does_not() -> None:
    found = phrases.linked("Билеты: https://a.example/x?y=1, вход — http://b.example.")
    assert found == [
        ("Билеты: ", ""),
        ("https://a.example/x?y=1", "https://a.example/x?y=1"),
        (", вход — ", ""),
        ("http://b.example", "http://b.example"),
        (".", ""),
    ]


def test_only_web_addresses_become_links() -> None:
    assert phrases.linked("javascript:alert(1)") == [("javascript:alert(1)", "")]


def test_a_blank_line_starts_a_paragraph_and_a_line_end_does_not() -> None:
    assert phrases.paragraphs("one\nline\n\n \ntwo\n") == ["one\nline", "two"]
