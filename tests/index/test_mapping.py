from dataclasses import replace
from datetime import date

from archive.models import EventDate, IssueHead, Item, Paragraph, PlacedItem, Precision, Publication, Tag
from index.mapping import index_document

HEAD = IssueHead("wci-2026-02-06", Publication("wci", "Weekly China Insight"), date(2026, 2, 6))
ITEM = Item(
    id="wci-2026-02-06-2",
    position=2,
    headline="Guangdong raises wages",
    paragraphs=(Paragraph("Workers gain."), Paragraph("Others will follow.")),
    takeaway="Others will follow.",
    topics=(Tag("trade"),),
    regions=(Tag("CN-GD"), Tag("JP")),
)


def test_facet_values_bring_what_stands_above_them() -> None:
    document = index_document(PlacedItem(ITEM, HEAD))
    assert document.facets["region"] == ("142", "030", "CN", "CN-GD", "JP")
    assert document.facets["topic"][-1] == "trade"
    assert document.facets["date"] == ("2026", "2026-02")
    assert document.facets["publication"] == ("wci",)


def test_a_region_that_an_item_only_names_is_no_facet_value_of_it() -> None:
    item = replace(
        ITEM, regions=(Tag("JP"), Tag("PE", strength=0.2), Tag("CL", strength=0.1, role="mentioned"))
    )
    values = index_document(PlacedItem(item, HEAD)).facets["region"]
    assert values == ("142", "030", "JP", "019", "419", "005", "PE")


def test_events_are_held_by_their_days_and_those_ahead_once_more() -> None:
    first = EventDate(date(2026, 2, 4), date(2026, 2, 4), "4 February")
    again = EventDate(date(2026, 2, 4), date(2026, 2, 4), "on Wednesday")
    ahead = EventDate(date(2026, 4, 1), date(2026, 4, 30), "in April", Precision.MONTH, ahead=True)
    document = index_document(PlacedItem(replace(ITEM, event_dates=(first, again, ahead)), HEAD))
    assert document.facets["event"] == ("2026-02-04", "2026-04-01..2026-04-30")
    assert document.facets["ahead"] == ("2026-04-01..2026-04-30",)


def test_the_takeaway_is_not_in_the_body_too() -> None:
    document = index_document(PlacedItem(ITEM, HEAD))
    assert document.texts == {
        "headline": "Guangdong raises wages",
        "takeaway": "Others will follow.",
        "body": "Workers gain.",
    }
    assert (document.id, document.issue, document.date, document.position) == (ITEM.id, HEAD.id, HEAD.date, 2)


def test_the_fingerprint_changes_with_anything_that_is_indexed_and_nothing_else() -> None:
    first = index_document(PlacedItem(ITEM, HEAD)).fingerprint
    changed = [
        PlacedItem(replace(ITEM, headline="Other"), HEAD),
        PlacedItem(replace(ITEM, position=3), HEAD),
        PlacedItem(replace(ITEM, topics=()), HEAD),
        PlacedItem(replace(ITEM, takeaway=""), HEAD),
        PlacedItem(ITEM, replace(HEAD, date=date(2026, 2, 7))),
    ]
    marks = {index_document(placed).fingerprint for placed in changed}
    assert len(marks | {first}) == 6
    assert index_document(PlacedItem(replace(ITEM, url="https://example.org"), HEAD)).fingerprint == first
