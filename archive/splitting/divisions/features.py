"""What a division of a section looks like, as numbers: the section, its heading, and its records.

Most features are shares from 0 to 1; sizes are in words of Latin script (six characters, two of Chinese,
Japanese or Korean) and become bands, so that a weight each is enough.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from math import log2
from statistics import median

from archive.dates import date_mentions
from archive.derived_headline import could_be_headline
from archive.document import Block, BlockKind
from archive.profiles.division import Division
from archive.splitting.divisions.records import Records
from archive.splitting.fingerprints import fingerprint
from archive.splitting.furniture import is_byline, is_contents, is_furniture, is_furniture_heading
from archive.splitting.habits import Habits
from archive.splitting.outline import Section, is_in_list, is_prose, opening_link, stands_alone
from archive.splitting.structure import IssueStructure, analyse_structure
from archive.splitting.takeaway import is_label

_COLUMN = " | "
_CHARACTERS_PER_WORD = 6
_DENSE = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_DENSE_EXTRA_LETTERS = 2
_FULL_STOP = re.compile(r"[.。!?！？…]['\"”’)]*$")
_LETTER = re.compile(r"[^\W\d_]")
_WORD = re.compile(r"\w+")
_DATED = re.compile(r"[^\W\d_]{3,12}\.? (?:19|20)\d\d")
_MIN_DATE_SHARE = 0.6
_DIGIT = re.compile(r"\d")
_TEXT_BANDS = (4, 12, 30, 80, 250)
_HEADING_BANDS = (1.5, 3.5, 6.5)
_LISTED_BANDS = (0.3, 0.55, 0.8)
_RULE_BANDS = (0.1, 0.35, 0.5, 0.7, 0.9)
_HALF = 0.5
_MAX_LEAD_WORDS = 30


@dataclass(frozen=True, slots=True)
class IssueView:
    """What a section is seen against: the titles of its issue, its depth and place, and other issues.

    `issue` are features of the whole issue, `rules` what the rules for a single issue say. `recurrence` gives
    the part of the other issues that have a section of a title, `repetition` that which has a block; both
    are None if no other issue is known.
    """

    titles: Mapping[str, int] = field(default_factory=dict)
    issue: Mapping[str, float] = field(default_factory=dict)
    rules: IssueStructure = field(default_factory=IssueStructure)
    recurrence: Callable[[str], float] | None = None
    repetition: Callable[[str], float] | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """The place of a section: its depth (the root has 0), and its index among `siblings`."""

    section: Section
    depth: int
    index: int
    siblings: tuple[Section, ...]
    parent: Section | None = None


def places(root: Section) -> Iterator[Place]:
    """The place of every section, in reading order."""
    yield Place(root, 0, 0, (root,))
    yield from _places(root, 1)


def _places(parent: Section, depth: int) -> Iterator[Place]:
    siblings = tuple(parent.children)
    for index, section in enumerate(siblings):
        yield Place(section, depth, index, siblings, parent)
        yield from _places(section, depth + 1)


def view_of(root: Section, habits: Habits) -> IssueView:
    """The view of an issue, with what its publication's other issues say."""
    titles = Counter(section.title.casefold() for section in root.walk() if section.heading)
    rules, issue = analyse_structure(root), _of_issue(root)
    if not habits.issues:
        return IssueView(titles, issue, rules)
    return IssueView(titles, issue, rules, habits.recurrence, habits.repetition)


def _of_issue(root: Section) -> dict[str, float]:
    """The features of a whole issue: how much of it is in lists, and how its entries open."""
    blocks = [block for block in root.blocks() if block.text]
    total = sum(len(block.text) for block in blocks) or 1
    outer = [block for block in blocks if block.kind is BlockKind.LIST_ITEM and block.level <= 1]
    sections = [section for section in root.walk() if section.direct]
    found = {
        "issue in lists": sum(len(block.text) for block in blocks if is_in_list(block)) / total,
        "issue of list sections": _mean(any(map(is_in_list, one.direct)) for one in sections)
        if sections
        else 0.0,
        "issue nested": _mean(bool(one.children) for one in root.children) if root.children else 0.0,
    }
    if outer:
        openers = _of_openers(outer)
        found |= {
            f"issue entries {name}": openers[name] for name in ("bold", "linked lead", "any link", "all link")
        }
        found |= _bands("issue entry", median(size([block]) for block in outer), (8, 30))
    return found


def _ruled(place: Place, rules: IssueStructure) -> Division:
    """The division of a section by the rules for a single issue."""
    section = place.section
    if entries := rules.entry_stories(section):
        return Division.RUN_IN if entries.of_paragraphs else Division.ENTRIES
    if section.heading is None:
        most = sum(len(block.text) for block in section.direct)
        return Division.BODY if most >= _HALF * sum(len(b.text) for b in section.blocks()) else Division.NONE
    is_bare = not any(block.text for block in section.blocks()) and not section.heading.links
    if is_bare or rules.has_subsection_stories(section):
        return Division.NONE
    return Division.WHOLE if section.children else Division.BODY


