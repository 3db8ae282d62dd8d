"""Titles: a line that is a link, or ends in its address, opens an entry; the line above may name a group."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from statistics import fmean

from archive.document import Block, BlockKind
from archive.splitting.furniture import is_byline
from archive.splitting.headings.prominence import INNER_LEVEL, OUTER_LEVEL
from archive.splitting.outline import is_prose

_MIN_TITLES = 3
_MANY = 3  # lines of the same words, which are no titles
_MIN_ABOVE_TEXT = 0.5  # of the titles stand right above text
_MIN_WORDS, _MIN_WORDS_BESIDE_HEADINGS = 2.5, 5  # on average; "Read more" is no title
_MIN_LINKED = 0.9  # of a title is a link
_MAX_LENGTH = 400  # characters, an address at the end included
_MAX_GROUP_WORDS = 6
_WITH_ADDRESS = re.compile(r"(\S.{1,198}?\S)\s+<?(https?://[^\s<>]+)>?", re.DOTALL)
_ADDRESS = re.compile(r"(https?://|www\.)\S+$")
_ENDS_SENTENCE = re.compile(r"[.,;:!?…]$")


def linked_titles(blocks: Sequence[Block]) -> Mapping[int, int]:
    """The heading levels of linked titles and of the names above them, by their index; empty if too few."""
    counts = Counter(block.text for block in blocks)
    titles = [at for at, block in enumerate(blocks) if _is_title(block) and counts[block.text] < _MANY]
    above_text = sum(at + 1 < len(blocks) and _is_prose(blocks[at + 1]) for at in titles)
    if len(titles) < _MIN_TITLES or above_text < _MIN_ABOVE_TEXT * len(titles):
        return {}
    has_headings = sum(block.kind is BlockKind.HEADING for block in blocks) >= _MIN_TITLES
    least = _MIN_WORDS_BESIDE_HEADINGS if has_headings else _MIN_WORDS
    if fmean(len(blocks[at].text.split()) for at in titles) < least:
        return {}
    names = [at - 1 for at in titles if at and _is_name(blocks[at - 1])]
    groups = dict.fromkeys(names, OUTER_LEVEL) if len(names) > 1 else {}
    return dict.fromkeys(titles, INNER_LEVEL) | groups


def _is_title(block: Block) -> bool:
    if block.kind is not BlockKind.PARAGRAPH or block.level or len(block.text) > _MAX_LENGTH:
        return False
    if match := _WITH_ADDRESS.fullmatch(block.text):
        return not block.path and not match[1].endswith((":", ",", ";"))
    linked = sum(link.end - link.start for link in block.links)
    return linked >= _MIN_LINKED * len(block.text) > 0 and not _ADDRESS.match(block.text)


def _is_prose(block: Block) -> bool:
    return is_prose(block) and not _is_title(block)


def _is_name(block: Block) -> bool:
    is_short = block.kind is BlockKind.PARAGRAPH and 0 < len(block.text.split()) <= _MAX_GROUP_WORDS
    return is_short and not (block.links or is_byline(block.text) or _ENDS_SENTENCE.search(block.text))
