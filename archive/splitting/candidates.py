"""The candidates for partitioning an outlined issue, scored; that by the choice for each section is taken.

The others treat every section alike: they show what else could be, and cast doubt on the choice if they score
nearly as high.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from archive.document import Block, BlockKind
from archive.models import Candidate
from archive.profiles.division import Division
from archive.splitting.divisions.choice import Scored
from archive.splitting.headlines import evenness
from archive.splitting.outline import Section, text_length
from archive.splitting.partition import Partition
from archive.splitting.sections import Choices, partition_sections

_LEAST_SHARE = 0.5  # the exponent of the least probability
_BY_CHOICE = "each section as its signs say"
_UNIFORM = (
    ("every list entry an item", (Division.ENTRIES,)),
    ("every sub-section an item", (Division.BODY,)),
    ("every section an item", (Division.WHOLE, Division.BODY)),
)


def best_partition(root: Section, sections: Sequence[Scored], choices: Choices) -> Partition:
    """The partition by choice; its `candidates` are all that were scored."""
    partition = partition_sections(root, choices)
    chosen = _candidate(_BY_CHOICE, partition, root, _agreement(sections, choices, choices))
    others = [
        _candidate(name, other, root, _agreement(sections, uniform, choices))
        for name, uniform, other in _partitions(root, sections, choices, partition)
    ]
    others.sort(key=lambda other: -other.score)
    partition.candidates += [replace(chosen, chosen=True), *others]
    return partition


def _partitions(
    root: Section, sections: Sequence[Scored], choices: Choices, chosen: Partition
) -> Iterator[tuple[str, Choices, Partition]]:
    """The partitions that treat all sections alike, so far as they differ from the chosen and each other."""
    seen = {_starts(chosen)}
    by_id = {id(scored.place.section): scored for scored in sections}
    for name, divisions in _UNIFORM:
        uniform = {at: scored.choice_of(divisions, choices[at]) for at, scored in by_id.items()}
        partition = partition_sections(root, uniform)
        if partition.stories and _starts(partition) not in seen:
            seen.add(_starts(partition))
            yield name, uniform, partition


def _candidate(name: str, partition: Partition, root: Section, agreement: float) -> Candidate:
    lengths = [_length(story.blocks) for story in partition.stories]
    coverage = sum(lengths) / (_length(root.blocks()) or 1)
    even = evenness([length or 1 for length in lengths])
    return Candidate("items", name, len(lengths), min(coverage, 1.0), even, agreement, agreement)


def _length(blocks: Iterable[Block]) -> int:
    return sum(len(block.text) for block in blocks if block.kind is not BlockKind.HEADING)


def _agreement(sections: Sequence[Scored], followed: Choices, choices: Choices) -> float:
    """The mean probability of the divisions followed, weighted by the size of sections; 1 without text.

    The least probable one lowers it further, so that it is near 1 only if nothing is in doubt.
    """
    agreed, total, least = 0.0, 0, 1.0
    for scored in sections:
        at = id(scored.place.section)
        size = text_length(scored.place.section.direct) + 1
        probability = choices[at].probabilities.get(followed[at].records.division, 0.0)
        agreed, total, least = agreed + probability * size, total + size, min(least, probability)
    return agreed / total * least**_LEAST_SHARE if total else 1.0


def _starts(partition: Partition) -> tuple[int, ...]:
    return tuple(id(story.heading or story.blocks[0]) for story in partition.stories)
