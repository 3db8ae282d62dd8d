"""Made-up words that analysis does not change, so that every engine indexes the same terms."""

from functools import lru_cache

import numpy as np

from index import analysis

_ONSETS = ("", *"bcdfghjklmnprstvz", "br", "ch", "cl", "dr", "fl", "gr", "kr", "pl", "sk", "st", "tr", "th")
_VOWELS = (*"aeiou", "ai", "ea", "io", "ou")
_CODAS = ("", "", "", "b", "k", "l", "m", "n", "p", "r", "t", "x", "nd", "rk", "sp")
_BATCH_WORDS = 20_000


@lru_cache(maxsize=4)
def made_up_words(count: int, seed: int) -> tuple[str, ...]:
    """Make `count` different lower-case words, short ones first, as frequent words are short."""
    random = np.random.default_rng(seed)
    found: dict[str, None] = {}
    while len(found) < count:
        # The more words there are, the more syllables a new one has: short ones run out.
        syllables = 1 + np.minimum(random.poisson(1.2 + len(found) / max(count, 1), _BATCH_WORDS), 4)
        drawn = (_word(random, int(number)) for number in syllables)
        found.update(dict.fromkeys(word for word in drawn if is_stable(word)))
    return tuple(sorted(list(found)[:count], key=lambda word: (len(word) > 4, len(word) > 8)))


def is_stable(word: str) -> bool:
    """Whether analysis makes exactly one term of the word, which equals it."""
    return len(word) > 1 and word.isascii() and word.isalnum() and analysis.terms(word) == [word]


def stemmed_words(text: str) -> str:
    """The words of a real text, stemmed until the stemmer does not change them, joined by spaces."""
    kept = (_stem_fully(word) for word in analysis.terms(text))
    return " ".join(word for word in kept if is_stable(word))


def _stem_fully(word: str) -> str:
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
