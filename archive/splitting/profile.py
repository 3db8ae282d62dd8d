"""What an issue does consistently: whether its list entries are stories, and whether sub-headings open them.

One section alone cannot tell; a list of five sentences is one story in a report and five in a digest. So every
section is judged with what holds across the issue.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from archive.document import Block, Kind
from archive.splitting.entries import Run, runs_of
from archive.splitting.matter import is_contents, is_furniture_heading
from archive.splitting.parts import Section, text_length

_MOSTLY = 0.6
_NEARLY_ALL = 0.85
_HALF = 0.5
_LITTLE = 0.35
_LONG_PROSE = 900
_TAG = re.compile(r"^(\[[^\]]{1,30}\]\s*)+")


@dataclass(frozen=True, slots=True)
class Profile:
    """`digest`: all but everything stands in lists; `led`: list entries mostly open with a bold lead or a link;
    `opening`: depths of sections (outermost 1) at which the sub-sections are the stories.
    """

    digest: bool
    led: bool
    opening: frozenset[int]

    def entries(self, section: Section) -> Run | None:
        """The run of entries of a section whose entries are stories of their own, else None."""
        run = runs_of(section.own)
        if run is None or is_contents(section.own):
            return None
        if run.of_paragraphs:
            return run if run.share >= _MOSTLY else None
        if self.digest:
            return run
        if run.share < _LITTLE:
            return None
        led = _led_share(run)
        bold = sum(bool(entry[0].lead) for entry in run.entries) / len(run.entries)
        is_bold = bold >= _MOSTLY and len(run.entries) > 1 and run.share >= _HALF
        return run if is_bold or (self.led and led >= _HALF) else None

    def opens(self, section: Section, depth: int) -> bool:
        """Whether the sub-sections of a section are to be told one by one."""
        if not section.children:
            return False
        if any(self.entries(below) for child in section.children for below in child.walk()):
            return True
        return depth in self.opening


def profile(root: Section) -> Profile:
    """Read an issue's habits off its outline."""
    sections = [section for section in root.walk() if section.own and not is_furniture_heading(section.title)]
    if root.children:
        sections = [section for section in sections if section is not root]
    runs = [run for section in sections if (run := runs_of(section.own)) and not run.of_paragraphs]
    habits = Profile(_is_digest(sections), _is_led(runs), frozenset())
    return Profile(habits.digest, habits.led, _opening(root, habits))


def is_led(block: Block) -> bool:
    """Whether an entry opens with a bold lead or a link, after a tag in brackets at most."""
    if block.lead:
        return True
    tag = _TAG.match(block.text)
    start = tag.end() if tag else 0
    return any(link.start <= start for link in block.links)


def _led_share(run: Run) -> float:
    return sum(is_led(entry[0]) for entry in run.entries) / len(run.entries)


def _is_led(runs: Sequence[Run]) -> bool:
    total = sum(len(run.entries) for run in runs)
    return total > 0 and sum(_led_share(run) * len(run.entries) for run in runs) / total >= _MOSTLY


def _is_digest(sections: Sequence[Section]) -> bool:
    """Whether nearly all text is in lists, and nearly all sections are lists."""
    listed = [text_length([b for b in section.own if _in_list(b)]) for section in sections]
    totals = [text_length(section.own) for section in sections]
    whole = sum(part >= _NEARLY_ALL * total for part, total in zip(listed, totals, strict=True))
    entries = sum(b.kind is Kind.LIST_ITEM for section in sections for b in section.own)
    return entries > 1 and sum(listed) >= _NEARLY_ALL * sum(totals) and whole >= _NEARLY_ALL * len(sections)


def _in_list(block: Block) -> bool:
    return block.kind is Kind.LIST_ITEM or (block.level > 0 and block.kind is not Kind.HEADING)


def _opening(root: Section, habits: Profile) -> frozenset[int]:
    """The depths at which most text stands under sub-headings that do not repeat from section to section."""
    below: Counter[int] = Counter()
    total: Counter[int] = Counter()
    for section, depth in _with_depth(root, 0):
        if depth == 0 or habits.entries(section) or not (section.own or section.children):
            continue
        whole = text_length(list(section.blocks()))
        total[depth] += whole
        if section.children and not _are_labels(section, root) and not _tells_itself(section):
            below[depth] += whole - text_length(section.own)
    return frozenset(depth for depth in total if total[depth] and below[depth] >= _HALF * total[depth])


def _with_depth(section: Section, depth: int) -> list[tuple[Section, int]]:
    found = [(section, depth)]
    for child in section.children:
        found += _with_depth(child, depth + 1)
    return found


def _tells_itself(section: Section) -> bool:
    """Whether a section has its say before its first sub-heading, which then only divides it."""
    own = text_length(section.own)
    return _LITTLE * text_length(list(section.blocks())) < own < _LONG_PROSE


def _are_labels(section: Section, root: Section) -> bool:
    """Whether the sub-headings of a section come back elsewhere ("What happened", "Why it matters")."""
    counts = Counter(below.title.casefold() for below in root.walk())
    return sum(counts[child.title.casefold()] > 1 for child in section.children) >= _HALF * len(
        section.children
    )
