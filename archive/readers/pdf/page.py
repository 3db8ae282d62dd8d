"""The lines of a PDF page: groups characters by position, with their weight and links."""

import ctypes
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import Any

from archive.readers.html.links import link_url
from archive.readers.pdf.bullets import with_drawn_bullets
from archive.readers.pdf.layout import TextLine, TextRun

_BOLD_NAMES = ("bold", "black", "heavy", "demi")
_BOLD_WEIGHT = 700
_FORCE_BOLD = 1 << 18
_SPACE, _HYPHEN = " ", "\x02"
_CONTROL_CHARACTERS = frozenset(map(chr, (*range(32), *range(127, 160)))) - {_HYPHEN}
_MIN_SPACED_LETTERS = 4
_MAX_FONT_NAME_BYTES, _MAX_URL_BYTES = 200, 4096
# Gaps in line heights: the widest one within a stretch, and the narrowest ones that count as a space.
_MAX_GLYPH_GAP = 0.9
_MIN_SPACE_BETWEEN_STRETCHES, _MIN_SPACE_IN_STRETCH = 0.18, 0.12


@dataclass(frozen=True, slots=True)
class _Glyph:
    text: str
    left: float
    right: float
    bottom: float
    top: float
    bold: bool
    url: str


_Box = tuple[float, float, float, float]


def lines_of(page: Any) -> list[TextLine]:
    """Return the lines of a pypdfium2 page in the order of the file."""
    text_page = page.get_textpage()
    try:
        glyphs = list(_glyphs(text_page, page.get_bbox(), _links(page)))
    finally:
        text_page.close()
    stretches = _join_stretches([list(stretch) for stretch in _stretches(glyphs)])
    spaced = (_with_blank_spaces(_without_letter_spaces(stretch)) for stretch in stretches)
    lines = [line for stretch in spaced if (line := _line(stretch)).text.strip()]
    return with_drawn_bullets(lines, page)


def has_picture(page: Any) -> bool:
    """Whether a pypdfium2 page has a picture."""
    import pypdfium2.raw as pdfium

    return next(iter(page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE])), None) is not None


def _glyphs(text_page: Any, page_box: _Box, links: Sequence[tuple[_Box, str]]) -> Iterator[_Glyph | None]:
    """Yield the visible characters, spaces of no width, and None where a line ends."""
    import pypdfium2.raw as pdfium

    box, fonts, areas = pdfium.FS_RECTF(), _Fonts(), _LinkAreas(links)
    for index, letter in _characters(text_page):
        if letter in "\r\n":
            yield None
            continue
        pdfium.FPDFText_GetLooseCharBox(text_page, index, box)
        place = (box.left, box.bottom, box.right, box.top)
        if letter.isspace() or letter in _CONTROL_CHARACTERS:
            # The box of a space is unreliable: files stretch spaces and place them anywhere.
            yield _Glyph(_SPACE, box.left, box.left, box.bottom, box.top, False, "")
        elif _is_within(place, page_box):
            url = areas.url_at(place)
            yield _Glyph(letter, *_sides(place), fonts.is_bold(text_page, index), url)


def _sides(place: _Box) -> tuple[float, float, float, float]:
    left, bottom, right, top = place
    return left, right, bottom, top


def _characters(text_page: Any) -> Iterator[tuple[int, str]]:
    """Yield each character with its index; surrogate pairs are combined, unknown characters left out."""
    import pypdfium2.raw as pdfium

    high = 0
    for index in range(text_page.count_chars()):
        code = pdfium.FPDFText_GetUnicode(text_page, index)
        if 0xD800 <= code < 0xDC00:
            high = code
        elif 0xDC00 <= code < 0xE000:
            if high:
                yield index, chr(0x10000 + ((high - 0xD800) << 10) + (code - 0xDC00))
            high = 0
        elif code in (0, 0xFFFE, 0xFFFF):
            continue
        else:
            yield index, _HYPHEN if pdfium.FPDFText_IsHyphen(text_page, index) == 1 else chr(code)


def _is_within(place: _Box, area: _Box) -> bool:
    """Whether the centre of a character is within an area."""
    across, up = (place[0] + place[2]) / 2, (place[1] + place[3]) / 2
    return area[0] <= across <= area[2] and area[1] <= up <= area[3]


