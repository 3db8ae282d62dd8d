"""What the evaluator reads of an immutable segment: postings, terms dictionaries and columns, as a Protocol.

Documents of a segment are numbered from 0. Arrays hold everything that was written, documents deleted since
included; `index.evaluator.snapshot` knows which documents are live. Another kind of storage only has to
implement `Segment`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from numpy.typing import NDArray

from index.evaluator.docset import Ints
from index.evaluator.facet_column import FacetColumn


@dataclass(frozen=True, slots=True)
class Postings:
    """A posting list: the documents that contain a term (ascending, each once), and its frequency in each."""

    docs: Ints
    frequencies: Ints


@dataclass(frozen=True, slots=True)
class Occurrences:
    """All occurrences of a term, in order of document and then position.

    `docs` repeats a document once for each occurrence; `positions` count tokens from 0.
    """

    docs: Ints
    positions: Ints


class TermsDict(Protocol):
    """A terms dictionary: terms in ascending order, a term's ordinal being its place in that order."""

    @property
    def blob(self) -> NDArray[Any]:
        """The UTF-8 bytes of all terms, concatenated: uint8."""

    @property
    def offsets(self) -> NDArray[Any]:
        """Where each term begins in `blob`; one more entry for the end of the last."""

    def __len__(self) -> int:
        """The number of terms."""

    def lower_bound(self, coded: bytes) -> int:
        """The ordinal of the first term that is not less than these UTF-8 bytes."""

    def slice(self, start: int, stop: int) -> list[str]:
        """The terms with ordinals from `start` up to but not including `stop`."""


class Segment(Protocol):
    """Documents written together and never changed. Methods may raise IndexUnavailableError only."""

    @property
    def size(self) -> int:
        """The number of documents, deleted ones included."""

    @property
    def days(self) -> Ints:
        """Each document's date as a proleptic Gregorian ordinal."""

    @property
    def recency(self) -> Ints:
        """Each document's rank among those of the segment in the order of `index.engine`; 0 is the newest."""

    def sort_keys(self, docs: Ints) -> Sequence[tuple[int, str, int, str]]:
        """Keys that sort documents of several segments into the order of `index.engine`, newest first."""

    def lengths(self, field: str) -> Ints:
        """Each document's exact number of tokens in a text field."""

    def facet(self, facet: str) -> FacetColumn:
        """A facet's values; an empty column for an unknown facet."""

    def postings(self, field: str, stem: str) -> Postings:
        """The postings of a stem in a text field; empty for an unknown stem."""

    def positions(self, field: str, stem: str) -> Ints:
        """The positions of a stem in each document of its postings, concatenated."""

    def postings_of_words(self, field: str, ordinals: Ints) -> Postings:
        """The posting lists of words, concatenated in the order of the ordinals."""

    def words(self, field: str) -> TermsDict:
        """The folded, unstemmed words of a text field."""

    def word_doc_freqs(self, field: str) -> Ints:
        """In how many documents each word occurs, by ordinal, deleted documents included."""

    def stem_doc_freq(self, field: str, stem: str) -> int:
        """In how many documents a stem occurs, deleted documents included."""

    def ids(self, docs: Ints) -> list[str]:
        """The ids of documents."""

    def find(self, id: str) -> int | None:  # noqa: A002
        """The document with this id, live or deleted; None if there is none."""

    def texts(self, doc: int) -> dict[str, str]:
        """A document's stored text fields."""
