"""The pictures of the README, made anew: `python -m tests.pictures`, by hand; Chromium is needed.

Sheets of both programmes as PDF would print them, and the page as a browser shows it.
"""

import os
import shutil
from pathlib import Path
from tempfile import TemporaryDirectory

import pypdfium2  # type: ignore[import-untyped]
from PIL import Image
from playwright.sync_api import sync_playwright

from tests.cli.running import HERON, MOSCOW, ROOT, call

IMAGES = ROOT / "docs" / "images"

#: The day on which all of them are made, so that they differ only where the tool does.
DAY = {"SOURCE_DATE_EPOCH": "1795305600"}

_EDGE, _GROUND = 24, "#d8d8d8"


def sheet(folder: Path, programme: Path, *options: str) -> Image.Image:
    """Return the first page of a print."""
    path = folder / "sheet.pdf"
    assert call("print", programme, *options, "-o", path, env=DAY).status == 0
    page: Image.Image = pypdfium2.PdfDocument(path)[0].render(scale=1.2).to_pil()
    return page


def beside(*sheets: Image.Image) -> Image.Image:
    """Return sheets of paper side by side on a grey ground."""
    width = sum(one.width + _EDGE for one in sheets) + _EDGE
    ground = Image.new("RGB", (width, max(one.height for one in sheets) + 2 * _EDGE), _GROUND)
    at = _EDGE
    for one in sheets:
        ground.paste(one, (at, _EDGE))
        at += one.width + _EDGE
    return ground


def page(folder: Path) -> Image.Image:
    """Return the page of the festival as it opens in a browser."""
    site = folder / "site"
    assert call("build", HERON, "--to", site, env=DAY).status == 0
    picture = folder / "page.png"
    with sync_playwright() as running:
        browser = running.chromium.launch(executable_path=shutil.which("chromium"))
        tab = browser.new_page(viewport={"width": 1100, "height": 900})
        tab.goto((site / HERON.stem / "en" / "index.html").as_uri())
        tab.screenshot(path=picture)
        browser.close()
    return Image.open(picture).convert("RGB")


def main() -> None:
    """Write the pictures, in few colours, for they are to be small."""
    os.environ.update(DAY)
    with TemporaryDirectory() as name:
        folder = Path(name)
        pictures = {
            "agenda": beside(
                sheet(folder, MOSCOW, "--lang", "ru"), sheet(folder, HERON, "--lang", "kk")
            ),
            "poster": sheet(folder, HERON, "--layout", "poster", "--lang", "ru"),
            "page": page(folder),
        }
        for title, picture in pictures.items():
            small = picture.quantize(256, dither=Image.Dither.NONE)
            small.save(IMAGES / f"{title}.png", optimize=True)
            print(f"docs/images/{title}.png: {small.width} × {small.height}")


if __name__ == "__main__":
    main()
