"""Programmes as people might lay them out, and edits of them, made at random.

Only layout is random and only what is legal; a comment never occurs twice.
"""

from collections.abc import Iterator
from itertools import count
from random import Random
from typing import NamedTuple

from calendar_tool.source.edited import Changes
from calendar_tool.source.emit import Data

KEYS = ("id", "title", "subtitle", "description", "when", "venue", "tags", "people", "notice")
NEW_KEYS = ("id", "subtitle", "description", "status", "previous", "notice", "staff", "x-own")

#: Texts that some reader would cut, type or misread if they stood without quotes.
NASTY = (
    "", " ", "a ", " a", "a: b", "a:", ":a", "a #b", "a#b", "#a", "- a", "-", "-a", "?", "? a",
    "a, b", "[18+]", "{a}", "a]", "a}", "@home", "`a`", "*a", "&a", "!a", "%a", "|", ">", "|+",
    "'a'", '"a"', "it's", 'say "no"', "\\", "a\\nb", "~", "null", "Null", "y", "Y", "n", "no",
    "NO", "yes", "on", "Off", "true", "FALSE", "1", "-1", "+1", "01", "0o17", "0x1F", "0b1",
    "1_000", "1e3", "1E5", "12e03", ".5", "1.", "1.5", ".inf", "-.INF", ".nan", "10:30", "1:2:3",
    "19:00", "190:20:30.15", "2019-11-15", "2019-11-15 10:00", "2019-11-15T10:00:00Z",
    "2001-12-14t21:59:43.10-05:00", "12+", "+7 727 000", "+77272", "=", "<<", "---", "--- a",
    "...", "... a", "a\nb", "a\n", "\na", "a\n\nb\n", "a\n\n\n", " a\nb", "a\n b", "a\n \nb",
    "a\nb ", "\n", "a\n# b", "a\n- b: c", "a\n---\nb", "a\tb", "\ta", "a\n\tb", "«Ночь»: 12 Sep",
    "🎭 Театр", "👩\u200d🎤", "a\xa0b", "\xa0a", "a\xa0", "a\n\xa0", "12 Sep 10:00–11:30",
    "https://a.example/#b?c=d&e", "Сб, 16 ноября", "null: null", "a" * 200, "a\r\nb", "a\rb",
    "key: [a, b]", "100%", "50 % off", "a b # c", "'", "''", '"', "a'b\nc", "\u3000a",
)  # fmt: skip


class Style(NamedTuple):
    """How one file is laid out."""

    dash: int
    offset: int
    step: int
    inner: int
    ends: tuple[str, ...]


