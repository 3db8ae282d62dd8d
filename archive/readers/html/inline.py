"""Inline text in the making: pieces with boldness and links become one clean line with offsets."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from archive.models import Link

_SPACE = re.compile(r"\s+")
# Soft hyphens and zero-width marks split words for the index and are what preheaders are padded with.
_INVISIBLE = re.compile("[\u00ad\u034f\u200b\u2060\ufeff]")
# They matter within words and emoji, and show nothing by themselves.
_JOINERS = "\u200c\u200d\u200e\u200f "
_WRAP_FROM, _WRAP_TO = 46, 100
_NEVER_WRAPPED = 160


@dataclass(frozen=True, slots=True)
class InlineText:
    """A finished stretch of text: white space collapsed, the bold run at its start, links with offsets."""

    text: str
    lead: str = ""
    links: tuple[Link, ...] = ()


@dataclass(slots=True)
class _Anchor:
    url: str
    alts: list[str] = field(default_factory=list)
    filled: bool = False


@dataclass(frozen=True, slots=True)
class _Piece:
    text: str
    bold: bool
    anchor: _Anchor | None


@dataclass(slots=True)
class InlineBuilder:
    """Collects the pieces of a block; `finish` gives its lines and leaves the collector empty."""

    rows: list[list[_Piece]] = field(default_factory=lambda: [[]])
    alts: list[str] = field(default_factory=list)
    anchor: _Anchor | None = None

    def add(self, text: str, *, bold: bool = False) -> None:
        """Append text inside the link that is open, if one is."""
        if self.anchor is not None and not self.anchor.filled:
            self.anchor.filled = bool(text.strip())
        self.rows[-1].append(_Piece(text, bold, self.anchor))

    def add_image(self, alt: str) -> None:
        """Remember an image's alternative text, for the case that its link or block has nothing else."""
        if alt := alt.strip():
            (self.alts if self.anchor is None else self.anchor.alts).append(alt)

    def open_link(self, url: str) -> None:
        """Start a link; `url` "" carries text and no link."""
        self.anchor = _Anchor(url)

    def close_link(self, *, bold: bool = False) -> None:
        """End the link; a link of images alone speaks through their alternative text."""
        anchor = self.anchor
        if anchor is not None and not anchor.filled and anchor.alts:
            self.add(" ".join(anchor.alts), bold=bold)
        self.anchor = None

    def break_line(self) -> None:
        """End the line, as <br> does."""
        self.rows.append([])

    def finish(self, *, whole: bool = False) -> list[InlineText]:
        """Return the lines so far, empty ones dropped; `whole` joins what single line breaks part."""
        rows, alts = self.rows, self.alts
        self.rows, self.alts = [[]], []
        if self.anchor is not None:
            self.anchor = _Anchor(self.anchor.url)
        lines = []
        if _has_letters(rows):
            lines = [line for group in _groups(rows, whole) if (line := _line(group)).text.strip(_JOINERS)]
        if not lines and alts:
            lines = [InlineText(clean_text(" ".join(alts)))]
        return lines

    def finish_verbatim(self) -> str:
        """Return the text with its white space as it is, for code."""
        rows, self.rows, self.alts = self.rows, [[]], []
        return "\n".join("".join(piece.text for piece in row) for row in rows).strip("\n").rstrip()


def clean_text(text: str) -> str:
    """Collapse white space, drop invisible marks, compose to NFC."""
    if text.isascii():
        return _collapsed(text).strip()
    return unicodedata.normalize("NFC", _SPACE.sub(" ", _INVISIBLE.sub("", text))).strip()


def _has_letters(rows: Sequence[Sequence[_Piece]]) -> bool:
    return any(piece.text and not piece.text.isspace() for row in rows for piece in row)


def _collapsed(text: str) -> str:
    """White space as single spaces and no invisible marks; most texts have neither to mend."""
    if text.isascii() and text.isprintable() and "  " not in text:
        return text
    return _SPACE.sub(" ", _INVISIBLE.sub("", text))


def _groups(rows: Sequence[list[_Piece]], whole: bool) -> Iterator[list[_Piece]]:
    """Join lines that were merely wrapped; a blank line, a short or a very long one ends a paragraph."""
    if len(rows) == 1:
        yield rows[0]
        return
    group: list[_Piece] = []
    for row, below in zip(rows, [*rows[1:], []], strict=True):
        length = _length(row)
        group += [*row, _Piece(" ", False, None)]
        if length == 0 or (not whole and not _is_wrapped(row, length, below)):
            yield group
            group = []
    yield group


def _is_wrapped(row: Sequence[_Piece], length: int, below: Sequence[_Piece]) -> bool:
    """Whether a line may have been broken at a margin: about that long, not all bold above plain text."""
    if not _WRAP_FROM <= length <= _WRAP_TO or _length(below) > _NEVER_WRAPPED:
        return False
    first = next((piece for piece in below if piece.text.strip()), None)
    all_bold = all(piece.bold for piece in row if piece.text.strip())
    return not (all_bold and first is not None and not first.bold)


def _length(row: Sequence[_Piece]) -> int:
    return len(clean_text("".join(piece.text for piece in row))) if row else 0


def _line(pieces: Sequence[_Piece]) -> InlineText:
    out: list[str] = []
    links: list[Link] = []
    length = bold_to = 0
    leading, spaced = True, True
    current: _Anchor | None = None
    start = 0
    for piece in pieces:
        text = _collapsed(piece.text)
        if spaced:
            text = text.lstrip(" ")
        if piece.anchor is not current:
            _close(links, current, out, start, length)
            current, start = piece.anchor, length
        if not text:
            continue
        if not piece.bold and text != " ":
            leading = False
        out.append(text)
        length += len(text)
        bold_to = length if leading and piece.bold else bold_to
        spaced = text.endswith(" ")
    _close(links, current, out, start, length)
    raw = "".join(out)
    return _composed(InlineText(raw.rstrip(), raw[:bold_to].strip(), tuple(links)))


def _close(links: list[Link], anchor: _Anchor | None, out: list[str], start: int, end: int) -> None:
    """Record the link that ends here, without the spaces at its edges."""
    if anchor is None or not anchor.url or start == end:
        return
    text = "".join(out)[start:end]
    inner = text.strip()
    if inner:
        start += len(text) - len(text.lstrip())
        links.append(Link(anchor.url, inner, start, start + len(inner)))


def _composed(line: InlineText) -> InlineText:
    """Compose to NFC; offsets follow, as each equals the length of the composed text before it."""
    if unicodedata.is_normalized("NFC", line.text):
        return line
    text = unicodedata.normalize("NFC", line.text)
    links = tuple(_moved(link, line.text, text) for link in line.links)
    return InlineText(text, unicodedata.normalize("NFC", line.lead), links)


def _moved(link: Link, before: str, after: str) -> Link:
    start = len(unicodedata.normalize("NFC", before[: link.start]))
    end = len(unicodedata.normalize("NFC", before[: link.end]))
    return Link(link.url, after[start:end], start, end)
