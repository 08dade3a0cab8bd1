"""Octets become nodes whose places are exact, and never anything worse than a diagnostic."""

import gc
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calendar_tool.diagnostics import Span
from calendar_tool.source.builder import MAX_DEPTH, MAX_NODES, Builder
from calendar_tool.source.decode import MAX_OCTETS
from calendar_tool.source.document import Document, Node, read
from calendar_tool.source.libyaml import events_without_libyaml
from tests.source.test_syntax import AFTER, BEFORE, GOOD, SILENT, TRAPS

PROGRAMME = """\
# comment
format: 1
title: {ru: Город, kk: 'Қала', en: "City",}
empty:
list:
- a   # note
-
  b: |
    one

    two

# note
  c: >-
    three

events:
  - id: first
    tags: [x, "y", []]
    emoji: \U0001f389 party
  - &second
    id: second
    long: one
      two
last: *second
"""


def texts(text: str) -> Node:
    root = read(text.encode()).root
    assert root is not None
    return root


def below(node: Node, *path: str | int) -> Node:
    for step in path:
        if isinstance(step, int):
            assert isinstance(node.value, list)
            node = node.value[step]
        else:
            assert isinstance(node.value, dict)
            node = node.value[step]
    return node


def walk(node: Node) -> Iterator[Node]:
    yield node
    if isinstance(node.value, dict):
        for child in node.value.values():
            yield from walk(child)
    elif isinstance(node.value, list):
        for child in node.value:
            yield from walk(child)


def plain(node: Node) -> object:
    if isinstance(node.value, dict):
        return {key: plain(child) for key, child in node.value.items()}
    return node.value if isinstance(node.value, str) else [plain(child) for child in node.value]


def outline(node: Node | None) -> object:
    return node and [
        (n.kind, n.value if n.kind == "text" else "", n.span, n.key_span, n.style, n.anchor)
        for n in walk(node)
    ]


def keys(document: Document) -> list[str]:
    return [diagnostic.key for diagnostic in document.diagnostics]


def test_every_scalar_is_text_with_all_its_characters() -> None:
    written = ["10:30", "09:30", "1:30:00", "2019-11-15", "2019-11-31", "010", "1_000", "1.10"]
    written += ["+77272", "NO", "no", "on", "~", "null", "0x1F", "1984", "1e3", ".inf"]
    root = texts("".join(f"- {word}\n" for word in written))
    assert plain(root) == written


def test_kinds_styles_and_values_are_those_of_the_text() -> None:
    root = texts(PROGRAMME)
    found = [
        (below(root, *path).kind, below(root, *path).style)
        for path in (
            (),
            ("title",),
            ("title", "ru"),
            ("title", "kk"),
            ("title", "en"),
            ("list",),
            ("list", 1, "b"),
            ("list", 1, "c"),
            ("events", 0, "tags"),
        )
    ]
    assert found == [
        ("map", "block"),
        ("map", "flow"),
        ("text", ""),
        ("text", "'"),
        ("text", '"'),
        ("list", "block"),
        ("text", "|"),
        ("text", ">"),
        ("list", "flow"),
    ]
    assert below(root, "list", 1, "b").value == "one\n\ntwo\n"
    assert below(root, "events", 1).anchor == "second"
    assert plain(below(root, "last")) == {"id": "second", "long": "one two"}
    assert (below(root, "empty").value, below(root, "empty").style) == ("", "")
    assert list(below(root, "title").value) == ["ru", "kk", "en"]


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_spans_are_exact_with_any_line_end_and_mark(line_end: str, mark: bytes) -> None:
    document = read(mark + PROGRAMME.replace("\n", line_end).encode())
    assert document.diagnostics == ()
    assert document.root is not None

    def written(*path: str | int) -> str:
        assert document.root is not None
        return document.text[slice(*below(document.root, *path).span)].replace(line_end, "\n")

    assert written("title") == "{ru: Город, kk: 'Қала', en: \"City\",}"
    assert written("title", "kk") == "'Қала'"
    assert written("empty") == ""
    assert written("list") == PROGRAMME[PROGRAMME.index("- a") : PROGRAMME.index("\n\nevents")]
    assert written("list", 0) == "a"
    assert written("list", 1, "b") == "|\n    one\n\n    two"
    assert written("list", 1, "c") == ">-\n    three"
    assert written("events", 0) == PROGRAMME[PROGRAMME.index("id: f") : PROGRAMME.index("\n  - &")]
    assert written("events", 0, "tags") == '[x, "y", []]'
    assert written("events", 0, "emoji") == "\U0001f389 party"
    assert written("events", 1).startswith("&second\n")
    assert written("events", 1, "long") == "one\n      two"
    assert written("last") == "*second"
    key = below(document.root, "events", 0, "tags").key_span
    assert document.text[slice(*key)] == "tags"
    item = below(document.root, "list", 0)
    assert item.key_span == Span(item.start, item.start)


