import pytest

from archive.errors import NotFoundError, StoreError
from archive.models import Issue, Item, Origin, Paragraph, PlacedItem, Tag
from archive.store import Store
from tests.support.draft_factories import STORIES, item, put

ISSUE = "wpl-2024-03-08"
FIRST = f"{ISSUE}-1"


def first(store: Store) -> Item:
    found = store.item(FIRST)
    assert isinstance(found, PlacedItem)
    return found.item


@pytest.mark.parametrize(
    ("field", "value", "expected"),
    [
        ("headline", "Port strike is over", "Port strike is over"),
        ("takeaway", "", ""),
        ("topics", ["labour", "trade"], (Tag("labour", Origin.EDITOR), Tag("trade", Origin.EDITOR))),
        ("regions", [], ()),
    ],
)
def test_a_correction_wins_wherever_the_item_is_read(
    store: Store, field: str, value: str | list[str], expected: object
) -> None:
    put(store, 0, 1)
    store.correct(FIRST, field, value, editor="desk", reason="as printed")
    issue = store.issue(ISSUE)
    assert isinstance(issue, Issue)
    read = [first(store), issue.items[0], store.items([FIRST])[0].item, next(store.all_items()).item]
    assert [getattr(one, field) for one in read] == [expected] * 4
    assert issue.items[1].headline == STORIES[1][0]
    assert [entry.item_id for entry in store.changes(2)] == [FIRST]


def test_a_correction_stands_when_the_issue_is_ingested_again(store: Store) -> None:
    put(store, 0, 1)
    store.correct(FIRST, "headline", "Port strike is over", editor="desk")
    longer = item(
        0, headline="Harbour strike is at an end", paragraphs=(*item(0).paragraphs, Paragraph("More."))
    )
    put(store, longer, 1, text="second")
    assert first(store).headline == "Port strike is over"
    assert first(store).text.endswith("More.")
    store.remove(ISSUE)
    put(store, longer, 1, text="second")
    assert first(store).headline == "Port strike is over"


def test_the_last_correction_holds_and_none_withdraws_it(store: Store) -> None:
    put(store, 0)
    store.correct(FIRST, "headline", "One", editor="desk")
    store.correct(FIRST, "headline", "Two", editor="desk")
    assert first(store).headline == "Two"
    store.correct(FIRST, "headline", None, editor="desk")
    assert first(store).headline == STORIES[0][0]


@pytest.mark.parametrize(("field", "value"), [("url", "x"), ("headline", ["x"]), ("topics", "trade")])
def test_a_correction_that_cannot_be_is_refused(store: Store, field: str, value: str | list[str]) -> None:
    put(store, 0)
    with pytest.raises(StoreError, match=field):
        store.correct(FIRST, field, value, editor="desk")
    assert store.revision == 1


def test_an_item_that_is_not_there_cannot_be_corrected(store: Store) -> None:
    put(store, 0)
    store.remove(ISSUE)
    for name in (FIRST, f"{ISSUE}-9"):
        with pytest.raises(NotFoundError, match=name):
            store.correct(name, "headline", "x", editor="desk")
