"""Runs of entries: lists and paragraphs with a bold lead, with what belongs to each entry.

Nested entries are a story's details, or stories themselves where the entry above only names a running story.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from archive.document import Block, BlockKind
from archive.splitting.openings import names_a_place
from archive.splitting.parts import Story, is_prose, text_length

_LONGEST_NAME = 120
_HEADLINE_WORDS = 4
_SENTENCE_ENDS = (".", "!", "?", ":", ";")


@dataclass(frozen=True, slots=True)
class Run:
    """Blocks before the first entry, the entries (the entry's own block first), blocks after."""

    before: tuple[Block, ...]
    entries: tuple[tuple[Block, ...], ...]
    after: tuple[Block, ...]
    share: float
    of_paragraphs: bool = False


def runs_of(blocks: Sequence[Block]) -> Run | None:
    """The entries of one section: of its list, else of its paragraphs with a bold lead; None without any."""
    starts = _list_starts(blocks)
    if starts:
        return _run(blocks, starts, of_paragraphs=False)
    starts = [index for index, block in enumerate(blocks) if _has_run_in_lead(block)]
    if len(starts) < 2 or _are_labels([blocks[index].lead for index in starts]):
        return None
    return _run(blocks, starts, of_paragraphs=True)


def stories_of(
    entry: Sequence[Block], sections: tuple[str, ...], path: tuple[str, ...] = ()
) -> Iterator[Story]:
    """The stories of one entry: itself with all that is nested in it, or those nested below a mere name."""
    head, below = entry[0], entry[1:]
    if not _names_a_thread(head, below):
        yield Story(tuple(entry), None, sections, path)
        return
    starts = _list_starts(below)
    for start, end in zip(starts, [*starts[1:], len(below)], strict=True):
        yield from stories_of(below[start:end], sections, (*path, head.text))


def _list_starts(blocks: Sequence[Block]) -> list[int]:
    """The entries of the outermost level; an entry less deep than the first one opens a list of its own."""
    starts: list[int] = []
    level = 99
    for index, block in enumerate(blocks):
        if block.kind is BlockKind.LIST_ITEM and block.level <= level:
            level = block.level
            starts.append(index)
        elif block.level == 0 and block.kind is not BlockKind.LIST_ITEM:
            level = 99
    return starts


def _run(blocks: Sequence[Block], starts: Sequence[int], *, of_paragraphs: bool) -> Run:
    end = len(blocks) if of_paragraphs else _end_of_list(blocks, starts[-1])
    ends = [*starts[1:], end]
    entries = tuple(tuple(blocks[start:stop]) for start, stop in zip(starts, ends, strict=True))
    share = text_length(list(blocks[starts[0] : end])) / (text_length(list(blocks)) or 1)
    return Run(tuple(blocks[: starts[0]]), entries, tuple(blocks[end:]), share, of_paragraphs)


def _end_of_list(blocks: Sequence[Block], last: int) -> int:
    """The first block after the last entry that does not belong to it."""
    end = last + 1
    while end < len(blocks) and blocks[end].level > 0:
        end += 1
    return end


def _has_run_in_lead(block: Block) -> bool:
    return (
        is_prose(block)
        and block.level == 0
        and 0 < len(block.lead) < len(block.text)
        and (" " in block.lead.strip() or names_a_place(block.lead))
    )


def _are_labels(leads: Sequence[str]) -> bool:
    """Whether bold leads say what kind of remark follows ("The big picture:") rather than what happened."""
    short = [
        lead
        for lead in leads
        if lead.rstrip().endswith(":") and len(lead.split()) < _HEADLINE_WORDS and not names_a_place(lead)
    ]
    return len(short) > len(leads) / 2


def _names_a_thread(head: Block, below: Sequence[Block]) -> bool:
    """Whether an entry has nested entries and only names what they are about."""
    if any(block.level <= head.level for block in below) or not below:
        return False
    if below[0].kind is not BlockKind.LIST_ITEM or len(head.text) > _LONGEST_NAME:
        return False
    if all(block.lead == block.text or _is_all_links(block) for block in below):
        return False
    return _is_all_links(head) or not head.text.rstrip("\"'”’)").endswith(_SENTENCE_ENDS)


def _is_all_links(block: Block) -> bool:
    linked = sum(link.end - link.start for link in block.links)
    return linked >= 0.8 * len(block.text)
