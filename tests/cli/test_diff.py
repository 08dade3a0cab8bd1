import json
import subprocess
from pathlib import Path

import pytest

from tests.cli.running import PROGRAMME, call, run, written

MOVED = PROGRAMME.replace("14 Sep 19:00–21:00", "14 Sep 20:00–22:00")


def git(folder: Path, *arguments: str) -> None:
    names = ("-c", "user.name=A", "-c", "user.email=a@b.example", "-c", "core.autocrlf=false")
    subprocess.run(["git", *names, *arguments], cwd=folder, check=True, capture_output=True)


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    """Return a programme in a folder of a repository, changed since it was committed."""
    folder = tmp_path / "repository" / "events"
    folder.mkdir(parents=True)
    path = written(folder)
    git(folder.parent, "init", "--quiet")
    git(folder, "add", ".")
    git(folder, "commit", "--quiet", "--message=First")
    path.write_text(MOVED, "utf-8")
    return path


def test_two_files_are_compared(tmp_path: Path) -> None:
    old, new = written(tmp_path), written(tmp_path, MOVED, "new.yaml")
    done = call("diff", old, new)
    assert (done.status, done.err) == (0, "")
    assert done.out == "Moved: Concert — Sat 14 September, 20:00 (was 19:00)\n"


@pytest.mark.parametrize(
    ("lang", "line"),
    [
        ("ru", "Перенесено: Концерт — сб 14 сентября, 20:00 (было 19:00)\n"),
        ("kk", "Ауыстырылды: Концерт — сб 14 қыркүйек, 20:00 (бұрын 19:00)\n"),
    ],
)
def test_it_is_told_in_any_language_of_the_programme(tmp_path: Path, lang: str, line: str) -> None:
    old, new = written(tmp_path), written(tmp_path, MOVED, "new.yaml")
    assert call("diff", "--lang", lang, old, new).out == line
    assert call("diff", "--lang", "de", old, new).status == 2


def test_it_is_told_in_markdown_and_in_json(tmp_path: Path) -> None:
    old, new = written(tmp_path), written(tmp_path, MOVED, "new.yaml")
    line = "Moved: Concert — Sat 14 September, 20:00 (was 19:00)"
    assert call("diff", "--format", "markdown", old, new).out == f"- {line}\n"
    (found,) = json.loads(call("diff", "--format", "json", old, new).out)
    assert (found["kind"], found["text"], found["entries"][0]["id"]) == ("moved", line, "concert")


def test_the_same_file_has_not_changed(tmp_path: Path) -> None:
    path = written(tmp_path)
    assert call("diff", path, path).out == "Nothing has changed.\n"
    assert call("diff", "--format", "json", path, path).out == "[]\n"


def test_a_file_is_compared_with_itself_in_a_revision(kept: Path) -> None:
    for revision in ("HEAD", "HEAD^{commit}", "@"):
        done = call("diff", revision, kept)
        assert (done.status, done.err) == (0, "")
        assert done.out == "Moved: Concert — Sat 14 September, 20:00 (was 19:00)\n"


def test_a_revision_is_read_where_the_file_lies_and_not_where_the_command_is_run(
    kept: Path, tmp_path: Path
) -> None:
    (tmp_path / "link.yaml").symlink_to(kept)
    done = run("diff", "HEAD", "link.yaml", cwd=tmp_path)
    assert (done.status, done.out.count("Moved")) == (0, 1)


def test_a_file_goes_before_a_revision_of_the_same_name(
    kept: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(kept.parent)
    Path("HEAD").write_text(MOVED, "utf-8")
    assert call("diff", "HEAD", kept).out == "Nothing has changed.\n"


@pytest.mark.parametrize(
    "revision",
    ["nonsense", "HEAD~9", "HEAD..HEAD", "^HEAD", "HEAD:events/city-day.yaml", "", " ", "a\nb",
     "HEAD --output=stolen"],
)  # fmt: skip
def test_what_is_no_revision_is_refused_on_one_line(kept: Path, revision: str) -> None:
    done = call("diff", revision, kept)
    assert (done.status, done.out) == (3, "")
    assert "there is neither such a file nor such a git revision" in done.err
    assert len(done.err.splitlines()) == 1


@pytest.mark.parametrize(
    "option", ["--output=stolen", "--all", "--exec=touch stolen", "-O", "--git-dir=/tmp"]
)
def test_no_revision_is_an_option_of_git(kept: Path, option: str) -> None:
    done = run("diff", "--", option, kept, cwd=kept.parent)
    assert (done.status, done.out) == (3, "")
    assert "neither such a file nor such a git revision" in done.err
    assert [path.name for path in kept.parent.iterdir()] == ["city-day.yaml"]


def test_no_path_is_an_option_of_git(kept: Path) -> None:
    for name in ("--output=x.yaml", "-p.yaml", "a:b.yaml", "*.yaml"):
        (kept.parent / name).write_text(MOVED, "utf-8")
        done = run("diff", "--", "HEAD", name, cwd=kept.parent)
        assert done.status == 3
        assert f"{name}: this file is not in the git revision HEAD" in done.err
        git(kept.parent, "add", ".")
        git(kept.parent, "commit", "--quiet", "--message=Next")
        assert run("diff", "--", "HEAD", name, cwd=kept.parent).out == "Nothing has changed.\n"
        git(kept.parent, "reset", "--quiet", "--soft", "HEAD~1")
        git(kept.parent, "reset", "--quiet")


def test_outside_of_a_repository_that_is_said(tmp_path: Path) -> None:
    env = {"GIT_CEILING_DIRECTORIES": str(tmp_path.parent)}
    done = run("diff", "HEAD", written(tmp_path), env=env)
    assert (done.status, done.out) == (3, "")
    assert "is in no git repository" in done.err
    assert len(done.err.splitlines()) == 1


def test_without_git_two_files_are_compared_and_a_revision_is_refused(
    kept: Path, tmp_path: Path
) -> None:
    env = {"PATH": str(tmp_path)}
    done = run("diff", "HEAD", kept, env=env)
    assert (done.status, done.out) == (3, "")
    assert done.err == "to read an earlier revision, git is needed, and it is not installed\n"
    assert run("diff", kept, kept, env=env).status == 0


def test_what_an_old_file_was_warned_of_is_not_said_again(tmp_path: Path) -> None:
    new = written(tmp_path)
    doubtful = written(
        tmp_path, PROGRAMME.replace("url: https://example.org/city-day/\n", ""), "old.yaml"
    )
    assert call("validate", doubtful).out != ""
    assert call("diff", doubtful, new).err == ""
    broken = written(tmp_path, PROGRAMME.replace("14 Sep 19:00", "14 Spe 19:00"), "bad.yaml")
    done = call("diff", broken, new)
    assert (done.status, done.out) == (1, "")
    assert "bad.yaml" in done.err


def test_what_is_private_is_in_no_difference(tmp_path: Path) -> None:
    hidden = PROGRAMME.replace("    id: concert\n", "    id: concert\n    visibility: private\n")
    moved = hidden.replace("14 Sep 19:00–21:00", "14 Sep 20:00–22:00")
    old, new = written(tmp_path, hidden), written(tmp_path, moved, "new.yaml")
    assert call("diff", old, new).out == "Nothing has changed.\n"
