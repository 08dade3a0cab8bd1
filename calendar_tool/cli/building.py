"""What `build` does, once it is known which programmes and where to."""

from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256
from pathlib import Path

import typer

from calendar_tool import publishing
from calendar_tool.announcing import expiry, inputs
from calendar_tool.cli.choosing import selections
from calendar_tool.cli.opening import today
from calendar_tool.cli.progress import counted
from calendar_tool.cli.reporting import language_of, tell, tell_left_out
from calendar_tool.cli.selection import Asked
from calendar_tool.cli.sizing import tell_large, weighed
from calendar_tool.load import Loaded, load_all
from calendar_tool.occurrences import Occurrence
from calendar_tool.reports import printable
from calendar_tool.site import ALL, Part, Recipe, SiteFile, made, open_to_public, site
from calendar_tool.wording import Words, words


def build_all(paths: Iterable[str], to: Path, asked: Asked) -> bool:
    """Write the files of every programme that is whole; return whether all of them were."""
    loaded, whole, says = _open(paths)
    parts = [_part(one, asked) for one in whole]
    left_out: list[Occurrence] = []
    large: dict[str, bool] = {}
    if parts:
        disk = publishing.Disk(to)
        report = disk.fill(
            counted(weighed(made(_files(parts, left_out), disk.recipes()), large), says),
            now=max(shown.told for shown, _ in parts),
            inputs=_inputs(whole, parts, asked),
            expires=expiry(shown.ledger for shown, _ in parts),
        )
        number = len(report.written) + len(report.unchanged)
        tell_left_out(left_out, says.language)
        tell_large(large, says)
        counts = [says.count("build.written", number)]
        if report.removed:
            counts.append(says.count("publish.removed", len(report.removed)))
        typer.echo(f"{printable(str(to))}: {', '.join(counts)}", err=True)
    return len(whole) == len(loaded)


def check_all(paths: Iterable[str], to: Path, asked: Asked) -> bool:
    """Tell what a site or a ledger lacks; return whether nothing has to be built or published."""
    loaded, whole, says = _open(paths)
    parts = [_part(one, asked) for one in whole]
    stale = [
        one.source.name
        for one, (shown, _) in zip(whole, parts, strict=True)
        if one.ledger.versions and shown.ledger is not shown.before
    ]
    for name in stale:
        typer.echo(says.say("build.untold", path=printable(name)), err=True)
    disk = publishing.Disk(to)
    differing = disk.compare(counted(made(_files(parts, []), disk.recipes()), says))
    for path in differing[:5]:
        typer.echo(says.say("build.differs", path=printable(f"{to}/{path}")), err=True)
    if len(differing) > 5:
        typer.echo(says.count("build.more", len(differing) - 5), err=True)
    return not stale and not differing and len(whole) == len(loaded)


def _open(paths: Iterable[str]) -> tuple[list[Loaded], list[Loaded], Words]:
    """Return all programmes, and those that are whole, after their findings have been told."""
    loaded = load_all(paths, today().date())
    language = language_of(loaded, None)
    for one in loaded:
        tell(one, language, "frames", err=True)
    return loaded, [one for one in loaded if not one.is_broken], words(language)


def _part(loaded: Loaded, asked: Asked) -> Part:
    """Return what anybody may see of a programme that is whole, and what is asked for of it."""
    assert loaded.programme is not None  # noqa: S101 - or it would be broken
    shown = open_to_public(
        loaded.programme, loaded.occurrences, loaded.told, loaded.ledger, loaded.pictures
    )
    return shown, shown.chosen(selections(asked, shown.programme))


def _files(parts: Sequence[Part], left_out: list[Occurrence]) -> Iterator[SiteFile | Recipe]:
    """Yield the files of all programmes; what a feed of everything lacks goes to `left_out`."""
    wholes = {f"{shown.programme.id}/{shown.programme.languages[0]}/{ALL}" for shown, _ in parts}
    for file in site(parts):
        if isinstance(file, SiteFile) and file.path in wholes:
            left_out += file.left_out
        yield file


def _inputs(loaded: Sequence[Loaded], parts: Iterable[Part], asked: Asked) -> str:
    whole = inputs(loaded, [shown.ledger for shown, _ in parts])
    return sha256(f"{whole} {asked}".encode()).hexdigest() if any(asked.values()) else whole
