"""Items from stories: the headline, the link of the headline, and the paragraphs with their depth."""

import re
from collections.abc import Sequence

from archive.dates import date_mentions
from archive.derived_headline import could_be_headline, derive_headline, without_full_stop
from archive.document import Block, BlockKind
from archive.models import Item, Link, Paragraph
from archive.splitting.outline import opening_link
from archive.splitting.partition import Story

_SECTION_SEPARATOR = " / "
_MAX_TITLE_LENGTH = 220  # characters, with the tags before it
_HEADLINE_WITH_URL = re.compile(r"(.*\S)\s+<?(https?://[^\s>]+)>?", re.DOTALL)


def build_item(story: Story, position: int, language: str) -> Item:
    """The item of a story; `position` counts from 1."""
    headline, url, blocks = _headline_and_blocks(story)
    base = blocks[0].level if not story.heading and blocks[0].kind is BlockKind.LIST_ITEM else 0
    return Item(
        position=position,
        section=_SECTION_SEPARATOR.join(filter(None, story.sections)),
        story_path=story.story_path,
        headline=headline,
        paragraphs=paragraphs_of(blocks, base),
        url=url,
        language=language,
    )


def paragraphs_of(blocks: Sequence[Block], base: int = 0) -> tuple[Paragraph, ...]:
    """Blocks as paragraphs, without rules; depth counts from `base`, the level of the surrounding list."""
    return tuple(Paragraph(block.text, block.links, _depth(block, base)) for block in blocks if block.text)


def _headline_and_blocks(story: Story) -> tuple[str, str, Sequence[Block]]:
    """The headline, its link and the blocks of the text, without the block that is the headline."""
    if story.heading and (with_url := _HEADLINE_WITH_URL.fullmatch(story.heading.text)):
        return with_url[1], with_url[2], story.blocks
    if story.heading:
        return story.heading.text.rstrip(" :") or story.heading.text, _only_link(story.heading), story.blocks
    first = story.blocks[0]
    headline, url = _derived_headline(first)
    is_all = headline == first.text.rstrip(" :") and _has_more_prose(story.blocks)
    return headline, url, story.blocks[1:] if is_all else story.blocks


def _has_more_prose(blocks: Sequence[Block]) -> bool:
    return any(block.kind is not BlockKind.LIST_ITEM and block.text for block in blocks[1:])


def _derived_headline(block: Block) -> tuple[str, str]:
    """A headline for a story without one, and its link: the bold lead, the opening link or first words."""
    lead = block.lead.strip(" :–—-")
    if len(lead) > 2 and any(map(str.isalpha, lead)) and not _is_date(lead) and _is_run_in(block):
        return without_full_stop(lead), _link_within(block, len(block.lead))
    opening = opening_link(block)
    if opening and _is_title(block, opening):
        return block.text[: opening.end].strip(), opening.url
    is_all = opening is not None and opening.end >= len(block.text.rstrip(" ."))
    return derive_headline(block.text), opening.url if opening and is_all else ""


def _is_run_in(block: Block) -> bool:
    """Whether the bold lead is set apart from the sentence behind it, by a stop or by a capital."""
    end = len(block.lead.rstrip(" :–—-"))
    return could_be_headline(block.text, end) or block.text[end:].lstrip()[:1].isupper()


def _is_title(block: Block, link: Link) -> bool:
    """Whether a link of several words is the title of what follows, and not the beginning of a sentence."""
    words = block.text[link.start : link.end].strip()
    return " " in words and link.end <= _MAX_TITLE_LENGTH and could_be_headline(block.text, link.end)


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
