"""Splitting: a Document's blocks become a Draft, an issue with its items, and the reasons for it.

In order: the masthead and the day are read, furniture is set apart, headline lines are found, the outline is
built, and each section is told as stories, which become items.
"""

from dataclasses import replace

from archive.document import Block, Document, Kind
from archive.models import Draft, Item
from archive.splitting.dating import date_issue
from archive.splitting.items import item_of, paragraphs_of
from archive.splitting.language import language_of
from archive.splitting.masthead import Masthead, read_masthead
from archive.splitting.matter import split_off_head, split_off_tail
from archive.splitting.naming import name_of_file
from archive.splitting.outline import outline
from archive.splitting.parts import Parts, Story
from archive.splitting.profile import profile
from archive.splitting.rules import tell_between_rules
from archive.splitting.sections import tell
from archive.splitting.separated import split_separated
from archive.splitting.structure import mark_headings
from archive.splitting.takeaway import mark_takeaways

__all__ = ["split"]


def split(document: Document) -> Draft:
    """Make a draft issue of a document; never fails on content. The date is None where none was found."""
    if document.separated:
        return split_separated(document)
    document = replace(document, blocks=tuple(filter(_says_something, document.blocks)))
    masthead = read_masthead(document)
    parts = _take_apart(document, masthead)
    language = language_of(document.metadata, _text(document))
    stories = [story for story in parts.stories if any(block.text for block in story.blocks)]
    items = tuple(item_of(story, number, language) for number, story in enumerate(stories, 1))
    items, closing = mark_takeaways(items)
    dated = date_issue(document, masthead)
    return Draft(
        publication=masthead.publication or name_of_file(document.name),
        date=dated.day,
        items=items,
        date_origin=dated.origin,
        date_guess=dated.guess,
        place=masthead.place or dated.place,
        title=masthead.title,
        number=masthead.number,
        language=language,
        front_matter=paragraphs_of(parts.front),
        back_matter=paragraphs_of(parts.back),
        reasons=(dated.reason, *parts.reasons, *_no_items(items), *closing),
        part=document.part,
    )


def _take_apart(document: Document, masthead: Masthead) -> Parts:
    """Masthead and furniture off the ends, and the rest as stories."""
    head, body = document.blocks[: masthead.length], list(document.blocks[masthead.length :])
    start, end = split_off_head(body), split_off_tail(body)
    if start >= end:
        start, end = (0, 0) if masthead.length else (0, len(body))
    marked, reasons = mark_headings(body[start:end])
    root = outline(marked)
    parts = tell_between_rules(marked) or (
        _whole(document, marked) if _is_plain(marked) else tell(root, profile(root))
    )
    parts.front[:0] = [*head, *body[:start]]
    parts.back += body[end:]
    parts.reasons[:0] = reasons
    return parts


def _is_plain(blocks: list[Block]) -> bool:
    """Whether there is neither a heading, nor a list, nor a bold lead to go by."""
    return not any(block.kind in (Kind.HEADING, Kind.LIST_ITEM) or block.lead for block in blocks)


def _whole(document: Document, blocks: list[Block]) -> Parts:
    parts = Parts(reasons=["one item: nothing in the text sets stories apart"] if blocks else [])
    if blocks:
        heading = Block(Kind.HEADING, document.title, 1) if document.title else None
        parts.stories.append(Story(tuple(blocks), heading))
    return parts


def _says_something(block: Block) -> bool:
    return block.kind is Kind.RULE or bool(block.text.strip())


def _no_items(items: tuple[Item, ...]) -> tuple[str, ...]:
    return () if items else ("no items: nothing stands between the masthead and the closing lines",)


def _text(document: Document) -> str:
    return "\n".join(block.text for block in document.blocks)
