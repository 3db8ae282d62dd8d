"""Labels of takeaways that are in no list."""

import pytest

from archive.models import Item, Paragraph
from archive.splitting.judgements.repeated_label import repeated_label
from archive.splitting.takeaway import mark_takeaways

REPORT = "On 4 May 2021 the council met in Lima and passed the budget of 90 million debated since March."
JUDGEMENTS = (
    "The vote signals that the coalition is likely to hold, and it leaves the opposition without a theme.",
    "Without a majority the plan could still fail, which puts the mayor under pressure.",
    "It remains to be seen whether tenants will notice, but the shift is unlikely to be undone.",
)
FACTS = (
    "The council of 2019 had voted for it twice, and the mayor had signed it in May.",
    "The committee met 12 times and heard 40 people before it voted.",
    "Tenants had asked for the change in 2018 and again in 2020.",
)


def _items(
    *openings: str, closings: tuple[str, ...] = JUDGEMENTS, behind: tuple[str, ...] = ()
) -> list[Item]:
    """Items that report and then close with the texts, each opening in turn before them."""
    return [
        Item(paragraphs=tuple(map(Paragraph, (REPORT, *(opening + text for opening in openings), *behind))))
        for text in closings
    ]


@pytest.mark.parametrize("label", ["Our reading: ", "Was wir denken – ", "The way we see it. ", "And so? "])
def test_any_label_is_known_by_its_repetition_and_left_out_of_the_takeaway(label: str) -> None:
    items, reasons = mark_takeaways(_items(label))
    assert [item.takeaway for item in items] == list(JUDGEMENTS)
    assert reasons == ["3 of 3 items close with a labelled takeaway"]


def test_a_label_in_a_line_of_its_own_is_known_too() -> None:
    found = [Item(paragraphs=tuple(map(Paragraph, (REPORT, "How we see it", text)))) for text in JUDGEMENTS]
    assert [item.takeaway for item in mark_takeaways(found)[0]] == list(JUDGEMENTS)


def test_what_stands_beside_the_text_does_not_hide_a_takeaway() -> None:
    found = _items("Our reading: ", behind=("Read more", "Filed under: budget, housing", "Interview"))
    assert [item.takeaway for item in mark_takeaways(found)[0]] == list(JUDGEMENTS)


def test_a_repeated_field_that_only_reports_labels_no_takeaway() -> None:
    found = _items("Background: ", closings=FACTS)
    assert repeated_label(found) is None
    assert not any(item.takeaway for item in mark_takeaways(found)[0])


def test_two_items_with_a_label_are_not_enough() -> None:
    assert repeated_label(_items("Our reading: ", closings=JUDGEMENTS[:2])) is None


def test_a_line_below_a_label_that_is_no_sentence_is_no_takeaway() -> None:
    texts = (REPORT, "So what", "A first look at the market hall")
    (item,) = mark_takeaways([Item(paragraphs=tuple(map(Paragraph, texts)))])[0]
    assert not item.takeaway
