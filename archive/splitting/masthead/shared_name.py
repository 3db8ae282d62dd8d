"""The names that issues share: several issues of one publication agree on what it is called.

What only one issue of many calls itself is rather its subject. An issue that says little of itself takes the
name that most of its kin in the folder share.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from archive.splitting.masthead.name_evidence import (
    MIN_SCORE,
    NameCandidate,
    NamePlace,
    folded,
    shape_of,
)

_SHARED, _ALONE = 3.0, -3.0  # added to the score of a name that all share, or that one issue has alone
_NOT_BORNE = -2.0  # added where an issue takes the name of others
_MIN_ISSUES = 3  # in which a name that one has alone loses
_MAX_WEAK_SCORE = 3.5  # of an issue's own names, if it may take one of others
_MIN_SHARE, _MIN_SHARE_OF_EDGES = 0.5, 0.6
_MAX_WORDS = 8
_EDGE_PLACES = (
    *(NamePlace.TITLE, NamePlace.TITLE_PART, NamePlace.PRINTED, NamePlace.SUBJECT),
    *(NamePlace.DATED, NamePlace.NUMBERED),
)
_EDGE_SCORE = 2.0


@dataclass(frozen=True, slots=True)
class NamedIssue:
    """What one issue says of its name, and the marks by which its kin are known."""

    candidates: tuple[NameCandidate, ...]
    marks: frozenset[str] = frozenset()


def agree(issues: Sequence[NamedIssue]) -> list[tuple[NameCandidate, ...]]:
    """The candidates of each issue, best first, as judged by the other issues of its folder."""
    if len(issues) < 2:
        return [issue.candidates for issue in issues]
    support = Counter(run for issue in issues for run in _runs(issue))
    shared = _shared(issues, support)
    return [_judged(issue, issues, support, shared) for issue in issues]


def _runs(issue: NamedIssue) -> set[str]:
    """All runs of words in the names of an issue, folded."""
    found: set[str] = set()
    for candidate in issue.candidates:
        words = candidate.key.split()
        for start in range(len(words)):
            for end in range(start + 1, min(start + _MAX_WORDS, len(words)) + 1):
                found.add(" ".join(words[start:end]))
    return found


def _shared(issues: Sequence[NamedIssue], support: Mapping[str, int]) -> dict[str, NameCandidate]:
    """The names that half of the issues have, with their mean scores, by key."""
    bearers: dict[str, list[NameCandidate]] = defaultdict(list)
    for issue in issues:
        for candidate in issue.candidates:
            bearers[candidate.key].append(candidate)
    for edge in _edges(issues, support):
        bearers.setdefault(edge.key, []).append(edge)
    least = max(2, _MIN_SHARE * len(issues))
    return {
        key: replace(
            _typical(candidates),
            score=sum(candidate.score for candidate in candidates) / len(candidates)
            + _SHARED * support[key] / len(issues),
        )
        for key, candidates in bearers.items()
        if support[key] >= least
    }


def _typical(candidates: Sequence[NameCandidate]) -> NameCandidate:
    """The candidate with the most frequent spelling."""
    spellings = Counter(candidate.name for candidate in candidates)
    return max(candidates, key=lambda candidate: (spellings[candidate.name], candidate.score))


def _edges(issues: Sequence[NamedIssue], support: Mapping[str, int]) -> Iterator[NameCandidate]:
    """The longest openings and ends that the titles of most issues share."""
    least = max(_MIN_ISSUES, _MIN_SHARE_OF_EDGES * len(issues))
    for issue in issues:
        for candidate in issue.candidates:
            if candidate.place in _EDGE_PLACES:
                yield from _edges_of(candidate, support, least)


def _edges_of(candidate: NameCandidate, support: Mapping[str, int], least: float) -> Iterator[NameCandidate]:
    words = candidate.name.split()
    openings = (words[:end] for end in range(len(words) - 1, 1, -1))
    ends = (words[start:] for start in range(1, len(words) - 1))
    for edge in (*openings, *ends):
        name = " ".join(edge).strip(" :,;.!?-–—")
        if support.get(folded(name), 0) >= least:
            yield NameCandidate(name, NamePlace.TITLE_PART, _EDGE_SCORE + shape_of(name))
            return


def _judged(
    issue: NamedIssue,
    issues: Sequence[NamedIssue],
    support: Mapping[str, int],
    shared: Mapping[str, NameCandidate],
) -> tuple[NameCandidate, ...]:
    judged = [_weighed(candidate, len(issues), support[candidate.key]) for candidate in issue.candidates]
    own = {candidate.key for candidate in judged}
    runs = _runs(issue)
    for key, candidate in shared.items():
        if key not in own and key in runs:
            judged.append(candidate)
    if max((candidate.score for candidate in issue.candidates), default=0) < _MAX_WEAK_SCORE:
        judged += _of_kin(issue, issues, shared)
    return tuple(sorted(judged, key=lambda candidate: -candidate.score))


def _weighed(candidate: NameCandidate, count: int, support: int) -> NameCandidate:
    """The candidate with the score that its support by other issues gives it."""
    if candidate.place is NamePlace.DECLARED:
        return candidate
    if support > 1:
        return replace(candidate, score=candidate.score + _SHARED * (support - 1) / (count - 1))
    return replace(candidate, score=candidate.score + (_ALONE if count >= _MIN_ISSUES else 0.0))


def _of_kin(
    issue: NamedIssue, issues: Sequence[NamedIssue], shared: Mapping[str, NameCandidate]
) -> Iterator[NameCandidate]:
    """The shared names that an issue lacks, if a bearer of each has a mark in common with it."""
    for key, candidate in shared.items():
        bearers = (other for other in issues if any(own.key == key for own in other.candidates))
        if any(issue.marks & other.marks for other in bearers) and candidate.score + _NOT_BORNE >= MIN_SCORE:
            yield replace(candidate, score=candidate.score + _NOT_BORNE)
