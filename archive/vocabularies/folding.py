"""Folding: names as look-ups compare them, each vocabulary in its way, and names in plain letters."""

import unicodedata
from functools import lru_cache

_PLAIN = str.maketrans(
    {"ı": "i", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ʻ": "'", "ß": "ss"}
)
_KEPT = 20_000


def without_accents(name: str) -> str:
    """The name in plain letters, its capitals kept."""
    return name if name.isascii() else _without_marks(name).translate(_PLAIN)


def without_marks(name: str) -> str:
    """The name without diacritical marks, with straight apostrophes; letters such as ø and ł stay."""
    return name if name.isascii() else _without_marks(name).replace("’", "'").replace("ı", "i")


@lru_cache(maxsize=_KEPT)
def fold_name(name: str) -> str:
    """A person's or body's name in lower case, without accents, dots, "the" and doubled spaces."""
    plain = without_accents(name).casefold().replace("’", "'").replace(".", "").replace("-", " ")
    return " ".join(plain.removeprefix("the ").split())


def fold_region(name: str) -> str:
    """A region's name in lower case, without marks, dots, "the" and doubled spaces."""
    return " ".join(without_marks(name).casefold().replace(".", "").removeprefix("the ").split())


def fold_topic(name: str) -> str:
    """A topic's name in lower case, "&" as "and", hyphens and underscores as spaces."""
    return " ".join(name.casefold().replace("&", " and ").replace("-", " ").replace("_", " ").split())


def _without_marks(name: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
