"""Fingerprints of blocks, by which lines that come back in every issue are found, and which those are.

A line's date and the number of the issue do not count, or a welcome line would never come back. Any other
number does: two lines of figures that differ in them are two pieces of news.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from hashlib import blake2b

from archive.dates import date_mentions
from archive.document import Block, BlockKind
from archive.splitting.furniture import is_line
from archive.splitting.takeaway import is_label

_FEWEST_WORDS = 4
_LONGEST_DATED = 300
_MOST = 150  # blocks from either end of an issue that are looked at
_WORD = re.compile(r"\w+")
_DATING = (
    *("jan", "feb", "mar", "mär", "apr", "may", "mai", "jun", "jul", "aug", "août", "sep", "oct", "okt"),
    *("nov", "dec", "dez", "déc", "20", "19"),
)
_DIGIT = re.compile(r"\d")
_NUMBER = re.compile(
    r"(?:\b(?:issue|edition|number|no|nr|vol|volume|week|ausgabe|numéro|número)\b\.?\s*#?|#)\s*\d+",
    re.IGNORECASE,
)
_LEAST_LEFT = 0.2  # of an issue's text; where less would remain it was sent before, and is no boilerplate


def fingerprints(blocks: Sequence[Block]) -> frozenset[str]:
    """Fingerprints of the blocks that would be boilerplate if they came back."""
    ends = blocks if len(blocks) <= 2 * _MOST else [*blocks[:_MOST], *blocks[-_MOST:]]
    counts = Counter(fingerprint(block) for block in ends if _can_repeat(block))
    return frozenset(mark for mark, count in counts.items() if count == 1)


def fingerprint(block: Block) -> str:
    """Eight hexadecimal digits for the words of a block."""
    text = block.text.casefold()
    if block.kind is not BlockKind.LIST_ITEM and len(text) <= _LONGEST_DATED and _DIGIT.search(text):
        text = _NUMBER.sub(" ", _without_dates(text) if any(word in text for word in _DATING) else text)
    words = " ".join(_WORD.findall(text))
    return blake2b(words.encode("utf-8", "replace"), digest_size=4).hexdigest()


def repeated(blocks: Sequence[Block], lines: frozenset[str]) -> frozenset[int]:
    """The places of the blocks that most issues of the publication have too; `lines` are those issues' marks.

    A list is repeated as a whole or not at all, a heading where all below it is, and a line that could be a
    heading only where what follows it is.
    """
    if not lines:
        return frozenset()
    found = {at for at, block in enumerate(blocks) if _can_repeat(block) and fingerprint(block) in lines}
    found -= set(_entries_among_news(blocks, found))
    for at in reversed(range(len(blocks))):
        if (
            at in found
            and is_line(blocks[at])
            and not blocks[at].links
            and not _ends_or_goes_on(blocks, at, found)
        ):
            found.discard(at)
    found |= set(_headings_above(blocks, found))
    total = sum(len(block.text) for block in blocks)
    left = sum(len(block.text) for at, block in enumerate(blocks) if at not in found)
    return frozenset(found) if left >= _LEAST_LEFT * total else frozenset()


def _can_repeat(block: Block) -> bool:
    """Whether a block says enough to be known again, and is no label that every story has."""
    if block.kind in (BlockKind.HEADING, BlockKind.RULE, BlockKind.CODE) or not block.text:
        return False
    if block.lead and block.lead.strip(" .:") == block.text.strip(" .:"):
        return False
    return (bool(block.links) or block.text.count(" ") >= _FEWEST_WORDS - 1) and not is_label(block.text)


def _entries_among_news(blocks: Sequence[Block], found: set[int]) -> Iterator[int]:
    """The entries found in lists that have others too."""
    for start, end in _lists(blocks):
        inside = [at for at in range(start, end) if at in found]
        if len(inside) < end - start:
            yield from inside


def _lists(blocks: Sequence[Block]) -> Iterator[tuple[int, int]]:
    start = None
    for at, block in enumerate([*blocks, Block(BlockKind.RULE, "")]):
        in_list = block.kind is BlockKind.LIST_ITEM or (
            block.level > 0 and block.kind is not BlockKind.HEADING
        )
        if in_list and start is None:
            start = at
        elif not in_list and start is not None:
            yield start, at
            start = None


def _ends_or_goes_on(blocks: Sequence[Block], at: int, found: set[int]) -> bool:
    following = at + 1
    while following < len(blocks) and blocks[following].kind is BlockKind.RULE:
        following += 1
    return following >= len(blocks) or following in found


def _headings_above(blocks: Sequence[Block], found: set[int]) -> Iterator[int]:
    """Headings with something below them, all of it repeated."""
    for at, block in enumerate(blocks):
        if block.kind is not BlockKind.HEADING:
            continue
        end = at + 1
        while end < len(blocks) and not (
            blocks[end].kind is BlockKind.HEADING and blocks[end].level <= block.level
        ):
            end += 1
        told = [
            below
            for below in range(at + 1, end)
            if blocks[below].kind not in (BlockKind.HEADING, BlockKind.RULE)
        ]
        if told and all(below in found for below in told):
            yield at


def _without_dates(text: str) -> str:
    for mention in reversed(date_mentions(text)):
        text = f"{text[: mention.start]} {text[mention.end :]}"
    return text
