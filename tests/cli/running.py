"""The tool as its users run it: as a process of its own, or called, where that proves as much."""

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from typer.testing import CliRunner

from calendar_tool.cli import app

ROOT = Path(__file__).parents[2]
MOSCOW = ROOT / "events" / "days-of-moscow-almaty-2019.yaml"
HERON = ROOT / "events" / "white-heron-festival-2027.yaml"

#: Long before HERON, of which something is still to be announced: there is a warning just before.
BEFORE = {"SOURCE_DATE_EPOCH": "1795305600"}

#: What a process knows of this machine: nothing of its language, zone or terminal.
BARE = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT") if name in os.environ}
BARE["PYTHONPATH"] = str(ROOT)

#: The same for a call.
UNKNOWN = dict.fromkeys(("LC_ALL", "LC_MESSAGES", "LANG", "SOURCE_DATE_EPOCH"))

NOTHING: Mapping[str, str] = {}

PROGRAMME = """\
format: 1
id: city-day
title: {en: City Day, ru: День города, kk: Қала күні}
languages: [en, ru, kk]
time_zone: Asia/Almaty
dates: 14–15 Sep 2019
url: https://example.org/city-day/
defaults: {access: free}
feeds:
  - id: children
    title: {en: For children, ru: Детям, kk: Балаларға}
    select: {tags: [family]}
venues:
  hall:
    name: {en: Great Hall, ru: Большой зал, kk: Үлкен зал}
    rooms: {main: {en: Main stage, ru: Сцена, kk: Сахна}}
  park:
    name: {en: Park, ru: Парк, kk: Саябақ}
people:
  serova:
    name: {en: Anna Serova, ru: Анна Серова, kk: Анна Серова}
tracks:
  music:
    name: {en: Music, ru: Музыка, kk: Музыка}
  sport:
    name: {en: Sport, ru: Спорт, kk: Спорт}
events:
  - title: {en: Opening, ru: Открытие, kk: Ашылуы}
    id: opening
    when: 14 Sep 10:00–11:00
    venue: hall
    room: main
    kind: ceremony
    people: [serova]
  - title: {en: Concert, ru: Концерт, kk: Концерт}
    id: concert
    when: 14 Sep 19:00–21:00
    venue: park
    track: music
    kind: concert
  - title: {en: Run, ru: Забег, kk: Жүгіру}
    id: run
    when: 15 Sep 09:00–10:00
    venue: park
    track: sport
    kind: sport
    tags: [family, open-air]
  - title: {en: Songs, ru: Песни, kk: Әндер}
    id: songs
    when: 15 Sep 12:00–13:00
    venue: hall
    track: music
    kind: concert
    tags: [family]
"""


class Done(NamedTuple):
    """What became of a run."""

    status: int
    output: bytes
    err: str

    @property
    def out(self) -> str:
        """What was written to standard output, as UTF-8."""
        return self.output.decode()


def command(*arguments: str | Path) -> list[str]:
    """Return what is to be executed."""
    return [sys.executable, "-m", "calendar_tool", *map(str, arguments)]


def run(
    *arguments: str | Path,
    env: Mapping[str, str] = NOTHING,
    cwd: Path = ROOT,
    given: bytes = b"",
) -> Done:
    """Run the tool in a process; `env` is added to a bare one, `given` is its standard input."""
    done = subprocess.run(
        command(*arguments),
        cwd=cwd,
        input=given,
        env={**BARE, **env},
        capture_output=True,
        timeout=600,
        check=False,
    )
    return Done(done.returncode, done.stdout, done.stderr.decode())


def call(*arguments: str | Path, env: Mapping[str, str] = NOTHING, given: bytes = b"") -> Done:
    """Call the tool; its own mistakes are not caught."""
    done = CliRunner().invoke(
        app,
        [*map(str, arguments)],
        input=given,
        env={**UNKNOWN, **env},
        catch_exceptions=False,
    )
    return Done(done.exit_code, done.stdout_bytes, done.stderr)


def hang(folder: Path) -> Path:
    """Put the pictures of the programmes in `events/` into a folder, beside a copy of those."""
    for picture in HERON.parent.glob("*.svg"):
        shutil.copy(picture, folder)
    return folder


def written(folder: Path, text: str = PROGRAMME, name: str = "city-day.yaml") -> Path:
    """Write a programme into a folder."""
    path = folder / name
    path.write_text(text, "utf-8")
    return path
