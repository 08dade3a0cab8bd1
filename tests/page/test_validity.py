"""The pages held against the standard of HTML by html-validate, where Node.js has it."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest

_RULES = {"extends": ["html-validate:standard"], "root": True}


def test_every_page_is_valid_html(site: Path, tmp_path: Path) -> None:
    here = Path(__file__).parents[2] / "node_modules" / ".bin"
    command = shutil.which("html-validate") or shutil.which("html-validate", path=str(here))
    if command is None:
        pytest.skip("html-validate is not installed: pages are not held against the standard")
    rules = tmp_path / "rules.json"
    rules.write_text(json.dumps(_RULES))
    pages = sorted(str(page) for page in site.rglob("index.html") if page.parts[-3] != "harmful")
    assert len(pages) > 8
    done = subprocess.run(
        [command, "--config", str(rules), *pages], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout) == (0, "")
