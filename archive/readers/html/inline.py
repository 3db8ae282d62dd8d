"""Inline text: pieces that are bold or linked become clean text with its lead and links with offsets."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from archive.models import Link

_WHITE_SPACE = re.compile(r"\s+")
# Soft hyphens and zero-width marks would split words in the index; mail preheaders are padded with them.
_INVISIBLE = re.compile("[\u00ad\u034f\u200b\u2060\ufeff]")
# These matter within words and emoji, but a text of them alone is empty.
_JOINERS_AND_SPACE = "\u200c\u200d\u200e\u200f "
# In characters: how long a line is that was wrapped at a margin, and the line that follows it at most.
_MIN_WRAPPED_LENGTH, _MAX_WRAPPED_LENGTH = 46, 100
_MAX_NEXT_LINE_LENGTH = 160


@dataclass(frozen=True, slots=True)
class InlineText:
    """A finished text with its white space collapsed; `lead` is the bold run at its start, or "".

    `picture` says that all of it is the alternative text of pictures; `path` is that of its first words.
    """

    text: str
    lead: str = ""
    links: tuple[Link, ...] = ()
    picture: bool = False
    path: tuple[str, ...] = ()


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
    picture: bool = False


@dataclass(slots=True)
class InlineBuilder:
    """Collects the pieces of a block; `finish` returns its texts and empties the builder."""

    lines: list[list[_Piece]] = field(default_factory=lambda: [[]])
    alts: list[str] = field(default_factory=list)
    anchor: _Anchor | None = None
    paths: dict[int, tuple[str, ...]] = field(default_factory=dict)

    @property
    def lacks_path(self) -> bool:
        """Whether the line has no path yet, which its first words determine."""
        return len(self.lines) not in self.paths

    def set_path(self, path: tuple[str, ...]) -> None:
        """Set the path of the line."""
        self.paths[len(self.lines)] = path

    def add(self, text: str, *, bold: bool = False) -> None:
        """Append text, as part of the open link if there is one."""
        if self.anchor is not None and not self.anchor.filled:
            self.anchor.filled = bool(text.strip())
        self.lines[-1].append(_Piece(text, bold, self.anchor))

    def add_image(self, alt: str) -> None:
        """Keep an image's alternative text, which is used where its link or block has no other text."""
        if alt := alt.strip():
            (self.alts if self.anchor is None else self.anchor.alts).append(alt)

    def open_link(self, url: str) -> None:
        """Start a link; with `url` "" the text is kept without a link."""
        self.anchor = _Anchor(url)

    def close_link(self, *, bold: bool = False) -> None:
        """End the link; where it holds images alone, their alternative text becomes its text."""
        anchor = self.anchor
        if anchor is not None and not anchor.filled and anchor.alts:
            self.lines[-1].append(_Piece(" ".join(anchor.alts), bold, anchor, picture=True))
        self.anchor = None

    def break_line(self) -> None:
        """Break the line, as <br> does."""
        self.lines.append([])

    def finish(self, *, ignore_breaks: bool = False) -> list[InlineText]:
        """Return the texts collected so far, without empty ones.

        Lines that were wrapped at a margin are joined; other breaks separate texts. With `ignore_breaks`,
        only blank lines do.
        """
        lines, alts, paths = self.lines, self.alts, self.paths
        self.lines, self.alts, self.paths = [[]], [], {}
        if self.anchor is not None:
            self.anchor = _Anchor(self.anchor.url)
        finished = []
        if _has_letters(lines):
            texts = (
                _inline_text(pieces, paths.get(at, ())) for at, pieces in _paragraphs(lines, ignore_breaks)
            )
            finished = [text for text in texts if text.text.strip(_JOINERS_AND_SPACE)]
        if not finished and alts:
            finished = [InlineText(clean_text(" ".join(alts)), picture=True)]
        return finished

    def finish_verbatim(self) -> str:
        """Return the text with its white space unchanged, for code."""
        lines, self.lines, self.alts, self.paths = self.lines, [[]], [], {}
        return "\n".join("".join(piece.text for piece in row) for row in lines).strip("\n").rstrip()


