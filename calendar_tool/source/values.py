"""Text to value, one small function per kind of value; what cannot be read is a Mistake.

Knows one node at a time; must not know which key it belongs to.
"""

import re
from collections.abc import Callable
from enum import StrEnum
from typing import TypeVar
from urllib.parse import urlsplit
from uuid import UUID

from calendar_tool.model import Text
from calendar_tool.source.document import Node
from calendar_tool.source.fields import NO_LANGUAGE, Kind, Reading, Reported, Schema
from calendar_tool.source.mistake import Mistake
from calendar_tool.source.suggest import suggest
from calendar_tool.text import clean

T = TypeVar("T")
E = TypeVar("E", bound=StrEnum)

_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_DEVICES = re.compile(r"(con|prn|aux|nul|com[0-9]|lpt[0-9])")
_TAG = re.compile(r"[a-z]{2,3}(-[A-Za-z]{4})?(-([A-Z]{2}|[0-9]{3}))?(-[a-z0-9]{5,8})*")
_URL = re.compile(r"https?://[^\s/?#@:\[\]]+(:[0-9]{1,5})?([/?#]\S*)?", re.IGNORECASE)
_UNSAFE_URL = re.compile(
    '[\x00-\x20\x7f-\xa0\u2028\u2029<>"\\\\^`{|}\u200e\u200f\u202a-\u202e\u2066-\u2069]'
)
_EMAIL = re.compile(r"[^\s@<>\"]+@[^\s@<>\"]+\.[^\s@<>\"]+")
_COLOR = re.compile(r"#[0-9A-Fa-f]{6}")

#: Codes of countries that are written for their languages' by mistake.
_COUNTRIES = {"kz": "kk", "ua": "uk", "by": "be", "kg": "ky", "cz": "cs", "jp": "ja", "cn": "zh"}

#: Editors read YAML with types, so a play called `1984` is a number there.
_WORDS: Schema = {"type": ["string", "number"]}


def text_of(node: Node) -> str:
    """Return the characters of a scalar; raises Mistake for a list or a map."""
    if not isinstance(node.value, str):
        raise Mistake(f"S203.text-{node.kind}")
    return node.value


def _plain(node: Node, _reading: Reading) -> str:
    text = clean(text_of(node))
    if not text:
        raise Mistake("S206.blank")
    return text


def _language(text: str) -> str:
    """Return a BCP 47 tag (RFC 5646 2.1)."""
    if text in _COUNTRIES:
        language = _COUNTRIES[text]
        raise Mistake("I602.country", {"tag": text, "language": language}, fix=language)
    if not _TAG.fullmatch(text):
        raise Mistake("I602", {"tag": text})
    return text


def _text(node: Node, reading: Reading) -> Text:
    value = node.value
    if isinstance(value, str):
        return Text(((reading.languages[0], _plain(node, reading)),))
    if isinstance(value, list):
        raise Mistake("S203.text-list")
    pairs = []
    languages = reading.languages
    for tag, child in value.items():
        written = child.value
        if tag in languages and isinstance(written, str) and (text := clean(written)):
            pairs.append((tag, text))
            continue
        try:
            if tag not in languages:
                _listed(tag, reading)
            pairs.append((tag, _plain(child, reading)))
        except Mistake as mistake:
            if mistake.key.startswith("I602"):
                reading.add(mistake, child.key_span)
            else:
                reading.report(mistake, child)
    if not pairs:
        raise Mistake("S206.blank") if not value else Reported()
    if languages == NO_LANGUAGE:  # so that none is missing
        return Text(((NO_LANGUAGE[0], pairs[0][1]),))
    return Text(tuple(pairs))


def _listed(tag: str, reading: Reading) -> None:
    """Raise the mistake of a text in a language that the programme does not have."""
    _language(tag)
    if reading.languages != NO_LANGUAGE:
        raise Mistake("I602.unlisted", {"tag": tag, "languages": ", ".join(reading.languages)})


def from_text(read: Callable[[str], T], schema: Schema | None = None) -> Kind[T]:
    """Return the kind whose values a function reads from a scalar's text (stripped, not empty)."""

    def read_text(node: Node, _reading: Reading) -> T:
        text = text_of(node).strip()
        if not text:
            raise Mistake("S206.blank")
        return read(text)

    return Kind(read_text, schema or _WORDS)


def choice(words: type[E]) -> Kind[E]:
    """Return the kind that is one of a few words."""
    known = [word.value for word in words]

    def read(text: str) -> E:
        try:
            return words(text)
        except ValueError:
            found = suggest(text, known)
            values = {"value": text, "known": ", ".join(known)}
            if found is None:
                raise Mistake("S204", values) from None
            raise Mistake("S204.guess", {**values, "guess": found.word}, fix=found.word) from None

    return from_text(read, {"enum": known})


def list_of(kind: Kind[T]) -> Kind[tuple[T, ...]]:
    """Return the kind that is a list; one value alone stands for a list of one."""

    def read(node: Node, reading: Reading) -> tuple[T, ...]:
        items = node.value if isinstance(node.value, list) else [node]
        found = (reading.attempt(kind, item) for item in items)
        return tuple(value for value in found if value is not None)

    return Kind(read, {"anyOf": [kind.schema, {"type": "array", "items": kind.schema}]})


