"""Files that take long to make, as recipes: what makes each of them, and from what.

A recipe is a value: it can be sent to another process, and equal ones give equal bytes, so that
what is there already need not be made again. Must not know what a site holds.
"""

from collections.abc import Callable
from functools import cache
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import NamedTuple

#: What else decides about the bytes of a file: typesetting and fonts, templates, dates, zones.
_LIBRARIES = (
    "typst",
    "manimgx-fonts",
    "manimgx-fonts-cjk",
    "segno",
    "Jinja2",
    "MarkupSafe",
    "Babel",
    "tzdata",
    "icalendar",
    "python-dateutil",
)


class Recipe(NamedTuple):
    """A file that is still to be made: `make`, a function of a module, makes it from `given`.

    `recipe` is a digest of all that its bytes follow from, `weight` the number of entries in it.
    """

    path: str
    recipe: str
    make: Callable[..., bytes]
    given: tuple[object, ...]
    weight: int

    @property
    def content(self) -> bytes:
        """The bytes, made here and now, at each time of asking."""
        return self.make(*self.given)


def digest(*causes: object) -> str:
    """Return a digest of values whose `repr` tells all of them."""
    found = sha256(program().encode())
    for cause in causes:
        told = repr(cause).encode(errors="surrogatepass")
        found.update(b"%d\n" % len(told) + told)
    return found.hexdigest()


@cache
def program() -> str:
    """Return a digest of this program and of the libraries that shape what it writes."""
    found = sha256(" ".join(map(_version, _LIBRARIES)).encode())
    _read(files("calendar_tool"), found.update)
    return found.hexdigest()


def _version(library: str) -> str:
    try:
        return version(library)
    except PackageNotFoundError:  # an extra
        return "none"


def _read(folder: Traversable, take: Callable[[bytes], None]) -> None:
    for entry in sorted(folder.iterdir(), key=lambda one: one.name):
        if entry.is_dir():
            if entry.name != "__pycache__":
                _read(entry, take)
        else:
            take(entry.name.encode() + entry.read_bytes())
