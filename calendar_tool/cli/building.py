"""What `build` does, once it is known which programmes and where to."""

from collections.abc import Iterable
from pathlib import Path

import typer

from calendar_tool.cli.choosing import selections
from calendar_tool.cli.opening import today
from calendar_tool.cli.reporting import language_of, tell, tell_left_out
from calendar_tool.cli.selection import Asked
from calendar_tool.load import Loaded, load_all
from calendar_tool.occurrences import Occurrence
from calendar_tool.reports import printable
from calendar_tool.saving import save
from calendar_tool.site import Public, open_to_public, site
from calendar_tool.wording import words


def build_all(paths: Iterable[str], to: Path, asked: Asked) -> bool:
    """Write the files of every programme that is whole; return whether all of them were."""
    loaded = load_all(paths, today().date())
    language = language_of(loaded, None)
    for one in loaded:
        tell(one, language, "frames", err=True)
    whole = [one for one in loaded if not one.is_broken]
    for shown, chosen in [_chosen(one, asked) for one in whole]:
        _build(shown, chosen, to, language)
    return len(whole) == len(loaded)


def _chosen(loaded: Loaded, asked: Asked) -> tuple[Public, tuple[Occurrence, ...]]:
    """Return what anybody may see of a programme that is whole, and what is asked for of it."""
    assert loaded.programme is not None  # noqa: S101 - or it would be broken
    shown = open_to_public(loaded.programme, loaded.occurrences, loaded.told)
    return shown, shown.chosen(selections(asked, shown.programme))


def _build(shown: Public, chosen: tuple[Occurrence, ...], to: Path, language: str) -> None:
    files = list(site(shown, chosen))
    for file in files:
        save(to / file.path, file.content)
    tell_left_out(files[0].left_out, language)
    folder = to / shown.programme.id
    typer.echo(
        f"{printable(str(folder))}: {words(language).count('build.written', len(files))}", err=True
    )
