"""Each trap of YAML has a sentence of its own, at the right line, with the line mended."""

import pytest

from calendar_tool.diagnostics import WARNINGS, Diagnostic
from calendar_tool.source.document import read

BEFORE = "format: 1\nevents:\n  - id: first\n    when: 1 Sep\n"
AFTER = "    venue: hall\n  - title: Второе\n    when: 2 Sep\n"

TRAPS = [
    # what is written in an event, the code, the line within, the mended line
    ("title: Концерт: SOPRANO", "Y122", 1, "title: 'Концерт: SOPRANO'"),
    ("title: {ru: а: б, en: c}", "Y122", 1, "title: {ru: 'а: б', en: c}"),
    ('title: "SOPRANO" Турецкого', "Y127", 1, "title: '\"SOPRANO\" Турецкого'"),
    ('title: "Он сказал "да" ей"', "Y127", 1, "title: 'Он сказал \"да\" ей'"),
    ('title: "А" и "Б"', "Y127", 1, 'title: \'"А" и "Б"\''),
    ("title: 'it's'", "Y127", 1, "title: 'it''s'"),
    ('title: "два\n      слова" и ещё', "Y127", 1, None),
    ("title: [18+] Вечер", "Y128", 1, "title: '[18+] Вечер'"),
    ("title: *Звёзды*", "Y124", 1, "title: '*Звёзды*'"),
    ("title: *bold* text", "Y124", 1, "title: '*bold* text'"),
    ("title: *bold text", "Y124", 1, "title: '*bold text'"),
    ("title: @home  # note", "Y124", 1, "title: '@home'  # note"),
    ("title: `x`", "Y124", 1, "title: '`x`'"),
    ("title: %x", "Y124", 1, "title: '%x'"),
    ("title: &Звёзды", "Y124", 1, "title: '&Звёзды'"),
    ("title: !Внимание", "Y124", 1, "title: '!Внимание'"),
    ("title: , да", "Y124", 1, "title: ', да'"),
    ("title: ] да", "Y124", 1, "title: '] да'"),
    ('title: "Открытая', "Y125", 1, 'title: "Открытая"'),
    ("title: 'Открытая", "Y125", 1, "title: 'Открытая'"),
    ('title: "Открытая\n    room: "main"', "Y125", 1, 'title: "Открытая"'),
    ("title", "Y126", 1, None),
    ("title Концерт", "Y126", 1, "title: Концерт"),
    ("title = Концерт", "Y126", 1, "title: Концерт"),
    ("https://example.org", "Y126", 1, None),
    ("title: {ru, en: x}", "Y126.braces", 1, None),
    ("title: Хит #1 сезона\n      и всё", "Y126.cut", 1, None),
    ("title: {ru: х", "Y129", 1, "title: {ru: х}"),
    ("tags: [a, b", "Y129", 1, "tags: [a, b]"),
    ('title: {ru: "а" en: "б"}', "Y129.comma", 1, 'title: {ru: "а", en: "б"}'),
    ("title: {ru: а\n            en: б}", "Y129.comma", 1, "title: {ru: а,"),
    ('title: {ru: "а"\n            en: "б"}', "Y129.comma", 1, 'title: {ru: "а",'),
    ("tags: [a,, b]", "Y138", 1, None),
    ("title: {ru: а}}", "Y138", 1, None),
    ("tags: [a]]", "Y138", 1, None),
    ("   title: Х", "Y130.deeper", 1, "    title: Х"),
    ("description: Первая\n      Время: 10:00", "Y130.deeper", 2, "    Время: 10:00"),
    ("tags:\n      - a\n     - b", "Y130", 3, "      - b"),
    ("-title: Х", "Y131", 1, "- title: Х"),
    ("– title: Х", "Y132", 1, "- title: Х"),
    ("• title: Х", "Y132", 1, "- title: Х"),
    ("title:Концерт", "Y133", 1, "title: Концерт"),
    ("title: {ru:Концерт}", "Y133", 1, "title: {ru: Концерт}"),
    (r'title: "C:\диск"', "Y134", 1, r"title: 'C:\диск'"),
    (r'title: "\ud800"', "Y134", 1, r"title: '\ud800'"),
    (r'title: "\UFFFFFFFF"', "Y134", 1, r"title: '\UFFFFFFFF'"),
    ("title: > привет", "Y137", 1, "title: '> привет'"),
    ("title: |х", "Y137", 1, "title: '|х'"),
    ('"title" и: х', "Y199", 1, None),
]

NOTHING = [
    "...",
    "...\n",
    "\ufeff...\n",
    "\t",
    "\n \t\n",
    "\t# c\n",
    "# a\n...\n",
    "--- # a\n...\n# b",
]

