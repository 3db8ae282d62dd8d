"""The entries of a section: list entries or paragraphs with a bold lead; each has its blocks.

Nested entries are details of a story. If the entry above them only names a running story, they are stories.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from archive.document import Block, BlockKind
from archive.splitting.leads import names_a_place
from archive.splitting.outline import is_prose, text_length
from archive.splitting.partition import Story

_LONGEST_THREAD_NAME = 120  # characters
_MIN_HEADLINE_WORDS = 4
_SENTENCE_ENDS = (".", "!", "?", ":", ";")


@dataclass(frozen=True, slots=True)
class EntryList:
    """The blocks before the first entry, the entries (each begins with its first block), the blocks after.

    `share` is the part of the section's text that the entries hold, 0 to 1. `of_paragraphs` means that the
    entries are paragraphs with a bold lead, not list entries.
    """

    before: tuple[Block, ...]
    entries: tuple[tuple[Block, ...], ...]
    after: tuple[Block, ...]
    share: float
    of_paragraphs: bool = False


def find_entries(blocks: Sequence[Block]) -> EntryList | None:
    """The list entries of a section, else its paragraphs with a bold lead; None if it has neither."""
    starts = _list_starts(blocks)
    if starts:
        return _entry_list(blocks, starts, of_paragraphs=False)
    starts = [index for index, block in enumerate(blocks) if has_run_in_head(block)]
    if len(starts) < 2 or _are_labels([blocks[index].lead for index in starts]):
        return None
    return _entry_list(blocks, starts, of_paragraphs=True)


def entry_stories(
    entry: Sequence[Block], sections: tuple[str, ...], path: tuple[str, ...] = ()
) -> Iterator[Story]:
    """The entry with its nested blocks as one story; the nested entries if the entry only names a thread."""
    head, below = entry[0], entry[1:]
    if not _names_a_thread(head, below):
        yield Story(tuple(entry), None, sections, path)
        return
    starts = _list_starts(below)
    for start, end in zip(starts, [*starts[1:], len(below)], strict=True):
        yield from entry_stories(below[start:end], sections, (*path, head.text))


def _list_starts(blocks: Sequence[Block]) -> list[int]:
    """The indexes of the outermost list entries; an entry less deep than the first opens a new list."""
    starts: list[int] = []
    level = 99
    for index, block in enumerate(blocks):
        if block.kind is BlockKind.LIST_ITEM and block.level <= level:
            level = block.level
            starts.append(index)
        elif block.level == 0 and block.kind is not BlockKind.LIST_ITEM:
            level = 99
    return starts


def _entry_list(blocks: Sequence[Block], starts: Sequence[int], *, of_paragraphs: bool) -> EntryList:
    end = len(blocks) if of_paragraphs else _end_of_list(blocks, starts[-1])
    ends = [*starts[1:], end]
    entries = tuple(tuple(blocks[start:stop]) for start, stop in zip(starts, ends, strict=True))
    share = text_length(list(blocks[starts[0] : end])) / (text_length(list(blocks)) or 1)
    return EntryList(tuple(blocks[: starts[0]]), entries, tuple(blocks[end:]), share, of_paragraphs)


def _end_of_list(blocks: Sequence[Block], last: int) -> int:
    """The index of the first block after the last entry that does not belong to it."""
    end = last + 1
    while end < len(blocks) and blocks[end].level > 0:
        end += 1
    return end


def has_run_in_head(block: Block) -> bool:
    """Whether a paragraph opens with a bold head of several words, or with the name of a place."""
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
        if lead.rstrip().endswith(":") and len(lead.split()) < _MIN_HEADLINE_WORDS and not names_a_place(lead)
    ]
    return len(short) > len(leads) / 2


def _names_a_thread(head: Block, below: Sequence[Block]) -> bool:
    """Whether an entry has nested entries and only names their subject."""
    if any(block.level <= head.level for block in below) or not below:
        return False
    if below[0].kind is not BlockKind.LIST_ITEM or len(head.text) > _LONGEST_THREAD_NAME:
        return False
    if all(block.lead == block.text or _is_all_links(block) for block in below):
        return False
    return _is_all_links(head) or not head.text.rstrip("\"'”’)").endswith(_SENTENCE_ENDS)


def _is_all_links(block: Block) -> bool:
    linked = sum(link.end - link.start for link in block.links)
    return linked >= 0.8 * len(block.text)
