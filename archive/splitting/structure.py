"""The structure of an issue: whether its list entries are stories, and whether sub-headings open stories.

One section alone is not enough evidence: a list of five sentences is one story in a report and five in a
digest. Each section is judged by evidence from the whole issue, from 0 to 1; from 0.5 on, its entries (or
sub-sections) are stories.
"""

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

from archive.dates import MONTHS, date_mentions
from archive.document import Block, BlockKind
from archive.splitting.entries import EntryList, find_entries
from archive.splitting.furniture import is_contents, is_furniture_heading
from archive.splitting.outline import Section, is_in_list, opening_link, stands_alone, text_length

_MOST_RATIO = 0.65
_NEARLY_ALL_RATIO = 0.85
_HALF = 0.5  # as a score: from here on, parts of a section are stories
_MIN_LIST_SHARE = 0.35
_MIN_LED_LIST_SHARE = 0.15
_MIN_HEADLINE_WORDS = 5
_MAX_SECTION_OPENING = 900  # characters
_MIN_LONG_ENTRY = 140  # characters on average
_MAX_CLOSING_REMARK = 160  # characters after a list; more make its section one of prose
_MIN_LINK_LIST_SHARE = 0.03
_MAX_DATE_LENGTH = 24  # characters
_STRONG_EVIDENCE = 0.95
_WORD = re.compile(r"\w+")
_REFERENCE = re.compile(r"^[^\W_][\w./-]*(?: [A-Z][\w./-]*){0,3} (?:#\d+|v?\d+(?:\.\d+)+)")


@dataclass(frozen=True, slots=True)
class IssueStructure:
    """What the sections of an issue have in common, and the verdict on each.

    `is_digest`: nearly all text is in lists. `led_ratio`: the part of list entries that open with a bold lead
    or a link. `has_long_entries`: entries are longer than a remark. `is_mostly_lists`: most text is in lists.
    `subsection_ratios`: for each depth of sections (outermost 1) the part of the text below sub-headings.
    Keyed by a section's `id()`: `entries` holds its entries, `list_verdicts` the evidence, 0 to 1, that these
    are stories, `subsection_verdicts` that its sub-sections are.
    """

    is_digest: bool = False
    led_ratio: float = 0.0
    has_long_entries: bool = False
    is_mostly_lists: bool = False
    subsection_ratios: Mapping[int, float] = field(default_factory=dict)
    entries: Mapping[int, EntryList] = field(default_factory=dict)
    list_verdicts: Mapping[int, float] = field(default_factory=dict)
    subsection_verdicts: Mapping[int, float] = field(default_factory=dict)

    def entry_stories(self, section: Section) -> EntryList | None:
        """The entries of a section if each is a story, else None."""
        is_list = self.list_verdicts.get(id(section), 0.0) >= _HALF
        return self.entries[id(section)] if is_list else None

    def has_subsection_stories(self, section: Section) -> bool:
        """Whether each sub-section of a section is a story or holds stories."""
        return self.subsection_verdicts.get(id(section), 0.0) >= _HALF


def analyse_structure(root: Section) -> IssueStructure:
    """The structure of an outlined issue, by itself."""
    entries = _entries(root)
    sections = [
        section for section in root.walk() if section.direct and not is_furniture_heading(section.title)
    ]
    if root.children:
        sections = [section for section in sections if section is not root]
    lists = [entries[id(section)] for section in sections if id(section) in entries]
    listed = [entry for one in lists if not one.of_paragraphs for entry in one.entries]
    heads = [entry[0] for entry in listed]
    length = sum(map(text_length, listed))
    is_long = bool(heads) and length >= _MIN_LONG_ENTRY * len(heads)
    structure = IssueStructure(
        is_digest=_is_digest(sections),
        led_ratio=_led_ratio(heads, has_long_entries=is_long),
        has_long_entries=is_long,
        is_mostly_lists=length >= _HALF * (sum(text_length(section.direct) for section in sections) or 1),
        entries=entries,
    )
    structure = replace(structure, list_verdicts=_list_verdicts(root, structure))
    structure = replace(structure, subsection_ratios=_subsection_ratios(root, structure))
    return replace(structure, subsection_verdicts=_subsection_verdicts(root, structure))