def test_an_empty_value_is_right_after_its_colon() -> None:
    text = "a:\nb: {c: , d:   }\ne:   # note\n"
    root = texts(text)
    for path in (("a",), ("b", "c"), ("b", "d"), ("e",)):
        node = below(root, *path)
        assert node.span == Span(node.key_end + 1, node.key_end + 1)


def test_at_gives_the_place_of_the_last_node_on_the_way() -> None:
    root = texts(PROGRAMME)
    first = below(root, "events", 0)
    assert root.at("events", 0, "id") == below(first, "id").span
    assert root.at("events", 0, "venue", "name") == first.span
    assert root.at("events", 9) == below(root, "events").span
    assert root.at("events", -1) == below(root, "events").span
    assert root.at("events", "id") == below(root, "events").span
    assert root.at(0) == root.span
    assert root.at() == root.span
    assert root.at("format", "x", 1) == below(root, "format").span


def test_size_counts_aliases_as_what_they_stand_for() -> None:
    root = texts("a: &x [1, 2]\nb: *x\nc: [*x, *x]\n")
    assert root.size == 1 + 3 + 3 + 7
    assert "1" in repr(root)


def test_a_key_written_twice_keeps_its_first_value_and_names_both_places() -> None:
    text = "a: 1\nb: 2\na: 3\n"
    document = read(text.encode())
    (found,) = document.diagnostics
    assert (found.key, found.span, found.other) == ("Y105", Span(10, 11), Span(0, 1))
    assert document.root is not None
    assert plain(document.root) == {"a": "1", "b": "2"}


@pytest.mark.parametrize(
    ("encoding", "name"),
    [
        ("cp1251", "Windows-1251"),
        ("koi8-r", "KOI8-R"),
        ("cp866", "IBM 866"),
        ("mac-cyrillic", "MacCyrillic"),
        ("utf-16", "UTF-16"),
        ("utf-16-le", "UTF-16"),
        ("utf-16-be", "UTF-16"),
        ("utf-32", "UTF-32"),
        ("utf-32-le", "UTF-32"),
        ("utf-32-be", "UTF-32"),
    ],
)
def test_another_encoding_is_named_and_its_text_shown(encoding: str, name: str) -> None:
    text = "format: 1\ntitle: Дни Москвы в Алматы, выставка и концерт\n"
    document = read(text.encode(encoding))
    (found,) = document.diagnostics
    assert (found.key, found.values) == ("Y102", {"encoding": name})
    assert found.span == Span(text.index("Д"), text.index("Д") + 1)
    assert document.text == text
    assert document.root is None


def test_kazakh_and_western_encodings_are_told_apart() -> None:
    kazakh = "title: Алматыдағы Мәскеу күндері, көрме және қойылым"
    assert read(kazakh.encode("kz1048")).diagnostics[0].values == {"encoding": "KZ-1048"}
    western = "title: Café Zürich — Soirée à l'opéra"
    assert read(western.encode("cp1252")).diagnostics[0].values == {"encoding": "Windows-1252"}


