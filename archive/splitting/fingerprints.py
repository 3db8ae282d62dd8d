"""Fingerprints of blocks, and the lines that most issues of a publication repeat.

A fingerprint ignores dates and issue numbers, for a welcome line contains them. It does not ignore other
numbers: two lines that differ in their figures are two pieces of news.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from hashlib import blake2b

from archive.dates import date_mentions
from archive.document import Block, BlockKind
from archive.splitting.furniture import is_line
from archive.splitting.outline import is_in_list
from archive.splitting.takeaway import is_label

_MIN_WORDS = 4
_MAX_DATED_LENGTH = 300  # characters; dates in longer blocks count
_MAX_END_BLOCKS = 150  # at either end of an issue that get fingerprints
_WORD = re.compile(r"\w+")
_DATE_HINTS = (
    *("jan", "feb", "mar", "mär", "apr", "may", "mai", "jun", "jul", "aug", "août", "sep", "oct", "okt"),
    *("nov", "dec", "dez", "déc", "20", "19"),
)
_DIGIT = re.compile(r"\d")
_NUMBER = re.compile(
    r"(?:\b(?:issue|edition|number|no|nr|vol|volume|week|ausgabe|numéro|número)\b\.?\s*#?|#)\s*\d+",
    re.IGNORECASE,
)
_MIN_REMAINING_RATIO = 0.2  # of an issue's text; if less remained, the issue was sent twice


def fingerprints(blocks: Sequence[Block]) -> frozenset[str]:
    """Fingerprints of the blocks that would be boilerplate if other issues repeated them."""
    ends = (
        blocks
        if len(blocks) <= 2 * _MAX_END_BLOCKS
        else [*blocks[:_MAX_END_BLOCKS], *blocks[-_MAX_END_BLOCKS:]]
    )
    counts = Counter(fingerprint(block) for block in ends if _can_repeat(block))
    return frozenset(mark for mark, count in counts.items() if count == 1)


def fingerprint(block: Block) -> str:
    """A hash of the words of a block, as eight hexadecimal digits."""
    text = block.text.casefold()
    if block.kind is not BlockKind.LIST_ITEM and len(text) <= _MAX_DATED_LENGTH and _DIGIT.search(text):
        text = _NUMBER.sub(" ", _without_dates(text) if any(word in text for word in _DATE_HINTS) else text)
    words = " ".join(_WORD.findall(text))
    return blake2b(words.encode("utf-8", "replace"), digest_size=4).hexdigest()


def find_repeated(blocks: Sequence[Block], lines: frozenset[str]) -> frozenset[int]:
    """The indexes of repeated blocks; `lines` are the fingerprints that most issues of the publication have.

    A list counts as repeated only as a whole, a heading if all blocks below it are, and a line that could be
    a heading only if the next block is. No block counts if nearly the whole issue would be removed.
    """
    if not lines:
        return frozenset()
    repeated = {at for at, block in enumerate(blocks) if _can_repeat(block) and fingerprint(block) in lines}
    repeated -= set(_entries_among_news(blocks, repeated))
    repeated -= set(_openings_of_news(blocks, repeated))
    for at in sorted(repeated, reverse=True):
        could_be_heading = is_line(blocks[at]) and not blocks[at].links
        if could_be_heading and not _is_followed_by_repeated(blocks, at, repeated):
            repeated.discard(at)
    repeated |= set(_headings_above(blocks, repeated))
    total = sum(len(block.text) for block in blocks)
    left = sum(len(block.text) for at, block in enumerate(blocks) if at not in repeated)
    return frozenset(repeated) if left >= _MIN_REMAINING_RATIO * total else frozenset()


def _can_repeat(block: Block) -> bool:
    """Whether a block has enough words to be recognised, and is not a label that every story has."""
    if block.kind in (BlockKind.HEADING, BlockKind.RULE, BlockKind.CODE) or not block.text:
        return False
    if block.lead and block.lead.strip(" .:") == block.text.strip(" .:"):
        return False
    return (bool(block.links) or block.text.count(" ") >= _MIN_WORDS - 1) and not is_label(block.text)


def _entries_among_news(blocks: Sequence[Block], repeated: set[int]) -> Iterator[int]:
    """The repeated entries of lists that also have entries which are not repeated."""
    for start, end in _lists(blocks):
        inside = [at for at in range(start, end) if at in repeated]
        if len(inside) < end - start:
            yield from inside


def _openings_of_news(blocks: Sequence[Block], repeated: set[int]) -> Iterator[int]:
    """The repeated blocks right below a heading that have new prose below them, which they open."""
    for at, block in enumerate(blocks):
        if block.kind is not BlockKind.HEADING:
            continue
        end = at + 1
        while end in repeated and blocks[end].kind is BlockKind.PARAGRAPH:
            end += 1
        if end < len(blocks) and blocks[end].kind is BlockKind.PARAGRAPH:
            yield from range(at + 1, end)


def _lists(blocks: Sequence[Block]) -> Iterator[tuple[int, int]]:
    start = None
    for at, block in enumerate([*blocks, Block(BlockKind.RULE, "")]):
        in_list = is_in_list(block)
        if in_list and start is None:
            start = at
        elif not in_list and start is not None:
            yield start, at
            start = None


def _is_followed_by_repeated(blocks: Sequence[Block], at: int, repeated: set[int]) -> bool:
    following = at + 1
    while following < len(blocks) and blocks[following].kind is BlockKind.RULE:
        following += 1
    return following >= len(blocks) or following in repeated


def _headings_above(blocks: Sequence[Block], repeated: set[int]) -> Iterator[int]:
    """The indexes of headings with text below them, all of it repeated."""
    for at, block in enumerate(blocks):
        if block.kind is not BlockKind.HEADING:
            continue
        end = at + 1
        while end < len(blocks) and not (
            blocks[end].kind is BlockKind.HEADING and blocks[end].level <= block.level
        ):
            end += 1
        below = range(at + 1, end)
        texts = [place for place in below if blocks[place].kind not in (BlockKind.HEADING, BlockKind.RULE)]
        if texts and repeated.issuperset(texts):
            yield at


def _without_dates(text: str) -> str:
    for mention in reversed(date_mentions(text)):
        text = f"{text[: mention.start]} {text[mention.end :]}"
    return text
