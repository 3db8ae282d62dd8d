"""Splits and joins by editors, and that new versions of an issue keep them."""

from dataclasses import replace

import pytest

from archive.errors import BadRequestError, NotFoundError
from archive.models import Issue, Item, Paragraph, PlacedItem, Tag
from archive.store import Store, open_store
from tests.support.draft_factories import draft, put, source

ISSUE = "wpl-2024-03-08"
TWO_STORIES = Item(
    headline="Dockers in Lisbon go back to work",
    paragraphs=(
        Paragraph("Dockers in Lisbon went back to work after nine days of talks on pay and hours."),
        Paragraph("The port lost an estimated 40 ships to its rivals in the meantime."),
        Paragraph("Wheat futures in Chicago rose to a new high after a dry spring in the plains."),
        Paragraph("Bakers in Egypt expect to feel it by autumn."),
    ),
    takeaway="Bakers in Egypt expect to feel it by autumn.",
    regions=(Tag("PT", evidence=("Lisbon",)),),
)
OTHER = Item(headline="Ferry route reopens", paragraphs=(Paragraph("Daily sailings resume on Monday."),))


def items(store: Store) -> tuple[Item, ...]:
    issue = store.issue(ISSUE)
    assert isinstance(issue, Issue)
    return issue.items


def told(store: Store) -> list[tuple[str, str, list[str]]]:
    return [(item.id, item.headline, [p.text[:6] for p in item.paragraphs]) for item in items(store)]


SPLIT = [
    (f"{ISSUE}-1", "Dockers in Lisbon go back to work", ["Docker", "The po"]),
    (f"{ISSUE}-3", "Wheat at a new high", ["Wheat ", "Bakers"]),
    (f"{ISSUE}-2", "Ferry route reopens", ["Daily "]),
]


def test_an_item_is_split_where_an_editor_says_and_both_parts_are_tagged_anew(store: Store) -> None:
    put(store, TWO_STORIES, OTHER)
    assert store.split(f"{ISSUE}-1", 3, "Wheat at a new high", editor="desk") == f"{ISSUE}-3"
    assert told(store) == SPLIT
    first, second, _ = items(store)
    assert (first.takeaway, second.takeaway) == ("", TWO_STORIES.takeaway)
    assert {tag.value for tag in first.regions} >= {"PT"}
    assert "EG" in {tag.value for tag in second.regions}
    assert "PT" not in {tag.value for tag in second.regions}
    assert store.issues()[0].item_count == 3


def test_a_split_is_made_again_in_a_new_version_whatever_else_changed(store: Store) -> None:
    put(store, TWO_STORIES, OTHER)
    store.split(f"{ISSUE}-1", 3, "Wheat at a new high", editor="desk")
    longer = replace(TWO_STORIES, paragraphs=(Paragraph("A correction."), *TWO_STORIES.paragraphs))
    assert put(store, OTHER, longer, text="second").removed == 0
    assert [(id_, headline) for id_, headline, _ in told(store)] == [
        (f"{ISSUE}-2", "Ferry route reopens"),
        (f"{ISSUE}-1", "Dockers in Lisbon go back to work"),
        (f"{ISSUE}-3", "Wheat at a new high"),
    ]


def test_the_same_file_again_changes_nothing_after_a_split(store: Store) -> None:
    put(store, TWO_STORIES, OTHER)
    store.split(f"{ISSUE}-1", 3, "Wheat at a new high", editor="desk")
    assert put(store, TWO_STORIES, OTHER).kind.value == "unchanged"
    assert told(store) == SPLIT


def test_a_split_that_no_longer_fits_is_told_as_a_doubt_and_loses_nothing(store: Store) -> None:
    put(store, TWO_STORIES, OTHER)
    store.split(f"{ISSUE}-1", 3, "Wheat at a new high", editor="Ana")
    changed = replace(TWO_STORIES, paragraphs=TWO_STORIES.paragraphs[:2], takeaway="")
    put(store, changed, OTHER, text="second")
    assert [id_ for id_, *_ in told(store)] == [f"{ISSUE}-1", f"{ISSUE}-2"]
    [doubted] = store.doubted_issues()
    assert any("the split that Ana made on" in doubt.reason for doubt in doubted.doubts)


def test_items_are_joined_and_the_address_of_the_second_leads_to_the_first(store: Store) -> None:
    put(store, TWO_STORIES, OTHER)
    store.join(f"{ISSUE}-2", f"{ISSUE}-1", editor="desk", reason="one story")
    assert [id_ for id_, *_ in told(store)] == [f"{ISSUE}-2"]
    [joined] = items(store)
    texts = [paragraph.text for paragraph in joined.paragraphs]
    assert texts[0] == "Daily sailings resume on Monday."
    assert texts[1] == TWO_STORIES.headline
    assert texts[2:] == [paragraph.text for paragraph in TWO_STORIES.paragraphs]
    found = store.item(f"{ISSUE}-1")
    assert isinstance(found, PlacedItem)
    assert found.item.id == f"{ISSUE}-2"


