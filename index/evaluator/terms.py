"""Pseudo-terms: what a word, phrase, prefix, wildcard or fuzzy leaf of a query looks for in the postings.

A pseudo-term (Robertson and Zaragoza, 2009) is scored as one term, whatever it consists of.
"""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from index import analysis
from index.engine import MAX_EXPANSIONS, expansion_note
from index.evaluator import multi_terms, phrases
from index.evaluator.docset import NO_DOCS, DocSet, Ints, Mask
from index.evaluator.frequencies import TermFrequencies, term_frequencies
from index.evaluator.multi_terms import TermOrdinals
from index.evaluator.segments import Postings
from index.evaluator.snapshot import SegmentReader, Snapshot
from index.fields import TEXT_FIELDS
from index.query.nodes import Fuzzy, Leaf, Phrase, Prefix, Term, Wildcard

FIELD_NAMES = tuple(field.name for field in TEXT_FIELDS)


@dataclass(frozen=True, slots=True)
class PhraseTerm:
    """One stem, or several in a row; with `slop` > 0 in any order within a window so much wider."""

    stems: tuple[str, ...]
    fields: tuple[str, ...]
    slop: int = 0
    cacheable: ClassVar[bool] = True

    def postings(self, reader: SegmentReader, segment_ord: int, field: str) -> Postings:  # noqa: ARG002
        """The postings of the phrase in a field of a segment."""
        if not self.stems:
            return Postings(NO_DOCS, NO_DOCS)
        if len(self.stems) == 1:
            return reader.segment.postings(field, self.stems[0])
        return phrases.phrase_postings(reader.segment, field, self.stems, self.slop)


@dataclass(frozen=True, slots=True, eq=False)
class ExpandedTerm:
    """Any of the words that a prefix, wildcard or fuzzy leaf was expanded to, by ordinal in each dictionary.

    It is not cached: ordinals say nothing about the query that they come from.
    """

    ordinals: TermOrdinals
    fields: tuple[str, ...]
    cacheable: ClassVar[bool] = False

    def postings(self, reader: SegmentReader, segment_ord: int, field: str) -> Postings:
        """The union of the words' postings in a field of a segment, frequencies added up."""
        ordinals = self.ordinals.get((segment_ord, field), NO_DOCS)
        if not len(ordinals):
            return Postings(NO_DOCS, NO_DOCS)
        postings = reader.segment.postings_of_words(field, ordinals)
        if len(ordinals) == 1:
            return postings
        size = reader.segment.size
        docs = DocSet(size, mask=_mask_of(postings.docs, size)).docs
        totals = np.bincount(postings.docs, postings.frequencies, minlength=size)
        return Postings(docs, totals.take(docs))


def _mask_of(docs: Ints, size: int) -> Mask:
    mask = np.zeros(size, np.bool_)
    mask[docs] = True
    return mask


PseudoTerm = PhraseTerm | ExpandedTerm


def resolve_leaf(leaf: Leaf, snapshot: Snapshot) -> tuple[PseudoTerm, str]:
    """The pseudo-term of a leaf, and a note if its expansion was capped ("" otherwise)."""
    fields = tuple(name for name in FIELD_NAMES if leaf.field in ("", name))
    match leaf:
        case Term(text):
            return PhraseTerm(tuple(analysis.terms(text)), fields), ""
        case Phrase(words, _, slop):
            stems = tuple(stem for word in words for stem in analysis.terms(word))
            return PhraseTerm(stems, fields, slop), ""
        case Prefix() | Wildcard() | Fuzzy():
            ordinals, count = multi_terms.expand(leaf, snapshot, fields)
            note = expansion_note(leaf, count) if count > MAX_EXPANSIONS else ""
            return ExpandedTerm(ordinals, fields), note


def frequencies(term: PseudoTerm, snapshot: Snapshot, segment_ord: int) -> TermFrequencies:
    """The frequencies of a pseudo-term in the live documents of a segment."""
    reader = snapshot.readers[segment_ord]
    fields = [
        (term.postings(reader, segment_ord, name), snapshot.norms(segment_ord, name)) for name in term.fields
    ]
    return term_frequencies(fields, reader.live_docs, all_live=reader.all_live)
