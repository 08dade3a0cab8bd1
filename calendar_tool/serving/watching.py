"""A site that follows its files: what stands is replaced as a whole when they have changed.

Must not know HTTP; whoever made it tells it the time.
"""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterable, Sequence
from datetime import date, datetime
from pathlib import Path

from watchfiles import Change, awatch

from calendar_tool.errors import CalendarToolError
from calendar_tool.load import Loaded, load_all
from calendar_tool.serving.resources import Resource
from calendar_tool.serving.standing import Standing, stand

#: What somebody saves in several steps is read once, this many milliseconds after the last.
_QUIET = 100

#: How often it is seen whether another day has begun, in milliseconds: some things end by date.
_LONGEST = 600_000


class Keeper:
    """What stands at present of the programmes at `paths`.

    `clock` gives the present moment. `told` is given all programmes whenever they were read, and
    returns what is wrong with them, a line each, for the pages to show if `watches`; it is given a
    refusal as well.
    """

    def __init__(
        self,
        paths: Sequence[str],
        clock: Callable[[], datetime],
        told: Callable[[Sequence[Loaded] | CalendarToolError | OSError], Iterable[str]],
        *,
        watches: bool,
    ) -> None:
        self._paths = paths
        self._clock = clock
        self._told = told
        self._watches = watches
        self._day: date | None = None
        self._loaded: Sequence[Loaded] = ()
        self.standing: Standing | None = None

    def read(self) -> Standing:
        """Read all programmes and let what is whole stand; raises CalendarToolError, OSError."""
        self._day = self._clock().date()
        loaded = load_all(self._paths, self._day)
        return self._stand(loaded, tuple(self._told(loaded)))

    def read_again(self) -> None:
        """Do the same, but let everything stand as it does if the files cannot be read."""
        try:
            self.read()
        except (CalendarToolError, OSError) as refused:
            assert self.standing is not None  # noqa: S101 - it was read before
            self._stand(self._loaded, tuple(self._told(refused)))

    async def follow(self, stop: asyncio.Event) -> AsyncIterator[None]:
        """Read again, beside the loop, when files or the date have changed, until `stop` is set.

        Yields when what is in changed files stands.
        """
        folders = {path if (path := Path(one)).is_dir() else path.parent for one in self._paths}
        changes = awatch(
            *folders,
            watch_filter=_is_ours,
            debounce=_QUIET * 4,
            step=_QUIET,
            stop_event=stop,
            rust_timeout=_LONGEST,
            yield_on_timeout=True,
            recursive=False,
        )
        async for changed in changes:
            if changed or self._clock().date() != self._day:
                await asyncio.to_thread(self.read_again)
            if changed:
                yield

    def find(self, path: str) -> Resource | None:
        """Return the file at a path of the site as it stands."""
        return self.standing.find(path) if self.standing is not None else None

    def has_folder(self, path: str) -> bool:
        """Return whether there is an index at `path/`."""
        return self.standing is not None and self.standing.has_folder(path)

    def _stand(self, loaded: Sequence[Loaded], notes: tuple[str, ...]) -> Standing:
        shown = notes if self._watches else None
        self.standing = stand(loaded, shown, self._clock(), self.standing)
        self._loaded = loaded
        return self.standing


def _is_ours(_: Change, path: str) -> bool:
    """Return whether a file may be part of a programme: editors hide their own copies."""
    name = Path(path).name
    return not (name.startswith(".") or name.endswith(("~", ".tmp", ".swp", ".lock")))