def contents_of(root: Section) -> frozenset[int]:
    """The ids of the sections that are tables of contents: all their entries are headings of the issue."""
    titles = {_folded(section.title) for section in root.walk() if section.heading}
    return frozenset(id(section) for section in root.walk() if _lists(section, titles))


def _lists(section: Section, titles: Collection[str]) -> bool:
    entries = [block for block in section.direct if block.kind is BlockKind.LIST_ITEM]
    return len(entries) > 1 and all(_folded(entry.text) in titles for entry in entries)


def _folded(text: str) -> str:
    return " ".join(_WORD.findall(text.casefold()))


def _entries(root: Section) -> dict[int, EntryList]:
    found = {
        id(section): find_entries(section.direct)
        for section in root.walk()
        if not is_contents(section.direct)
    }
    return {key: entries for key, entries in found.items() if entries is not None}


def _list_verdicts(root: Section, structure: IssueStructure) -> dict[int, float]:
    verdicts = {}
    for section in root.walk():
        entry_list = structure.entries.get(id(section))
        if entry_list is not None:
            verdicts[id(section)] = _list_evidence(section, entry_list, structure)
    return verdicts


def _list_evidence(section: Section, entry_list: EntryList, structure: IssueStructure) -> float:
    """The evidence, 0 to 1, that a section's entries are stories."""
    if entry_list.of_paragraphs:
        return _score(entry_list.share, _MOST_RATIO)
    if structure.is_digest:
        return _STRONG_EVIDENCE
    heads = [entry[0] for entry in entry_list.entries]
    led = _led_ratio(heads, has_long_entries=structure.has_long_entries)
    share = _score(entry_list.share, _min_share(section, heads, led, structure))
    as_led = min(_score(structure.led_ratio, _MOST_RATIO), _score(led, _HALF), share)
    return max(as_led, _headline_evidence(entry_list, heads))


def _score(value: float, threshold: float) -> float:
    """A ratio as a score: 0.5 at the threshold, linear to 0 below it and to 1 above it."""
    if value < threshold:
        return _HALF * value / threshold
    return _HALF + _HALF * (value - threshold) / (1 - threshold)


def _min_share(section: Section, heads: Sequence[Block], led: float, structure: IssueStructure) -> float:
    """The share of a section that its entries must have; it is low in a link digest, where prose explains."""
    if led < _NEARLY_ALL_RATIO:
        return _MIN_LIST_SHARE
    explained = all(block.kind in (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM) for block in section.direct)
    explained = explained and not any(_opens_with_a_day(head) for head in heads)
    is_link_digest = structure.is_mostly_lists and not structure.has_long_entries and explained
    return _MIN_LINK_LIST_SHARE if is_link_digest else _MIN_LED_LIST_SHARE


def _headline_evidence(entry_list: EntryList, heads: Sequence[Block]) -> float:
    """The evidence from the entries alone, whatever the rest of the issue: bold leads, or link headlines."""
    if len(heads) < 2:
        return 0.0
    bold = _score(sum(bool(head.lead) for head in heads) / len(heads), _MOST_RATIO)
    return min(max(bold, _link_evidence(heads)), _score(entry_list.share, _HALF))


def _link_evidence(heads: Sequence[Block]) -> float:
    """The evidence that the entries' opening links are headlines."""
    links = [link for head in heads if (link := opening_link(head)) and stands_alone(head, link)]
    words = sum(len(link.text.split()) for link in links)
    if len(heads) < 3 or words < _MIN_HEADLINE_WORDS * len(links):
        return 0.0
    return _score(len(links) / len(heads), _NEARLY_ALL_RATIO)


