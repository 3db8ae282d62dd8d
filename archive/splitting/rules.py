"""Rules: issues whose stories are set apart by nothing but a line drawn between them."""

from collections.abc import Sequence

from archive.document import Block, Kind
from archive.splitting.parts import Parts, Story, is_prose


def tell_between_rules(blocks: Sequence[Block]) -> Parts | None:
    """One story from the blocks between two rules; None where there is more to go by, or no rule."""
    if any(block.kind in (Kind.HEADING, Kind.LIST_ITEM) for block in blocks):
        return None
    groups = list(_groups(blocks))
    if len(groups) < 2 or not all(any(is_prose(block) for block in group) for group in groups):
        return None
    stories = [Story(tuple(group)) for group in groups]
    return Parts(stories, reasons=[f"{len(stories)} items, set apart by rules"])


def _groups(blocks: Sequence[Block]) -> list[list[Block]]:
    groups: list[list[Block]] = [[]]
    for block in blocks:
        if block.kind is Kind.RULE:
            groups.append([])
        else:
            groups[-1].append(block)
    return [group for group in groups if group]
