"""URLs in plain text: within a line, on a line of their own, and in footnotes that a text refers to."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from archive.models import Link

_URL = re.compile(r"https?://[^\s<>\"”’]+[^\s<>\"”’.,;:!?)\]]")
_URL_LINE = re.compile(r"[ \t]*[<(\[]?(https?://[^\s<>\"”’()\[\]]+(?:\([^\s()]*\)[^\s<>()]*)*)[>)\]]?[ \t]*")
_FOOTNOTE = re.compile(r"[ \t]*(?:\[(\w{1,4})\]:?|(\d{1,3})[.:])[ \t]+<?(https?://[^\s<>]+)>?[ \t]*")
_MARKER = re.compile(r"\[(\w{1,4})\]")
_LABEL = re.compile(
    r"[^\W\d_]+(?: [^\W\d_]+){0,2}:|links|references|footnotes|notes|quellen|notas|notes?", re.I
)
_POINTS_AHEAD = re.compile(
    r"[:,;]$|(?<!\w)(?:at|see|to|from|in|on|via|of|the|and|is|are|unter|siehe|auf|bei|von|und|ist|à|sur|voir|de|en|et|a|y|ver)$",
    re.IGNORECASE,
)
_MAX_TITLE_LENGTH, _MAX_TITLE_LINES = 160, 2


@dataclass(frozen=True, slots=True)
class Footnotes:
    """The footnotes of a text that only hold a URL: the lines that they are on, and their URLs by label."""

    lines: frozenset[int]
    places: Mapping[str, Sequence[tuple[int, str]]]

    def url(self, label: str, line: int) -> str:
        """The URL of the footnote with a label that comes next after a line, else of the last before it."""
        known = self.places.get(label, ())
        return next((url for at, url in known if at >= line), known[-1][1] if known else "")


def find_footnotes(lines: Sequence[str]) -> Footnotes:
    """Find the footnotes that the text refers to by their labels in square brackets."""
    found = {at: match for at, line in enumerate(lines) if (match := _FOOTNOTE.fullmatch(line))}
    used = {label for at, line in enumerate(lines) if at not in found for label in _MARKER.findall(line)}
    places: dict[str, list[tuple[int, str]]] = {}
    removed: set[int] = set()
    for at, match in found.items():
        label = match[1] or match[2]
        if label in used:
            places.setdefault(label, []).append((at, match[3]))
            removed.add(at)
    removed.update([*_labels_above(lines, removed)])
    return Footnotes(frozenset(removed), places)


def url_of_line(line: str) -> str:
    """The URL that a line consists of, or ""."""
    match = _URL_LINE.fullmatch(line)
    return match[1] if match else ""


def could_be_title(lines: Sequence[str]) -> bool:
    """Whether lines could be the title of the page at a URL on the next line."""
    text = " ".join(line.strip() for line in lines)
    return (
        len(lines) <= _MAX_TITLE_LINES
        and 0 < len(text) <= _MAX_TITLE_LENGTH
        and any(map(str.isalpha, text))
        and not _URL.search(text)
    )


def points_ahead(line: str) -> bool:
    """Whether a line is unfinished, as by a colon, so that a URL below it goes on with it."""
    return _POINTS_AHEAD.search(line.rstrip()) is not None


def links_of(text: str, line: int, footnotes: Footnotes) -> tuple[Link, ...]:
    """The links of a block whose first line is `line`: its URLs, and its references to footnotes."""
    found = [(match, match[0]) for match in _URL.finditer(text)]
    if footnotes.places:
        found += [(match, footnotes.url(match[1], line)) for match in _MARKER.finditer(text)]
    found.sort(key=lambda each: each[0].start())
    return tuple(Link(url, match[0], match.start(), match.end()) for match, url in found if url)


def _labels_above(lines: Sequence[str], footnotes: set[int]) -> Iterator[int]:
    """The lines that only announce footnotes ("Links:")."""
    for at in footnotes:
        above = next((place for place in range(at - 1, -1, -1) if lines[place].strip()), -1)
        if above not in footnotes and above >= 0 and _LABEL.fullmatch(lines[above].strip()):
            yield above
