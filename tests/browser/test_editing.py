"""An editor at work in a browser: signs in, corrects, splits and joins an item, signs out."""

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.conftest import EDITOR, Open
from tests.browser.test_accessibility import OPTIONS

pytestmark = pytest.mark.browser
ITEM = "/items/tl-2024-11-08-1"


def sign_in(page: Page) -> None:
    page.get_by_label("Name").fill(EDITOR[0])
    page.get_by_label("Password").fill(EDITOR[1])
    page.get_by_role("main").get_by_role("button", name="Sign in").click()


def test_an_editor_corrects_splits_joins_and_undoes(open_page: Open) -> None:
    page = open_page(f"{ITEM}/edit")
    sign_in(page)
    expect(page).to_have_url(f"{page.url.split('/items')[0]}{ITEM}/edit")
    before = page.get_by_label("Headline", exact=True).input_value()
    page.get_by_label("Headline", exact=True).fill("A headline by an editor")
    page.get_by_label("Why").first.fill("to see it change")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("A headline by an editor")
    expect(page.get_by_role("status")).to_have_text("Corrected: headline.")
    expect(page.get_by_text("to see it change")).to_be_visible()
    page.get_by_role("link", name="Edit this item").click()
    page.get_by_role("radio").first.check()
    page.get_by_label("Its headline").fill("The second part")
    page.get_by_role("button", name="Split").click()
    expect(page.locator(".contents")).to_contain_text("The second part")
    page.get_by_role("link", name="Edit this item").click()
    page.get_by_label("Another item of the issue").select_option(label="The second part")
    page.get_by_role("button", name="Join").click()
    expect(page.get_by_role("status")).to_have_text("The items are joined.")
    expect(page.locator(".contents a", has_text="The second part")).to_have_count(0)
    page.get_by_role("link", name="Edit this item").click()
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(before)
    page.get_by_role("button", name="Sign out").click()
    page.goto(page.url.rstrip("/") + ITEM)
    expect(page.get_by_role("link", name="Edit this item")).to_have_count(0)


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390, 320], ids=["desk", "phone", "narrow"])
def test_the_forms_are_accessible_and_fit(open_page: Open, dark: bool, width: int) -> None:
    page = open_page("/sign-in?next=/items/tl-2025-01-10-1/edit", width=width, dark=dark)
    sign_in(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("Edit")
    found: list[dict[str, Any]] = Axe().run(page, options=OPTIONS).response["violations"]
    assert [f"{v['id']}: {node['html']}" for v in found for node in v["nodes"]] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