def slug(text: str) -> str:
    """Return an id: `[a-z0-9]+(-[a-z0-9]+)*`, at most 64 characters, no Windows device name."""
    if not _SLUG.fullmatch(text):
        raise Mistake("S206.slug", {"value": text})
    if len(text) > 64:
        raise Mistake("S206.slug-long", {"value": text, "length": len(text)})
    if _DEVICES.fullmatch(text):
        raise Mistake("S206.slug-device", {"value": text})
    return text


def _url(text: str) -> str:
    if _UNSAFE_URL.search(text) or not _URL.fullmatch(text):
        bare = re.fullmatch(r"(www\.)?[\w-]+(\.[\w-]+)+(/\S*)?", text)
        if bare:
            raise Mistake("S205.scheme", {"value": text}, fix=f"https://{text}")
        raise Mistake("S205", {"value": text})
    try:
        urlsplit(text)
    except ValueError:  # a host with a sign that means “/”, “?”, “#”, “@” or “:” to some readers
        raise Mistake("S205", {"value": text}) from None
    return text


def _secure_url(text: str) -> str:
    url = _url(text)
    if not url.lower().startswith("https://"):
        raise Mistake("S205.https", {"value": text}, fix=f"https{url[4:]}")
    return url if url.endswith("/") else f"{url}/"


def _image_source(text: str) -> str:
    """Return an address, or a relative path that stays inside the programme's folder."""
    if "://" in text:
        return _url(text)
    parts = text.split("/")
    if not text or "\\" in text or ":" in text or ".." in parts or parts[0] in ("", "~"):
        raise Mistake("S206.path", {"value": text})
    return text


def _email(text: str) -> str:
    if not _EMAIL.fullmatch(text):
        raise Mistake("S206.email", {"value": text})
    return text


def _color(text: str) -> str:
    if not _COLOR.fullmatch(text):
        raise Mistake("S206.color", {"value": text})
    return text.upper()


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise Mistake("S206.uuid", {"value": text}) from None


def _whole(text: str) -> int:
    if not re.fullmatch(r"[0-9]{1,9}", text) or int(text) == 0:
        raise Mistake("S206.whole", {"value": text})
    return int(text)


def _number(text: str) -> float:
    if not re.fullmatch(r"[0-9]{1,6}(\.[0-9]{1,6})?", text) or float(text) == 0:
        raise Mistake("S206.number", {"value": text})
    return float(text)


def _yes_no(text: str) -> bool:
    if text not in ("true", "false"):
        known = {"yes": "true", "да": "true", "иә": "true", "no": "false", "нет": "false"}
        raise Mistake("S206.yes-no", {"value": text}, fix=known.get(text.lower()))
    return text == "true"


def _one(text: str) -> int:
    if text != "1":
        raise Mistake("S206.format", {"value": text})
    return 1


def _uid(text: str) -> str:
    if not re.fullmatch(r"[\x21-\x7e]{1,254}", text):
        raise Mistake("S206.uid", {"value": text})
    return text


def _geo(node: Node, _reading: Reading) -> tuple[float, float]:
    items = node.value
    parts = (
        [text_of(n).strip() for n in items] if isinstance(items, list) else text_of(node).split(",")
    )
    if len(parts) != 2 or not all(re.fullmatch(r"\s*[-+]?\d{1,3}(\.\d+)?\s*", p) for p in parts):
        raise Mistake("S206.geo", {"value": ", ".join(parts)})
    latitude, longitude = (float(part) for part in parts)
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        raise Mistake("S206.geo-range", {"value": ", ".join(parts)})
    return latitude, longitude


def _code(text: str) -> str:
    if re.fullmatch(r"[YS]\d{3}|T301", text):
        raise Mistake("S206.ignore", {"code": text})
    if not re.fullmatch(r"[TRLIPN]\d{3}", text):
        raise Mistake("S206.code", {"value": text})
    return text


TEXT: Kind[Text] = Kind(
    _text, {"anyOf": [_WORDS, {"type": "object", "additionalProperties": _WORDS}]}
)
PLAIN: Kind[str] = Kind(_plain, _WORDS)
SLUG = from_text(
    slug, {"type": ["string", "number"], "maxLength": 64, "pattern": f"^{_SLUG.pattern}$"}
)
LANGUAGE = from_text(_language, {"type": "string"})
URL = from_text(_url, {"type": "string", "format": "uri"})
SITE = from_text(_secure_url, {"type": "string", "format": "uri"})
IMAGE_SOURCE = from_text(_image_source, {"type": "string"})
EMAIL = from_text(_email, {"type": "string", "format": "email"})
COLOR = from_text(_color, {"type": "string", "pattern": f"^{_COLOR.pattern}$"})
SEED = from_text(_uuid, {"type": "string", "format": "uuid"})
WHOLE = from_text(_whole, {"type": ["integer", "string"]})
NUMBER = from_text(_number, {"type": ["number", "string"]})
YES_NO = from_text(_yes_no, {"type": "boolean"})
FORMAT_1 = from_text(_one, {"const": 1})
UID = from_text(_uid, {"type": "string"})
CODE = from_text(_code, {"type": "string", "pattern": "^[TRLIPN][0-9]{3}$"})
GEO: Kind[tuple[float, float]] = Kind(
    _geo,
    {
        "anyOf": [
            {"type": "string"},
            {"type": "array", "items": {"type": "number"}, "minItems": 2, "maxItems": 2},
        ]
    },
)