SILENT = [
    ("title: &co Вечер", "Y135", "title: '&co Вечер'"),
    ("title: Хит #1 сезона", "Y136", "title: 'Хит #1 сезона'"),
    ("title: #1 хит", "Y139", "title: '#1 хит'"),
    ("color: #AD1457", "Y139", "color: '#AD1457'"),
    ("tags:\n      - рок #1", "Y136", "- 'рок #1'"),
    ("title: {ru: Здравствуй, мир}", "Y115", "title: {ru: 'Здравствуй, мир'}"),
    ("title: {ru: Раз, два, три, en: x}", "Y115", "title: {ru: 'Раз, два, три', en: x}"),
    ("title: !x y", "Y107", "title: '!x y'"),
    ("title: !!str 5", "Y107", "title: 5"),
    ("title: !!python/object:os.system x", "Y107", "title: x"),
    ("title: *un", "Y108", "title: '*un'"),
    ("[a]: b", "Y111", None),
    ("? {a: b}\n    : c", "Y111", None),
    ("<<: {a: b}", "Y113", None),
    ("when: 2 Sep", "Y105", None),
    (r'title: "\0"', "Y103.escape", None),
]

GOOD = [
    "title: x  #comment",
    "title: x # comment",
    "title: x #",
    "title: x #--- part two",
    "title: 'Хит #1 сезона'",
    "title: C# и F#",
    "url: https://example.org/a#b",
    "description: |\n      Хит #1 сезона: да\n      - [не список\n      \xa0Отступ: нет",
    "description: >\n      a\n\n      b #1 c",
    "title: {ru: 'Здравствуй, мир', en: Hello}",
    "title: {ru: а, kk: ә,}",
    "tags: [a, b, 'c: d']",
    "title: 10:30",
    "title: '*'",
    "title: Раз-два — три",
    "title: \U0001f389 «Ёлки»",
    "title: a\tb",
    'title: "две\n      строки"',
    "title: две\n      строки",
    "? title\n    : Х",
    "room:",
    "anchor: &a {x: y}\n    alias: *a",
    "anchor: &a х\n    alias: *a",
    '"title": "Х"',
    "people:\n    - a\n    - b",
]


def found_in(text: str) -> list[tuple[str, int, str | None]]:
    return [
        (d.key, text[: d.span.start].count("\n") + 1, d.fix)
        for d in read(text.encode()).diagnostics
    ]


def trouble(text: str) -> Diagnostic:
    (found,) = read(text.encode()).diagnostics
    return found


@pytest.mark.parametrize(("written", "key", "line", "fix"), TRAPS)
def test_a_mistake_of_syntax_has_its_own_sentence_place_and_mended_line(
    written: str, key: str, line: int, fix: str | None
) -> None:
    text = f"{BEFORE}    {written}\n{AFTER}"
    assert found_in(text) == [(key, line + 4, fix)]


@pytest.mark.parametrize("written", [written for written, *_ in TRAPS])
def test_a_mistake_of_syntax_costs_its_own_event_alone(written: str) -> None:
    document = read(f"{BEFORE}    {written}\n{AFTER}".encode())
    assert document.root is not None
    assert isinstance(document.root.value, dict)
    events = document.root.value["events"].value
    assert isinstance(events, list)
    assert document.text[slice(*events[-1].span)].startswith("title: Второе")


@pytest.mark.parametrize(("written", "key", "fix"), SILENT)
def test_what_yaml_accepts_and_nobody_means_is_told(
    written: str, key: str, fix: str | None
) -> None:
    text = f"{BEFORE}    {written}\n{AFTER}"
    last_line = written.count("\n") if "рок" in written else 0
    assert found_in(text) == [(key, 5 + last_line, fix)]
    assert read(text.encode()).blanked == ()


@pytest.mark.parametrize("written", GOOD)
def test_good_yaml_is_not_blamed(written: str) -> None:
    document = read(f"{BEFORE}    {written}\n{AFTER}".encode())
    assert document.diagnostics == ()
    assert document.blanked == ()


@pytest.mark.parametrize("blank", ["\xa0", "\u2003", "\u202f"])
def test_each_line_indented_with_blanks_of_a_word_processor_is_told(blank: str) -> None:
    item = f"  - id: second\n{blank * 4}title: Х\n    room: y\n{blank * 4}when: 2 Sep\n"
    text = f"events:\n{item}  - id: third\n"
    assert found_in(text) == [("Y121", 3, "    title: Х"), ("Y121", 5, "    when: 2 Sep")]


def test_items_indented_with_no_break_spaces_are_told() -> None:
    text = "events:\n  - id: first\n\xa0\xa0- id: second\n\xa0\xa0\xa0\xa0when: y\nid: x\n"
    assert found_in(text) == [("Y121", 3, "  - id: second"), ("Y121", 4, "    when: y")]


def test_each_line_indented_with_a_tab_is_told() -> None:
    text = "events:\n\t- title: a\n\t  when: b\nvenues: x\n"
    assert found_in(text) == [("Y120", 2, "    - title: a"), ("Y120", 3, "      when: b")]


