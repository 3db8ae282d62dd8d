"""What an issue does consistently: whether its list entries are stories, and whether sub-headings open them.

One section alone cannot tell; a list of five sentences is one story in a report and five in a digest. So
every section is judged with what holds across the issue.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from archive.dates import MONTHS, mentions
from archive.document import Block, Kind
from archive.splitting.entries import Run, runs_of
from archive.splitting.leads import opening_link, stands_alone
from archive.splitting.matter import is_contents, is_furniture_heading
from archive.splitting.parts import Section, text_length

_MOSTLY = 0.65
_NEARLY_ALL = 0.85
_HALF = 0.5
_LITTLE = 0.35
_SCRAP = 0.15
_HEADLINE_WORDS = 5
_LONG_PROSE = 900
_AT_LENGTH = 140
_REMARK = 160  # characters after a list that do not make its section one of prose
_OF_LINKS = 0.03
_LONGEST_DAY = 24
_REFERENCE = re.compile(r"^[^\W_][\w./-]*(?: [A-Z][\w./-]*){0,3} (?:#\d+|v?\d+(?:\.\d+)+)")


@dataclass(frozen=True, slots=True)
class Profile:
    """An issue's habits.

    `digest`: all but everything stands in lists. `led`: list entries mostly open with a bold lead or a link.
    `at_length`: they are longer than a remark. `listed`: most text stands in lists. `opening`: the depths of
    sections (outermost 1) at which the sub-sections are the stories.
    """

    digest: bool
    led: bool
    at_length: bool
    listed: bool
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
        heads = [entry[0] for entry in run.entries]
        led = _share_led(heads, self.at_length)
        if self.led and led >= _HALF and run.share >= self._least_share(section, heads, led):
            return run
        return run if _is_list_of_headlines(run, heads) else None

    def _least_share(self, section: Section, heads: Sequence[Block], led: float) -> float:
        """How much of a section its entries must be; little in a link digest, where prose explains."""
        if led < _NEARLY_ALL:
            return _LITTLE
        explained = all(block.kind in (Kind.PARAGRAPH, Kind.LIST_ITEM) for block in section.own)
        explained = explained and not any(_opens_with_a_day(head) for head in heads)
        return _OF_LINKS if self.listed and not self.at_length and explained else _SCRAP

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
    heads = [entry[0] for run in runs for entry in run.entries]
    told = sum(text_length(entry) for run in runs for entry in run.entries)
    at_length = bool(heads) and told >= _AT_LENGTH * len(heads)
    led = _share_led(heads, at_length) >= _MOSTLY
    listed = told >= _HALF * (sum(text_length(section.own) for section in sections) or 1)
    habits = Profile(_is_digest(sections), led, at_length, listed, frozenset())
    return replace(habits, opening=_opening(root, habits))


def _is_list_of_headlines(run: Run, heads: Sequence[Block]) -> bool:
    """Whether a list is of stories whatever else the issue does: bold leads, or links as headlines."""
    if len(heads) < 2 or run.share < _HALF:
        return False
    if sum(bool(head.lead) for head in heads) >= _MOSTLY * len(heads):
        return True
    links = [link for head in heads if (link := opening_link(head)) and stands_alone(head, link)]
    words = sum(len(link.text.split()) for link in links)
    return len(links) >= _NEARLY_ALL * len(heads) and len(heads) > 2 and words >= _HEADLINE_WORDS * len(links)


def is_led(block: Block, *, at_length: bool) -> bool:
    """Whether an entry opens like a story of its own: bold, or with a link for a headline.

    A link, or a reference by number, that the entry's sentence goes on from leads a story only in an issue
    whose entries are told at length; elsewhere it is a remark with a link.
    """
    if block.lead:
        return True
    opening = opening_link(block)
    if opening and stands_alone(block, opening):
        return True
    if _opens_with_a_day(block):
        return True
    return at_length and bool(opening or _REFERENCE.match(block.text))


def _opens_with_a_day(block: Block) -> bool:
    """Whether an entry is one of a calendar: a complete date comes first."""
    if not block.text[:1].isdigit() and block.text[:3].lower() not in MONTHS:
        return False
    return any(mention.start == 0 and mention.last() for mention in mentions(block.text[:_LONGEST_DAY]))


def _share_led(heads: Sequence[Block], at_length: bool) -> float:
    return sum(is_led(head, at_length=at_length) for head in heads) / len(heads) if heads else 0.0


def _is_digest(sections: Sequence[Section]) -> bool:
    """Whether nearly all text is in lists, and nearly all sections are lists."""
    listed = [text_length([b for b in section.own if _in_list(b)]) for section in sections]
    totals = [text_length(section.own) for section in sections]
    whole = sum(
        part >= _NEARLY_ALL * total or (_in_list(section.own[0]) and total - part <= _REMARK)
        for section, part, total in zip(sections, listed, totals, strict=True)
    )
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
