"""What subscribers would be told of a file as it is, and what they were told of it."""

from dataclasses import replace
from datetime import datetime
from pathlib import Path

from calendar_tool.cli.opening import ready, today
from calendar_tool.cli.revision import content_at
from calendar_tool.load import STANDARD_INPUT, Loaded, load, load_bytes
from calendar_tool.site import Public, open_to_public


def stated(loaded: Loaded, now: datetime | None = None) -> Public:
    """Return what anybody may see of a file, told `now` or when it was written.

    Exits with 1 if the file is broken.
    """
    programme = ready(loaded)
    return open_to_public(programme, loaded.occurrences, now or loaded.told, loaded.ledger)


def stated_before(old: str, new: str) -> Public:
    """Return what anybody may see of the file `old`, else of `new` in the git revision `old`.

    Of that only errors are reported. Exits with 1 if there are any; raises CalendarToolError if
    there is neither such a file nor such a revision.
    """
    if old == STANDARD_INPUT or Path(old).is_file():
        loaded = load(old, today().date())
    else:
        content = content_at(old, Path(new))
        loaded = load_bytes(content, f"{old}:{new}", today().date(), None)
    errors = tuple(one for one in loaded.diagnostics if one.is_error)
    return stated(replace(loaded, diagnostics=errors))
