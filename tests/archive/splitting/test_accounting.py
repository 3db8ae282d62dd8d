"""Where words land: counted for every issue, and told where one was lost."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.document import Block, BlockKind, Document, SourceItem
from archive.models import Accounting, Draft, Item, Paragraph
from archive.profiles.toml_file import parse_profile
from archive.splitting import split_document
from archive.splitting.accounting import account_for_words
from archive.splitting.doubts import LOST, doubts_of

REPORT = "On 4 May 2021 the council met in Lima and passed the budget of 90 million debated since March."
ISSUE = Document(
    "letter.md",
    "text/markdown",
    (
        Block(BlockKind.PARAGRAPH, "Welcome to the letter of the port."),
        Block(BlockKind.HEADING, "Budget passed", 2),
        Block(BlockKind.PARAGRAPH, REPORT),
        Block(BlockKind.HEADING, "Ferries sail again", 2),
        Block(BlockKind.PARAGRAPH, REPORT.replace("council", "board")),
    ),
)


def test_each_word_is_in_an_item_or_in_matter() -> None:
    told = split_document(ISSUE).accounting
    assert told == Accounting(items=2 + 19 + 3 + 19, matter=7, nowhere=0)


def test_words_that_a_draft_lost_are_counted_as_nowhere() -> None:
    draft = split_document(ISSUE)
    cut = replace(draft.items[0], paragraphs=(Paragraph(REPORT.removesuffix(" debated since March.")),))
    assert account_for_words(ISSUE, replace(draft, items=(cut, draft.items[1]))).nowhere == 3


def test_a_heading_that_names_a_section_is_kept_with_its_items() -> None:
    items = (Item(headline="A", section="News", paragraphs=(Paragraph("a b"),)),) * 2
    blocks = tuple(Block(BlockKind.PARAGRAPH, text) for text in ("News", "A", "a b", "A", "a b"))
    document = Document("x", "text/plain", blocks)
    assert account_for_words(document, Draft("P", None, items)).nowhere == 0
    more = replace(document, blocks=(*blocks, Block(BlockKind.PARAGRAPH, "Old news")))
    assert account_for_words(more, Draft("P", None, items)).nowhere == 2


def test_items_that_their_source_holds_apart_are_accounted_for_too() -> None:
    given = Document("x.jsonl", "", source_items=(SourceItem("One head", "One text.\n\nAnother text."),))
    assert split_document(given).accounting == Accounting(items=6, matter=0, nowhere=0)


def test_a_heading_that_reads_like_a_line_of_the_matter_is_not_counted_as_lost() -> None:
    headings = (Block(BlockKind.HEADING, "b"), Block(BlockKind.HEADING, "b:"))
    draft = split_document(Document("x", "text/plain", (*headings, Block(BlockKind.PARAGRAPH, "1"))))
    assert [item.headline for item in draft.items] == ["b"]
    assert [paragraph.text for paragraph in draft.front_matter] == ["b"]
    assert draft.accounting
    assert draft.accounting.nowhere == 0


def test_lost_words_are_a_doubt_and_none_are_not() -> None:
    draft = split_document(ISSUE)
    assert LOST not in {doubt.reason for doubt in draft.doubts}
    lost = replace(draft, accounting=Accounting(10, 0, 2))
    assert LOST in {doubt.reason for doubt in doubts_of(lost, from_source=False)}
    assert LOST in {doubt.reason for doubt in doubts_of(lost, from_source=True)}


TEXTS = (
    st.text(st.sampled_from("ab .:A1[]|+\n“é漢"), max_size=40)
    | st.sampled_from(
        [REPORT, "Lima, 6 May 2021", "Unsubscribe", "(continued below)", "Advertisement", "Why?"]
    )
    | st.sampled_from(
        ["Strike", "Strike (continued)", "Dams https://example.org/a", "Kenya: rain.", "POLITICS"]
    )
)
BLOCKS = st.builds(
    Block,
    kind=st.sampled_from(list(BlockKind)),
    text=TEXTS,
    level=st.integers(0, 4),
    lead=st.sampled_from(["", "a"]),
    links=st.just(()),
)


@pytest.mark.slow
@settings(max_examples=400)
@given(st.lists(BLOCKS, max_size=16), st.sampled_from(["", "entries", "whole", "marks"]))
def test_no_word_of_any_document_lands_nowhere(blocks: list[Block], told: str) -> None:
    said = {
        "entries": '[sections]\nentries = "*"',
        "whole": '[sections]\nwhole = "*"',
        "marks": "boilerplate = 'Lima'\n[text]\nheadline = '^a'\nsection = '^[A1]'",
    }
    profile = parse_profile(f'{said[told]}\n[recognise]\nfile = "*"', "p", "p") if told else None
    document = Document("x", "text/plain", tuple(map(_without_text_of_rules, blocks)))
    accounted = split_document(document, profile=profile).accounting
    assert accounted
    assert accounted.nowhere == 0


def _without_text_of_rules(block: Block) -> Block:
    return replace(block, text="") if block.kind is BlockKind.RULE else block
