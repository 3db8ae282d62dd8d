"""The terms of a segment and their postings as Whoosh reads them.

The fields of Whoosh's schema are the id, the text fields (their terms are stems), each text field once more
with `WORDS_SUFFIX` added to its name (its terms are words), the facets and the date ranges.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
from whoosh.codec.base import FieldCursor
from whoosh.codec.base import TermsReader as WhooshTermsReader
from whoosh.reading import TermInfo, TermNotFound

from index.columnar.arrays import Array
from index.columnar.segment import Segment
from index.columnar.term_dictionary import TermsDict, pack_strings
from index.engines.whoosh.matcher import ArrayMatcher
from index.evaluator.docset import NO_DOCS
from index.evaluator.segments import Occurrences, Postings
from index.fields import TEXT_FIELDS, VALUE_FIELDS

WORDS_SUFFIX = "_words"
"""Ends the name of the field that has the words of a text field."""

_TEXTS = {field.name for field in TEXT_FIELDS}
_WORDS = {f"{field.name}{WORDS_SUFFIX}": field.name for field in TEXT_FIELDS}
_FACETS = {facet.name for facet in VALUE_FIELDS}
FIELDS = sorted({"id"} | _TEXTS | _WORDS.keys() | _FACETS)


class TermReader(WhooshTermsReader):
    """Implements Whoosh's reader of terms; a term is a field's name and bytes."""

    def __init__(self, segment: Segment) -> None:
        self._segment = segment
        self._dictionary = cache(self._listed)

    def __contains__(self, term: tuple[str, bytes]) -> bool:
        field, text = term
        return field in FIELDS and self._dictionary(field).ordinal_of_bytes(text) is not None

    def indexed_field_names(self) -> list[str]:
        """The fields that have any term."""
        return [field for field in FIELDS if len(self._dictionary(field))]

    def cursor(self, fieldname: str, fieldobj: Any) -> "TermCursor":
        """What walks over the terms of a field."""
        return TermCursor(self, fieldname, self._dictionary(fieldname), fieldobj)

    def terms(self) -> Iterator[tuple[str, bytes]]:
        """All terms, by field and then in ascending order."""
        for field in FIELDS:
            yield from ((field, text) for name, text in self.terms_from(field, b"") if name == field)

    def terms_from(self, fieldname: str, prefix: bytes) -> Iterator[tuple[str, bytes]]:
        """All terms from this one on."""
        for field in FIELDS:
            if field >= fieldname:
                listed = self._dictionary(field)
                first = listed.lower_bound(prefix) if field == fieldname else 0
                yield from ((field, listed.bytes_at(place)) for place in range(first, len(listed)))

    def items(self) -> Iterator[tuple[tuple[str, bytes], TermInfo]]:
        """All terms with their statistics."""
        return ((term, self.term_info(*term)) for term in self.terms())

    def items_from(self, fieldname: str, prefix: bytes) -> Iterator[tuple[tuple[str, bytes], TermInfo]]:
        """All terms from this one on with their statistics."""
        return ((term, self.term_info(*term)) for term in self.terms_from(fieldname, prefix))

    def term_info(self, fieldname: str, text: bytes) -> TermInfo:
        """A term's statistics; KeyError where it does not stand."""
        postings = self._postings(fieldname, text)
        docs, frequencies = postings.docs, postings.frequencies
        lengths = self._lengths(fieldname)[docs]
        return TermInfo(  # type: ignore[no-untyped-call]
            weight=float(frequencies.sum(dtype=np.int64)),
            df=len(docs),
            minlength=int(lengths.min()),
            maxlength=int(lengths.max()),
            maxweight=float(frequencies.max()),
            minid=int(docs[0]),
            maxid=int(docs[-1]),
        )

    def frequency(self, fieldname: str, text: bytes) -> float:
        """How often a term occurs."""
        return float(self._postings(fieldname, text).frequencies.sum(dtype=np.int64))

    def doc_frequency(self, fieldname: str, text: bytes) -> int:
        """In how many documents a term occurs."""
        return len(self._postings(fieldname, text).docs)

    def matcher(self, fieldname: str, text: bytes, format_: Any, scorer: Any = None) -> ArrayMatcher:
        """A matcher over a term's postings; TermNotFound where it does not stand."""
        try:
            postings = self._postings(fieldname, text)
        except KeyError:
            raise TermNotFound(f"no term {fieldname}:{text!r}") from None
        positions = NO_DOCS
        if fieldname in _TEXTS:
            positions = self._segment.occurrences(fieldname, _decoded(text)).positions
        found = Occurrences(postings.docs, positions)
        lengths = self._lengths(fieldname)
        return ArrayMatcher((fieldname, text), found, postings.frequencies, lengths, format_, scorer)

    def _postings(self, field: str, coded: bytes) -> Postings:
        if (field, coded) not in self:
            raise KeyError((field, coded))
        text = _decoded(coded)
        if field in _TEXTS:
            return self._segment.postings(field, text)
        if field in _WORDS:
            return self._segment.word_postings(_WORDS[field], text)
        docs = self._segment.facet(field).docs_of(text) if field in _FACETS else self._with_id(text)
        return Postings(docs, np.ones(len(docs), np.int64))

    def _with_id(self, text: str) -> Any:
        doc = self._segment.find(text)
        return np.array([] if doc is None else [doc], np.int64)

    def _lengths(self, field: str) -> Array:
        if field in _TEXTS or field in _WORDS:
            lengths: Array = self._segment.lengths(_WORDS.get(field, field))
            return lengths
        return np.ones(self._segment.size, np.uint8)

    def _listed(self, field: str) -> TermsDict:
        if field in _TEXTS:
            return self._segment.stems(field)
        if field in _WORDS:
            return self._segment.words(_WORDS[field])
        if field in _FACETS:
            return self._segment.values(field)
        return TermsDict(*pack_strings(sorted(self._segment.all_ids)))


@dataclass
class TermCursor(FieldCursor):
    """Walks over the terms of a field in ascending order."""

    reader: TermReader
    field: str
    listed: TermsDict
    kind: Any
    place: int = 0

    def first(self) -> str | None:
        """Go to the first term."""
        self.place = 0
        return self.text()

    def find(self, string: str | bytes) -> str | None:
        """Go to the first term that is not less."""
        self.place = self.listed.lower_bound(
            string if isinstance(string, bytes) else self.kind.to_bytes(string)
        )
        return self.text()

    def next(self) -> str | None:
        """Go on to the next term."""
        self.place += 1
        return self.text()

    def text(self) -> str | None:
        """The term here; None after the last."""
        return self.listed[self.place] if self.is_valid() else None

    def term_info(self) -> TermInfo | None:
        """The statistics of the term here."""
        coded = self.listed.bytes_at(self.place) if self.is_valid() else None
        return None if coded is None else self.reader.term_info(self.field, coded)

    def is_valid(self) -> bool:
        """Whether there is a term here."""
        return self.place < len(self.listed)


def _decoded(coded: bytes) -> str:
    return coded.decode("utf-8", "surrogatepass")
