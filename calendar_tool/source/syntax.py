"""From the place where a parser stumbled to what the writer did wrong, where, and the line mended.

Knows how people write YAML; must not know what keys mean. Of the parser's words only a few count:
libyaml and its equal in Python differ in the others. Each `_look` knows one habit of writers.
"""

import re
from collections.abc import Callable

from calendar_tool.diagnostics import Diagnostic, Span
from calendar_tool.source.lines import Line, entries_around, line_at, lines_above, lines_within
from calendar_tool.source.pitfalls import UNSPACED, cuts
from calendar_tool.source.scene import KEYED, Failure, Scene

__all__ = ["Failure", "diagnose", "is_odd_key"]

_BLANKS = "\xa0\u2000-\u200b\u202f\u205f\u2060\u3000"
_ODD_BLANKS = re.compile(rf"[ \t]*[{_BLANKS}][{_BLANKS} \t]*(?=\S)")
_TABS = re.compile(r"[ -]*\t[\t -]*(?=\S)")
_SOMETHING = re.compile(r"^(?!\ufeff?[^\S\n]*(?:---|\.\.\.)?[^\S\n]*(?:#.*)?$)", re.MULTILINE)
_ODD_KEY = re.compile(rf"-\S|[–—−•·●▪‣{_BLANKS}]")
_SEPARATED = re.compile(r"(?P<key>(?:- +)*[\w.-]+)\s*[=;：]\s*(?=\S)|(?P<word>(?:- +)*[a-z_]+)\s+")
_ODD_BLANK = re.compile(f"[{_BLANKS}]")


def is_odd_key(key: str) -> bool:
    """Tell whether a plain key begins with what was meant as a list's hyphen, or as indentation."""
    return _ODD_KEY.match(key) is not None


def diagnose(text: str, failure: Failure) -> list[Diagnostic]:
    """Return what is wrong at a failure: one diagnostic, or one for each line wrong in one way.

    All lie in the entry that cannot be read. `text` has LF as the only line end.
    """
    scene = Scene(text, failure)
    for look in _LOOKS:
        if found := look(scene):
            return found
    return scene.tell("Y199", scene.here.span)


def _look_for_nothing(scene: Scene) -> list[Diagnostic]:
    """Look whether there are only blanks, comments and the signs of a document in the whole text.

    Blanks alone are no mistake, but a tab among them is one to a parser, and so is a lone `...`.
    """
    if _SOMETHING.search(scene.text):
        return []
    return scene.tell("Y114", Span(scene.here.start, scene.here.start))


def _look_for_blanks(scene: Scene) -> list[Diagnostic]:
    """Look for tabs, or a word processor's blanks, before a key: each such line of the entry.

    A tab is as bad before a comment.
    """
    for key, pattern in (("Y120", _TABS), ("Y121", _ODD_BLANKS)):
        if any(_is_indented_by(pattern, line) for line in scene.suspects):
            culprit = next(line for line in scene.suspects if _is_indented_by(pattern, line))
            entry = next(entries_around(scene.text, culprit.end))
            lines = {culprit, *lines_within(scene.text, entry)}
            return [
                found
                for line in sorted(lines)
                if (blanks := _is_indented_by(pattern, line))
                for found in scene.tell(
                    key, Span(line.start, line.start + blanks.end()), scene.indented(line)
                )
            ]
    return []


def _is_indented_by(pattern: re.Pattern[str], line: Line) -> re.Match[str] | None:
    blanks = pattern.match(line.text)
    if blanks is None:
        return None
    comment = pattern is _TABS and line.text.startswith("#", blanks.end())
    return blanks if comment or KEYED.match(line.text, blanks.end()) else None


def _look_for_hyphens(scene: Scene) -> list[Diagnostic]:
    line = scene.here
    if scene.context != "odd key" or _ODD_BLANK.match(scene.char):
        return []
    fix = "- " + line.content[1:].lstrip()
    key = "Y131" if scene.char == "-" else "Y132"
    return scene.tell(key, Span(scene.at, scene.at + 1), fix, character=scene.char)


