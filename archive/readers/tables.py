"""Which tables hold data: a row of those is one line; all others only lay out a page."""

from collections import Counter

from bs4 import BeautifulSoup, Tag

_HOLDERS = frozenset({"p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "blockquote", "pre", "hr"})
_LONGEST_CELL = 160


def data_tables(soup: BeautifulSoup) -> frozenset[int]:
    """Return the ids of the tables whose cells belong together by row."""
    tables = soup.find_all("table")
    # Asking each table for tables within it would take time by the square of their depth.
    outer = {id(table.find_parent("table")) for table in tables}
    return frozenset(id(table) for table in tables if id(table) not in outer and _is_data(table))


def _is_data(table: Tag) -> bool:
    """Say whether a table has header cells, or is a grid of short plain cells."""
    if table.get("role") in {"presentation", "none"}:
        return False
    names = Counter(node.name for node in table.descendants if isinstance(node, Tag))
    if names["th"]:
        return True
    if names["tr"] < 2 or not _HOLDERS.isdisjoint(names):
        return False
    rows = [list(row.find_all(["td", "th"])) for row in table.find_all("tr")]
    return all(_is_grid_row([cell.get_text(" ", strip=True) for cell in row]) for row in rows)


def _is_grid_row(cells: list[str]) -> bool:
    filled = [cell for cell in cells if cell]
    return len(cells) >= 2 and len(filled) >= 2 and max(map(len, filled)) <= _LONGEST_CELL
