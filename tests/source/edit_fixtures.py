"""Files that are hard to edit: each is legal, or refused for a reason."""

_HEAD = "format: 1\nid: day\nlanguages: [ru]\n"

_LONG = "".join(
    f"  - id: e{at}\n    title: Событие {at}\n    when: 12 Sep\n\n" for at in range(2000)
)

#: What takes an event, by name.
GOOD = {
    "block, two spaces": _HEAD + "events:\n  - id: a\n    title: A\n  - id: b\n    title: B\n",
    "dash at column 0": (
        _HEAD + "events:\n- id: a\n  title: A\n- id: b\n  title: B\nvenues:\n  h: {name: H}\n"
    ),
    "indent of four": (
        _HEAD + "events:\n    -   title: A\n        people:\n            host: x\n"
        "    -   title: B\n"
    ),
    "flow, one line": _HEAD + "events: [{title: A, when: 12 Sep}, {title: 'B, b'}]  # all\n",
    "flow, lines, last comma": (
        _HEAD + "events: [\n  {title: A},  # first\n  {title: B},\n  # end\n]\n"
    ),
    "flow, lines, last comment": _HEAD + "events: [\n  {title: A},\n  {title: B}  # last\n]\n",
    "comments after the list": (
        _HEAD + "events:\n  - title: A\n    # of A\n  - title: B # b\n  # end\n# of all\n"
    ),
    "no line break at the end": _HEAD + "events:\n  - title: A\n  - title: B",
    "CRLF": (
        "format: 1\r\nevents:\r\n  - title: A\r\n    description: |\r\n      x\r\n\r\n"
        "  - title: B\r\nvenues:\r\n"
    ),
    "CR alone": "format: 1\revents:\r  - title: A\r  - title: B\r",
    "tabs in comments": _HEAD + "events:\n  - title: A\t# a\tb\n    #\tc\n  - title: B  #\td\n",
    "anchors and aliases": (
        _HEAD + "defaults: {venue: &v hall}\nevents:\n  - &ev\n    title: A\n  - title: B\n"
        "    venue: *v\nlast: *ev\n"
    ),
    "empty list": _HEAD + "events: []  # none yet\nvenues:\n  h: {name: H}\n",
    "BOM and CRLF": "\ufeffformat: 1\r\nevents:\r\n- title: A\r\n- title: B\r\n",
    "very long": _HEAD + "events:\n" + _LONG,
    "ids twice": _HEAD + "events:\n  - id: a\n    title: A\n  - id: a\n    title: A\n",
    "no events": _HEAD + "venues:\n  h:\n    name: H\n# end\n",
    "events: and nothing": _HEAD + "events:  # later\n  # here\nvenues:\n  h: {name: H}\n",
    "texts with + and - last": (
        _HEAD + "events:\n  - title: A\n    description: |+\n      x\n\n\n  - title: B\n"
        "    description: >-\n      y\n      z\n\n  - title: C\n    description: |2-\n"
        "       deep\n      x\n"
    ),
    "odd quotes and numbers": (
        _HEAD + 'events:\n  - title: "A \\u00e9"\n    phone: +77272\n    n: 1e3\n'
        "  - 'title': 'it''s'\n    \"when\": 10:30\n    empty: ''\n"
    ),
    "dash alone": (
        _HEAD + "events:\n  - # first\n    title: A\n  -\n    # of B\n    title: B\n  -\n"
        "      title: C\n"
    ),
    "directives and end": ("%YAML 1.2\n---\nformat: 1\nevents:\n  - title: A\n  - title: B\n...\n"),
    "quoted keys, blank lines": (
        '"format": 1\n"events":\n\n  - "title": A\n\n    "when": TBA\n\n\n  - \'title\': B\n\n'
    ),
    "mixed indents": (
        _HEAD + "events:\n   - title: A\n     tags:\n     - x\n     people:\n"
        "        host: [y]\n   -  title: B\n      tags:\n          - z\nvenues:\n h:\n"
        "     name: H\n"
    ),
    "mixed line ends": (
        "format: 1\r\nevents:\n  - title: A\r\n    when: 12 Sep\n  - title: B\r\n\r\n"
    ),
    "emoji, no-break spaces": (
        _HEAD + "events:\n  - title: 🎭 Театр\xa0№ 1\n    description: |\n      a\xa0\n"
        '      \xa0\n  - title: "\\U0001F389 \\xe9"\n'
    ),
    "day headings": (
        _HEAD + "events:\n  # Saturday\n\n  - title: A\n\n  - title: B\n\n  # Sunday\n\n"
        "  - title: C\n"
    ),
    "flow item over lines": (
        _HEAD + "events:\n  - {title: A,\n     when: 12 Sep}   # a\n  - title: B\n"
        "    tags: [x,\n      y]\n"
    ),
    "JSON": '{"format": 1, "events": [{"title": "A", "when":"TBA"}], "venues": {}}',
    "parts": (
        _HEAD + "events:\n  - title: A\n    events:\n      - title: P\n      - title: Q\n"
        "    # of A\n  - title: B\n"
    ),
}

#: What is refused, with the sentence and the line to open.
REFUSED = {
    "two documents": (_HEAD + "events:\n  - title: A\n---\nevents: []\n", "unsafe.broken", 6),
    "not a list": (_HEAD + "events:\n  title: A\n", "unsafe.not_list", 5),
    "events are text": (_HEAD + "events: none\n", "unsafe.not_list", 4),
    "a shared list": (_HEAD + "x: &e [a]\nevents: *e\n", "unsafe.alias", 5),
    "a list used elsewhere": (_HEAD + "events: &e\n  - title: A\nx: *e\n", "unsafe.anchor", 4),
    "a comment after a tab": (_HEAD + "events:\n\t# x\n  - title: A\n", "unsafe.broken", 5),
    "a key twice": (_HEAD + "events:\n  - title: A\n    title: B\n", "unsafe.broken", 6),
    "not a programme": ("- title: A\n", "unsafe.not_map", 1),
    "nothing": ("# soon\n", "unsafe.broken", 1),
    "no break after a last text": (
        _HEAD + "events:\n  - title: |\n      A",
        "unsafe.line_break",
        6,
    ),
}
