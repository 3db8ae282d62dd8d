"""Merging: the arrays of one segment from those of several, without the deleted documents.

Each source is a part of the new segment, as a batch of new documents is (`posting_lists`).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from index import analysis
from index.columnar import columns, posting_lists
from index.columnar.arrays import Array, Ints, bytes_of, offsets, smallest
from index.columnar.columns import Columns, FacetEntries
from index.columnar.inverter import PostingLists
from index.columnar.posting_lists import FieldTerms
from index.columnar.term_dictionary import StringArray
from index.fields import TEXT_FIELDS, VALUE_FIELDS


class SegmentArrays(Protocol):
    """The arrays of a segment by name, in a file or in memory."""

    def __getitem__(self, name: str, /) -> Array: ...


@dataclass(frozen=True)
class MergeSource:
    """A segment to be merged, and which of its documents are live."""

    arrays: SegmentArrays
    live: NDArray[np.bool_]

    def strings(self, name: str) -> list[str]:
        """The strings of a string array."""
        strings = StringArray(self.arrays[name], self.arrays[f"{name}_at"])
        return strings.slice(0, len(strings))

    def live_strings(self, name: str) -> list[str]:
        """The strings of the live documents, from an array with a string for each document."""
        strings = self.strings(name)
        return [strings[doc] for doc in np.flatnonzero(self.live).tolist()]


def merge(sources: Sequence[MergeSource]) -> dict[str, Array]:
    """The arrays of a segment that holds the live documents of all sources, in order."""
    merged = columns.to_arrays(_columns(sources))
    for field in TEXT_FIELDS:
        merged |= {f"{field.name}.{name}": array for name, array in _field(sources, field.name).items()}
    return merged


def _field(sources: Sequence[MergeSource], field: str) -> dict[str, Array]:
    """The arrays of a text field."""
    parts = [_live_postings(source, field) for source in sources]
    terms = [(source.strings(f"{field}.words"), source.strings(f"{field}.stems")) for source in sources]
    words = sorted(
        {
            texts[number]
            for part, (texts, _) in zip(parts, terms, strict=True)
            for number in part.words.tolist()
        }
    )
    field_terms = FieldTerms.of(words, analysis.stems(words))
    word_ordinals = {word: ordinal for ordinal, word in enumerate(words)}
    stem_ordinals = {stem: ordinal for ordinal, stem in enumerate(field_terms.stems)}
    renumbered = [
        replace(
            part,
            words=_renumber(word_ordinals, texts, part.words),
            stems=_renumber(stem_ordinals, stems, part.stems),
        )
        for part, (texts, stems) in zip(parts, terms, strict=True)
    ]
    return posting_lists.concatenate(field_terms, renumbered)


def _renumber(ordinals: Mapping[str, int], texts: Sequence[str], numbers: Array) -> Ints:
    """The ordinals of terms given by their numbers in `texts`."""
    return np.fromiter((ordinals[texts[number]] for number in numbers.tolist()), np.int64, len(numbers))


def _live_postings(source: MergeSource, field: str) -> PostingLists:
    """The posting lists of a field without deleted documents and the lists that are empty without them."""

    def array(name: str) -> Any:
        return source.arrays[f"{field}.{name}"]

    starts, places, lists = (array(name).astype(np.int64) for name in ("starts", "places", "lists"))
    docs, frequencies, stems = array("docs"), array("frequencies"), len(places) - 1
    live = source.live[docs]
    sizes = np.diff(offsets(live)[starts])
    nonempty = sizes > 0
    words = np.flatnonzero(nonempty[lists])
    live_occurrences = np.repeat(live[: starts[stems]], frequencies[: starts[stems]])
    new_docs = np.cumsum(source.live) - 1
    return PostingLists(
        stems=np.flatnonzero(nonempty[:stems]),
        words=words,
        lists=(np.cumsum(nonempty) - 1)[lists[words]],
        starts=offsets(sizes[nonempty]),
        places=offsets(np.diff(offsets(live_occurrences)[places])[nonempty[:stems]]),
        docs=smallest(new_docs[docs[live]]),
        frequencies=smallest(frequencies[live]),
        positions=smallest(array("positions")[live_occurrences]),
        lengths=array("lengths")[source.live],
    )


def _columns(sources: Sequence[MergeSource]) -> Columns:
    def numbers(name: str) -> list[int]:
        return [number for source in sources for number in source.arrays[name][source.live].tolist()]

    texts, block = _texts(sources)
    return Columns(
        ids=[id_ for source in sources for id_ in source.live_strings("ids")],
        issues=[issue for source in sources for issue in _issues(source)],
        days=numbers("days"),
        ranks=numbers("ranks"),
        fingerprints=[text for source in sources for text in source.live_strings("fingerprints")],
        texts=texts,
        block=block,
        slot=np.array(numbers("slot"), np.int64),
        facets={facet.name: _facet(sources, facet.name) for facet in VALUE_FIELDS},
    )


def _issues(source: MergeSource) -> list[str]:
    issues = source.strings("issues")
    return [issues[number] for number in source.arrays["issue"][source.live].tolist()]


def _texts(sources: Sequence[MergeSource]) -> tuple[list[bytes], Ints]:
    """The blocks with any live document, as they are, and the new number of each live document's block."""
    blocks: list[bytes] = []
    numbers = []
    for source in sources:
        data, starts = bytes_of(source.arrays["texts"]), source.arrays["texts_at"].tolist()
        kept, new = np.unique(source.arrays["block"][source.live], return_inverse=True)
        numbers.append(new + len(blocks))
        blocks += [bytes(data[starts[block] : starts[block + 1]]) for block in kept.tolist()]
    return blocks, np.concatenate(numbers)


def _facet(sources: Sequence[MergeSource], name: str) -> FacetEntries:
    by_source = [source.strings(f"{name}.values") for source in sources]
    values = sorted(set().union(*by_source))
    ordinal_of = {value: ordinal for ordinal, value in enumerate(values)}
    sizes, parts = [], []
    for source, texts in zip(sources, by_source, strict=True):
        new = np.fromiter(map(ordinal_of.__getitem__, texts), np.int64, len(texts))
        source_sizes: Any = np.diff(source.arrays[f"{name}.starts"].astype(np.int64))
        sizes.append(source_sizes[source.live])
        parts.append(new[source.arrays[f"{name}.numbers"][np.repeat(source.live, source_sizes)]])
    ordinals = np.concatenate(parts)
    carried = np.unique(ordinals)  # without the values that only deleted documents carried
    carried_values = [values[ordinal] for ordinal in carried.tolist()]
    return FacetEntries(carried_values, np.concatenate(sizes), np.searchsorted(carried, ordinals))
