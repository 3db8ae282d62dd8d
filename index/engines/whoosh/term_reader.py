"""Whoosh's reader of the terms of a segment and their posting lists.

The fields of `schema.schema` are the id, the text fields (their terms are stems), a field of words for each
text field, the facets and the date ranges.
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
from index.engines.whoosh.schema import words_field
from index.evaluator.docset import NO_DOCS
from index.evaluator.segments import Occurrences, Postings
from index.fields import TEXT_FIELDS, VALUE_FIELDS

_STEM_FIELDS = {field.name for field in TEXT_FIELDS}
_TEXT_FIELD_OF = {words_field(field.name): field.name for field in TEXT_FIELDS}
_VALUE_FIELDS = {field.name for field in VALUE_FIELDS}
SCHEMA_FIELDS = sorted({"id"} | _STEM_FIELDS | _TEXT_FIELD_OF.keys() | _VALUE_FIELDS)


class TermReader(WhooshTermsReader):
    """Reads terms, each of which is the name of a field and bytes."""

    def __init__(self, segment: Segment) -> None:
        self._segment = segment
        self._dictionary = cache(self._terms_dict)

    def __contains__(self, term: tuple[str, bytes]) -> bool:
        field, text = term
        return field in SCHEMA_FIELDS and self._dictionary(field).ordinal_of_bytes(text) is not None

    def indexed_field_names(self) -> list[str]:
        """The fields that have terms."""
        return [field for field in SCHEMA_FIELDS if len(self._dictionary(field))]

    def cursor(self, fieldname: str, fieldobj: Any) -> "TermCursor":
        """A cursor over the terms of a field."""
        return TermCursor(self, fieldname, self._dictionary(fieldname), fieldobj)

    def terms(self) -> Iterator[tuple[str, bytes]]:
        """All terms, by field and then in ascending order."""
        for field in SCHEMA_FIELDS:
            yield from ((field, text) for name, text in self.terms_from(field, b"") if name == field)

    def terms_from(self, fieldname: str, prefix: bytes) -> Iterator[tuple[str, bytes]]:
        """The terms from this one on, by field and then in ascending order."""
        for field in SCHEMA_FIELDS:
            if field >= fieldname:
                terms = self._dictionary(field)
                first = terms.lower_bound(prefix) if field == fieldname else 0
                yield from ((field, terms.bytes_at(ordinal)) for ordinal in range(first, len(terms)))

    def items(self) -> Iterator[tuple[tuple[str, bytes], TermInfo]]:
        """All terms with their statistics."""
        return ((term, self.term_info(*term)) for term in self.terms())

    def items_from(self, fieldname: str, prefix: bytes) -> Iterator[tuple[tuple[str, bytes], TermInfo]]:
        """The terms from this one on, with their statistics."""
        return ((term, self.term_info(*term)) for term in self.terms_from(fieldname, prefix))

    def term_info(self, fieldname: str, text: bytes) -> TermInfo:
        """The statistics of a term; KeyError for an unknown one."""
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
        """The number of occurrences of a term."""
        return float(self._postings(fieldname, text).frequencies.sum(dtype=np.int64))

    def doc_frequency(self, fieldname: str, text: bytes) -> int:
        """The number of documents with a term."""
        return len(self._postings(fieldname, text).docs)

    def matcher(self, fieldname: str, text: bytes, format_: Any, scorer: Any = None) -> ArrayMatcher:
        """A matcher over the posting list of a term; TermNotFound for an unknown one."""
        try:
            postings = self._postings(fieldname, text)
        except KeyError:
            raise TermNotFound(f"no term {fieldname}:{text!r}") from None
        positions = NO_DOCS
        if fieldname in _STEM_FIELDS:
            positions = self._segment.occurrences(fieldname, _decode(text)).positions
        occurrences = Occurrences(postings.docs, positions)
        lengths = self._lengths(fieldname)
        return ArrayMatcher((fieldname, text), occurrences, postings.frequencies, lengths, format_, scorer)

    def _postings(self, field: str, term_bytes: bytes) -> Postings:
        if (field, term_bytes) not in self:
            raise KeyError((field, term_bytes))
        text = _decode(term_bytes)
        if field in _STEM_FIELDS:
            return self._segment.postings(field, text)
        if field in _TEXT_FIELD_OF:
            return self._segment.word_postings(_TEXT_FIELD_OF[field], text)
        docs = (
            self._segment.facet(field).docs_of(text) if field in _VALUE_FIELDS else self._docs_with_id(text)
        )
        return Postings(docs, np.ones(len(docs), np.int64))

    def _docs_with_id(self, text: str) -> Any:
        doc = self._segment.find(text)
        return np.array([] if doc is None else [doc], np.int64)

    def _lengths(self, field: str) -> Array:
        if field in _STEM_FIELDS or field in _TEXT_FIELD_OF:
            lengths: Array = self._segment.lengths(_TEXT_FIELD_OF.get(field, field))
            return lengths
        return np.ones(self._segment.size, np.uint8)

    def _terms_dict(self, field: str) -> TermsDict:
        if field in _STEM_FIELDS:
            return self._segment.stems(field)
        if field in _TEXT_FIELD_OF:
            return self._segment.words(_TEXT_FIELD_OF[field])
        if field in _VALUE_FIELDS:
            return self._segment.values(field)
        return TermsDict(*pack_strings(sorted(self._segment.all_ids)))


@dataclass
class TermCursor(FieldCursor):
    """Steps through the terms of a field in ascending order."""

    reader: TermReader
    field: str
    terms: TermsDict
    whoosh_field: Any
    ordinal: int = 0

    def first(self) -> str | None:
        """Go to the first term."""
        self.ordinal = 0
        return self.text()

    def find(self, string: str | bytes) -> str | None:
        """Go to the first term that is not less than `string`."""
        self.ordinal = self.terms.lower_bound(
            string if isinstance(string, bytes) else self.whoosh_field.to_bytes(string)
        )
        return self.text()

    def next(self) -> str | None:
        """Go to the next term."""
        self.ordinal += 1
        return self.text()

    def text(self) -> str | None:
        """The current term; None after the last."""
        return self.terms[self.ordinal] if self.is_valid() else None

    def term_info(self) -> TermInfo | None:
        """The statistics of the current term."""
        term_bytes = self.terms.bytes_at(self.ordinal) if self.is_valid() else None
        return None if term_bytes is None else self.reader.term_info(self.field, term_bytes)

    def is_valid(self) -> bool:
        """Whether the cursor is at a term, not after the last."""
        return self.ordinal < len(self.terms)


def _decode(term_bytes: bytes) -> str:
    return term_bytes.decode("utf-8", "surrogatepass")
