"""The divisions of a section's blocks into records, each of which could be an item.

A section can be one record with all that stands below it, one record of its own text, no record at all, or
one record for each list entry, led entry, paragraph, run-in head or group between rules.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from archive.document import Block, BlockKind
from archive.profiles.division import Division
from archive.splitting.entries import find_entries, has_run_in_head
from archive.splitting.outline import Section, opening_link, stands_alone

_MIN_RECORDS = 2
_MIN_LED_RECORDS = 1


SINGLE = frozenset({Division.WHOLE, Division.BODY})
"""The divisions that make one record of a section, under its heading."""


@dataclass(frozen=True, slots=True)
class Records:
    """The records of a section, the blocks before the first, and those after the last.

    `heading` is the headline of a single record; records of a division into several have none.
    """

    division: Division
    records: tuple[tuple[Block, ...], ...]
    before: tuple[Block, ...] = ()
    after: tuple[Block, ...] = ()
    heading: Block | None = None


def divisions_of(section: Section) -> list[Records]:
    """Every division that fits a section; there is always that without records."""
    found = [Records(Division.NONE, (), tuple(section.direct))]
    everything = tuple(section.blocks())
    if any(block.text for block in everything) and section.children and section.heading:
        found.append(Records(Division.WHOLE, (everything,), heading=section.heading))
    direct = tuple(section.direct)
    if section.heading and not any(block.text for block in everything):
        found.append(Records(Division.BODY, (direct,), heading=section.heading))
    if any(block.text for block in direct):
        found.append(Records(Division.BODY, (direct,), heading=section.heading))
        found += [records for divide in _DIVIDERS if (records := divide(direct)) is not None]
    return found


def named_records(section: Section, division: Division) -> Records | None:
    """The records of a section by a division that a profile names, one or more; None if it does not fit."""
    fitting = next((found for found in divisions_of(section) if found.division is division), None)
    opens = _OPENERS.get(division)
    if fitting or opens is None:
        return fitting
    starts = _starts(section.direct, opens)
    return _divided(division, section.direct, starts) if starts else None


def _entries(blocks: Sequence[Block]) -> Records | None:
    entries = find_entries(blocks)
    if entries is None or entries.of_paragraphs:
        return None
    return Records(Division.ENTRIES, entries.entries, entries.before, entries.after)


def _led(blocks: Sequence[Block]) -> Records | None:
    """Entries with a bold or linked lead, if the list has others too; those belong to the one above."""
    listed = _starts(blocks, _is_outer_entry)
    led = [at for at in listed if _is_led(blocks[at])]
    if not _MIN_LED_RECORDS <= len(led) < len(listed):
        return None
    return _opened(Division.LED, blocks, led)


def _is_led(block: Block) -> bool:
    link = opening_link(block)
    return bool(block.lead) or bool(link and stands_alone(block, link))


def _paragraphs(blocks: Sequence[Block]) -> Records | None:
    return _opened(Division.PARAGRAPHS, blocks, _starts(blocks, _is_paragraph))


def _linked(blocks: Sequence[Block]) -> Records | None:
    """Paragraphs with a link; those without one belong to the paragraph above."""
    paragraphs = _starts(blocks, _is_paragraph)
    linked = _starts(blocks, _is_linked_paragraph)
    return _opened(Division.LINKED, blocks, linked) if len(linked) < len(paragraphs) else None


def _is_outer_entry(block: Block) -> bool:
    return block.kind is BlockKind.LIST_ITEM and block.level <= 1


def _is_paragraph(block: Block) -> bool:
    return block.kind is BlockKind.PARAGRAPH and block.level == 0 and bool(block.text)


def _is_linked_paragraph(block: Block) -> bool:
    return _is_paragraph(block) and bool(block.links)


def _starts(blocks: Sequence[Block], opens: Callable[[Block], bool]) -> list[int]:
    return [at for at, block in enumerate(blocks) if opens(block)]


def _run_in(blocks: Sequence[Block]) -> Records | None:
    return _opened(Division.RUN_IN, blocks, _starts(blocks, has_run_in_head))


def _groups(blocks: Sequence[Block]) -> Records | None:
    """The groups of blocks between rules."""
    if not any(block.kind is BlockKind.RULE for block in blocks[1:-1]):
        return None
    groups: list[list[Block]] = [[]]
    for block in blocks:
        if block.kind is BlockKind.RULE:
            groups.append([])
        else:
            groups[-1].append(block)
    records = tuple(tuple(group) for group in groups if group)
    return Records(Division.GROUPS, records) if len(records) >= _MIN_RECORDS else None


def _opened(division: Division, blocks: Sequence[Block], starts: Sequence[int]) -> Records | None:
    if len(starts) < (_MIN_LED_RECORDS if division is Division.LED else _MIN_RECORDS):
        return None
    return _divided(division, blocks, starts)


def _divided(division: Division, blocks: Sequence[Block], starts: Sequence[int]) -> Records:
    ends = [*starts[1:], _end(division, blocks, starts[-1])]
    records = tuple(tuple(blocks[start:end]) for start, end in zip(starts, ends, strict=True))
    return Records(division, records, tuple(blocks[: starts[0]]), tuple(blocks[ends[-1] :]))


def _end(division: Division, blocks: Sequence[Block], last: int) -> int:
    """The index after the last record: a record that opens in a list ends with the list."""
    if division is not Division.LED:
        return len(blocks)
    end = last + 1
    while end < len(blocks) and (blocks[end].level > 0 or blocks[end].kind is BlockKind.LIST_ITEM):
        end += 1
    return end


_OPENERS: Mapping[Division, Callable[[Block], bool]] = {
    Division.ENTRIES: _is_outer_entry,
    Division.OUTER: _is_outer_entry,
    Division.PARAGRAPHS: _is_paragraph,
    Division.LINKED: _is_linked_paragraph,
    Division.RUN_IN: has_run_in_head,
}
"""The blocks that open a record where a single one is enough."""

_DIVIDERS = (_entries, _led, _paragraphs, _linked, _run_in, _groups)