def _look_for_open_quote(scene: Scene) -> list[Diagnostic]:
    """Look for a quote never closed, or closed only by the opening quote of a later text."""
    if "quoted" in scene.context and re.search("end of stream|document", scene.problem):
        place = scene.start
    elif scene.opening in ("'", '"') and any(
        KEYED.match(line) for line in scene.text[slice(*scene.last)].split("\n")[1:]
    ):
        place = scene.last.start
    else:
        return []
    line, quote = line_at(scene.text, place), scene.text[place]
    rest = line.text[place - line.start + 1 :]
    fix = None if re.search(rf"[{quote}{{}}\[\]#]", rest) else line.content + quote
    return scene.tell("Y125", Span(place, line.span.end), fix, character=quote)


def _look_for_escape(scene: Scene) -> list[Diagnostic]:
    if "quoted" not in scene.context:
        return []
    span = scene.value_from(scene.start)
    written = scene.text[span.start + 1 : span.end]
    return scene.in_quotes("Y134", span, written.removesuffix('"'))


def _look_after_quote(scene: Scene) -> list[Diagnostic]:
    """Look for text after the closing quote; in braces, a comma may be what is missing."""
    if scene.opening not in ("'", '"') or not scene.follows:
        return []
    if scene.brace is not None and KEYED.match(scene.text[scene.at :].split("\n")[0]):
        return _missing_comma(scene)
    whole = scene.value_from(scene.last.start)
    if whole.end < scene.last.end:  # over several lines
        return scene.tell("Y127", whole, text=scene.text[slice(*whole)])
    written = scene.text[whole.start : whole.end]
    around = scene.text[scene.last.end - 2 : scene.last.end + 1]
    inside = around[0].isspace() or not around[2:].isspace()  # "He said "hi" to me", 'it's'
    inner = written[1:-1] if inside and written.endswith(written[0]) else written
    return scene.in_quotes("Y127", whole, inner)


def _look_for_first_character(scene: Scene) -> list[Diagnostic]:
    """Look for a text that begins with a character that means something else to YAML."""
    if re.search("alias|anchor|tag|directive", scene.context):
        place = scene.start
    elif "cannot start any token" in scene.problem or "mapping keys are not" in scene.problem:
        place = scene.at
    elif scene.opening in ("*", "&", "!") and scene.follows:
        place = scene.last.start
    elif "node content" in scene.problem and "flow" not in scene.context:
        place = scene.at
    else:
        return []
    span = scene.value_from(place)
    return scene.in_quotes("Y124", span) if span.start < span.end else []


def _look_for_block_text(scene: Scene) -> list[Diagnostic]:
    if "block scalar" not in scene.context:
        return []
    return scene.in_quotes("Y137", scene.value_from(scene.start))


def _look_for_list_beside_key(scene: Scene) -> list[Diagnostic]:
    beside = scene.at > scene.here.span.start
    if "entries are not allowed" not in scene.problem or not beside:
        return []
    return scene.in_quotes("Y123", scene.value_from(scene.at))


def _look_for_brackets(scene: Scene) -> list[Diagnostic]:
    """Look for braces or brackets not closed, without a comma, or with one too many."""
    if "flow" not in scene.context or scene.brace is None:
        return []
    opener = line_at(scene.text, scene.brace)
    if scene.char == "," or ("flow node" in scene.context and scene.char in "]}" and scene.char):
        return scene.tell("Y138", Span(scene.at, scene.at + 1), character=scene.char)
    if scene.char == ":" and scene.began.start == scene.here.start:
        return scene.in_quotes("Y122", scene.value_from(scene.last.start))
    ended = not scene.text[scene.at :].strip() or scene.char in "]}"
    if not ended and (scene.here.start == opener.start or scene.here.indent > opener.indent):
        return _missing_comma(scene)
    bracket = scene.text[scene.brace]
    alone = len(re.findall(r"[\[{\]}]", opener.text)) == 1
    fix = opener.content + ("]" if bracket == "[" else "}") if alone else None
    return scene.tell("Y129", Span(scene.brace, opener.span.end), fix, character=bracket)


