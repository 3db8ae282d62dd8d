"""What items expect, by its days: the page, the API, and the request that both read."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.views.context import AppContext
from app.views.upcoming import upcoming_view
from archive.store import Store
from tests.support.responses import answer, data, link, links, page, texts
from tests.support.small_archive import engine_over, settings_in

CARGOES = "More cargoes are due on 1 April."
PRICE = "The price is <b>expected</b> to halve by the end of June."
TAX = "Chile will raise a tax in 2026."


def _sentences(client: FlaskClient, query: str) -> list[str]:
    return [each["sentence"] for each in data(client, f"/api/v1/ahead{query}")["expected"]]


def test_what_is_expected_stands_in_the_order_of_its_days(client: FlaskClient) -> None:
    assert _sentences(client, "?from=2025-04") == [CARGOES, PRICE, TAX]


def test_what_is_under_way_still_counts_and_stands_where_it_ends(client: FlaskClient) -> None:
    assert _sentences(client, "?from=2025-03-14&to=2025-04")[0] == "Imports should rise in the first quarter."
    assert _sentences(client, "?from=2026-07") == [TAX]


def test_an_archive_that_has_ended_is_listed_from_its_newest_issue(client: FlaskClient) -> None:
    found = data(client, "/api/v1/ahead")
    assert (found["from"], found["total"]) == ("2025-03-14", 4)
    assert "14 March 2025, the day of the newest issue" in texts(page(client, "/ahead"), "h1")[0]


def test_an_archive_in_use_is_listed_from_today(tmp_path: Path, store: Store) -> None:
    with_engine = AppContext(settings_in(tmp_path), engine_over(store))
    today = date(2025, 3, 14) + timedelta(days=30)
    view = upcoming_view(with_engine, {}, today)
    assert (view.first, view.since) == (today, "today")
    assert [each.words for day in view.days for each in day.events] == ["by the end of June", "in 2026"]
    with_engine.close()


def test_topics_regions_and_words_narrow_the_list(client: FlaskClient) -> None:
    assert _sentences(client, "?from=2025-04&region=chile") == [TAX]
    assert _sentences(client, "?from=2025-04&topic=trade") == [CARGOES, PRICE]
    assert _sentences(client, "?from=2025-04&-topic=trade") == [TAX]
    assert _sentences(client, "?from=2025-04&q=lithium") == [TAX]
    assert _sentences(client, "?from=2025-04&to=2025-05") == [CARGOES]


def test_pages_put_together_are_the_whole_list(client: FlaskClient) -> None:
    pages = [_sentences(client, f"?limit=1&page={number}") for number in range(1, 5)]
    assert [sentence for one in pages for sentence in one] == _sentences(client, "")
    assert "there are 4" in answer(client, "/ahead?limit=1&page=5", 400).text


def test_the_page_links_each_event_to_its_item_and_marks_its_words(client: FlaskClient) -> None:
    shown = page(client, "/ahead?from=2025-04")
    assert texts(shown, ".found h2") == ["1 April 2025", "about 30 June 2025", "2026"]
    assert texts(shown, ".expected mark") == ["on 1 April", "by the end of June", "in 2026"]
    assert texts(shown, ".expected li > p:first-child")[1] == PRICE
    assert links(shown, ".where a")[:2] == ["/items/tl-2025-03-14-1", "/issues/tl-2025-03-14#tl-2025-03-14-1"]


def test_the_form_keeps_what_it_has_no_field_for(client: FlaskClient) -> None:
    shown = page(client, "/ahead?from=2025-04&region=CN&region=CL&publication=tl&q=gallium")
    form = shown.select_one("form.choose")
    assert form
    held = {(str(i["name"]), str(i["value"])) for i in form.select("input") if i["value"]}
    assert held == {
        ("from", "2025-04"),
        ("region", "China"),
        ("region", "CL"),
        ("publication", "tl"),
        ("q", "gallium"),
    }
    assert link(shown, "×Remove Region: China") == "/ahead?q=gallium&region=CL&publication=tl&from=2025-04"


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("?from=soon", "“from” is no date"),
        ("?sort=newest", "the order of its days"),
        ("?until=2026", "There is no field “until”"),
        ("?region=nowhere", "There is no region “nowhere”"),
        ("?from=2026&to=2025", "swap them"),
    ],
)
def test_what_cannot_be_listed_is_a_400_that_says_why(client: FlaskClient, query: str, told: str) -> None:
    assert told in data(client, f"/api/v1/ahead{query}", 400)["detail"]
    assert told in answer(client, f"/ahead{query}", 400).text


def test_a_list_of_nothing_says_so(client: FlaskClient) -> None:
    assert "No item expects anything" in answer(client, "/ahead?from=2050").text


def test_the_site_links_to_the_list(client: FlaskClient) -> None:
    assert link(page(client, "/help"), "Ahead") == "/ahead"


def test_the_item_page_says_what_is_expected_and_how_exactly(client: FlaskClient) -> None:
    shown = texts(page(client, "/items/tl-2025-03-14-1"), ".facts dd")
    assert "about 30 June 2025, expected by the end of June" in shown


def test_an_event_of_an_item_leads_to_what_else_is_then(client: FlaskClient) -> None:
    url = link(page(client, "/items/tl-2025-03-14-1"), "1 April 2025")
    assert url == "/search?q=event%3A2025-04-01"
    assert links(page(client, url), "h3 a") == ["/items/tl-2025-03-14-1?q=event%3A2025-04-01"]


def test_an_item_that_has_changed_since_it_was_indexed_is_left_out(fresh_app: Flask, store: Store) -> None:
    store.remove("tl-2025-03-14")
    assert _sentences(fresh_app.test_client(), "?from=2025-04") == [TAX]
