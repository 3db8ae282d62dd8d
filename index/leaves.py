"""Where a leaf of the query tree stands, and its BM25F score there, over all segments at once."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from index import analysis, expand, scoring, suggesting
from index.fields import TEXT_FIELDS, Field
from index.postings import NONE, Ints, Mask, Postings, Segment, Snapshot, View
from index.scoring import Floats
from index.tree import Fuzzy, Leaf, Phrase, Prefix, Term, Wildcard


@dataclass(frozen=True, slots=True)
class Scored:
    """The live documents of a segment in which a leaf stands (ascending), and their scores."""

    docs: Ints
    scores: Floats


@dataclass(frozen=True, slots=True)
class Stems:
    """A pseudo-term: stems that stand side by side, or with `slop` > 0 in any order within a window."""

    stems: tuple[str, ...]
    fields: tuple[Field, ...]
    slop: int = 0

    def count(self, segment: Segment, field: str) -> Postings:
        """In which documents it stands in a field, and how often."""
        if not self.stems:
            return Postings(NONE, NONE)
        if len(self.stems) == 1:
            return segment.postings(field, self.stems[0])
        return _together(segment, field, self.stems, self.slop)


@dataclass(frozen=True, slots=True)
class Words:
    """A pseudo-term: any of these words."""

    words: tuple[str, ...]
    fields: tuple[Field, ...]

    def count(self, segment: Segment, field: str) -> Postings:
        """In which documents any of the words stand in a field, and how often together."""
        found = [segment.word_postings(field, word) for word in self.words]
        if not found:
            return Postings(NONE, NONE)
        docs = np.concatenate([postings.docs for postings in found])
        frequencies = np.concatenate([postings.frequencies for postings in found])
        totals = np.bincount(docs, frequencies, minlength=segment.size).astype(np.int64)
        hit = np.flatnonzero(totals)
        return Postings(hit, totals[hit])


PseudoTerm = Stems | Words


def resolve(leaf: Leaf, snapshot: Snapshot) -> tuple[PseudoTerm, str]:
    """What a leaf of the tree looks for, and a note where that had to be capped ("" otherwise)."""
    fields = tuple(f for f in TEXT_FIELDS if leaf.field in ("", f.name))
    match leaf:
        case Term(text):
            return Stems(tuple(analysis.terms(text)), fields), ""
        case Phrase(words, _, slop):
            return Stems(tuple(stem for word in words for stem in analysis.terms(word)), fields, slop), ""
        case Prefix() | Wildcard() | Fuzzy():
            found, fitting = expand.expand(leaf, snapshot, [f.name for f in fields])
            capped = fitting > expand.EXPANSIONS
            return Words(tuple(found), fields), suggesting.capped_note(
                leaf, fitting, expand.EXPANSIONS
            ) if capped else ""


def score(term: PseudoTerm, snapshot: Snapshot) -> list[Scored]:
    """For each segment the live documents in which a pseudo-term stands, scored by the statistics of all."""
    combined = [_combined(term, view, snapshot) for view in snapshot.views]
    weight = scoring.idf(snapshot.documents, sum(len(part.docs) for part in combined))
    return [Scored(part.docs, scoring.saturated(part.scores, weight)) for part in combined]


def _combined(term: PseudoTerm, view: View, snapshot: Snapshot) -> Scored:
    """The documents of one segment with their tf~."""
    found = [(field, _live(term.count(view.segment, field.name), view)) for field in term.fields]
    found = [(field, postings) for field, postings in found if len(postings.docs)]
    if not found:
        return Scored(NONE, np.empty(0))
    docs = _union([postings.docs for _, postings in found])
    total = np.zeros(len(docs))
    for field, postings in found:
        lengths = view.segment.lengths(field.name)[postings.docs]
        average = snapshot.average_length(field.name)
        total[np.searchsorted(docs, postings.docs)] += scoring.weighted(
            field, postings.frequencies, lengths, average
        )
    return Scored(docs, total)


def _live(postings: Postings, view: View) -> Postings:
    if view.whole:
        return postings
    kept: Mask = view.live[postings.docs]
    return Postings(postings.docs[kept], postings.frequencies[kept])


def _union(parts: Sequence[Ints]) -> Ints:
    return parts[0] if len(parts) == 1 else np.unique(np.concatenate(parts))


def _together(segment: Segment, field: str, stems: tuple[str, ...], slop: int) -> Postings:
    """Where several stems stand together; places are numbered so that no two documents' come near."""
    if not all(segment.stem_count(field, stem) for stem in stems):
        return Postings(NONE, NONE)
    longest = int(segment.lengths(field).max(initial=0))
    width = min(len(stems) + max(slop, 0), longest)
    stride = longest + max(width, len(stems)) + 1
    places = {stem: _places(segment, field, stem, stride) for stem in dict.fromkeys(stems)}
    starts = _windows(places, stems, width) if slop > 0 else _runs(places, stems)
    docs, frequencies = np.unique(starts // stride, return_counts=True)
    return Postings(docs, frequencies)


def _places(segment: Segment, field: str, stem: str, stride: int) -> Ints:
    found = segment.occurrences(field, stem)
    return found.docs * stride + found.positions


def _runs(places: dict[str, Ints], stems: tuple[str, ...]) -> Ints:
    """The places at which the stems begin to stand side by side, in order."""
    starts = places[stems[0]]
    for shift, stem in enumerate(stems[1:], 1):
        starts = np.intersect1d(starts, places[stem] - shift, assume_unique=True)
    return starts


def _windows(places: dict[str, Ints], stems: tuple[str, ...], width: int) -> Ints:
    """The places of any of the stems from which a window of this width holds them all, repeats included."""
    starts = np.sort(np.concatenate(list(places.values())))
    for stem, own in places.items():
        within = np.searchsorted(own, starts + width) - np.searchsorted(own, starts)
        starts = starts[within >= stems.count(stem)]
    return starts
