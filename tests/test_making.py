"""What takes long to make is made on all cores, and only if it is not there already."""

import os
import signal
import sys
from datetime import datetime
from importlib.resources import files
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from calendar_tool.errors import CalendarToolError, RefusedError
from calendar_tool.site import Recipe, SiteFile, made
from calendar_tool.site.recipes import digest

HEAVY = 1_000


def here(text: str) -> bytes:
    return f"{text} {os.getpid()}".encode()


def refuse(text: str) -> bytes:
    raise RefusedError("sheet.logo", path=text)


def end(_: str) -> bytes:
    os.kill(os.getpid(), signal.SIGKILL)
    return b""


def recipe(path: str, weight: int = HEAVY, make: object = here) -> Recipe:
    assert callable(make)
    return Recipe(path, digest(path), make, (path,), weight)


def test_heavy_files_are_made_in_processes_of_their_own_and_light_ones_here() -> None:
    light = [file.content for file in made([recipe("a", 1), recipe("b", 1)])]
    assert light == [here("a"), here("b")]
    assert [file.content for file in made([recipe("a")])] == [here("a")]
    heavy = [file.content for file in made([recipe("a"), recipe("b")])]
    assert [content.split()[0] for content in heavy] == [b"a", b"b"]
    assert len({content.split()[1] for content in [*light, *heavy]}) == 3


def test_a_made_file_knows_its_recipe() -> None:
    (file,) = made([recipe("a", 1)])
    assert file == SiteFile("a", here("a"), recipe=digest("a"))


def test_what_stands_by_the_same_recipe_is_not_made() -> None:
    kept, wanted = recipe("kept", make=refuse), recipe("wanted", 1)
    files = list(made([kept, wanted], {"kept": kept.recipe, "wanted": digest("older")}))
    assert files == [kept, SiteFile("wanted", here("wanted"), recipe=wanted.recipe)]


def test_other_files_pass_while_recipes_are_made() -> None:
    files = made([recipe("a"), SiteFile("feed.ics", b"feed")], apart=True)
    assert [file.path for file in files] == ["feed.ics", "a"]


@pytest.mark.parametrize("weight", [1, HEAVY])
def test_a_refusal_is_the_same_wherever_a_file_is_made(weight: int) -> None:
    with pytest.raises(CalendarToolError, match=r"logo\.svg"):
        list(made([recipe("logo.svg", weight, refuse), recipe("b", weight)]))


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="processes are not killed so there")
def test_a_process_that_is_ended_from_outside_is_told_with_the_file_it_made() -> None:
    with pytest.raises(RefusedError, match=r"a\.pdf: .*memory"):
        list(made([recipe("a.pdf", make=end)], apart=True))


def zone_of(name: str) -> bytes:
    return str(datetime(2026, 5, 1, tzinfo=ZoneInfo(name)).utcoffset()).encode()


@pytest.mark.skipif(sys.platform == "win32", reason="there is no database of zones")
def test_other_processes_have_the_same_zones_whatever_the_machine_has(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "Asia").mkdir()
    plus_six = files("tzdata") / "zoneinfo" / "Etc" / "GMT-6"
    (tmp_path / "Asia" / "Almaty").write_bytes(plus_six.read_bytes())
    monkeypatch.setenv("PYTHONTZPATH", str(tmp_path))
    (made_there,) = made([recipe("Asia/Almaty", make=zone_of)], apart=True)
    assert made_there.content == b"5:00:00"


def test_a_digest_tells_values_apart_and_their_order() -> None:
    assert digest("a", "b") == digest("a", "b")
    assert len({digest("a", "b"), digest("b", "a"), digest("a"), digest("ab")}) == 4