def _of_rules(section: Section, rules: IssueStructure) -> dict[str, float]:
    """What the rules for a single issue say of a section: its entries are items, its sub-sections are."""
    found: dict[str, float] = {}
    if (evidence := rules.list_verdicts.get(id(section))) is not None:
        found |= _bands("rule of entries", evidence, _RULE_BANDS)
    if (evidence := rules.subsection_verdicts.get(id(section))) is not None:
        found |= _bands("rule of sub-sections", evidence, _RULE_BANDS)
    return found


def static_features(
    records: Records, place: Place, view: IssueView, shared: Mapping[str, float]
) -> dict[str, float]:
    """The features of one division that its issue alone gives; `shared` are those of the section."""
    group = _group(records.division)
    found = {f"{group}:{name}": value for name, value in shared.items() if value}
    found[f"option:{records.division.value}"] = 1.0
    found["rule"] = float(records.division is _ruled(place, view.rules))
    if group == "many":
        found |= {f"record:{name}": value for name, value in _of_records(records).items() if value}
    return found


def _group(division: Division) -> str:
    if division in (Division.WHOLE, Division.BODY, Division.NONE):
        return division.value
    return "many"


def section_features(place: Place, view: IssueView) -> dict[str, float]:
    """The features of a section, whatever its division."""
    section = place.section
    direct = [block for block in section.direct if block.text]
    found = {"bias": 1.0, "root": float(section.heading is None)}
    found |= _of_heading(section, place, view)
    found |= _bands("text", size(direct), _TEXT_BANDS)
    found |= _of_text(direct)
    found |= _of_children(section, view)
    found |= view.issue
    found |= _of_rules(section, view.rules)
    if "entries linked lead" in found:
        found |= _of_style(found, view.issue["issue in lists"])
    return found


def _of_style(found: Mapping[str, float], listed: float) -> dict[str, float]:
    """How the entries of a section open, against how much of the issue is in lists and what the rules say."""
    led = max(found["entries linked lead"], found["entries bold"], found["entries opening link"])
    style = "led" if led >= _HALF else "linked" if found["entries any link"] >= _HALF else "bare"
    rule = next((name for name in found if name.startswith("rule of entries")), "no rule of entries")
    band = sum(listed >= bound for bound in _LISTED_BANDS)
    short = float("entry size 0" in found or "entry size 1" in found)
    return {
        f"entries {style}": 1.0,
        f"entries {style}, issue in lists {band}": 1.0,
        f"entries {style}, {rule}": 1.0,
        "entries in lists": found["entries"] * listed,
        "entries without lead in prose": (1 - led) * (1 - listed),
        "short entries in prose": short * (1 - listed),
    }


def _of_heading(section: Section, place: Place, view: IssueView) -> dict[str, float]:
    title = section.title
    alike = [other for other in place.siblings if other.heading and _alike(other, section)]
    found = {
        "depth 1": float(place.depth == 1),
        "depth 3": float(place.depth >= 3),
        "siblings": min(log2(len(alike) + 1) / 4, 1.0),
        "first": float(place.index == 0 and place.depth == 1),
        "last": float(place.index == len(place.siblings) - 1 and place.depth == 1),
    }
    if section.heading is None:
        return found
    found |= _bands("title", size([section.heading]), _HEADING_BANDS)
    found["title linked"] = float(bool(section.heading.links))
    found["title of lines"] = float(section.heading.level > 6)
    found["title is a date"] = float(_is_date(title))
    found["title asks"] = float(title.rstrip().endswith(("?", "？")))
    found["title with colon"] = float(":" in title[3:-1] or " – " in title or " — " in title)
    found["title has digits"] = float(bool(_DIGIT.search(title)))
    found["title in capitals"] = float(title.isupper())
    found["title again"] = float(view.titles.get(title.casefold(), 0) > 1)
    found["furniture title"] = float(is_furniture_heading(title))
    found["byline title"] = float(is_byline(title))
    return found


def _is_date(title: str) -> bool:
    """Whether a title is hardly more than a date or a month with its year."""
    return bool(_DATED.fullmatch(title.strip())) or any(
        mention.end - mention.start >= _MIN_DATE_SHARE * len(title) for mention in date_mentions(title)
    )


def _alike(one: Section, other: Section) -> bool:
    """Whether two sections have headings of one class: the same level, and linked or not."""
    return _class(one) == _class(other)


