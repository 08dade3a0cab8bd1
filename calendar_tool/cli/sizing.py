"""Advice on calendars that are too large for those who read them, told once a site is made."""

from collections.abc import Iterable, Iterator, Mapping

import typer

from calendar_tool.publishing import File
from calendar_tool.sizes import advise, is_feed, is_large
from calendar_tool.wording import Words

#: How many feeds of a programme are named.
_NAMED = 5


def weighed(files: Iterable[File], large: dict[str, bool]) -> Iterator[File]:
    """Yield files; of each feed among them `large` learns whether it is too large."""
    for file in files:
        if is_feed(file.path):
            large[file.path] = is_large(file.content)
        yield file


def tell_large(large: Mapping[str, bool], says: Words) -> None:
    """Say on stderr which calendars are too large for Google, and which to offer instead."""
    for programme, names, fit in advise(large):
        feeds = ", ".join(names[:_NAMED]) + " …" * (len(names) > _NAMED)
        key = "build.large" if fit else "build.all_large"
        typer.echo(says.say(key, id=programme, feeds=feeds, fit=", ".join(fit)), err=True)
