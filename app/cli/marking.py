"""What a query matched, on a terminal."""

from collections.abc import Iterable

import click

from app.views.marked_text import Piece


def marked(pieces: Iterable[Piece]) -> str:
    """Text with its matches bold."""
    return "".join(click.style(p.text, bold=True) if p.match else p.text for p in pieces)
