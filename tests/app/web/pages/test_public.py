"""The pages of items and issues, and those that browse them."""

import json
from datetime import date

from flask import Flask
from flask.testing import FlaskClient

from archive.models import Draft, Item, Paragraph, Source
from archive.store import Store
from tests.support.responses import answer, link, links, page, texts
from tests.support.small_archive import ISSUES, draft_of


def test_an_item_shows_its_text_its_tags_and_why_it_has_them(client: FlaskClient) -> None:
    found = page(client, "/items/tl-2025-01-10-1")
    assert texts(found, "h1") == ["Guangdong opens a market for chip tools"]
    assert texts(found, ".text p")[0].startswith("Chinese makers of chip tools")
    assert texts(found, ".takeaway") == ["Takeaway Spare parts are the next thing to be rationed."]
    assert "Guangdong because of the words Guangdong" in texts(found, ".facts dd")
    assert "6 January 2025 6 January" in texts(found, ".facts dd")
    assert link(found, "http://localhost/items") == "/items/tl-2025-01-10-1"


def test_a_takeaway_stands_under_one_label_only(fresh_app: Flask, store: Store) -> None:
    words = "Why it matters: the ferry is the only road to the island."
    told = json.loads(ISSUES.read_text("utf-8"))[0]
    told |= {"publication": "Ferry Letter", "items": [{**told["items"][0], "takeaway": words}]}
    store.put(draft_of(told), Source("ferry", "text/plain", b"ferry"))
    client = fresh_app.test_client()
    item = next(i for i in store.all_items() if i.item.takeaway == words).item
    found = page(client, f"/items/{item.id}?q=ferry")
    assert texts(found, ".takeaway") == ["Takeaway the ferry is the only road to the island."]
    assert texts(found, ".takeaway mark") == ["ferry"]
    told_by_api = answer(client, f"/api/v1/items/{item.id}").get_json()
    assert told_by_api["takeaway"] == told_by_api["paragraphs"][-1]["text"] == words


def test_an_item_says_where_it_stood_in_its_issue(client: FlaskClient) -> None:
    found = page(client, "/items/tl-2025-01-10-2")
    assert "Item 2 of 3 in Trade Letter 42, 10 January 2025" in texts(found, ".facts dd")
    assert links(found, ".turn a") == ["/items/tl-2025-01-10-1", "/items/tl-2025-01-10-3"]
    assert texts(found, ".contents [aria-current=page]") == ["Japan lists metals it cannot replace"]


def test_an_item_lists_similar_items_but_not_itself(client: FlaskClient) -> None:
    similar = links(page(client, "/items/tl-2024-11-08-1"), ".similar a")
    assert "/items/tl-2025-03-14-1" in similar
    assert "/items/tl-2024-11-08-1" not in similar


def test_an_item_reached_from_a_search_marks_what_matched(client: FlaskClient) -> None:
    found = page(client, "/search?q=gallium+embargo")
    item = page(client, links(found, "h3 a")[0])
    assert set(texts(item, ".text mark")) == {"gallium", "embargo"}
    assert links(item, "link[rel=canonical]") == ["/items/tl-2024-11-08-1"]


def test_an_issue_shows_all_items_in_order_by_section_with_its_front_and_back(client: FlaskClient) -> None:
    found = page(client, "/issues/tl-2025-01-10")
    assert texts(found, "h1") == ["Trade Letter 42, 10 January 2025"]
    assert texts(found, "h2.section") == ["Asia", "Americas"]
    assert texts(found, ".item h3") == [
        "Guangdong opens a market for chip tools",
        "Japan lists metals it cannot replace",
        "Chile weighs a lithium tax",
    ]
    assert texts(found, ".matter") == ["The letter is longer this week.", "Write to the editors."]


def test_a_removed_issue_leaves_pages_that_say_what_stood_there(fresh_app: Flask, store: Store) -> None:
    client = fresh_app.test_client()
    store.remove("tl-2025-01-10", "sent by mistake")
    for url in ("/issues/tl-2025-01-10", "/items/tl-2025-01-10-2", "/api/v1/items/tl-2025-01-10-2"):
        gone = answer(client, url, 410)
        assert "removed" in gone.text
        assert "sent by mistake" in gone.text
    assert "Japan lists metals" in answer(client, "/items/tl-2025-01-10-2", 410).text


