"""Removes running heads, running feet and page numbers: lines that repeat at the edges of pages."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from archive.readers.html.inline import clean_text
from archive.readers.pdf.layout import TextLine

_EDGE_LINES = 3  # at either end of a page, which may be running heads or feet
_NUMBER_EDGE_LINES = 2  # at either end of a page, which may be its number
_MIN_PAGE_SHARE = 0.5  # of the pages, which have the running head
_MIN_PAGES = 2
_PLACE_TOLERANCE_POINTS = 12.0
_MAX_LINE_LENGTH = 150  # characters
_LETTER = re.compile(r"[^\W\d_]")
_MASTHEAD_LINES = 6  # at the top of a page, which may be the masthead
_WORD = re.compile(r"[^\W\d_]{2,}")
_DIGITS = re.compile(r"\d+")
_PAGE_WORD = r"(?:page|pg\.?|seite|página|pagina|p\.)"
_PAGE_NUMBER = re.compile(
    rf"[\s\-–—|·•\[(]*(?:{_PAGE_WORD}\s*)?(\d{{1,4}})(?:\s*(?:/|of|von|de|sur|di)\s*\d{{1,4}})?[\s\-–—|·•\])]*",
    re.I,
)
_EXPLICIT_PAGE_NUMBER = re.compile(rf"{_PAGE_WORD}\s*\d", re.I)


@dataclass(frozen=True, slots=True)
class StrippedPages:
    """Pages without the lines that repeat along their edges.

    `heads` is the running head of the first page, which may be the masthead; `running` are the texts of all
    other running heads and feet, once each.
    """

    pages: tuple[tuple[TextLine, ...], ...]
    heads: tuple[TextLine, ...]
    running: tuple[str, ...]


def strip_running_heads(pages: Sequence[Sequence[TextLine]]) -> StrippedPages:
    """Remove running heads, running feet and page numbers from pages."""
    edges = [_edge(lines, _EDGE_LINES) for lines in pages]
    repeated, numbers = _repeated_texts(edges) | _repeated_masthead(pages), _page_numbers(pages)
    heads: list[TextLine] = []
    running: dict[str, str] = {}
    kept = []
    for number, (lines, edge) in enumerate(zip(pages, edges, strict=True)):
        running_lines = _running_lines(edge, repeated, numbers)
        for line in running_lines:
            if number == 0 and _is_in_upper_half(line, lines):
                heads.append(line)
            else:
                running.setdefault(_text_key(line), clean_text(line.text))
        off = numbers | {id(line) for line in running_lines}
        kept.append(tuple(line for line in lines if id(line) not in off))
    known = {_text_key(line) for line in heads}
    others = tuple(text for key, text in running.items() if key not in known)
    return StrippedPages(tuple(kept), tuple(heads), others)


def _running_lines(
    edge: Sequence[TextLine], repeated: frozenset[str], numbers: frozenset[int]
) -> list[TextLine]:
    """Return the repeated lines of an edge, from outside up to the first line that is not repeated."""
    rows: dict[int, list[TextLine]] = {}
    for line in sorted(edge, key=lambda line: line.bottom):
        rows.setdefault(round(line.bottom), []).append(line)
    found: dict[int, TextLine] = {}
    for inwards in (list(rows.values()), list(rows.values())[::-1]):
        for row in inwards:
            if not all(_text_key(line) in repeated or id(line) in numbers for line in row):
                break
            found.update({id(line): line for line in row if id(line) not in numbers})
    return list(found.values())


def _edge(lines: Sequence[TextLine], count: int) -> list[TextLine]:
    """Return the lines at the `count` outermost heights of a page, at its top and its bottom."""
    heights = sorted({round(line.bottom) for line in lines})
    outer = {*heights[:count], *heights[-count:]}
    return [line for line in lines if round(line.bottom) in outer and len(line.text) <= _MAX_LINE_LENGTH]


def _repeated_texts(edges: Sequence[Sequence[TextLine]]) -> frozenset[str]:
    """Return the texts, with digits made alike, that are in nearly the same place on most pages."""
    places: dict[str, list[float]] = {}
    for edge in edges:
        for key, line in {_text_key(line): line for line in edge if _LETTER.search(line.text)}.items():
            places.setdefault(key, []).append(line.bottom)
    fewest = max(_MIN_PAGES, _MIN_PAGE_SHARE * len(edges))
    common = {key for key, bottoms in places.items() if len(bottoms) >= fewest and _is_one_place(bottoms)}
    return frozenset(common) if not _are_copied_pages(edges, common) else frozenset()


def _repeated_masthead(pages: Sequence[Sequence[TextLine]]) -> frozenset[str]:
    """Return the first lines of later pages that repeat words of the masthead on the first page."""
    tops = [sorted(lines, key=lambda line: -line.top)[:_MASTHEAD_LINES] for lines in pages]
    keys = [[_text_key(line) for line in top] for top in tops]
    known = frozenset(word for key in keys[:1] for text in key for word in _WORD.findall(text))
    heads = [key[0] for key in keys[1:] if key and key != keys[0]]
    found = (head for head in heads if len(words := set(_WORD.findall(head))) > 1 and words <= known)
    return frozenset(found)


def _are_copied_pages(edges: Sequence[Sequence[TextLine]], common: set[str]) -> bool:
    """Whether two pages have the same edges: then one page is there twice, without running heads."""
    return len(edges) == 2 and all(_text_key(line) in common for edge in edges for line in edge)


def _is_one_place(bottoms: Sequence[float]) -> bool:
    """Whether most heights are close to one of two; odd and even pages may differ."""
    rounded = Counter(round(bottom / _PLACE_TOLERANCE_POINTS) for bottom in bottoms)
    return sum(count for _, count in rounded.most_common(2)) >= 0.8 * len(bottoms)


def _page_numbers(pages: Sequence[Sequence[TextLine]]) -> frozenset[int]:
    """Return the ids of the lines that are page numbers: they say "page", or count up from page to page."""
    explicit: set[int] = set()
    counted: dict[int, list[int]] = {}
    for page, lines in enumerate(pages):
        for line in _edge(lines, _NUMBER_EDGE_LINES):
            match = _PAGE_NUMBER.fullmatch(clean_text(line.text))
            if match and _EXPLICIT_PAGE_NUMBER.search(line.text):
                explicit.add(id(line))
            elif match:
                counted.setdefault(int(match[1]) - page, []).append(id(line))
    most = max(counted.values(), key=len, default=[])
    return frozenset(
        explicit.union(most if len(most) >= max(_MIN_PAGES, _MIN_PAGE_SHARE * len(pages)) else ())
    )


def _is_in_upper_half(line: TextLine, lines: Sequence[TextLine]) -> bool:
    top, bottom = max(other.top for other in lines), min(other.bottom for other in lines)
    return line.bottom > (top + bottom) / 2


def _text_key(line: TextLine) -> str:
    return _DIGITS.sub("0", clean_text(line.text)).casefold()
