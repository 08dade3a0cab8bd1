"""The command line: one file per command, assembled here. Results on stdout, all else on stderr.

Exit status: 0 done, 1 findings, 2 used wrongly, 3 could not be done, 130 interrupted.
"""

import atexit
import gc
import os
import signal
import sys
from collections.abc import Callable
from io import TextIOWrapper
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from calendar_tool import __version__
from calendar_tool.cli.add_event import add_event
from calendar_tool.cli.add_ids import add_ids
from calendar_tool.cli.agenda import agenda
from calendar_tool.cli.build import build
from calendar_tool.cli.cancel_event import cancel_event
from calendar_tool.cli.diff import diff
from calendar_tool.cli.edit_event import edit_event
from calendar_tool.cli.explain import explain
from calendar_tool.cli.export import export
from calendar_tool.cli.init import init
from calendar_tool.cli.move_event import move_event
from calendar_tool.cli.postpone_event import postpone_event
from calendar_tool.cli.print import print_
from calendar_tool.cli.publish import publish
from calendar_tool.cli.refusals import refusing
from calendar_tool.cli.remove_event import remove_event
from calendar_tool.cli.schema import schema
from calendar_tool.cli.serve import serve
from calendar_tool.cli.stats import stats
from calendar_tool.cli.status import status
from calendar_tool.cli.translations import Translated
from calendar_tool.cli.usage import Commands
from calendar_tool.cli.validate import validate
from calendar_tool.clocks import own_zones

app = typer.Typer(
    name="calendar-tool",
    cls=Commands,
    help="Event programmes in YAML become calendar feeds and printed agendas.",
    no_args_is_help=True,
    rich_markup_mode=None,  # half of the time that --help takes
    pretty_exceptions_enable=False,
)


def _version(asked: bool) -> None:
    if asked:
        typer.echo(f"calendar-tool {__version__}")
        raise typer.Exit


@app.callback()
def _main(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    """Event programmes in YAML become calendar feeds and printed agendas."""


_COMMANDS: dict[str, Callable[..., None]] = {
    "validate": validate,
    "export": export,
    "build": build,
    "publish": publish,
    "serve": serve,
    "stats": stats,
    "status": status,
    "diff": diff,
    "agenda": agenda,
    "print": print_,
    "schema": schema,
    "explain": explain,
}

#: Those that alter a programme: their texts have an option for each language.
_EDITING: dict[str, Callable[..., None]] = {
    "init": init,
    "add-event": add_event,
    "edit-event": edit_event,
    "move-event": move_event,
    "cancel-event": cancel_event,
    "postpone-event": postpone_event,
    "remove-event": remove_event,
    "add-ids": add_ids,
}

for _name, _command in _COMMANDS.items():
    app.command(_name)(refusing(_command))

for _name, _command in _EDITING.items():
    app.command(_name, cls=Translated)(refusing(_command))


def main() -> None:
    """Run the command line and exit with its status."""
    gc.disable()  # one short run: the collector would walk a growing programme for nothing
    own_zones()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:  # closed by who started us: `>&-`, some schedulers
            nowhere = Path(os.devnull).open(mode, encoding="utf-8")  # noqa: SIM115 - to the end
            setattr(sys, name, nowhere)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        app()
    except SystemExit as done:
        _leave(done.code if isinstance(done.code, int) else 0)


def _leave(status: int) -> NoReturn:
    """End the process at once: to free a long programme piece by piece is a tenth of its run.

    And a thread of a compiled library that wakes up while Python is taken down aborts it.
    """
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except BrokenPipeError:
        pass  # the reader has seen enough
    except OSError:
        status = 3
    if "multiprocessing.forkserver" in sys.modules:
        atexit._run_exitfuncs()  # noqa: SLF001 - it has something to clear away
    os._exit(status)
