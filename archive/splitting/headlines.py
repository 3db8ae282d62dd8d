"""The headlines of an issue: real headings, and bold lines or lone lines of plain text that serve as such.

Each strategy for finding headline lines is scored by how much of the text its lines cover, how evenly, and
how many of the publication's other issues use it. The lines of the best strategy become headings, at a level
below the real ones.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from statistics import fmean, pstdev

from archive.document import Block, BlockKind
from archive.models import Candidate
from archive.splitting.habits import NO_HABITS, Habits
from archive.splitting.headings.prominence import prominent_lines
from archive.splitting.headings.titles import linked_titles
from archive.splitting.lines.beside_headlines import stands_beside_headline
from archive.splitting.outline import is_prose
from archive.splitting.takeaway import is_label

GROUP_LEVEL = 7
LINE_LEVEL = 8

_MAX_HEADLINE_LENGTH = 160  # characters
_MIN_COVERAGE = 0.6
_MIN_SCORE = 0.35
_MIN_WORDS = 3
_MIN_QUESTIONS = 3
_HABIT_BIAS = 0.33
_DENSE = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_DENSE_EXTRA_LETTERS = 2.0
_MIN_BYLINE_RATIO = 0.8
_MIN_FIELD_RATIO = 0.8
_QUESTION_RATIO = 0.7
_FIELD = re.compile(r"([^\W\d_]{3,20}):\s+\S")
_MAX_LABEL_WORDS = 6
_MAX_BESIDE = 3  # lines that stand beside a headline, between it and its text
_ENDS_SENTENCE = re.compile(r"[.,;:…。，；：、！？؟،؛।][\"'”’」』)]*$")
_SALUTATION = re.compile(
    r"^(dear|hi|hello|hey|regards|best|kind|yours|sincerely|thanks|thank you|cheers)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class HeadlineStrategy:
    """A strategy for finding headlines, the indexes of the lines that it finds, and its measures, 0 to 1."""

    name: str
    starts: tuple[int, ...]
    coverage: float
    evenness: float

    @property
    def evidence(self) -> float:
        """The score from this issue alone."""
        return self.coverage * self.evenness

    def score(self, habits: Habits) -> float:
        """The evidence with the bias of other issues: +33 % if all use the strategy, -33 % if none does."""
        return self.evidence * (1 + _HABIT_BIAS * (2 * habits.agreement(self.name) - 1))


@dataclass(frozen=True, slots=True)
class MarkedBlocks:
    """The blocks with headlines as headings; `strategy` names how they were found, "" if none were."""

    blocks: list[Block]
    strategy: str
    reasons: list[str]
    candidates: tuple[Candidate, ...]


def headline_strategies(blocks: Sequence[Block]) -> tuple[HeadlineStrategy, ...]:
    """Every strategy that fits the blocks."""
    strategies = (_strategy(name, blocks, test) for name, test in _LINE_TESTS)
    return tuple(strategy for strategy in strategies if strategy)


def mark_headlines(
    blocks: Sequence[Block], strategies: Sequence[HeadlineStrategy], habits: Habits = NO_HABITS
) -> MarkedBlocks:
    """Turn the lines of the best strategy into headings."""
    if levels := prominent_lines(blocks) or linked_titles(blocks):
        return _marked_at(blocks, levels)
    ranked = sorted(strategies, key=lambda strategy: -strategy.score(habits))
    chosen = ranked[0] if ranked and ranked[0].score(habits) >= _MIN_SCORE else None
    marked = _with_labels_of_lists(blocks, frozenset(chosen.starts if chosen else ()))
    candidates = tuple(_candidate(strategy, habits, chosen=strategy is chosen) for strategy in ranked)
    if chosen is None:
        return MarkedBlocks(marked, "", [], candidates)
    reason = (
        f"{len(chosen.starts)} {chosen.name} serve as headings (they cover {chosen.coverage:.0%} of the text)"
    )
    return MarkedBlocks(marked, chosen.name, [reason], candidates)


def _marked_at(blocks: Sequence[Block], levels: Mapping[int, int]) -> MarkedBlocks:
    """The blocks with those at the indexes of `levels` as headings."""
    marked = [
        replace(block, kind=BlockKind.HEADING, level=levels[at], lead="") if at in levels else block
        for at, block in enumerate(blocks)
    ]
    return MarkedBlocks(marked, "prominent lines", [f"{len(levels)} prominent lines serve as headings"], ())


def _candidate(strategy: HeadlineStrategy, habits: Habits, *, chosen: bool) -> Candidate:
    measures = (
        strategy.coverage,
        strategy.evenness,
        habits.agreement(strategy.name),
        strategy.score(habits),
    )
    return Candidate("headlines", strategy.name, len(strategy.starts), *measures, chosen=chosen)


def _strategy(name: str, blocks: Sequence[Block], test: Callable[[Block], bool]) -> HeadlineStrategy | None:
    lines = [index for index, block in enumerate(blocks) if test(block)]
    if len(lines) < 2:
        return None
    found = _followed_by_text(blocks, lines)
    counts = Counter(blocks[index].text.casefold() for index in found)
    starts = [index for index in found if counts[blocks[index].text.casefold()] == 1]
    starts = _with_numbered_groups(blocks, _first_fields(blocks, starts))
    if len(starts) < 2 or _are_bylines(blocks, starts) or _are_questions(blocks, starts):
        return None
    lengths = list(_lengths_under(blocks, starts))
    total = sum(len(block.text) for block in blocks if block.kind is not BlockKind.HEADING) or 1
    coverage = sum(lengths) / total
    if coverage < _MIN_COVERAGE:
        return None
    return HeadlineStrategy(name, tuple(starts), coverage, evenness(lengths))


def _are_bylines(blocks: Sequence[Block], starts: Sequence[int]) -> bool:
    """Whether lines are bylines: each stands right below a heading."""
    below = sum(start > 0 and blocks[start - 1].kind is BlockKind.HEADING for start in starts)
    return below >= _MIN_BYLINE_RATIO * len(starts)


def _with_numbered_groups(blocks: Sequence[Block], starts: list[int]) -> list[int]:
    """The lines, with the single numbered lines right above some of them, which name groups."""
    known = set(starts)
    above = [
        at - 1
        for at in starts
        if at > 0
        and blocks[at].kind is BlockKind.PARAGRAPH
        and _is_entry_line(blocks[at - 1])
        and len(blocks[at - 1].text.split()) <= _MAX_LABEL_WORDS
        and (at < 2 or blocks[at - 2].kind is not BlockKind.LIST_ITEM)
    ]
    return sorted(known.union(above)) if len(above) > 1 else starts


def _are_questions(blocks: Sequence[Block], starts: Sequence[int]) -> bool:
    """Whether the lines are the questions of an interview, which open no stories."""
    asked = sum(blocks[start].text.rstrip('"”» ').endswith(("?", "？", "؟")) for start in starts)
    return len(starts) >= _MIN_QUESTIONS and asked >= _QUESTION_RATIO * len(starts)


def _first_fields(blocks: Sequence[Block], starts: Sequence[int]) -> list[int]:
    """Of lines that are fields ("Title: …", "Source: …"), those with the first label; else all lines."""
    labels = [match[1].casefold() if (match := _FIELD.match(blocks[at].text)) else "" for at in starts]
    counts = Counter(label for label in labels if label)
    fields = [label for label, count in counts.items() if count > 1]
    labelled = sum(counts[label] for label in fields)
    if len(fields) < 2 or labelled < _MIN_FIELD_RATIO * len(starts):
        return list(starts)
    return [at for at, label in zip(starts, labels, strict=True) if label == fields[0]]


def _followed_by_text(blocks: Sequence[Block], lines: Iterable[int]) -> list[int]:
    """The lines right above text, or above another such line (they then are headings of a group)."""
    starts: list[int] = []
    for index in sorted(lines, reverse=True):
        following = _first_below(blocks, index)
        if following is None or following.kind in (BlockKind.HEADING, BlockKind.RULE):
            continue
        is_above = starts[-1:] == [index + 1] and starts[-2:-1] != [index + 2]
        names_group = is_above and blocks[index].kind is BlockKind.PARAGRAPH
        if names_group or _says_more(blocks[index], following):
            starts.append(index)
    return starts[::-1]


def _first_below(blocks: Sequence[Block], index: int) -> Block | None:
    """The first block below a line that does not merely stand beside it, as a byline does."""
    below = (block for block in blocks[index + 1 : index + 2 + _MAX_BESIDE])
    return next((block for block in below if not _stands_beside(block)), None)


def _stands_beside(block: Block) -> bool:
    return block.kind is BlockKind.PARAGRAPH and stands_beside_headline(block.text)


def _says_more(line: Block, following: Block) -> bool:
    if line.kind is BlockKind.LIST_ITEM and following.level > 0:
        return False
    if following.kind is BlockKind.LIST_ITEM:
        return True
    return is_prose(following) and _span(following.text) > max(100, 1.2 * _span(line.text))


def _span(text: str) -> float:
    """The length of a text in Latin letters; a Chinese, Japanese or Korean character counts for three."""
    return len(text) if text.isascii() else len(text) + _DENSE_EXTRA_LETTERS * len(_DENSE.findall(text))


def _lengths_under(blocks: Sequence[Block], starts: Sequence[int]) -> Iterator[int]:
    """The characters of each line and of the text below it, up to the next line or real heading."""
    marked = set(starts)
    for start in starts:
        length = len(blocks[start].text)
        for index in range(start + 1, len(blocks)):
            if index in marked or blocks[index].kind is BlockKind.HEADING:
                break
            length += len(blocks[index].text)
        yield length


def evenness(lengths: Sequence[int]) -> float:
    """1 for equal lengths, lower the more they vary: 1 / (1 + coefficient of variation)."""
    return 1 / (1 + pstdev(lengths) / fmean(lengths)) if lengths else 0.0


def _is_bold_line(block: Block) -> bool:
    return (
        block.kind is BlockKind.PARAGRAPH
        and bool(block.text)
        and block.lead.strip(" .:") == block.text.strip(" .:")
        and len(block.text) <= _MAX_HEADLINE_LENGTH
        and not is_label(block.text)
        and not stands_beside_headline(block.text)
    )


def _is_lone_line(block: Block) -> bool:
    return block.kind is BlockKind.PARAGRAPH and _reads_like_a_headline(block)


def _is_entry_line(block: Block) -> bool:
    """Whether a list entry could be the headline of prose below the list."""
    return block.kind is BlockKind.LIST_ITEM and _reads_like_a_headline(block)


def _reads_like_a_headline(block: Block) -> bool:
    return (
        0 < len(block.text) <= _MAX_HEADLINE_LENGTH
        and not _ENDS_SENTENCE.search(block.text)
        and not _SALUTATION.match(block.text)
        and not is_label(block.text)
        and not stands_beside_headline(block.text)
        and any(character.isalpha() for character in block.text)
    )


def _is_colon_line(block: Block) -> bool:
    """Whether a line announces what follows it with a colon, as headlines do in some letters."""
    return (
        block.kind is BlockKind.PARAGRAPH
        and block.text.endswith(":")
        and len(block.text.split()) >= _MIN_WORDS
        and _reads_like_a_headline(replace(block, text=block.text.rstrip(": ")))
    )


_LINE_TESTS: tuple[tuple[str, Callable[[Block], bool]], ...] = (
    ("bold lines", _is_bold_line),
    ("lines standing alone", _is_lone_line),
    ("numbered or bulleted lines", _is_entry_line),
    ("lines ending in a colon", _is_colon_line),
)


def _with_labels_of_lists(blocks: Sequence[Block], starts: frozenset[int]) -> list[Block]:
    """Turn the chosen lines into headings, and bold lines between two lists or a heading and a list."""
    marked = []
    labels = _labels_of_headings(blocks)
    for index, block in enumerate(blocks):
        if index in labels:
            marked.append(replace(block, kind=BlockKind.HEADING, level=blocks[index + 1].level - 1, lead=""))
        elif index in starts:
            level = GROUP_LEVEL if index + 1 in starts else LINE_LEVEL
            marked.append(replace(block, kind=BlockKind.HEADING, level=level, lead=""))
        elif _is_bold_line(block) and _is_list(blocks, index + 1) and _is_list_or_heading(blocks, index - 1):
            marked.append(replace(block, kind=BlockKind.HEADING, level=LINE_LEVEL, lead=""))
        else:
            marked.append(block)
    return marked


def _labels_of_headings(blocks: Sequence[Block]) -> frozenset[int]:
    """Short bold or upper-case lines right above real headings; two or more of them name groups."""
    found = [
        index
        for index in range(len(blocks) - 1)
        if blocks[index + 1].kind is BlockKind.HEADING and _is_label_line(blocks[index])
    ]
    names = {blocks[index].text.casefold() for index in found}
    return frozenset(found) if len(found) > 1 and len(names) == len(found) else frozenset()


def _is_label_line(block: Block) -> bool:
    is_short = block.kind is BlockKind.PARAGRAPH and 0 < len(block.text.split()) <= _MAX_LABEL_WORDS
    return is_short and (_is_bold_line(block) or block.text.isupper()) and _reads_like_a_headline(block)


def _is_list(blocks: Sequence[Block], index: int) -> bool:
    return index < len(blocks) and blocks[index].kind is BlockKind.LIST_ITEM


def _is_list_or_heading(blocks: Sequence[Block], index: int) -> bool:
    return index >= 0 and blocks[index].kind in (BlockKind.LIST_ITEM, BlockKind.HEADING)
