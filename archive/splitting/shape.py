"""What an issue does consistently: whether its list entries are stories, and whether sub-headings open them.

One section alone cannot tell; a list of five sentences is one story in a report and five in a digest. So
every section is judged with what holds across the issue, and by what earlier issues of the publication did
with the section of this name. A judgement is a lean from 0 to 1: from one half on, entries are stories.
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from archive.dates import MONTHS, date_mentions
from archive.document import Block, BlockKind
from archive.splitting.entries import Run, runs_of
from archive.splitting.furniture import is_contents, is_furniture_heading
from archive.splitting.habits import NO_HABITS, Habits
from archive.splitting.parts import Section, opening_link, stands_alone, text_length

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
_SURE = 0.95
_MOST_TOLD = 100
_WORD = re.compile(r"\w+")
_REFERENCE = re.compile(r"^[^\W_][\w./-]*(?: [A-Z][\w./-]*){0,3} (?:#\d+|v?\d+(?:\.\d+)+)")


@dataclass(frozen=True, slots=True)
class Verdict:
    """How one section leans: `own` by this issue alone, `lean` with what earlier issues did with it."""

    key: str
    own: float
    lean: float
    size: int


@dataclass(frozen=True, slots=True)
class Shape:
    """An issue's habits.

    `digest`: all but everything stands in lists. `led`: the part of list entries that open with a bold lead
    or a link. `at_length`: they are longer than a remark. `listed`: most text stands in lists. `opening`: for
    depths of sections (outermost 1) the part of the text that stands under sub-sections. `lists` and `parts`
    hold a verdict for each section with a list or sub-sections, by the section's id. `contents` are the ids
    of sections that only list the titles of others.
    """

    digest: bool = False
    led: float = 0.0
    at_length: bool = False
    listed: bool = False
    opening: Mapping[int, float] = field(default_factory=dict)
    runs: Mapping[int, Run] = field(default_factory=dict)
    lists: Mapping[int, Verdict] = field(default_factory=dict)
    parts: Mapping[int, Verdict] = field(default_factory=dict)
    contents: frozenset[int] = frozenset()

    def entries(self, section: Section) -> Run | None:
        """The run of entries of a section whose entries are stories of their own, else None."""
        verdict = self.lists.get(id(section))
        return self.runs[id(section)] if verdict and verdict.lean >= _HALF else None

    def opens(self, section: Section) -> bool:
        """Whether the sub-sections of a section are to be told one by one."""
        verdict = self.parts.get(id(section))
        return bool(verdict and verdict.lean >= _HALF)

    def told(self) -> dict[str, float]:
        """What the issue says of its sections by itself, for the issues after it."""
        verdicts = [*self.lists.values(), *self.parts.values()][:_MOST_TOLD]
        return {verdict.key: round(verdict.own, 2) for verdict in verdicts}


def shape_of(root: Section, habits: Habits = NO_HABITS) -> Shape:
    """Read an issue's shape off its outline."""
    runs = _runs(root)
    sections = [section for section in root.walk() if section.own and not is_furniture_heading(section.title)]
    if root.children:
        sections = [section for section in sections if section is not root]
    listed = [run for section in sections if (run := runs.get(id(section))) and not run.of_paragraphs]
    heads = [entry[0] for run in listed for entry in run.entries]
    told = sum(text_length(entry) for run in listed for entry in run.entries)
    at_length = bool(heads) and told >= _AT_LENGTH * len(heads)
    much = told >= _HALF * (sum(text_length(section.own) for section in sections) or 1)
    shape = Shape(_is_digest(sections), _share_led(heads, at_length), at_length, much, runs=runs)
    shape = replace(shape, lists=_lists(root, shape, habits), contents=_contents(root))
    shape = replace(shape, opening=_opening(root, shape))
    return replace(shape, parts=_parts(root, shape, habits))


def _contents(root: Section) -> frozenset[int]:
    titles = {_folded(section.title) for section in root.walk() if section.heading}
    return frozenset(
        id(section)
        for section in root.walk()
        if len(section.own) > 1
        and not section.children
        and all(block.kind is BlockKind.LIST_ITEM and _folded(block.text) in titles for block in section.own)
    )


def _folded(text: str) -> str:
    return " ".join(_WORD.findall(text.casefold()))


def _runs(root: Section) -> dict[int, Run]:
    found = {id(section): runs_of(section.own) for section in root.walk() if not is_contents(section.own)}
    return {key: run for key, run in found.items() if run is not None}


def _lists(root: Section, shape: Shape, habits: Habits) -> dict[int, Verdict]:
    verdicts = {}
    for section in root.walk():
        run = shape.runs.get(id(section))
        if run is not None:
            own = _lean(section, run, shape)
            size = text_length(section.own)
            verdicts[id(section)] = _verdict("list", section, own, size, habits)
    return verdicts


