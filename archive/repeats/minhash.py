"""MinHash bands of a text, by which similar texts are found without comparing it with all others.

The least hash of the shingles of two texts is the same with a probability equal to their Jaccard similarity
(A. Z. Broder, On the resemblance and containment of documents, 1997). `ROWS` such hashes make a band, and two
texts are candidates if they share one of `BANDS` bands: at a similarity of 0.7, 98.5 of 100 pairs do.
"""

from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from archive.repeats.similarity import MIN_WORDS, SHINGLE_WORDS, words

BANDS, ROWS = 10, 3

_random = np.random.Generator(np.random.PCG64(20_250_301))  # the seed must never change: bands are stored
_HASH_FACTORS = _random.integers(1, 1 << 63, (BANDS * ROWS, 1), np.uint64) | np.uint64(1)
_HASH_SHIFTS = _random.integers(0, 1 << 63, (BANDS * ROWS, 1), np.uint64)
_WORD_FACTORS = _random.integers(1, 1 << 63, SHINGLE_WORDS, np.uint64) | np.uint64(1)
_MIXER, _HALF = np.uint64(0x9E3779B97F4A7C15), np.uint64(32)


def bands(text: str) -> list[int]:
    """The bands of a text, as signed 64-bit numbers; none of a text shorter than `MIN_WORDS`."""
    listed = words(text)
    if len(listed) < MIN_WORDS:
        return []
    hashed = np.fromiter((crc32(word.encode()) for word in listed), np.uint64, len(listed))
    least = (_shingle_hashes(hashed) * _HASH_FACTORS + _HASH_SHIFTS >> _HALF).min(axis=1).reshape(BANDS, ROWS)
    return _band_numbers(least).view(np.int64).tolist()  # type: ignore[no-any-return]


def _shingle_hashes(hashed: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """One hash for each shingle: shape (shingles,)."""
    count = len(hashed) - SHINGLE_WORDS + 1
    total = np.zeros(count, np.uint64)
    for place in range(SHINGLE_WORDS):
        total += hashed[place : place + count] * _WORD_FACTORS[place]
    mixed: NDArray[np.uint64] = (total ^ total >> _HALF) * _MIXER
    return mixed ^ mixed >> _HALF


def _band_numbers(least: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """One number for each band, which depends on the band too; from shape (BANDS, ROWS) to (BANDS,)."""
    total = np.arange(1, BANDS + 1, dtype=np.uint64)
    for row in range(ROWS):
        total = (total ^ least[:, row]) * _MIXER
        total ^= total >> _HALF
    return total
