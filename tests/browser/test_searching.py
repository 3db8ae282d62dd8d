"""A reader at work: searches, narrows, widens, opens an item, goes back; by mouse, keys, without scripts."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Open

pytestmark = pytest.mark.browser


def test_a_reader_searches_narrows_by_two_facets_removes_one_opens_an_item_and_goes_back(
    open_page: Open,
) -> None:
    page = open_page("/")
    page.get_by_role("searchbox").or_(page.get_by_role("combobox")).fill("gallium OR steel")
    page.get_by_role("button", name="Search").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("10 items")

    choose(page, "Economy")
    choose(page, "United States")
    expect(page.get_by_role("heading", level=1)).to_contain_text("4 items")
    expect(chips(page)).to_have_count(3)

    chips(page).filter(has_text="Topic: Economy").click()
    expect(chips(page)).to_have_count(2)
    searched = page.url

    page.get_by_role("article").first.get_by_role("link").first.click()
    expect(page.locator("article h1 mark, article .text mark").first).to_be_visible()
    expect(page.get_by_role("heading", name="About this item")).to_be_visible()
    page.go_back()
    assert page.url == searched
    expect(chips(page)).to_have_count(2)


def test_a_value_can_be_left_out_with_the_keyboard(open_page: Open) -> None:
    page = open_page("/search?q=gallium")
    page.get_by_role("link", name="Leave out Japan").focus()
    page.keyboard.press("Enter")
    expect(chips(page).first).to_contain_text("not Japan")


def test_suggestions_are_chosen_with_the_arrows_and_followed_with_enter(open_page: Open) -> None:
    page = open_page("/")
    box = page.get_by_role("combobox")
    box.press_sequentially("galli")
    options = page.get_by_role("option")
    expect(options.first).to_be_visible()
    expect(box).to_have_attribute("aria-expanded", "true")
    box.press("ArrowDown")
    expect(options.first).to_have_attribute("aria-selected", "true")
    chosen = options.first.get_attribute("id")
    expect(box).to_have_attribute("aria-activedescendant", str(chosen))
    box.press("Enter")
    expect(page).to_have_url(re.compile("/items/"))


def test_escape_puts_suggestions_away_and_enter_then_searches(open_page: Open) -> None:
    page = open_page("/")
    box = page.get_by_role("combobox")
    box.press_sequentially("galli")
    expect(page.get_by_role("option").first).to_be_visible()
    box.press("Escape")
    expect(page.get_by_role("listbox")).to_be_hidden()
    expect(box).to_have_value("galli")
    box.press("Enter")
    expect(page).to_have_url(re.compile(r"/search\?q=galli$"))


def test_a_slash_goes_to_the_search_box_and_j_to_the_next_result(open_page: Open) -> None:
    page = open_page("/search?q=gallium")
    page.keyboard.press("j")
    expect(page.locator(".results h3 a").first).to_be_focused()
    page.keyboard.press("/")
    expect(page.get_by_role("combobox")).to_be_focused()


def test_the_first_tab_skips_to_the_results(open_page: Open) -> None:
    page = open_page("/search?q=gallium")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the results")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Relevance")).to_be_focused()


def test_a_long_facet_can_be_searched(open_page: Open) -> None:
    page = open_page("/search")
    page.get_by_role("searchbox", name="Find a region").fill("guang")
    expect(
        page.locator("section.facet").filter(has_text="Guangdong").get_by_role("link", name="Guangdong").first
    ).to_be_visible()
    expect(page.get_by_role("link", name="Norway 6 items")).to_be_hidden()


def test_everything_works_without_scripts(open_page: Open) -> None:
    page = open_page("/", script=False)
    page.get_by_role("searchbox").fill("gallium")
    page.get_by_role("button", name="Search").click()
    choose(page, "China")
    expect(chips(page)).to_have_count(2)
    page.get_by_role("article").first.get_by_role("link").first.click()
    expect(page.get_by_role("heading", name="About this item")).to_be_visible()


def test_on_a_phone_the_facets_open_as_a_sheet(open_page: Open) -> None:
    page = open_page("/search?q=gallium", width=390, height=844, script=False)
    expect(page.get_by_role("link", name="China 4 items")).to_be_hidden()
    page.get_by_text("Narrow the search").first.click()
    page.get_by_role("link", name="China 4 items").click()
    expect(chips(page)).to_have_count(2)


def choose(page: Page, value: str) -> None:
    page.locator(".facet .pick").filter(has_text=value).first.click()


def chips(page: Page) -> Locator:
    return page.get_by_role("list", name="Active filters").get_by_role("link")
