"""How far a long build has come, on a terminal only: in a file or a pipe it would be litter."""

import sys
from collections.abc import Iterable, Iterator

from calendar_tool.publishing import File
from calendar_tool.wording import Words


def counted(files: Iterable[File], says: Words) -> Iterator[File]:
    """Yield files, and show on the terminal how many there have been, which one is the last."""
    if not sys.stderr.isatty():
        yield from files
        return
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn

    columns = SpinnerColumn(), TextColumn("{task.description}", markup=False)
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("")
        for number, file in enumerate(files, 1):
            said = f"{says.count('build.written', number)}  {file.path}"
            progress.update(task, advance=1, description=said)
            yield file
