"""Items of JSON Lines, one line at a time: each is read and tagged by itself, and nothing is stored."""

from collections.abc import Mapping
from dataclasses import dataclass

from archive.ingest.pipeline import IngestOptions, parse_document
from archive.models import Item
from archive.readers.decoding import decode
from archive.readers.jsonlines import read_json_line

_NAME = "standard input"


@dataclass(frozen=True, slots=True)
class ItemLine:
    """A line: its JSON object as it came, and the tagged item; `problem` says what could not be used."""

    values: Mapping[str, object]
    item: Item
    problem: str = ""


def read_item_line(line: bytes, options: IngestOptions) -> ItemLine | None:
    """Read and tag the item of a line; None for an empty line. Raises RefusedError where it holds no item."""
    text = decode(line).text.strip()
    if not text:
        return None
    values, document = read_json_line(text, _NAME)
    draft = parse_document(document, options)
    date = document.metadata.get("date", "")
    problem = f"has the date {date!r}, which is none: write 2025-03-04" if date and not draft.date else ""
    return ItemLine(values, draft.items[0], problem)
