"""Values, one kind at a time."""

from enum import StrEnum
from typing import Any
from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calendar_tool.model import Text
from calendar_tool.source import values
from calendar_tool.source.document import read
from calendar_tool.source.fields import Kind, Reading
from calendar_tool.source.mistake import Mistake
from calendar_tool.text import clean


def kept(kind: Kind[Any], written: str, languages: tuple[str, ...] = ("en", "ru")) -> Any:
    """Return the value of a piece of YAML; raises Mistake."""
    document = read(f"key: {written}\n".encode())
    assert document.root is not None
    assert isinstance(document.root.value, dict)
    reading = Reading(document)
    reading.languages = languages
    value = kind.read(document.root.value["key"], reading)
    assert reading.diagnostics == list(document.diagnostics)
    return value


def quoted(text: str) -> str:
    return '"' + "".join(rf"\U{ord(char):08x}" for char in text) + '"'


def refused(kind: Kind[Any], written: str) -> Mistake:
    with pytest.raises(Mistake) as caught:
        kept(kind, written)
    return caught.value


@pytest.mark.parametrize(
    ("kind", "good", "value"),
    [
        (values.SLUG, "a", "a"),
        (values.SLUG, "2026", "2026"),
        (values.SLUG, "city-day-2026", "city-day-2026"),
        (values.SLUG, "' padded '", "padded"),
        (values.SLUG, "a" * 64, "a" * 64),
        (values.LANGUAGE, "kk-Cyrl-KZ", "kk-Cyrl-KZ"),
        (values.LANGUAGE, "es-419", "es-419"),
        (values.LANGUAGE, "sl-rozaj", "sl-rozaj"),
        (values.URL, "https://example.org", "https://example.org"),
        (values.URL, "HTTP://Example.org:8080/a?b#c", "HTTP://Example.org:8080/a?b#c"),
        (values.URL, "https://пример.рф/путь", "https://пример.рф/путь"),
        (values.SITE, "https://example.org/2026/", "https://example.org/2026/"),
        (values.SITE, "https://example.org/2026", "https://example.org/2026/"),
        (values.IMAGE_SOURCE, "images/poster 1.jpg", "images/poster 1.jpg"),
        (values.IMAGE_SOURCE, "./a.png", "./a.png"),
        (values.EMAIL, "info@example.org", "info@example.org"),
        (values.COLOR, "'#ad1457'", "#AD1457"),
        (values.WHOLE, "250", 250),
        (values.WHOLE, "007", 7),
        (values.NUMBER, "4.5", 4.5),
        (values.NUMBER, "20", 20.0),
        (values.YES_NO, "true", True),
        (values.YES_NO, "false", False),
        (values.FORMAT_1, "1", 1),
        (values.UID, "0400/008200E@host", "0400/008200E@host"),
        (values.CODE, "L502", "L502"),
        (values.PLAIN, "no", "no"),
        (values.PLAIN, "0123", "0123"),
        (values.PLAIN, "10:30", "10:30"),
        (values.PLAIN, "|\n  a\n  b\n", "a\nb"),
    ],
)  # fmt: skip
def test_a_good_value(kind: Kind[Any], good: str, value: object) -> None:
    assert kept(kind, good) == value


