"""Reads the tables of cases in `tests/archive/tagging`, and makes items from their sentences."""

from pathlib import Path

from archive.models import Item, Paragraph

TABLES = Path(__file__).parents[1] / "archive" / "tagging"


def rows(name: str) -> list[tuple[str, ...]]:
    """The tab-separated rows of a table; a line with # in front is a remark."""
    lines = (TABLES / name).read_text("utf-8").splitlines()
    return [tuple(line.split("\t")) for line in lines if line and not line.startswith("#")]


def item_of(text: str, headline: str = "", section: str = "", story: tuple[str, ...] = ()) -> Item:
    """An item with one paragraph."""
    return Item(headline=headline, section=section, story_path=story, paragraphs=(Paragraph(text),))
