"""Multi-term leaves: which words of the terms dictionaries a prefix, wildcard or fuzzy leaf stands for."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import compress

import numpy as np

from index import analysis
from index.engine import MAX_EXPANSIONS
from index.evaluator import edit_distance
from index.evaluator.docset import Ints, Mask
from index.evaluator.segments import TermsDict
from index.evaluator.snapshot import Snapshot
from index.evaluator.top_k import kth_highest
from index.query.nodes import Fuzzy, Prefix, Wildcard

MultiTermLeaf = Prefix | Wildcard | Fuzzy

SegmentField = tuple[int, str]
"""The number of a segment, and a text field: what a terms dictionary belongs to."""

TermOrdinals = Mapping[SegmentField, Ints]
"""Ascending ordinals in each terms dictionary."""


def expand(leaf: MultiTermLeaf, snapshot: Snapshot, fields: Sequence[str]) -> tuple[TermOrdinals, int]:
    """The words that a leaf stands for in these fields, and their number before it was capped.

    Above MAX_EXPANSIONS only the most frequent words are kept, and the number counts words of live items.
    """
    dicts = terms_dicts(snapshot, fields)
    matching = dict(zip(dicts, _matching_terms(leaf, list(dicts.values())), strict=True))
    count = sum(map(len, matching.values()))
    if count <= MAX_EXPANSIONS:
        return matching, count
    if len(matching) == 1:
        ((key, ordinals),) = matching.items()
        counts = _live_doc_freqs(snapshot, key, ordinals)
        return {key: ordinals[_most_frequent(counts)]}, int(np.count_nonzero(counts))
    words = {key: edit_distance.decode_terms(dicts[key], matching[key]) for key in matching}
    frequency = doc_freqs(snapshot, matching, words)
    if len(frequency) <= MAX_EXPANSIONS:
        return matching, len(frequency)
    ascending = sorted(frequency)
    best = _most_frequent(np.fromiter(map(frequency.__getitem__, ascending), np.int64, len(ascending)))
    kept = set(compress(ascending, best.tolist()))
    masks = {key: np.array([word in kept for word in words[key]], np.bool_) for key in matching}
    return {key: ordinals[masks[key]] for key, ordinals in matching.items()}, len(frequency)


def _most_frequent(counts: Ints) -> Mask:
    """Which words to keep by their frequencies; of equally frequent ones those that come first."""
    if len(counts) <= MAX_EXPANSIONS:
        return counts > 0
    threshold = max(kth_highest(counts, MAX_EXPANSIONS), 1)
    kept: Mask = counts > threshold
    kept[(counts == threshold).nonzero()[0][: MAX_EXPANSIONS - np.count_nonzero(kept)]] = True
    return kept


def terms_dicts(snapshot: Snapshot, fields: Sequence[str]) -> dict[SegmentField, TermsDict]:
    """The words of some fields in all segments."""
    return {
        (segment_ord, field): reader.segment.words(field)
        for segment_ord, reader in enumerate(snapshot.readers)
        for field in fields
    }


def doc_freqs(
    snapshot: Snapshot, ordinals: TermOrdinals, words: Mapping[SegmentField, Sequence[str]]
) -> Counter[str]:
    """In how many live items each word occurs, summed over fields; words that occur in none are left out."""
    total: Counter[str] = Counter()
    for key, field_ordinals in ordinals.items():
        counts = _live_doc_freqs(snapshot, key, field_ordinals).tolist()
        for word, count in zip(words[key], counts, strict=True):
            if count:
                total[word] += count
    return total


def _live_doc_freqs(snapshot: Snapshot, key: SegmentField, ordinals: Ints) -> Ints:
    """In how many live items each word of a terms dictionary occurs."""
    segment_ord, field = key
    reader = snapshot.readers[segment_ord]
    sizes = reader.segment.word_doc_freqs(field)[ordinals]
    if reader.all_live or not len(ordinals):
        return sizes
    ends = np.cumsum(sizes, dtype=np.int64)
    live_before = np.zeros(int(ends[-1]) + 1, np.int64)
    np.cumsum(reader.live[reader.segment.postings_of_words(field, ordinals).docs], out=live_before[1:])
    counts: Ints = live_before[ends] - live_before[ends - sizes]
    return counts


def _matching_terms(leaf: MultiTermLeaf, dicts: Sequence[TermsDict]) -> list[Ints]:
    match leaf:
        case Prefix(text):
            prefix = analysis.fold(text)
            return [_prefix_terms(prefix, each) if prefix else np.empty(0, np.int64) for each in dicts]
        case Fuzzy(text, distance):
            near = edit_distance.near_terms(analysis.fold(text), min(distance, 2), dicts)
            return [terms.ordinals for terms in near]
        case Wildcard(pattern):
            return [_wildcard_terms(pattern, terms_dict) for terms_dict in dicts]


def _wildcard_terms(pattern: str, terms_dict: TermsDict) -> Ints:
    """The words that match a pattern.

    Only words with the pattern's literal prefix and its longest other literal are decoded.
    """
    if not pattern:
        return np.empty(0, np.int64)
    prefix, *rest = (analysis.fold(literal) for literal in re.split(r"[*?]", pattern))
    first, last = _prefix_range(prefix, terms_dict)
    longest = max(rest, key=len, default="")
    ordinals = (
        edit_distance.terms_containing(terms_dict, longest, first, last)
        if longest
        else np.arange(first, last)
    )
    if pattern in (f"{prefix}*", f"*{longest}*"):
        return ordinals
    matches = re.compile(_regex(pattern)).fullmatch
    kept = [matches(word) is not None for word in edit_distance.decode_terms(terms_dict, ordinals)]
    return ordinals[np.array(kept, np.bool_)]


def _prefix_terms(prefix: str, terms_dict: TermsDict) -> Ints:
    return np.arange(*_prefix_range(prefix, terms_dict))


def _prefix_range(prefix: str, terms_dict: TermsDict) -> tuple[int, int]:
    """The ordinals of the words with a prefix: the first, and the one after the last."""
    coded = prefix.encode("utf-8", "surrogatepass")
    # No byte of UTF-8 is greater than F4.
    return terms_dict.lower_bound(coded), terms_dict.lower_bound(coded + b"\xff")


def _regex(pattern: str) -> str:
    """A wildcard pattern as a regular expression that never backtracks: each `*` takes the shortest match."""
    first, *rest = (_literal(part) for part in re.split(r"\*+", pattern))
    if not rest:
        return first
    *middle, last = rest
    return f"(?s:{first}{''.join(f'(?>.*?{part})' for part in middle)}.*{last})"


def _literal(part: str) -> str:
    return ".".join(re.escape(analysis.fold(run)) for run in part.split("?"))
