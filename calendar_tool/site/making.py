"""Recipes made on all cores, while the other files of a site are written.

Knows processes; must not know what is made in them.
"""

import os
import signal
import sys
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from itertools import chain
from multiprocessing import active_children, get_context

from calendar_tool.errors import RefusedError
from calendar_tool.site.feeds import SiteFile
from calendar_tool.site.recipes import Recipe

#: What weighs no more in all is made here sooner than processes are started.
_LIGHT = 500

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
    if little and not apart:
        yield [None] * len(wanted)
        return
    how = get_context("spawn" if sys.platform == "win32" else "forkserver")
    if sys.platform != "win32":
        how.set_forkserver_preload(sorted({one.make.__module__ for one in wanted}))
    pool = ProcessPoolExecutor(
        os.cpu_count(), mp_context=how, initializer=_leave_interrupts, max_tasks_per_child=1
    )
    try:
        yield [pool.submit(recipe.make, *recipe.given) for recipe in wanted]
    finally:
        pool.shutdown(cancel_futures=True)


def abandon() -> None:
    """End all processes that are making something: what they make is no longer wanted."""
    for one in active_children():
        one.terminate()


def _leave_interrupts() -> None:
    """Leave Ctrl-C to the process that everybody is waiting for."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _result(recipe: Recipe, work: Future[bytes] | None) -> bytes:
    try:
        return work.result() if work is not None else recipe.content
    except BrokenProcessPool as broken:
        raise RefusedError("build.ended", path=recipe.path) from broken
