"""Did you mean: from a word nobody knows to the known word that was meant, and how it went wrong.

Must not know where the words come from.
"""

import re
import tomllib
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from importlib.resources import files
from typing import NamedTuple

_LANGUAGES = ("en", "ru", "kk")

#: Cyrillic letters, Russian and Kazakh, that look like Latin ones.
_LOOK_ALIKES = str.maketrans("авекмнорстухһіјѕԁԛԝ", "abekmhopctyxhijsdqw")
_CYRILLIC = re.compile("[\u0400-\u052f]")

_RUSSIAN = "йцукенгшщзхъфывапролджэячсмитьбюё"
_LATIN = "qwertyuiop[]asdfghjkl;'zxcvbnm,.`"
#: Latin keys by what the Russian and Kazakh layouts, which share their letters, give for them;
#: on the Kazakh one the hyphen and underscore are the letter ө.
_AS_LATIN = str.maketrans(_RUSSIAN + _RUSSIAN.upper() + "өӨ", _LATIN + _LATIN.upper() + "-_")
_AS_RUSSIAN = str.maketrans(_LATIN, _RUSSIAN)


class Suggestion(NamedTuple):
    """The known word that was meant, and what is wrong with the one written.

    `reason` is `case`, `cyrillic` (`letters` are those typed in Cyrillic), `layout` (typed in
    another keyboard layout), `synonym` or `spelling`.
    """

    word: str
    reason: str
    letters: str = ""


def suggest(word: str, known: Sequence[str]) -> Suggestion | None:
    """Return which of the known words was meant, if any; the surest kinds of mistake come first."""
    return _suggest(word, tuple(known)) if 0 < len(word) <= 64 else None


@lru_cache(maxsize=1024)  # one wrong key is often repeated in every event
def _suggest(word: str, known: tuple[str, ...]) -> Suggestion | None:
    by_form = {_form(name): name for name in reversed(known)}
    for find in (_by_case, _by_look, _by_layout, _by_synonym, _by_spelling, _by_slip):
        if (found := find(word, by_form)) is not None:
            return found
    return None


def _form(word: str) -> str:
    return re.sub(r"[\s_-]+", "_", word.strip().casefold().replace("ё", "е"))


def _by_case(word: str, known: Mapping[str, str]) -> Suggestion | None:
    name = known.get(_form(word))
    if name is None:
        return None
    return Suggestion(name, "case" if word.casefold() == name.casefold() else "spelling")


def _by_look(word: str, known: Mapping[str, str]) -> Suggestion | None:
    name = known.get(_form(word.casefold().translate(_LOOK_ALIKES)))
    letters = "".join(dict.fromkeys(_CYRILLIC.findall(word)))
    return Suggestion(name, "cyrillic", letters) if name is not None else None


def _by_layout(word: str, known: Mapping[str, str]) -> Suggestion | None:
    name = known.get(_form(word.translate(_AS_LATIN)))
    if name is None and not _CYRILLIC.search(word):
        name = _synonym_of(_form(word.casefold().translate(_AS_RUSSIAN)), known)
    return Suggestion(name, "layout") if name is not None else None


def _by_synonym(word: str, known: Mapping[str, str]) -> Suggestion | None:
    name = _synonym_of(_form(word), known)
    return Suggestion(name, "synonym") if name is not None else None


def _by_spelling(word: str, known: Mapping[str, str]) -> Suggestion | None:
    form = _form(word)
    limit = len(form) // 3
    near = [
        (far, name[:1] != form[:1], name)
        for name in known
        if abs(len(name) - len(form)) <= limit and (far := distance(form, name)) <= limit
    ]
    return Suggestion(known[min(near)[2]], "spelling") if near else None


def _by_slip(word: str, known: Mapping[str, str]) -> Suggestion | None:
    """Find a synonym with one letter wrong."""
    form = _form(word)
    for synonym in _synonyms() if len(form) > 3 else ():
        name = _synonym_of(synonym, known) if abs(len(synonym) - len(form)) <= 1 else None
        if name is not None and distance(form, synonym) == 1:
            return Suggestion(name, "synonym")
    return None


def distance(a: str, b: str) -> int:
    """Return the optimal string alignment distance.

    It counts letters added, left out, replaced, or swapped with a neighbour.
    """
    before: list[int] = []
    above = list(range(len(b) + 1))
    for i, left in enumerate(a, 1):
        row = [i]
        for j, right in enumerate(b, 1):
            cost = min(above[j] + 1, row[-1] + 1, above[j - 1] + (left != right))
            if i > 1 and j > 1 and left == b[j - 2] and a[i - 2] == right:
                cost = min(cost, before[j - 2] + 1)
            row.append(cost)
        before, above = above, row
    return above[-1]


def _synonym_of(form: str, known: Mapping[str, str]) -> str | None:
    return next((known[name] for name in _synonyms().get(form, ()) if name in known), None)


@cache
def _synonyms() -> Mapping[str, Sequence[str]]:
    """Return the forms of our words by what people write for them, in any language."""
    meant: dict[str, list[str]] = {}
    for language in _LANGUAGES:
        source = files("calendar_tool.wording").joinpath(language, "synonyms.toml")
        for name, words in tomllib.loads(source.read_text(encoding="utf-8")).items():
            for word in words:
                meant.setdefault(_form(word), []).append(_form(name))
    return meant
