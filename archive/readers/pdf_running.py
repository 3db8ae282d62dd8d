"""Running heads, running feet and page numbers: what stands at the edge of page after page."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from archive.readers.inline import clean
from archive.readers.pdf_lines import Line

_EDGE = 3  # lines at either end of a page that may be such
_SHARE = 0.5  # of the pages that a running head stands on
_FEWEST = 2  # pages
_NEAR = 12.0  # points that its place may differ by
_LONGEST = 150
_DIGITS = re.compile(r"\d+")
_NUMBER = re.compile(
    r"[\s\-–—|·•\[(]*(?:(?:page|seite|página|pagina|p\.)\s*)?(\d{1,4}|[ivxl]{1,7})"
    r"(?:\s*(?:/|of|von|de|sur|di)\s*\d{1,4})?[\s\-–—|·•\])]*",
    re.I,
)
_TOLD = re.compile(r"(?:page|seite|página|pagina)\s*\d|\d\s*(?:/|of|von|sur)\s*\d", re.I)


@dataclass(frozen=True, slots=True)
class Pages:
    """Pages without what runs along their edges, which is in `running`, once each."""

    pages: tuple[tuple[Line, ...], ...]
    running: tuple[str, ...]


def without_running(pages: Sequence[Sequence[Line]]) -> Pages:
    """Take off running heads and page numbers; that of the first page stays, as it may be the masthead."""
    edges = [_edges(lines) for lines in pages]
    repeated = _repeated(edges)
    running: dict[str, str] = {}
    kept = []
    for number, (lines, edge) in enumerate(zip(pages, edges, strict=True)):
        off = {id(line) for line in edge if _is_number(line, edges) or _key(line) in repeated}
        if number == 0:
            off -= {id(line) for line in edge if _is_upper(line, lines) and not _is_number(line, edges)}
        for line in lines:
            if id(line) in off and not _is_number(line, edges):
                running.setdefault(_key(line), clean(line.text))
        kept.append(tuple(line for line in lines if id(line) not in off))
    first = {_key(line) for line in kept[0]} if kept else set()
    return Pages(tuple(kept), tuple(text for key, text in running.items() if key not in first))


def _edges(lines: Sequence[Line]) -> list[Line]:
    """The outermost lines of a page; what stands at one height counts once."""
    heights = sorted({round(line.bottom) for line in lines})
    outer = {*heights[:_EDGE], *heights[-_EDGE:]}
    return [line for line in lines if round(line.bottom) in outer and len(line.text) <= _LONGEST]


def _repeated(edges: Sequence[Sequence[Line]]) -> frozenset[str]:
    """The texts, digits aside, that stand at nearly one place of most pages."""
    places: dict[str, list[float]] = {}
    for edge in edges:
        for key, line in {_key(line): line for line in edge}.items():
            places.setdefault(key, []).append(line.bottom)
    fewest = max(_FEWEST, _SHARE * len(edges))
    common = {key for key, bottoms in places.items() if len(bottoms) >= fewest and _is_one_place(bottoms)}
    return frozenset(common) if not _are_copies(edges, common) else frozenset()


def _are_copies(edges: Sequence[Sequence[Line]], common: set[str]) -> bool:
    """Whether whole pages repeat, edges and text alike: then nothing runs along, it stands there twice."""
    return len(edges) == 2 and all(_key(line) in common for edge in edges for line in edge)


def _is_one_place(bottoms: Sequence[float]) -> bool:
    """Whether most of the heights lie close together; odd and even pages may differ."""
    rounded = Counter(round(bottom / _NEAR) for bottom in bottoms)
    return sum(count for _, count in rounded.most_common(2)) >= 0.8 * len(bottoms)


def _is_number(line: Line, edges: Sequence[Sequence[Line]]) -> bool:
    """Whether a line is a page's number: it says so, or the other pages have one too."""
    match = _NUMBER.fullmatch(clean(line.text))
    if match is None:
        return False
    if _TOLD.search(line.text):
        return True
    alike = [edge for edge in edges if any(_NUMBER.fullmatch(clean(other.text)) for other in edge)]
    return len(edges) >= _FEWEST and len(alike) >= max(_FEWEST, _SHARE * len(edges))


def _is_upper(line: Line, lines: Sequence[Line]) -> bool:
    top, bottom = max(other.top for other in lines), min(other.bottom for other in lines)
    return line.bottom > (top + bottom) / 2


def _key(line: Line) -> str:
    return _DIGITS.sub("0", clean(line.text)).casefold()
