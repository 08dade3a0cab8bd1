"""From a path to a programme that has been read, parsed and checked; prints nothing."""

import os
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from pathlib import Path

from calendar_tool import ledger
from calendar_tool.checks import Facts, check, silence
from calendar_tool.diagnostics import Diagnostic
from calendar_tool.errors import RefusedError
from calendar_tool.ledger import Ledger
from calendar_tool.model import Event, Image, Programme
from calendar_tool.occurrences import Occurrence, unfold
from calendar_tool.pictures import LARGEST, TOGETHER, Fault, Picture, recognized
from calendar_tool.reports import Source
from calendar_tool.source.decode import taken
from calendar_tool.source.document import read
from calendar_tool.source.parse import UNREAD, parse

#: Stands for standard input in place of a path.
STANDARD_INPUT = "-"

#: Codes of references that cannot be followed: nobody wrote the value that is then wrong.
_LEADS_NOWHERE = ("Y106", "Y108")

#: The digits of the last second that every platform's clock knows, in the year 5138.
_LONGEST_EPOCH = 11


#: The ledger of a programme that was never published.
_NOTHING = Ledger()


@dataclass(frozen=True, kw_only=True)
class Loaded:
    """A file as it was found: `programme` is None if not even its head could be read.

    `told` is the UTC instant for which calendars are told of the file's present state: the time
    in SOURCE_DATE_EPOCH, else the file's own, else the start of the programme's first day.
    `pictures` are those that it names and that lie beside it, by `src`.
    """

    source: Source
    programme: Programme | None
    occurrences: tuple[Occurrence, ...]
    diagnostics: tuple[Diagnostic, ...]
    told: datetime
    ledger: Ledger = field(default_factory=Ledger)
    pictures: Mapping[str, Picture] = field(default_factory=dict, repr=False)

    @property
    def is_broken(self) -> bool:
        """Whether there is an error, so that nothing may be made of it."""
        return self.programme is None or any(one.is_error for one in self.diagnostics)


