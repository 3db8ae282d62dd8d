"""Prominent lines serve as headings."""

from archive.document import Block, BlockKind
from archive.element_path import serialise_element
from archive.models import Link
from archive.splitting.headings.prominence import INNER_LEVEL, OUTER_LEVEL, prominent_lines

TEXT = "The council met in Lima and passed the budget of 90 million that had been debated since March."


def line(text: str, *, linked: bool = False) -> Block:
    links = (Link("https://example.org", text, 0, len(text)),) if linked else ()
    return Block(BlockKind.PARAGRAPH, text, lead=text, links=links)


def sized(text: str, size: int) -> Block:
    path = (serialise_element(1, "p", "", "", (f"font-size: {size}px", "", "", "", "")),)
    return Block(BlockKind.PARAGRAPH, text, path=path)


def levels(*blocks: Block) -> list[int]:
    return list(prominent_lines(blocks).values())


def test_bold_lines_are_headings_of_one_level() -> None:
    text = Block(BlockKind.PARAGRAPH, TEXT)
    assert levels(line("Locks"), text, line("Ferries"), text, line("Ports"), text) == [INNER_LEVEL] * 3


def test_plain_bold_lines_above_linked_ones_name_groups() -> None:
    text = Block(BlockKind.PARAGRAPH, TEXT)
    linked = [line(f"Report {n}", linked=True) for n in range(4)]
    found = levels(
        line("News"), linked[0], text, linked[1], text, line("Events"), linked[2], text, linked[3], text
    )
    assert found == [OUTER_LEVEL, INNER_LEVEL, INNER_LEVEL, OUTER_LEVEL, INNER_LEVEL, INNER_LEVEL]


def test_lines_in_larger_type_than_most_text_are_prominent() -> None:
    blocks = [block for n in range(3) for block in (sized(f"Locks {n}", 20), sized(TEXT, 14))]
    assert levels(*blocks) == [INNER_LEVEL] * 3


def test_bylines_labels_and_the_questions_of_an_interview_are_not_prominent() -> None:
    text = Block(BlockKind.PARAGRAPH, TEXT)
    assert levels(line("By Anna Berg"), text, line("By Ben Cole"), text, line("By Cleo Dunn"), text) == []
    assert levels(line("And the ships?"), text, line("Who pays?"), text, line("Since when?"), text) == []


def test_two_lines_are_too_few() -> None:
    text = Block(BlockKind.PARAGRAPH, TEXT)
    assert levels(line("Locks"), text, line("Ferries"), text) == []
