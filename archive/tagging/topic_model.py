"""Topics by a learnt model: one linear classifier a topic, trained by `archive.learning.topic_training`.

The setting `BRIEFINGS_TOPIC_MODEL` names a model's file; without it the taxonomy's terms alone decide. With
it, the model decides on the topics that it has learnt, and the terms on all others.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from archive.errors import BriefingsError
from archive.models import Item, Tag
from archive.tagging.features import features, written

_MAX_EVIDENCE = 6
"""How many words are given as evidence."""

Floats = NDArray[np.float32]


class ModelError(BriefingsError):
    """A model file cannot be used; the text names the file."""


@dataclass(frozen=True, eq=False)
class TopicModel:
    """Weights of features by topic: `weights` is of shape (topics, features), `bias` of (topics,).

    `rarity` is each feature's inverse document frequency among the items learnt from.
    """

    topics: Sequence[str]
    names: Sequence[str]
    rarity: Floats
    weights: Floats
    bias: Floats

    @cached_property
    def places(self) -> Mapping[str, int]:
        """Where each feature stands."""
        return {name: place for place, name in enumerate(self.names)}

    def tags(self, item: Item) -> tuple[Tag, ...]:
        """The topics with a probability above one half, the most probable first; it is their strength."""
        counts = [(self.places[f], n) for f, n in features(item).items() if f in self.places]
        if not counts:
            return ()
        where = np.array([place for place, _ in counts])
        values = (1 + np.log([n for _, n in counts])) * self.rarity[where]
        values /= np.linalg.norm(values)
        parts = self.weights[:, where] * values
        scores = parts.sum(axis=1) + self.bias
        probability = 1 / (1 + np.exp(-scores))
        given = [n for n in np.argsort(-scores, kind="stable").tolist() if scores[n] > 0]
        forms = written(item) if given else {}
        return tuple(
            Tag(
                self.topics[n],
                evidence=tuple(forms[name] for name in self._strongest(parts[n], where)),
                strength=round(float(probability[n]), 3),
            )
            for n in given
        )

    def save(self, file: Path) -> None:
        """Write the model; ModelError where that cannot be."""
        try:
            with file.open("wb") as opened:
                np.savez_compressed(
                    opened,
                    topics=np.array(self.topics),
                    names=np.array(self.names),
                    rarity=self.rarity,
                    weights=self.weights,
                    bias=self.bias,
                )
        except OSError as error:
            raise ModelError(f"{file}: cannot be written ({error.strerror})") from error

    def _strongest(self, parts: NDArray[Any], where: NDArray[Any]) -> list[str]:
        """The features that say most for a topic, without pairs of which a word is among them."""
        best = np.argsort(-parts, kind="stable")[: 2 * _MAX_EVIDENCE]
        names = [self.names[where[n]] for n in best if parts[n] > 0]
        single = {name for name in names if " " not in name}
        return [name for name in names if " " not in name or not single & set(name.split())][:_MAX_EVIDENCE]


@cache
def load_model(file: Path) -> TopicModel:
    """Read a model; ModelError where it is none. Nothing in the file is ever run."""
    try:
        with file.open("rb") as opened, np.load(opened, allow_pickle=False) as arrays:
            topics, names = arrays["topics"].tolist(), arrays["names"].tolist()
            model = TopicModel(topics, names, arrays["rarity"], arrays["weights"], arrays["bias"])
    except OSError as error:
        raise ModelError(f"{file}: cannot be read ({error.strerror}); check BRIEFINGS_TOPIC_MODEL") from error
    except (ValueError, KeyError, BadZipFile, EOFError) as error:
        raise ModelError(f"{file}: is no topic model; make one with `briefings topics learn`") from error
    if model.weights.shape != (len(topics), len(names)) or len(model.rarity) != len(names):
        raise ModelError(f"{file}: is damaged; make it again with `briefings topics learn`")
    return model


def merged(item: Item, by_terms: tuple[Tag, ...], model: TopicModel) -> tuple[Tag, ...]:
    """The model's topics, and of those by terms the ones that the model has not learnt."""
    known = set(model.topics)
    return (*model.tags(item), *(tag for tag in by_terms if tag.value not in known))
