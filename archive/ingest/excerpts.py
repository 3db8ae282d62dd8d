"""Excerpts: the blocks of a source that an item was made from, with a few blocks before and after them."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from archive.document import Block, Document
from archive.errors import RefusedError
from archive.ingest.source_reader import read_source
from archive.models import Source

_CONTEXT_BLOCKS = 3
_MAX_BLOCKS = 40
_MAX_SOURCE_BYTES = 4 * 1024 * 1024
_CACHED_SOURCES = 8


@dataclass(frozen=True, slots=True)
class Excerpt:
    """One block of a source: its kind, its text, and whether it is part of the item."""

    kind: str
    text: str
    inside: bool


def excerpt(source: Source, part: str, texts: Sequence[str]) -> tuple[Excerpt, ...]:
    """The blocks of an issue that have these texts, and `_CONTEXT_BLOCKS` before and after them.

    Without texts, or where none is found, the excerpt is the beginning of the issue. RefusedError where the
    source cannot be read, or is so large that reading it would delay other requests.
    """
    documents = _documents(source)
    document = next((one for one in documents if one.part == part), documents[0] if documents else None)
    if document is None:
        return ()
    wanted = frozenset(texts)
    blocks = [block for block in document.blocks if block.text]
    inside = [
        at for at, block in enumerate(blocks) if block.text in wanted or block.text.rstrip(" :") in wanted
    ]
    first = max(inside[0] - _CONTEXT_BLOCKS, 0) if inside else 0
    last = inside[-1] + _CONTEXT_BLOCKS + 1 if inside else _MAX_BLOCKS
    shown = enumerate(blocks[first : min(last, first + _MAX_BLOCKS)], first)
    return tuple(Excerpt(_kind(block), block.text, at in inside) for at, block in shown)


@lru_cache(maxsize=_CACHED_SOURCES)
def _documents(source: Source) -> tuple[Document, ...]:
    """The documents of a source, cached because the items of one issue are looked up one after the other."""
    if len(source.data) > _MAX_SOURCE_BYTES:
        raise RefusedError(f"{source.name}: too large to be shown here; fetch the file")
    reading = read_source(source)
    if reading.refusal:
        raise reading.refusal
    return reading.documents


def _kind(block: Block) -> str:
    if block.lead and block.lead.strip(" .:") == block.text.strip(" .:"):
        return f"{block.kind.value}, bold"
    return f"{block.kind.value} {block.level}" if block.level else block.kind.value
