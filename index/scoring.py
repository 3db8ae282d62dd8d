"""BM25F (Robertson and Zaragoza, The Probabilistic Relevance Framework, 2009, section 3.6) over arrays.

The frequencies of a pseudo-term in the fields f of an item are combined before they are saturated (equations
3.19 to 3.21):

    tf~   = Σ_f boost_f · tf_f / ((1 - b_f) + b_f · length_f / average_f)
    score = tf~ / (K1 + tf~) · idf

Lengths count tokens; averages are over live items, those with an empty field included. There is no factor (K1
+ 1): it scales every score alike. Fields and child nodes are summed in their order, in double precision, so
that engines which keep to that order agree to the last bit.
"""

import math
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.engine import K1
from index.fields import Field

Floats = NDArray[np.float64]


def idf(documents: int, doc_freq: int) -> float:
    """The inverse document frequency of a term in `doc_freq` of `documents` items; never negative."""
    return math.log(1 + (documents - doc_freq + 0.5) / (doc_freq + 0.5))


def idfs(documents: int, doc_freqs: NDArray[Any]) -> Floats:
    """The inverse document frequency of each of `doc_freqs`."""
    weights: Floats = np.log(1 + (documents - doc_freqs + 0.5) / (doc_freqs + 0.5))
    return weights


def norms(field: Field, lengths: NDArray[Any], average: float) -> Floats:
    """The norm of each item in a field: float64, one for each of `lengths`. Frequencies are divided by it.

    A norm is ((1 - b) + b · length / average) / boost. Dividing by the boost here changes no bit of the sums
    as long as boosts are powers of 2.
    """
    norms_: Floats = ((1 - field.b) + field.b * lengths / average) / field.boost
    return norms_


def saturate(tf: Floats, weight: float) -> Floats:
    """The scores of items with these tf~, for a pseudo-term of this idf."""
    scores: Floats = tf / (K1 + tf) * weight
    return scores