@pytest.mark.parametrize(
    ("kind", "wrong", "key", "fix"),
    [
        (values.SLUG, "City", "S206.slug", None),
        (values.SLUG, "a--b", "S206.slug", None),
        (values.SLUG, "-a", "S206.slug", None),
        (values.SLUG, "день", "S206.slug", None),
        (values.SLUG, "a_b", "S206.slug", None),
        (values.SLUG, "''", "S206.blank", None),
        (values.SLUG, "a" * 65, "S206.slug-long", None),
        (values.SLUG, "lpt1", "S206.slug-device", None),
        (values.SLUG, "[a]", "S203.text-list", None),
        (values.SLUG, "{a: b}", "S203.text-map", None),
        (values.LANGUAGE, "kz", "I602.country", "kk"),
        (values.LANGUAGE, "RU", "I602", None),
        (values.LANGUAGE, "ru_RU", "I602", None),
        (values.LANGUAGE, "русский", "I602", None),
        (values.URL, "example.org", "S205.scheme", "https://example.org"),
        (values.URL, "www.example.org/a", "S205.scheme", "https://www.example.org/a"),
        (values.URL, "javascript:alert(1)", "S205", None),
        (values.URL, "data:text/html,x", "S205", None),
        (values.URL, "//example.org/", "S205", None),
        (values.URL, "https://", "S205", None),
        (values.URL, "https:///path", "S205", None),
        (values.URL, "https://user@example.org/", "S205", None),
        (values.URL, "https://user:secret@example.org/", "S205", None),
        (values.URL, "https://[::1/", "S205", None),
        (values.URL, "https://example.org／x", "S205", None),
        (values.URL, "https://example.org：80/", "S205", None),
        (values.URL, "https://℀.example/", "S205", None),
        (values.URL, "https://example.org:port/", "S205", None),
        (values.URL, '"https://example.org/\\u202Egpj"', "S205", None),
        (values.URL, "'https://example.org/<script>'", "S205", None),
        (values.URL, '"https://example.org/\\n"', None, None),
        (values.SITE, "http://example.org/", "S205.https", "https://example.org/"),
        (values.IMAGE_SOURCE, "../poster.jpg", "S206.path", None),
        (values.IMAGE_SOURCE, "images/../../x.jpg", "S206.path", None),
        (values.IMAGE_SOURCE, "/etc/passwd", "S206.path", None),
        (values.IMAGE_SOURCE, "~/x.jpg", "S206.path", None),
        (values.IMAGE_SOURCE, "'C:x.jpg'", "S206.path", None),
        (values.IMAGE_SOURCE, "a\\b.jpg", "S206.path", None),
        (values.IMAGE_SOURCE, "ftp://example.org/x.jpg", "S205", None),
        (values.EMAIL, "info@example", "S206.email", None),
        (values.EMAIL, "'<a@b.kz>'", "S206.email", None),
        (values.COLOR, "'#FFF'", "S206.color", None),
        (values.WHOLE, "1.5", "S206.whole", None),
        (values.WHOLE, "-1", "S206.whole", None),
        (values.WHOLE, "٣", "S206.whole", None),
        (values.WHOLE, "1234567890", "S206.whole", None),
        (values.NUMBER, "0", "S206.number", None),
        (values.NUMBER, "4,5", "S206.number", None),
        (values.NUMBER, "nan", "S206.number", None),
        (values.YES_NO, "Yes", "S206.yes-no", "true"),
        (values.YES_NO, "нет", "S206.yes-no", "false"),
        (values.YES_NO, "perhaps", "S206.yes-no", None),
        (values.FORMAT_1, "1.0", "S206.format", None),
        (values.UID, "a" * 255, "S206.uid", None),
        (values.UID, "уид", "S206.uid", None),
        (values.CODE, "Y101", "S206.ignore", None),
        (values.CODE, "S201", "S206.ignore", None),
        (values.CODE, "T301", "S206.ignore", None),
        (values.CODE, "T301.year", "S206.code", None),
        (values.CODE, "l502", "S206.code", None),
        (values.PLAIN, "' '", "S206.blank", None),
    ],
)
def test_a_wrong_value(kind: Kind[Any], wrong: str, key: str | None, fix: str | None) -> None:
    if key is None:  # white space around it is nobody's mistake
        assert kept(kind, wrong)
        return
    mistake = refused(kind, wrong)
    assert (mistake.key, mistake.fix) == (key, fix)


def test_a_country_for_a_language_is_known_as_one() -> None:
    assert refused(values.LANGUAGE, "ua").values == {"tag": "ua", "language": "uk"}


@given(st.text())
def test_an_accepted_address_is_one_that_browsers_read_alike(text: str) -> None:
    for written in (text, f"https://{text}", f"https://example.org{text}"):
        try:
            url = kept(values.URL, quoted(written))
        except Mistake:
            continue
        parts = urlsplit(url)
        assert parts.scheme.lower() in ("http", "https")
        assert parts.hostname
        assert parts.username is None
        assert not set(url) & set("<>\"' \n\t\u202e") - {"'"}


