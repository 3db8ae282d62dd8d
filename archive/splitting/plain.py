"""Plain paragraphs that are items by themselves: each opens with a dateline, or closes with its source."""

import re
from collections.abc import Sequence

from archive.document import Block
from archive.splitting.parts import Parts, Story, is_prose

_FEWEST = 3
_MOSTLY = 0.7
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
    ):
        signed = [bool(sign(block.text)) for block in prose]
        if sum(signed) >= max(_FEWEST, _MOSTLY * len(prose)):
            stories = [Story(tuple(group)) for group in _groups(prose, signed, opens=opens)]
            return Parts(stories, reasons=[f"{len(stories)} items, as paragraphs {what}"])
    return None


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
