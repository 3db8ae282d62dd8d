"""Splitting the issues of a kind with given weights, as one ingest does."""

from collections.abc import Iterator
from contextlib import contextmanager
from unittest.mock import patch

from archive.ingest.publication_memory import PublicationMemory
from archive.models import Draft
from archive.splitting import split_document, survey, with_shared_names
from archive.splitting.divisions.weights import Weights
from benchmarks.divisions.gold import GoldIssue, Verdict
from benchmarks.divisions.kinds import Kind

_IN_FORCE = "archive.splitting.divisions.choice.shipped_weights"


def verdict(kind: Kind, weights: Weights) -> Verdict:
    """How the issues of a kind are split with these weights."""
    with _in_force(weights):
        drafts = _drafts(kind)
    golds = [issue.gold for issue in kind.issues]
    found = (
        gold.verdict(draft.items)
        for gold, draft in zip(golds, drafts, strict=True)
        if isinstance(gold, GoldIssue)
    )
    return sum(found, Verdict())


def _drafts(kind: Kind) -> list[Draft]:
    surveys = with_shared_names([survey(issue.document) for issue in kind.issues])
    memory = PublicationMemory()
    for one in surveys:
        memory.learn(one)
    return [split_document(one, memory) for one in surveys]


@contextmanager
def _in_force(weights: Weights) -> Iterator[None]:
    """Let the splitter use other weights than those that ship."""
    with patch(_IN_FORCE, lambda: weights):
        yield
