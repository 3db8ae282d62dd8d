"""Headlines made of the text: every page prints the words of such an item once."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from app.web import create_app
from archive.derived_headline import derive_headline
from archive.models import Draft, EventDate, Item, Link, Paragraph, Source
from archive.store import open_store
from tests.support.responses import data, links, page, texts
from tests.support.small_archive import engine_over, settings_in

OPENING = "The ministry of transport has decided, after two years of talks with the islands and their ports"
LONG = f"{OPENING}, to dredge the harbour and to move the quays by June 2031."
SHORT = "Fees fall in Lisbon. Traders are glad of the harbour."
ONLY = "The old crane of the harbour is sold."


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FlaskClient]:
    """A site over one issue: a long first sentence, a short one with a link, and no more than a sentence."""
    folder: Path = tmp_path_factory.mktemp("made")
    with open_store(settings_in(folder).database) as store:
        draft = Draft("Port Letter", date(2024, 3, 1), (_item(1, LONG), _item(2, SHORT), _item(3, ONLY)))
        store.put(draft, Source("a.txt", "text/plain", b"a"))
        app = create_app(settings_in(folder), engine_over(store))
        yield app.test_client()
        app.extensions["briefings"].store.close()


def _item(position: int, text: str) -> Item:
    link = Link("https://example.org/fees", text[:9], 0, 9)
    june = EventDate(date(2031, 6, 1), date(2031, 6, 30), "June 2031", ahead=True, sentence=LONG)
    return Item(
        position=position,
        headline=derive_headline(text),
        paragraphs=(Paragraph(text, (link,)),),
        event_dates=(june,) if text == LONG else (),
    )


def test_the_page_of_an_item_goes_on_behind_its_headline(client: FlaskClient) -> None:
    found = page(client, "/items/pl-2024-03-01-1")
    assert texts(found, "h1") == [f"{OPENING}…"]
    assert texts(found, ".text p") == ["… to dredge the harbour and to move the quays by June 2031."]
    found = page(client, "/items/pl-2024-03-01-2")
    assert (texts(found, "h1"), texts(found, ".text p")) == (
        ["Fees fall in Lisbon"],
        ["Traders are glad of the harbour."],
    )
    assert links(found, "h1 a") == ["https://example.org/fees"]


def test_an_item_of_one_sentence_is_all_headline(client: FlaskClient) -> None:
    found = page(client, "/items/pl-2024-03-01-3")
    assert (texts(found, "h1"), texts(found, ".text p")) == (["The old crane of the harbour is sold"], [])


def test_an_issue_prints_no_words_twice(client: FlaskClient) -> None:
    found = page(client, "/issues/pl-2024-03-01")
    assert texts(found, ".item .text p") == [
        "… to dredge the harbour and to move the quays by June 2031.",
        "Traders are glad of the harbour.",
    ]


def test_a_result_shows_a_passage_that_its_headline_does_not_say(client: FlaskClient) -> None:
    told = {each["id"]: each for each in data(client, "/api/v1/search?q=harbour")["results"]}
    first, second, third = (told[f"pl-2024-03-01-{number}"] for number in (1, 2, 3))
    assert first["snippet"]["text"] == "to dredge the harbour and to move the quays by June 2031."
    assert [first["snippet"]["cut_before"], second["snippet"]["cut_before"]] == [True, False]
    [[start, end]] = second["snippet"]["highlights"]
    assert second["snippet"]["text"][start:end] == "harbour"
    assert third["snippet"] is None


def test_the_api_gives_the_whole_text_and_what_follows_the_headline(client: FlaskClient) -> None:
    told = data(client, "/api/v1/items/pl-2024-03-01-2")
    assert told["text"] == told["paragraphs"][0]["text"] == SHORT
    assert told["text_after_headline"] == "Traders are glad of the harbour."


def test_an_expected_event_whose_sentence_is_the_headline_stands_there_once(client: FlaskClient) -> None:
    found = page(client, "/ahead?from=2030")
    assert texts(found, ".expected p")[0] == LONG
    assert links(found, ".expected a") == ["/items/pl-2024-03-01-1", "/issues/pl-2024-03-01#pl-2024-03-01-1"]