def clean_text(text: str) -> str:
    """Collapse white space to single spaces, drop invisible marks, compose to NFC."""
    if text.isascii():
        return _collapse_space(text).strip()
    return unicodedata.normalize("NFC", _WHITE_SPACE.sub(" ", _INVISIBLE.sub("", text))).strip()


def _has_letters(lines: Sequence[Sequence[_Piece]]) -> bool:
    return any(piece.text and not piece.text.isspace() for row in lines for piece in row)


def _collapse_space(text: str) -> str:
    """Collapse white space and drop invisible marks; most texts need neither, so that is tested first."""
    if text.isascii() and text.isprintable() and "  " not in text:
        return text
    return _WHITE_SPACE.sub(" ", _INVISIBLE.sub("", text))


def _paragraphs(lines: Sequence[list[_Piece]], ignore_breaks: bool) -> Iterator[tuple[int, list[_Piece]]]:
    """Join lines that were wrapped at a margin; a blank, a short or a very long line ends a paragraph.

    Each comes with the number of its first line with words, counted from 1.
    """
    if len(lines) == 1:
        yield 1, lines[0]
        return
    group: list[_Piece] = []
    start = 0
    for number, (row, below) in enumerate(zip(lines, [*lines[1:], []], strict=True), 1):
        length = _length(row)
        start = start or (number if length else 0)
        group += [*row, _Piece(" ", False, None)]
        if length == 0 or (not ignore_breaks and not _is_wrapped(row, length, below)):
            yield start, group
            group, start = [], 0
    yield start, group


def _is_wrapped(row: Sequence[_Piece], length: int, below: Sequence[_Piece]) -> bool:
    """Whether a line may have been wrapped: it is about as long as a margin allows, and no bold heading."""
    if not _MIN_WRAPPED_LENGTH <= length <= _MAX_WRAPPED_LENGTH or _length(below) > _MAX_NEXT_LINE_LENGTH:
        return False
    first = next((piece for piece in below if piece.text.strip()), None)
    all_bold = all(piece.bold for piece in row if piece.text.strip())
    return not (all_bold and first is not None and not first.bold)


def _length(row: Sequence[_Piece]) -> int:
    return len(clean_text("".join(piece.text for piece in row))) if row else 0


def _inline_text(pieces: Sequence[_Piece], path: tuple[str, ...]) -> InlineText:
    out: list[str] = []
    links: list[Link] = []
    length = bold_to = 0
    leading, spaced = True, True
    current: _Anchor | None = None
    start = 0
    for piece in pieces:
        text = _collapse_space(piece.text)
        if spaced:
            text = text.lstrip(" ")
        if piece.anchor is not current:
            _add_link(links, current, out, start, length)
            current, start = piece.anchor, length
        if not text:
            continue
        if not piece.bold and text != " ":
            leading = False
        out.append(text)
        length += len(text)
        bold_to = length if leading and piece.bold else bold_to
        spaced = text.endswith(" ")
    _add_link(links, current, out, start, length)
    raw = "".join(out)
    picture = all(piece.picture for piece in pieces if piece.text.strip())
    return _compose(InlineText(raw.rstrip(), raw[:bold_to].strip(), tuple(links), picture, path))


def _add_link(links: list[Link], anchor: _Anchor | None, out: list[str], start: int, end: int) -> None:
    """Record the link that ends at `end`, without white space at either side."""
    if anchor is None or not anchor.url or start == end:
        return
    text = "".join(out)[start:end]
    inner = text.strip()
    if inner:
        start += len(text) - len(text.lstrip())
        links.append(Link(anchor.url, inner, start, start + len(inner)))


def _compose(line: InlineText) -> InlineText:
    """Compose to NFC; an offset becomes the length of the composed text before it."""
    if unicodedata.is_normalized("NFC", line.text):
        return line
    text = unicodedata.normalize("NFC", line.text)
    links = tuple(_compose_link(link, line.text, text) for link in line.links)
    return InlineText(text, unicodedata.normalize("NFC", line.lead), links, line.picture, line.path)


def _compose_link(link: Link, before: str, after: str) -> Link:
    start = len(unicodedata.normalize("NFC", before[: link.start]))
    end = len(unicodedata.normalize("NFC", before[: link.end]))
    return Link(link.url, after[start:end], start, end)
