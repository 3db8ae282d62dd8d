"""Linked titles serve as headings."""

from archive.document import Block, BlockKind
from archive.models import Link
from archive.splitting.headings.prominence import INNER_LEVEL, OUTER_LEVEL
from archive.splitting.headings.titles import linked_titles

TEXT = Block(
    BlockKind.PARAGRAPH, "The council met in Lima and passed the budget that had been debated since March."
)


def plain(text: str) -> Block:
    return Block(BlockKind.PARAGRAPH, text)


def linked(text: str) -> Block:
    return Block(BlockKind.PARAGRAPH, text, links=(Link("https://example.org", text, 0, len(text)),))


def test_lines_that_end_in_their_address_are_titles_and_short_lines_above_name_groups() -> None:
    titles = [plain(f"Budget number {n} is passed https://example.org/{n}") for n in range(4)]
    blocks = (
        plain("News"),
        titles[0],
        TEXT,
        titles[1],
        TEXT,
        plain("Events"),
        titles[2],
        TEXT,
        titles[3],
        TEXT,
    )
    assert sorted(linked_titles(blocks).items()) == [
        (0, OUTER_LEVEL),
        (1, INNER_LEVEL),
        (3, INNER_LEVEL),
        (5, OUTER_LEVEL),
        (6, INNER_LEVEL),
        (8, INNER_LEVEL),
    ]


def test_lines_that_are_links_are_titles_if_they_stand_above_text() -> None:
    titles = [linked(f"Budget number {n} is passed") for n in range(3)]
    assert list(linked_titles((titles[0], TEXT, titles[1], TEXT, titles[2], TEXT))) == [0, 2, 4]
    assert linked_titles((*titles, TEXT)) == {}


def test_links_to_read_more_and_addresses_after_a_label_are_no_titles() -> None:
    more = [linked("Read more"), TEXT, linked("Full story"), TEXT, linked("Go on"), TEXT]
    assert linked_titles(more) == {}
    labels = [block for n in range(3) for block in (plain(f"Web: https://example.org/{n}"), TEXT)]
    assert linked_titles(labels) == {}
