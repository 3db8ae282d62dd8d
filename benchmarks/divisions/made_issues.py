"""Two issues in which the same list is read in two ways: led points are items, linked remarks are none."""

from collections.abc import Iterator, Sequence

from archive.document import Block, BlockKind, Document
from archive.models import Link

_REPORT = (
    "On 4 May 2021 the harbour board met in Callao and agreed to the plan of works discussed since March."
)
_LONG = 7  # reports that make a text which is a story in itself
_POINTS, _REMARKS = 5, 4


def made_issues() -> Iterator[tuple[Document, Sequence[str]]]:
    """Each issue with the headlines that it has."""
    leads = [f"Measure {number}:" for number in range(_POINTS)]
    points = [_entry(f"{lead} {_REPORT}", lead) for lead in leads]
    yield (
        _issue(_heading("Taxes"), Block(BlockKind.PARAGRAPH, " ".join([_REPORT] * _LONG)), *points),
        [lead.rstrip(":") for lead in leads],
    )
    remarks = [_linked(f"[{number}] cranes now stop at dusk on pier {number}") for number in range(_REMARKS)]
    talk = Block(BlockKind.PARAGRAPH, _REPORT)
    yield _issue(_heading("Works"), *remarks, _heading("Talk"), talk), ["Works", "Talk"]


def _issue(*blocks: Block) -> Document:
    return Document("made.txt", "text/plain", blocks)


def _heading(text: str) -> Block:
    return Block(BlockKind.HEADING, text, 2)


def _entry(text: str, lead: str) -> Block:
    return Block(BlockKind.LIST_ITEM, text, 1, lead=lead)


def _linked(text: str) -> Block:
    start = text.index("cranes")
    link = Link("https://example.org/cranes", "cranes", start, start + len("cranes"))
    return Block(BlockKind.LIST_ITEM, text, 1, links=(link,))