def test_a_hyphen_forgotten_before_the_next_event_is_guessed() -> None:
    text = "events:\n  - title: А\n    when: x\n    title: Б\n    when: y\nid: x\n"
    assert found_in(text) == [("Y105.item", 4, "- title: Б")]
    assert trouble(text).other == (text.index("title"), text.index("title") + 5)


def test_a_key_under_the_hyphen_belongs_further_in() -> None:
    text = "events:\n  - title: А\n  when: x\n  - title: Б\n    when: y\n"
    assert found_in(text) == [("Y130", 3, "    when: x")]


def test_all_mistakes_of_a_file_are_told_in_one_run() -> None:
    text = "events:\n" + "".join(
        f"  - id: e\n    title: {title}\n    when: x\n"
        for title in ('"a" b', "ok", "a: b", "@c", "*d", "Хит #1", "fine", "'e", "[f] g")
    )
    codes = [key for key, _, _ in found_in(text)]
    assert codes == ["Y127", "Y122", "Y124", "Y108", "Y136", "Y125", "Y128"]


def test_a_hyphen_before_a_title_is_told_on_the_first_line_of_an_item_too() -> None:
    text = "events:\n  - title: - Вечер\n    when: x\n"
    assert found_in(text) == [("Y123", 2, "- title: '- Вечер'")]


def test_one_bad_venue_does_not_cost_the_others() -> None:
    text = 'venues:\n  hall:\n    name: "A" b\n  park:\n    name: c\nid: x\n'
    document = read(text.encode())
    assert document.root is not None
    assert document.root.at("venues", "park", "name") == (text.index("c\nid"), text.index("\nid"))
    assert document.blanked == ((text.index("  hall"), text.index("  park")),)


def test_what_a_hole_took_away_is_known() -> None:
    text = 'events:\n  - id: a\n    tags:\n      - x\n      - "y" z\n  - "b" c\nid: x\n'
    document = read(text.encode())
    assert document.root is not None
    assert isinstance(document.root.value, dict)
    events = document.root.value["events"]
    assert isinstance(events.value, list)
    first = events.value[0]
    assert isinstance(first.value, dict)
    assert document.has_lost(document.root)
    assert document.has_lost(events)
    assert document.has_lost(first)
    assert document.has_lost(first.value["tags"])
    assert not document.has_lost(first.value["id"])
    assert not document.has_lost(document.root.value["id"])


def test_a_hole_after_an_event_is_not_its_own() -> None:
    text = 'events:\n  - id: a\n\n  # note\n  - "b" c\n  - id: d\n'
    document = read(text.encode())
    assert document.root is not None
    assert isinstance(document.root.value, dict)
    events = document.root.value["events"].value
    assert isinstance(events, list)
    assert not document.has_lost(events[0])
    assert document.has_lost(document.root)


def test_a_list_that_lost_all_its_items_is_known() -> None:
    text = 'events:\n- "b" c\nid: x\n'
    document = read(text.encode())
    assert document.root is not None
    assert isinstance(document.root.value, dict)
    assert document.has_lost(document.root.value["events"])


def test_references_to_what_was_left_out_are_not_blamed() -> None:
    text = 'a:\n  - &x "b" c\n  - *x\nd: &y text\ne:\n  - *y z\n'
    assert [key for key, _, _ in found_in(text)] == ["Y127", "Y124"]


def test_more_than_twenty_mistakes_end_the_reading() -> None:
    text = "events:\n" + '  - title: "a" b\n' * 30
    document = read(text.encode())
    assert [d.key for d in document.diagnostics] == ["Y127"] * 20
    assert document.root is None


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("a: 1\n---\nb: 2\n", "Y109"),
        ("&a [*a]\n", "Y106"),
        ("", "Y114"),
        ("# only a comment\n", "Y114"),
        ("---\n", "Y114"),
    ],
)
def test_a_file_that_is_no_single_document_is_told(text: str, key: str) -> None:
    assert trouble(text).key == key


def test_only_a_text_that_yaml_shortened_is_a_mere_warning() -> None:
    keys = {key for _, key, _, _ in TRAPS} | {key for _, key, _ in SILENT}
    warnings = {key for key in keys if key.partition(".")[0] in WARNINGS}
    assert warnings == {"Y135", "Y136"}


@pytest.mark.parametrize("written", NOTHING)
def test_a_file_without_a_value_is_empty_whatever_its_signs(written: str) -> None:
    assert [one.key for one in read(written.encode()).diagnostics] == ["Y114"]


def test_a_tab_before_a_comment_is_told_as_one_before_a_key() -> None:
    text = "events:\n\t# one\n  - title: A\n    when: 1 Sep\n  \t# two\n    id: a\n\tvenue: b\n"
    found = read(text.encode()).diagnostics
    told = [(one.key, text.count("\n", 0, one.span.start) + 1, one.fix) for one in found]
    assert told == [
        ("Y120", 2, "# one"),
        ("Y120", 5, "    # two"),
        ("Y120", 7, "    venue: b"),
    ]
