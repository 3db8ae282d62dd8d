"""The notation of documents in `.blocks` files: what a reader must make of the sample beside each."""

from collections.abc import Iterator

from archive.document import Block, BlockKind, Document
from archive.models import Link

_MARKS = {
    BlockKind.HEADING: "h",
    BlockKind.PARAGRAPH: "p",
    BlockKind.LIST_ITEM: "li",
    BlockKind.QUOTE: "q",
    BlockKind.CODE: "code",
    BlockKind.RULE: "--",
}


def render(documents: list[Document]) -> str:
    """Write documents, one line a fact."""
    return "\n".join(line for document in documents for line in _document(document)) + "\n"


def _document(document: Document) -> Iterator[str]:
    yield f"= {document.media_type} {document.encoding} part={document.part!r} title={document.title!r}"
    yield from (f"@ {key}: {value}" for key, value in document.metadata.items())
    yield from (f"! {warning}" for warning in document.warnings)
    for block in document.blocks:
        yield from _block(block)
    for item in document.source_items:
        yield f"item {item.headline!r} {item.text!r} {item.url!r}"
        yield f"    {item.topics} {item.regions} {dict(item.extra)}"
        for block in item.blocks:
            yield from (f"    {line}" for line in _block(block))
    yield from (f"matter {text}" for text in document.back_matter)


def _block(block: Block) -> Iterator[str]:
    mark = f"{_MARKS[block.kind]}{block.level or ''}"
    lead = f" [{block.lead}]" if block.lead else ""
    yield (
        f"{mark}{lead} {block.text!r}"
        if block.kind is BlockKind.CODE
        else f"{mark}{lead} {block.text}".rstrip()
    )
    yield from (f"    {_link(block, link)}" for link in block.links)


def _link(block: Block, link: Link) -> str:
    return f"{block.text[link.start : link.end]} -> {link.url}"
