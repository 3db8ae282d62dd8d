"""Openings of plain paragraphs that set stories apart as a bold lead would: capitals, a country, a link.

One paragraph that opens so is nothing; where most do, in one way, and no two alike, they are leads.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from archive.document import Block, BlockKind
from archive.splitting.parts import is_prose, opening_link
from archive.splitting.plain import is_dateline
from archive.vocabularies.regions import resolve

_FEWEST = 3
_MOSTLY = 0.6
_SHORTEST = 60  # characters of a paragraph that says something after its opening
_CAPITALS = re.compile(
    r"(?=(?:\W*[A-ZÀ-Þ]){6})[A-Z0-9À-Þ][^a-zß-ÿ.:]*?\s[^a-zß-ÿ.:]*[A-Z0-9À-Þ)](?:[.:]|\s[–—-])(?=\s\S)"
)
_NAMED = re.compile(r"([^\W\d_][^:.;!?()\n]{2,38}?)(?::|\s[–—-])(?=\s\S)")
_JOINT = re.compile(r"\s*(?:[–—:|]|-\s)")


def with_openings(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The blocks, with openings as leads where most paragraphs have one of the same kind."""
    told = [block for block in blocks if _is_told(block)]
    if len(told) < _FEWEST or any(block.lead for block in told):
        return tuple(blocks)
    for find in (_in_capitals, _place, _linked):
        if _is_habit([find(block) for block in told]):
            return tuple(_led(block, find) for block in blocks)
    return tuple(blocks)


def names_a_place(lead: str) -> bool:
    """Whether a lead is the name of a country or another region, and so says what follows is about it."""
    return resolve(lead.strip(" :–—-*")) is not None


def _led(block: Block, find: Callable[[Block], str]) -> Block:
    return replace(block, lead=find(block)) if _is_told(block) else block


def _is_told(block: Block) -> bool:
    return (
        is_prose(block)
        and block.kind is not BlockKind.CODE
        and block.level == 0
        and len(block.text) >= _SHORTEST
    )


def _is_habit(found: Sequence[str]) -> bool:
    leads = [lead.casefold() for lead in found if lead]
    return len(leads) >= max(_FEWEST, _MOSTLY * len(found)) and len(set(leads)) == len(leads)


def _in_capitals(block: Block) -> str:
    match = _CAPITALS.match(block.text)
    return match[0] if match and not is_dateline(block.text) else ""


def _place(block: Block) -> str:
    match = _NAMED.match(block.text)
    return match[0] if match and names_a_place(match[1]) else ""


def _linked(block: Block) -> str:
    link = opening_link(block)
    if link is None or link.start or " " not in block.text[: link.end].strip():
        return ""
    return block.text[: link.end] if _JOINT.match(block.text, link.end) else ""
