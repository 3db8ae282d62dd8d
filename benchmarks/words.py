"""Made-up words that the analysis leaves as they are, so that every engine indexes the very same terms."""

from functools import lru_cache

import numpy as np

from index import analysis

_ONSETS = ("", *"bcdfghjklmnprstvz", "br", "ch", "cl", "dr", "fl", "gr", "kr", "pl", "sk", "st", "tr", "th")
_VOWELS = (*"aeiou", "ai", "ea", "io", "ou")
_CODAS = ("", "", "", "b", "k", "l", "m", "n", "p", "r", "t", "x", "nd", "rk", "sp")
_DRAWN_AT_ONCE = 20_000


@lru_cache(maxsize=4)
def made_up(count: int, seed: int) -> tuple[str, ...]:
    """`count` different lower-case words, shorter ones first, as frequent words are in any language."""
    random = np.random.default_rng(seed)
    found: dict[str, None] = {}
    while len(found) < count:
        # Most of those that are left after a third of the count have three syllables or more.
        syllables = 1 + np.minimum(random.poisson(1.2 + len(found) / max(count, 1), _DRAWN_AT_ONCE), 4)
        drawn = (_word(random, int(number)) for number in syllables)
        found.update(dict.fromkeys(word for word in drawn if is_stable(word)))
    return tuple(sorted(list(found)[:count], key=lambda word: (len(word) > 4, len(word) > 8)))


def is_stable(word: str) -> bool:
    """Whether the analysis makes one term of the word, and the term is the word."""
    return len(word) > 1 and word.isascii() and word.isalnum() and analysis.terms(word) == [word]


def settled(text: str) -> str:
    """The words of a real text, stemmed until the stemmer leaves them alone, a space between two."""
    kept = (_settled(word) for word in analysis.terms(text))
    return " ".join(word for word in kept if is_stable(word))


def _settled(word: str) -> str:
    for _ in range(5):
        stem = analysis.stem(word)
        if stem == word:
            break
        word = stem
    return word


def _word(random: np.random.Generator, syllables: int) -> str:
    picks = random.random((syllables, 3))
    return "".join(
        _ONSETS[int(a * len(_ONSETS))] + _VOWELS[int(b * len(_VOWELS))] + _CODAS[int(c * len(_CODAS))]
        for a, b, c in picks.tolist()
    )
