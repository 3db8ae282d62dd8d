"""Text as pieces: what matched and what links where, for the template to escape; never markup."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from urllib.parse import urlsplit

from archive.models import Link

LINKED_SCHEMES = ("http", "https", "mailto")


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text that matched the query or not, and the address it links to, "" for none."""

    text: str
    match: bool = False
    url: str = ""


def pieces(
    text: str, slices: Sequence[tuple[int, int]] = (), links: Sequence[Link] = ()
) -> tuple[Piece, ...]:
    """`text` cut where a match or a link begins or ends; `slices` are in order, and apart from each other."""
    if not links:
        return tuple(_marked_pieces(text, slices))
    spans = [(link.start, link.end, safe_url(link.url)) for link in links if link.start < link.end]
    spans = [span for span in spans if span[2]]
    cuts = {0, len(text), *(p for s in slices for p in s), *(p for s in spans for p in s[:2])}
    edges = sorted(cut for cut in cuts if 0 <= cut <= len(text))
    return tuple(
        Piece(
            text[start:end], _is_inside(start, slices), next((u for a, b, u in spans if a <= start < b), "")
        )
        for start, end in pairwise(edges)
    )


def last_characters(found: Iterable[Piece], length: int) -> tuple[Piece, ...]:
    """The last `length` characters of some pieces."""
    kept: list[Piece] = []
    for piece in reversed(tuple(found)):
        if length > 0:
            kept.append(replace(piece, text=piece.text[-length:]))
        length -= len(piece.text)
    return tuple(reversed(kept))


def safe_url(url: str) -> str:
    """`url` if it is safe to link to: absolute, of a scheme in LINKED_SCHEMES, on one line; else ""."""
    url = url.strip()
    if not url.isprintable() or any(c.isspace() for c in url):
        return ""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    if parts.scheme.lower() not in LINKED_SCHEMES:
        return ""
    return url if parts.netloc or parts.scheme.lower() == "mailto" else ""


def loose_links(links: Iterable[Link]) -> tuple[Piece, ...]:
    """The links that no words of the text carry, once each."""
    urls = dict.fromkeys(safe_url(link.url) for link in links if link.start >= link.end)
    return tuple(Piece(url, url=url) for url in urls if url)


def _marked_pieces(text: str, slices: Iterable[tuple[int, int]]) -> Iterator[Piece]:
    place = 0
    for start, end in slices:
        if place < start:
            yield Piece(text[place:start])
        yield Piece(text[start:end], match=True)
        place = end
    if place < len(text):
        yield Piece(text[place:])


def _is_inside(place: int, slices: Iterable[tuple[int, int]]) -> bool:
    return any(start <= place < end for start, end in slices)
