"""Where the programs are that read our feeds, and how they are run."""

import ctypes.util
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

CLIENTS = "CALENDAR_TOOL_CLIENTS"


def program(name: str) -> str:
    """Return the path of a program; without it the test is skipped.

    Who has named a folder of clients means to have those that Python installs: there it fails.
    """
    folder = os.environ.get(CLIENTS)
    places = [os.fspath(Path(folder) / "bin")] if folder else []
    places += [os.fspath(Path(sys.executable).parent), os.environ.get("PATH", "")]
    found = shutil.which(name, path=os.pathsep.join(places))
    if found is None and folder and name != "node":
        pytest.fail(f"{name} is not in {folder}, which {CLIENTS} names")
    return found or pytest.skip(f"{name} is not installed")


def npm_package(name: str) -> Path:
    """Return the folder of a package of Node's; without it the test is skipped."""
    found = Path(os.environ.get(CLIENTS, ".")) / "node_modules" / name
    return found.resolve() if found.exists() else pytest.skip(f"{name} is not installed")


def library(name: str) -> str:
    """Return the file name of a shared library; without it the test is skipped."""
    return ctypes.util.find_library(name) or pytest.skip(f"lib{name} is not installed")


def environment(home: Path) -> dict[str, str]:
    """Return what a client knows of this machine: no proxies, no files of whoever runs the test."""
    known = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT") if name in os.environ}
    return {**known, "HOME": os.fspath(home), "LC_ALL": "C.UTF-8", "TZ": "UTC"}


def ask(*command: str | Path, env: Mapping[str, str], given: str = "", seconds: float = 300) -> str:
    """Run a client, and return what it writes to standard output; it must not complain."""
    done = subprocess.run(
        [os.fspath(part) for part in command],
        input=given,
        env=env,
        capture_output=True,
        encoding="utf-8",
        timeout=seconds,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout
