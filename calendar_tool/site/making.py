"""Recipes made on all cores, while the other files of a site are written.

Knows processes; must not know what is made in them.
"""

import os
import signal
import sys
import threading
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import BrokenExecutor, Future
from contextlib import contextmanager
from itertools import chain
from typing import TYPE_CHECKING

from calendar_tool.clocks import own_zones
from calendar_tool.errors import RefusedError
from calendar_tool.site.feeds import SiteFile
from calendar_tool.site.recipes import Recipe

if TYPE_CHECKING:
    from multiprocessing.context import BaseContext
    from multiprocessing.process import BaseProcess

#: What weighs no more in all is made here sooner than processes are started.
_LIGHT = 500

#: More processes than these Windows cannot wait for.
_MOST = 61

_NOTHING: Mapping[str, str] = {}


def made(
    files: Iterable[SiteFile | Recipe],
    kept: Mapping[str, str] = _NOTHING,
    *,
    apart: bool = False,
) -> Iterator[SiteFile | Recipe]:
    """Yield files, of which the first are recipes, with those made that are not `kept`.

    `kept` are the recipes by which files were made that still stand, by path. `apart` has even
    little made in another process, where this one goes on for long. Raises what the recipes raise,
    and RefusedError if a process is ended from outside.
    """
    files = iter(files)
    wanted: list[Recipe] = []
    for file in files:
        if not isinstance(file, Recipe):
            files = chain([file], files)
            break
        if kept.get(file.path) == file.recipe:
            yield file
        else:
            wanted.append(file)
    with _workers(wanted, apart=apart) as making:
        yield from files
        for recipe, work in zip(wanted, making, strict=True):
            yield SiteFile(recipe.path, _result(recipe, work), recipe=recipe.recipe)


@contextmanager
def _workers(wanted: list[Recipe], *, apart: bool) -> Iterator[list[Future[bytes] | None]]:
    """Give the work that has begun on each recipe; None where it is to be done on the spot.

    Each has a process of its own, since a typesetter keeps its memory as long as it lives.
    """
    little = len(wanted) < 2 or sum(one.weight for one in wanted) <= _LIGHT
    if not wanted or (little and not apart):
        yield [None] * len(wanted)
        return
    from concurrent.futures import ProcessPoolExecutor

    number = min(len(wanted), os.cpu_count() or 1, _MOST)
    pool = ProcessPoolExecutor(
        number, mp_context=_nursery(wanted), initializer=_begin, max_tasks_per_child=1
    )
    try:
        with _undisturbed():  # or a process that has just been born would be nobody's
            making: list[Future[bytes] | None] = [
                pool.submit(one.make, *one.given) for one in wanted
            ]
        yield making
    except (KeyboardInterrupt, SystemExit, GeneratorExit):
        abandon()
        raise
    finally:
        pool.shutdown(cancel_futures=True)


def _nursery(wanted: list[Recipe]) -> "BaseContext":
    """Return where processes come from: one that has read the code already, and hears no Ctrl-C."""
    from multiprocessing import forkserver, get_context, resource_tracker

    if sys.platform == "win32":
        return get_context("spawn")
    how = get_context("forkserver")
    how.set_forkserver_preload(sorted({one.make.__module__ for one in wanted}))
    resource_tracker.ensure_running()  # it lets signals in again, so it comes first
    with _undisturbed():
        forkserver.ensure_running()
    return how


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Let Ctrl-C wait, also for processes that are born meanwhile."""
    if sys.platform == "win32":
        yield
        return
    heard = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, heard)


def abandon() -> None:
    """End all processes that are making something: what they make is no longer wanted."""
    from multiprocessing import active_children

    for one in active_children():
        one.terminate()


def _begin() -> None:
    """Make a process a limb of the one that waits for it: same zones, no Ctrl-C, no longer life."""
    from multiprocessing import parent_process

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    own_zones()
    threading.Thread(target=_end_with, args=(parent_process(),), daemon=True).start()


def _end_with(parent: "BaseProcess") -> None:
    parent.join()
    os._exit(1)


def _result(recipe: Recipe, work: Future[bytes] | None) -> bytes:
    try:
        return work.result() if work is not None else recipe.content
    except BrokenExecutor as broken:
        raise RefusedError("build.ended", path=recipe.path) from broken
