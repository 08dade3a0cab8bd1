"""Where a result goes: to standard output or to a file, and never onto the programme itself."""

import sys
from pathlib import Path

from calendar_tool.cli.language import messages
from calendar_tool.cli.misuse import misuse
from calendar_tool.wording import words


def write(content: bytes, output: str | None, source: str) -> None:
    """Write a result to the file asked for, or to standard output; `source` is what it is made of.

    Raises OSError; exits with 2 if it would overwrite its source.
    """
    from calendar_tool.saving import save

    if output is None or output == "-":
        sys.stdout.buffer.write(content)
        return
    target, origin = Path(output), Path(source)
    if target.exists() and origin.exists() and target.samefile(origin):
        says = words(messages(None, ()))
        raise misuse(says.say("misuse.itself", path=target))
    save(target, content)
