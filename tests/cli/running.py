"""The tool as its users run it: a process of its own, with an environment that is wholly told."""

import os
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

EVENTS = Path(__file__).parents[2] / "events"
MOSCOW = EVENTS / "days-of-moscow-almaty-2019.yaml"
HERON = EVENTS / "white-heron-festival-2027.yaml"

#: What a run knows of this machine: nothing of its language, zone or terminal.
BARE = {
    name: os.environ[name] for name in ("PATH", "SYSTEMROOT", "PYTHONPATH") if name in os.environ
}


class Done(NamedTuple):
    """What became of a run."""

    status: int
    out: str
    err: str


def command(*arguments: str | Path) -> list[str]:
    """Return what is executed; UTF-8 mode is what the tool must not need."""
    return [sys.executable, "-m", "calendar_tool", *map(str, arguments)]


def run(
    *arguments: str | Path, cwd: Path | None = None, given: bytes | None = None, **environment: str
) -> Done:
    """Run the tool; `given` is its standard input, `environment` all that is set beside PATH."""
    done = subprocess.run(
        command(*arguments),
        cwd=cwd or EVENTS.parent,
        input=given,
        stdin=subprocess.DEVNULL if given is None else None,
        env={**BARE, "PYTHONPATH": str(EVENTS.parent), **environment},
        capture_output=True,
        timeout=60,
        check=False,
    )
    return Done(done.returncode, done.stdout.decode(), done.stderr.decode())