def _class(section: Section) -> tuple[int, bool]:
    return (section.heading.level, bool(section.heading.links)) if section.heading else (0, False)


def _of_text(direct: Sequence[Block]) -> dict[str, float]:
    total = sum(len(block.text) for block in direct) or 1
    listed = [block for block in direct if block.kind is BlockKind.LIST_ITEM]
    outer = [block for block in listed if block.level <= min(one.level for one in listed)] if listed else []
    prose = [block for block in direct if is_prose(block) and not block.level]
    linked = sum(link.end - link.start for block in direct for link in block.links)
    found = {
        "list share": sum(len(block.text) for block in direct if is_in_list(block)) / total,
        "link share": min(linked / total, 1.0),
        "table share": sum(len(block.text) for block in direct if _COLUMN in block.text) / total,
        "furniture share": sum(len(block.text) for block in direct if is_furniture(block)) / total,
        "contents": float(is_contents(direct)),
        "entries": min(log2(len(outer) + 1) / 5, 1.0),
        "paragraphs": min(log2(len(prose) + 1) / 5, 1.0),
        "opens with prose": float(bool(direct) and is_prose(direct[0])),
    }
    if listed and prose:
        found["list ends it"] = float(is_in_list(direct[-1]))
    if outer:
        found |= {f"entries {name}": value for name, value in _of_openers(outer).items()}
        found |= _bands("entry", median(size([block]) for block in outer), _TEXT_BANDS)
    if prose:
        found["linked paragraphs"] = _share(prose, lambda block: bool(block.links))
        found["bold leads"] = _share(prose, lambda block: bool(block.lead))
    return found


def _of_children(section: Section, view: IssueView) -> dict[str, float]:
    children = section.children
    if not children:
        return {}
    everything = [block for block in section.blocks() if block.text]
    total = sum(len(block.text) for block in everything) or 1
    below = total - sum(len(block.text) for block in section.direct)
    bare = [child for child in children if not any(block.text for block in child.blocks())]
    return {
        "children": 1.0,
        "many children": min(log2(len(children)) / 4, 1.0),
        "share below": below / total,
        "bare children": len(bare) / len(children),
        "child titles again": _mean(view.titles.get(child.title.casefold(), 0) > 1 for child in children),
        "child titles linked": _mean(bool(child.heading and child.heading.links) for child in children),
        "child titles long": _mean(
            min(size([child.heading]) / 10, 1.0) for child in children if child.heading
        ),
        "children of lines": _mean(bool(child.heading and child.heading.level > 6) for child in children),
        "children with lists": _mean(any(map(is_in_list, child.direct)) for child in children),
        "small children": _mean(size(list(child.blocks())) < 25 for child in children),
    }


def _of_records(records: Records) -> dict[str, float]:
    """The features of several records: how they open, how long they are, what is left inside and outside."""
    openers = [record[0] for record in records.records]
    bodies = [[block for block in record if block.text] for record in records.records]
    sizes = [size(body) for body in bodies]
    total = sum(sizes) + size(records.before) + size(records.after)
    found = _of_openers(openers)
    found |= _bands("size", median(sizes), _TEXT_BANDS)
    found |= {
        "count": min(log2(len(openers)) / 6, 1.0),
        "uncovered": 1 - sum(sizes) / (total or 1),
        "preamble": min(size(records.before) / 100, 1.0),
        "remainder": min(size(records.after) / 100, 1.0),
        "uneven": 1 - 1 / (1 + _deviation(sizes) / (_mean(sizes) or 1)),
        "links inside": _mean(
            min(_links(body) - bool(openers[at].links), 4) / 4 for at, body in enumerate(bodies)
        ),
        "leads inside": _mean(min(sum(bool(block.lead) for block in body[1:]), 3) / 3 for body in bodies),
        "entries inside": _mean(min(sum(map(is_in_list, body[1:])), 5) / 5 for body in bodies),
        "quotes inside": _mean(any(block.kind in _SET_OFF for block in body[1:]) for body in bodies),
        "linkless": _mean(not any(block.links for block in body) for body in bodies),
        "of one block": _mean(len(body) <= 1 for body in bodies),
        "tables": _mean(any(_COLUMN in block.text for block in body) for body in bodies),
        "furniture": _mean(all(map(is_furniture, body)) for body in bodies),
    }
    return found


_SET_OFF = (BlockKind.QUOTE, BlockKind.CODE)