@given(st.text(alphabet="./~\\:ab", max_size=12))
def test_an_accepted_path_stays_beside_the_programme(text: str) -> None:
    try:
        path = kept(values.IMAGE_SOURCE, quoted(text))
    except Mistake:
        return
    assert ".." not in path.split("/")
    assert not path.startswith(("/", "~/"))
    assert not set(path) & set("\\:")


@given(st.text(max_size=80))
def test_an_accepted_id_is_a_file_name_everywhere(text: str) -> None:
    try:
        slug = kept(values.SLUG, quoted(text))
    except Mistake:
        return
    assert slug.isascii()
    assert slug == slug.lower() == text.strip()
    assert len(slug) <= 64


class Fruit(StrEnum):
    APPLE = "apple"
    PEAR = "pear"


FRUIT = values.choice(Fruit)


def test_one_of_a_few_words() -> None:
    assert kept(FRUIT, "apple") is Fruit.APPLE
    near = refused(FRUIT, "aple")
    assert (near.key, near.fix) == ("S204.guess", "apple")
    assert near.values == {"value": "aple", "known": "apple, pear", "guess": "apple"}
    far = refused(FRUIT, "stone")
    assert (far.key, far.fix) == ("S204", None)
    assert far.values == {"value": "stone", "known": "apple, pear"}
    assert FRUIT.schema == {"enum": ["apple", "pear"]}


def test_a_list_of_one_may_be_the_value_alone() -> None:
    assert kept(values.list_of(values.WHOLE), "5") == (5,)
    assert kept(values.list_of(values.WHOLE), "[5, 6]") == (5, 6)
    assert kept(values.list_of(values.WHOLE), "[]") == ()


def test_each_wrong_item_of_a_list_is_told_of_and_the_others_are_kept() -> None:
    document = read(b"key: [1, x, 3, y]\n")
    assert document.root is not None
    assert isinstance(document.root.value, dict)
    reading = Reading(document)
    kind = values.list_of(values.WHOLE)
    assert kind.read(document.root.value["key"], reading) == (1, 3)
    assert [one.span.start for one in reading.diagnostics] == [9, 15]


def test_a_text_is_in_the_first_language_or_in_those_written() -> None:
    assert kept(values.TEXT, "Day") == Text((("en", "Day"),))
    assert kept(values.TEXT, "{ru: День, en: Day}") == Text((("ru", "День"), ("en", "Day")))
    assert kept(values.TEXT, "2026") == Text((("en", "2026"),))


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("{kz: А}", "I602.country"),
        ("{kk: А}", "I602.unlisted"),
        ("{Russian: А}", "I602"),
        ("{en: ''}", "S206.blank"),
        ("{en: }", "S206.blank"),
        ("{en: [A]}", "S203.text-list"),
        ("{en: {ru: A}}", "S203.text-map"),
    ],
)
def test_a_translation_that_nobody_can_read(written: str, key: str) -> None:
    document = read(f"key: {written}\n".encode())
    assert document.root is not None
    assert isinstance(document.root.value, dict)
    reading = Reading(document)
    reading.languages = ("en", "ru")
    with pytest.raises(Mistake):
        values.TEXT.read(document.root.value["key"], reading)
    assert [one.key for one in reading.diagnostics] == [key]


def test_a_text_of_nothing_is_refused() -> None:
    assert refused(values.TEXT, "{}").key == "S206.blank"
    assert refused(values.TEXT, "''").key == "S206.blank"
    assert refused(values.TEXT, "[A]").key == "S203.text-list"


@given(st.text(max_size=40))
def test_texts_pass_the_cleaner(text: str) -> None:
    if clean(text):
        assert str(kept(values.TEXT, quoted(text))) == clean(text)
    else:
        assert refused(values.TEXT, quoted(text)).key == "S206.blank"
