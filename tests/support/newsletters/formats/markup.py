"""HTML of lines and blocks, in the ways that pages and mails have in common."""

from collections.abc import Callable, Iterable, Sequence
from html import escape
from itertools import groupby

from tests.support.newsletters.parts import Block, Kind, Line

Draw = Callable[[Block], str]


def inline(line: Line, *, link_style: str = "", bold: str = "b", italic: str = "em") -> str:
    """A line as HTML; `bold` and `italic` name elements."""
    return "".join(
        _span(span.text, span.url, span.bold, span.italic, link_style, bold, italic) for span in line
    )


def _span(words: str, url: str, is_bold: bool, is_italic: bool, style: str, bold: str, italic: str) -> str:
    html = escape(words, quote=False).replace("\n", "<br>")
    if is_italic:
        html = f"<{italic}>{html}</{italic}>"
    if url:
        html = f'<a href="{escape(url)}"{attribute("style", style)}>{html}</a>'
    return f"<{bold}>{html}</{bold}>" if is_bold else html


def attribute(name: str, value: str) -> str:
    """An attribute with a blank before it, or nothing."""
    return f' {name}="{escape(value)}"' if value else ""


def numbered(block: Block) -> str:
    """The number before the words of a block that is no list entry."""
    return f"{block.number}. " if block.number and block.kind is not Kind.ENTRY else ""


def with_lists(blocks: Iterable[Block], draw: Draw, entry: Draw) -> list[str]:
    """The blocks drawn one by one, and list entries that follow each other as one list."""
    drawn = list[str]()
    for key, run in groupby(blocks, key=lambda block: (block.kind is Kind.ENTRY, block.role)):
        if key[0]:
            entries = list(run)
            name = "ol" if entries[0].number else "ul"
            drawn.append(f"<{name}>\n" + "\n".join(map(entry, entries)) + f"\n</{name}>")
        else:
            drawn += map(draw, run)
    return drawn


def table(rows: Sequence[Sequence[str]], style: str = "") -> str:
    """A table of data, its first row the header."""
    head, *body = rows
    lines = ["".join(f"<th>{escape(cell)}</th>" for cell in head)]
    lines += ["".join(f"<td>{escape(cell)}</td>" for cell in row) for row in body]
    return f"<table{attribute('style', style)}>" + "".join(f"<tr>{line}</tr>" for line in lines) + "</table>"