class _LinkAreas:
    """The areas of a page's links; those at one height are looked up once."""

    def __init__(self, links: Sequence[tuple[_Box, str]]) -> None:
        self._links = links
        self._by_height: dict[int, list[tuple[_Box, str]]] = {}

    def url_at(self, place: _Box) -> str:
        """Return the URL of the area that the centre of a character is in, or ""."""
        height = int((place[1] + place[3]) / 2)
        if height not in self._by_height:
            near = [(area, url) for area, url in self._links if area[1] <= height + 1 and area[3] >= height]
            self._by_height[height] = near
        return next((url for area, url in self._by_height[height] if _is_within(place, area)), "")


class _Fonts:
    """The fonts of a page; remembers which are bold."""

    def __init__(self) -> None:
        self._bold: dict[object, bool] = {}
        self._last: tuple[object, bool] = (None, False)

    def is_bold(self, text_page: Any, index: int) -> bool:
        """Whether a character's font is bold."""
        import pypdfium2.raw as pdfium

        item = pdfium.FPDFText_GetTextObject(text_page, index)
        address = ctypes.cast(item, ctypes.c_void_p).value
        if address != self._last[0]:
            font = pdfium.FPDFTextObj_GetFont(item) if item else None
            key = ctypes.cast(font, ctypes.c_void_p).value if font else None
            if key not in self._bold:
                self._bold[key] = bool(font) and _is_bold(font)
            self._last = (address, self._bold[key])
        return self._last[1]


def _is_bold(font: Any) -> bool:
    import pypdfium2.raw as pdfium

    buffer = ctypes.create_string_buffer(_MAX_FONT_NAME_BYTES)
    pdfium.FPDFFont_GetBaseFontName(font, buffer, _MAX_FONT_NAME_BYTES)
    name = buffer.value.decode("latin-1").lower()
    forced = pdfium.FPDFFont_GetFlags(font) & _FORCE_BOLD
    return bool(forced) or any(word in name for word in _BOLD_NAMES) or _font_weight(font) >= _BOLD_WEIGHT


def _font_weight(font: Any) -> int:
    import pypdfium2.raw as pdfium

    return int(pdfium.FPDFFont_GetWeight(font))


def _links(page: Any) -> list[tuple[_Box, str]]:
    """Return the link areas of a page with their URLs."""
    import pypdfium2.raw as pdfium

    found = []
    position, link = ctypes.c_int(0), pdfium.FPDF_LINK()
    while pdfium.FPDFLink_Enumerate(page, position, link):
        area = pdfium.FS_RECTF()
        if pdfium.FPDFLink_GetAnnotRect(link, area) and (url := _url(page, link)):
            found.append(((area.left, area.bottom, area.right, area.top), url))
    return found


def _url(page: Any, link: Any) -> str:
    import pypdfium2.raw as pdfium

    action = pdfium.FPDFLink_GetAction(link)
    if not action:
        return ""
    buffer = ctypes.create_string_buffer(_MAX_URL_BYTES)
    pdfium.FPDFAction_GetURIPath(page.pdf, action, buffer, _MAX_URL_BYTES)
    return link_url(buffer.value.decode("utf-8", "replace"))


def _stretches(glyphs: Sequence[_Glyph | None]) -> Iterator[list[_Glyph]]:
    """Yield stretches: successive characters on one line without a wide gap."""
    stretch: list[_Glyph] = []
    last: _Glyph | None = None
    for glyph in glyphs:
        if glyph is not None and (glyph.right <= glyph.left or last is None or _follows(last, glyph)):
            stretch.append(glyph)
        else:
            if stretch:
                yield stretch
            stretch = [] if glyph is None else [glyph]
        if glyph is None:
            last = None
        elif glyph.right > glyph.left:
            last = glyph
    if stretch:
        yield stretch


def _follows(last: _Glyph, glyph: _Glyph) -> bool:
    """Whether a character follows the last one on its line, to the right or (in some scripts) the left."""
    if not _is_level(last, glyph):
        return False
    height = max(last.top - last.bottom, glyph.top - glyph.bottom)
    gap = max(glyph.left - last.right, last.left - glyph.right)
    return gap <= _MAX_GLYPH_GAP * height


def _is_level(one: "_Glyph | TextLine", two: "_Glyph | TextLine") -> bool:
    """Whether two are on one line: they overlap vertically by half the height of the smaller one."""
    shared = min(one.top, two.top) - max(one.bottom, two.bottom)
    return shared >= 0.5 * min(one.top - one.bottom, two.top - two.bottom)


