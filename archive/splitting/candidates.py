"""The ways in which an outlined issue could be told, scored, and the best of them.

The signs of each section say how it leans; a telling that follows them all agrees best. The others tell every
list, or every section, alike: they win only where their items cover more of the text or are more even.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from archive.document import Block, BlockKind
from archive.models import Candidate
from archive.splitting.headlines import evenness
from archive.splitting.parts import Parts, Section
from archive.splitting.sections import tell
from archive.splitting.shape import Shape, Verdict

_COVERS = 0.5  # the part of a score that coverage can take away
_VARIES = 0.1  # the same for evenness, which news need not have

_BY_SIGNS = "each section as its signs say"


def tell_best(root: Section, shape: Shape) -> Parts:
    """Tell an issue in every way that its outline allows, and take the best; the parts hold all tried."""
    tried = [
        (_candidate(name, parts, root, shape, forced), parts)
        for name, forced, parts in _tellings(root, shape)
    ]
    best, parts = max(tried, key=lambda pair: pair[0].score)
    others = sorted((other for other, _ in tried if other is not best), key=lambda other: -other.score)
    parts.candidates += [replace(best, chosen=True), *others]
    return parts


def _tellings(root: Section, shape: Shape) -> Iterator[tuple[str, Shape, Parts]]:
    """The telling by signs first, then those that differ from it and from one another."""
    by_signs = tell(root, shape)
    yield _BY_SIGNS, shape, by_signs
    seen = {_starts(by_signs)}
    for name, lists, parts in _alike(shape):
        forced = replace(shape, lists=_forced(shape.lists, lists), parts=_forced(shape.parts, parts))
        told = tell(root, forced)
        if told.stories and _starts(told) not in seen:
            seen.add(_starts(told))
            yield name, forced, told


def _alike(shape: Shape) -> Iterator[tuple[str, float, float]]:
    """Names of uniform tellings, with the lean of all lists and of all sub-sections in them."""
    if shape.lists:
        yield "every list entry an item", 1.0, 1.0
    if shape.parts:
        yield "every sub-section an item", 0.0, 1.0
    if shape.lists or shape.parts:
        yield "every section an item", 0.0, 0.0


def _forced(verdicts: Mapping[int, Verdict], lean: float) -> dict[int, Verdict]:
    return {key: replace(verdict, lean=lean) for key, verdict in verdicts.items()}


def _candidate(name: str, parts: Parts, root: Section, shape: Shape, forced: Shape) -> Candidate:
    lengths = [_length(story.blocks) for story in parts.stories]
    coverage = sum(lengths) / (_length(root.blocks()) or 1)
    even, agreement = evenness([length or 1 for length in lengths]), _agreement(shape, forced)
    score = agreement * (1 - _COVERS * (1 - coverage)) * (1 - _VARIES * (1 - even))
    return Candidate("items", name, len(lengths), min(coverage, 1.0), even, agreement, score)


def _length(blocks: Iterable[Block]) -> int:
    return sum(len(block.text) for block in blocks if block.kind is not BlockKind.HEADING)


def _agreement(shape: Shape, forced: Shape) -> float:
    """How far a telling follows what the sections lean to, the longer ones first; 1 where none is judged."""
    said, total = 0.0, 0
    for mine, theirs in ((shape.lists, forced.lists), (shape.parts, forced.parts)):
        for key, verdict in mine.items():
            lean = verdict.lean if theirs[key].lean >= 0.5 else 1 - verdict.lean
            said, total = said + lean * verdict.size, total + verdict.size
    return said / total if total else 1.0


def _starts(parts: Parts) -> tuple[int, ...]:
    return tuple(id(story.heading or story.blocks[0]) for story in parts.stories)
