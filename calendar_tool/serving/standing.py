"""What is on show: all files of a site by path, and calendars that single readers chose.

A programme that is broken stays as it was last good. Reads programmes; must not know HTTP or when.
"""

from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial

from calendar_tool.load import Loaded
from calendar_tool.publishing import change_time
from calendar_tool.serving.pages import served
from calendar_tool.serving.resources import Resource
from calendar_tool.site import (
    Part,
    Personal,
    Recipe,
    SiteFile,
    made,
    open_to_public,
    site,
)

#: How many personal calendars are kept at a time; others are made anew when they are asked for.
_KEPT = 256

_INDEX = "index.html"


@dataclass(frozen=True, kw_only=True)
class Standing:
    """A site as it stands.

    `parts` are its programmes by the names of their files, `notes` what is wrong with files that
    are not as they should be, for a bar on the pages; None where pages do not watch. It stands so
    since `since`, in UTC.
    """

    since: datetime
    parts: Mapping[str, Part] = field(default_factory=dict)
    resources: Mapping[str, Resource] = field(default_factory=dict)
    notes: tuple[str, ...] | None = None
    personal: Mapping[str, Personal] = field(default_factory=dict)
    _chosen: OrderedDict[str, Resource] = field(default_factory=OrderedDict, repr=False)

    def find(self, path: str) -> Resource | None:
        """Return the file at a path of the site, or what a personal calendar's path asks for."""
        found = self.resources.get(path)
        if found is None and (not path or path.endswith("/")):
            found = self.resources.get(path + _INDEX)
        return found if found is not None else self._find_chosen(path)

    def has_folder(self, path: str) -> bool:
        """Return whether there is an index at `path/`."""
        return f"{path}/{_INDEX}" in self.resources

    def _find_chosen(self, path: str) -> Resource | None:
        """Return the calendar at `<programme>/<language>/my/<id>+<id>.ics`."""
        folder, my, name = path.rpartition("/my/")
        chooser = self.personal.get(folder)
        if not my or chooser is None or not name.endswith(".ics"):
            return None
        ids = chooser.known(name.removesuffix(".ics").split("+"))
        if not ids:
            return None
        key = f"{folder}/my/{'+'.join(ids)}.ics"
        found = self._chosen.get(key)
        if found is None:
            found = Resource(key, partial(chooser.feed, ids), ids, self.since)
            self._chosen[key] = found
            while len(self._chosen) > _KEPT:
                self._chosen.popitem(last=False)
        return found


def stand(
    loaded: Sequence[Loaded], notes: tuple[str, ...] | None, now: datetime, before: Standing | None
) -> Standing:
    """Return the site of programmes, each as it is now or, if it is broken, as it was `before`.

    What did not change is the same object as before, the site itself too; what did is younger.
    """
    before = before or Standing(since=now)
    since = change_time(now, before.since)
    parts = {
        one.source.name: part
        for one in loaded
        if (part := before.parts.get(one.source.name) if one.is_broken else _part(one))
    }
    resources = {
        file.path: _resource(file, notes, since, before.resources.get(file.path))
        for file in site(list(parts.values()))
    }
    if resources == before.resources:
        return before
    personal = {
        f"{shown.programme.id}/{language}": Personal(shown, language)
        for shown, _ in parts.values()
        for language in shown.programme.languages
    }
    return Standing(since=since, parts=parts, resources=resources, notes=notes, personal=personal)


def _part(loaded: Loaded) -> Part:
    assert loaded.programme is not None  # noqa: S101 - or it would be broken
    shown = open_to_public(
        loaded.programme, loaded.occurrences, loaded.told, loaded.ledger, loaded.pictures
    )
    return shown, shown.everything


def _resource(
    file: SiteFile | Recipe,
    notes: tuple[str, ...] | None,
    since: datetime,
    before: Resource | None,
) -> Resource:
    """Return a file to be made when it is asked for, or what was there if it is the same."""
    is_page = file.path.endswith(".html")
    cause = (file.recipe or file.content, notes if is_page else None)
    if before is not None and before.cause == cause:
        return before

    def make() -> bytes:
        if is_page:
            return served(file.content, notes)
        (paper,) = made([file], apart=True)  # a typesetter would keep its memory for ever
        return paper.content

    return Resource(file.path, make, cause, since)
