"""Whatever the text, the file and the edit: what was meant, or nothing."""

from random import Random

import pytest
import yaml
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

from calendar_tool.source import edit
from calendar_tool.source.document import read
from calendar_tool.source.edit import Data, Unsafe
from tests.source.edit_files import NASTY, changes_of, new_event, paths_of
from tests.source.editing import (
    RANDOMLY,
    added,
    changed,
    comments,
    event_at,
    events_of,
    is_insertion,
    opened,
    random_file,
    randoms,
    removed,
    texts,
)


@pytest.mark.parametrize(
    "text",
    [
        "events:\n  - title: A\n",
        "events:\r\n- title: \"A\"\r\n  when: \"B\"\r\n",
        "events: [{title: A}]\n",
        "events:\n  - {title: A}\n",
    ],
)  # fmt: skip
def test_every_text_comes_back_through_every_reader(text: str) -> None:
    document, _ = opened(text)
    for nasty in NASTY:
        event: dict[str, Data] = {"title": nasty, "tags": [nasty], "m": {nasty: nasty}, "z": nasty}
        new = edit.add(document, event, None)
        assert events_of(opened(new)[1])[1] == event
        assert texts(new)["events"][1] == event
        assert yaml.safe_load(new)["events"][1] == event
        assert YAML(typ="safe", pure=True).load(new)["events"][1] == event
        new = edit.change(document, (0,), {("title",): nasty, ("status",): nasty})
        assert yaml.safe_load(new)["events"][0]["title"] == nasty
        assert not read(new.encode()).diagnostics


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"], include_characters="\n\t")))
@settings(max_examples=300, deadline=None)
def test_any_text_comes_back(text: str) -> None:
    document, _ = opened("events:\n  - title: A\n")
    try:
        new = edit.add(document, {"title": text, "m": [{"k": text}]}, None)
    except Unsafe as refused:
        assert refused.key == "unsafe.character"  # noqa: PT017 - the rest is about the other texts
        return
    assert events_of(opened(new)[1])[1] == {"title": text, "m": [{"k": text}]}
    assert yaml.safe_load(new)["events"][1]["title"] == text
    assert YAML(typ="safe", pure=True).load(new)["events"][1]["title"] == text


@given(randoms)
@RANDOMLY
def test_an_added_event_leaves_every_byte_where_it_was(random: Random) -> None:
    text, data = random_file(random)
    after = random.choice([None, -1, *range(len(events_of(data)))])
    try:
        new = added(text, new_event(random), after)
    except Unsafe as refused:
        assert refused.key == "unsafe.line_break"  # noqa: PT017
        return
    assert comments(new) == comments(text)
    assert is_insertion(text, new) or "events: [" in text


@given(randoms)
@RANDOMLY
def test_a_change_is_made_as_told_or_refused(random: Random) -> None:
    text, data = random_file(random)
    paths = list(paths_of(events_of(data)))
    assume(paths)
    path = random.choice(paths)
    changes = changes_of(random, event_at(data, path))
    try:
        new = changed(text, path, changes)
    except Unsafe as refused:
        assert refused.key.startswith("unsafe.")  # noqa: PT017
        return
    if None not in changes.values():
        assert comments(new) == comments(text)


@given(randoms)
@RANDOMLY
def test_a_removal_takes_one_event_or_is_refused(random: Random) -> None:
    text, data = random_file(random)
    paths = list(paths_of(events_of(data)))
    assume(paths)
    try:
        new = removed(text, random.choice(paths))
    except Unsafe as refused:
        assert refused.key in ("unsafe.anchor", "unsafe.comment", "unsafe.unproved")  # noqa: PT017
        return
    left = iter(comments(text))
    assert all(comment in left for comment in comments(new))
