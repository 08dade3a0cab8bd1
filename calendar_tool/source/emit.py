"""How a new value is written in YAML: lines without line ends, or one line for braces.

Every reader, of YAML 1.1 or 1.2, gets the same text back. Must not know where it will stand.
"""

import re
from collections.abc import Iterable

from calendar_tool.source.decode import is_forbidden
from calendar_tool.source.layout import Habit
from calendar_tool.source.syntax import is_odd_key

#: What a programme says, with nothing interpreted: every scalar is text, keys keep their order.
Data = str | list["Data"] | dict[str, "Data"]

_BEYOND_PLAIN = re.compile(
    r"""[-?:,\[\]{}#&*!|>'"%@`~=<+.\\\s]|.*(?::\s|\s\#|[:\s]$|[\t\r\n])""", re.DOTALL
)
_BEYOND_BRACES = re.compile(r"[,\[\]{}?]")
#: What some reader takes for a number, a date or a clock time; `12+` is none.
_NUMBER = re.compile(r"[0-9][0-9a-fA-FxXoO_.:+-]*(?<!\+)|[0-9]{4}-[0-9]+-[0-9]+[Tt\s].*")
_WORDS = frozenset({"", "y", "n", "yes", "no", "on", "off", "true", "false", "null"})
_ESCAPES = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"})
_LINE_SEPARATORS = re.compile("[\x85\u2028\u2029]")
_PLAIN_KEY = re.compile(r"\w[\w .+–-]*")


def misfit(data: Data) -> str | None:
    """Return the first character that cannot stand in a programme, in keys or values."""
    if isinstance(data, str):
        if not (is_forbidden(data) or _LINE_SEPARATORS.search(data)):
            return None
        return next(char for char in data if is_forbidden(char) or _LINE_SEPARATORS.match(char))
    below = data if isinstance(data, list) else [*data, *data.values()]
    return next((found for one in below if (found := misfit(one))), None)


def is_plain(text: str) -> bool:
    """Tell whether a text needs no quotes outside braces."""
    typed = _NUMBER.fullmatch(text) or text.lower() in _WORDS
    return not (typed or _BEYOND_PLAIN.match(text) or text != text.strip())


def text_in_line(text: str, quote: str, *, in_braces: bool = False, always: bool = False) -> str:
    """Return a text as one line of YAML, quoted if need be, or `always`."""
    if not always and is_plain(text) and not (in_braces and _BEYOND_BRACES.search(text)):
        return text
    if quote == "'" and not re.search(r"[\t\r\n]", text):
        return "'" + text.replace("'", "''") + "'"
    return f'"{text.translate(_ESCAPES)}"'


def key(text: str, quote: str) -> str:
    """Return a key, quoted if need be."""
    plain = is_plain(text) and _PLAIN_KEY.fullmatch(text) and not is_odd_key(text)
    return text_in_line(text, quote, in_braces=True, always=not plain)


def in_braces(data: Data, quote: str) -> str:
    """Return any value as one line that can stand between brackets."""
    if isinstance(data, str):
        return text_in_line(data, quote, in_braces=True)
    if isinstance(data, list):
        return f"[{', '.join(in_braces(one, quote) for one in data)}]"
    return f"{{{', '.join(entry_in_braces(name, one, quote) for name, one in data.items())}}}"


def entry_in_braces(name: str, data: Data, quote: str) -> str:
    """Return a key and its value as they stand between braces."""
    return f"{key(name, quote)}: {in_braces(data, quote)}"


def head_and_body(data: Data, habit: Habit, *, quoted: bool = False) -> tuple[str, list[str]]:
    """Return a value: what stands in the line of its key, and the lines below, in from the key."""
    if isinstance(data, str):
        if not _fits_lines(data):
            return text_in_line(data, habit.quote, always=quoted), []
        sign = "|" if data.endswith("\n") else "|-"
        return sign, indented(data.removesuffix("\n").split("\n"), habit.step)
    if not data:
        return in_braces(data, habit.quote), []
    if isinstance(data, list):
        lines = [line for one in data for line in item(one, 2, habit)]
        return "", indented(lines, habit.dash)
    return "", indented(entries(data, habit), habit.step)


def entries(data: dict[str, Data], habit: Habit) -> list[str]:
    """Return the lines of a map, at column 0."""
    return [line for name, one in data.items() for line in entry(name, one, habit)]


def entry(name: str, data: Data, habit: Habit) -> list[str]:
    """Return the lines of a key and its value, at column 0."""
    head, body = head_and_body(data, habit)
    return [f"{key(name, habit.quote)}:{head and ' '}{head}", *body]


def item(data: Data, offset: int, habit: Habit) -> list[str]:
    """Return the lines of a list item, its dash at column 0, its content `offset` columns in."""
    if isinstance(data, dict) and data:
        lines = entries(data, habit)
    elif isinstance(data, list) and data:
        lines = [line for one in data for line in item(one, 2, habit)]
    else:
        head, body = head_and_body(data, habit)
        lines = [head, *body]
    first, *rest = lines
    return [f"-{' ' * (offset - 1)}{first}", *indented(rest, offset)]


def indented(lines: Iterable[str], columns: int) -> list[str]:
    """Return lines moved to the right, blank ones as they are."""
    return [" " * columns + line if line else line for line in lines]


def ends_with_line(data: Data) -> bool:
    """Tell whether the last line of a value, as it is written, must have a line break after it."""
    if isinstance(data, str):
        return _fits_lines(data) and data.endswith("\n")
    last = data[-1:] if isinstance(data, list) else list(data.values())[-1:]
    return any(ends_with_line(one) for one in last)


def _fits_lines(text: str) -> bool:
    """Tell whether a text can be written below `|`: lines as they are, and all readers agree."""
    body = text.removesuffix("\n")
    if "\n" not in text or "\r" in text or "\t" in text or not body:
        return False
    return not body[0].isspace() and not body[-1].isspace()