def _is_led(block: Block, *, has_long_entries: bool) -> bool:
    """Whether an entry opens like a story: with bold text, a date, or a link that serves as the headline.

    A link or a numbered reference within the entry's first sentence counts only in an issue with long
    entries; elsewhere the entry is a remark with a link.
    """
    if block.lead:
        return True
    opening = opening_link(block)
    if opening and stands_alone(block, opening):
        return True
    if _opens_with_a_day(block):
        return True
    return has_long_entries and bool(opening or _REFERENCE.match(block.text))


def _opens_with_a_day(block: Block) -> bool:
    """Whether an entry is that of a calendar: it begins with a complete date."""
    if not block.text[:1].isdigit() and block.text[:3].lower() not in MONTHS:
        return False
    return any(
        mention.start == 0 and mention.last() for mention in date_mentions(block.text[:_MAX_DATE_LENGTH])
    )


def _led_ratio(heads: Sequence[Block], *, has_long_entries: bool) -> float:
    if not heads:
        return 0.0
    return sum(_is_led(head, has_long_entries=has_long_entries) for head in heads) / len(heads)


def _is_digest(sections: Sequence[Section]) -> bool:
    """Whether nearly all text is in lists, and nearly all sections are lists."""
    listed = [text_length([b for b in section.direct if is_in_list(b)]) for section in sections]
    totals = [text_length(section.direct) for section in sections]
    whole = sum(
        part >= _NEARLY_ALL_RATIO * total
        or (is_in_list(section.direct[0]) and total - part <= _MAX_CLOSING_REMARK)
        for section, part, total in zip(sections, listed, totals, strict=True)
    )
    entries = sum(b.kind is BlockKind.LIST_ITEM for section in sections for b in section.direct)
    return (
        entries > 1
        and sum(listed) >= _NEARLY_ALL_RATIO * sum(totals)
        and whole >= _NEARLY_ALL_RATIO * len(sections)
    )


def _subsection_ratios(root: Section, structure: IssueStructure) -> dict[int, float]:
    """For each depth the part of the text below sub-headings that do not recur in other sections."""
    below: Counter[int] = Counter()
    total: Counter[int] = Counter()
    titles = Counter(section.title.casefold() for section in root.walk())
    for section, depth in _with_depth(root, 0):
        if depth == 0 or structure.entry_stories(section) or not (section.direct or section.children):
            continue
        whole = text_length(list(section.blocks()))
        total[depth] += whole
        if section.children and not are_recurring_titles(section, titles) and not _has_long_opening(section):
            below[depth] += whole - text_length(section.direct)
    return {depth: below[depth] / total[depth] for depth in total if total[depth]}


def _subsection_verdicts(root: Section, structure: IssueStructure) -> dict[int, float]:
    verdicts = {}
    for section, depth in _with_depth(root, 0):
        if section.children and depth:
            below = any(structure.entry_stories(part) for child in section.children for part in child.walk())
            ratio = structure.subsection_ratios.get(depth, 0.0)
            verdicts[id(section)] = max(ratio, _STRONG_EVIDENCE if below else 0.0)
    return verdicts


def _with_depth(section: Section, depth: int) -> list[tuple[Section, int]]:
    found = [(section, depth)]
    for child in section.children:
        found += _with_depth(child, depth + 1)
    return found


def _has_long_opening(section: Section) -> bool:
    """Whether a section has a text, though no long one, before sub-headings, which then only divide it."""
    opening = text_length(section.direct)
    return _MIN_LIST_SHARE * text_length(list(section.blocks())) < opening < _MAX_SECTION_OPENING


def are_recurring_titles(section: Section, titles: Mapping[str, int]) -> bool:
    """Whether half of a section's sub-headings recur elsewhere ("What happened", "Why it matters")."""
    repeated = sum(titles[child.title.casefold()] > 1 for child in section.children)
    return repeated >= _HALF * len(section.children)
