"""Which closing paragraphs are takeaways."""

from archive.models import Item, Paragraph
from archive.splitting.takeaway import mark_takeaways

REPORT = "On 4 May 2021 the council met in Lima and passed the budget of 90 million debated since March."


JUDGEMENT = (
    "The vote signals that the coalition is likely to hold, and it leaves the opposition without a theme."
)


def test_closing_judgements_are_told_from_closing_reports() -> None:
    items = [Item(paragraphs=(Paragraph(REPORT * 2), Paragraph(JUDGEMENT))) for _ in range(4)]
    marked, reasons = mark_takeaways(items)
    assert [item.takeaway for item in marked] == [JUDGEMENT] * 4
    assert reasons == ["4 of 4 items close with a short paragraph that judges what the news means"]
    plain = [Item(paragraphs=(Paragraph(REPORT * 2), Paragraph(REPORT))) for _ in range(4)]
    assert not any(item.takeaway for item in mark_takeaways(plain)[0])


def test_one_judging_paragraph_in_a_digest_of_bullets_is_no_takeaway() -> None:
    items = [Item(paragraphs=(Paragraph(REPORT),)) for _ in range(4)]
    items.append(Item(paragraphs=(Paragraph(REPORT * 2), Paragraph(JUDGEMENT))))
    assert not any(item.takeaway for item in mark_takeaways(items)[0])


def test_a_word_that_labels_other_texts_too_counts_where_several_items_have_it() -> None:
    reported = Item(paragraphs=(Paragraph(REPORT), Paragraph(REPORT)))
    labelled = Item(paragraphs=(Paragraph(REPORT), Paragraph(f"Analysis: {JUDGEMENT}")))
    assert not any(item.takeaway for item in mark_takeaways([reported, labelled, reported])[0])
    assert mark_takeaways([labelled, labelled, reported])[0][0].takeaway == JUDGEMENT


def test_three_closing_judgements_among_five_items_may_be_chance() -> None:
    judged = Item(paragraphs=(Paragraph(REPORT * 2), Paragraph(JUDGEMENT)))
    other = Item(paragraphs=(Paragraph(REPORT),))
    assert not any(item.takeaway for item in mark_takeaways([judged] * 3 + [other] * 2)[0])
    assert all(item.takeaway for item in mark_takeaways([judged] * 3)[0])
