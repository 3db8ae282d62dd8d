"""The word leaves of a query tree: what each looks for, and what that comes to in a segment."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from index import analysis
from index.engine import MAX_EXPANSIONS, expansion_note
from index.evaluator import multi_terms, phrases
from index.evaluator.docset import NONE, Chosen, Ints, Mask
from index.evaluator.frequencies import Counted, counted
from index.evaluator.multi_terms import Numbers
from index.evaluator.segments import Postings, Snapshot, View
from index.fields import TEXT_FIELDS
from index.query.nodes import Fuzzy, Leaf, Phrase, Prefix, Term, Wildcard

FIELD_NAMES = tuple(f.name for f in TEXT_FIELDS)


@dataclass(frozen=True, slots=True)
class Stems:
    """A pseudo-term: stems that stand side by side, or with `slop` > 0 in any order within a window."""

    stems: tuple[str, ...]
    fields: tuple[str, ...]
    slop: int = 0
    lasting: ClassVar[bool] = True

    def find(self, view: View, number: int, field: str) -> Postings:  # noqa: ARG002
        """In which documents of a segment it stands in a field, and how often."""
        if not self.stems:
            return Postings(NONE, NONE)
        if len(self.stems) == 1:
            return view.segment.postings(field, self.stems[0])
        return phrases.together(view.segment, field, self.stems, self.slop)


@dataclass(frozen=True, slots=True, eq=False)
class Words:
    """A pseudo-term: any of some words of the vocabularies."""

    numbers: Numbers
    fields: tuple[str, ...]
    lasting: ClassVar[bool] = False

    def find(self, view: View, number: int, field: str) -> Postings:
        """In which documents of a segment any of the words stand in a field, and how often together."""
        chosen = self.numbers.get((number, field), NONE)
        if not len(chosen):
            return Postings(NONE, NONE)
        found = view.segment.listed(field, chosen)
        if len(chosen) == 1:
            return found
        docs = Chosen(view.segment.size, mask=_standing(found.docs, view.segment.size)).docs
        totals = np.bincount(found.docs, found.frequencies, minlength=view.segment.size)
        return Postings(docs, totals.take(docs))


def _standing(docs: Ints, size: int) -> Mask:
    mask = np.zeros(size, np.bool_)
    mask[docs] = True
    return mask


PseudoTerm = Stems | Words


def resolve(leaf: Leaf, snapshot: Snapshot) -> tuple[PseudoTerm, str]:
    """What a leaf of the tree looks for, and a note where that had to be capped ("" otherwise)."""
    fields = tuple(name for name in FIELD_NAMES if leaf.field in ("", name))
    match leaf:
        case Term(text):
            return Stems(tuple(analysis.terms(text)), fields), ""
        case Phrase(words, _, slop):
            return Stems(tuple(stem for word in words for stem in analysis.terms(word)), fields, slop), ""
        case Prefix() | Wildcard() | Fuzzy():
            numbers, fitting = multi_terms.expand(leaf, snapshot, fields)
            note = expansion_note(leaf, fitting) if fitting > MAX_EXPANSIONS else ""
            return Words(numbers, fields), note


def count(term: PseudoTerm, snapshot: Snapshot, number: int) -> Counted:
    """What a pseudo-term comes to in the live documents of a segment."""
    view = snapshot.views[number]
    found = [(term.find(view, number, name), snapshot.divisors(number, name)) for name in term.fields]
    return counted(found, view.alive, whole=view.whole)
