"""Excerpts: the part of a source that an item came from, as its reader sees it, and what is around it."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from archive.document import Block, Document
from archive.errors import RefusedError
from archive.ingest.source_reader import read_source
from archive.models import Source

_AROUND = 3
_MOST = 40
_LARGEST = 4 * 1024 * 1024
_KEPT = 8


@dataclass(frozen=True, slots=True)
class Excerpt:
    """One block of a source: what the format says it is, its text, and whether it is in the item."""

    kind: str
    text: str
    inside: bool


def excerpt(source: Source, part: str, texts: Sequence[str]) -> tuple[Excerpt, ...]:
    """The blocks of an issue from shortly before those with these texts to shortly after them.

    Without texts, or where none is found, it is the beginning of the issue. RefusedError where the source
    cannot be read, or is so large that reading it would keep others waiting.
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
    first = max(inside[0] - _AROUND, 0) if inside else 0
    last = inside[-1] + _AROUND + 1 if inside else _MOST
    shown = enumerate(blocks[first : min(last, first + _MOST)], first)
    return tuple(Excerpt(_kind(block), block.text, at in inside) for at, block in shown)


@lru_cache(maxsize=_KEPT)
def _documents(source: Source) -> tuple[Document, ...]:
    """What a source holds; the items of one issue ask for it one after the other."""
    if len(source.data) > _LARGEST:
        raise RefusedError(f"{source.name}: too large to be shown here; fetch the file")
    reading = read_source(source)
    if reading.refusal:
        raise reading.refusal
    return reading.documents


def _kind(block: Block) -> str:
    if block.lead and block.lead.strip(" .:") == block.text.strip(" .:"):
        return f"{block.kind.value}, bold"
    return f"{block.kind.value} {block.level}" if block.level else block.kind.value