def test_a_join_is_made_again_and_a_split_at_the_seam_undoes_it(store: Store) -> None:
    put(store, TWO_STORIES, OTHER)
    store.join(f"{ISSUE}-1", f"{ISSUE}-2", editor="desk")
    put(store, replace(TWO_STORIES, headline="Dockers go back"), OTHER, text="second")
    assert [(id_, headline) for id_, headline, _ in told(store)] == [(f"{ISSUE}-1", "Dockers go back")]
    assert store.split(f"{ISSUE}-1", 5, "Ferry route reopens", editor="desk") == f"{ISSUE}-2"
    put(store, TWO_STORIES, OTHER, text="third")
    assert [id_ for id_, *_ in told(store)] == [f"{ISSUE}-1", f"{ISSUE}-2"]


def test_paragraphs_with_the_same_text_are_told_apart(store: Store) -> None:
    line = Paragraph("Read the whole report.")
    items_ = [
        Item(
            headline=f"Story {n}", paragraphs=(Paragraph(f"Text of story {n}."), line, Paragraph(f"End {n}."))
        )
        for n in range(3)
    ]
    put(store, *items_)
    store.split(f"{ISSUE}-2", 2, "", editor="desk")
    assert [item.headline for item in items(store)] == [
        "Story 0",
        "Story 1",
        "Read the whole report",
        "Story 2",
    ]


@pytest.mark.parametrize("paragraph", [-1, 0, 1, 5])
def test_a_split_at_no_paragraph_is_refused(store: Store, paragraph: int) -> None:
    put(store, TWO_STORIES, OTHER)
    with pytest.raises(BadRequestError, match="at a paragraph from 2 to 4"):
        store.split(f"{ISSUE}-1", paragraph, "", editor="desk")
    with pytest.raises(BadRequestError, match="more than one paragraph, and it has one"):
        store.split(f"{ISSUE}-2", 2, "", editor="desk")


def test_only_items_of_one_issue_can_be_joined(store: Store) -> None:
    put(store, TWO_STORIES, OTHER)
    for other in (f"{ISSUE}-1", "wpl-2024-03-15-1", f"{ISSUE}-9"):
        with pytest.raises(BadRequestError):
            store.join(f"{ISSUE}-1", other, editor="desk")
    with pytest.raises(NotFoundError):
        store.join(f"{ISSUE}-9", f"{ISSUE}-1", editor="desk")


def test_the_history_tells_who_changed_what_when_and_why(store: Store) -> None:
    put(store, TWO_STORIES, OTHER)
    store.correct(f"{ISSUE}-1", "headline", "Dockers back", editor="Ana", reason="shorter")
    store.correct(f"{ISSUE}-1", "people", ["Ana Ruiz"], editor="Ben")
    store.split(f"{ISSUE}-1", 3, "Wheat", editor="Ana", reason="two stories")
    said = [(c.field, c.value, c.editor, c.reason) for c in store.history(f"{ISSUE}-1")]
    assert said == [
        ("headline", "Dockers back", "Ana", "shorter"),
        ("people", ("Ana Ruiz",), "Ben", ""),
        ("split", TWO_STORIES.paragraphs[2].text, "Ana", "two stories"),
    ]
    assert [placed.item.id for placed in store.corrected_items()] == [f"{ISSUE}-1"]


def test_every_split_and_join_is_in_the_journal(store: Store) -> None:
    store.put(draft(TWO_STORIES, OTHER), source())
    before = store.revision
    store.split(f"{ISSUE}-1", 3, "Wheat", editor="desk")
    assert {entry.item_id for entry in store.changes(before)} == {f"{ISSUE}-{n}" for n in (1, 2, 3)}


def test_a_store_that_was_opened_without_a_tagger_refuses_to_split_or_join(url: str) -> None:
    with open_store(url) as store:
        put(store, TWO_STORIES, OTHER)
        with pytest.raises(RuntimeError, match="the store has no tagger"):
            store.split(f"{ISSUE}-1", 3, "Wheat at a new high", editor="desk")
        with pytest.raises(RuntimeError, match="the store has no tagger"):
            store.join(f"{ISSUE}-1", f"{ISSUE}-2", editor="desk")
        assert len(items(store)) == 2


def test_a_new_version_of_an_edited_issue_is_not_put_without_a_tagger(url: str, store: Store) -> None:
    put(store, TWO_STORIES, OTHER)
    store.split(f"{ISSUE}-1", 3, "Wheat at a new high", editor="desk")
    with open_store(url) as other, pytest.raises(RuntimeError, match="the store has no tagger"):
        put(other, OTHER, TWO_STORIES, text="second")
    assert told(store) == SPLIT
