"""The fit: a multinomial logistic regression over the divisions of each section, on all kinds at once.

The loss is the cross entropy between the probabilities of the divisions and what they would have been worth.
Each kind counts the same, however many sections it has, and a section the more, the more depends on it.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from archive.splitting.divisions.weights import Weights
from benchmarks.divisions.questions import KindQuestions, Question

REGULARISATION = 0.0004
"""What half the sum of squared weights counts in the loss."""

ITERATIONS = 300
"""The most steps of the optimiser."""

SHARPNESS = 4.0
"""How much likelier a division should be that is worth one item more, as a log."""

MOST_AT_STAKE = 6.0
"""The items that can depend on a section at most; it counts with the square root of what depends on it."""

ALONE_WEIGHT = 0.4
"""The weight of issues seen each by itself, beside the same issues that know of each other."""

PRIOR = {"rule alone": 1.0}
"""The weights that the regularisation draws towards, where not 0: issues by themselves suit the rules."""

ADDED = {"rule alone": 1.0}
"""Added to fitted weights: where no other issue is known, the rules deserve more trust than fits give."""

_DECIMALS = 3
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class _Line:
    """A division of a section: its features, how likely it should be, and what it counts."""

    features: dict[str, float]
    target: float
    weight: float
    family: str
    kind: str
    section: int


class Problem:
    """The questions of all kinds as one matrix, from which families and features can be left out."""

    def __init__(self, kinds: Sequence[KindQuestions]) -> None:
        self._lines: list[_Line] = []
        sections = 0
        for one in kinds:
            for questions, weight in ((one.known, 1.0), (one.alone, ALONE_WEIGHT)):
                sections = self._add(one, questions, weight, sections)
        self.names = sorted({name for line in self._lines for name in line.features})

    def _add(self, one: KindQuestions, questions: Iterable[Question], weight: float, sections: int) -> int:
        staked = [(question, _stake(question)) for question in questions]
        total = sum(stake for _, stake in staked) or 1.0
        for question, stake in staked:
            if stake:
                share = stake / total * weight * one.kind.weight
                for features, target in zip(question.features, _targets(question), strict=True):
                    self._lines.append(
                        _Line(features, target, share, one.kind.family, one.kind.name, sections)
                    )
                sections += 1
        return sections

    @cached_property
    def _matrix(self) -> csr_matrix:
        index = {name: at for at, name in enumerate(self.names)}
        rows = [at for at, line in enumerate(self._lines) for _ in line.features]
        columns = [index[name] for line in self._lines for name in line.features]
        values = [value for line in self._lines for value in line.features.values()]
        return csr_matrix((values, (rows, columns)), shape=(len(self._lines), len(self.names)))

    def fit(self, family: str = "", is_dropped: Callable[[str], bool] | None = None) -> Weights:
        """The weights fitted on all kinds but those of a family, without the features that are dropped."""
        lines = [at for at, line in enumerate(self._lines) if line.family != family]
        columns = [at for at, name in enumerate(self.names) if not (is_dropped and is_dropped(name))]
        names = [self.names[at] for at in columns]
        kept = [self._lines[at] for at in lines]
        found = _minimise(self._matrix[lines][:, columns], kept, names)
        values = {
            name: round(float(value) + ADDED.get(name, 0.0), _DECIMALS)
            for name, value in zip(names, found, strict=True)
        }
        return Weights({name: value for name, value in values.items() if value})


def _minimise(matrix: csr_matrix, lines: Sequence[_Line], names: Sequence[str]) -> Floats:
    sections = np.array([line.section for line in lines])
    starts = np.flatnonzero(np.r_[True, sections[1:] != sections[:-1]])
    of_section = np.cumsum(np.r_[False, sections[1:] != sections[:-1]])
    target, weight = (np.array([getattr(line, name) for line in lines]) for name in ("target", "weight"))
    weight /= len({line.kind for line in lines})
    prior = np.array([PRIOR.get(name, 0.0) for name in names])
    columns = matrix.T.tocsr()

    def loss(weights: Floats) -> tuple[float, Floats]:
        scores = matrix @ weights
        scores -= np.maximum.reduceat(scores, starts)[of_section]
        logs = scores - np.log(np.add.reduceat(np.exp(scores), starts))[of_section]
        away = weights - prior
        value = -(weight * target * logs).sum() + REGULARISATION / 2 * (away @ away)
        return float(value), columns @ (weight * (np.exp(logs) - target)) + REGULARISATION * away

    options = {"maxiter": ITERATIONS}
    found: Floats = minimize(loss, prior.copy(), jac=True, method="L-BFGS-B", options=options).x
    return found


def _stake(question: Question) -> float:
    """What depends on how a section is divided."""
    return float(min(max(question.worth) - min(question.worth), MOST_AT_STAKE) ** 0.5)


def _targets(question: Question) -> Floats:
    worth = np.array(question.worth)
    likely: Floats = np.exp((worth - worth.max()) * SHARPNESS)
    targets: Floats = likely / likely.sum()
    return targets
