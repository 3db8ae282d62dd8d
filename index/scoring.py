"""BM25F as Robertson and Zaragoza give it (The Probabilistic Relevance Framework, 2009, section 3.6)."""

import math

K1 = 1.2


def idf(documents: int, containing: int) -> float:
    """The weight of a pseudo-term that `containing` of `documents` items hold; never negative."""
    return math.log(1 + (documents - containing + 0.5) / (containing + 0.5))
