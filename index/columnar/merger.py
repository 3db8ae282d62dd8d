"""Several segments made one by operations on arrays; what is deleted stays behind.

Each source is a part of the new segment, as a batch of new documents is.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from index import analysis
from index.columnar import columns, posting_lists
from index.columnar.columns import Columns, FacetEntries
from index.columnar.container import Array, Ints, bytes_of, offsets
from index.columnar.inverter import PostingLists
from index.columnar.posting_lists import FieldTerms
from index.columnar.term_dictionary import StringArray, smallest
from index.fields import TEXT_FIELDS, VALUE_FIELDS


class SegmentArrays(Protocol):
    """The arrays of a segment by name, in a file or not."""

    def __getitem__(self, name: str, /) -> Array: ...


@dataclass(frozen=True)
class MergeSource:
    """A segment to be merged, and which of its documents are live."""

    arrays: SegmentArrays
    live: NDArray[np.bool_]

    def strings(self, name: str) -> list[str]:
        """All strings of a name."""
        listed = StringArray(self.arrays[name], self.arrays[f"{name}_at"])
        return listed.slice(0, len(listed))

    def alive(self, name: str) -> list[str]:
        """The strings of the live documents."""
        listed = self.strings(name)
        return [listed[doc] for doc in np.flatnonzero(self.live).tolist()]


def merge(sources: Sequence[MergeSource]) -> dict[str, Array]:
    """The arrays of a segment that holds the live documents of all sources, in order."""
    made = columns.to_arrays(_columns(sources))
    for field in TEXT_FIELDS:
        made |= {f"{field.name}.{name}": array for name, array in _field_arrays(sources, field.name).items()}
    return made


def _field_arrays(sources: Sequence[MergeSource], field: str) -> dict[str, Array]:
    lists = [_live_lists(source, field) for source in sources]
    owned = [(source.strings(f"{field}.words"), source.strings(f"{field}.stems")) for source in sources]
    words = sorted({own[n] for part, (own, _) in zip(lists, owned, strict=True) for n in part.words.tolist()})
    dictionary = FieldTerms.of(words, analysis.stems(words))
    word_ranks = {word: rank for rank, word in enumerate(words)}
    stem_ranks = {stem: rank for rank, stem in enumerate(dictionary.stems)}
    ranked = [
        replace(part, words=_ranks(word_ranks, own, part.words), stems=_ranks(stem_ranks, stems, part.stems))
        for part, (own, stems) in zip(lists, owned, strict=True)
    ]
    return posting_lists.concatenate(dictionary, ranked)


def _ranks(ranks: Mapping[str, int], texts: Sequence[str], numbers: Array) -> Ints:
    return np.fromiter((ranks[texts[number]] for number in numbers.tolist()), np.int64, len(numbers))


def _live_lists(source: MergeSource, field: str) -> PostingLists:
    """The postings of a field in the live documents; lists that have none are left out."""

    def array(name: str) -> Any:
        return source.arrays[f"{field}.{name}"]

    starts, places, lists = (array(name).astype(np.int64) for name in ("starts", "places", "lists"))
    docs, frequencies, stems = array("docs"), array("frequencies"), len(places) - 1
    kept = source.live[docs]
    sizes = np.diff(offsets(kept)[starts])
    there = sizes > 0
    words = np.flatnonzero(there[lists])
    occurring = np.repeat(kept[: starts[stems]], frequencies[: starts[stems]])
    renumbered = np.cumsum(source.live) - 1
    return PostingLists(
        stems=np.flatnonzero(there[:stems]),
        words=words,
        lists=(np.cumsum(there) - 1)[lists[words]],
        starts=offsets(sizes[there]),
        places=offsets(np.diff(offsets(occurring)[places])[there[:stems]]),
        docs=smallest(renumbered[docs[kept]]),
        frequencies=smallest(frequencies[kept]),
        positions=smallest(array("positions")[occurring]),
        lengths=array("lengths")[source.live],
    )


def _columns(sources: Sequence[MergeSource]) -> Columns:
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
        facets={facet.name: _facet(sources, facet.name) for facet in VALUE_FIELDS},
    )


def _issues(source: MergeSource) -> list[str]:
    issues = source.strings("issues")
    return [issues[number] for number in source.arrays["issue"][source.live].tolist()]


def _texts(sources: Sequence[MergeSource]) -> tuple[list[bytes], Ints]:
    """The blocks in which any document is live, and the new number of each live document's block."""
    blocks: list[bytes] = []
    numbers = []
    for source in sources:
        data, offsets = bytes_of(source.arrays["texts"]), source.arrays["texts_at"].tolist()
        kept, new = np.unique(source.arrays["block"][source.live], return_inverse=True)
        numbers.append(new + len(blocks))
        blocks += [bytes(data[offsets[block] : offsets[block + 1]]) for block in kept.tolist()]
    return blocks, np.concatenate(numbers)


def _facet(sources: Sequence[MergeSource], name: str) -> FacetEntries:
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
    return FacetEntries(named, np.concatenate(sizes), np.searchsorted(carried, together))
