"""Folding of names to plain letters, for look-ups that pass over accents."""

import unicodedata

_PLAIN = str.maketrans(
    {"ı": "i", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ʻ": "'", "ß": "ss"}
)


def without_accents(name: str) -> str:
    """The name in plain letters, its capitals kept."""
    if name.isascii():
        return name
    plain = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    return plain.translate(_PLAIN)
