"""The weights of features, read from `weights.json`, which `python -m benchmarks.divisions --fit` writes."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_FILE = Path(__file__).parent / "weights.json"


@dataclass(frozen=True, slots=True)
class Weights:
    """A weight for each feature; a feature without one weighs nothing."""

    values: Mapping[str, float]

    def score(self, features: Mapping[str, float]) -> float:
        """The sum of the features times their weights."""
        values = self.values
        return sum(value * values.get(name, 0.0) for name, value in features.items())


@cache
def shipped_weights() -> Weights:
    """The weights that are part of the package."""
    return Weights(json.loads(_FILE.read_text("utf-8")))