def _verdict(kind: str, section: Section, own: float, size: int, habits: Habits) -> Verdict:
    key = f"{kind}: {habits.name(section.title)}"
    return Verdict(key, own, habits.weigh(key, own, section.title), size)


def _lean(section: Section, run: Run, shape: Shape) -> float:
    """How much a section's entries look like stories."""
    if run.of_paragraphs:
        return _around(run.share, _MOSTLY)
    if shape.digest:
        return _SURE
    heads = [entry[0] for entry in run.entries]
    led = _share_led(heads, shape.at_length)
    share = _around(run.share, _least_share(section, heads, led, shape))
    as_led = min(_around(shape.led, _MOSTLY), _around(led, _HALF), share)
    return max(as_led, _like_headlines(run, heads))


def _around(value: float, least: float) -> float:
    """A part of something as a lean: one half where it is the least that counts."""
    return _HALF + _HALF * (value - least) / (1 - least) if value >= least else _HALF * value / least


def _least_share(section: Section, heads: Sequence[Block], led: float, shape: Shape) -> float:
    """How much of a section its entries must be; little in a link digest, where prose explains."""
    if led < _NEARLY_ALL:
        return _LITTLE
    explained = all(block.kind in (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM) for block in section.own)
    explained = explained and not any(_opens_with_a_day(head) for head in heads)
    return _OF_LINKS if shape.listed and not shape.at_length and explained else _SCRAP


def _like_headlines(run: Run, heads: Sequence[Block]) -> float:
    """How much a list is one of stories whatever else the issue does: bold leads, or links as headlines."""
    if len(heads) < 2:
        return 0.0
    bold = _around(sum(bool(head.lead) for head in heads) / len(heads), _MOSTLY)
    return min(max(bold, _linked(heads)), _around(run.share, _HALF))


def _linked(heads: Sequence[Block]) -> float:
    """How much the entries' opening links read like headlines."""
    links = [link for head in heads if (link := opening_link(head)) and stands_alone(head, link)]
    words = sum(len(link.text.split()) for link in links)
    if len(heads) < 3 or words < _HEADLINE_WORDS * len(links):
        return 0.0
    return _around(len(links) / len(heads), _NEARLY_ALL)


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
    return any(mention.start == 0 and mention.last() for mention in date_mentions(block.text[:_LONGEST_DAY]))


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
    entries = sum(b.kind is BlockKind.LIST_ITEM for section in sections for b in section.own)
    return entries > 1 and sum(listed) >= _NEARLY_ALL * sum(totals) and whole >= _NEARLY_ALL * len(sections)


def _in_list(block: Block) -> bool:
    return block.kind is BlockKind.LIST_ITEM or (block.level > 0 and block.kind is not BlockKind.HEADING)


def _opening(root: Section, shape: Shape) -> dict[int, float]:
    """For each depth the part of the text under sub-headings that do not repeat from section to section."""
    below: Counter[int] = Counter()
    total: Counter[int] = Counter()
    titles = Counter(section.title.casefold() for section in root.walk())
    for section, depth in _with_depth(root, 0):
        if depth == 0 or shape.entries(section) or not (section.own or section.children):
            continue
        whole = text_length(list(section.blocks()))
        total[depth] += whole
        if section.children and not _are_labels(section, titles) and not _tells_itself(section):
            below[depth] += whole - text_length(section.own)
    return {depth: below[depth] / total[depth] for depth in total if total[depth]}


def _parts(root: Section, shape: Shape, habits: Habits) -> dict[int, Verdict]:
    verdicts = {}
    for section, depth in _with_depth(root, 0):
        if section.children and depth:
            below = any(shape.entries(part) for child in section.children for part in child.walk())
            own = max(shape.opening.get(depth, 0.0), _SURE if below else 0.0)
            size = text_length(list(section.blocks()))
            verdicts[id(section)] = _verdict("parts", section, own, size, habits)
    return verdicts


def _with_depth(section: Section, depth: int) -> list[tuple[Section, int]]:
    found = [(section, depth)]
    for child in section.children:
        found += _with_depth(child, depth + 1)
    return found


def _tells_itself(section: Section) -> bool:
    """Whether a section has its say before its first sub-heading, which then only divides it."""
    own = text_length(section.own)
    return _LITTLE * text_length(list(section.blocks())) < own < _LONG_PROSE


def _are_labels(section: Section, titles: Mapping[str, int]) -> bool:
    """Whether the sub-headings of a section come back elsewhere ("What happened", "Why it matters")."""
    repeated = sum(titles[child.title.casefold()] > 1 for child in section.children)
    return repeated >= _HALF * len(section.children)
