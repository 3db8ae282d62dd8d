"""Better spellings for words that no item has."""

from collections.abc import Iterable

from index import analysis
from index.engine import MIN_MISSPELT_LENGTH
from index.evaluator import edit_distance, multi_terms
from index.evaluator.segments import Snapshot
from index.fields import TEXT_FIELDS

_EDITS = 2
_FIELD_NAMES = tuple(f.name for f in TEXT_FIELDS)


def corrections(snapshot: Snapshot, words: Iterable[str]) -> dict[str, str]:
    """For each word that no item has the nearest, then most frequent, then alphabetically first word."""
    found = {word: _nearest(snapshot, word) for word in words}
    return {word: better for word, better in found.items() if better}


def _nearest(snapshot: Snapshot, word: str) -> str:
    folded = analysis.fold(word)
    known = any(snapshot.stem_frequency(f, stem) for stem in analysis.terms(word) for f in _FIELD_NAMES)
    if known or len(folded) < MIN_MISSPELT_LENGTH:
        return ""
    vocabularies = multi_terms.vocabularies_of(snapshot, _FIELD_NAMES)
    near = dict(
        zip(vocabularies, edit_distance.near_in(folded, _EDITS, list(vocabularies.values())), strict=True)
    )
    words = {
        place: edit_distance.words_of(vocabularies[place], found.numbers) for place, found in near.items()
    }
    edits = {
        other: away
        for place, found in near.items()
        for other, away in zip(words[place], found.edits.tolist(), strict=True)
    }
    frequency = multi_terms.frequencies(snapshot, {place: n.numbers for place, n in near.items()}, words)
    return min(frequency, key=lambda other: (edits[other], -frequency[other], other), default="")
