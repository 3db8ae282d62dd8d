"""Leads of plain paragraphs: an opening in capitals, a place name or a link that works like a bold lead.

An opening counts as a lead only if most paragraphs have one of the same kind and no two are equal.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from archive.document import Block, BlockKind
from archive.splitting.outline import is_prose, opening_link
from archive.splitting.plain_paragraphs import is_dateline
from archive.vocabularies.regions import resolve

_MIN_LEADS = 3
_MIN_LED_RATIO = 0.6
_MIN_PARAGRAPH_LENGTH = 60  # characters; a shorter one has no text after its opening
_CAPITALS = re.compile(
    r"(?=(?:\W*[A-ZÀ-Þ]){6})[A-Z0-9À-Þ][^a-zß-ÿ.:]*?\s[^a-zß-ÿ.:]*[A-Z0-9À-Þ)](?:[.:]|\s[–—-])(?=\s\S)"
)
_PLACE_NAME = re.compile(r"([^\W\d_][^:.;!?()\n]{2,38}?)(?::|\s[–—-])(?=\s\S)")
_AFTER_LINK = re.compile(r"\s*(?:[–—:|]|-\s)")


def with_leads(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The blocks, with their openings as `lead` if most paragraphs have an opening of one kind."""
    paragraphs = [block for block in blocks if _is_paragraph(block)]
    if len(paragraphs) < _MIN_LEADS or any(block.lead for block in paragraphs):
        return tuple(blocks)
    for find in (_in_capitals, _place, _linked):
        if _are_leads([find(block) for block in paragraphs]):
            return tuple(_with_lead(block, find) for block in blocks)
    return tuple(blocks)


def names_a_place(lead: str) -> bool:
    """Whether a lead is the name of a country or another region, which tells what the text is about."""
    return resolve(lead.strip(" :–—-*")) is not None


def _with_lead(block: Block, find: Callable[[Block], str]) -> Block:
    return replace(block, lead=find(block)) if _is_paragraph(block) else block


def _is_paragraph(block: Block) -> bool:
    return (
        is_prose(block)
        and block.kind is not BlockKind.CODE
        and block.level == 0
        and len(block.text) >= _MIN_PARAGRAPH_LENGTH
    )


def _are_leads(openings: Sequence[str]) -> bool:
    leads = [lead.casefold() for lead in openings if lead]
    return len(leads) >= max(_MIN_LEADS, _MIN_LED_RATIO * len(openings)) and len(set(leads)) == len(leads)


def _in_capitals(block: Block) -> str:
    match = _CAPITALS.match(block.text)
    return match[0] if match and not is_dateline(block.text) else ""


def _place(block: Block) -> str:
    match = _PLACE_NAME.match(block.text)
    return match[0] if match and names_a_place(match[1]) else ""


def _linked(block: Block) -> str:
    link = opening_link(block)
    if link is None or link.start or " " not in block.text[: link.end].strip():
        return ""
    return block.text[: link.end] if _AFTER_LINK.match(block.text, link.end) else ""
