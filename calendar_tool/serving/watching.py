"""A site that follows its files: what stands is replaced as a whole when they have changed.

Must not know HTTP; whoever made it tells it the time.
"""

import asyncio
import os
from collections.abc import AsyncIterator, Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from datetime import date, datetime
from pathlib import Path

from watchfiles import awatch

from calendar_tool.errors import CalendarToolError
from calendar_tool.load import Loaded, load_all
from calendar_tool.serving.resources import Resource
from calendar_tool.serving.standing import Standing, stand

#: What somebody saves in several steps is read once, this many milliseconds after the last.
_QUIET = 100

#: How often it is looked whether something has changed of which the system did not tell, in
#: milliseconds: another day has begun, or the files are on a disk in a network. It is read when it
#: is seen twice, since the system may just be about to tell.
_LOOKS = 1_000

#: Programmes, what their subscribers were told, and pictures as they are usually called.
_OURS = (".yaml", ".yml", ".ledger.jsonl", ".svg", ".png", ".jpg", ".jpeg", ".gif", ".webp")


#: A day, and when each file was changed.
_State = tuple[date, dict[str, int]]


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
        self._state: _State | None = None
        self._loaded: Sequence[Loaded] = ()
        self.standing: Standing | None = None

    def read(self) -> Standing:
        """Read all programmes and let what is whole stand; raises CalendarToolError, OSError."""
        self._state = self._look()
        loaded = load_all(self._paths, self._state[0])
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

        Yields when what was read stands.
        """
        changes = awatch(
            *self._folders(),
            watch_filter=lambda _, path: self._is_ours(path),
            debounce=_QUIET * 4,
            step=_QUIET,
            stop_event=stop,
            rust_timeout=_LOOKS,
            yield_on_timeout=True,
            recursive=False,
        )
        before = self._state
        async for changed in changes:
            seen = self._look()
            if changed or before == seen != self._state:
                await asyncio.to_thread(self.read_again)
                yield
            before = seen

    def _folders(self) -> set[Path]:
        """Return where the files are, and where those are that links lead to."""
        programmes = [Path(one.source.name) for one in self._loaded]
        pictures = [
            Path(one.source.name).parent / src for one in self._loaded for src in one.pictures
        ]
        files = [*map(Path, self._paths), *programmes, *pictures]
        return {
            folder if folder.is_dir() else folder.parent
            for path in files
            for folder in (path, Path(os.path.realpath(path)))
        }

    def _is_ours(self, path: str) -> bool:
        """Return whether a file may be part of a programme: editors hide their own copies."""
        name = Path(path).name
        asked = name.endswith(_OURS) or name in (Path(one).name for one in self._paths)
        return asked and not name.startswith(".")

    def _look(self) -> _State:
        """Return which day it is, and when each file was last changed."""
        return self._clock().date(), dict(self._changed())

    def _changed(self) -> Iterator[tuple[str, int]]:
        for folder in self._folders():
            with suppress(OSError), os.scandir(folder) as entries:
                for one in filter(lambda one: self._is_ours(one.path), entries):
                    with suppress(OSError):  # a link that leads nowhere
                        yield one.path, one.stat().st_mtime_ns

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
