"""A new programme: it teaches, it is in order, and it takes the place of nothing."""

import re
from pathlib import Path
from uuid import UUID

import pytest

from tests.cli.running import call, run

OPTIONS = ("--title", "День города", "--languages", "ru", "--time-zone", "Asia/Almaty")
DATES = ("--dates", "12–13 сентября 2026")


def begun(path: Path, *more: str) -> str:
    done = call("init", path, *OPTIONS, *DATES, *more)
    assert done.status == 0, done.err
    return path.read_text("utf-8")


def test_a_new_programme_is_in_order(tmp_path: Path) -> None:
    path = tmp_path / "day.yaml"
    text = begun(path)
    assert text.startswith("# yaml-language-server: $schema=programme.schema.json\n")
    assert call("validate", "--strict", path).out == f"{path}: 0 событий, всё в порядке\n"
    for line in (
        "format: 1 ", "id: den-goroda-2026 ", "title: День города\n", "languages: [ru] ",
        "time_zone: Asia/Almaty ", "dates: 12–13 сентября 2026 ", "events: []\n",
    ):  # fmt: skip
        assert f"\n{line}" in text
    assert all(len(line) <= 120 for line in text.splitlines())


def test_each_has_a_seed_of_its_own(tmp_path: Path) -> None:
    seeds = [
        re.findall(r"^uid_seed: (\S+)", begun(tmp_path / f"{name}.yaml"), re.MULTILINE)[0]
        for name in "ab"
    ]
    assert UUID(seeds[0]).version == UUID(seeds[1]).version == 4
    assert seeds[0] != seeds[1]


@pytest.mark.parametrize(
    ("language", "word"), [("en", "never change it"), ("ru", "не менять"), ("kk", "өзгертпеңіз")]
)
def test_comments_teach_in_the_language_of_the_writer(
    tmp_path: Path, language: str, word: str
) -> None:
    assert word in begun(tmp_path / "day.yaml", "--messages", language)


def test_what_the_comments_show_can_be_used_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "day.yaml"
    text = begun(path).replace("events: []\n", "events:\n")
    head, _, rest = text.partition("# venues:\n")
    shown = re.sub("^#", "", "# venues:\n" + rest, flags=re.MULTILINE)
    example = shown[shown.index("   - title:") : shown.index("events:")]
    venues = "\n".join(line[1:] for line in ("# venues:\n" + rest).split("\n\n")[0].splitlines())
    written = head + "\n".join(line[1:] if line[:1] == " " else line for line in venues.split("\n"))
    path.write_text(f"{written}\nevents:\n{example}", "utf-8")
    assert "1 событие" in call("validate", path).out
    assert "ошибка" not in call("validate", path).out


def test_the_name_comes_from_the_title_and_the_year(tmp_path: Path) -> None:
    done = call("init", tmp_path, *OPTIONS, *DATES)
    assert done.status == 0
    assert [path.name for path in tmp_path.iterdir()] == ["den-goroda-2026.yaml"]
    assert run("init", *OPTIONS, *DATES, "--id", "day", cwd=tmp_path).status == 0
    assert (tmp_path / "day.yaml").exists()


def test_titles_in_several_languages(tmp_path: Path) -> None:
    path = tmp_path / "day.yaml"
    options = ("--title", "Қала: күні", "--title-ru", "День {города}", "--languages", "kk, ru")
    assert call("init", path, *options, *OPTIONS[4:], *DATES).status == 0
    assert "title: " in path.read_text("utf-8")
    assert call("validate", "--strict", path).status == 0


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "day.yaml"
    path.write_bytes(b"mine")
    done = call("init", path, *OPTIONS, *DATES)
    assert done == (3, b"", f"{path}: exists already; nothing was written\n")
    assert path.read_bytes() == b"mine"
    call("init", tmp_path, *OPTIONS, *DATES)
    done = call("init", tmp_path, *OPTIONS, *DATES)
    assert done.status == 3
    assert "den-goroda-2026.yaml: exists already" in done.err


def test_what_is_missing_names_itself(tmp_path: Path) -> None:
    done = call("init", tmp_path / "day.yaml", *OPTIONS)
    assert done.status == 2
    assert "--dates" in done.err
    done = call("init", tmp_path / "day.yaml")
    assert all(f"--{name}" in done.err for name in ("title", "languages", "time-zone", "dates"))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("options", "key", "told"),
    [
        ((*OPTIONS, "--dates", "32 Sep 2026"), "dates: ", "last day of this month"),
        ((*OPTIONS, "--dates", "12 Sep"), "dates: ", ""),
        ((*OPTIONS[:4], "--time-zone", "Алматы", *DATES), "time_zone: ", "Asia/Almaty"),
        ((*OPTIONS[:2], "--languages", "kz", *OPTIONS[4:], *DATES), "languages: ", "kk"),
        ((*OPTIONS[:2], "--languages", " ", *OPTIONS[4:], *DATES), "languages: ", ""),
        ((*OPTIONS, *DATES, "--id", "A b"), "id: ", "“A b” is not an id"),
        ((*OPTIONS, *DATES, "--title-de", "Tag"), "title: ", "de"),
        ((*OPTIONS, *DATES, "--set", "x=y"), "", "no such option: x"),
        (("--title", "\udcff", *OPTIONS[2:], *DATES), "title: ", "U+DCFF"),
        (("--title", " ", *OPTIONS[2:], *DATES), "title: ", ""),
    ],
)
def test_what_cannot_be_read_is_told(
    tmp_path: Path, options: tuple[str, ...], key: str, told: str
) -> None:
    done = call("init", tmp_path / "day.yaml", *options, "--messages", "en")
    assert done.status == 2, done
    assert done.err.startswith(key)
    assert told in done.err
    assert list(tmp_path.iterdir()) == []
