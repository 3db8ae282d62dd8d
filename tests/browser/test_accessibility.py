"""Every kind of page, by axe in light and dark, on a desk and on a phone; and how it fits and prints."""

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.conftest import Open

pytestmark = pytest.mark.browser
PAGES = {
    "home": "/",
    "search": "/search?q=gallium+OR+steel&region=CN&-topic=energy",
    "everything": "/search",
    "search without results": "/search?q=gallium+lithium&region=CN",
    "misspelt": "/search?q=galium",
    "item": "/items/tl-2025-01-10-1?q=chip",
    "issue": "/issues/tl-2025-01-10",
    "hostile issue": "/issues/en-2025-03-03",
    "issues": "/issues",
    "topics": "/topics",
    "regions": "/regions",
    "ahead": "/ahead?region=CN",
    "help": "/help",
    "sign in": "/sign-in",
    "not found": "/nowhere",
    "bad request": "/search?page=0",
}
# WCAG 2.2 AA and best practices, and the contrast of 7:1 that AAA asks for.
RULES = {"color-contrast-enhanced": {"enabled": True}, "target-size": {"enabled": True}}
OPTIONS = {"resultTypes": ["violations"], "rules": RULES}


@pytest.mark.parametrize("path", PAGES.values(), ids=PAGES.keys())
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390], ids=["desk", "phone"])
def test_axe_finds_no_violation(open_page: Open, path: str, dark: bool, width: int) -> None:
    page = open_page(path, width=width, dark=dark)
    for summary in page.locator("details:not([open]) > summary").all():
        if summary.is_visible():
            summary.click()
    found: list[dict[str, Any]] = Axe().run(page, options=OPTIONS).response["violations"]
    told = [
        f"{v['id']}: {node['html']} {node.get('failureSummary', '')}" for v in found for node in v["nodes"]
    ]
    assert told == []


@pytest.mark.parametrize("path", PAGES.values(), ids=PAGES.keys())
def test_no_page_scrolls_sideways_at_320_pixels(open_page: Open, path: str) -> None:
    page = open_page(path, width=320, height=640)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


@pytest.mark.parametrize("path", PAGES.values(), ids=PAGES.keys())
def test_print_drops_the_controls(open_page: Open, path: str) -> None:
    page = open_page(path)
    page.emulate_media(media="print")
    shown = page.locator("form, .facets, .pager, .masthead nav").all()
    assert [each for each in shown if each.is_visible()] == []


def test_print_writes_out_where_results_are_found(open_page: Open) -> None:
    page = open_page("/search?q=gallium")
    page.emulate_media(media="print")
    written = page.evaluate("getComputedStyle(document.querySelector('.results h3 a'), '::after').content")
    assert "/items/" in written


def test_motion_is_kept_from_those_who_do_not_want_it(open_page: Open) -> None:
    page = open_page("/issues/tl-2025-01-10")
    page.emulate_media(reduced_motion="reduce")
    assert page.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == "auto"
