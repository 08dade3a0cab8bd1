from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import FormatChecker

from calendar_tool.exporters.exchange import guid, uri


@pytest.mark.parametrize(
    ("address", "written"),
    [
        ("https://example.org/a?b=c#d", "https://example.org/a?b=c#d"),
        ("HTTP://Example.org", "HTTP://Example.org"),
        ("https://қазақстан.қаз/бет", "https://xn--80aaa0a6awh12ed.xn--80ao21a/%D0%B1%D0%B5%D1%82"),
        ("https://example.org/100%", "https://example.org/100%25"),
        ("https://example.org/%D0%B1", "https://example.org/%D0%B1"),
        ("https://example.org/[a]#b#c", "https://example.org/%5Ba%5D#b%23c"),
        ("https://" + "ю" * 70 + "/", "https://" + "%D1%8E" * 70 + "/"),
        ("mailto:a@example.org", None),
        ("javascript:alert(1)", None),
        ("https://a b", None),
        (None, None),
    ],
)
def test_an_address_becomes_a_uri_or_nothing(address: str | None, written: str | None) -> None:
    assert uri(address) == written


@given(st.text())
def test_a_uri_has_nothing_in_it_that_a_uri_has_no_room_for(path: str) -> None:
    found = uri(f"https://example.org/{path}")
    if found is not None:
        assert found.isascii()
        assert not set(found) & set(' <>"\\^`{|}[]\n')
        assert found.count("#") <= 1
        assert uri(found) == found
        FormatChecker().check(found, "uri")


def test_a_uid_that_is_no_uuid_becomes_one_and_always_the_same() -> None:
    seed = UUID(int=7)
    uuid = "0b4a5f2e-8d4b-5c54-9d43-d1f1d9c1a5b0"
    assert guid(seed, uuid) == uuid
    imported = guid(seed, "a@example.org")
    assert imported == guid(seed, "a@example.org") != guid(seed, "b@example.org")
    assert UUID(imported).version == 5