def test_octets_damaged_in_a_utf8_file_are_told_and_the_rest_is_read() -> None:
    data = "title: Дни\nid: ".encode() + b"\xc4\xe5\nvenue: x: y\n"
    document = read(data)
    assert keys(document) == ["Y102.octets", "Y122"]
    assert document.text[slice(*document.diagnostics[0].span)] == "\ufffd\ufffd"


def test_half_a_surrogate_pair_is_told() -> None:
    document = read("title: x\ud83d\n".encode("utf-8", "surrogatepass"))
    assert keys(document) == ["Y103.surrogate"]
    assert document.diagnostics[0].span == Span(8, 11)


@pytest.mark.parametrize(
    ("character", "key", "fix"),
    [
        ("\0", "Y103", "title: ab"),
        ("\x0b", "Y103", "title: ab"),
        ("\x7f", "Y103", "title: ab"),
        ("\ufeff", "Y103", "title: ab"),
        ("\u2028", "Y104", "title: a b"),
        ("\u2029", "Y104", "title: a b"),
        ("\x85", "Y104", "title: a b"),
    ],
)
def test_a_character_that_cannot_stand_in_yaml_is_told(character: str, key: str, fix: str) -> None:
    document = read(f"id: x\n  \n  \ntitle: a{character}b  \nvenue: y\n".encode())
    (found,) = document.diagnostics
    assert (found.key, found.fix) == (key, fix)
    assert document.text[slice(*found.span)] == character
    assert document.root is not None
    assert list(document.root.value) == ["id", "title", "venue"]


def test_no_more_than_twenty_characters_are_told_one_by_one() -> None:
    assert len(read(b"a: " + b"\x01" * 1000).diagnostics) == 20
    assert len(read("a: é".encode() + b"\xff " * 1000).diagnostics) == 20


def test_a_file_beyond_16_mib_is_refused() -> None:
    document = read(b"#" * (MAX_OCTETS + 1))
    assert keys(document) == ["Y101"]
    assert document.root is None
    assert keys(read(b"\xef\xbb\xbf" + b"#" * MAX_OCTETS)) == ["Y101"]


@pytest.mark.parametrize("unit", ["[", "- ", "{a: ", "? "])
def test_a_million_levels_are_refused_without_harm(unit: str) -> None:
    document = read((unit * 1_000_000).encode())
    assert keys(document) == ["Y110"]
    assert document.diagnostics[0].values == {"limit": MAX_DEPTH}
    assert document.diagnostics[0].span.start == len(unit) * MAX_DEPTH
    assert document.root is None


def test_the_deepest_allowed_level_is_read() -> None:
    assert keys(read(("[" * MAX_DEPTH + "]" * MAX_DEPTH).encode())) == []
    assert keys(read(("[" * (MAX_DEPTH + 1) + "]" * (MAX_DEPTH + 1)).encode())) == ["Y110"]


def test_an_alias_bomb_is_refused_while_it_is_read() -> None:
    lines = ["a: &a [x, x, x, x, x, x, x, x, x]"]
    for name, before in zip("bcdefghi", "abcdefgh", strict=True):
        lines.append(f"{name}: &{name} [{', '.join([f'*{before}'] * 9)}]")
    document = read("\n".join(lines).encode())
    assert keys(document) == ["Y112"]
    assert document.diagnostics[0].values == {"limit": MAX_NODES}
    assert document.root is None


def test_too_many_values_are_refused() -> None:
    assert keys(read(b"[" + b"a," * MAX_NODES + b"]")) == ["Y112"]
    assert keys(read(b"[" + b"{}," * MAX_NODES + b"]")) == ["Y112"]


@pytest.mark.parametrize("text", ["a: b\n", "a: b: c\n", "[" * 99])
@pytest.mark.parametrize("on", [True, False])
def test_the_garbage_collector_is_left_as_it_was(text: str, on: bool) -> None:
    was_on = gc.isenabled()
    try:
        gc.enable() if on else gc.disable()
        read(text.encode())
        assert gc.isenabled() is on
    finally:
        gc.enable() if was_on else gc.disable()


