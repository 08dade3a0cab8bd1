"""What the parser complains of, on a small command line of the same kind."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import pytest
import typer
from typer.testing import CliRunner

from calendar_tool.cli.usage import Commands
from tests.cli.running import PROGRAMME, UNKNOWN, call, written


class Form(StrEnum):
    ICS = "ics"
    TEXT = "text"


app = typer.Typer(cls=Commands, rich_markup_mode=None, no_args_is_help=True)


@app.command("export")
def export(
    file: Annotated[str, typer.Argument(metavar="FILE")],
    form: Annotated[Form, typer.Option("--format")] = Form.ICS,
    strict: Annotated[bool, typer.Option("--strict")] = False,
) -> None:
    if file == "wrong":
        raise typer.BadParameter("нет", param_hint=["--a", "--b"])
    if file == "stop":
        raise typer.Exit(3)
    typer.echo(f"{file} {form} {strict}")


@app.command("print")
def print_() -> None:
    """Print nothing."""


def told(*arguments: str, language: str = "ru") -> tuple[int, str]:
    done = CliRunner().invoke(app, [*arguments], env={**UNKNOWN, "LC_ALL": language})
    return done.exit_code, done.stderr


FRAME = "Использование: root export [OPTIONS] {FILE}\nСправка: root export --help\n\nОшибка: "


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ((), "не указано: FILE"),
        (("a", "b", "c"), "лишние слова: b c"),
        (("a", "--form", "ics"), "параметра --form нет; может быть, --format?"),
        (("a", "--zzz"), "параметра --zzz нет"),
        (("a", "--format", "pdf"), "--format: здесь может стоять только одно из слов: ics, text"),
        (("wrong",), "--a, --b: нет"),
    ],
)
def test_a_wrong_use_of_a_command_is_told_in_the_readers_language(
    arguments: tuple[str, ...], sentence: str
) -> None:
    assert told("export", *arguments) == (2, f"{FRAME}{sentence}\n")


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("export", "a", "--format"), "после --format нужно значение"),
        (("export", "a", "--strict=1"), "после --strict значение не нужно"),
        (("exprt",), "команды «exprt» нет; может быть, «export»?"),
        (("\x1bz",), "команды «\ufffdz» нет; есть: export, print"),
    ],
)
def test_so_is_what_is_no_command_or_has_no_value(
    arguments: tuple[str, ...], sentence: str
) -> None:
    status, err = told(*arguments)
    assert status == 2
    assert err.endswith(f"Ошибка: {sentence}\n")


def test_in_english_and_kazakh_it_is_told_too() -> None:
    english = "Usage: root export [OPTIONS] {FILE}\nTry 'root export --help' for help.\n\n"
    assert told("export", language="en") == (2, f"{english}Error: Missing argument: FILE\n")
    assert told("export", language="kk")[1].endswith("Қате: көрсетілмеген: FILE\n")


def test_help_and_results_and_statuses_stay_what_they_are() -> None:
    assert told()[0] == 2
    assert told()[1].startswith("Usage: ")
    assert told("export", "stop") == (3, "")
    done = CliRunner().invoke(app, ["export", "a", "--format", "text"])
    assert (done.exit_code, done.stdout) == (0, "a text False\n")


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("explain", "X999"), "кода «X999» нет; коды показывает validate, например L501"),
        (("validate", "--messages", "de"), "--messages: «de» здесь нет; есть: en, ru, kk"),
    ],
)
def test_what_a_command_refuses_is_in_the_readers_language(
    arguments: tuple[str, ...], sentence: str
) -> None:
    assert call(*arguments, env={"LC_ALL": "ru_RU.UTF-8"}) == (2, b"", f"{sentence}\n")


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (("--lang", "xx"), "--lang: «xx» здесь нет; есть: ru, kk, en"),
        (("--track", "musik"), "--track: «musik» здесь нет; может быть, «music»?"),
        (("--day", "31 сентября"), "--day: «31 сентября» — такого дня нет"),
    ],
)
def test_what_the_programme_has_not_is_told_in_its_language_where_the_reader_has_none(
    tmp_path: Path, options: tuple[str, ...], sentence: str
) -> None:
    text = PROGRAMME.replace("[en, ru, kk]", "[ru, kk, en]")
    done = call("export", written(tmp_path, text), *options)
    assert (done.status, done.out) == (2, "")
    assert done.err.startswith(sentence)


def test_a_result_that_would_overwrite_its_programme_is_refused_in_the_readers_language(
    tmp_path: Path,
) -> None:
    path = written(tmp_path)
    done = call("export", path, "-o", path, env={"LANG": "ru"})
    assert done == (2, b"", f"{path}: это сама программа; укажите другой файл\n")
    assert path.read_text("utf-8") == PROGRAMME