def load(path: str, today: date) -> Loaded:
    """Read, parse and check one file, or standard input for `-`; raises OSError."""
    if path == STANDARD_INPUT:
        return load_bytes(taken(sys.stdin.buffer), "<stdin>", today, None)
    file = Path(path)
    with file.open("rb") as opened:
        modified = datetime.fromtimestamp(os.fstat(opened.fileno()).st_mtime_ns // 10**9, UTC)
        data = taken(opened)
    folder = Path(os.path.realpath(file)).parent
    return load_bytes(data, path, today, modified, read_ledger(ledger_beside(path)), folder)


def ledger_beside(path: str) -> Path:
    """Return where the ledger of a programme's file lies: `city.ledger.jsonl` beside `city.yaml`.

    Committed with it, it says what subscribers were told. A link has that of the file it leads to.
    """
    file = Path(path)
    return Path(os.path.realpath(file) if file.is_symlink() else file).with_suffix(".ledger.jsonl")


def read_ledger(path: Path) -> Ledger:
    """Return the ledger in a file, of nothing if there is none; raises LedgerError, OSError."""
    try:
        return ledger.read(path.read_bytes(), str(path))
    except FileNotFoundError:
        return Ledger()


def load_bytes(
    data: bytes,
    name: str,
    today: date,
    modified: datetime | None,
    known: Ledger = _NOTHING,
    folder: Path | None = None,
) -> Loaded:
    """Parse and check the bytes of a file that follows upon what is `known` to subscribers.

    `modified` is None if nobody knows when it was, `folder` if nothing can lie beside it.
    """
    document = read(data)
    programme, found = parse(document)
    occurrences: tuple[Occurrence, ...] = ()
    pictures: Mapping[str, Picture | Fault] = {}
    diagnostics = found
    if programme is not None:
        occurrences = unfold(programme)
        pictures = dict(_pictures(programme, folder)) if folder else {}
        facts = Facts(
            programme=programme,
            occurrences=occurrences,
            today=today,
            told=known.told,
            faults={src: one for src, one in pictures.items() if isinstance(one, Fault)},
        )
        unreadable = [one for one in found if one.is_error]
        doubts = [one for one in found if not one.is_error]
        told = silence([*doubts, *check(facts)], programme)
        if unreadable:  # what an `ignore` is for may be in what could not be read
            told = [one for one in told if one.key != "N901.unused"]
        diagnostics = (*unreadable, *told)
    diagnostics = tuple(_without_echo(diagnostics))
    return Loaded(
        source=Source(name, document.text),
        programme=programme,
        occurrences=occurrences,
        diagnostics=diagnostics,
        told=_told(programme, modified),
        ledger=known,
        pictures={src: one for src, one in pictures.items() if isinstance(one, Picture)},
    )


def _pictures(programme: Programme, folder: Path) -> Iterator[tuple[str, Picture | Fault]]:
    """Read the pictures beside a file that its programme names, as many as a page may hold."""
    people = (person.image for person in programme.people.values())
    images = (programme.logo, *people, *_images(programme.events))
    room = TOGETHER
    for src in dict.fromkeys(one.src for one in images if one and "://" not in one.src):
        found = _picture(folder, src)
        if isinstance(found, Picture) and len(found.content) > room:
            found = Fault.MANY
        elif isinstance(found, Picture) and _is_damaged(programme, src, found):
            found = Fault.KIND
        if isinstance(found, Picture):
            room -= len(found.content)
        yield src, found


def _is_damaged(programme: Programme, src: str, picture: Picture) -> bool:
    """Return whether a picture is the logo, which is on paper too, and nothing can draw it."""
    if programme.logo is None or programme.logo.src != src:
        return False
    from calendar_tool.exporters.pdf.typesetting import is_drawable  # noqa: PLC0415 - few have one

    return not is_drawable(picture)


def _images(events: Iterable[Event]) -> Iterator[Image | None]:
    for event in events:
        yield event.image
        yield from _images(event.events)


def _picture(folder: Path, src: str) -> Picture | Fault:
    """Read one; whatever a path or a link says, nothing comes from outside the folder."""
    try:
        path = Path(os.path.realpath(folder / src))
        if not path.is_relative_to(folder):
            return Fault.OUTSIDE
        if not path.is_file():
            return Fault.MISSING
        with path.open("rb") as opened:
            return recognized(opened.read(LARGEST + 1))
    except (OSError, ValueError):
        return Fault.MISSING


def _without_echo(found: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
    """Leave out what is only said because a reference by `*` there leads nowhere."""
    found = list(found)
    lost = {one.span for one in found if one.code in _LEADS_NOWHERE}
    return (one for one in found if one.code in _LEADS_NOWHERE or one.span not in lost)


def load_all(paths: Iterable[str], today: date) -> list[Loaded]:
    """Load files and all programmes in folders; an id that two of them share is an error."""
    loaded = []
    first: dict[str, str] = {}
    for path in {os.path.realpath(path): path for path in _files(paths)}.values():
        one = load(path, today)
        if one.programme is not None and one.programme.id != UNREAD:
            known = first.setdefault(one.programme.id, one.source.name)
            if known != one.source.name:
                one = _with_id_twice(one, one.programme, known)
        loaded.append(one)
    return loaded


def _with_id_twice(loaded: Loaded, programme: Programme, first: str) -> Loaded:
    twice = Diagnostic(
        key="P701.files",
        values={"id": programme.id, "first": first},
        span=programme.origin.at("id"),
    )
    return replace(loaded, diagnostics=(*loaded.diagnostics, twice))


def _files(paths: Iterable[str]) -> Iterator[str]:
    for path in paths:
        folder = Path(path)
        if path == STANDARD_INPUT or not folder.is_dir():
            yield path
            continue
        found = sorted(filter(_is_programme, folder.iterdir()))
        if not found:
            raise RefusedError("refusal.no_programme", path=path)
        yield from map(str, found)


def _is_programme(path: Path) -> bool:
    """Return whether a file in a folder is meant as a programme: editors hide their own copies."""
    return path.suffix in (".yaml", ".yml") and not path.name.startswith(".") and path.is_file()


def pinned() -> datetime | None:
    """Return the moment that SOURCE_DATE_EPOCH asks to take for the present one, in UTC."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if epoch.isdecimal() and len(epoch) <= _LONGEST_EPOCH:
        return datetime.fromtimestamp(int(epoch), UTC)
    return None


def _told(programme: Programme | None, modified: datetime | None) -> datetime:
    moment = pinned() or modified
    if moment is not None:
        return moment
    day = programme.first_day if programme is not None else date(1970, 1, 1)
    return datetime(day.year, day.month, day.day, tzinfo=UTC)
