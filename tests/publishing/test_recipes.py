"""What takes long to make is not asked for while what was made by the same recipe stands."""

from pathlib import Path
from typing import NamedTuple

import pytest

from calendar_tool.publishing import Disk
from tests.publishing.sites import NOW, accept, tree

PUBLISHERS = pytest.mark.parametrize("linked", [True, False])


class Slow(NamedTuple):
    """A file that tells when it is made."""

    path: str
    recipe: str
    made: bytes
    asked: list[str]

    @property
    def content(self) -> bytes:
        self.asked.append(self.path)
        return self.made


def put(file: Slow, site: Path, *, linked: bool) -> tuple[str, ...]:
    if linked:
        report = Disk(site).publish([file], now=NOW, inputs="some", expires=None, verify=accept)
    else:
        report = Disk(site).fill([file], now=NOW, inputs="some", expires=None)
    return report.written


@PUBLISHERS
def test_the_same_recipe_is_not_made_again(tmp_path: Path, linked: bool) -> None:
    site, asked = tmp_path / "site", list[str]()
    assert put(Slow("a.pdf", "r1", b"one", asked), site, linked=linked) == ("a.pdf",)
    before = tree(site)
    assert put(Slow("a.pdf", "r1", b"never seen", asked), site, linked=linked) == ()
    assert asked == ["a.pdf"]
    assert tree(site) == before


@PUBLISHERS
def test_another_recipe_is_made_and_noted_though_its_bytes_are_the_same(
    tmp_path: Path, linked: bool
) -> None:
    site, asked = tmp_path / "site", list[str]()
    put(Slow("a.pdf", "r1", b"one", asked), site, linked=linked)
    assert put(Slow("a.pdf", "r2", b"one", asked), site, linked=linked) == ()
    assert Disk(site).recipes() == {"a.pdf": "r2"}
    assert put(Slow("a.pdf", "r3", b"two", asked), site, linked=linked) == ("a.pdf",)
    assert len(asked) == 3
    manifest = Disk(site).manifest()
    assert manifest is not None
    assert manifest.files[0].recipe == "r3"


@PUBLISHERS
@pytest.mark.parametrize("damage", ["edited", "removed"])
def test_what_was_damaged_is_made_again(tmp_path: Path, linked: bool, damage: str) -> None:
    site, asked = tmp_path / "site", list[str]()
    put(Slow("a.pdf", "r1", b"one", asked), site, linked=linked)
    if damage == "edited":
        (site / "a.pdf").write_bytes(b"two")
    else:
        (site / "a.pdf").unlink()
    assert Disk(site).recipes() == {}
    assert put(Slow("a.pdf", "r1", b"one", asked), site, linked=linked) == ("a.pdf",)
    assert (site / "a.pdf").read_bytes() == b"one"
