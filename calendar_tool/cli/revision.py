"""A file as it was in an earlier git revision: the only place that runs git.

Git is started with arguments put together here, never through a shell, and what somebody typed
stands where no option can stand.
"""

import re
import subprocess
from pathlib import Path

from calendar_tool.cli.language import messages
from calendar_tool.errors import CalendarToolError
from calendar_tool.wording import words

_COMMIT = re.compile(rb"([0-9a-f]{40,64})\n")


def content_at(revision: str, path: Path) -> bytes:
    """Return the bytes of a file in a git revision.

    Raises CalendarToolError if there is no git, no repository, no such revision (a range of them
    is none), or no such file in it.
    """
    file = path.resolve()
    folder = ("git", "-C", str(file.parent))
    if _run(*folder, "rev-parse", "--git-dir") is None:
        raise _refusal("no_repository", revision, path)
    name = f"{revision}^{{commit}}"
    found = _run(*folder, "rev-parse", "--verify", "--end-of-options", name)
    commit = _COMMIT.fullmatch(found or b"")
    if commit is None:
        raise _refusal("no_revision", revision, path)
    content = _run(*folder, "cat-file", "blob", f"{commit[1].decode()}:./{file.name}")
    if content is None:
        raise _refusal("no_file", revision, path)
    return content


def _run(*command: str) -> bytes | None:
    """Return what git answers, None if it refuses; raises CalendarToolError if there is no git."""
    try:
        done = subprocess.run(  # noqa: S603 - no shell; no argument of ours can be an option
            command, stdin=subprocess.DEVNULL, capture_output=True, check=False
        )
    except FileNotFoundError as missing:
        raise _refusal("missing", "", Path()) from missing
    return done.stdout if done.returncode == 0 else None


def _refusal(key: str, revision: str, path: Path) -> CalendarToolError:
    says = words(messages(None, ()))
    return CalendarToolError(says.say(f"git.{key}", revision=revision, path=path))
