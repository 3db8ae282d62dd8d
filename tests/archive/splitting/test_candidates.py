"""The ways in which an issue could be split, and the one that wins."""

from archive.document import Block, BlockKind, Document
from archive.models import Link
from archive.splitting import split_document

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


def test_every_way_is_listed_with_its_score_and_one_is_chosen() -> None:
    draft = split_document(document(heading("Links"), *entries(6), heading("Talk"), paragraph(REPORT * 2)))
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
    [candidate] = [c for c in split_document(document(*blocks)).candidates if c.of == "headlines"]
    assert (candidate.name, candidate.count, candidate.chosen) == ("lines standing alone", 4, True)