def test_an_item_that_went_into_another_redirects_to_it(fresh_app: Flask, store: Store) -> None:
    client = fresh_app.test_client()
    words = "The editors of two small letters agree on one long common text about gallium licences today."
    told = {"publication": "Trade Letter", "date": "2025-05-02", "place": "Geneva"}
    first = {"headline": "First of two", "paragraphs": [words], "takeaway": "", "topics": {}, "regions": {}}
    more = {
        **first,
        "headline": "Second of two",
        "paragraphs": [words.replace("gallium", "steel") + " More."],
    }
    both = {**first, "headline": "First of two", "paragraphs": [words, *more["paragraphs"], more["headline"]]}
    store.put(draft_of({**told, "items": [first, more]}), Source("a", "text/plain", b"a"))
    store.put(draft_of({**told, "items": [both]}), Source("a", "text/plain", b"b"))
    moved = answer(client, "/items/tl-2025-05-02-2", 301)
    assert moved.headers["Location"] == "/items/tl-2025-05-02-1"
    assert (
        answer(client, "/api/v1/items/tl-2025-05-02-2", 301).headers["Location"]
        == "/api/v1/items/tl-2025-05-02-1"
    )


def test_issues_are_listed_newest_first_by_month(client: FlaskClient) -> None:
    found = page(client, "/issues")
    assert texts(found, "h1") == ["5 issues"]
    assert texts(found, ".found h2") == ["March 2025", "February 2025", "January 2025", "November 2024"]


def test_issues_can_be_chosen_by_year_and_publication(client: FlaskClient) -> None:
    found = page(client, "/issues?publication=tl&year=2025")
    assert texts(found, "h1") == ["2 issues of Trade Letter, 2025"]
    assert links(found, ".heads a") == ["/issues/tl-2025-03-14", "/issues/tl-2025-01-10"]


def test_topics_and_regions_are_trees_that_lead_to_searches(client: FlaskClient) -> None:
    topics, regions = page(client, "/topics"), page(client, "/regions")
    assert links(topics, ".tree > li > .row a")[0] == "/search?topic=economy"
    assert "Trade" in texts(topics, ".tree ul li a")
    assert "/search?region=CN-GD" in links(regions, ".tree ul ul ul a")


def test_the_front_page_says_what_the_archive_holds(client: FlaskClient) -> None:
    found = page(client, "/")
    assert texts(found, ".holds") == [
        "11 items from 5 issues of Energy Notes and Trade Letter, Nov 2024 – Mar 2025"
    ]
    assert links(found, ".newest ol a") == ["/items/tl-2025-03-14-1", "/items/tl-2025-03-14-2"]


def test_every_example_of_the_help_page_can_be_searched(client: FlaskClient) -> None:
    examples = links(page(client, "/help"), ".syntax a")
    assert len(examples) > 10
    for url in examples:
        answer(client, url)


def test_every_link_of_every_page_leads_somewhere(client: FlaskClient) -> None:
    waiting, seen = ["/"], {"/"}
    while waiting and len(seen) < 400:
        url = waiting.pop()
        response = client.get(url)
        assert response.status_code == 200, f"{url} answered {response.status}"
        if response.mimetype != "text/html":
            continue
        for found in links(page(client, url), "a[href^='/'], link[href^='/']"):
            bare = found.partition("#")[0]
            if bare not in seen and bare.count("=") < 3:
                seen.add(bare)
                waiting.append(bare)
    assert len(seen) > 60


def test_an_item_names_the_issues_that_printed_it_too(fresh_app: Flask, store: Store) -> None:
    text = (
        "The port authority of Lisbon lowered its fees for container ships, after two years in which freight "
        "forwarders in Portugal and Spain had asked for it."
    )
    for day in (date(2024, 3, 1), date(2024, 3, 8)):
        item = Item(headline="Lisbon lowers its fees", paragraphs=(Paragraph(text),))
        store.put(Draft("Port Letter", day, (item,)), Source(f"{day}.txt", "text/plain", str(day).encode()))
    client = fresh_app.test_client()
    assert texts(page(client, "/items/pl-2024-03-01-1"), "#repeats li") == ["Port Letter, 8 March 2024 later"]
    assert links(page(client, "/items/pl-2024-03-08-1"), "#repeats a") == ["/items/pl-2024-03-01-1"]
    told = client.get("/api/v1/items/pl-2024-03-08-1").get_json()
    assert [(r["id"], r["earlier"]) for r in told["repeats"]] == [("pl-2024-03-01-1", True)]
    assert "pl-2024-03-01-1" not in [result["id"] for result in told["similar"]]
