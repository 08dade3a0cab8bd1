"""What `build` does, once it is known which programmes and where to."""

from collections.abc import Iterable
from pathlib import Path

import typer

from calendar_tool.cli.choosing import selections
from calendar_tool.cli.opening import today
from calendar_tool.cli.reporting import language_of, tell, tell_left_out
from calendar_tool.cli.selection import Asked
from calendar_tool.load import Loaded, load_all
from calendar_tool.saving import save
from calendar_tool.site import open_to_public, site
from calendar_tool.wording import words


def build_all(paths: Iterable[str], to: Path, asked: Asked) -> bool:
    """Write the files of every programme that is whole; return whether all of them were."""
    loaded = load_all(paths, today().date())
    language = language_of(loaded, None)
    for one in loaded:
        tell(one, language, "frames", err=True)
        if not one.is_broken:
            _build(one, to, asked, language)
    return not any(one.is_broken for one in loaded)


def _build(loaded: Loaded, to: Path, asked: Asked, language: str) -> None:
    if loaded.programme is None:
        return
    shown = open_to_public(loaded.programme, loaded.occurrences, loaded.told)
    chosen = shown.chosen(selections(asked, shown.programme))
    files = list(site(shown, chosen))
    for file in files:
        save(to / file.path, file.content)
    tell_left_out(files[0].left_out, shown.programme.languages[0])
    folder = to / shown.programme.id
    typer.echo(f"{folder}: {words(language).count('build.written', len(files))}", err=True)
