"""The gold of a made-up issue: its items by their headlines and their first and last words."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from tests.support.newsletters.parts import Block, Kind, Role, plain

Json = dict[str, Any]

_WORDS = 6  # at either edge of an item
_BEFORE_TEXT = (Role.META, Role.DECK)
_LOOSE = (Role.CAPTION, Role.PICTURE, Role.ADDRESS)
_TEXT = (Role.BODY, Role.TAKEAWAY, Role.LABEL, Role.FIELD)
_TRAILING = (Role.MORE, Role.TAGS, Role.FIELD, Role.CAPTION, Role.PICTURE, Role.ADDRESS)


@dataclass(frozen=True, slots=True)
class Told:
    """A story as it stands in its issue."""

    blocks: Sequence[Block]
    section: str
    optional: bool = False


def gold_item(told: Told) -> Json:
    """What the story must be found as."""
    headed = next((block for block in told.blocks if block.head), None)
    headlines = _headlines(headed) if headed else [None]
    texts = list(_texts(told.blocks))
    below = [block for block in _below_headline(told.blocks) if block.line]
    byline = " ".join(plain(block.line) for block in below if block.role in _BEFORE_TEXT)
    found: Json = {
        "headline": headlines[0],
        "starts": first_words(texts[0]) if texts else None,
        "ends": last_words(texts[-1]) if texts else None,
        "section": told.section or None,
        "takeaway": next((plain(b.line) for b in told.blocks if b.role is Role.TAKEAWAY), None),
    }
    others: Json = {
        "headline_too": headlines[1:],
        "starts_too": list(_other_starts(below)),
        "ends_too": list(_other_ends(below)) if texts else [],
        "byline": byline,
        "optional": told.optional,
    }
    return found | {key: value for key, value in others.items() if value}


def first_words(words: str) -> str:
    """The words at the beginning of a text."""
    return " ".join(words.split()[:_WORDS])


def last_words(words: str) -> str:
    """The words at the end of a text."""
    return " ".join(words.split()[-_WORDS:])


def _headlines(block: Block) -> list[str]:
    headline = " ".join(plain(block.line[: block.head]).split()).strip(" :.–-")
    return (
        [f"{block.number}. {headline}", headline]
        if block.number and block.kind is not Kind.ENTRY
        else [headline]
    )


def _texts(blocks: Iterable[Block]) -> Iterator[str]:
    """The texts of the story, without what only stands beside it."""
    for block in blocks:
        words = plain(block.line[block.head :]).strip(" :.–-") if block.head else plain(block.line)
        if block.role in _TEXT and words:
            yield words.strip()


def _below_headline(blocks: Sequence[Block]) -> Sequence[Block]:
    at = next((at for at, block in enumerate(blocks) if block.head), -1)
    return [replace(block, head=0) if block.head else block for block in blocks[at + 1 :]]


def _other_starts(below: Sequence[Block]) -> Iterator[str]:
    """Where what stands between headline and text is taken for the beginning of the text."""
    for block in below:
        if block.role in _TEXT:
            return
        if block.role in (*_LOOSE, *_BEFORE_TEXT):
            yield first_words(plain(block.line))


def _other_ends(below: Sequence[Block]) -> Iterator[str]:
    """Where what follows the text belongs to the story too, and before what might be left out of it."""
    behind = list[Block]()
    for block in reversed(below):
        if block.role not in _TRAILING:
            yield from (last_words(plain(block.line)),) if behind else ()
            break
        behind.append(block)
    yield from (last_words(plain(block.line)) for block in reversed(behind))