class Writer:
    """A programme being laid out."""

    def __init__(self, random: Random) -> None:
        self.random = random
        self.comments = count()
        self.anchors: list[str] = []
        self.style = Style(
            dash=random.choice((0, 1, 2, 2, 2, 3, 4)),
            offset=random.choice((2, 2, 2, 3, 4)),
            step=random.choice((1, 2, 2, 2, 4)),
            inner=random.choice((0, 2, 2, 4)),
            ends=random.choice((("\n",), ("\n",), ("\r\n",), ("\n", "\r\n"), ("\r",))),
        )

    def chance(self, part: float) -> bool:
        return self.random.random() < part

    def comment(self) -> str:
        return f"# c{next(self.comments)};"

    def tail(self) -> str:
        return f"{self.random.choice(('  ', ' '))}{self.comment()}" if self.chance(0.15) else ""

    def gap(self, *columns: int) -> Iterator[str]:
        """Yield blank lines and comments between two entries."""
        while self.chance(0.2):
            if self.chance(0.5):
                yield self.random.choice(("", "", "", " ", "   "))
            else:
                yield " " * self.random.choice(columns) + self.comment()

    def word(self) -> str:
        return self.random.choice(("abc", "Ночь", "x y", "🎭 a", "12 Sep", "a\xa0b", "b-c"))

    def value(self, column: int, *, deep: bool = True) -> list[str]:
        """Return the lines of a value after a colon, in a map at a column."""
        kind = self.random.choice("ppppssdd|||>>>mfllne" if deep else "ppsd|>fn")
        inside = " " * (column + self.style.step)
        word = self.word()
        if kind in "|>":
            sign = kind + self.random.choice(("", "-", "+"))
            lines = [f" {sign}{self.tail()}", inside + word]
            while self.chance(0.5):
                lines.append(
                    self.random.choice((inside + self.word(), "", inside + "  # no comment"))
                )
            return lines
        if kind == "m" and self.chance(0.4):
            return [f" {word}", *(inside + self.word() for _ in range(self.random.randint(1, 2)))]
        if kind == "m":
            lines = [self.tail()]
            for at in range(self.random.randint(1, 3)):
                first, *rest = self.value(column + self.style.step, deep=False)
                lines += [f"{inside}k{at}:{first}", *rest]
                lines += self.gap(column + self.style.step)
            return lines
        if kind == "l":
            dash = " " * (column + self.style.inner)
            items = range(self.random.randint(1, 3))
            return [self.tail(), *(f"{dash}- {self.word()}{self.tail()}" for _ in items)]
        return [f" {self.in_line(kind, word)}{self.tail()}".rstrip(" ")]

    def shared(self) -> str:
        """Return an alias of a text before, or a text with an anchor."""
        if self.anchors and self.chance(0.5):
            return f"*{self.random.choice(self.anchors)}"
        self.anchors.append(f"a{len(self.anchors)}")
        return f"&{self.anchors[-1]} abc"

    def in_line(self, kind: str, word: str) -> str:
        if self.chance(0.02):
            return self.shared()
        if kind == "f":
            return self.random.choice(
                (f"[{word}, 'b, c']", f"{{a: {word}, b: }}", "[]", f"{{k0: {word}}}")
            )
        if kind in "ne":
            return ""
        return {"s": f"'it''s: {word}'", "d": f'"# {word}\\t"'}.get(kind, word)

    def flow_event(self) -> str:
        keys = self.random.sample(KEYS, self.random.randint(1, 4))
        entries = [
            f"{key}: {self.in_line(self.random.choice('psdf'), self.word())}" for key in keys
        ]
        return f"{{{', '.join(entries)}}}"

    def event(self, dash: int, depth: int = 0) -> list[str]:
        """Return the lines of an item of a block list."""
        margin, offset = " " * dash, self.style.offset
        if self.chance(0.12):
            return [f"{margin}- {self.flow_event()}{self.tail()}"]
        column = dash + offset
        lines: list[str] = []
        for key in self.random.sample(KEYS, self.random.randint(1, 5)):
            first, *rest = self.value(column)
            name = f'"{key}"' if self.chance(0.1) else key
            lines += [f"{' ' * column}{name}:{first}", *rest]
            lines += self.gap(column, column, dash + 1)
        if depth == 0 and self.chance(0.2):
            lines += [f"{' ' * column}events:{self.tail()}"]
            lines += self.events(column + self.style.inner, 1)
        if self.chance(0.15):
            return [f"{margin}-{self.tail()}", *self.gap(column), *lines]
        return [f"{margin}-{' ' * (offset - 1)}{lines[0][column:]}", *lines[1:]]

    def events(self, dash: int, depth: int = 0) -> list[str]:
        lines = [*self.gap(dash)]
        habit = self.random.choice((0, 0, 1, 2))
        for _ in range(self.random.randint(1, 4)):
            lines += self.event(dash, depth)
            lines += [""] * habit
            lines += self.gap(dash, dash, dash + 1, dash + 2, 0)
        return lines

    def flow_events(self) -> list[str]:
        items = [self.flow_event() for _ in range(self.random.randint(0, 3))]
        if self.chance(0.5):
            comma = "," if items and self.chance(0.3) else ""
            return [f"events: [{', '.join(items)}{comma}]{self.tail()}"]
        lines = [f"events: [{self.tail()}"]
        for at, one in enumerate(items):
            comma = "," if at + 1 < len(items) or self.chance(0.5) else ""
            lines += [f"  {one}{comma}{self.tail()}"]
        return [*lines, f"]{self.tail()}"]

    def programme(self) -> str:
        """Return the whole text."""
        lines = [*self.gap(0), "format: 1"]
        kind = self.random.random()
        if kind < 0.8:
            body = [f"events:{self.tail()}", *self.events(self.style.dash)]
        elif kind < 0.92:
            body = self.flow_events()
        elif kind < 0.96:
            body = [f"events:{self.tail()}"]
        else:
            body = []
        lines += [*self.gap(0), *body]
        if self.chance(0.5):
            lines += ["venues:", *self.gap(0), "  hall:", "    name: Hall", *self.gap(0, 2, 4)]
        if self.chance(0.1):
            lines += ["..."]
        pieces = [piece for line in lines for piece in (line, self.random.choice(self.style.ends))]
        return "".join(pieces[:-1] if self.chance(0.2) else pieces)


def text_of(random: Random) -> str:
    """Return a text to write: a nasty one, or several of them."""
    parts = [random.choice(NASTY) for _ in range(random.choice((1, 1, 1, 2)))]
    return random.choice((" ", "", "\n")).join(parts)


def new_event(random: Random) -> dict[str, Data]:
    """Return an event to add."""
    event: dict[str, Data] = {"id": "new", "title": text_of(random)}
    for key in random.sample(("when", "description", "tags", "people", "notice"), 2):
        event[key] = value_of(random)
    return event


def value_of(random: Random) -> Data:
    """Return a value of any shape."""
    kind = random.choice("ttttmlo")
    if kind == "m":
        return {"ru": text_of(random), text_of(random): text_of(random)}
    if kind == "l":
        return [text_of(random) for _ in range(random.randint(0, 3))]
    if kind == "o":
        return [{"url": text_of(random), "x": ["y", {}]}, ["a", text_of(random)]]
    return text_of(random)


def paths_of(events: Data) -> Iterator[tuple[int, ...]]:
    """Yield the paths of all events and parts."""
    for at, event in enumerate(events if isinstance(events, list) else ()):
        yield (at,)
        if isinstance(event, dict):
            yield from ((at, *below) for below in paths_of(event.get("events", "")))


def changes_of(random: Random, event: dict[str, Data]) -> Changes:
    """Return changes of an event: keys replaced, removed, added, at its top or one map below."""
    changes: dict[tuple[str, ...], Data | None] = {}
    for _ in range(random.randint(1, 3)):
        name = random.choice([*event, *NEW_KEYS])
        if name == "events" or any(path[0] == name for path in changes):
            continue
        if random.random() < 0.3:
            inner = event.get(name)
            keys = ["k0", "k1", "ru", *(inner if isinstance(inner, dict) else ())]
            changes[name, random.choice(keys)] = value_of(random) if random.random() < 0.7 else None
        else:
            changes[name,] = value_of(random) if random.random() < 0.7 else None
    return changes
