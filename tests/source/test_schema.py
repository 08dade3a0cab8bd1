"""The JSON Schema, the reference, the hints of editors and the tables that read are one."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from calendar_tool.source.schema import TABLES, json_schema
from calendar_tool.wording import COMPLETE, words

ROOT = Path(__file__).parents[2]
PROGRAMMES = sorted((ROOT / "events").glob("*.yaml"))
FESTIVAL = ROOT / "events" / "white-heron-festival-2027.yaml"


class _Yaml12(yaml.SafeLoader):
    """What an editor sees: YAML 1.2 knows numbers, true and false, but neither dates nor 10:30."""


_Yaml12.yaml_implicit_resolvers = {}
_Yaml12.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("true|false"), None)
_Yaml12.add_implicit_resolver("tag:yaml.org,2002:int", re.compile(r"[-+]?[0-9]+\Z"), None)
_Yaml12.add_implicit_resolver("tag:yaml.org,2002:float", re.compile(r"[-+]?[0-9]+\.[0-9]+\Z"), None)


def as_editors_see_it(text: str) -> Any:
    return yaml.load(text, _Yaml12)  # noqa: S506 - a SafeLoader


def schema(language: str = "en") -> dict[str, Any]:
    return json_schema(words(language).describe)


def complaints(value: Any) -> list[str]:
    validator = Draft202012Validator(schema())
    return [error.json_path for error in validator.iter_errors(value)]


@pytest.mark.parametrize("language", COMPLETE)
def test_the_schema_is_a_schema(language: str) -> None:
    Draft202012Validator.check_schema(schema(language))
    assert json.loads(json.dumps(schema(language))) == schema(language)


@pytest.mark.parametrize("path", PROGRAMMES, ids=lambda path: path.stem)
def test_real_programmes_fit_the_schema(path: Path) -> None:
    assert complaints(as_editors_see_it(path.read_text(encoding="utf-8"))) == []


def _festival() -> Any:
    return as_editors_see_it(FESTIVAL.read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    "place",
    ["$", "$.events[0]", "$.venues.park", "$.venues.park.rooms.meadow", "$.people.town",
     "$.tracks.nature", "$.feeds[0]", "$.feeds[0].select", "$.contact", "$.logo", "$.defaults"],
)  # fmt: skip
def test_a_misspelt_key_does_not_fit(place: str) -> None:
    whole = _festival()
    record = whole
    for step in re.findall(r"\w+", place):
        record = record[int(step) if step.isdecimal() else step]
    record["titel"] = "x"
    assert any(found.startswith(place.partition(".rooms")[0]) for found in complaints(whole))


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("format", 2),
        ("id", "City Day"),
        ("id", "a" * 65),
        ("title", ["x"]),
        ("title", {"en": ["x"]}),
        ("languages", {"en": "x"}),
        ("color", "#FFF"),
        ("venues", ["park"]),
        ("events", {"a": 1}),
        ("ignore", ["T3"]),
        ("feeds", [{"id": "x"}]),
    ],
)
def test_a_wrong_value_does_not_fit(key: str, value: object) -> None:
    assert complaints({**_festival(), key: value})


def test_what_is_required_is_required() -> None:
    for key in TABLES["programme"].required:
        whole = _festival()
        del whole[key]
        assert complaints(whole) == ["$"]


@pytest.mark.parametrize("language", COMPLETE)
def test_every_key_has_a_description_in_every_language(language: str) -> None:
    found = schema(language)
    for name, record in {**found["$defs"], "programme": found}.items():
        for key, value in record.get("properties", {}).items():
            assert value["description"], (name, key)


def test_descriptions_are_translated() -> None:
    english, *others = (schema(language)["properties"] for language in COMPLETE)
    for other in others:
        same = {key for key in english if other[key]["description"] == english[key]["description"]}
        assert same == set()


@pytest.mark.parametrize("language", COMPLETE)
def test_nothing_else_is_described(language: str) -> None:
    path = ROOT / "calendar_tool" / "wording" / language / "keys.toml"
    described = set(re.findall(r"^\[(\w+)\]", path.read_text(encoding="utf-8"), re.MULTILINE))
    assert described == set(TABLES) - {"defaults"}
    for name in described:
        text = path.read_text(encoding="utf-8").partition(f"\n[{name}]\n")[2].partition("\n[")[0]
        keys = re.findall(r"^(\w+) =", text, re.MULTILINE)
        assert sorted(keys) == sorted(TABLES[name].fields)


# -- the reference


#: The table of the reference that tells of a record, by its heading.
SECTIONS = {
    "programme": "The head",
    "venue": "Places",
    "person": "People",
    "track": "Tracks",
    "event": "Events",
    "repeat": "Repetition",
    "feed": "Calendars of your own choice",
}

#: The row of such a table that tells of a smaller record.
ROWS = {
    "contact": ("programme", "contact"),
    "image": ("programme", "logo"),
    "defaults": ("programme", "defaults"),
    "room": ("venue", "rooms"),
    "change": ("repeat", "changes"),
    "select": ("feed", "select"),
    "tickets": ("event", "tickets"),
    "staff": ("event", "staff"),
}


def _reference() -> str:
    return (ROOT / "docs" / "format.md").read_text(encoding="utf-8")


def _rows(record: str) -> dict[str, str]:
    """Return the rows of the first table under a heading, by key."""
    section = _reference().partition(f"\n## {SECTIONS[record]}\n")[2].partition("\n## ")[0]
    table = section.partition("| key |")[2].partition("\n\n")[0]
    rows = [row.split(" | ", 1) for row in table.split("\n|")[2:]]
    return {key: row for keys, row in rows for key in re.findall(r"`(\w+)`", keys)}


@pytest.mark.parametrize("record", SECTIONS)
def test_the_reference_tells_of_every_key_and_of_no_other(record: str) -> None:
    assert sorted(_rows(record)) == sorted(TABLES[record].fields)


@pytest.mark.parametrize("record", [name for name in ROWS if name != "defaults"])
def test_a_row_of_the_reference_tells_of_every_key_of_a_smaller_record(record: str) -> None:
    table, key = ROWS[record]
    named = set(re.findall(r"`(\w+):?[^`]*`", _rows(table)[key]))
    assert named >= set(TABLES[record].fields)


def test_the_reference_tells_what_defaults_cannot_hold() -> None:
    row = _rows("programme")["defaults"].partition("Not ")[2]
    assert set(re.findall(r"`(\w+)`", row)) == {"id", "uid", "title", "when", "previous",
                                                "previous_venue", "events"}  # fmt: skip


def test_the_reference_shows_a_link() -> None:
    section = _reference().partition("### Pictures and links")[2].partition("\n## ")[0]
    assert set(re.findall(r"^ *-? (\w+):", section, re.MULTILINE)) >= set(TABLES["link"].fields)


def test_every_required_key_is_marked_as_such() -> None:
    for record in SECTIONS:
        marked = {key for key, row in _rows(record).items() if "**required**" in row}
        conditional = {"when"} if record == "event" else set()
        assert marked == set(TABLES[record].required) | conditional


def test_every_word_that_may_stand_somewhere_is_in_the_reference() -> None:
    found = schema()
    for name, record in {**found["$defs"], "programme": found}.items():
        for key, value in record.get("properties", {}).items():
            for choice in _choices(value):
                assert f"`{choice}`" in _reference(), (name, key, choice)


def _choices(found: Any) -> Iterator[str]:
    if isinstance(found, dict):
        yield from found.get("enum", ())
        for below in found.values():
            yield from _choices(below)
    elif isinstance(found, list):
        for below in found:
            yield from _choices(below)


# -- the example of everything


def _used(value: Any, found: Any, name: str, defs: Any) -> Iterator[tuple[str, str]]:
    """Yield the record and key of everything written in a file, as the schema leads to it."""
    if "$ref" in found:
        name = found["$ref"].rpartition("/")[2]
        yield from _used(value, defs[name], name, defs)
    for other in found.get("anyOf", ()):
        yield from _used(value, other, name, defs)
    if isinstance(value, list) and "items" in found:
        for item in value:
            yield from _used(item, found["items"], name, defs)
    if isinstance(value, dict) and found.get("type") == "object":
        for key, below in value.items():
            known = found.get("properties", {})
            if key in known:
                yield name, key
                yield from _used(below, known[key], name, defs)
            elif isinstance(found["additionalProperties"], dict):
                yield from _used(below, found["additionalProperties"], name, defs)


def test_the_festival_shows_every_key() -> None:
    found = schema()
    used = set(_used(_festival(), found, "programme", found["$defs"]))
    known = {(name, key) for name, table in TABLES.items() for key in table.fields}
    assert {(name, key) for name, key in known - used if name != "defaults"} == set()
