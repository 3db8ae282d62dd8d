"""Titles that a line break divides: two lines of one bold element, or of one link, are one title."""

from collections.abc import Sequence
from dataclasses import replace

from archive.document import Block, BlockKind
from archive.models import Link

_MAX_LENGTH = 160  # characters of a title
_STOPS = tuple(".:;!?…。：")


def with_joined_titles(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The blocks, each pair of lines that are one title as one block."""
    joined, at = list[Block](), 0
    while at < len(blocks):
        is_title = at + 1 < len(blocks) and _are_one_title(blocks, at)
        joined.append(_joined(blocks[at], blocks[at + 1]) if is_title else blocks[at])
        at += 2 if is_title else 1
    return tuple(joined)


def _are_one_title(blocks: Sequence[Block], at: int) -> bool:
    """Whether a line and the next one, but no third, are in the same bold element or link."""
    first, second = blocks[at], blocks[at + 1]
    if not _go_together(first, second) or first.text.endswith(_STOPS):
        return False
    is_run = (at > 0 and _go_together(blocks[at - 1], first)) or (
        at + 2 < len(blocks) and _go_together(second, blocks[at + 2])
    )
    return not is_run and len(first.text) + len(second.text) < _MAX_LENGTH


def _go_together(first: Block, second: Block) -> bool:
    if first.kind is not BlockKind.PARAGRAPH or second.kind is not BlockKind.PARAGRAPH:
        return False
    if not first.path or first.path != second.path:
        return False
    return (_is_bold(first) and _is_bold(second)) or (
        _target(first) is not None and _target(first) == _target(second)
    )


def _is_bold(block: Block) -> bool:
    return block.lead == block.text


def _target(block: Block) -> str | None:
    """The address of the link that a line is, None if it is no link."""
    if len(block.links) != 1 or block.links[0].end - block.links[0].start < len(block.text):
        return None
    return block.links[0].url


def _joined(first: Block, second: Block) -> Block:
    text = f"{first.text} {second.text}"
    if first.links and _target(first) is not None:
        links: tuple[Link, ...] = (Link(first.links[0].url, text, 0, len(text)),)
    else:
        shift = len(first.text) + 1
        links = first.links + tuple(
            replace(link, start=link.start + shift, end=link.end + shift) for link in second.links
        )
    return replace(first, text=text, lead=text if _is_bold(first) else "", links=links)
