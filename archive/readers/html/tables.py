"""Tells data tables, whose rows become one block each, from tables that only lay out a page."""

from collections import Counter

from lxml import etree

_BLOCK_CONTENT = frozenset(
    {"p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "blockquote", "pre", "hr"}
)
_MAX_CELL_LENGTH = 160  # characters


def data_tables(root: etree._Element) -> frozenset[etree._Element]:
    """Return the data tables of a tree; a table that contains tables is never one."""
    tables = list(root.iter("table"))
    # Searching each table for inner tables would take time quadratic in their depth.
    outer = {next(table.iterancestors("table"), None) for table in tables}
    return frozenset(table for table in tables if table not in outer and _is_data(table))


def _is_data(table: etree._Element) -> bool:
    """Say whether a table has header cells, or is a grid of short plain cells."""
    if table.get("role") in {"presentation", "none"}:
        return False
    names = Counter(node.tag for node in table.iterdescendants())
    if names["th"]:
        return True
    if names["tr"] < 2 or not _BLOCK_CONTENT.isdisjoint(names):
        return False
    return all(_is_grid_row([_cell_text(cell) for cell in row.iter("td", "th")]) for row in table.iter("tr"))


def _cell_text(cell: etree._Element) -> str:
    return " ".join(filter(None, (text.strip() for text in cell.itertext())))


def _is_grid_row(cells: list[str]) -> bool:
    filled = [cell for cell in cells if cell]
    return len(cells) >= 2 and len(filled) >= 2 and max(map(len, filled)) <= _MAX_CELL_LENGTH
