"""Items from plain paragraphs: those with a common sign, table rows, or what stands between rules.

The signs are a dateline, a time or an ornament at the start, and a source at the end.
"""

import re
from collections.abc import Sequence

from archive.document import Block, BlockKind
from archive.splitting.outline import is_prose
from archive.splitting.partition import Partition, Story

_MIN_ITEMS = 3
_MIN_SIGNED_RATIO = 0.7
_COLUMN = " | "
_TIME = re.compile(r"\(?(?:[01]?\d|2[0-3])[:.h][0-5]\d\b")
_ORNAMENT = re.compile(r"(?:[+*#=~_]{2,}|[■□►▶▸●○◆◇★☆➤➔→»✓✔❖]+)\s*\S")
_DATELINE = re.compile(r"[A-ZÀ-Þ][A-ZÀ-Þ .,'’/-]{2,40}(?:\([^()]{2,30}\)|,[^—–]{3,30}?)?\s*[—–-]{1,2}\s")
_SOURCE = re.compile(
    r"\((?:[Ss]ource|[Vv]ia|[Qq]uelle)s?:? [^()]{2,60}\)[.\s]*$|\([A-Z][^().]{2,40}\)[.\s]*$"
)


def partition_paragraphs(blocks: Sequence[Block]) -> Partition | None:
    """One story for each paragraph with a sign and those up to the next one; None if too few have it."""
    prose = [block for block in blocks if is_prose(block)]
    for search, opens, description in (
        (_DATELINE.match, True, "open with a dateline"),
        (_SOURCE.search, False, "close with their source"),
        (_ORNAMENT.match, True, "open with an ornament"),
        (_TIME.match, True, "open with a time of day"),
    ):
        signed = [bool(search(block.text)) for block in prose]
        if sum(signed) >= max(_MIN_ITEMS, _MIN_SIGNED_RATIO * len(prose)):
            stories = [Story(tuple(group)) for group in _groups(prose, signed, opens=opens)]
            return Partition(stories, reasons=[f"{len(stories)} items, as paragraphs {description}"])
    return _rows(prose)


def _rows(prose: Sequence[Block]) -> Partition | None:
    """One story for each row if all blocks are one table; a first row without digits holds column names."""
    columns = {block.text.count(_COLUMN) for block in prose}
    if len(columns) != 1 or not columns.pop() or len(prose) <= _MIN_ITEMS:
        return None
    is_named = not any(map(str.isdigit, prose[0].text)) and any(map(str.isdigit, prose[1].text))
    rows = prose[1:] if is_named else prose
    partition = Partition(
        [Story((row,)) for row in rows], reasons=[f"{len(rows)} items, the rows of a table"]
    )
    partition.front += prose[:1] if is_named else []
    return partition


def is_dateline(text: str) -> bool:
    """Whether a text opens like a wire report: "LIMA (Agency) - "."""
    return bool(_DATELINE.match(text))


def _groups(prose: Sequence[Block], signed: Sequence[bool], *, opens: bool) -> list[list[Block]]:
    groups: list[list[Block]] = [[]]
    for block, has_sign in zip(prose, signed, strict=True):
        if opens and has_sign:
            groups.append([])
        groups[-1].append(block)
        if has_sign and not opens:
            groups.append([])
    return [group for group in groups if group]


def partition_between_rules(blocks: Sequence[Block]) -> Partition | None:
    """One story from the blocks between two rules; None if there are headings or lists, or no rule."""
    if any(block.kind in (BlockKind.HEADING, BlockKind.LIST_ITEM) for block in blocks):
        return None
    groups = list(_groups_between_rules(blocks))
    if len(groups) < 2 or not all(any(is_prose(block) for block in group) for group in groups):
        return None
    stories = [Story(tuple(group)) for group in groups]
    return Partition(stories, reasons=[f"{len(stories)} items, set apart by rules"])


def _groups_between_rules(blocks: Sequence[Block]) -> list[list[Block]]:
    groups: list[list[Block]] = [[]]
    for block in blocks:
        if block.kind is BlockKind.RULE:
            groups.append([])
        else:
            groups[-1].append(block)
    return [group for group in groups if group]