def _missing_comma(scene: Scene) -> list[Diagnostic]:
    end = scene.last.end
    if scene.began.start != scene.here.start:
        end = next(lines_above(scene.text, scene.here), scene.began).span.end
    line = line_at(scene.text, end)
    cut = end - line.start
    fix = f"{line.text[:cut]}, {line.text[cut:].lstrip()}".strip()
    return scene.tell("Y129.comma", Span(max(end - 1, 0), end), fix)


def _look_after_bracket(scene: Scene) -> list[Diagnostic]:
    if scene.opening not in ("[", "{") or not scene.follows:
        return []
    if scene.char in ("]", "}"):
        return scene.tell("Y138", Span(scene.at, scene.at + 1), character=scene.char)
    return scene.in_quotes("Y128", scene.value_from(scene.last.start))


def _look_for_colon(scene: Scene) -> list[Diagnostic]:
    """Look for a colon and a blank inside a text, or a key taken for more of the line above."""
    if "mapping values" not in scene.problem:
        return []
    one_line = scene.began.start == scene.here.start
    if one_line and scene.key_before:
        return scene.in_quotes("Y122", scene.value_from(scene.last.start))
    if one_line:
        return []
    if scene.key_before:
        fix = " " * scene.began.column + scene.here.content
        above = scene.began.content.partition(":")[0].lstrip("- ")
        return scene.tell("Y130.deeper", scene.here.span, fix, above=above)
    return _no_colon(scene, scene.began)


def _look_for_cut(scene: Scene) -> list[Diagnostic]:
    """Look for a text over several lines, the first of them cut by ` #`."""
    above = next(lines_above(scene.text, scene.here), scene.here)
    found = cuts(above.text)
    if not found or KEYED.match(scene.here.text) or scene.here.is_item:
        return []
    place = Span(above.start + max(found) + 1, above.span.end)
    return scene.tell("Y126.cut", place, text=scene.text[slice(*place)])


def _look_for_key(scene: Scene) -> list[Diagnostic]:
    if "':'" not in scene.problem:
        return []
    return _no_colon(scene, line_at(scene.text, scene.start))


def _no_colon(scene: Scene, line: Line) -> list[Diagnostic]:
    start = line.start + line.column
    span = Span(start, line.span.end)
    content = scene.text[start : span.end]
    if colon := UNSPACED.match(content):
        fix = f"{content[: colon.end(1)]} {content[colon.end(1) :]}"
        return scene.tell("Y133", span, _with_hyphen(line, fix), text=content)
    if separator := _SEPARATED.match(content):
        key = separator["key"] or separator["word"]
        fix = f"{key}: {content[separator.end() :]}"
        return scene.tell("Y126", span, _with_hyphen(line, fix), text=content)
    return scene.tell("Y126", span, text=content)


def _with_hyphen(line: Line, content: str) -> str:
    return ("- " if line.is_item else "") + content


def _look_at_indentation(scene: Scene) -> list[Diagnostic]:
    """Look for a line whose first word stands under nothing above it."""
    here = scene.here
    if scene.at != here.span.start:
        return []
    if not (here.is_item or KEYED.match(here.text)):
        return _no_colon(scene, here)
    return scene.tell("Y130", Span(here.start, here.span.end), scene.indented(here))


_LOOKS: tuple[Callable[[Scene], list[Diagnostic]], ...] = (
    _look_for_nothing,
    _look_for_hyphens,
    _look_for_blanks,
    _look_for_open_quote,
    _look_for_escape,
    _look_after_quote,
    _look_for_first_character,
    _look_for_block_text,
    _look_for_list_beside_key,
    _look_for_brackets,
    _look_after_bracket,
    _look_for_colon,
    _look_for_cut,
    _look_for_key,
    _look_at_indentation,
)
