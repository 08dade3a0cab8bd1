"""The festival in its life, as its people would play it: published, changed, published again."""

import json
import shutil
from pathlib import Path
from typing import NamedTuple

from tests.cli.running import HERON, call

ID = "white-heron-festival-2055"
LANGUAGES = ("ru", "kk", "en")

#: The name of a venue, and the one that it gets.
RENAMED = {
    "ru": ("Стадион «Желкен»", "Стадион «Парус»"),
    "kk": ("«Желкен» стадионы", "«Парус» стадионы"),
    "en": ("Zhelken Stadium", "Parus Stadium"),
}

#: What then has changed, as people are told of it.
NEWS = {
    "ru": (
        "Место теперь называется иначе: Стадион «Парус» (было: Стадион «Желкен»)",
        "Отменено: Open Air Jazz (пт 21 мая, 21:30–00:00) — Гроза",
        "Больше нет в программе: Тихие настольные игры (сб 22 мая, 14:30–16:30)",
        "Перенесено: Стихи у открытого окна — сб 22 мая, 17:00 (было 18:00)",
    ),
    "kk": (
        "Өтетін орынның атауы өзгерді: «Парус» стадионы (бұрын: «Желкен» стадионы)",
        "Өтпейді: Open Air Jazz (жм 21 мамыр, 21:30–00:00) — Найзағай",
        "Бағдарламадан алынды: Тыныш үстел ойындары (сб 22 мамыр, 14:30–16:30)",
        "Ауыстырылды: Ашық терезе алдындағы өлеңдер — сб 22 мамыр, 17:00 (бұрын 18:00)",
    ),
    "en": (
        "The place has a new name: Parus Stadium (was: Zhelken Stadium)",
        "Cancelled: Open Air Jazz (Fri 21 May, 21:30–00:00) — Storm",
        "No longer in the programme: Quiet board games (Sat 22 May, 14:30–16:30)",
        "Moved: Poems by the open window — Sat 22 May, 17:00 (was 18:00)",
    ),
}


class Festival:
    """The festival in a folder of its own, 28 years later: the same weekdays, to come."""

    def __init__(self, folder: Path) -> None:
        self.file = folder / "heron.yaml"
        self.ledger = folder / "heron.ledger.jsonl"
        self.site = folder / "site"

    @classmethod
    def begun(cls, folder: Path) -> "Festival":
        """Return one that was never published; its folder is made."""
        folder.mkdir()
        for picture in HERON.parent.glob("*.svg"):
            shutil.copy(picture, folder / picture.name.replace("2027", "2055"))
        festival = cls(folder)
        festival.file.write_text(HERON.read_text("utf-8").replace("2027", "2055"), "utf-8")
        return festival

    def publish(self, *options: str) -> str:
        """Publish it, and return what is said."""
        done = call("publish", self.file, "--to", self.site, *options)
        assert (done.status, done.out) == (0, ""), done.err
        return done.err

    def change(self) -> None:
        """Move an event, cancel another, delete a third, rename a venue."""
        storm = ("--notice", "Гроза", "--notice-kk", "Найзағай", "--notice-en", "Storm")
        for command in (
            ("move-event", self.file, "poems", "22 May 17:00–18:00"),
            ("cancel-event", self.file, "jazz", *storm),
            ("remove-event", self.file, "board-games", "--yes"),
        ):
            done = call(*command)
            assert done.status == 0, done.err
        text = self.file.read_text("utf-8")
        for old, new in RENAMED.values():
            assert text.count(old) == 1
            text = text.replace(old, new)
        self.file.write_text(text, "utf-8")

    def kept(self, folder: Path) -> "Festival":
        """Return a copy of it as it stands now, with its site."""
        folder.mkdir()
        for path in self.file.parent.glob("*.*"):
            if path.is_file():
                shutil.copy2(path, folder)
        shutil.copytree(self.site, folder / self.site.name)
        return Festival(folder)


class Life(NamedTuple):
    """The festival as it was first published and as it is after its changes were.

    `status` is what `status` foretold in each language, `said` what the second publication said.
    """

    first: Festival
    last: Festival
    status: dict[str, str]
    said: str


def life(folder: Path) -> Life:
    """Return what the festival has been through in a folder, where it has just begun if not."""
    first, last, told = Festival(folder / "first"), Festival(folder / "last"), folder / "told.json"
    if not told.exists():
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        last = Festival.begun(folder / "last")
        last.publish()
        last.kept(folder / "first")
        last.change()
        status = {
            language: call("status", last.file, "--lang", language).out for language in LANGUAGES
        }
        told.write_text(json.dumps([status, last.publish()]), "utf-8")
    status, said = json.loads(told.read_text("utf-8"))
    return Life(first, last, status, said)
