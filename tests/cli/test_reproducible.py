"""The same programme gives the same bytes on any machine, in any zone, locale and hash seed."""

from os import utime
from pathlib import Path

import pytest

from tests.cli.running import HERON, hang, run

SAVED = 1_800_000_000

ELSEWHERE = (
    {"TZ": "Asia/Tokyo", "LC_ALL": "C", "PYTHONHASHSEED": "1"},
    {"TZ": "America/St_Johns", "LC_ALL": "kk_KZ.UTF-8", "PYTHONHASHSEED": "4242"},
)


@pytest.fixture(scope="module")
def heron(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy with a time of its own, and without days that are near on some day."""
    path = hang(tmp_path_factory.mktemp("heron")) / HERON.name
    path.write_bytes(HERON.read_bytes())
    utime(path, (SAVED, SAVED))
    return path


@pytest.mark.parametrize(
    "arguments", [("export",), ("export", "--format", "text", "--lang", "kk"), ("print",)]
)
def test_two_machines_write_the_same_file(
    tmp_path: Path, heron: Path, arguments: tuple[str, ...]
) -> None:
    contents = []
    for number, environment in enumerate(ELSEWHERE):
        target = tmp_path / f"{number}"
        assert run(*arguments, heron, "-o", target, env=environment).status == 0
        contents.append(target.read_bytes())
    assert contents[0] == contents[1]
    assert len(contents[0]) > 10_000


def test_two_machines_build_the_same_site(tmp_path: Path, heron: Path) -> None:
    sites = []
    for number, environment in enumerate(ELSEWHERE):
        folder = tmp_path / f"{number}"
        assert run("build", heron, "--to", folder, "--tag", "night", env=environment).status == 0
        found = (path for path in folder.rglob("*") if path.is_file())
        sites.append({path.relative_to(folder): path.read_bytes() for path in found})
    assert sites[0] == sites[1]
    assert {path.name for path in sites[0]} > {"all.ics", "agenda.pdf"}