def _of_openers(openers: Sequence[Block]) -> dict[str, float]:
    """The features of the blocks that open records, as shares of them."""
    leads = [_headline(block) for block in openers]
    words = [size_of(lead) for lead in leads]
    first = Counter(" ".join(_WORD.findall(block.text.casefold())[:2]) for block in openers)
    return {
        "bold": _share(openers, lambda block: bool(block.lead)),
        "linked lead": _share(openers, _has_title_link),
        "opening link": _share(openers, lambda block: opening_link(block) is not None),
        "any link": _share(openers, lambda block: bool(block.links)),
        "all link": _share(openers, _is_all_link),
        "short lead": _mean(count <= 2 for count in words),
        "lead": _mean(
            2 < count <= _MAX_LEAD_WORDS and lead != block.text
            for lead, count, block in _zipped(leads, words, openers)
        ),
        "label": _share(openers, lambda block: is_label(block.text) or _is_label_lead(block)),
        "colon end": _share(openers, lambda block: block.text.rstrip().endswith((":", "："))),
        "full stop": _share(openers, lambda block: bool(_FULL_STOP.search(block.text.rstrip()))),
        "lower case": _share(openers, lambda block: block.text[:1].islower()),
        "digit first": _share(openers, lambda block: block.text[:1].isdigit()),
        "wordless": _share(openers, lambda block: not _LETTER.search(block.text)),
        "byline": _share(openers, lambda block: is_byline(block.text)),
        "same opening": max(first.values()) / len(openers) if len(openers) > 1 else 0.0,
        "handles": _share(openers, lambda block: " " not in block.text.strip()),
    }


def _zipped(
    leads: Sequence[str], words: Sequence[float], openers: Sequence[Block]
) -> Iterator[tuple[str, float, Block]]:
    return zip(leads, words, openers, strict=True)


def _headline(block: Block) -> str:
    """The words that would be the headline: the bold lead or the opening link, else the whole text."""
    if block.lead:
        return block.lead
    link = opening_link(block)
    return block.text[: link.end] if link and stands_alone(block, link) else block.text


def _has_title_link(block: Block) -> bool:
    link = opening_link(block)
    return bool(link and stands_alone(block, link) and could_be_headline(block.text, link.end))


def _is_all_link(block: Block) -> bool:
    return sum(link.end - link.start for link in block.links) >= 0.8 * len(block.text)


def _is_label_lead(block: Block) -> bool:
    lead = block.lead.rstrip()
    return lead.endswith(":") and len(lead.split()) <= 2 and len(lead) < len(block.text)


def recurrence_features(records: Records, place: Place, view: IssueView) -> dict[str, float]:
    """The features that other issues of the publication give."""
    if view.recurrence is None or view.repetition is None:
        return {"rule alone": 1.0} if records.division is _ruled(place, view.rules) else {}
    group, section = _group(records.division), place.section
    found = {"known": 1.0}
    if section.heading:
        found["recurs"] = view.recurrence(section.title)
        alike = [other.title for other in place.siblings if other is not section and _alike(other, section)]
        if alike:
            found["alike recur"] = _mean(map(view.recurrence, alike))
            found["new among recurring"] = max(0.0, found["alike recur"] - found["recurs"])
    if section.children:
        titles = [child.title for child in section.children]
        found["children recur"] = _mean(map(view.recurrence, titles))
    blocks = [block for block in section.direct if block.text]
    total = sum(len(block.text) for block in blocks) or 1
    found["repeated"] = sum(len(block.text) * view.repetition(fingerprint(block)) for block in blocks) / total
    result = {f"{group}:{name}": value for name, value in found.items() if value}
    if group == "many":
        openers = [view.repetition(fingerprint(record[0])) for record in records.records]
        result["record:openers repeated"] = _mean(openers)
        result[f"recurs {records.division.value}"] = found.get("recurs", 0.0)
    return result


def size(blocks: Sequence[Block]) -> float:
    """The size of texts in words of Latin script."""
    return sum(size_of(block.text) for block in blocks)


def size_of(text: str) -> float:
    """The size of a text in words of Latin script: six characters, or two of a dense script, are one."""
    extra = 0 if text.isascii() else _DENSE_EXTRA_LETTERS * len(_DENSE.findall(text))
    return (len(text) + extra) / _CHARACTERS_PER_WORD


def _bands(name: str, value: float, bounds: Sequence[float]) -> dict[str, float]:
    """One feature for the band that a value falls into."""
    band = sum(value >= bound for bound in bounds)
    return {f"{name} size {band}": 1.0}


def _share(blocks: Sequence[Block], test: Callable[[Block], bool]) -> float:
    return sum(map(test, blocks)) / len(blocks) if blocks else 0.0


def _mean(values: Iterable[float]) -> float:
    """The mean of some values; many times faster than `statistics.fmean` on a few."""
    listed = list(values)
    return sum(listed) / len(listed)


def _links(blocks: Sequence[Block]) -> int:
    return sum(len(block.links) for block in blocks)


def _deviation(values: Sequence[float]) -> float:
    mean = _mean(values)
    return float(_mean((value - mean) ** 2 for value in values) ** 0.5)
