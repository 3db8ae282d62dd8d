"""Which lines of an issue are its headings: real ones, bold lines, or lone lines of plain text.

Every way of marking a headline is a candidate; it is scored on how much of the text it covers, how evenly,
and how many of the publication's other issues mark theirs so, and the issue is taken to follow the best one.
Lines so chosen become headings below the real ones.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from statistics import fmean, pstdev

from archive.document import Block, BlockKind
from archive.models import Candidate
from archive.splitting.habits import NO_HABITS, Habits
from archive.splitting.parts import is_prose
from archive.splitting.takeaway import is_label

GROUP_LEVEL = 7
LINE_LEVEL = 8

_LONGEST_HEADLINE = 160
_LEAST_COVERAGE = 0.6
_LEAST_SCORE = 0.35
_FEWEST_WORDS = 3
_SWAY = 0.33
_DENSE = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_DENSE_MORE = 2.0
_BYLINES = 0.8
_QUESTIONS = 0.7
_FIELD = re.compile(r"([^\W\d_]{3,20}):\s+\S")
_LABEL_WORDS = 6
_ENDS_SENTENCE = re.compile(r"[.,;:…。，；：、！？؟،؛।][\"'”’」』)]*$")
_SALUTATION = re.compile(
    r"^(dear|hi|hello|hey|regards|best|kind|yours|sincerely|thanks|thank you|cheers)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Way:
    """A way in which headlines may be marked, the blocks so marked, and how well it fits; all 0 to 1."""

    name: str
    starts: tuple[int, ...]
    coverage: float
    evenness: float

    @property
    def own(self) -> float:
        """The score by this issue alone."""
        return self.coverage * self.evenness

    def score(self, habits: Habits) -> float:
        """The score with what other issues do: where they agree it is a third higher, else a third lower."""
        return self.own * (1 + _SWAY * (2 * habits.agreement(self.name) - 1))


@dataclass(frozen=True, slots=True)
class Marked:
    """The blocks with their headlines as headings; `way` is how they were marked, "" where they were not."""

    blocks: list[Block]
    way: str
    reasons: list[str]
    candidates: tuple[Candidate, ...]


def ways_of(blocks: Sequence[Block]) -> tuple[Way, ...]:
    """Every way in which the issue could mark its headlines."""
    found = (_way(name, blocks, test) for name, test in _WAYS)
    return tuple(way for way in found if way)


def mark(blocks: Sequence[Block], ways: Sequence[Way], habits: Habits = NO_HABITS) -> Marked:
    """Turn the lines that serve as headlines, in the best of these ways, into headings."""
    ranked = sorted(ways, key=lambda way: -way.score(habits))
    chosen = ranked[0] if ranked and ranked[0].score(habits) >= _LEAST_SCORE else None
    marked = _with_labels_of_lists(blocks, frozenset(chosen.starts if chosen else ()))
    candidates = tuple(_candidate(way, habits, chosen=way is chosen) for way in ranked)
    if chosen is None:
        return Marked(marked, "", [], candidates)
    reason = (
        f"{len(chosen.starts)} {chosen.name} serve as headings (they cover {chosen.coverage:.0%} of the text)"
    )
    return Marked(marked, chosen.name, [reason], candidates)


def _candidate(way: Way, habits: Habits, *, chosen: bool) -> Candidate:
    marks = (way.coverage, way.evenness, habits.agreement(way.name), way.score(habits))
    return Candidate("headlines", way.name, len(way.starts), *marks, chosen=chosen)


def _way(name: str, blocks: Sequence[Block], test: Callable[[Block], bool]) -> Way | None:
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
    if coverage < _LEAST_COVERAGE:
        return None
    return Way(name, tuple(starts), coverage, evenness(lengths))


def _are_bylines(blocks: Sequence[Block], starts: Sequence[int]) -> bool:
    """Whether lines stand right below headings, one each: who wrote it, and when."""
    below = sum(start > 0 and blocks[start - 1].kind is BlockKind.HEADING for start in starts)
    return below >= _BYLINES * len(starts)


def _with_numbered_groups(blocks: Sequence[Block], starts: list[int]) -> list[int]:
    """The lines with the numbered ones right above some of them, each alone: they name groups."""
    known = set(starts)
    above = [
        at - 1
        for at in starts
        if at > 0
        and blocks[at].kind is BlockKind.PARAGRAPH
        and _is_entry_line(blocks[at - 1])
        and len(blocks[at - 1].text.split()) <= _LABEL_WORDS
        and (at < 2 or blocks[at - 2].kind is not BlockKind.LIST_ITEM)
    ]
    return sorted(known.union(above)) if len(above) > 1 else starts


def _are_questions(blocks: Sequence[Block], starts: Sequence[int]) -> bool:
    """Whether lines are what an interviewer asks, which opens no story."""
    asked = sum(blocks[start].text.rstrip('"”» ').endswith(("?", "？", "؟")) for start in starts)
    return len(starts) >= _FEWEST_WORDS and asked >= _QUESTIONS * len(starts)


def _first_fields(blocks: Sequence[Block], starts: Sequence[int]) -> list[int]:
    """Of lines that are fields ("Title: …", "Source: …") those with the first label; else all lines."""
    labels = [match[1].casefold() if (match := _FIELD.match(blocks[at].text)) else "" for at in starts]
    counts = Counter(label for label in labels if label)
    fields = [label for label, count in counts.items() if count > 1]
    told = sum(counts[label] for label in fields)
    if len(fields) < 2 or told < _BYLINES * len(starts):
        return list(starts)
    return [at for at, label in zip(starts, labels, strict=True) if label == fields[0]]


def _followed_by_text(blocks: Sequence[Block], lines: Iterable[int]) -> list[int]:
    """The lines that stand above text, or above another such line (which makes them headings of a group)."""
    starts: list[int] = []
    for index in sorted(lines, reverse=True):
        following = blocks[index + 1] if index + 1 < len(blocks) else None
        if following is None or following.kind in (BlockKind.HEADING, BlockKind.RULE):
            continue
        is_above = starts[-1:] == [index + 1] and starts[-2:-1] != [index + 2]
        names_group = is_above and blocks[index].kind is BlockKind.PARAGRAPH
        if names_group or _says_more(blocks[index], following):
            starts.append(index)
    return starts[::-1]


def _says_more(line: Block, following: Block) -> bool:
    if line.kind is BlockKind.LIST_ITEM and following.level > 0:
        return False
    if following.kind is BlockKind.LIST_ITEM:
        return True
    return is_prose(following) and _span(following.text) > max(100, 1.2 * _span(line.text))


def _span(text: str) -> float:
    """The length of a text in letters; a character of Chinese, Japanese or Korean says more than one."""
    return len(text) if text.isascii() else len(text) + _DENSE_MORE * len(_DENSE.findall(text))


def _lengths_under(blocks: Sequence[Block], starts: Sequence[int]) -> Iterator[int]:
    """The characters under each line, itself included, up to the next line or real heading."""
    marked = set(starts)
    for start in starts:
        length = len(blocks[start].text)
        for index in range(start + 1, len(blocks)):
            if index in marked or blocks[index].kind is BlockKind.HEADING:
                break
            length += len(blocks[index].text)
        yield length


def evenness(lengths: Sequence[int]) -> float:
    """1 for equal lengths, lower the more they vary."""
    return 1 / (1 + pstdev(lengths) / fmean(lengths)) if lengths else 0.0


def _is_bold_line(block: Block) -> bool:
    return (
        block.kind is BlockKind.PARAGRAPH
        and bool(block.text)
        and block.lead.strip(" .:") == block.text.strip(" .:")
        and len(block.text) <= _LONGEST_HEADLINE
        and not is_label(block.text)
    )


def _is_lone_line(block: Block) -> bool:
    return block.kind is BlockKind.PARAGRAPH and _reads_like_a_headline(block)


def _is_entry_line(block: Block) -> bool:
    """Whether an entry of a list could be the headline of prose that follows outside of the list."""
    return block.kind is BlockKind.LIST_ITEM and _reads_like_a_headline(block)


def _reads_like_a_headline(block: Block) -> bool:
    return (
        0 < len(block.text) <= _LONGEST_HEADLINE
        and not _ENDS_SENTENCE.search(block.text)
        and not _SALUTATION.match(block.text)
        and not is_label(block.text)
        and any(character.isalpha() for character in block.text)
    )


def _is_colon_line(block: Block) -> bool:
    """Whether a line announces what follows it with a colon, as headlines do in some letters."""
    return (
        block.kind is BlockKind.PARAGRAPH
        and block.text.endswith(":")
        and len(block.text.split()) >= _FEWEST_WORDS
        and _reads_like_a_headline(replace(block, text=block.text.rstrip(": ")))
    )


_WAYS: tuple[tuple[str, Callable[[Block], bool]], ...] = (
    ("bold lines", _is_bold_line),
    ("lines standing alone", _is_lone_line),
    ("numbered or bulleted lines", _is_entry_line),
    ("lines ending in a colon", _is_colon_line),
)


def _with_labels_of_lists(blocks: Sequence[Block], starts: frozenset[int]) -> list[Block]:
    """Promote the chosen lines, and any bold line right above a list among lists, which names that list."""
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
    """Short lines, bold or in capitals, right above real headings: two and more of them name groups."""
    found = [
        index
        for index in range(len(blocks) - 1)
        if blocks[index + 1].kind is BlockKind.HEADING and _is_label_line(blocks[index])
    ]
    names = {blocks[index].text.casefold() for index in found}
    return frozenset(found) if len(found) > 1 and len(names) == len(found) else frozenset()


def _is_label_line(block: Block) -> bool:
    is_short = block.kind is BlockKind.PARAGRAPH and 0 < len(block.text.split()) <= _LABEL_WORDS
    return is_short and (_is_bold_line(block) or block.text.isupper()) and _reads_like_a_headline(block)


def _is_list(blocks: Sequence[Block], index: int) -> bool:
    return index < len(blocks) and blocks[index].kind is BlockKind.LIST_ITEM


def _is_list_or_heading(blocks: Sequence[Block], index: int) -> bool:
    return index >= 0 and blocks[index].kind in (BlockKind.LIST_ITEM, BlockKind.HEADING)
