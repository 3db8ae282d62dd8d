"""The ways in which an issue could be told, the one that wins, and what is doubted of it."""

from dataclasses import replace

from archive.document import Block, BlockKind, Document
from archive.models import Candidate, Draft, Link
from archive.splitting import split
from archive.splitting.doubts import doubts_of

REPORT = "On 4 May 2021 the council met in Lima and passed the budget of 90 million debated since March."


def document(*blocks: Block) -> Document:
    metadata = {"publication": "Letter", "date": "2021-05-05"}
    return Document("issue.md", "text/markdown", blocks, metadata=metadata)


def heading(text: str, level: int = 2) -> Block:
    return Block(BlockKind.HEADING, text, level)


def paragraph(text: str) -> Block:
    return Block(BlockKind.PARAGRAPH, text)


def entries(count: int, words: str = "lamps now switch off at dawn on quay") -> list[Block]:
    texts = [f"{words} {n}" for n in range(count)]
    return [
        Block(BlockKind.LIST_ITEM, text, 1, links=(Link("https://example.org", text, 0, len(text)),))
        for text in texts
    ]


def reasons(*blocks: Block) -> list[tuple[str, int]]:
    return [(doubt.reason, doubt.position) for doubt in split(document(*blocks)).doubts]


def test_every_way_is_listed_with_its_score_and_one_is_chosen() -> None:
    draft = split(document(heading("Links"), *entries(6), heading("Talk"), paragraph(REPORT * 2)))
    told = [candidate for candidate in draft.candidates if candidate.of == "items"]
    assert [candidate.chosen for candidate in told].count(True) == 1
    assert told[0].chosen
    assert told[0].count == len(draft.items)
    assert {candidate.count for candidate in told} == {7, 2}
    for candidate in told:
        marks = (candidate.coverage, candidate.evenness, candidate.agreement, candidate.score)
        assert all(0 <= mark <= 1 for mark in marks)


def test_lines_that_could_be_headlines_are_listed_too() -> None:
    blocks = [paragraph(text) for n in range(4) for text in (f"Quay {n} is closed", f"{n}: {REPORT * 2}")]
    [candidate] = [c for c in split(document(*blocks)).candidates if c.of == "headlines"]
    assert (candidate.name, candidate.count, candidate.chosen) == ("lines standing alone", 4, True)


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
    assert sure in {doubt.reason for doubt in doubts_of(draft, given=False)}
    far = replace(draft, candidates=(chosen, replace(near, score=0.3)))
    alike = replace(draft, candidates=(chosen, replace(near, count=9)))
    for other in (far, alike):
        assert sure not in {doubt.reason for doubt in doubts_of(other, given=False)}


def test_a_day_far_from_that_of_the_file_name_is_doubted() -> None:
    issue = document(heading("A"), paragraph(REPORT), heading("B"), paragraph(REPORT + " So."))
    doubted = "the file name gives another day"
    for name, expected in (("2021-05-01.md", False), ("2021-03-05.md", True), ("issue.md", False)):
        reasons = {doubt.reason for doubt in split(replace(issue, name=name)).doubts}
        assert (doubted in reasons) is expected
