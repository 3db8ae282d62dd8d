"""Several segments made one by operations on arrays; what is deleted stays behind.

Postings become keys again, with the new ranks of terms and the new numbers of documents, and go through the
same sorting as new documents do.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from index.columnar import columns, inverting
from index.columnar.columns import Columns, Facet
from index.columnar.container import Array, bytes_of
from index.columnar.inverting import Dictionary, Keys
from index.columnar.vocabulary import Strings
from index.fields import TEXT_FIELDS, VALUED

Numbers = NDArray[np.int64]


class Arrays(Protocol):
    """The arrays of a segment by name, in a file or not."""

    def __getitem__(self, name: str, /) -> Array: ...


@dataclass(frozen=True)
class Source:
    """A segment to be merged, and which of its documents are live."""

    arrays: Arrays
    live: NDArray[np.bool_]

    def strings(self, name: str) -> list[str]:
        """All strings of a name."""
        listed = Strings(self.arrays[name], self.arrays[f"{name}_at"])
        return listed.slice(0, len(listed))

    def alive(self, name: str) -> list[str]:
        """The strings of the live documents."""
        listed = self.strings(name)
        return [listed[doc] for doc in np.flatnonzero(self.live).tolist()]


def merged(sources: Sequence[Source]) -> dict[str, Array]:
    """The arrays of a segment that holds the live documents of all sources, in order."""
    made = columns.arrays(_columns(sources))
    counts = [int(source.live.sum()) for source in sources]
    bases = (np.cumsum(counts) - counts).tolist()
    for field in TEXT_FIELDS:
        parts = [_Postings(source, field.name, base) for source, base in zip(sources, bases, strict=True)]
        made |= {f"{field.name}.{name}": array for name, array in _field(parts).items()}
    return made


def _field(parts: Sequence["_Postings"]) -> dict[str, Array]:
    words = sorted(set().union(*(part.live_words() for part in parts)))
    dictionary = Dictionary.of(words)
    ranks = {word: rank for rank, word in enumerate(dictionary.words)}
    stem_ranks = {stem: rank for rank, stem in enumerate(dictionary.stems)}
    occurrences = np.concatenate([part.occurrences(stem_ranks) for part in parts])
    word_postings = np.concatenate([part.word_postings(ranks, dictionary.sharing) for part in parts])
    lengths = np.concatenate([part.lengths() for part in parts])
    return inverting.field_arrays(dictionary, occurrences, word_postings, lengths)


class _Postings:
    """The postings of a field of one source; `base` is the new number of its first live document."""

    def __init__(self, source: Source, field: str, base: int) -> None:
        self._source = source
        self._live = source.live
        self._renumbered = base + np.cumsum(source.live) - 1
        self._field = field
        self._starts = self._array("starts").astype(np.int64)
        self._docs = self._array("docs")
        self._lists = self._array("lists").astype(np.int64)
        self._words = source.strings(f"{field}.words")

    def live_words(self) -> list[str]:
        """The words that stand in a live document."""
        counts = np.concatenate([[0], np.cumsum(self._live[self._docs])])[self._starts]
        alive = np.diff(counts)[self._lists] > 0
        return [self._words[number] for number in np.flatnonzero(alive).tolist()]

    def occurrences(self, ranks: Mapping[str, int]) -> Keys:
        """The keys of the stems' occurrences in live documents."""
        stems = self._source.strings(f"{self._field}.stems")
        new = np.fromiter((ranks.get(stem, 0) for stem in stems), np.int64, len(stems))
        starts = self._starts[: len(stems) + 1]
        docs = self._docs[: starts[-1]]
        frequencies = self._array("frequencies")[: starts[-1]]
        kept = np.repeat(self._live[docs], frequencies)
        terms = np.repeat(np.repeat(new, np.diff(starts)), frequencies)[kept]
        numbers = np.repeat(self._renumbered[docs], frequencies)[kept]
        return inverting.keys(terms, numbers, self._array("positions")[kept])

    def word_postings(self, ranks: Mapping[str, int], sharing: NDArray[np.bool_]) -> Keys:
        """The keys of the postings, in live documents, of words that now share a stem."""
        new = np.fromiter((ranks.get(word, -1) for word in self._words), np.int64, len(self._words))
        chosen = np.flatnonzero((new >= 0) & np.append(sharing, False)[new])
        lists = self._lists[chosen]
        sizes = self._starts[lists + 1] - self._starts[lists]
        places = np.repeat(self._starts[lists] - (np.cumsum(sizes) - sizes), sizes) + np.arange(sizes.sum())
        docs = self._docs[places]
        kept = self._live[docs]
        terms = np.repeat(new[chosen], sizes)[kept]
        return inverting.keys(terms, self._renumbered[docs[kept]], self._array("frequencies")[places[kept]])

    def lengths(self) -> Numbers:
        """The lengths of the live documents."""
        live: Numbers = self._array("lengths")[self._live].astype(np.int64)
        return live

    def _array(self, name: str) -> Any:
        return self._source.arrays[f"{self._field}.{name}"]


def _columns(sources: Sequence[Source]) -> Columns:
    def numbers(name: str) -> list[int]:
        return [number for source in sources for number in source.arrays[name][source.live].tolist()]

    texts, block = _texts(sources)
    return Columns(
        ids=[id_ for source in sources for id_ in source.alive("ids")],
        issues=[issue for source in sources for issue in _issues(source)],
        days=numbers("days"),
        ranks=numbers("ranks"),
        fingerprints=[text for source in sources for text in source.alive("fingerprints")],
        texts=texts,
        block=block,
        slot=np.array(numbers("slot"), np.int64),
        facets={facet.name: _facet(sources, facet.name) for facet in VALUED},
    )


def _issues(source: Source) -> list[str]:
    issues = source.strings("issues")
    return [issues[number] for number in source.arrays["issue"][source.live].tolist()]


def _texts(sources: Sequence[Source]) -> tuple[list[bytes], Numbers]:
    """The blocks in which any document is live, and the new number of each live document's block."""
    blocks: list[bytes] = []
    numbers = []
    for source in sources:
        data, ends = bytes_of(source.arrays["texts"]), source.arrays["texts_at"].tolist()
        kept, new = np.unique(source.arrays["block"][source.live], return_inverse=True)
        numbers.append(new + len(blocks))
        blocks += [bytes(data[ends[block] : ends[block + 1]]) for block in kept.tolist()]
    return blocks, np.concatenate(numbers)


def _facet(sources: Sequence[Source], name: str) -> Facet:
    listed = [source.strings(f"{name}.values") for source in sources]
    values = sorted(set().union(*listed))
    place = {value: number for number, value in enumerate(values)}
    sizes, numbers = [], []
    for source, own in zip(sources, listed, strict=True):
        new = np.fromiter(map(place.__getitem__, own), np.int64, len(own))
        each: Any = np.diff(source.arrays[f"{name}.starts"].astype(np.int64))
        sizes.append(each[source.live])
        numbers.append(new[source.arrays[f"{name}.numbers"][np.repeat(source.live, each)]])
    together = np.concatenate(numbers)
    carried = np.unique(together)  # what only removed documents carried goes
    named = [values[number] for number in carried.tolist()]
    return Facet(named, np.concatenate(sizes), np.searchsorted(carried, together))
