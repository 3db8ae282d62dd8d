"""The candidates for partitioning an outlined issue, scored, and the choice of the best one.

One candidate follows the verdict on each section and agrees best with them. The others treat every list, or
every section, alike; they win only if their items cover more of the text or are more even in length.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from archive.document import Block, BlockKind
from archive.models import Candidate
from archive.splitting.headlines import evenness
from archive.splitting.outline import Section
from archive.splitting.partition import Partition
from archive.splitting.sections import partition_sections
from archive.splitting.structure import IssueStructure, SectionVerdict

_COVERAGE_WEIGHT = 0.5  # the part of a score that depends on coverage
_EVENNESS_WEIGHT = 0.1  # the same for evenness, which matters little: news differ in length

_BY_VERDICTS = "each section as its signs say"


def best_partition(root: Section, structure: IssueStructure) -> Partition:
    """The partition with the best score; its `candidates` are all that were scored."""
    scored = [
        (_candidate(name, partition, root, structure, uniform), partition)
        for name, uniform, partition in _partitions(root, structure)
    ]
    best, partition = max(scored, key=lambda pair: pair[0].score)
    others = sorted((other for other, _ in scored if other is not best), key=lambda other: -other.score)
    partition.candidates += [replace(best, chosen=True), *others]
    return partition


def _partitions(root: Section, structure: IssueStructure) -> Iterator[tuple[str, IssueStructure, Partition]]:
    """The partition by verdicts first, then the uniform ones that differ from it and from each other."""
    by_verdicts = partition_sections(root, structure)
    yield _BY_VERDICTS, structure, by_verdicts
    seen = {_starts(by_verdicts)}
    for name, list_score, subsection_score in _uniform_scores(structure):
        uniform = replace(
            structure,
            list_verdicts=_with_score(structure.list_verdicts, list_score),
            subsection_verdicts=_with_score(structure.subsection_verdicts, subsection_score),
        )
        partition = partition_sections(root, uniform)
        if partition.stories and _starts(partition) not in seen:
            seen.add(_starts(partition))
            yield name, uniform, partition


def _uniform_scores(structure: IssueStructure) -> Iterator[tuple[str, float, float]]:
    """Names of uniform partitions, each with the score of all lists and that of all sub-sections."""
    if structure.list_verdicts:
        yield "every list entry an item", 1.0, 1.0
    if structure.subsection_verdicts:
        yield "every sub-section an item", 0.0, 1.0
    if structure.list_verdicts or structure.subsection_verdicts:
        yield "every section an item", 0.0, 0.0


def _with_score(verdicts: Mapping[int, SectionVerdict], score: float) -> dict[int, SectionVerdict]:
    return {key: replace(verdict, score=score) for key, verdict in verdicts.items()}


def _candidate(
    name: str, partition: Partition, root: Section, structure: IssueStructure, uniform: IssueStructure
) -> Candidate:
    lengths = [_length(story.blocks) for story in partition.stories]
    coverage = sum(lengths) / (_length(root.blocks()) or 1)
    even, agreement = evenness([length or 1 for length in lengths]), _agreement(structure, uniform)
    score = agreement * (1 - _COVERAGE_WEIGHT * (1 - coverage)) * (1 - _EVENNESS_WEIGHT * (1 - even))
    return Candidate("items", name, len(lengths), min(coverage, 1.0), even, agreement, score)


def _length(blocks: Iterable[Block]) -> int:
    return sum(len(block.text) for block in blocks if block.kind is not BlockKind.HEADING)


def _agreement(structure: IssueStructure, uniform: IssueStructure) -> float:
    """How far a partition agrees with the scores of sections, weighted by their size; 1 without verdicts."""
    agreed, total = 0.0, 0
    for verdicts, followed in (
        (structure.list_verdicts, uniform.list_verdicts),
        (structure.subsection_verdicts, uniform.subsection_verdicts),
    ):
        for key, verdict in verdicts.items():
            score = verdict.score if followed[key].score >= 0.5 else 1 - verdict.score
            agreed, total = agreed + score * verdict.size, total + verdict.size
    return agreed / total if total else 1.0


def _starts(partition: Partition) -> tuple[int, ...]:
    return tuple(id(story.heading or story.blocks[0]) for story in partition.stories)