def _join_stretches(stretches: list[list[_Glyph]]) -> list[list[_Glyph]]:
    """Join stretches that are side by side although the file has them in pieces."""
    kept: list[list[_Glyph]] = []
    last: _Glyph | None = None
    for stretch in stretches:
        placed = [glyph for glyph in stretch if glyph.right > glyph.left]
        if not placed:
            continue
        if last is not None and _adjoins(last, placed[0]):
            if placed[0].left - last.right > _MIN_SPACE_BETWEEN_STRETCHES * (
                placed[0].top - placed[0].bottom
            ):
                kept[-1].append(_space_at(last))
            kept[-1] += stretch
        else:
            kept.append(stretch)
        last = placed[-1]
    return kept


def _without_letter_spaces(stretch: Sequence[_Glyph]) -> Sequence[_Glyph]:
    """Remove the spaces that stand between the letters of spaced words, if nearly all words are one letter.

    Those between words stay: the gaps that they are in are clearly wider than the usual one.
    """
    words = "".join(glyph.text for glyph in stretch).split()
    if len(words) < _MIN_SPACED_LETTERS or sum(len(word) == 1 for word in words) < 0.8 * len(words):
        return stretch
    placed = [glyph for glyph in stretch if glyph.text.strip()]
    gaps = [two.left - one.right for one, two in pairwise(placed)]
    usual = sorted(gaps)[len(gaps) // 2]
    least = usual + _MIN_SPACE_IN_STRETCH * (placed[0].top - placed[0].bottom)
    kept: list[_Glyph] = []
    for gap, glyph in zip([0.0, *gaps], placed, strict=True):
        if gap > least:
            kept.append(_space_at(kept[-1]))
        kept.append(glyph)
    return kept


def _with_blank_spaces(stretch: Sequence[_Glyph]) -> list[_Glyph]:
    """Add spaces at gaps wider than the usual one, which is not 0 where the text is letter-spaced."""
    placed = [glyph for glyph in stretch if glyph.right > glyph.left]
    gaps = sorted(two.left - one.right for one, two in pairwise(placed))
    usual = max(gaps[len(gaps) // 2], 0.0) if gaps else 0.0
    spaced: list[_Glyph] = []
    for glyph in stretch:
        last = spaced[-1] if spaced else None
        if last and glyph.right > glyph.left and last.right > last.left and glyph.text.strip():
            least = _MIN_SPACE_IN_STRETCH * (glyph.top - glyph.bottom)
            if glyph.left - last.right > usual + least and last.text.strip():
                spaced.append(_space_at(last))
        spaced.append(glyph)
    return spaced


def _adjoins(last: _Glyph, first: _Glyph) -> bool:
    height = first.top - first.bottom
    return _is_level(last, first) and -0.3 * height <= first.left - last.right <= _MAX_GLYPH_GAP * height


def _space_at(glyph: _Glyph) -> _Glyph:
    return _Glyph(_SPACE, glyph.right, glyph.right, glyph.bottom, glyph.top, glyph.bold, glyph.url)


def _line(stretch: Sequence[_Glyph]) -> TextLine:
    placed = [glyph for glyph in stretch if glyph.right > glyph.left and glyph.text.strip()]
    if not placed:
        return TextLine((), 0, 0, 0, 0)
    hyphenated = placed[-1].text == _HYPHEN
    heights = sorted((glyph.top - glyph.bottom, glyph.bottom, glyph.top) for glyph in placed)
    _, bottom, top = heights[len(heights) // 2]
    return TextLine(
        runs=tuple(_runs(stretch)),
        left=min(glyph.left for glyph in placed),
        right=max(glyph.right for glyph in placed),
        bottom=bottom,
        top=top,
        hyphenated=hyphenated,
    )


def _runs(stretch: Sequence[_Glyph]) -> Iterator[TextRun]:
    """Yield runs of the same weight and link; a space takes those of the character before it."""
    looks: list[tuple[bool, str]] = []
    for glyph in stretch:
        is_blank = not glyph.text.strip() and looks
        looks.append(looks[-1] if is_blank else (glyph.bold, glyph.url))
    pairs = zip(looks, stretch, strict=True)
    for (bold, url), group in groupby(pairs, key=lambda pair: pair[0]):
        text = "".join(glyph.text for _, glyph in group).replace(_HYPHEN, "-")
        yield TextRun(text, bold, url)