FIXTURES = [
    PROGRAMME,
    *(f"{BEFORE}    {case[0]}\n{AFTER}" for case in [*TRAPS, *SILENT]),
    *(f"{BEFORE}    {written}\n{AFTER}" for written in GOOD if "\t" not in written),
]


@pytest.mark.parametrize("text", FIXTURES)
def test_libyaml_and_its_equal_in_python_give_the_same(text: str) -> None:
    fast, slow = Builder(text, text), Builder(text, text, (), events_without_libyaml)
    assert outline(fast.build()) == outline(slow.build())
    assert fast.found == slow.found
    assert (fast.failure is None) == (slow.failure is None)
    if fast.failure and slow.failure:
        assert fast.failure.last == slow.failure.last


PIECES = (
    "a¦ru¦title¦Ж¦\U0001f389¦ ¦  ¦\n¦\r\n¦\r¦\t¦: ¦:¦- ¦-¦–¦#¦ #¦'¦\"¦[¦]¦{¦}¦, ¦,¦&a¦ &a ¦*a¦!t ¦"
    "¦|¦|\n¦>¦>\n¦\xa0¦\u2028¦\0¦\\¦\\x¦<<¦? ¦---\n¦...\n¦%¦\n  ¦\n- ¦\n  - ¦\n    ¦a: b¦\na: ¦@¦`"
    "¦\ufeff¦\x85"
)
SNIPPETS = st.lists(st.sampled_from(PIECES.split("¦")), max_size=40).map("".join)


def check(data: bytes) -> Document:
    document = read(data)
    length = len(document.text)
    for diagnostic in document.diagnostics:
        assert 0 <= diagnostic.span.start <= diagnostic.span.end <= length
    for node in walk(document.root) if document.root else ():
        assert 0 <= node.start <= node.end <= length
        assert 0 <= node.key_start <= node.key_end <= length
    return document


@given(st.binary(max_size=300))
def test_no_octets_are_worse_than_a_diagnostic(data: bytes) -> None:
    document = check(data)
    assert document.root is not None or document.diagnostics


@given(st.text(max_size=200))
def test_no_text_is_worse_than_a_diagnostic(text: str) -> None:
    document = check(text.encode("utf-8", "surrogatepass"))
    assert document.root is not None or document.diagnostics


@given(SNIPPETS)
def test_nothing_like_yaml_is_worse_than_a_diagnostic(text: str) -> None:
    document = check(text.encode())
    assert document.root is not None or document.diagnostics
    for hole in document.blanked:
        document.has_lost(document.root or Node("", 0, ""))
        assert hole.start < hole.end


WORD = st.text(st.characters(codec="utf-8", categories=("L", "N")), min_size=1, max_size=8)


@given(
    st.lists(st.tuples(WORD, WORD), min_size=1, max_size=8, unique_by=lambda pair: pair[0]),
    st.sampled_from(["\n", "\r\n", "\r"]),
    st.sampled_from(["", "\ufeff"]),
    st.sampled_from(
        ["{key}: {text}", "{key}:   {text}  # note", "{key}: [{text}]", "? {key}{end}: {text}"]
    ),
)
def test_the_span_of_a_plain_text_slices_back_to_it(
    pairs: list[tuple[str, str]], end: str, mark: str, form: str
) -> None:
    lines = [form.format(key=key, text=text, end=end) for key, text in pairs]
    document = read((mark + end.join(lines)).encode())
    assert document.diagnostics == ()
    assert document.root is not None
    found = [node for node in walk(document.root) if node.kind == "text"]
    assert [document.text[slice(*node.span)] for node in found] == [text for _, text in pairs]
    assert [node.value for node in found] == [text for _, text in pairs]
    entries = list(walk(document.root))[1:] if "[" not in form else []
    assert all(document.text[slice(*node.key_span)] in dict(pairs) for node in entries)
