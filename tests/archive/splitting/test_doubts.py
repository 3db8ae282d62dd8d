"""What is doubted of an issue after it was split."""

from dataclasses import replace

from archive.document import Block, BlockKind, Document
from archive.models import Candidate, Draft
from archive.splitting import split_document
from archive.splitting.doubts import doubts_of

REPORT = "On 4 May 2021 the council met in Lima and passed the budget of 90 million debated since March."


def document(*blocks: Block) -> Document:
    metadata = {"publication": "Letter", "date": "2021-05-05"}
    return Document("issue.md", "text/markdown", blocks, metadata=metadata)


def heading(text: str, level: int = 2) -> Block:
    return Block(BlockKind.HEADING, text, level)


def paragraph(text: str) -> Block:
    return Block(BlockKind.PARAGRAPH, text)


def reasons(*blocks: Block) -> list[tuple[str, int]]:
    return [(doubt.reason, doubt.position) for doubt in split_document(document(*blocks)).doubts]


def test_an_issue_without_doubt_has_none() -> None:
    assert not reasons(*[b for n in "abc" for b in (heading(f"News {n}"), paragraph(f"{n}: {REPORT}"))])


def test_an_item_that_holds_most_of_the_words_is_doubted() -> None:
    blocks = [heading("A"), paragraph(REPORT * 12), heading("B"), paragraph(REPORT), heading("C")]
    assert ("holds most of the issue's words", 1) in reasons(*blocks, paragraph(REPORT))


def test_a_headline_without_words_is_doubted() -> None:
    blocks = [heading("B"), paragraph(REPORT), heading("2021"), paragraph(REPORT + " So.")]
    assert ("a headline without words", 2) in reasons(*blocks)


def test_an_item_that_is_far_too_short_is_doubted() -> None:
    blocks = [b for n in "abcd" for b in (heading(f"News {n}"), paragraph(f"{n}: {REPORT * 2}"))]
    assert ("very short beside the others", 5) in reasons(*blocks, heading("More"), paragraph("Soon."))


def test_an_item_with_a_line_about_the_publication_is_doubted() -> None:
    line = paragraph("You are receiving this message because you subscribed at our stand in Lima.")
    blocks = [heading("A"), paragraph(REPORT), line, heading("B"), paragraph(REPORT + " So it is.")]
    assert ("has a line that looks like no news", 1) in reasons(*blocks)


def test_one_long_item_is_doubted() -> None:
    long = [paragraph(f"Part {n}. {REPORT * 4}") for n in range(10)]
    assert ("one long item: nothing in the text sets stories apart", 0) in reasons(*long)


def test_a_second_way_that_fits_nearly_as_well_is_named() -> None:
    chosen = Candidate("items", "this way", 10, 1, 1, 0.6, 0.60, chosen=True)
    near = Candidate("items", "that way", 4, 1, 1, 0.55, 0.55)
    draft = Draft("Letter", None, (), candidates=(chosen, near))
    sure = "unsure of the items: that way would fit nearly as well as this way"
    assert sure in {doubt.reason for doubt in doubts_of(draft, from_source=False)}
    far = replace(draft, candidates=(chosen, replace(near, score=0.3)))
    alike = replace(draft, candidates=(chosen, replace(near, count=9)))
    for other in (far, alike):
        assert sure not in {doubt.reason for doubt in doubts_of(other, from_source=False)}


def test_a_day_far_from_that_of_the_file_name_is_doubted() -> None:
    issue = document(heading("A"), paragraph(REPORT), heading("B"), paragraph(REPORT + " So."))
    doubted = "the file name gives another day"
    for name, expected in (("2021-05-01.md", False), ("2021-03-05.md", True), ("issue.md", False)):
        reasons = {doubt.reason for doubt in split_document(replace(issue, name=name)).doubts}
        assert (doubted in reasons) is expected
