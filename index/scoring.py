"""BM25F as Robertson and Zaragoza give it (The Probabilistic Relevance Framework, 2009, section 3.6).

A pseudo-term's frequencies in the fields f of an item are combined before they are saturated (equations 3.19
to 3.21):

    tf~   = Σ_f boost_f · tf_f / ((1 - b_f) + b_f · length_f / average_f)
    score = tf~ / (K1 + tf~) · idf

Lengths count tokens; averages are over live items, those with an empty field included. There is no factor (K1
+ 1): it scales every score alike. Sums run over fields and over children in their order, in double precision,
so that engines which keep to that order agree to the last bit.
"""

import math
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.engine import K1
from index.fields import Field

Floats = NDArray[np.float64]


def idf(documents: int, containing: int) -> float:
    """The weight of a pseudo-term that `containing` of `documents` items hold; never negative."""
    return math.log(1 + (documents - containing + 0.5) / (containing + 0.5))


def divisors(field: Field, lengths: NDArray[Any], average: float) -> Floats:
    """What each occurrence counts as one divided by, for items with these lengths of a field.

    The boost is in it: as long as boosts are powers of 2, the sums are those of the formula to the last bit.
    """
    found: Floats = ((1 - field.b) + field.b * lengths / average) / field.boost
    return found


def saturated(combined: Floats, weight: float) -> Floats:
    """The scores of items with these tf~, for a pseudo-term of this idf."""
    scores: Floats = combined / (K1 + combined) * weight
    return scores
