"""Stories to Items: the headline, the paragraphs with their depth, and where the headline points."""

import re
from collections.abc import Sequence
from dataclasses import replace

from archive.dates import date_mentions
from archive.derived_headline import derive_headline, without_full_stop
from archive.document import Block, BlockKind
from archive.models import Item, Paragraph
from archive.splitting.outline import opening_link, stands_alone
from archive.splitting.partition import Story

_SECTION_JOINT = " / "
_ADDRESSED = re.compile(r"(.*\S)\s+<?(https?://[^\s>]+)>?", re.DOTALL)


def build_item(story: Story, position: int, language: str) -> Item:
    """The item that a story's blocks make."""
    headline, url, blocks = _headed(story)
    base = blocks[0].level if not story.heading and blocks[0].kind is BlockKind.LIST_ITEM else 0
    return Item(
        position=position,
        section=_SECTION_JOINT.join(filter(None, story.sections)),
        story_path=story.story_path,
        headline=headline,
        paragraphs=paragraphs_of(blocks, base),
        url=url,
        language=language,
    )


def paragraphs_of(blocks: Sequence[Block], base: int = 0) -> tuple[Paragraph, ...]:
    """Blocks as paragraphs, rules left out; depth counts from `base`, that of the list they are in."""
    return tuple(Paragraph(block.text, block.links, _depth(block, base)) for block in blocks if block.text)


def _headed(story: Story) -> tuple[str, str, Sequence[Block]]:
    """Headline, its link and the blocks of the text; a headline that is a whole block is not repeated."""
    if story.heading and (addressed := _ADDRESSED.fullmatch(story.heading.text)):
        address = replace(
            story.heading, kind=BlockKind.PARAGRAPH, level=0, lead="", text=addressed[2], links=()
        )
        return addressed[1], addressed[2], (address, *story.blocks)
    if story.heading:
        return story.heading.text.rstrip(" :") or story.heading.text, _only_link(story.heading), story.blocks
    first = story.blocks[0]
    headline, url = _derived(first)
    is_all = headline == first.text.rstrip(" :") and _has_more_prose(story.blocks)
    return headline, url, story.blocks[1:] if is_all else story.blocks


def _has_more_prose(blocks: Sequence[Block]) -> bool:
    return any(block.kind is not BlockKind.LIST_ITEM and block.text for block in blocks[1:])


def _derived(block: Block) -> tuple[str, str]:
    """The headline of a story that has none: its bold lead, the link it opens with, or its first words."""
    lead = block.lead.strip(" :–—-")
    if len(lead) > 2 and any(map(str.isalpha, lead)) and not _is_date(lead):
        return without_full_stop(lead), _link_within(block, len(block.lead))
    opening = opening_link(block)
    if opening and stands_alone(block, opening) and " " in block.text[opening.start : opening.end].strip():
        return block.text[: opening.end].strip(), opening.url
    return derive_headline(block.text), opening.url if opening and opening.end >= len(
        block.text.rstrip(" .")
    ) else ""


def _is_date(lead: str) -> bool:
    return any(mention.start == 0 and mention.end == len(lead) for mention in date_mentions(lead))


def _only_link(block: Block) -> str:
    covering = [link for link in block.links if link.end - link.start >= 0.6 * len(block.text)]
    return covering[0].url if len(covering) == 1 else ""


def _link_within(block: Block, end: int) -> str:
    inside = [link for link in block.links if link.start < end]
    return inside[0].url if len(inside) == 1 else ""


def _depth(block: Block, base: int) -> int:
    return max(block.level - base, 0) if block.kind is not BlockKind.HEADING else 0
