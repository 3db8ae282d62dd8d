"""Whole issues of many shapes: each sample beside what must come out of it."""

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest

from archive.document import Document
from archive.models import Draft, Paragraph, Source
from archive.readers import read_documents
from archive.splitting import split_document

SAMPLES = Path(__file__).parent / "samples"
FILES = sorted(path for path in SAMPLES.iterdir() if path.suffix != ".json")
SHARED = Path(__file__).parents[4] / "shared" / "data"
WORD = re.compile(r"\w+")


def document_of(path: Path) -> Document:
    return read_documents(Source(path.name, "", path.read_bytes()))[0]


def expected_of(path: Path) -> dict[str, Any]:
    expected: dict[str, Any] = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    return expected


@pytest.fixture(params=FILES, ids=lambda path: path.name)
def sample(request: pytest.FixtureRequest) -> Path:
    path: Path = request.param
    return path


def test_the_issue_is_described_as_its_masthead_says(sample: Path) -> None:
    draft, expected = split_document(document_of(sample)), expected_of(sample)
    assert draft.publication == expected["publication"]
    assert draft.number == expected["number"]
    assert draft.place == expected["place"]
    assert draft.language == expected["language"]


def test_the_day_is_found_where_it_is_most_to_be_trusted(sample: Path) -> None:
    draft, expected = split_document(document_of(sample)), expected_of(sample)
    assert (draft.date.isoformat() if draft.date else None) == expected["date"]
    assert draft.date_origin == expected["origin"]
    assert (draft.date_guess.isoformat() if draft.date_guess else None) == expected.get("guess")


def test_each_story_becomes_one_item_with_its_headline_and_place_in_the_issue(sample: Path) -> None:
    draft, expected = split_document(document_of(sample)), expected_of(sample)
    assert [item.headline for item in draft.items] == [want["headline"] for want in expected["items"]]
    assert [item.position for item in draft.items] == list(range(1, len(draft.items) + 1))
    for item, want in zip(draft.items, expected["items"], strict=True):
        assert item.section == want.get("section", "")
        assert list(item.story_path) == want.get("story_path", [])
        assert item.url == want.get("url", item.url)


def test_items_keep_their_paragraphs_and_close_with_their_takeaway(sample: Path) -> None:
    draft, expected = split_document(document_of(sample)), expected_of(sample)
    for item, want in zip(draft.items, expected["items"], strict=True):
        assert len(item.paragraphs) == want["paragraphs"]
        assert [paragraph.depth for paragraph in item.paragraphs] == want.get(
            "depths", [paragraph.depth for paragraph in item.paragraphs]
        )
        assert bool(item.takeaway) == bool(want["takeaway"])
        assert item.takeaway.startswith(want["takeaway"])


def test_what_is_no_news_goes_to_front_and_back_matter(sample: Path) -> None:
    draft, expected = split_document(document_of(sample)), expected_of(sample)
    assert_open_with(draft.front_matter, expected["front"])
    assert_open_with(draft.back_matter, expected["back"])


def assert_open_with(paragraphs: tuple[Paragraph, ...], openings: list[str]) -> None:
    texts = [paragraph.text for paragraph in paragraphs]
    for opening in openings:
        assert any(text.startswith(opening) for text in texts), f"{opening!r} not among {texts}"


def test_the_split_says_why(sample: Path) -> None:
    assert all(split_document(document_of(sample)).reasons)


def test_no_word_of_a_sample_is_lost(sample: Path) -> None:
    document = document_of(sample)
    assert not lost_words(document, split_document(document))


@pytest.mark.parametrize(
    "folder", ["example", "current-events/issues", "lwkd", "optech", "this-week-in-rust"]
)
def test_no_word_of_a_real_issue_is_lost(folder: str) -> None:
    if not (SHARED / folder).is_dir():
        pytest.skip("the shared data set is not there")
    for path in sorted((SHARED / folder).glob("*[0-9]*.[htm]*"))[::20]:
        document = document_of(path)
        assert not lost_words(document, split_document(document)), path.name


def lost_words(document: Document, draft: Draft) -> Counter[str]:
    """Words that the document has more often than the draft has anywhere."""
    matter = [paragraph.text for paragraph in (*draft.front_matter, *draft.back_matter)]
    told = [text for item in draft.items for text in (item.headline, item.url, item.text)]
    return words(block.text for block in document.blocks) - words([*matter, *names_of(draft), *told])


def names_of(draft: Draft) -> Iterator[str]:
    """Sections and running stories, each as often as the items enter it anew."""
    before: tuple[str, ...] = ()
    for item in draft.items:
        path = (item.section, *item.story_path)
        shared = next(
            (at for at, (a, b) in enumerate(zip(before, path, strict=False)) if a != b),
            min(len(before), len(path)),
        )
        yield from path[shared:]
        before = path


def words(texts: Iterable[str]) -> Counter[str]:
    return Counter(word for text in texts for word in WORD.findall(text.lower()))


def test_the_example_issue_gives_exactly_what_is_listed() -> None:
    listed = sorted((SHARED / "example").glob("*.items.json"))
    if not listed:
        pytest.skip("the shared data set is not there")
    for path in listed:
        expected = json.loads(path.read_text(encoding="utf-8"))
        draft = split_document(document_of(path.with_name(path.name.replace(".items.json", ".txt"))))
        assert (draft.publication, draft.place) == (expected["publication"], expected["place"])
        assert draft.date
        assert draft.date.isoformat() == expected["date"]
        assert [item.headline for item in draft.items] == [want["headline"] for want in expected["items"]]
        for item, want in zip(draft.items, expected["items"], strict=True):
            assert len(item.paragraphs) == want["paragraphs"]
            assert item.takeaway.startswith(want["takeaway_starts"])
