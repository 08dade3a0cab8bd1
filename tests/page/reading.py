"""Somebody who reads pages in a browser, and notes what goes wrong and what is asked of servers."""

from functools import cache
from importlib.resources import files
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Locator, Page

_AXE = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


class Reader:
    """Opens pages, each in a browser of its own that has never seen another."""

    def __init__(self, browser: Browser, root: str) -> None:
        self._browser = browser
        self._root = root
        self._contexts: list[BrowserContext] = []
        self.faults: list[str] = []
        self.requests: list[str] = []

    def open(
        self,
        path: str,
        *,
        width: int = 1180,
        dark: bool = False,
        script: bool = True,
        bypass_csp: bool = False,
        root: str | None = None,
        **keys: Any,
    ) -> Page:
        """Return a page of the site; without `root` it is opened as a file."""
        context = self._browser.new_context(
            viewport={"width": width, "height": 900},
            color_scheme="dark" if dark else "light",
            java_script_enabled=script,
            reduced_motion="reduce",
            bypass_csp=bypass_csp,
            **{"timezone_id": "Asia/Almaty", "locale": "en-GB", **keys},
        )
        self._contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: self.faults.append(str(error)))
        page.on("console", lambda message: self.faults.append(message.text))
        page.on("dialog", lambda dialog: self.faults.append(dialog.message))
        page.on("request", lambda request: self.requests.append(request.url))
        page.goto(f"{root or self._root}/{path}")
        return page

    def close(self) -> None:
        """Close all that was opened."""
        for context in self._contexts:
            context.close()


def shown(page: Page, selector: str) -> list[str]:
    """Return the texts of the elements that can be seen, each on one line."""
    return [" ".join(found.inner_text().split()) for found in _visible(page, selector)]


def _visible(page: Page, selector: str) -> list[Locator]:
    return [found for found in page.locator(selector).all() if found.is_visible()]


def unfold(page: Page) -> None:
    """Open all that is folded."""
    page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")


def findings(page: Page) -> list[str]:
    """Return what axe-core finds on a page that was opened with `bypass_csp`."""
    page.evaluate(_axe())
    found = page.evaluate(f"axe.run({{runOnly: {_AXE}}})")
    assert len(found["passes"]) > 15
    return [f"{one['id']}: {one['nodes'][0]['html']}" for one in found["violations"]]


@cache
def _axe() -> str:
    return (files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")
