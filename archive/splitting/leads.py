"""Leads: the link with which an entry opens, and whether it is a headline or just how a sentence begins."""

import re

from archive.document import Block
from archive.models import Link

_TAG = re.compile(r"^(\[[^\]]{1,30}\]\s*)+")
_LONGEST = 220
_CREDIT = re.compile(r"(by|via) ")


def opening_link(block: Block) -> Link | None:
    """The link at the start of a block, after tags in brackets such as "[video]" at most."""
    tag = _TAG.match(block.text)
    start = tag.end() if tag else 0
    return next((link for link in block.links if link.start <= start < link.end), None)


def stands_alone(block: Block, link: Link) -> bool:
    """Whether no sentence goes on after an opening link, so that its text could be a headline."""
    if link.end > _LONGEST:
        return False
    following = block.text[link.end :].lstrip()
    goes_on = following[:1].islower() or following[:1] in ("'", "’")
    return not goes_on or bool(_CREDIT.match(following))
