"""Plain paragraphs that are items by themselves.

Each opens with a dateline, a time or an ornament, closes with its source, or is the row of a table.
"""

import re
from collections.abc import Sequence

from archive.document import Block, BlockKind
from archive.splitting.parts import Parts, Story, is_prose

_FEWEST = 3
_MOSTLY = 0.7
_COLUMN = " | "
_TIME = re.compile(r"\(?(?:[01]?\d|2[0-3])[:.h][0-5]\d\b")
_ORNAMENT = re.compile(r"(?:[+*#=~_]{2,}|[■□►▶▸●○◆◇★☆➤➔→»✓✔❖]+)\s*\S")
_DATELINE = re.compile(r"[A-ZÀ-Þ][A-ZÀ-Þ .,'’/-]{2,40}(?:\([^()]{2,30}\)|,[^—–]{3,30}?)?\s*[—–-]{1,2}\s")
_SOURCE = re.compile(
    r"\((?:[Ss]ource|[Vv]ia|[Qq]uelle)s?:? [^()]{2,60}\)[.\s]*$|\([A-Z][^().]{2,40}\)[.\s]*$"
)


def tell_paragraphs(blocks: Sequence[Block]) -> Parts | None:
    """A story from each paragraph that opens or closes so, with those that go on from it; None if few do."""
    prose = [block for block in blocks if is_prose(block)]
    for sign, opens, what in (
        (_DATELINE.match, True, "open with a dateline"),
        (_SOURCE.search, False, "close with their source"),
        (_ORNAMENT.match, True, "open with an ornament"),
        (_TIME.match, True, "open with a time of day"),
    ):
        signed = [bool(sign(block.text)) for block in prose]
        if sum(signed) >= max(_FEWEST, _MOSTLY * len(prose)):
            stories = [Story(tuple(group)) for group in _groups(prose, signed, opens=opens)]
            return Parts(stories, reasons=[f"{len(stories)} items, as paragraphs {what}"])
    return _rows(prose)


def _rows(prose: Sequence[Block]) -> Parts | None:
    """A story from each row of a table that is all there is; a first row without figures names columns."""
    columns = {block.text.count(_COLUMN) for block in prose}
    if len(columns) != 1 or not columns.pop() or len(prose) <= _FEWEST:
        return None
    is_named = not any(map(str.isdigit, prose[0].text)) and any(map(str.isdigit, prose[1].text))
    rows = prose[1:] if is_named else prose
    parts = Parts([Story((row,)) for row in rows], reasons=[f"{len(rows)} items, the rows of a table"])
    parts.front += prose[:1] if is_named else []
    return parts


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


def tell_between_rules(blocks: Sequence[Block]) -> Parts | None:
    """One story from the blocks between two rules; None where there is more to go by, or no rule."""
    if any(block.kind in (BlockKind.HEADING, BlockKind.LIST_ITEM) for block in blocks):
        return None
    groups = list(_groups_between_rules(blocks))
    if len(groups) < 2 or not all(any(is_prose(block) for block in group) for group in groups):
        return None
    stories = [Story(tuple(group)) for group in groups]
    return Parts(stories, reasons=[f"{len(stories)} items, set apart by rules"])


def _groups_between_rules(blocks: Sequence[Block]) -> list[list[Block]]:
    groups: list[list[Block]] = [[]]
    for block in blocks:
        if block.kind is BlockKind.RULE:
            groups.append([])
        else:
            groups[-1].append(block)
    return [group for group in groups if group]
