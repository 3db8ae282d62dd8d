"""A text in pieces is the whole text, and what matched in it is marked."""

from hypothesis import given
from hypothesis import strategies as st

from app.views.marked_text import Piece, pieces
from archive.models import Link

TEXT = "Beijing tightens export controls on gallium"
EDGES = st.lists(st.integers(0, len(TEXT)), max_size=8, unique=True).map(sorted)
SLICES = EDGES.map(lambda edges: list(zip(edges[::2], edges[1::2], strict=False)))
LINK = Link("https://example.org/a", "export controls", 17, 32)


@given(slices=SLICES)
def test_the_matches_are_the_marked_pieces(slices: list[tuple[int, int]]) -> None:
    found = pieces(TEXT, slices)
    assert "".join(piece.text for piece in found) == TEXT
    assert [piece.text for piece in found if piece.match] == [TEXT[start:end] for start, end in slices]
    assert all(piece.text for piece in found)


@given(slices=SLICES)
def test_a_link_among_the_matches_cuts_them_and_changes_nothing_else(slices: list[tuple[int, int]]) -> None:
    plain, linked = pieces(TEXT, slices), pieces(TEXT, slices, [LINK])
    assert letters(linked) == letters(plain)
    assert "".join(piece.text for piece in linked if piece.url) == LINK.text


def letters(found: tuple[Piece, ...]) -> list[tuple[str, bool]]:
    return [(letter, piece.match) for piece in found for letter in piece.text]
