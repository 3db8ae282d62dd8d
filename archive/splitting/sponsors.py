"""What sponsors say between the stories: the line that names them, and the few words below it."""

import re
from collections.abc import Sequence

from archive.document import Block, Kind
from archive.splitting.parts import is_prose

_LINE = re.compile(
    r"\W*(?:(?:a|this|our)\s+)?(?:(?:special\s+)?(?:message|word)s?\s+from\b.*"
    r"|(?:presented|powered|brought to you|sponsored)\s+by\b.*|(?:in partnership|together)\s+with\b.*"
    r"|sponsored(?:\s+(?:content|post|message))?|advertis?e?ments?|anzeige|werbung|publicité|publicidad"
    r"|our\s+sponsors?|partner\s+content)\W*",
    re.IGNORECASE,
)
_LONGEST_LINE = 80
_MOST, _LONGEST = 3, 700


def sponsored(blocks: Sequence[Block]) -> frozenset[int]:
    """The places of lines that name a sponsor, and of what stands below each up to the next headline."""
    found: set[int] = set()
    for at, block in enumerate(blocks):
        if block.kind is Kind.PARAGRAPH and len(block.text) <= _LONGEST_LINE and _LINE.fullmatch(block.text):
            found.add(at)
            found.update(_below(blocks, at))
    return frozenset(found)


def _below(blocks: Sequence[Block], line: int) -> list[int]:
    """The short prose right below a line; nothing where it is too much to be an advertisement."""
    below: list[int] = []
    for at in range(line + 1, len(blocks)):
        block = blocks[at]
        if not is_prose(block) or len(below) > _MOST or (below and block.lead == block.text):
            break
        below.append(at)
    told = sum(len(blocks[at].text) for at in below)
    ends = not below or below[-1] + 1 == len(blocks) or not is_prose(blocks[below[-1] + 1])
    return below if ends and len(below) <= _MOST and told <= _LONGEST else []
