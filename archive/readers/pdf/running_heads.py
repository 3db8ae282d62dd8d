"""Running heads, running feet and page numbers: what stands at the edge of page after page."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from archive.readers.html.inline import clean_text
from archive.readers.pdf.layout import TextLine

_EDGE_LINES = 3  # lines at either end of a page that may run along
_NUMBER_EDGE_LINES = 2  # lines at either end that may be the page's number
_MIN_PAGE_SHARE = 0.5  # of the pages that a running head stands on
_MIN_PAGES = 2  # pages
_PLACE_TOLERANCE_POINTS = 12.0  # points that its place may differ by
_MAX_LINE_LENGTH = 150
_LETTER = re.compile(r"[^\W\d_]")
_MASTHEAD_LINES = 6  # lines above the first page among which a masthead stands
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
    """Pages without what runs along their edges.

    `heads` is the running head as the first page has it, which may be the masthead; `running` are the others
    and the running feet, once each.
    """

    pages: tuple[tuple[TextLine, ...], ...]
    heads: tuple[TextLine, ...]
    running: tuple[str, ...]


def strip_running_heads(pages: Sequence[Sequence[TextLine]]) -> StrippedPages:
    """Take off running heads, running feet and page numbers."""
    edges = [_edge(lines, _EDGE_LINES) for lines in pages]
    repeated, numbers = _repeated_texts(edges) | _repeated_masthead(pages), _page_numbers(pages)
    heads: list[TextLine] = []
    running: dict[str, str] = {}
    kept = []
    for number, (lines, edge) in enumerate(zip(pages, edges, strict=True)):
        along = _running_lines(edge, repeated, numbers)
        for line in along:
            if number == 0 and _is_in_upper_half(line, lines):
                heads.append(line)
            else:
                running.setdefault(_text_key(line), clean_text(line.text))
        off = numbers | {id(line) for line in along}
        kept.append(tuple(line for line in lines if id(line) not in off))
    known = {_text_key(line) for line in heads}
    told = tuple(text for key, text in running.items() if key not in known)
    return StrippedPages(tuple(kept), tuple(heads), told)


def _running_lines(
    edge: Sequence[TextLine], repeated: frozenset[str], numbers: frozenset[int]
) -> list[TextLine]:
    """The lines of an edge that are repeated, from outside so far as nothing else stands among them."""
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
    """The outermost lines of a page; what stands at one height counts once."""
    heights = sorted({round(line.bottom) for line in lines})
    outer = {*heights[:count], *heights[-count:]}
    return [line for line in lines if round(line.bottom) in outer and len(line.text) <= _MAX_LINE_LENGTH]


def _repeated_texts(edges: Sequence[Sequence[TextLine]]) -> frozenset[str]:
    """The texts, digits aside, that stand at nearly one place of most pages."""
    places: dict[str, list[float]] = {}
    for edge in edges:
        for key, line in {_text_key(line): line for line in edge if _LETTER.search(line.text)}.items():
            places.setdefault(key, []).append(line.bottom)
    fewest = max(_MIN_PAGES, _MIN_PAGE_SHARE * len(edges))
    common = {key for key, bottoms in places.items() if len(bottoms) >= fewest and _is_one_place(bottoms)}
    return frozenset(common) if not _are_copied_pages(edges, common) else frozenset()


def _repeated_masthead(pages: Sequence[Sequence[TextLine]]) -> frozenset[str]:
    """The texts above later pages that only say again what stands above the first one, as it has no head."""
    tops = [sorted(lines, key=lambda line: -line.top)[:_MASTHEAD_LINES] for lines in pages]
    keys = [[_text_key(line) for line in top] for top in tops]
    known = frozenset(word for key in keys[:1] for text in key for word in _WORD.findall(text))
    heads = [key[0] for key in keys[1:] if key and key != keys[0]]
    found = (head for head in heads if len(words := set(_WORD.findall(head))) > 1 and words <= known)
    return frozenset(found)


def _are_copied_pages(edges: Sequence[Sequence[TextLine]], common: set[str]) -> bool:
    """Whether whole pages repeat, edges and text alike: then nothing runs along, it stands there twice."""
    return len(edges) == 2 and all(_text_key(line) in common for edge in edges for line in edge)


def _is_one_place(bottoms: Sequence[float]) -> bool:
    """Whether most of the heights lie close together; odd and even pages may differ."""
    rounded = Counter(round(bottom / _PLACE_TOLERANCE_POINTS) for bottom in bottoms)
    return sum(count for _, count in rounded.most_common(2)) >= 0.8 * len(bottoms)


def _page_numbers(pages: Sequence[Sequence[TextLine]]) -> frozenset[int]:
    """The ids of the lines that are page numbers: they say so, or count up from page to page."""
    told: set[int] = set()
    counted: dict[int, list[int]] = {}
    for page, lines in enumerate(pages):
        for line in _edge(lines, _NUMBER_EDGE_LINES):
            match = _PAGE_NUMBER.fullmatch(clean_text(line.text))
            if match and _EXPLICIT_PAGE_NUMBER.search(line.text):
                told.add(id(line))
            elif match:
                counted.setdefault(int(match[1]) - page, []).append(id(line))
    most = max(counted.values(), key=len, default=[])
    return frozenset(told.union(most if len(most) >= max(_MIN_PAGES, _MIN_PAGE_SHARE * len(pages)) else ()))


def _is_in_upper_half(line: TextLine, lines: Sequence[TextLine]) -> bool:
    top, bottom = max(other.top for other in lines), min(other.bottom for other in lines)
    return line.bottom > (top + bottom) / 2


def _text_key(line: TextLine) -> str:
    return _DIGITS.sub("0", clean_text(line.text)).casefold()
